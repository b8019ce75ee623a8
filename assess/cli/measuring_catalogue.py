"""Measure a catalogue: read it in whatever form it comes, print its facts, record them if asked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.measuring_into import check_into, into_options, print_found, record
from assess.cli.output import echo, json_option, number, print_json, warn
from assess.cli.rates import rates
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.measure.catalogue.model import Catalogue

PATHS = click.Path(path_type=Path)


@click.command(
    help=t(
        "测量一份开放数据目录。SOURCES 是文件或目录：data.json、CKAN 的 JSON（各页一起给出）、DCAT 的 RDF、CSV 或 Excel "
        "列表，或它们的网址（CKAN 的 package_search 会逐页取完）。多个来源合为一份。",
        "Measure an open-data catalogue. SOURCES are files or folders: data.json, JSON from CKAN (all pages together), "
        "DCAT in RDF, lists in CSV or Excel, or their http(s) addresses (of a CKAN package_search all pages are taken). "
        "Several sources make one catalogue.",
    )
)
@click.argument("sources", nargs=-1, required=True)
@click.option("--compare", "older", metavar="SOURCE", multiple=True,
              help=t("与较早的一份比较（可多次给出）", "Compare with an earlier snapshot (may be given more than once)"))  # fmt: skip
@click.option(
    "--mapping",
    "mapping_file",
    type=PATHS,
    help=t("列表各列的含义（TOML）", "What the columns of a list mean (TOML)"),
)
@click.option("--encoding", help=t("列表的编码，如 gb18030、cp950", "Encoding of a list, e.g. gb18030, cp950"))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]),
              help=t("按哪一天判断是否过期（默认：目录中最晚的日期）", "The day to judge freshness by (default: the latest in the catalogue)"))  # fmt: skip
@click.option("--probe", type=click.IntRange(min=1, max=1000), metavar="N",
              help=t("联网试 N 个文件地址有没有应答", "Try over the network whether N addresses of files answer"))  # fmt: skip
@click.option(
    "--allow-private",
    is_flag=True,
    help=t("网址转到内网地址时也跟随", "Follow an address that leads into a private network"),
)
@click.option(
    "--full", is_flag=True, help=t("也列出无从得知的事实和样例", "Also list facts not to be had, and samples")
)
@into_options
@json_option
def catalogue(
    sources: tuple[str, ...], older: tuple[str, ...], mapping_file: Path | None, encoding: str | None,
    as_of: datetime | None, probe: int | None, allow_private: bool, full: bool,
    into: Path | None, body: str | None, previous: bool, yes: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Measure, compare, print and, with --into, propose facts."""
    import msgspec

    from assess.base.clock import utc_now
    from assess.measure.catalogue import fetch
    from assess.measure.catalogue.compare import compare
    from assess.measure.catalogue.facts import last_date, measure
    from assess.measure.catalogue.mapping import Mapping, read_mapping
    from assess.measure.catalogue.read import read_catalogue

    check_into(into, body)
    mapping = read_mapping(mapping_file) if mapping_file else Mapping()
    if encoding:
        mapping = msgspec.structs.replace(mapping, encoding=encoding)
    limits = fetch.Limits(private=allow_private)
    with rates(as_json) as watch:
        read = read_catalogue(sources, mapping, limits, watch)
    day = as_of.date() if as_of else last_date(read, date.fromisoformat(utc_now()[:10]))
    alive = fetch.probe(read.datasets, probe, limits) if probe else None
    found = measure(read, day, alive)
    if older:
        found += compare(read, read_catalogue(older, mapping, limits), day)
    if not as_json:
        _tell(read, day, full)
        print_found(found, full)
    recorded = None
    if into is not None and body is not None:
        recorded = record(found, into, body, previous, yes, author, quiet=as_json)
    if as_json:
        print_json({"catalogue": _summary(read, day), "facts": found, "recorded": recorded})


def _tell(read: Catalogue, day: date, full: bool) -> None:
    """What was read, by which columns and encodings, and what is missing."""
    for source in read.sources:
        words = f"{source.name}  {source.kind}  sha256 {source.sha256[:12]}…"
        if source.encoding:
            guessed = t("（按用字推断）", " (concluded from the characters)") if source.guessed else ""
            words += f"  {source.encoding}{guessed}"
        echo(words)
        for field, column in source.columns.items():
            echo(f"    {field} ← {column}")
    n, declared = number(len(read.datasets), 0), read.declared
    echo(t(f"读到 {n} 个条目；以 {day} 为准。", f"{n} entries were read; they are judged as of {day}."))
    if declared is not None and declared > len(read.datasets):
        warn(t(f"目录自称 {declared} 个条目：其余各页没有给出，相关事实只是区间。",
               f"The catalogue says it has {declared}: the other pages were not given, so facts are bands."))  # fmt: skip
    if read.cut:
        warn(
            t(
                "文件没有完整：以最后一个完整的条目为止。",
                "A file breaks off: it was read up to its last whole entry.",
            )
        )
    if read.repeated:
        warn(t(f"各页之间重复的 {read.repeated} 个条目只计一次。",
               f"{read.repeated} entries that pages repeat count once."))  # fmt: skip
    if read.bad:
        warn(t(f"{read.bad} 行（条）无法使用：", f"{read.bad} rows or entries cannot be used:"))
        for sample in read.bad_samples if full else read.bad_samples[:3]:
            warn(f"    {sample}")


def _summary(read: Catalogue, day: date) -> dict[str, Any]:
    return {
        "sources": read.sources,
        "entries": len(read.datasets),
        "declared": read.declared,
        "coverage": None if read.cut else read.coverage,
        "cut": read.cut,
        "bad": read.bad,
        "bad_samples": read.bad_samples,
        "repeated": read.repeated,
        "as_of": day.isoformat(),
    }
