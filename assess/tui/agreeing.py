"""What several evaluators judged alike or not, in words: pairs, alpha by layer, and what second reviews showed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.dossier.entities import Answer, BodyState
from assess.dossier.judgement import Adjudication, Judgement
from assess.dossier.judging import decision, differ, standing
from assess.packs.model import Pack
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import shown
from assess.tui.verifying import answer_words
from assess.tui.widgets.base import Para, para

if TYPE_CHECKING:
    from assess.scoring.evaluators import Group
    from assess.scoring.second import Result
    from assess.session import Session

AGREEMENT: Final = Text(zh="一致程度（克里彭多夫 α，按层）", en="Agreement (Krippendorff's alpha, by layer)")
ALPHA: Final = Text(
    zh="{layer}：{alpha}{band}，{n} 件，相同 {equal}：{says}",
    en="{layer}: {alpha}{band}, {n} items, {equal} equal: {says}",
)
BAND: Final = Text(zh="（95% 区间 {lo}–{hi}）", en=" (95% band {lo}–{hi})")
REVIEWS: Final = Text(zh="抽样复核", en="Second reviews")
REVIEW: Final = Text(
    zh="{on} 交 {who}：抽出 {n} 件，已复核 {done} 件，不一致 {errors} 件",
    en="{on} for {who}: {n} drawn, {done} reviewed, {errors} judged otherwise",
)
RATE: Final = Text(zh="差错率 {rate}，95% 区间 {lo}–{hi}", en="Error rate {rate}, 95% band {lo}–{hi}")
DECISION: Final = Text(zh="裁定（{who}）", en="Decided ({who})")
TO_DECIDE: Final = Text(
    zh="评判不一：按回车，由第三人裁定。", en="They differ: Enter, for a third person to decide."
)


class Pair(msgspec.Struct, frozen=True):
    """An indicator that two evaluators or more have judged; `apart` in marks out of 100, where that can be said."""

    body: str
    indicator: str
    judgements: tuple[Judgement, ...]
    decision: Adjudication | None
    apart: float | None = None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.body}/{self.indicator}"

    @property
    def differ(self) -> bool:
        """Whether they judged differently."""
        return differ(self.judgements)

    @property
    def decided(self) -> bool:
        """Whether a third person has decided."""
        return self.decision is not None


class Agreed(msgspec.Struct, frozen=True):
    """Pairs, those to be decided first; agreement by layer; what became of samples."""

    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    reviews: tuple[Result, ...]


def read_agreed(session: Session, states: Sequence[BodyState]) -> Agreed:
    """What evaluators judged on the bodies of `states`; it may take a while, and takes the session's time only
    for the samples.
    """
    from assess.scoring.evaluators import disputes, groups
    from assess.scoring.second import result_of

    pack = session.pack
    judged = [s for s in states if s.judgements]
    apart = {(d.body, d.indicator): d.apart for d in disputes(pack, judged)}
    found = [
        Pair(s.body.id, i.id, tuple(said), decision(i, s), apart.get((s.body.id, i.id)))
        for s in judged
        for i in pack.indicators
        if len(said := standing(i, s)) > 1
    ]
    found.sort(key=lambda p: (not p.differ or p.decided, not p.differ, -(p.apart or 0.0)))
    held = {s.body.id: s for s in states}
    draws = [d for d in session.draws() if all(i.body in held for i in d.items)]
    return Agreed(
        tuple(found), tuple(groups(pack, judged, "layer")), tuple(result_of(d, held, pack) for d in draws)
    )


def decided_lines(pack: Pack, pair: Pair, lang: Lang, g: Glyphs) -> list[Para]:
    """Who judged what and why, and what was decided."""
    indicator = pack.indicator(pair.indicator)
    if indicator is None:
        return []
    lines = [para(indicator.title.get(lang), "bold", f"{indicator.label}  ", "bold $primary"), para("")]
    for one in pair.judgements:
        lines.append(para(one.by, "$primary", f"{g.dot} "))
        lines += [para(text, "", "  ") for text in answer_words(indicator, _as_answer(one), lang)]
        lines += [para(f"“{one.comment}”", "$text-muted", "  ")] if one.comment else []
    lines.append(para(""))
    if pair.decision is not None:
        lines.append(para(DECISION.fill(who=pair.decision.by).get(lang), "bold"))
        lines += [para(text, "", "  ") for text in answer_words(indicator, _as_answer(pair.decision), lang)]
        lines += [para(f"“{pair.decision.reason}”", "$text-muted", "  "), para("")]
    elif pair.differ:
        lines += [para(TO_DECIDE.get(lang), "$accent"), para("")]
    return lines


def _as_answer(said: Judgement | Adjudication) -> Answer:
    return Answer(body=said.body, indicator=said.indicator, voice="verified", state=said.state, value=said.value)


def summary_lines(pack: Pack, found: Agreed, lang: Lang, g: Glyphs) -> list[Para]:
    """Alpha by layer with its reading, and the error rates that second reviews show."""
    lines = [para(AGREEMENT.get(lang), "bold")] if found.groups else []
    layers = {x.id: x.title.get(lang) for x in pack.layers}
    for group in found.groups:
        one = group.found
        band = BAND.fill(lo=f"{one.band.lo:.3f}", hi=f"{one.band.hi:.3f}").get(lang) if one.band else ""
        told = ALPHA.fill(
            layer=layers.get(group.id, group.id),
            alpha=g.dash if one.alpha is None else f"{one.alpha:.3f}",
            band=band,
            n=one.units,
            equal=g.dash if one.percent is None else f"{one.percent:.0%}",
            says=group.says.get(lang),
        )
        lines.append(para(told.get(lang), "", f"{g.dot} "))
    lines += [para(""), para(REVIEWS.get(lang), "bold")] if found.reviews else []
    for review in found.reviews:
        est = review.estimate
        said = REVIEW.fill(on=review.drawn_on, who=review.holder, n=review.drawn, done=est.done, errors=est.errors)
        lines.append(para(said.get(lang), "", f"{g.dot} "))
        if est.rate is not None:
            rate = RATE.fill(rate=_percent(est.rate), lo=_percent(est.band.lo), hi=_percent(est.band.hi))
            lines.append(para(rate.get(lang), "$text-muted", "  "))
    return lines


def _percent(share: float) -> str:
    return f"{shown(round(100 * share, 1))}%"
