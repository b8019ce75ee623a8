"""Taking in returned workbooks: the report of the cells, the question, and one undoable action for each file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from assess.base.errors import AssessError, InputError
from assess.base.texts import Text
from assess.cli.output import echo, print_json, say, table
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.exchange.workbook.propose import Proposal
    from assess.exchange.workbook.read import Filled
    from assess.session import Session

FATES = {
    "new": t("新增", "new"),
    "changed": t("改动", "changed"),
    "cleared": t("清空", "cleared"),
    "same": t("未变", "unchanged"),
    "refused": t("未读入", "refused"),
    "ignored": t("略过", "left out"),
}


class _Plan(NamedTuple):
    filled: Filled
    proposal: Proposal


def take_in(
    session: Session,
    files: Sequence[Path],
    body: str | None,
    *,
    preview: bool,
    yes: bool,
    full: bool,
    as_json: bool,
) -> int:
    """Read `files`, tell every cell, ask, and write; how many files were refused."""
    if body is not None and len(files) > 1:
        raise click.UsageError(t("--body 只用于单个文件。", "--body is for a single file."))
    plans, refused = _plans(session, files, body)
    if not as_json:
        _show(plans, refused, full)
    writes = sum(len(p.proposal.edit.entities) + len(p.proposal.edit.emptied) for p in plans)
    if writes and not preview and not yes:
        question = t(f"写入 {writes} 处，继续吗？", f"Write {writes} changes?")
        if not click.confirm(question, err=as_json):
            raise click.Abort
    written = 0
    if not preview:
        for plan in plans:
            if plan.proposal.edit.entities or plan.proposal.edit.emptied:
                written += session.apply(plan.proposal.edit).events
    if as_json:
        print_json(_report(plans, refused, written))
    else:
        nothing = t("预览：没有写入任何内容。", "Preview: nothing was written.")
        echo(nothing if preview else t(f"已写入 {written} 条事件。", f"Wrote {written} events."))
    return len(refused)


def _plans(
    session: Session, files: Sequence[Path], body: str | None
) -> tuple[list[_Plan], list[tuple[str, AssessError]]]:
    from assess.exchange.workbook.propose import check_fits, propose
    from assess.exchange.workbook.read import read_filled

    plans: list[_Plan] = []
    refused: list[tuple[str, AssessError]] = []
    seen: dict[str, str] = {}
    for file in files:
        try:
            filled = read_filled(file)
            check_fits(filled, session.campaign, session.pack)
            target = body or filled.identity.body
            if target in seen:
                raise InputError(
                    Text(
                        zh=f"“{filled.name}”和“{seen[target]}”是同一单位的表",
                        en=f"“{filled.name}” and “{seen[target]}” are forms of the same body",
                    ),
                    Text(zh="请分两次读入，后读的为准。", en="Read them one after the other; the later one holds."),
                )
            seen[target] = filled.name
            plans.append(_Plan(filled, propose(filled, session.pack, session.state(target))))
        except AssessError as error:
            refused.append((file.name, error))
    return plans, refused


def _show(plans: list[_Plan], refused: list[tuple[str, AssessError]], full: bool) -> None:
    for filled, proposal in plans:
        counts = proposal.counts
        told = t("，", ", ").join(f"{name} {counts[fate]}" for fate, name in FATES.items() if fate in counts)
        echo(f"{filled.name}  {told or t('没有填写任何内容', 'nothing was filled in')}")
        rows = [
            [f"{c.sheet}!{c.at}", c.label, FATES[c.fate], c.says, say(c.why) if c.why else ""]
            for c in proposal.cells
            if full or c.fate != "same" or c.why is not None
        ]
        if rows:
            table([t("单元格", "Cell"), t("问题", "Question"), "", t("内容", "Content"), t("说明", "Remark")], rows)
    for name, error in refused:
        hint = say(error.hint) if error.hint else ""
        echo(f"{name}  {t('未读入：', 'refused: ')}{say(error.message)} {hint}".rstrip(), err=True)


def _report(plans: list[_Plan], refused: list[tuple[str, AssessError]], written: int) -> dict[str, object]:
    return {
        "files": [
            {
                "name": p.filled.name,
                "body": p.proposal.edit.report.body,
                "counts": p.proposal.counts,
                "cells": p.proposal.cells,
            }
            for p in plans
        ],
        "refused": [{"name": name, "error": error.message, "hint": error.hint} for name, error in refused],
        "events": written,
    }
