"""Who still owes what: `assess status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import DOSSIER, echo, json_option, print_json, say, session_of, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.workflow.status import Owed, Status


@click.command(
    help=t("谁还欠什么：各单位的状态、填报、提问、异议、签署和期限，急的在前；再按人列出。",
           "Who still owes what: state, answers, queries, disputes, sign-offs and deadline of each body, the most "
           "urgent first; then by person.")
)  # fmt: skip
@DOSSIER
@click.option("--today", metavar="DATE", help=t("按这一天计算（默认今天）", "As of this date (default: today)"))
@click.option("--owing", is_flag=True, help=t("只列还欠着的单位", "Only bodies that something is owed on"))
@json_option
def status(dossier: Path, today: str | None, owing: bool, as_json: bool) -> None:
    """Bodies and people."""
    from assess.base.clock import utc_now
    from assess.dossier.workflow.status import status_of

    day = _day(today) if today else utc_now()[:10]
    with session_of(dossier, readonly=True) as session:
        found = status_of(session.pack, session.record(), session.roles(), day)
        conflicts = len(session.conflicts())
    bodies = [o for o in found.bodies if not owing or o.turns]
    if as_json:
        print_json(
            {"campaign": session.campaign, "today": day, "due": found.due, "conflicts": conflicts,
             "bodies": [{"id": o.body, **_plain(o)} for o in bodies], "people": found.people}
        )  # fmt: skip
        return
    echo(f"{say(session.campaign.title)}  ·  {session.pack.id} {session.pack.version}")
    if not found.bodies:
        warn(t("还没有被评估单位：用“assess body add”加入。", "No bodies yet: add one with “assess body add”."))
        return
    _print_bodies(bodies)
    _print_people(found)
    if conflicts:
        echo(t(f"待裁定的合并冲突 {conflicts} 处（assess conflicts list）。",
               f"Conflicts of merges to settle: {conflicts} (assess conflicts list)."))  # fmt: skip


def _day(text: str) -> str:
    import datetime as dt

    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(t(f"{text} 不是日期。", f"{text} is not a date."), param_hint="--today") from None


def _plain(owed: Owed) -> dict[str, object]:
    import msgspec

    held: dict[str, object] = msgspec.to_builtins(owed)
    held.pop("body")
    return {**held, "name": say(owed.name)}


def _print_bodies(bodies: list[Owed]) -> None:
    from assess.dossier.workflow.status import TURNS
    from assess.dossier.workflow.table import ASSESSMENT_STATES

    head = [t("代码", "Id"), t("单位", "Body"), t("状态", "State"), t("已答", "Answered"), t("核实中", "Review"),
            t("已核实", "Verified"), t("提问", "Queries"), t("异议", "Disputes"), t("期限", "Due"),
            t("等待", "Waits for")]  # fmt: skip
    rows = [
        [o.body, say(o.name), say(ASSESSMENT_STATES[o.state]), f"{o.answered}/{o.indicators}", _n(o.in_review),
         _n(o.verified), _queries(o), _n(o.disputes), _due(o), t("、", ", ").join(say(TURNS[x]) for x in o.turns)]
        for o in bodies
    ]  # fmt: skip
    if rows:
        table(head, rows, right=(3, 4, 5, 6, 7))
    for owed in bodies:
        if owed.reset is not None:
            echo(f"  {owed.body}: {say(owed.reset)}")
        if owed.short:
            echo(
                f"  {owed.body}: "
                + t(
                    f"证据不足以支持的核实等级 {owed.short} 项（assess show、waive）",
                    f"verified levels that evidence does not carry: {owed.short} (assess show, waive)",
                )
            )
        if owed.apart:
            echo(
                f"  {owed.body}: "
                + t(
                    f"评估人评判不一而未裁定的 {owed.apart} 项（assess agreement、adjudicate）",
                    f"judgements that differ and are not decided: {owed.apart} (assess agreement, adjudicate)",
                )
            )
        if owed.at_once:
            echo(
                f"  {owed.body}: "
                + t("两个人同时走了一步，请核对历史", "two people moved at once; see the history")
            )


def _n(value: int) -> str:
    return str(value) if value else "–"


def _queries(owed: Owed) -> str:
    """Those that wait for the body, and those that wait for the evaluator."""
    if not owed.queries_body + owed.queries_evaluator:
        return "–"
    late = t(f"（逾期 {owed.queries_late}）", f" ({owed.queries_late} late)") if owed.queries_late else ""
    return f"{owed.queries_body}+{owed.queries_evaluator}{late}"


def _due(owed: Owed) -> str:
    if not owed.due:
        return "–"
    more = t(f"，延期 {owed.extensions} 次", f", extended {owed.extensions}×") if owed.extensions else ""
    if owed.days is None:
        return owed.due + more
    days = abs(owed.days)
    left = t(f"逾期 {days} 天", f"{days} days late") if owed.days < 0 else t(f"剩 {days} 天", f"{days} days left")
    return f"{owed.due} {left}{more}"


def _print_people(found: Status) -> None:
    from assess.dossier.workflow.table import ROLES

    kinds = (("submit", t("待提交", "to submit")), ("reply", t("待答复", "to reply")), ("review", t("待核实", "to review")),
             ("resolve", t("待结束提问", "queries to close")), ("decide", t("待裁决", "to decide")),
             ("sign", t("待签署", "to sign")), ("close", t("待办结", "to close")))  # fmt: skip
    if not found.people:
        return
    echo()
    for person in found.people:
        owed = [f"{word} {n}" for name, word in kinds if (n := getattr(person, name))]
        roles = t("、", ", ").join(say(ROLES[r]) for r in person.roles)
        told = t("，", ", ").join(owed) if owed else t("没有欠项", "nothing")
        echo(f"{person.name}" + (t(f"（{roles}）", f" ({roles})") if roles else "") + t("：", ": ") + told)
