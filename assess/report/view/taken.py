"""The page of what can be taken along: tables for other programs, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping

from assess.report import files
from assess.report.format import decimal, size
from assess.report.headlines import say
from assess.report.messages import COLUMNS, HTML_LANG, TABLES, name
from assess.report.tables import DataTable, described
from assess.report.view.frame import Frame
from assess.report.view.marks import Pair, Section
from assess.report.view.site import Site
from assess.report.view.site_model import ColumnsOf, DataPage, FileLink, TableRow

FORMS = ("csv", "xlsx", "json")


def data_page(
    site: Site, tables: tuple[DataTable, ...], rows: Mapping[str, int], sizes: Mapping[str, int]
) -> DataPage:
    """The tables with their files; `rows` counts each table's, `sizes` are the bytes of each file."""
    frame, t = site.frame, site.frame.t
    return DataPage(
        html_lang=HTML_LANG[frame.lang],
        page_title=f"{t.downloads} · {frame.text(frame.snapshot.campaign.title)}",
        masthead=site.head("data", t.downloads),
        section=Section("data", "", t.data_tables, say("data_lead", frame.lang)),
        tables=tuple(_table(frame, x, rows, sizes) for x in tables),
        others=(
            TableRow(t.snapshot_file, "", "", (_file(files.SNAPSHOT, files.SNAPSHOT, sizes),)),
            TableRow(t.data_dictionary, "", "", (_file(files.README, files.README, sizes),)),
        ),
        columns=tuple(ColumnsOf(f"c-{x.id}", name(TABLES, x.id, frame.lang), columns(frame, x)) for x in tables),
    )


def columns(frame: Frame, table: DataTable) -> tuple[Pair, ...]:
    """The columns of a table and what each holds."""
    titles = {x.id: frame.text(x.title) for x in frame.snapshot.pack.totals}
    return tuple(
        Pair(column, COLUMNS[key].get(frame.lang).format(total=titles.get(of, of)), code=True)
        for column, key, of in described(table.columns, frame.snapshot)
    )


def _table(frame: Frame, table: DataTable, rows: Mapping[str, int], sizes: Mapping[str, int]) -> TableRow:
    names = [(form.upper(), files.table(table.id, form)) for form in FORMS]
    return TableRow(
        title=name(TABLES, table.id, frame.lang),
        says=table.id,
        rows=decimal(rows[table.id]),
        files=tuple(_file(text, path, sizes) for text, path in names),
    )


def _file(text: str, path: str, sizes: Mapping[str, int]) -> FileLink:
    return FileLink(text, files.link(path), size(sizes[path]) if path in sizes else "")
