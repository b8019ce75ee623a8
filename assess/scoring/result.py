"""What scoring gives back: bands per indicator, layer and total, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import Voice
from assess.dossier.gating import Gated
from assess.rules import Verdict

ScoreState = Literal["scored", "not-applicable", "unknown", "error", "not-reviewed", "unscored"]
"""The five things that are not a score, and "scored"; "unscored" marks indicators the pack does not count."""


Outcome = Literal["qualified", "unqualified", "undetermined"]
"""What a check by deductions says of a body; undetermined as long as facts are missing that could change it."""


class IndicatorScore(msgspec.Struct, frozen=True):
    """One indicator of one body.

    `score` is 0–100 and `points` out of `maximum`; both None when the indicator leaves the denominator.
    `standing` is the voice the score rests on: verified where there is a verified answer, else claimed.
    `voices` holds the score band of each voice that spoke. A deduction's score is the share of its points that was
    kept. A veto has no score: `veto` says whether it holds, and of its voices 0 says so and 100 says not.
    """

    indicator: str
    state: ScoreState
    standing: Voice | None
    score: Band | None
    points: Band | None
    maximum: float
    voices: dict[str, Band] = {}
    notes: tuple[Text, ...] = ()
    veto: Verdict | None = None
    gated: Gated | None = None
    """How far evidence carries the verified answer; None without one, and where the pack asks for no evidence."""


class LayerScore(msgspec.Struct, frozen=True):
    """One layer of one body: score 0–100, points, coverage = share of weight with a known score."""

    layer: str
    score: Band | None
    points: Band
    maximum: float
    coverage: float
    counts: dict[str, int] = {}
    notes: tuple[Text, ...] = ()


class Reckoning(msgspec.Struct, frozen=True):
    """How a total by deductions came about.

    `vetoes` hold, `open_vetoes` may. `before` is the score after deductions and before bonuses, out of the total's
    start; `available` the points that could be taken off; `bonus` what was added; `notes` say why.
    """

    outcome: Outcome
    vetoes: tuple[str, ...]
    open_vetoes: tuple[str, ...]
    before: Band | None
    available: float
    bonus: Band
    bonus_counts: Verdict
    notes: tuple[Text, ...] = ()


class TotalScore(msgspec.Struct, frozen=True):
    """An overall figure; `maximum` is 100 for a mean of layers, the sum of weights for a sum of points.

    `reckoning` is there for a total by deductions, whose maximum is its start and the most bonuses together.
    """

    total: str
    value: Band | None
    maximum: float
    reckoning: Reckoning | None = None
    notes: tuple[Text, ...] = ()


class BodyScore(msgspec.Struct, frozen=True):
    """All scores of one body."""

    body: str
    indicators: dict[str, IndicatorScore]
    layers: dict[str, LayerScore]
    totals: dict[str, TotalScore]
    coverage: float
    grade: str | None = None

    @property
    def reckoning(self) -> Reckoning | None:
        """How the leading total came about, where it is one by deductions."""
        lead = next(iter(self.totals.values()), None)
        return lead.reckoning if lead is not None else None
