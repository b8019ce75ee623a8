"""The workflow: roles, steps of an assessment, queries, disputes, deadlines, sign-offs. Every step can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.output import DOSSIER, F, author_option, echo, json_option, print_json, say, session_of, table
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.edits import Edit

ROLE_NAMES = ("filler", "signatory", "evaluator", "lead", "arbiter", "reader")
"""As in `dossier.workflow.table.ROLES`, which is not imported for the sake of help."""

_BODY = click.argument("body")
_INDICATOR = click.option("--indicator", default="", help=t("只对一个指标", "One indicator only"))
_DUE = click.option("--due", default="", metavar="DATE", help=t("答复期限，如 2026-07-31", "Reply due by, e.g. 2026-07-31"))  # fmt: skip


def _text(told: str) -> Callable[[F], F]:
    return click.option("--text", default="", help=told)


def _do(dossier: Path, body: str, author: str | None, as_json: bool, edit: Edit) -> None:
    """Apply one step and tell where the assessment stands then."""
    from assess.dossier.workflow.table import ASSESSMENT_STATES

    with session_of(dossier, author=author) as session:
        change = session.apply(edit)
        work = session.work(body) if body else None
        if as_json:
            print_json({"change": change, "state": work.state if work else None})
            return
        echo(say(change.label))
        if work is not None:
            echo(t("现状态：", "State now: ") + say(ASSESSMENT_STATES[work.state]))


# -- roles -------------------------------------------------------------------------------------------------


@click.group(
    help=t("角色：谁可以做什么。没有授予时人人都可写。", "Roles: who may do what. Without any, all may write.")
)
def role() -> None:
    """The group of verbs on roles."""


@role.command("grant", help=t("授予 NAME 角色（取代原有的）。", "Give NAME roles, in place of those held."))
@DOSSIER
@click.argument("name")
@click.argument("roles", nargs=-1, required=True, type=click.Choice(ROLE_NAMES))
@click.option(
    "--body", "bodies", multiple=True, help=t("只对这些单位，可重复", "On these bodies only; may be repeated")
)
@author_option
@json_option
def role_grant(
    dossier: Path, name: str, roles: tuple[str, ...], bodies: tuple[str, ...], author: str | None, as_json: bool
) -> None:
    """Give roles to an author."""
    from assess.dossier.edits import GiveRole

    _do(dossier, "", author, as_json, GiveRole(name, roles, bodies))  # type: ignore[arg-type]


@role.command("list", help=t("列出各人的角色。", "List who has which role."))
@DOSSIER
@json_option
def role_list(dossier: Path, as_json: bool) -> None:
    """Everybody with a role, and grants that give nothing."""
    from assess.dossier.workflow.table import ROLES

    with session_of(dossier, readonly=True) as session:
        held = session.roles()
    if as_json:
        print_json(held)
        return
    if not held.in_force:
        echo(t(f"还没有授予角色；建立者 {held.founder} 是负责人。",
               f"No roles were given; {held.founder}, who made the campaign, is lead."))  # fmt: skip
    rows = [[g.holder or "–", t("、", ", ").join(say(ROLES[r]) for r in g.roles), ", ".join(g.bodies)] for g in held.grants]  # fmt: skip
    if held.in_force and held.founder not in {g.holder for g in held.grants}:
        rows.insert(0, [held.founder, say(ROLES["lead"]), ""])
    if rows:
        table([t("姓名", "Name"), t("角色", "Roles"), t("单位", "Bodies")], rows)
    for grant in held.void:
        echo(
            t(
                f"无效：{grant.holder} 的角色不是负责人授予的。",
                f"Void: roles of {grant.holder}, not given by a lead.",
            )
        )


@role.command("revoke", help=t("收回 NAME 的全部角色。", "Take all roles of NAME away."))
@DOSSIER
@click.argument("name")
@author_option
@json_option
def role_revoke(dossier: Path, name: str, author: str | None, as_json: bool) -> None:
    """Take roles away."""
    from assess.base.errors import NotFound
    from assess.base.texts import Text
    from assess.dossier.edits import GiveRole

    with session_of(dossier, readonly=True, quiet=True) as session:
        if name not in {g.holder for g in session.roles().grants}:
            raise NotFound(Text(zh=f"{name} 没有被授予角色", en=f"{name} was given no role"),
                           Text(zh="用“assess role list”查看。", en="See “assess role list”."))  # fmt: skip
    _do(dossier, "", author, as_json, GiveRole(name, ()))


# -- steps -------------------------------------------------------------------------------------------------


@click.group(
    help=t("评估流程的一步：提交、核实、退回、办结。", "A step of an assessment: submit, review, return, close.")
)
def step() -> None:
    """The group of verbs on the state of an assessment."""


def _step(move: str, told: str, reason: str, on_indicator: str = "") -> None:
    def run(
        dossier: Path, body: str, author: str | None, as_json: bool, text: str = "", indicator: str = ""
    ) -> None:
        from assess.dossier.edits import TakeWork

        if move == "verify" and indicator:
            _verify_indicator(dossier, body, indicator, text, author, as_json)
            return
        taken = on_indicator if indicator else move
        _do(dossier, body, author, as_json, TakeWork(body, taken, about=indicator, text=text))  # type: ignore[arg-type]

    command: Any = author_option(json_option(run))
    if reason:
        command = _text(reason)(command)
    if on_indicator:
        command = _INDICATOR(command)
    step.command(move, help=told)(DOSSIER(_BODY(command)))


def _verify_indicator(
    dossier: Path, body: str, indicator: str, text: str, author: str | None, as_json: bool
) -> None:
    """Verify one claim as it stands: the verified voice says what the claim says."""
    from assess.base.errors import InputError
    from assess.base.texts import Text
    from assess.dossier.edits import SetAnswer
    from assess.dossier.lookup import find_indicator

    with session_of(dossier, readonly=True, quiet=True) as session:
        found = find_indicator(session.pack, indicator).id
        claim = session.state(body).answer(found)
    if claim is None:
        raise InputError(
            Text(zh=f"{found} 还没有填报，无从核实", en=f"there is no claim to {found} that could be verified"),
            Text(zh="要登记另外的核实结论，用“assess answer --voice verified”。",
                 en="To record a judgement of your own, use “assess answer --voice verified”."),
        )  # fmt: skip
    edit = SetAnswer(body, found, claim.value, claim.state, "verified", text or None)
    _do(dossier, body, author, as_json, edit)


_REASON = t("理由", "The reason")
_step("submit", t("提交：填报内容此后不再改，除非退回。", "Submit: claims stand from then on, unless returned."),
      t("说明", "A remark"))  # fmt: skip
_step("review", t("开始核实。", "Take into review."), "", "examine")
_step("return", t("退回重填，写明理由。", "Return to be corrected, with the reason."), _REASON, "refer-back")
_step("verify", t("核实通过；不能由填报过它的人来做。", "Verify; not by anybody who entered a claim."),
      t("说明", "A remark"), "verify")  # fmt: skip
_step("close", t("办结：须已签署，没有未了的提问和异议。", "Close: signed, with no query or dispute open."),
      t("说明", "A remark"))  # fmt: skip
_step("reopen", t("重新核实，写明理由。", "Take into review again, with the reason."), _REASON)


# -- sign-off ----------------------------------------------------------------------------------------------


@click.command(
    help=t("签署 BODY 的评估：记下所签的流水头，此后有改动即失效。",
           "Sign off BODY: the journal head is named, and any later change makes it stale.")
)  # fmt: skip
@DOSSIER
@_BODY
@click.option("--role", "capacity", default="", help=t("以什么身份，如 局长", "In what capacity, e.g. director"))
@_text(t("说明", "A remark"))
@author_option
@json_option
def signoff(dossier: Path, body: str, capacity: str, text: str, author: str | None, as_json: bool) -> None:
    """Sign what is held on a body."""
    from assess.dossier.edits import TakeWork

    with session_of(dossier, author=author) as session:
        change = session.apply(TakeWork(body, "sign", text=text, role=capacity))
        sign = session.work(body).signs[-1]
    if as_json:
        print_json({"change": change, "sign": sign})
        return
    echo(say(change.label))
    echo(t(f"所签流水头 {sign.head[:16]}", f"Journal head signed: {sign.head[:16]}"))


# -- deadlines ---------------------------------------------------------------------------------------------


@click.group(help=t("提交期限和延期。", "By when to submit, and extensions."))
def deadline() -> None:
    """The group of verbs on deadlines."""


@deadline.command("extend", help=t("给 BODY 延期，写明理由。", "Extend the deadline of BODY, with the reason."))
@DOSSIER
@_BODY
@click.argument("date")
@_text(_REASON)
@author_option
@json_option
def deadline_extend(dossier: Path, body: str, date: str, text: str, author: str | None, as_json: bool) -> None:
    """Give a body more time."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "extend", text=text, due=date))


@deadline.command(
    "set", help=t("定提交期限：全部单位，或 --body 一个。", "Set the deadline of all bodies, or of one.")
)
@DOSSIER
@click.argument("date")
@click.option("--body", default="", help=t("只对这个单位", "This body only"))
@author_option
@json_option
def deadline_set(dossier: Path, date: str, body: str, author: str | None, as_json: bool) -> None:
    """Set a deadline."""
    from assess.dossier.edits import TakeWork

    _do(dossier, body, author, as_json, TakeWork(body, "deadline", due=date))
