"""Aid: decision aids over tables of datasets, duties, systems and refusals, and over a dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.aids_print import print_sheets, rows_out
from assess.cli.measuring_into import check_into, into_options, record
from assess.cli.output import DOSSIER, echo, json_option, print_json, session_of, warn
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    from assess.base.texts import Text
    from assess.findings.aids.columns import Sheet
    from assess.measure.found import Found
    from assess.report.aids import Made

F = TypeVar("F", bound=Callable[..., Any])
TABLE = click.Path(path_type=Path, dir_okay=False)


@click.group(
    help=t(
        "辅助决策：数据汇聚、职责漏斗、三方责任、不共享的原因、四重矛盾。只读表格，写了 --into 并加 --yes 才登记事实。",
        "Decision aids: gathering data, the funnel of duties, who answers for data, why it is not shared, four "
        "contradictions. Tables are only read; facts are recorded with --into and --yes.",
    )
)
def aid() -> None:
    """The group of decision aids."""


def table_options(function: F) -> F:
    """`--mapping` and `--encoding`: how a table is read."""
    options = [
        click.option("--mapping", type=TABLE, metavar="FILE",
                     help=t("写明哪一列是什么的 TOML", "A TOML file that says which column is which")),
        click.option("--encoding", help=t("编码，如 gb18030（默认：自动判断）", "Encoding, e.g. gb18030 (default: found out)")),
    ]  # fmt: skip
    return _all(function, options)


def out_options(function: F) -> F:
    """`--out`, `--html` and `--json`: where results go."""
    options = [
        click.option("--out", "table_file", type=TABLE, metavar="FILE",
                     help=t("把结果另存为 .csv 或 .xlsx", "Save the results as .csv or .xlsx")),
        click.option("--html", "html", type=click.Path(path_type=Path), metavar="OUT",
                     help=t("写出网页：目录（中英两种），或 .html 文件", "Write the page: a folder (both languages), or an .html file")),
        json_option,
    ]  # fmt: skip
    return _all(function, options)


def _all(function: F, options: Sequence[Any]) -> F:
    decorated: Any = function
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def read(name: str, path: Path, mapping: Path | None, encoding: str | None) -> Sheet:
    """The table `path` as the input `name` of an aid, by the mapping that holds for it."""
    from assess.exchange.aid_in import read_mapping, read_sheet
    from assess.findings.aids.columns import columns_of

    given = read_mapping(mapping) if mapping is not None else {}
    return read_sheet(path, columns_of(name), given.get(name) or given.get(""), encoding)


def finish(
    aid_name: str,
    table: tuple[list[str], list[list[str | float | None]]],
    made: Made,
    sheets: Sequence[Sheet],
    table_file: Path | None,
    html: Path | None,
    as_json: bool,
    of: Text | None = None,
) -> None:
    """Save, write and print what an aid found, in that order."""
    if table_file is not None:
        from assess.exchange.aid_out import write_rows

        write_rows(table_file, *table)
        warn(t(f"已写入 {table_file}", f"Wrote {table_file}"))
    if html is not None:
        from assess.report.aids import write_aid

        for path in write_aid(aid_name, made, sheets, html, LANG, of):
            warn(t(f"已写入 {path}", f"Wrote {path}"))
    if as_json:
        return
    print_sheets(sheets)
    blocks, _ = made(LANG)
    rows_out(blocks)


def into_dossier(
    found: Sequence[Found],
    into: Path | None,
    body: str | None,
    previous: bool,
    yes: bool,
    author: str | None,
    quiet: bool,
) -> dict[str, Any] | None:
    """Propose the facts to a dossier, if one was named."""
    if into is None or body is None:
        return None
    if not quiet:
        echo()
    return record(found, into, body, previous, yes, author, quiet)


def tell_json(as_json: bool, result: Any, sheets: Sequence[Sheet], recorded: dict[str, Any] | None) -> None:
    """Print the whole result with what was read, for programs."""
    if as_json:
        tables = [
            {"name": s.name, "rows": len(s.rows), "total": s.total, "set_aside": s.dropped, "encoding": s.encoding,
             "guessed": s.guessed, "columns": s.columns, "unread": s.unread, "faults": s.faults, "sha256": s.sha256}
            for s in sheets
        ]  # fmt: skip
        print_json({"result": result, "tables": tables, **({"recorded": recorded} if recorded is not None else {})})


@aid.command(
    help=t(
        "物理汇聚还是逻辑汇聚：TABLE 每行一个数据集，按使用频率和外溢性判断，标出做法相反的。",
        "Gather physically or logically: TABLE has a row per dataset; judged by frequency of use and spillover, with those "
        "done the other way.",
    )
)
@click.argument("table", type=TABLE)
@click.option(
    "--frequency",
    type=float,
    metavar="X",
    help=t("使用频率达到它为高（默认：高于中位数）", "High from this frequency (default: above the median)"),
)
@click.option(
    "--spillover",
    type=float,
    metavar="X",
    help=t("外溢性达到它为高（默认：高于中位数）", "High from this spillover (default: above the median)"),
)
@table_options
@out_options
@into_options
def quadrant(
    table: Path, frequency: float | None, spillover: float | None, mapping: Path | None, encoding: str | None,
    table_file: Path | None, html: Path | None, as_json: bool, into: Path | None, body: str | None, previous: bool, yes: bool,
    author: str | None,
) -> None:  # fmt: skip
    """The quadrant of each dataset."""
    from assess.findings.aids import quadrant as q
    from assess.report.view.aids import quadrant as view

    check_into(into, body)
    sheet = read("quadrant", table, mapping, encoding)
    result = q.quadrants(sheet.rows, frequency, spillover)
    finish("quadrant", q.table(result), lambda lang: (view.blocks(result, lang), view.method(result, lang)),
           [sheet], table_file, html, as_json)  # fmt: skip
    done = into_dossier(q.facts(result, sheet.sha256), into, body, previous, yes, author, as_json)
    tell_json(as_json, result, [sheet], done)


@aid.command(
    help=t(
        "职责漏斗：DUTIES 职责清单，SYSTEMS 系统清单，CATALOGUE 数据目录；按名称配对，由人确认，得出有系统、留数据、够共享、被使用的职责各占多少。",
        "The funnel of duties: DUTIES, the inventory of SYSTEMS and the data CATALOGUE are matched by name; people confirm, "
        "and the shares of duties with a system, with data, fit to share and used come out.",
    )
)
@click.argument("duties_file", metavar="DUTIES", type=TABLE)
@click.argument("systems_file", metavar="SYSTEMS", type=TABLE)
@click.argument("catalogue_file", metavar="CATALOGUE", type=TABLE)
@click.option(
    "--confirmations", type=TABLE, metavar="FILE", help=t("读回已填好的确认表", "Read back the decisions of people")
)
@click.option("--proposals", type=TABLE, metavar="FILE",
              help=t("写出待确认的配对（.csv 或 .xlsx），已有的决定保留", "Write the matches to be confirmed (.csv or .xlsx), keeping decisions made"))  # fmt: skip
@table_options
@out_options
@into_options
def duties(
    duties_file: Path, systems_file: Path, catalogue_file: Path, confirmations: Path | None, proposals: Path | None,
    mapping: Path | None, encoding: str | None, table_file: Path | None, html: Path | None, as_json: bool, into: Path | None,
    body: str | None, previous: bool, yes: bool, author: str | None,
) -> None:  # fmt: skip
    """The funnel from duties to use."""
    from assess.findings.aids import duties as d
    from assess.report.view.aids import duties as view

    check_into(into, body)
    sheets = [
        read("duties", duties_file, mapping, encoding),
        read("systems", systems_file, mapping, encoding),
        read("catalogue", catalogue_file, mapping, encoding),
    ]
    decided = []
    if confirmations is not None:
        told = read("confirmations", confirmations, None, encoding)
        decided = d.decisions_in(told.rows)
        sheets.append(told)
    result = d.funnel(sheets[0].rows, sheets[1].rows, sheets[2].rows, decided)
    if proposals is not None:
        from assess.exchange.aid_out import write_rows

        write_rows(proposals, *d.confirmations(result))
        warn(t(f"已写入 {proposals}", f"Wrote {proposals}"))
    finish("duties", d.table(result), lambda lang: (view.blocks(result, lang), view.method(result, lang)),
           sheets, table_file, html, as_json)  # fmt: skip
    done = into_dossier(d.facts(result, sheets[0].sha256), into, body, previous, yes, author, as_json)
    tell_json(as_json, result, sheets, done)


@aid.command(
    help=t(
        "三方责任矩阵：TABLE 每行一个共享数据集，列出数源、使用、管理部门和各项责任，找出缺口和重叠。",
        "Who answers for shared data: TABLE has a row per dataset with owner, users, manager and tasks; gaps and doubles are "
        "listed.",
    )
)
@click.argument("table", type=TABLE)
@table_options
@out_options
@into_options
def responsibility(
    table: Path, mapping: Path | None, encoding: str | None, table_file: Path | None, html: Path | None, as_json: bool,
    into: Path | None, body: str | None, previous: bool, yes: bool, author: str | None,
) -> None:  # fmt: skip
    """The responsibility matrix."""
    from assess.findings.aids import responsibility as r
    from assess.report.view.aids import responsibility as view

    check_into(into, body)
    sheet = read("responsibility", table, mapping, encoding)
    result = r.matrix(sheet.rows)
    finish("responsibility", r.table(result), lambda lang: (view.blocks(result, lang), view.method(result, lang)),
           [sheet], table_file, html, as_json)  # fmt: skip
    done = into_dossier(r.facts(result, sheet.sha256), into, body, previous, yes, author, as_json)
    tell_json(as_json, result, [sheet], done)


@aid.command(
    help=t(
        "为什么不共享：TABLE 每行一个数据集，按理由和行为诊断各部门是不愿、不敢还是不能；理由不全的不下结论。",
        "Why data is not shared: TABLE has a row per dataset; each department is diagnosed as will not, dare not or cannot, by "
        "reasons and behaviour, and undetermined where reasons are missing.",
    )
)
@click.argument("table", type=TABLE)
@click.option(
    "--days",
    type=click.FloatRange(0),
    default=90.0,
    show_default=True,
    help=t("超过几天答复算拖延", "Days to answer beyond which it is delay"),
)
@click.option(
    "--token",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help=t("不足几条记录算应付", "Records below which data is a token"),
)
@click.option(
    "--department", metavar="NAME", help=t("只登记这个部门的事实", "Record the facts of this department only")
)
@table_options
@out_options
@into_options
def reluctance(
    table: Path, days: float, token: float, department: str | None, mapping: Path | None, encoding: str | None,
    table_file: Path | None, html: Path | None, as_json: bool, into: Path | None, body: str | None, previous: bool, yes: bool,
    author: str | None,
) -> None:  # fmt: skip
    """The diagnosis of every department."""
    from assess.findings.aids import reluctance as r
    from assess.findings.aids.columns import plain
    from assess.report.view.aids import reluctance as view

    check_into(into, body)
    sheet = read("reluctance", table, mapping, encoding)
    result = r.diagnose(sheet.rows, days, token)
    if department is not None and plain(department) not in {plain(d.name) for d in result.departments}:
        raise _no_department(department)
    finish("reluctance", r.table(result), lambda lang: (view.blocks(result, lang), view.method(result, lang)),
           [sheet], table_file, html, as_json)  # fmt: skip
    done = into_dossier(r.facts(result, sheet.sha256, department), into, body, previous, yes, author, as_json)
    tell_json(as_json, result, [sheet], done)


def _no_department(name: str) -> Exception:
    from assess.base.errors import NotFound
    from assess.base.texts import Text

    return NotFound(
        Text(zh=f"表里没有部门“{name}”", en=f"the table has no department “{name}”"),
        Text(zh="请按表里的写法填。", en="Write it as the table does."),
    )


@aid.command(
    help=t(
        "四重矛盾：把 BODY 的指标和线索归到四对矛盾的两边，比较得分区间。",
        "Four contradictions: the indicators and findings of BODY on either side of each, with bands.",
    )
)
@DOSSIER
@click.argument("body", required=False)
@out_options
def contradictions(
    dossier: Path, body: str | None, table_file: Path | None, html: Path | None, as_json: bool
) -> None:
    """The four contradictions of a body."""
    from assess.base.errors import InputError, NotFound
    from assess.base.texts import Text
    from assess.findings.aids import contradictions as c
    from assess.report.view.aids import contradictions as view

    with session_of(dossier, readonly=True) as session:
        bodies = session.bodies()
        if body is None and len(bodies) != 1:
            names = ", ".join(b.id for b in bodies)
            raise InputError(
                Text(zh="卷宗里有多个单位，请指明一个", en="the dossier has several bodies: name one"),
                Text(zh=f"有：{names}", en=f"There are: {names}"),
            )
        state = session.state(body or bodies[0].id)
        pack, result = session.pack, session.result(state.body.id)
    found = c.contradictions(pack, result.score, result.findings)
    if not found:
        raise NotFound(
            Text(zh=f"指标包 {pack.id} 没有四重矛盾", en=f"the pack {pack.id} declares no contradictions"),
            Text(zh="在指标包里写 [[contradictions]]。", en="Give the pack [[contradictions]]."),
        )
    rules = {r.id: r.title for r in pack.rules}
    finish("contradictions", c.table(found), lambda lang: (view.blocks(found, rules, lang), view.method(lang)), [],
           table_file, html, as_json, of=state.body.name)  # fmt: skip
    if as_json:
        print_json(found)
