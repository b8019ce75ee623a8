"""The values rules look at: facts from measurements, answers and the dossier itself, and scores by name."""

from __future__ import annotations

from assess.base.band import Band
from assess.measure.facts import TRUST, fact_value, facts_of, previous_facts, spoken
from assess.scoring.result import BodyScore

__all__ = ["TRUST", "fact_value", "facts_of", "previous_facts", "score_values", "spoken"]


def score_values(score: BodyScore) -> dict[str, Band | None]:
    """Scores by the name of their indicator or layer; None where nothing at all is known yet."""
    values: dict[str, Band | None] = {
        name: s.score if s.state in ("scored", "not-applicable") or s.voices else None
        for name, s in score.indicators.items()
    }
    values.update({name: s.score if s.coverage > 0 else None for name, s in score.layers.items()})
    return values
