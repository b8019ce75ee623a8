"""Findings about reported numbers that need no rule of the pack: percentages that cannot be.

Each is a question to ask, not a proof.
"""

from __future__ import annotations

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.entities import BodyState, Measurement
from assess.findings.model import Finding
from assess.forensics.grim import decimals_of, grim
from assess.packs.model import Fact, Pack
from assess.packs.responses import UNDETERMINED, response
from assess.rules import Step

RULE = "grim"

WRITTEN = ("claimed", "users")
"""Voices whose figures somebody wrote down; what the tool computed or an evaluator counted is nobody's claim."""

_DECIMALS = 3
"""Most decimals of a percentage that somebody rounded; a figure with more is a quotient, true to the last bit."""


def impossible_percentages(pack: Pack, state: BodyState) -> list[Finding]:
    """One finding per reported percentage or share that its own number of cases rules out."""
    return [
        finding
        for measurement in state.measurements.values()
        if (fact := pack.fact(measurement.fact)) is not None
        and (finding := _impossible(state, fact, measurement)) is not None
    ]


def _impossible(state: BodyState, fact: Fact, measurement: Measurement) -> Finding | None:
    band, n = measurement.band, measurement.n
    if band is None or not band.exact or not n or n < 0 or fact.unit not in ("percent", "share"):
        return None
    if measurement.voice not in WRITTEN or not fact.of_cases:
        return None
    decimals = decimals_of(band.lo)
    percent = band.lo
    if fact.unit == "share":
        percent, decimals = round(100 * band.lo, max(decimals - 2, 0)), max(decimals - 2, 0)
    if decimals > _DECIMALS:
        return None
    outcome = grim(percent, n, decimals)
    if outcome.silent or outcome.possible:
        return None
    working = f"{outcome.below:.4g} % < {percent:g} % < {outcome.above:.4g} %, n = {n:,}"
    return Finding(
        id=digest(["assess.finding.1", state.body.id, RULE, measurement.slot])[:16],
        body=state.body.id,
        rule=RULE,
        verdict="yes",
        manifestation="embellished",
        severity="medium",
        confidence="medium",
        title=Text(zh=f"“{fact.title.zh}”的百分比凑不出来", en=f"An impossible percentage: “{fact.title.en}”"),
        basis=Text(
            zh=f"{n:,} 例中可能出现的最近的百分比是 {outcome.below:.4g} % 和 {outcome.above:.4g} %，"
            f"所报 {percent:g} % 不在其中。",
            en=f"Of {n:,} cases the nearest possible percentages are {outcome.below:.4g} % and "
            f"{outcome.above:.4g} %; the reported {percent:g} % is neither.",
        ),
        steps=(Step(expression=f"GRIM({fact.id})", working=Text(zh=working, en=working), verdict="yes"),),
        missing=(),
        indicators=(),
        ask=Text(
            zh="请提供原始计数：分子、分母各是多少，如何取整？",
            en="What are the counts behind it: numerator, denominator, and how was it rounded?",
        ),
        may_be_wrong_if=Text(
            zh="样本量填错、百分比是加权或多次平均的结果，或所计的不是整数个对象。",
            en="The number of cases is wrong, the percentage is weighted or an average of averages, or what is "
            "counted does not come in whole things.",
        ),
        withdrawn_if=Text(zh="原始计数能得出这个百分比。", en="The counts give this percentage."),
        remedy=Text(zh="按原始计数更正并注明分母。", en="Correct it from the counts and state the denominator."),
        response=response("embellished", UNDETERMINED, "medium"),
        causes=("judged_on_paper", "low_capability"),
        rests_on=(fact.id,),
        rests=digest(["assess.basis.1", RULE, band.lo, n]),
    )
