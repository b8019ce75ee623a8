"""Judging evidence and what it carries: review, waive, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from assess.cli.output import (
    DOSSIER,
    author_option,
    band_words,
    echo,
    json_option,
    print_json,
    say,
    session_of,
    table,
)
from assess.cli.words import STATUSES, t
from assess.packs.vocabulary import EVIDENCE_KINDS, VOICES

if TYPE_CHECKING:
    from assess.dossier.gating import Gated, Missing
    from assess.packs.model import Indicator

_JUDGED: Final = {
    "accept": "accepted", "insufficient": "insufficient", "reject": "rejected", "in-review": "in-review",
}  # fmt: skip


@click.command(
    help=t(
        "审核 BODY 的证据 ID：采信、不充分、不采信或审核中。自己附上的证据要由别人审核。",
        "Review evidence ID of BODY: accept it, call it insufficient, reject it or take it into review. What one "
        "attached oneself is for somebody else to review.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("id")
@click.argument("judgement", type=click.Choice(list(_JUDGED)))
@click.option("--reason", default="", help=t("理由；不充分和不采信必须写", "Reason; needed for a fault"))
@click.option("--independent/--not-independent", default=None, help=t("是否独立来源", "Whether it is independent"))
@author_option
@json_option
def review(
    dossier: Path, body: str, id: str, judgement: str, reason: str, independent: bool | None,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Record an evaluator's judgement and what it does to the score."""
    from assess.dossier.edits import JudgeEvidence

    with session_of(dossier, author=author) as session:
        status: Any = _JUDGED[judgement]
        change = session.apply(
            JudgeEvidence(body=body, evidence=id, status=status, note=reason, independent=independent)
        )
        held = next(e for items in session.state(body).evidence.values() for e in items if e.id == id)
        score = session.result(body).score.indicators.get(held.indicator)
        if as_json:
            print_json({"change": change, "evidence": held, "indicator": score})
            return
        echo(say(change.label))
        indicator = session.pack.indicator(held.indicator)
        if indicator and score and score.gated:
            _tell_gated(indicator, score.gated)


@click.command(
    help=t(
        "由第二个人豁免 BODY 的 INDICATOR 核实答案所缺的证据；答案或证据一改，豁免即失效。",
        "Waive, as a second person, the evidence that BODY's verified answer to INDICATOR lacks; void once the answer or "
        "the evidence changes.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@click.option("--reason", default="", help=t("理由", "Reason"))
@click.option("--withdraw", is_flag=True, help=t("取消豁免", "Take the waiver back"))
@author_option
@json_option
def waive(
    dossier: Path, body: str, indicator: str, reason: str, withdraw: bool, author: str | None, as_json: bool
) -> None:
    """Give a waiver or take it back."""
    from assess.dossier.edits import Waive
    from assess.dossier.lookup import find_indicator

    if bool(reason.strip()) == withdraw:
        raise click.UsageError(t("请给出 --reason 或 --withdraw 之一。", "Give either --reason or --withdraw."))
    with session_of(dossier, author=author) as session:
        change = session.apply(Waive(body=body, indicator=indicator, reason=reason))
        found = find_indicator(session.pack, indicator)
        score = session.result(body).score.indicators[found.id]
        if as_json:
            print_json({"change": change, "indicator": score})
            return
        echo(say(change.label))
        echo(f"{found.label}  {band_words(score.score)}")


@click.command(
    help=t(
        "并列 BODY 对 INDICATOR 的四种声音和差距，以及证据支持到哪一档、还缺什么。",
        "The four voices of BODY on INDICATOR side by side with their gaps, the level that evidence carries, and what "
        "it lacks.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@json_option
def show(dossier: Path, body: str, indicator: str, as_json: bool) -> None:
    """One indicator of one body, all voices beside each other."""
    from assess.base.band import subtract
    from assess.dossier.evidence_states import evidence_state, stale_reasons
    from assess.dossier.lookup import find_indicator

    with session_of(dossier, readonly=True) as session:
        found = find_indicator(session.pack, indicator)
        state, score = session.state(body), session.result(body).score.indicators[found.id]
    stale = {e.id: stale_reasons(e, found, state) for e in state.evidence.get(found.id, ())}
    pieces = [(e, evidence_state(e, stale[e.id]), stale[e.id]) for e in state.evidence.get(found.id, ())]
    answers = {voice: state.answer(found.id, voice) for voice in VOICES}  # type: ignore[arg-type]
    claimed = score.voices.get("claimed")
    gaps = {v: subtract(claimed, b) for v, b in score.voices.items() if claimed and v != "claimed"}
    if as_json:
        print_json({
            "indicator": score, "answers": answers, "gaps": gaps,
            "evidence": [{"evidence": e, "state": s, "stale": why} for e, s, why in pieces],
        })  # fmt: skip
        return
    echo(f"{found.label}  {say(found.title)}  {band_words(score.score)}")
    head = [t("声音", "Voice"), t("答案", "Answer"), t("分数", "Score"), t("自报高出", "Claim above it")]
    rows = []
    for voice, text in VOICES.items():
        answer = answers[voice]
        said = "" if answer is None else str(answer.value if answer.value is not None else answer.state)
        rows.append([say(text), said, band_words(score.voices.get(voice)), band_words(gaps.get(voice))])
    table(head, rows, right=(2, 3))
    for e, status, _why in pieces:
        echo(f"  {e.id}  {say(EVIDENCE_KINDS[e.kind])}  {STATUSES[status]}  {e.title}")
    for note in score.notes:
        echo(f"  · {say(note)}")
    if score.gated:
        _tell_gated(found, score.gated)


def _tell_gated(indicator: Indicator, found: Gated) -> None:
    """Given and held level, and what is missing for the next."""

    def level(codes: tuple[str, ...]) -> str:
        return "、".join(say(o.text) for o in indicator.scale.options if o.code in codes) or t("无", "none")

    given, held = level(found.given), level(found.held)
    echo(t(f"核实为：{given}；证据支持：{held}", f"Verified as: {given}; held: {held}"))
    if found.short:
        for lacks in found.missing:
            echo(f"  {_lacks(lacks)}")


def _lacks(lacks: Missing) -> str:
    kind, need = say(EVIDENCE_KINDS[lacks.need.kind]), lacks.need
    alone = t("，独立来源", ", independent") if need.independent else ""
    return t(
        f"还缺（{lacks.option}）：{kind}{alone}，{say(need.text)}，可用 {lacks.held} 件，应有 {need.count} 件",
        f"lacks ({lacks.option}): {kind}{alone}, {say(need.text)}, {lacks.held} of {need.count}",
    )
