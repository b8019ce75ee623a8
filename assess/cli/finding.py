"""Steps on a finding: put it to the body, record its reply, decide. Each is shown first and written with `--yes`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of
from assess.cli.words import t

INTENTS = ("undetermined", "inability", "knowing", "unavoidable")
"""As in `packs.responses.INTENTS`."""

_TEXT = {
    "put": t("要问的话（默认：规则的问题）", "The question (default: that of the rule)"),
    "reply": t("来函内容", "What the body writes"),
    "explain": t("说明的内容", "The explanation"),
    "accept": t("说明", "A remark"),
    "contest": t("异议的理由", "Why it is contested"),
    "uphold": t("维持的理由", "Why it is upheld"),
    "drop": t("不予认定的理由（留存）", "Why it is dropped (kept)"),
    "reopen": t("重新提出的理由", "Why it is reopened"),
    "intent": t("怎样看出这一意图", "What shows the intent"),
    "owner": t("说明", "A remark"),
}
_DUE = {
    "put": t("答复期限，如 2026-07-31", "Reply due by, e.g. 2026-07-31"),
    "accept": t("承诺兑现的日期", "When the commitment is to be kept"),
    "uphold": t("整改期限", "Remedy due by"),
    "owner": t("整改期限", "Remedy due by"),
}
_HELP = {
    "put": t("把线索送给被评估单位，请它在期限前答复。", "Put a finding to the body, with a date to reply by."),
    "reply": t("登记被评估单位的来函，不表态。", "Record what the body writes without taking a position."),
    "explain": t("登记被评估单位的说明。", "Record the body's explanation."),
    "accept": t(
        "登记被评估单位接受线索，可附承诺。", "Record that the body accepts, with what it commits itself to."
    ),
    "contest": t("登记被评估单位的异议。", "Record that the body contests it, and why."),
    "uphold": t("听取意见之后维持线索。", "Uphold a finding after the body was heard."),
    "drop": t("不予认定，理由留存。", "Drop a finding; the reason is kept."),
    "reopen": t("重新提出已决定的线索。", "Reopen a finding that was decided."),
    "intent": t(
        "登记意图：须有证据，否则为未查明。", "Record the intent; it needs evidence, or stays undetermined."
    ),
    "owner": t("指定责任人和整改期限。", "Name who is to mend it, and by when."),
}


@click.group(help=t("处理一条线索：送达、答复、决定。", "Follow one finding: put, reply, decide."))
def finding() -> None:
    """The group of verbs on one finding."""


@finding.command("show", help=t("完整列出一条线索。", "Show a finding in full."))
@DOSSIER
@click.argument("body")
@click.argument("finding")
@json_option
def show(dossier: Path, body: str, finding: str, as_json: bool) -> None:
    """Everything about one finding."""
    from assess.cli.finding_print import print_in_full, print_withdrawn
    from assess.findings.find import find_finding
    from assess.findings.model import Withdrawn

    with session_of(dossier, readonly=True) as session:
        result = session.result(body)
        found = find_finding(result.findings, result.withdrawn, finding)
        if as_json:
            print_json(found)
        elif isinstance(found, Withdrawn):
            print_withdrawn(say(result.body.name), [found])
        else:
            print_in_full(say(result.body.name), found)


def _take(
    move: str, dossier: Path, body: str, finding: str, yes: bool, author: str | None, as_json: bool, **said: Any
) -> None:
    from assess.dossier.cases import case_of
    from assess.dossier.edits import StepFinding
    from assess.dossier.step import FindingStep
    from assess.findings.told import standing, step_line

    edit = StepFinding(body=body, finding=finding, move=move, **{k: v for k, v in said.items() if v})  # type: ignore[arg-type]
    with session_of(dossier, readonly=not yes, author=author) as session:
        (step,) = [s for s in session.rehearse(edit).values() if isinstance(s, FindingStep)]
        held = session.state(body).steps.get(step.finding, ())
        change = session.apply(edit) if yes else None
        if as_json:
            print_json({"written": yes, "step": step, "change": change})
            return
        echo(f"{say(step.title)}  [{step.rule} · {step.finding[:8]}]")
        echo(f"  {say(step_line(step))}")
        echo(f"  {say(standing(case_of(held)))}  →  {say(standing(case_of((*held, step))))}")
        echo(
            t("已登记；assess undo 可撤销。", "Recorded; assess undo takes it back.")
            if yes
            else t("预览：没有写入任何内容。加 --yes 写入。", "Preview: nothing was written. Add --yes to write.")
        )


def _verb(move: str) -> click.Command:
    """The verb of one move, with the options that it takes."""

    def run(**values: Any) -> None:
        _take(move, **values)

    command: Any = author_option(json_option(run))
    command = click.option("--yes", is_flag=True, help=t("确认写入", "Write, after the preview"))(command)
    if move != "owner":
        evidence = t("证据编号，可重复", "Id of evidence of the body; may be repeated")
        command = click.option("--evidence", multiple=True, metavar="ID", help=evidence)(command)
    if move == "accept":
        promise = t("承诺做什么", "What the body commits itself to")
        command = click.option("--commitment", default="", help=promise)(command)
    if move in _DUE:
        command = click.option("--due", default="", metavar="DATE", help=_DUE[move])(command)
    if move in ("owner", "accept"):
        command = click.option("--owner", default="", help=t("责任人或责任部门", "Person or department"))(command)
    if move == "intent":
        names = t("意图", "The intent")
        command = click.option("--intent", type=click.Choice(INTENTS), help=names)(command)
    command = click.option("--text", default="", help=_TEXT[move])(command)
    for name in ("finding", "body"):
        command = click.argument(name)(command)
    return click.command(move, help=_HELP[move])(DOSSIER(command))


for _move in _HELP:
    finding.add_command(_verb(_move))
