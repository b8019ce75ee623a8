"""Checks of a pack beside others that the same bodies fill in: what one asks, another does not ask again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assess.base.texts import Text
from assess.packs.checks.repeats import HINT
from assess.packs.likeness import repeated, wordings
from assess.packs.model import Indicator, Pack
from assess.packs.parts import called
from assess.packs.reading.files import read_files
from assess.packs.reading.positions import place_all
from assess.packs.reading.problems import Notes, Place, Problem


def repeats_of(folder: Path, pack: Pack, others: Sequence[Pack]) -> list[Problem]:
    """Every question of the sound `pack` in `folder` that one of `others` asks as well without a reason given."""
    if not others:
        return []
    notes = Notes()
    files = read_files(folder, notes)
    places = {
        table["id"]: Place(file.name, ("indicators", n, "question"))
        for file in files
        for n, table in enumerate((file.data or {}).get("indicators", []))
    }
    for other in others:
        for first, item in _shared(other, pack):
            message = Text(
                zh=f"指标包 `{other.id}` 的{called('indicators', first.id).zh} 问的是同一件事",
                en=f"the {called('indicators', first.id).en} of the pack `{other.id}` asks the same",
            )
            notes.add(places.get(item.id, Place(files[0].name)), message, HINT)
    return place_all(notes.drafts, {file.name: file.source for file in files})


def _shared(other: Pack, pack: Pack) -> list[tuple[Indicator, Indicator]]:
    theirs, mine = ([i for i in p.indicators if i.repeats is None] for p in (other, pack))
    pairs = repeated([wordings(i.question) for i in (*theirs, *mine)])
    limit = len(theirs)
    return [(theirs[a], mine[b - limit]) for a, b in pairs if a < limit <= b]
