"""Trends: every period of a panel by a method file, each unit's growth, and where a series was broken."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.cli.indexing import read_inputs, save_frame, save_options
from assess.cli.output import echo, json_option, number, print_json, say, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.scoring.arrays import Floats
    from assess.scoring.results import Results
    from assess.scoring.trends import Trend


@click.command(
    help=t(
        "面板数据（多个时期）：每个单位各期的名次、得分或原值，以及年均增长率；口径改变处作标记，增长率不跨越它。",
        "A panel (several periods): each unit's rank, score or value in every period, and its compound growth; a "
        "change of definition is marked, and growth never runs across it.",
    )
)
@click.option("--data", "data_file", type=click.Path(path_type=Path), metavar="FILE", required=True,
              help=t("数据：.csv、.xlsx、.parquet 或 .json", "Data: .csv, .xlsx, .parquet or .json"))  # fmt: skip
@click.option("--method", "method_file", type=click.Path(path_type=Path), metavar="FILE", required=True,
              help=t("方法文件（TOML）", "Method file (TOML)"))  # fmt: skip
@click.option(
    "--encoding", help=t("数据文件的编码（默认自动判断）", "Encoding of the data file (default: detected)")
)
@click.option("--node", help=t("这个节点或指标（默认：总指数）", "This node or indicator (default: the index)"))
@click.option(
    "--show",
    type=click.Choice(("scores", "ranks", "raw")),
    default="scores",
    help=t(
        "得分、名次，或指标的原值（默认：得分）", "Scores, ranks, or raw values of an indicator (default: scores)"
    ),
)
@save_options
@json_option
def trends(
    data_file: Path, method_file: Path, encoding: str | None, node: str | None, show: str, csv_file: Path | None,
    parquet_file: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Print a line for each unit, a column for each period, and growth."""
    from assess.scoring.graph import leaves_below, run
    from assess.scoring.trends import score_trends
    from assess.scoring.trends import trends as raw_trends

    inputs = read_inputs(None, data_file, method_file, encoding)
    if not inputs.table.times:
        raise InputError(
            Text(zh="数据没有时期，看不出趋势", en="the data have no periods, so there are no trends"),
            Text(
                zh='在方法文件的 [table] 里写 `time = "年份"` 之类。',
                en='Write `time = "Year"` or the like in [table].',
            ),
        )
    results = run(inputs.table, inputs.method)
    chosen = node or results.root
    results.score(chosen)
    if show == "raw":
        column = next((c.column or c.id for c in inputs.method.columns if c.id == chosen), None)
        if column is None:
            raise InputError(
                Text(zh=f"{chosen} 是节点，没有原值", en=f"{chosen} is a node and has no raw values"),
                Text(zh="用 --node 指明一个指标。", en="Name an indicator with --node."),
            )
        found, values = raw_trends(inputs.table, inputs.method, [column]), inputs.table.column(column)
        cells = _cells(inputs.table.units, inputs.table.times, values)
    else:
        found = score_trends(results, chosen)
        values = results.score(chosen) if show == "scores" else results.rank(chosen)
        cells = _cells(results.units, results.rows.times, values)
    leaves = leaves_below(inputs.method, chosen)
    breaks = [b for b in inputs.method.breaks if b.column in leaves and b.at in inputs.table.periods[1:]]
    if as_json:
        print_json({"node": chosen, "show": show, "periods": inputs.table.periods, "breaks": breaks,
                    "units": [_record(trend, cells, inputs.table.periods) for trend in found]})  # fmt: skip
    else:
        _print(results, found, cells, inputs.table.periods, {b.at for b in breaks}, show)
        for change in breaks:
            about = f"{change.column} {change.at:g}"
            warn(
                t(
                    f"口径改变：{about}：{say(change.why)}",
                    f"Defined otherwise from there on: {about}: {say(change.why)}",
                )
            )
    if csv_file or parquet_file:
        import pandas as pd

        from assess.base.sheets import escape

        rows = [
            {"unit": escape(trend.unit), "time": when, show: cells.get((trend.unit, when)), "growth": trend.growth}
            for trend in found
            for when in inputs.table.periods
        ]
        save_frame(pd.DataFrame(rows), csv_file, parquet_file)


Cells = dict[tuple[str, float], float]
"""The known values by unit and period."""


def _cells(units: tuple[str, ...], times: tuple[float, ...], values: Floats) -> Cells:
    places = zip(units, times, strict=True)
    return {at: value for at, value in zip(places, values.tolist(), strict=True) if not math.isnan(value)}


def _record(trend: Trend, cells: Cells, periods: tuple[float, ...]) -> dict[str, object]:
    return {
        "unit": trend.unit,
        "values": [cells.get((trend.unit, when)) for when in periods],
        "growth": trend.growth,
        "first": trend.first,
        "latest": trend.latest,
        "available": trend.available,
        "since": trend.since,
    }


def _print(
    results: Results,
    found: tuple[Trend, ...],
    cells: Cells,
    periods: tuple[float, ...],
    breaks: set[float],
    show: str,
) -> None:
    labels = dict(zip(results.rows.units, results.rows.labels, strict=True))
    named = any(labels.get(trend.unit, trend.unit) != trend.unit for trend in found)
    head = [t("编号", "Id"), *([t("单位", "Unit")] if named else []),
            *(("‖ " if when in breaks else "") + f"{when:g}" for when in periods), t("年均增长", "Growth")]  # fmt: skip
    last = periods[-1]
    sign = 1.0 if show == "ranks" else -1.0

    def place(trend: Trend) -> tuple[bool, float, str]:
        value = cells.get((trend.unit, last))
        return (value is None, 0.0 if value is None else sign * value, trend.unit)

    lines = []
    for trend in sorted(found, key=place):
        shown = [cells.get((trend.unit, when)) for when in periods]
        digits = 0 if show == "ranks" else 2
        growth = "–" if trend.growth is None else f"{100 * trend.growth:+.1f}%".replace("-", "−")
        lines.append([trend.unit, *([labels.get(trend.unit, trend.unit)] if named else []),
                      *("–" if v is None else number(v, digits) for v in shown), growth])  # fmt: skip
    table(head, lines, right=tuple(range(1 + named, len(head))))
    if breaks:
        echo(t("‖ 表示从这一期起口径不同。", "‖: defined otherwise from this period on."))
