"""States of a body by the mini pack, written shortly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from assess.base.band import Band
from assess.dossier.entities import Answer, Body, BodyState, Evidence, Measurement, Voice
from assess.scoring.result import BodyScore, IndicatorScore
from assess.scoring.score import score_body
from tests.mini import mini, name

Said = Mapping[str, Any]


def answer(indicator: str, said: Any, voice: Voice = "claimed", **more: Any) -> Answer:
    """An answer; "!state" is a state without a value."""
    if isinstance(said, str) and said.startswith("!"):
        return Answer(body="b", indicator=indicator, voice=voice, state=said[1:], **more)  # type: ignore[arg-type]
    return Answer(body="b", indicator=indicator, voice=voice, state="answered", value=said, **more)


def accepted(indicator: str, *kinds: str) -> tuple[Evidence, ...]:
    """Accepted evidence of these kinds; "document+" is independent, "document*3" counts three."""
    found = []
    for n, kind in enumerate(kinds):
        plain, _, count = kind.rstrip("+").partition("*")
        found.append(
            Evidence(
                id=f"{indicator}{n}", body="b", indicator=indicator, kind=plain, title=plain, status="accepted",
                count=int(count or 1), independent=kind.endswith("+"),
            )
        )  # fmt: skip
    return tuple(found)


def state(
    claimed: Said | None = None,
    verified: Said | None = None,
    evidence: Mapping[str, tuple[Evidence, ...]] | None = None,
    measurements: tuple[Measurement, ...] = (),
    answers: tuple[Answer, ...] = (),
) -> BodyState:
    """A body with these answers, evidence and measurements."""
    said = [answer(i, v) for i, v in (claimed or {}).items()]
    said += [answer(i, v, "verified") for i, v in (verified or {}).items()]
    return BodyState(
        body=Body(id="b", name=name("B")),
        answers={(a.indicator, a.voice): a for a in (*said, *answers)},
        evidence=dict(evidence or {}),
        measurements={f"{m.fact}/{m.voice}": m for m in measurements if not m.previous},
        previous={f"{m.fact}/{m.voice}": m for m in measurements if m.previous},
    )


def measured(
    fact: str, value: float | tuple[float, float] | None, voice: Voice = "measured", **more: Any
) -> Measurement:
    """A measurement of one fact."""
    ends = value if isinstance(value, tuple) else (value, value)
    band = None if value is None else Band(*(float(x) for x in ends if x is not None))
    return Measurement(body="b", fact=fact, voice=voice, band=band, **more)


def near(found: Band | None, value: float) -> bool:
    """Whether `found` is the point `value`, to 12 digits."""
    return found is not None and found.exact and math.isclose(found.lo, value, rel_tol=1e-12, abs_tol=1e-12)


def scores(*args: Any, **kwargs: Any) -> BodyScore:
    """The scores of `state(…)` by the mini pack."""
    return score_body(mini(), state(*args, **kwargs))


def score(indicator: str, *args: Any, **kwargs: Any) -> IndicatorScore:
    """The score of one indicator of `state(…)`."""
    return scores(*args, **kwargs).indicators[indicator]
