"""Export: forms for those who fill in without this program."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.texts import LANGS, Lang
from assess.cli.output import DOSSIER, Place, echo, json_option, print_json, progress, session_of
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.entities import Answer
    from assess.session import Session


@click.group(help=t("写出供单位填写的表。", "Write forms for the bodies to fill in."))
def export() -> None:
    """The group; its commands do the work."""


def _check_due(due: str) -> None:
    """UsageError unless it is a date as agencies will read it on the form."""
    try:
        if dt.date.fromisoformat(due).isoformat() == due:
            return
    except ValueError:
        pass
    raise click.UsageError(t(f"--due {due}：请写成 2026-05-31。", f"--due {due}: write it like 2026-05-31."))


@export.command(
    name="workbook",
    help=t(
        "为每个单位写一份 Excel 填报表，到目录 OUT（只有一个单位时也可写成 .xlsx 文件）。",
        "Write an Excel form for each body into the folder OUT (or to one .xlsx file for a single body).",
    ),
)
@DOSSIER
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--body", "bodies", multiple=True, help=t("只写这些单位，可重复", "These bodies only; may be repeated")
)
@click.option("--language", type=click.Choice(["zh", "en", "both"]), default="both", show_default=True,
              help=t("表中的语言", "Language of the form"))  # fmt: skip
@click.option("--before", type=Place(exists=True, dir_okay=False), metavar="FILE",
              help=t("用上一期卷宗的答案预填（题目未改的才填）", "Fill in answers of an earlier dossier, where the question is the same"))  # fmt: skip
@click.option(
    "--due", default="", metavar="DATE", help=t("交回日期，写在说明页", "Date of return, told on the first sheet")
)
@json_option
def workbook(
    dossier: Path, out: Path, bodies: tuple[str, ...], language: str, before: Path | None, due: str, as_json: bool
) -> None:
    """Write workbooks; files of the same name are replaced whole or not at all."""
    from assess.base.files import write_atomically
    from assess.exchange.workbook.write import Given, workbook_bytes

    if due:
        _check_due(due)
    languages: tuple[Lang, ...] = tuple(x for x in LANGS if language in (x, "both"))
    with session_of(dossier, readonly=True) as session:
        chosen = [session.state(b) for b in bodies or [b.id for b in session.bodies()]]
        single = out.suffix.lower() == ".xlsx"
        if single and len(chosen) != 1:
            raise click.UsageError(
                t(
                    "一个文件只放一个单位：请加 --body，或给出目录。",
                    "One file holds one body: add --body, or name a folder.",
                )
            )
        held = _earlier(session, before)
        files: dict[str, str] = {}
        with progress(t("写出填报表", "Writing forms"), len(chosen)) as step:
            for n, state in enumerate(chosen, 1):
                given = Given(earlier=held.get(state.body.id, {}), due=due)
                path = out if single else out / f"{state.body.id}.xlsx"
                write_atomically(
                    path, workbook_bytes(session.pack, session.campaign, state, session.head, languages, given)
                )
                files[state.body.id] = str(path)
                step(n)
    if as_json:
        print_json({"files": files})
    else:
        echo(t(f"写出 {len(files)} 份填报表：{out}", f"Forms written: {len(files)}, to {out}"))


def _earlier(session: Session, before: Path | None) -> dict[str, dict[str, Answer]]:
    """Claimed answers of the dossier `before`, by body and indicator."""
    if before is None:
        return {}
    with session_of(before, readonly=True, quiet=True) as other:
        states = [other.state(b.id) for b in other.bodies()]
    mine = {i.id for i in session.pack.indicators}
    return {
        s.body.id: {i: a for (i, voice), a in s.answers.items() if voice == "claimed" and i in mine} for s in states
    }
