"""Several evaluators: judge for oneself, decide between those who differ, and see how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, number, print_json, say, session_of, table
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.packs.model import Pack
    from assess.session import Change, Session


def _value(indicator: Any, value: str | None, not_applicable: bool, unknown: bool) -> tuple[Any, str]:
    from assess.packs.scales import parse_value

    if sum((value is not None, not_applicable, unknown)) != 1:
        raise click.UsageError(
            t("请给出 VALUE、--not-applicable、--unknown 之一。",
              "Give exactly one of VALUE, --not-applicable and --unknown.")
        )  # fmt: skip
    state = "not-applicable" if not_applicable else "unknown" if unknown else "answered"
    return (parse_value(indicator, value) if value is not None else None), state


_NOT = click.option("--not-applicable", is_flag=True, help=t("不适用", "Does not apply"))
_UNKNOWN = click.option("--unknown", is_flag=True, help=t("看不出来", "Cannot be told"))


@click.command(
    help=t(
        "作为评估人员，对 BODY 的 INDICATOR 给出自己的评判。每人一份，互不覆盖；"
        "评判不一时按区间计，直到第三人裁定。",
        "Give your own judgement of INDICATOR of BODY. Evaluators do not overwrite each other; where they differ the "
        "score is a band until a third person decides.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@click.argument("value", required=False)
@_NOT
@_UNKNOWN
@click.option("--comment", default="", help=t("说明", "Comment"))
@author_option
@json_option
def judge(
    dossier: Path, body: str, indicator: str, value: str | None, not_applicable: bool, unknown: bool,
    comment: str, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the evaluator's own judgement; what others judged is shown only afterwards."""
    from assess.dossier.edits import Judge
    from assess.dossier.lookup import find_indicator

    with session_of(dossier, author=author) as session:
        found = find_indicator(session.pack, indicator)
        given, state = _value(found, value, not_applicable, unknown)
        edit = Judge(body=body, indicator=found.id, value=given, state=state, comment=comment)  # type: ignore[arg-type]
        _tell(session, session.apply(edit), body, found.id, as_json)


@click.command(
    help=t(
        "评估人员评判不一时，由第三人裁定；评判人自己不能裁定。",
        "Decide, as a third person, where evaluators differ; none of the evaluators may.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@click.argument("value", required=False)
@_NOT
@_UNKNOWN
@click.option("--reason", required=True, help=t("理由", "The reason"))
@author_option
@json_option
def adjudicate(
    dossier: Path, body: str, indicator: str, value: str | None, not_applicable: bool, unknown: bool,
    reason: str, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the decision."""
    from assess.dossier.edits import Adjudicate
    from assess.dossier.lookup import find_indicator

    with session_of(dossier, author=author) as session:
        found = find_indicator(session.pack, indicator)
        given, state = _value(found, value, not_applicable, unknown)
        edit = Adjudicate(body=body, indicator=found.id, value=given, state=state, reason=reason)  # type: ignore[arg-type]
        _tell(session, session.apply(edit), body, found.id, as_json)


def _tell(session: Session, change: Change, body: str, indicator: str, as_json: bool) -> None:
    """What was done, and the judgements that this author may see now."""
    from assess.dossier.judging import decision, open_to, standing

    found, state = session.pack.indicator(indicator), session.state(body)
    assert found is not None
    shown = open_to(standing(found, state), session.author.name)
    decided = decision(found, state)
    if as_json:
        print_json({"change": change, "judgements": shown, "decision": decided})
        return
    echo(say(change.label))
    for j in shown:
        echo(f"  {j.by}  {_said(j.value, j.state)}")
    if decided is not None:
        echo(f"  {t('裁定', 'decided')}: {_said(decided.value, decided.state)}  {decided.by}: {decided.reason}")


def _said(value: object, state: str) -> str:
    return state if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)


@click.command(
    help=t(
        "评估人员之间的一致程度：克里彭多夫 α 与区间、相同比例、分歧最大的指标。",
        "How far evaluators agree: Krippendorff's alpha with its band, percent agreement, the widest disputes.",
    )
)
@DOSSIER
@click.option("--by", type=click.Choice(["layer", "body", "indicator"]), default="layer", show_default=True,
              help=t("分组方式", "What to group by"))  # fmt: skip
@json_option
def agreement(dossier: Path, by: str, as_json: bool) -> None:
    """Alpha by group, and where evaluators differ."""
    from assess.scoring.evaluators import disputes, groups

    with session_of(dossier, readonly=True) as session:
        states = [session.state(b.id) for b in session.bodies()]
        found, open_ = groups(session.pack, states, by), disputes(session.pack, states)  # type: ignore[arg-type]
        pack = session.pack
        names = {s.body.id: say(s.body.name) for s in states}
    if as_json:
        print_json({"by": by, "groups": found, "disputes": open_})
        return
    if not found:
        echo(t("还没有两人都评判过的指标。", "No indicator has been judged by two evaluators yet."))
        return
    titles = {**names, **_titles(pack)}
    head = [
        "", "α", t("95% 区间", "95% band"), t("单元", "Units"), t("评判", "Values"), t("相同", "Equal"),
        t("解读", "Reading"),
    ]  # fmt: skip
    rows = []
    for g in found:
        f = g.found
        band = f"{f.band.lo:.3f}–{f.band.hi:.3f}" if f.band else "–"
        alpha = f"{f.alpha:.3f}" if f.alpha is not None else "–"
        equal = f"{f.percent:.0%}" if f.percent is not None else "–"
        rows.append([titles.get(g.id, g.id), alpha, band, str(f.units), str(f.values), equal, say(g.says)])
    table(head, rows, right=range(1, 6))
    if open_:
        echo(t("分歧最大的：", "Widest disputes:"))
    for d in open_[:10]:
        apart = "–" if d.apart is None else number(d.apart)
        done = t("已裁定", "decided") if d.decided else t("未裁定", "open")
        echo(f"  {names[d.body]}  {titles[d.indicator]}  {apart}  {done}")
    echo(
        t("界限 0.800 与 0.667 出自 Krippendorff《内容分析》第 2 版（2004）第 241 页，只是惯例。",
          "The bounds .800 and .667 are Krippendorff's (Content Analysis, 2nd ed., 2004, p. 241), a custom and no more.")
    )  # fmt: skip


def _titles(pack: Pack) -> dict[str, str]:
    layers = {x.id: say(x.title) for x in pack.layers}
    return {**layers, **{i.id: f"{i.label} {say(i.title)}" for i in pack.indicators}}
