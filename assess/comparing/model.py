"""What a comparison of two bodies, or of one body in two snapshots, says: plain data, in bands and ids."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import Body
from assess.scoring.shapley import Parts
from assess.snapshot import Standing

Change = Literal["higher", "lower", "equal", "open", "alike", "broken", "unknown"]
"""Surely higher or lower: the bands do not touch. Equal: both exact and the same. Open: the bands overlap, or meet;
alike: they are the same band, which is no less open.
Broken: not measured alike, so nothing is said. Unknown: one side has no score."""

Shift = Literal["new", "gone", "remains", "untold", "told", "not-applicable", "no-rule"]
"""A finding: it holds only now, only then, both times; it held and cannot be determined now, or the reverse of
that; it held, and its rule does not apply now, or is no longer in the pack."""

NoSplit = Literal["bodies", "broken", "engine", "unknown", "relative"]
"""Why a difference is not split into causes: two different bodies, indicators that do not mean the same, an engine
that scores one side otherwise now, a side without a score, or (in a table of all) scores that hang together."""


class Side(msgspec.Struct, frozen=True):
    """One side: the state of a dossier that a snapshot was made of."""

    campaign: Text
    period: str
    made: str
    head: str
    digest: str
    engine: str
    pack: str
    pack_title: Text
    pack_version: str
    pack_digest: str

    @property
    def name(self) -> str:
        """The period, or the day it was made."""
        return self.period or self.made[:10]


class Broken(msgspec.Struct, frozen=True):
    """Why a line is broken: ids of indicators defined otherwise, and of those that are on one side only."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether it is broken at all."""
        return bool(self.changed or self.added or self.removed)


class Line(msgspec.Struct, frozen=True):
    """One score on both sides. `title` is that of the later pack; `weight` the weight then and now.

    `maximum` is what a total is out of; layers and indicators are out of 100.
    """

    id: str
    title: Text
    before: Band | None
    after: Band | None
    change: Change
    broken: Broken = Broken()
    weight: tuple[float, float] | None = None
    before_standing: Standing | None = None
    after_standing: Standing | None = None
    maximum: float = 100.0


class FindingShift(msgspec.Struct, frozen=True):
    """One finding on both sides; `before` and `after` are its states; its condition may have changed."""

    id: str
    rule: str
    title: Text
    severity: Literal["high", "medium", "low"]
    shift: Shift
    before: str = ""
    after: str = ""
    rule_changed: bool = False


class EvidenceShift(msgspec.Struct, frozen=True):
    """One piece of evidence that was added, removed or revised; the hashes are empty where no file is held."""

    indicator: str
    title: str
    shift: Literal["added", "removed", "revised"]
    before: str = ""
    after: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """A body beside itself at another time (`years`), or beside another body (`bodies`).

    `score_parts` and `rank_parts` split the difference of the leading total's low end and of the rank; where they
    are None, `no_split` says why. `evidence_kept` counts what is the same on both sides.
    """

    mode: Literal["years", "bodies"]
    sides: tuple[Side, Side]
    bodies: tuple[Body, Body]
    coverage: tuple[float, float]
    totals: tuple[Line, ...]
    layers: tuple[Line, ...]
    indicators: tuple[Line, ...]
    findings: tuple[FindingShift, ...]
    evidence: tuple[EvidenceShift, ...]
    evidence_kept: int
    score_parts: Parts | None = None
    rank_parts: Parts | None = None
    no_split: NoSplit | None = None


class Row(msgspec.Struct, frozen=True):
    """One body of a table of all: its leading total on both sides, and findings new, gone and remaining."""

    body: Body
    total: Line
    parts: Parts | None
    new: int
    gone: int
    remain: int


class Campaigns(msgspec.Struct, frozen=True):
    """Two snapshots with all the bodies that are in both, and those in one only."""

    sides: tuple[Side, Side]
    rows: tuple[Row, ...]
    only_before: tuple[Body, ...]
    only_after: tuple[Body, ...]
    no_split: NoSplit | None = None
