"""What the verbs over tables and campaigns share: reading them, and telling what was done to the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from assess.cli.output import Place, say, session_of, warn
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    import pandas as pd

    from assess.packs.methods.model import Method
    from assess.scoring.results import Results
    from assess.scoring.table import Table

F = TypeVar("F", bound=Callable[..., Any])
_TOLD = 5
_REASONS = {
    "few-data": t("数据太少", "too few data"),
    "many-zeros": t("零太多", "too many zeros"),
    "few-data-and-many-zeros": t("数据太少，零也太多", "too few data and too many zeros"),
    "dropped": t("方法里去掉的", "dropped by the method"),
}


class Inputs(NamedTuple):
    """A table and the method to score it by."""

    table: Table
    method: Method
    other: Method | None = None


def table_options(function: F) -> F:
    """A dossier, or `--data` and `--method` (and `--encoding`): a campaign or a table, to be scored by its method."""
    for option in (
        click.option("--encoding", help=t("数据文件的编码（默认自动判断）", "Encoding of the data file (default: detected)")),
        click.option("--method", "method_file", type=click.Path(path_type=Path), metavar="FILE",
                     help=t("方法文件（TOML）", "Method file (TOML)")),
        click.option("--data", "data_file", type=click.Path(path_type=Path), metavar="FILE",
                     help=t("数据：.csv、.xlsx、.parquet 或 .json", "Data: .csv, .xlsx, .parquet or .json")),
        click.argument("dossier", type=Place(), required=False),
    ):  # fmt: skip
        function = option(function)
    return function


def save_options(function: F) -> F:
    """`--csv` and `--parquet`: the files that `save_frame` writes."""
    for option in (
        click.option("--parquet", "parquet_file", type=click.Path(path_type=Path), metavar="FILE",
                     help=t("另存为 Parquet", "Also save as Parquet")),
        click.option("--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE",
                     help=t("另存为 CSV", "Also save as CSV")),
    ):  # fmt: skip
        function = option(function)
    return function


def read_inputs(
    dossier: Path | None,
    data_file: Path | None,
    method_file: Path | None,
    encoding: str | None,
    against: Path | None = None,
) -> Inputs:
    """The campaign in `dossier`, or both files; says on standard error what was concluded about the data.

    `against` is another method file; the table then holds the columns of both methods.
    """
    if dossier is not None and against is not None:
        raise click.UsageError(
            t("--against 与 --data 和 --method 连用。", "--against goes with --data and --method.")
        )
    if dossier is not None and data_file is None and method_file is None:
        return _campaign(dossier)
    if dossier is not None or data_file is None or method_file is None:
        raise click.UsageError(
            t("请给出卷宗，或同时给出 --data 和 --method。", "Give a dossier, or both --data and --method.")
        )
    from assess.exchange.table_in import read_table, remark_line
    from assess.packs.methods.load import load_method

    method = load_method(method_file)
    other = load_method(against) if against is not None else None
    read = read_table(data_file, _both(method, other) if other else method, encoding)
    if read.guessed:
        warn(
            t(
                f"注意：{data_file.name} 按 {read.encoding} 读取（--encoding 可另行指定）。",
                f"Note: {data_file.name} was read as {read.encoding} (--encoding says otherwise).",
            )
        )
    for remark in read.remarks[:_TOLD]:
        warn(remark_line(data_file.name, remark, LANG))
    if len(read.remarks) > _TOLD:
        more = len(read.remarks) - _TOLD
        warn(t(f"……另有 {more} 个单元格如此。", f"… and {more} more cells like these."))
    return Inputs(read.table, method, other)


def _both(method: Method, other: Method) -> Method:
    """A method that speaks of the columns of both."""
    import msgspec

    own = {(c.column or c.id, c.denominator) for c in method.columns}
    more = tuple(c for c in other.columns if (c.column or c.id, c.denominator) not in own)
    groups = tuple(dict.fromkeys((*method.table.groups, *other.table.groups)))
    table = msgspec.structs.replace(method.table, groups=groups)
    return msgspec.structs.replace(method, columns=(*method.columns, *more), table=table)


def _campaign(dossier: Path) -> Inputs:
    """The bodies by the scores of their indicators (low ends), and the pack as a method."""
    from assess.scoring.campaign import campaign_table

    with session_of(dossier, readonly=True) as session:
        shot = session.snapshot()
    names = {b.body.id: say(b.body.name) for b in shot.bodies}
    return Inputs(*campaign_table(shot.pack, [b.score for b in shot.bodies], names))


def titles(method: Method) -> dict[str, str]:
    """What indicators and nodes are called, by id."""
    named = [*((c.id, c.title) for c in method.columns), *((n.id, n.title) for n in method.nodes)]
    return {name: say(title) if title else name for name, title in named}


def tell_reports(results: Results, full: bool) -> None:
    """On standard error: how much was imputed, treated, screened out, and every warning; all of it when `full`."""
    imputed, points, out, lost = results.imputed, results.points, results.out, results.lost
    columns = len({p.column for p in points})
    warn(
        t(
            f"插补 {len(imputed)} 个单元格；处理 {columns} 个指标的 {len(points)} 个离群值；筛掉 {len(out)} 个单位。",
            f"Cells imputed: {len(imputed)}; points treated: {len(points)}, in {columns} indicators; "
            f"units screened out: {len(out)}.",
        )
    )
    if lost:
        warn(
            t(
                f"{len(lost)} 个值因分母缺失而作缺失。",
                f"{len(lost)} values count as missing for want of denominators.",
            )
        )
    for change in results.method.breaks:
        about = f"{change.column} {change.at:g}"
        warn(
            t(
                f"口径改变：{about}：{say(change.why)}",
                f"Defined otherwise from there on: {about}: {say(change.why)}",
            )
        )
    for node, told in results.warnings.items():
        for text in told:
            warn(f"{node}{t('：', ': ')}{say(text)}")
    if not full:
        return
    for cell in imputed:
        source = f" ({cell.source})" if cell.source else ""
        warn(f"  {_row(cell.unit, cell.time)} {cell.column} ← {cell.value:g}  {cell.how}{source}")
    for point in points:
        warn(f"  {_row(point.unit, point.time)} {point.column}: {point.before:g} → {point.after:g}  {point.how}")
    for row in out:
        warn(f"  {_row(row.unit, row.time)} {_REASONS.get(row.why, row.why)} ({row.available:.0%})")


def _row(unit: str, time: float | None) -> str:
    return unit if time is None else f"{unit} {time:g}"


def save_frame(frame: pd.DataFrame, *files: Path | None) -> None:
    """Save what was found as CSV and as Parquet, where a file was named for it."""
    from assess.exchange.results_out import write_frame

    for file, ending in zip(files, (".csv", ".parquet"), strict=True):
        if file is not None:
            if file.suffix.lower() != ending:
                raise click.BadParameter(t(f"请以 {ending} 结尾。", f"End the name in {ending}."))
            write_frame(frame, file)
            warn(t(f"已写入 {file}", f"Wrote {file}"))
