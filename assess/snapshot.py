"""The snapshot: one tree of results computed purely from (pack, dossier at a journal head, engine version).

Everything that is shown or sent out reads from here: the report, the index page, `--json`. The same inputs
give the same bytes.
"""

from __future__ import annotations

import msgspec

from assess.base.band import Band
from assess.dossier.entities import Answer, Body, Campaign, Evidence, Import, Measurement
from assess.findings.model import Finding
from assess.packs.model import Pack
from assess.scoring.result import BodyScore

FORMAT = 1
"""Version of the snapshot's JSON form."""


class Spread(msgspec.Struct, frozen=True):
    """Where the peers stand: quartiles of the low ends, over `n` bodies that have a score."""

    n: int
    least: float
    lower: float
    median: float
    upper: float
    most: float


class Standing(msgspec.Struct, frozen=True):
    """A body's place among its peers: competition rank of the low end, and the ranks its band leaves possible."""

    rank: int
    best: int
    worst: int
    of: int


class BodyResult(msgspec.Struct, frozen=True):
    """One body: what was said, what was scored, what was found."""

    body: Body
    score: BodyScore
    standing: Standing | None
    layer_standings: dict[str, Standing]
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    measurements: tuple[Measurement, ...]
    imports: tuple[Import, ...]
    facts: dict[str, Band | None]
    gap: Band | None
    """Built minus used: mean of the supply layers less the utilization layer, when the pack maps its layers."""


class Snapshot(msgspec.Struct, frozen=True):
    """A campaign's results at one journal head."""

    format: int
    engine: str
    made: str
    head: str
    events: int
    pack: Pack
    campaign: Campaign
    bodies: tuple[BodyResult, ...]
    layer_spreads: dict[str, Spread]
    total_spread: Spread | None
    digest: str

    def body(self, id: str) -> BodyResult | None:
        """The result of the body with `id`, or None."""
        return next((b for b in self.bodies if b.body.id == id), None)
