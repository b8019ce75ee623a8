"""Queries of evaluators with their replies, and disputes of judgements with their decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of
from assess.cli.words import t
from assess.cli.working import _BODY, _DUE, _INDICATOR, _REASON, _do, _text

if TYPE_CHECKING:
    from assess.dossier.workflow.standing import Dispute, Query

_ONE = click.option("--only", is_flag=True, help=t("只列未了的", "Only those still open"))


@click.group(help=t("提问与答复，可定期限。", "Queries and replies, with dates."))
def query() -> None:
    """The group of verbs on queries."""


@query.command("ask", help=t("向 BODY 提问。", "Ask BODY."))
@DOSSIER
@_BODY
@_text(t("问题", "The question"))
@_INDICATOR
@_DUE
@author_option
@json_option
def query_ask(
    dossier: Path, body: str, text: str, indicator: str, due: str, author: str | None, as_json: bool
) -> None:
    """Ask a question."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "ask", about=indicator, text=text, due=due))


@query.command(
    "close", help=t("结束提问 QUERY（编号的开头即可）。", "Close QUERY, named by the beginning of its id.")
)
@DOSSIER
@_BODY
@click.argument("query", default="")
@_text(t("说明", "A remark"))
@author_option
@json_option
def query_close(dossier: Path, body: str, query: str, text: str, author: str | None, as_json: bool) -> None:
    """Close a query."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "resolve", thread=query, text=text))


@query.command("list", help=t("列出提问和答复。", "List queries with their replies."))
@DOSSIER
@click.option("--body", default="", help=t("只看一个单位", "One body only"))
@_ONE
@json_option
def query_list(dossier: Path, body: str, only: bool, as_json: bool) -> None:
    """List them."""
    with session_of(dossier, readonly=True) as session:
        bodies = [body] if body else [b.id for b in session.bodies()]
        found = [(b, q) for b in bodies for q in session.work(b).queries if not only or q.state != "closed"]
    if as_json:
        print_json([{"body": b, "query": q} for b, q in found])
        return
    for name, one in found:
        _print_query(name, one)
    if not found:
        echo(t("没有提问。", "No queries."))


@query.command(
    "reply", help=t("答复提问 QUERY（只有一个时可不写）。", "Reply to QUERY (not needed where there is one).")
)
@DOSSIER
@_BODY
@click.argument("query", default="")
@_text(t("答复", "The reply"))
@author_option
@json_option
def query_reply(dossier: Path, body: str, query: str, text: str, author: str | None, as_json: bool) -> None:
    """Reply to a query."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "reply", thread=query, text=text))


@click.group(help=t("对核实结论的异议，由另一个人裁决。", "Disputes of judgements, decided by another person."))
def dispute() -> None:
    """The group of verbs on disputes."""


@dispute.command("list", help=t("列出异议和裁决。", "List disputes with their decisions."))
@DOSSIER
@click.option("--body", default="", help=t("只看一个单位", "One body only"))
@_ONE
@json_option
def dispute_list(dossier: Path, body: str, only: bool, as_json: bool) -> None:
    """List them."""
    with session_of(dossier, readonly=True) as session:
        bodies = [body] if body else [b.id for b in session.bodies()]
        found = [(b, d) for b in bodies for d in session.work(b).disputes if not only or d.state == "open"]
    if as_json:
        print_json([{"body": b, "dispute": d} for b, d in found])
        return
    for name, one in found:
        _print_dispute(name, one)
    if not found:
        echo(t("没有异议。", "No disputes."))


@dispute.command("raise", help=t("对核实结论提出异议，写明理由。", "Dispute a judgement, with the reason."))
@DOSSIER
@_BODY
@_text(_REASON)
@_INDICATOR
@author_option
@json_option
def dispute_raise(dossier: Path, body: str, text: str, indicator: str, author: str | None, as_json: bool) -> None:
    """Raise a dispute."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "raise", about=indicator, text=text))


@dispute.command("withdraw", help=t("撤回异议。", "Withdraw a dispute."))
@DOSSIER
@_BODY
@click.argument("dispute", default="")
@_text(t("说明", "A remark"))
@author_option
@json_option
def dispute_withdraw(dossier: Path, body: str, dispute: str, text: str, author: str | None, as_json: bool) -> None:
    """Withdraw a dispute."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "withdraw", thread=dispute, text=text))


def _decision(move: Literal["uphold", "amend"], told: str) -> None:
    def run(dossier: Path, body: str, dispute: str, text: str, author: str | None, as_json: bool) -> None:
        from assess.dossier.edits import TakeWork

        _do(dossier, body, author, as_json, TakeWork(body, move, thread=dispute, text=text))

    command = _text(_REASON)(author_option(json_option(run)))
    dispute.command(move, help=told)(DOSSIER(_BODY(click.argument("dispute", default="")(command))))


_decision("amend", t("裁决：异议成立，判断须更正。不能由作判断或提出异议的人来做。",
                     "Grant it: the judgement is to be corrected. Not by whoever judged or disputes."))  # fmt: skip
_decision("uphold", t("裁决：维持原判断。不能由作判断或提出异议的人来做。",
                      "Decide that the judgement stands. Not by whoever judged or disputes."))  # fmt: skip


def _print_query(body: str, query: Query) -> None:
    from assess.dossier.workflow.table import QUERY_STATES

    due = t(f"，期限 {query.asked.due}", f", due {query.asked.due}") if query.asked.due else ""
    echo(f"{query.id[:8]}  {body} {query.about}".rstrip() + f"  {say(QUERY_STATES[query.state])}{due}")
    for step in (query.asked, *query.replies, *([query.closed] if query.closed else [])):
        _print_said(step.by, step.at, step.text)


def _print_dispute(body: str, dispute: Dispute) -> None:
    from assess.dossier.workflow.table import DISPUTE_STATES

    echo(f"{dispute.id[:8]}  {body} {dispute.about}".rstrip() + f"  {say(DISPUTE_STATES[dispute.state])}")
    for step in (dispute.raised, *([dispute.decided] if dispute.decided else [])):
        _print_said(step.by, step.at, step.text)


def _print_said(by: str, at: str, text: str) -> None:
    echo(f"    {at[:16]}  {by or '–'}  {text}".rstrip())
