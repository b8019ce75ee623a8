"""Findings and evidence of both sides: what is new, what is gone, what was revised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assess.comparing.model import EvidenceShift, FindingShift, Shift
from assess.dossier.entities import Evidence
from assess.findings.model import Finding
from assess.packs.model import Pack
from assess.packs.vocabulary import SEVERITIES
from assess.snapshot import BodyResult

_ORDER: dict[str, int] = {
    "new": 0,
    "remains": 1,
    "told": 2,
    "untold": 3,
    "gone": 4,
    "not-applicable": 5,
    "no-rule": 6,
}


def finding_shifts(packs: tuple[Pack, Pack], sides: tuple[BodyResult, BodyResult]) -> tuple[FindingShift, ...]:
    """Every finding that holds on a side, and was not dropped there, beside the other side."""
    # A finding's id names the body: two bodies have the same finding when it is the same rule's.
    by_rule = sides[0].body.id != sides[1].body.id
    then, now = (_findings(side, by_rule) for side in sides)
    conditions = tuple({r.id: "".join(r.when.split()) for r in pack.rules} for pack in packs)
    found = []
    for key in dict.fromkeys((*now, *then)):
        before, after = then.get(key), now.get(key)
        shift = _shift(before, after, packs, sides)
        if shift is None:
            continue
        told = after or before
        assert told is not None
        rule = told.rule
        found.append(
            FindingShift(
                id=told.id,
                rule=rule,
                title=told.title,
                severity=told.severity,
                shift=shift,
                before=before.state if before and before.verdict == "yes" else "",
                after=after.state if after and after.verdict == "yes" else "",
                rule_changed=all(rule in c for c in conditions) and conditions[0][rule] != conditions[1][rule],
            )
        )
    severities = list(SEVERITIES)
    return tuple(sorted(found, key=lambda f: (_ORDER[f.shift], severities.index(f.severity), f.rule, f.id)))


def _findings(side: BodyResult, by_rule: bool) -> dict[str, Finding]:
    return {f.rule if by_rule else f.id: f for f in side.findings}


def _held(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict == "yes" and finding.state != "dropped"


def _shift(
    before: Finding | None, after: Finding | None, packs: tuple[Pack, Pack], sides: tuple[BodyResult, BodyResult]
) -> Shift | None:
    if _held(before) and _held(after):
        return "remains"
    if _held(after):
        return "told" if before is not None and before.verdict == "undetermined" else "new"
    if not _held(before) or before is None:
        return None
    if after is not None and after.verdict == "undetermined":
        return "untold"
    if before.rule in {a.rule for f in sides[1].findings for a in f.also if _held(f)}:
        return "remains"  # It is told with another finding of the same root now.
    if before.rule in {r.rule for r in sides[1].set_aside}:
        return "not-applicable"
    known = tuple({r.id for r in pack.rules} for pack in packs)
    return "no-rule" if before.rule in known[0] and before.rule not in known[1] else "gone"


def evidence_shifts(sides: tuple[BodyResult, BodyResult]) -> tuple[tuple[EvidenceShift, ...], int]:
    """What was added, removed and revised, and how many pieces are the same on both sides.

    Files are the same when their hashes are, other evidence when its address or title and its count are. A piece
    with the same indicator and title (or address) and another hash was revised.
    """
    then, now = (list(side.evidence) for side in sides)
    kept = Counter(map(_content, then)) & Counter(map(_content, now))
    gone, come = _without(then, kept), _without(now, kept)
    shifts = []
    for new in come:
        old = next((e for e in gone if _place(e) == _place(new)), None)
        if old is None:
            shifts.append(EvidenceShift(new.indicator, new.title, "added", after=new.sha256))
        else:
            gone.remove(old)
            shifts.append(EvidenceShift(new.indicator, new.title, "revised", old.sha256, new.sha256))
    shifts += [EvidenceShift(e.indicator, e.title, "removed", before=e.sha256) for e in gone]
    order = ("added", "revised", "removed")
    return tuple(sorted(shifts, key=lambda s: (order.index(s.shift), s.indicator, s.title))), kept.total()


def _content(e: Evidence) -> tuple[str, ...]:
    return (e.indicator, e.sha256) if e.sha256 else (e.indicator, e.kind, e.title, e.locator, str(e.count))


def _place(e: Evidence) -> tuple[str, str, str]:
    return e.indicator, e.kind, e.title or e.locator


def _without(items: Iterable[Evidence], kept: Counter[tuple[str, ...]]) -> list[Evidence]:
    left, rest = Counter(kept), []
    for item in items:
        if left[_content(item)] > 0:
            left[_content(item)] -= 1
        else:
            rest.append(item)
    return rest
