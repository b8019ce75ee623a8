"""The pages of a campaign beside its bodies' reports, as jobs: orders, findings, rules, method, ranks and data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

import msgspec

from assess.base.sheets import Sheet, csv_bytes, xlsx_bytes
from assess.base.texts import LANGS, Lang
from assess.report import files
from assess.report.headlines import say
from assess.report.jobs import File, Job, Made
from assess.report.messages import COLUMNS, TABLES
from assess.report.render import index_page, site_page
from assess.report.tables import DataTable, data_tables, described
from assess.report.view.doubt import method_page, robust_pages
from assess.report.view.evidence import holdings
from assess.report.view.findings_over import findings_pages, negative_pages, rule_pages
from assess.report.view.frame import Frame, frame
from assess.report.view.marks import Link
from assess.report.view.notice import notice
from assess.report.view.orders import Order, lines, order_pages, orders
from assess.report.view.site import Site
from assess.report.view.site_model import Line, SitePage
from assess.report.view.taken import data_page
from assess.snapshot import BodyResult, Snapshot


def site(snapshot: Snapshot, lang: Lang, langs: Sequence[Lang], written: Iterable[BodyResult]) -> Site:
    """The site in one language, with links to the reports of the bodies that are `written`."""
    shared = frame(snapshot, lang)
    bodies = list(written)
    links = {b.body.id: files.link(files.page(shared.stems[b.body.id], lang)) for b in bodies}
    beside = {b.body.id: found for b in bodies if (found := _beside(shared, b))}
    return Site(shared, links, beside, bilingual=len(langs) > 1)


def _beside(shared: Frame, body: BodyResult) -> tuple[Link, ...]:
    stem, lang, found = shared.stems[body.body.id], shared.lang, []
    if holdings(shared, body).annex:
        found.append(Link(shared.t.to_annex, files.link(files.annex(stem, lang))))
    if body.gates:
        found.append(Link(shared.t.to_gate, files.link(files.gate(stem, lang))))
    return tuple(found)


def page_jobs(sites: Mapping[Lang, Site]) -> Iterator[Job]:
    """The first page, and all further ones but that of the data, which tells of files not yet written."""
    for lang, at in sites.items():
        other = next((files.index(x) for x in sites if x != lang), "")
        yield Job(partial(_index, at, other))
        every = cache(partial(orders, at))
        told = cache(partial(lines, at))
        for page in _order_names(at):
            yield Job(partial(_orders, at, page, every, told))
        yield Job(partial(_pages, at, "robust", "robust", robust_pages))
        yield Job(partial(_pages, at, "method", "method", lambda site: iter([method_page(site)])))
        if at.frame.checks:
            yield Job(partial(_pages, at, "findings", "findings", findings_pages))
            yield Job(partial(_pages, at, "negative", "negative", negative_pages))
            for key, page in at.rule_pages.items():
                yield Job(partial(_pages, at, page, "rule", partial(_rule, key)))


def _index(at: Site, other: str) -> Iterator[File]:
    yield files.index(at.frame.lang), index_page(at, other).encode(), 0


def _rule(key: str, at: Site) -> Iterator[SitePage]:
    return rule_pages(at, key)


def _order_names(at: Site) -> list[str]:
    gaps = ["gap"] if any(b.gap is not None for b in at.ordered) else []
    return ["total", *at.layer_pages.values(), *gaps, *(["flags"] if at.frame.checks else []), "name"]


def _orders(
    at: Site, page: str, every: Callable[[], list[Order]], told: Callable[[], dict[str, Line]]
) -> Iterator[File]:
    found = next(o for o in every() if o.page == page)
    return _pages(at, page, "order", lambda site: order_pages(site, every(), found, told()))


def _pages(at: Site, page: str, template: str, make: Callable[[Site], Iterator[SitePage]]) -> Iterator[File]:
    for number, view in enumerate(make(at), 1):
        html = site_page(f"report/campaign/{template}.html", view, at.frame)
        yield files.site(page, at.frame.lang, number), html.encode(), 0


def data_jobs(snapshot: Snapshot) -> Iterator[Job]:
    """The tables for other programs, each in all forms."""
    for table in data_tables(snapshot):
        yield Job(partial(_data, snapshot, table))


def _data(snapshot: Snapshot, table: DataTable) -> Iterator[File]:
    rows = list(table.rows())
    yield files.table(table.id, "csv"), csv_bytes(table.columns, rows), len(rows)
    told = [
        (column, *(COLUMNS[key].get(lang).format(total=of) for lang in LANGS))
        for column, key, of in described(table.columns, snapshot)
    ]
    sheets = (Sheet(table.id, table.columns, rows), Sheet("columns", ("column", "zh", "en"), told))
    yield files.table(table.id, "xlsx"), xlsx_bytes(sheets), len(rows)
    data = {"table": table.id, "snapshot": snapshot.digest, "columns": table.columns, "rows": rows}
    yield files.table(table.id, "json"), msgspec.json.encode(data), len(rows)


def last_files(sites: Mapping[Lang, Site], snapshot: Snapshot, made: Sequence[Made]) -> Iterator[File]:
    """The page of the data and the read-me beside them."""
    tables = data_tables(snapshot)
    rows = {x.id: next(m.rows for m in made if m.name == files.table(x.id, "csv")) for x in tables}
    marks = dict.fromkeys(f"**{said.mark}**" for at in sites.values() if (said := notice(at.frame)) and said.mark)
    readme = "\n\n".join([*marks, _readme(snapshot, tables, rows)]).encode()
    yield files.README, readme, 0
    sizes = {m.name: m.bytes for m in made} | {files.README: len(readme)}
    for lang, at in sites.items():
        view = data_page(at, tables, rows, sizes)
        yield files.site("data", lang), site_page("report/campaign/data.html", view, at.frame).encode(), 0


def _readme(snapshot: Snapshot, tables: tuple[DataTable, ...], rows: Mapping[str, int]) -> str:
    """What the tables hold and what their columns mean, in both languages."""
    parts = []
    for lang in LANGS:
        campaign = snapshot.campaign.title.get(lang)
        lead = say("readme_lead", lang, digest=snapshot.digest, campaign=campaign, engine=snapshot.engine,
                   head=snapshot.head)  # fmt: skip
        heading = say("readme_title", lang)
        parts += [f"# {heading}", "", lead, ""]
        for table in tables:
            title = TABLES[table.id].get(lang)
            heading = say("readme_table", lang, title=title, table=table.id, rows=rows[table.id])
            parts += [f"## {heading}", ""]
            told = described(table.columns, snapshot)
            parts += [f"- `{c}`: {COLUMNS[key].get(lang).format(total=of)}" for c, key, of in told]
            parts.append("")
    return "\n".join(parts)
