"""Figures that fail in body after body: a question about the table, put once, and to no single body.

GRIM is certain that a figure cannot come from the cases given, never why. One body in forty whose figure fails is
asked about it. Where figures fail over the whole campaign nearly as they would if they had nothing to do with these
cases, one cause they share is likelier than many inventors: the column of cases is that of another figure, answers
are missing, figures are weighted, or half points could be given. Whoever compiled the table can say which.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess.base.texts import Text
from assess.forensics.grim_many import MEAN, PERCENT
from assess.forensics.outcome import Effect, Outcome, silence
from assess.forensics.phrases import lead

TESTS = (PERCENT, MEAN)
LEAST_BODIES = 5
SHARED = 0.3
"""Of the failures to be expected of figures that have nothing to do with their cases, the share from which on the
failing is taken to have one cause: honest halves of points give half of it, and the peer funnel too takes three in
ten bodies for more than a few."""


class Pooled(msgspec.Struct, frozen=True):
    """The outcomes of the bodies, in their order, and the one question about the whole table."""

    bodies: tuple[Outcome, ...]
    whole: Outcome


def pooled(outcomes: Sequence[Outcome]) -> Pooled | None:
    """One test's outcomes over all bodies put together; None where each body has to answer for itself."""
    judged = [o for o in outcomes if o.p is not None]
    wrong = int(sum(o.figures.get("impossible", 0.0) for o in judged))
    failing = sum(o.p == 0 for o in judged)
    unrelated = sum(o.figures.get("impossible_if_unrelated", 0.0) for o in judged)
    if len(judged) < LEAST_BODIES or failing < LEAST_BODIES or wrong < SHARED * unrelated:
        return None
    n, test = sum(o.n for o in judged), judged[0].test
    why = Text(
        zh=f"不对单个单位下判断：{len(judged):,} 个单位中有 {failing:,} 个的数都不能由所报的分母得出，"
        "多半另有共同的原因，已就整张表统一追问。",
        en=f"Silent about single bodies: the figures of {failing:,} of {len(judged):,} bodies cannot come from the "
        "cases given, more likely for one reason that they share; the question is put once, about the table.",
    )
    told = tuple(silence(o.test, o.n, why, o.checks) if o.p == 0 else o for o in outcomes)
    whole = Outcome(
        test=test,
        n=n,
        p=0.0,
        effect=Effect(name=Text(zh="不可能的数", en="Impossible figures"), value=float(wrong), unit="count"),
        words=_words(n, wrong, len(judged), failing, unrelated),
        figures={"impossible": float(wrong), "impossible_if_unrelated": unrelated, "bodies": float(failing)},
    )
    return Pooled(told, whole)


def _words(n: int, wrong: int, bodies: int, failing: int, unrelated: float) -> Text:
    return lead(
        zh=f"{bodies:,} 个单位的 {n:,} 个数中，有 {failing:,} 个单位的 {wrong:,} 个不能由这一列分母得出；"
        f"与分母毫无关系的数会有约 {unrelated:.0f} 个如此。这么多单位一起出错，先要问的是这张表：分母是不是另一列，"
        "有没有缺答、加权或半分，还是这些数本来就没有人数过？",
        en=f"{wrong:,} of {n:,} figures, in {failing:,} of {bodies:,} bodies, cannot come from these cases; "
        f"of figures that have nothing to do with it about {unrelated:.0f} could not. So many at once "
        "ask about the table first: are the cases in another column, are answers missing, figures weighted, half "
        "points given, or did nobody count them?",
    )
