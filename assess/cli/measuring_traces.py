"""Measure digital traces: logs, event tables, tickets, tasks, surveys; print every metric with its definition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.base.band import point
from assess.cli.measuring_into import STATUS, check_into, into_options, record, value_words
from assess.cli.output import echo, json_option, number, print_json, say, session_of, table, warn
from assess.cli.rates import watched
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.base.privacy import Pseudonyms
    from assess.base.texts import Text
    from assess.base.watch import Watch
    from assess.measure.traces.load import Loaded, Settings
    from assess.measure.traces.results import Result

PATHS = click.Path(path_type=Path)
DIALECTS = ["postgres", "clickhouse", "spark", "trino", "duckdb"]
KINDS = ["access-log", "matomo", "xapi", "events", "tickets", "tasks", "survey", "counts"]
_ROWS = 12
"""Rows of a table that are printed; `--full` and `--json` give all."""


@click.command(
    help=t(
        "测量数字痕迹。SOURCES 是同一种类的文件：访问日志（NCSA、combined、W3C、nginx JSON）、Matomo 导出、xAPI 语句、"
        "事件表、工单、任务、评价，格式为 CSV、JSON lines、Excel、Parquet，可压缩为 .gz。",
        "Measure digital traces. SOURCES are files of one kind: access logs (NCSA, combined, W3C, JSON of nginx), exports "
        "of Matomo, xAPI statements, tables of events, tickets, tasks or ratings, as CSV, JSON lines, Excel or Parquet, "
        "also as .gz.",
    )
)
@click.argument("sources", nargs=-1, type=PATHS)
@click.option("--kind", type=click.Choice(KINDS), help=t("痕迹的种类", "Kind of traces"))
@click.option("--mapping", "mapping_file", type=PATHS, help=t("各列的含义（TOML）", "What the columns mean (TOML)"))
@click.option(
    "--guess",
    "only_guess",
    is_flag=True,
    help=t(
        "只按列名推测映射并打印，可存为 --mapping 文件", "Only print the mapping guessed from the names of columns"
    ),
)
@click.option("--timezone", help=t("换算到哪个时区，如 Asia/Shanghai（默认：照来源所写）",
                                   "Time zone to convert to, e.g. Asia/Shanghai (default: as written)"))  # fmt: skip
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]),
              help=t("末日（默认：来源中最晚的一天）", "The last day (default: the latest in the source)"))  # fmt: skip
@click.option("--session-gap", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
              metavar="MINUTES", help=t("静默多少分钟算新会话", "Quiet minutes after which a new session begins"))  # fmt: skip
@click.option("--independent", is_flag=True,
              help=t("评价来自被评单位以外一方的调查", "The survey was made by someone outside the body"))  # fmt: skip
@click.option(
    "--metric", "chosen", multiple=True, help=t("只算这些指标（可多次给出）", "Only these metrics (repeatable)")
)
@click.option(
    "--memory",
    default="2GB",
    show_default=True,
    help=t("内存上限，超出部分用磁盘", "Memory limit; what goes beyond is put on disk"),
)
@click.option("--engine", metavar="URL", help=t("在已有引擎上计算：postgresql://、clickhouse://、spark://local，不给 SOURCES",
                                                "Compute on an engine that holds the table: postgresql://, clickhouse://, spark://local; no SOURCES then"))  # fmt: skip
@click.option("--table", "named", help=t("引擎里的表，如 库.表", "The engine's table, e.g. schema.table"))
@click.option("--sql", "dialect", type=click.Choice(DIALECTS),
              help=t("只打印各指标在这种引擎上的 SQL", "Only print the metrics as SQL of this engine"))  # fmt: skip
@click.option("--encoding", help=t("文本的编码，如 gb18030", "Encoding of texts, e.g. gb18030"))
@click.option(
    "--full",
    is_flag=True,
    help=t("列出每个表的全部行和无从得知的指标", "All rows of tables, and metrics not to be had"),
)
@click.option("--key-file", type=PATHS,
              help=t("假名密钥的文件（没有则新建；默认：每个卷宗一把，存在用户目录）",
                     "File with the key of pseudonyms (made if missing; default: one for each dossier, in the user's folder)"))  # fmt: skip
@click.option("--raw-lines", is_flag=True,
              help=t("不能用的行照原样显示，可能含个人信息；不能与 --json 同用",
                     "Show unusable lines as they stand, personal data included; not with --json"))  # fmt: skip
@into_options
@json_option
def traces(
    sources: tuple[Path, ...], kind: str | None, mapping_file: Path | None, only_guess: bool, timezone: str | None,
    as_of: datetime | None, session_gap: float, independent: bool, chosen: tuple[str, ...], memory: str,
    engine: str | None, named: str | None, dialect: str | None, encoding: str | None, full: bool,
    key_file: Path | None, raw_lines: bool, into: Path | None, body: str | None, previous: bool, yes: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Measure, print and, with --into, propose facts."""
    from msgspec import structs

    from assess.base.watch import Step
    from assess.measure.series import series_in
    from assess.measure.traces.load import Settings, load
    from assess.measure.traces.mapping import read_mapping
    from assess.measure.traces.remote import attach
    from assess.measure.traces.results import facts_in
    from assess.measure.traces.run import measure, metrics_of, notes_of

    check_into(into, body)
    settings = Settings(
        timezone=timezone, as_of=as_of.date() if as_of else None, session_gap=session_gap, independent=independent,
        memory=memory, encoding=encoding, pseudonyms=_pseudonyms(key_file, into), raw=raw_lines,
    )  # fmt: skip
    if raw_lines and as_json:
        raise click.UsageError(t("--raw-lines 不能与 --json 同用。", "--raw-lines does not go with --json."))
    if dialect is None:
        _check_given(sources, engine, named)
    if only_guess:
        _print_guess(sources, engine, named, kind, settings)
        return
    if kind is None:
        raise click.UsageError(t("请用 --kind 指明痕迹的种类。", "Name the kind of traces with --kind."))
    if dialect is not None:
        _print_sql(kind, chosen, dialect)
        return
    mapping = read_mapping(mapping_file, kind) if mapping_file else None
    wanted = metrics_of(kind, chosen)

    def work(watch: Watch) -> tuple[Loaded, list[Result], list[Text]]:
        heeding = structs.replace(settings, watch=watch)
        opened = (
            load(sources, kind, mapping, heeding)
            if engine is None
            else attach(engine, named or "", kind, mapping, heeding)
        )
        with opened as loaded:
            found = measure(loaded, chosen, lambda n: watch.tell(Step(wanted[n - 1].id, n, len(wanted), "metrics")))
            return loaded, found, notes_of(loaded, {s for m in wanted for s in m.stages})

    loaded, found, notes = watched(work, as_json, aside=engine is None)
    if not as_json:
        _tell(loaded)
        _print_results(found, full)
        for note in notes:
            echo(say(note))
    recorded = None
    if into is not None and body is not None:
        recorded = record(
            facts_in(found), into, body, previous, yes, author, quiet=as_json, tables=series_in(found)
        )
    if as_json:
        print_json({"source": _summary(loaded), "notes": notes, "results": found, "recorded": recorded})


def _pseudonyms(key_file: Path | None, into: Path | None) -> Pseudonyms:
    """Pseudonyms under the key named, or the dossier's own; none without either."""
    from assess.base.privacy import NAMELESS, kept, of_campaign

    if key_file is not None:
        return kept(key_file)
    if into is None:
        return NAMELESS
    with session_of(into, readonly=True, quiet=True) as session:
        return of_campaign(session.campaign.id)


def _check_given(sources: Sequence[Path], engine: str | None, named: str | None) -> None:
    """Either files, or an engine and its table."""
    if engine is None and named is None:
        if not sources:
            raise click.UsageError(
                t("请给出 SOURCES，或 --engine 和 --table", "Give SOURCES, or --engine and --table")
            )
        return
    if sources or engine is None or named is None:
        raise click.UsageError(
            t(
                "--engine 与 --table 须一同给出，且不再给 SOURCES",
                "--engine and --table go together, without SOURCES",
            )
        )


def _print_guess(
    sources: Sequence[Path], engine: str | None, named: str | None, kind: str | None, settings: Settings
) -> None:
    from assess.measure.traces.load import head_of
    from assess.measure.traces.mapping import as_toml, guess
    from assess.measure.traces.nested import detect
    from assess.measure.traces.remote import head_of_table

    kind = (detect(sources[0]) if sources else None) or kind
    if kind is None:
        raise click.UsageError(
            t("看不出是哪种痕迹，请用 --kind 指明。", "The kind of traces cannot be told: name it with --kind.")
        )
    head = head_of(sources[0], settings, kind) if engine is None else head_of_table(engine, named or "", settings)
    echo(as_toml(guess(kind, head)).rstrip("\n"))


def _print_sql(kind: str, chosen: Sequence[str], dialect: str) -> None:
    from assess.measure.traces.texts import caution, sql_texts

    echo(sql_texts(kind, chosen, dialect, [say(caution(dialect))]).rstrip("\n"))


def _tell(loaded: Loaded) -> None:
    """What was read, by which columns and encodings, and what could not be."""
    if loaded.place:
        echo(loaded.place)
    for source in loaded.sources:
        words = f"{source.path.name}  sha256 {source.sha256[:12]}…"
        if source.encoding != "utf-8":
            guessed = t("（按用字推断）", " (concluded from the characters)") if source.guessed else ""
            words += f"  {source.encoding}{guessed}"
        if source.replaced:
            words += t("  含非文字字节，以 U+FFFD 代替", "  bytes that are no characters read as U+FFFD")
        echo(words)
    for mine, theirs in loaded.mapping.columns.items():
        if mine != theirs:
            echo(f"    {mine} ← {theirs}")
    rows, bad = number(loaded.rows, 0), number(loaded.bad, 0)
    echo(
        t(
            f"用上 {rows} 行；{loaded.first} 至 {loaded.last}。",
            f"{rows} rows were used, {loaded.first} to {loaded.last}.",
        )
    )
    if loaded.bad:
        some = t("，例如：", ", for example:") if loaded.samples else t("。", ".")
        warn(t(f"{bad} 行不能用", f"{bad} rows cannot be used") + some)
        for sample in loaded.samples[:3]:
            warn(f"    {sample}")


def _print_results(found: Sequence[Result], full: bool) -> None:
    head = [
        t("指标", "Metric"),
        t("值", "Value"),
        t("单位", "Unit"),
        "n",
        t("状态", "Status"),
        t("定义", "Definition"),
    ]
    rows = [
        [r.metric, value_words(point(r.value), r.unit), "" if r.unit == "share" else r.unit,
         "–" if r.n is None else number(r.n, 0), STATUS[r.status],
         (f"[{', '.join(r.facts)}] " if r.facts else "") + (f"({r.at}) " if r.at else "") + say(r.says)]
        for r in found if r.value is not None
    ]  # fmt: skip
    table(head, rows, right=(1, 3))
    for r in found:
        if r.rows:
            shown = r.rows if full else r.rows[:_ROWS]
            echo()
            echo(f"{r.metric}  {say(r.says)}")
            table(r.columns, [["–" if c is None else str(c) for c in row] for row in shown])
            if len(shown) < len(r.rows):
                echo(t(f"… 共 {len(r.rows)} 行", f"… {len(r.rows)} rows in all"))
    echo()
    silent = [r for r in found if r.status == "unavailable"]
    if full:
        for r in silent:
            echo(f"{r.metric}  {STATUS['unavailable']}  {say(r.note)}")
    elif silent:
        names = ", ".join(r.metric for r in silent)
        echo(t(f"来源没有这方面信息：{names}", f"The source does not say: {names}"))


def _summary(loaded: Loaded) -> dict[str, Any]:
    return {
        "kind": loaded.kind,
        "sources": [
            {"name": s.path.name, "sha256": s.sha256, "encoding": s.encoding, "guessed": s.guessed}
            for s in loaded.sources
        ],
        "engine": loaded.place,
        "columns": loaded.mapping.columns,
        "rows": loaded.rows,
        "bad": loaded.bad,
        "bad_samples": loaded.samples,
        "coverage": loaded.coverage,
        "first": loaded.first.isoformat(),
        "last": loaded.last.isoformat(),
        "as_of": loaded.as_of.isoformat(),
        "timezone": loaded.settings.timezone,
    }
