"""Loading and checking a pack: all problems at once, each with its line, or a frozen `Pack`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assess.base.texts import Text
from assess.packs.build import build
from assess.packs.checks.bodies import check_bodies
from assess.packs.checks.caps import check_caps
from assess.packs.checks.contradictions import check_contradictions
from assess.packs.checks.deductions import check_deductions
from assess.packs.checks.facets import check_facets
from assess.packs.checks.follows import check_follows
from assess.packs.checks.forms import check_forms
from assess.packs.checks.gates import check_gates
from assess.packs.checks.inheritance import check_removed
from assess.packs.checks.links import check_links
from assess.packs.checks.outcomes import check_outcomes
from assess.packs.checks.relative import check_relative, ranges_in
from assess.packs.checks.repeats import check_repeats
from assess.packs.checks.roles import check_roles, pointless
from assess.packs.checks.rules import check_rules, names_in
from assess.packs.checks.scales import make_fact, make_scale
from assess.packs.checks.scoring import check_scoring
from assess.packs.checks.tests import check_tests
from assess.packs.inheritance.bases import Checked, Link, extends, read_base
from assess.packs.inheritance.blame import blame
from assess.packs.inheritance.flatten import inherit
from assess.packs.model import Pack, Scale
from assess.packs.parts import MAIN, Parts, gather
from assess.packs.reading.files import SourceFile, read_files
from assess.packs.reading.positions import place_all
from assess.packs.reading.problems import MOST, Enough, Notes, PackErrors, Place, Problem
from assess.packs.relative import settled


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`; raises PackErrors with every problem found, and then nothing is loaded."""
    return load_with_files(folder)[0]


def load_with_files(folder: Path) -> tuple[Pack, list[SourceFile]]:
    """`load_pack`, with every file that was read for it, those of bases under names that begin with their id."""
    pack, problems, files = _examine(folder)
    if pack is None:
        raise PackErrors(folder, problems)
    return pack, files


def check_pack(folder: Path) -> list[Problem]:
    """Every problem of the pack in `folder`, in reading order; none means that it loads."""
    return _examine(folder)[1]


def _examine(folder: Path) -> tuple[Pack | None, list[Problem], list[SourceFile]]:
    notes = Notes()
    files: list[SourceFile] = []
    pack, stopped = None, False
    try:
        files = read_files(folder, notes)
        pack = _assemble(files, notes, folder) if files else None
    except Enough:
        stopped = True
    if not notes.drafts:
        return pack, [], files
    problems = place_all(notes.drafts, {file.name: file.source for file in files})
    return None, [*problems, *([_stopped()] if stopped else [])], files


def _stopped() -> Problem:
    return Problem(
        file=MAIN,
        line=0,
        column=0,
        key="",
        text="",
        message=Text(zh=f"已有 {MOST} 处问题，检查到此为止", en=f"the check stopped here, after {MOST} problems"),
        hint=Text(zh="先改正这些，再查一次。", en="mend these and check again"),
    )


def _assemble(files: list[SourceFile], notes: Notes, folder: Path) -> Pack | None:
    checked = flat_and_checked(files, notes, (Link(folder.name, folder),), "")
    return None if checked is None or notes.drafts else build(checked[0], files, *checked[1:])


def flat_and_checked(files: list[SourceFile], notes: Notes, line: tuple[Link, ...], prefix: str) -> Checked | None:
    """The parts of a pack, its base included, with every problem noted; adds the files of the base to `files`.

    `line` ends with the pack itself, after those that extend it; `prefix` stands before the names of its files.
    """
    own_files = {file.name for file in files}
    parts = gather(files, notes, prefix)
    if parts is None:
        return None
    if parts.pack is not None and "extends" in parts.pack.wrong:
        return None  # Without its base most of the pack would seem to be missing.
    if not extends(notes, parts):
        return _check(notes, parts)
    base = read_base(notes, parts, line, flat_and_checked)
    if base is None:
        return None
    files += base.files
    heritage = inherit(notes, parts, base)
    told: set[Place] = set()
    try:
        told = check_removed(notes, heritage, own_files)
        return _check(notes, heritage.parts)
    finally:
        blame(notes, heritage, own_files, told)


def _check(notes: Notes, parts: Parts) -> Checked:
    scales = _scales(notes, parts)
    made = [make_fact(notes, item) for item in parts.of("facts")]
    facts = {fact.id: fact for fact in reversed(made) if fact is not None}
    check_links(notes, parts, scales, facts)
    check_follows(notes, parts, scales)
    check_caps(notes, parts)
    check_facets(notes, parts)
    check_repeats(notes, parts)
    check_forms(notes, parts, scales, facts)
    check_scoring(notes, parts, scales)
    ranges = ranges_in(parts, scales)
    check_relative(notes, parts, scales, ranges)
    check_roles(notes, parts, scales)
    check_deductions(notes, parts)
    names = names_in(parts, facts.values(), ranges.named)
    check_rules(notes, parts, names)
    check_tests(notes, parts, scales, names, ranges.totals)
    check_bodies(notes, parts, scales)
    check_outcomes(notes, parts)
    check_gates(notes, parts)
    check_contradictions(notes, parts)
    return Checked(parts, scales, facts)


def _scales(notes: Notes, parts: Parts) -> dict[int, Scale | None]:
    """The scale of each indicator by its position; a declared scale is made once and shared."""
    declared: dict[Any, Scale | None] = {}
    of_vetoes = pointless(parts)
    for item in parts.of("scales"):
        scale = make_scale(notes, item, points=not of_vetoes.get(item.get("id"), False))
        declared.setdefault(item.get("id"), scale)
    out: dict[int, Scale | None] = {}
    for n, item in enumerate(parts.of("indicators")):
        named = item.get("scale")
        if isinstance(named, str):
            own = declared.get(named)
        else:
            own = make_scale(notes, named, points=item.get("role") != "veto") if named else None
        out[n] = settled(own, item, parts.scoring)
    return out
