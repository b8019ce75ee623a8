"""Import: read filled questionnaires, show what was read and what would change, then write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.errors import AssessError, InputError
from assess.base.texts import Text
from assess.cli.output import (
    DOSSIER,
    author_option,
    echo,
    json_option,
    print_json,
    progress,
    session_of,
    warn,
)
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    from assess.dossier.edits import PutImported
    from assess.exchange.odm_model import Workbook
    from assess.exchange.propose import Comparison
    from assess.session import Session


class _Kinds(click.Group):
    """`import workbook …` reads forms of ours, anything else after `import` is for the survey's reader."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the survey's name before what names no kind."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["survey", *args]
        return super().parse_args(ctx, args)


@click.group(
    name="import",
    cls=_Kinds,
    help=t(
        "读入填好的表：workbook 是 export workbook 发出的填报表；不写种类时，读开放数据成熟度调查表。",
        "Read filled forms: `workbook` those that `export workbook` wrote; without a kind, questionnaires of the Open "
        "Data Maturity survey.",
    ),
)
def import_() -> None:
    """The group; its commands do the work."""


@import_.command(
    name="survey",
    help=t(
        "把填好的调查表 SOURCES（.xlsx 文件、其所在目录，或事实表目录）读入 DOSSIER。先预览，再写入。",
        "Read SOURCES (filled .xlsx questionnaires, a folder of them, or a folder of facts) into DOSSIER. What would "
        "change is shown before it is written.",
    ),
)
@DOSSIER
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--body", help=t("单位代码（只用于单个文件）", "Id of the body (for a single file)"))
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Show only, write nothing"))
@click.option(
    "--yes",
    is_flag=True,
    help=t("会改动手工填写的内容时不再询问", "Do not ask when entries made by hand would change"),
)
@click.option("--full", is_flag=True, help=t("列出全部说明", "List every remark"))
@author_option
@json_option
def survey(
    dossier: Path, sources: tuple[Path, ...], body: str | None, preview: bool, yes: bool, full: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Import questionnaires; a file that cannot be used is reported and the others go on."""
    from assess.exchange.propose import check_pack_fits

    with session_of(dossier, readonly=preview, author=author) as session:
        check_pack_fits(session.pack)
        books, refused = read_sources(session, sources)
        if body is not None and len(books) > 1:
            raise click.UsageError(t("--body 只用于单个文件。", "--body is for a single file."))
        plans = [(book, *_plan(session, book, body)) for book in books]
        _check_one_file_each(plans)
        if not as_json:
            _show(plans, refused, full)
        own = sum(len(c.overwritten) for _, _, c in plans)
        if own and not preview and not yes:
            question = t(
                f"将改动 {own} 处手工填写的内容，继续吗？", f"{own} entries made by hand would change. Go on?"
            )
            if not click.confirm(question, err=as_json):
                raise click.Abort
        written = 0
        if not preview:
            with progress(t("写入", "Writing"), len(plans)) as step:
                for i, (_, edit, _) in enumerate(plans, start=1):
                    written += session.apply(edit).events
                    step(i)
        if as_json:
            print_json(_report(plans, refused, written))
        else:
            echo(
                t("预览：没有写入任何内容。", "Preview: nothing was written.")
                if preview
                else t(f"已写入 {written} 条事件。", f"Wrote {written} events.")
            )
    click.get_current_context().exit(3 if refused else 0)


def read_sources(
    session: Session, sources: tuple[Path, ...]
) -> tuple[list[Workbook], list[tuple[str, AssessError]]]:
    """All questionnaires that `sources` hold, and the files that were refused with the reason."""
    from assess.exchange.odm_facts import read_facts
    from assess.exchange.odm_workbook import read_workbook

    files: list[Path] = []
    books: list[Workbook] = []
    for source in sources:
        if source.is_dir() and (source / "answers.csv").is_file():
            books += read_facts(source, session.pack)
        elif source.is_dir():
            found = sorted(
                p for p in source.iterdir() if p.suffix.lower() in (".xlsx", ".xlsm") and p.name[:1] not in "~."
            )
            if not found:
                raise InputError(
                    Text(zh=f"{source} 里没有调查表", en=f"{source} holds no questionnaires"),
                    Text(zh="请给出 .xlsx 文件或其所在目录。", en="Name .xlsx files or a folder of them."),
                )
            files += found
        else:
            files.append(source)
    refused: list[tuple[str, AssessError]] = []
    with progress(t("读取", "Reading"), len(files)) as step:
        for i, file in enumerate(files, start=1):
            try:
                books.append(read_workbook(file, session.pack))
            except AssessError as error:
                refused.append((file.name, error))
            step(i)
    return books, refused


def _plan(session: Session, book: Workbook, body: str | None) -> tuple[PutImported, Comparison]:
    import msgspec

    from assess.dossier.resolve import check_body_id
    from assess.exchange.propose import body_of, compare, propose

    target = body_of(book)
    if body is not None:
        check_body_id(body)
        target = msgspec.structs.replace(target, id=body)
    known = {b.id for b in session.bodies()}
    state = session.state(target.id) if target.id in known else None
    edit = propose(book, session.pack, target, state)
    return edit, compare(edit, state)


def _check_one_file_each(plans: list[tuple[Workbook, PutImported, Comparison]]) -> None:
    """Refuse two files about one body: which of them holds would depend on their order."""
    seen: dict[str, Workbook] = {}
    for book, edit, _ in plans:
        other = seen.setdefault(edit.report.body, book)
        if other is not book:
            raise InputError(
                Text(
                    zh=f"{other.name} 和 {book.name} 是同一单位（{edit.report.body}）的调查表",
                    en=f"{other.name} and {book.name} are about the same body ({edit.report.body})",
                ),
                Text(zh="每个单位只导入一个文件。", en="Import one file for each body."),
            )


def _show(
    plans: list[tuple[Workbook, PutImported, Comparison]], refused: list[tuple[str, AssessError]], full: bool
) -> None:
    from assess.exchange.report import lines

    for book, edit, c in plans:
        shown = [n for n in book.notices if full or n.severity in ("error", "contradiction", "warning")]
        for line in lines(book.name, book.read, shown, LANG, most=1000 if full else 12):
            echo(line)
        echo(
            t(f"  → {edit.report.body}：新增 {c.added}，改动 {c.changed}，移除 {c.removed}，不变 {c.same}",
              f"  → {edit.report.body}: {c.added} new, {c.changed} changed, {c.removed} removed, {c.same} unchanged")
        )  # fmt: skip
    for name, error in refused:
        warn(f"✗ {name}")
        for line in error.lines(LANG):
            warn(f"    {line}")


def _report(
    plans: list[tuple[Workbook, PutImported, Comparison]], refused: list[tuple[str, AssessError]], written: int
) -> dict[str, object]:
    files = [{"body": edit.report.body, "report": edit.report, "comparison": c} for _, edit, c in plans]
    return {"files": files, "refused": [{"file": n, "reason": e.message} for n, e in refused], "events": written}


@import_.command(
    name="workbook",
    help=t(
        "把交回的填报表 FILES 读入 DOSSIER：先逐格预览，确认后写入，可撤销。",
        "Read returned workbooks FILES into DOSSIER: every cell is told first, then written once confirmed; can be undone.",
    ),
)
@DOSSIER
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--body", help=t("当作这个单位的表（只用于单个文件）", "Take it as this body's (for a single file)"))
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Show only, write nothing"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@click.option("--full", is_flag=True, help=t("逐格列出，包括没有变化的", "List every cell, unchanged ones too"))
@author_option
@json_option
def workbook(
    dossier: Path, files: tuple[Path, ...], body: str | None, preview: bool, yes: bool, full: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Import returned workbooks; a file that cannot be used is reported and the others go on."""
    from assess.cli.workbooks import take_in

    with session_of(dossier, readonly=preview, author=author) as session:
        refused = take_in(session, files, body, preview=preview, yes=yes, full=full, as_json=as_json)
    click.get_current_context().exit(3 if refused else 0)
