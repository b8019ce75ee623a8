"""Metrics as SQL to be taken away: for engines that cannot be reached from here, or are not run by this program."""

from __future__ import annotations

from collections.abc import Collection

from assess.base.texts import Text
from assess.measure.traces.definitions import stage_files, stages
from assess.measure.traces.dialects import RUN, transpile
from assess.measure.traces.kinds import KINDS, TABLES
from assess.measure.traces.run import metrics_of
from assess.measure.traces.shapes import ENDS

_MEANT = {"event": "act", "agent": "bot", "channel": "on_platform"}


def caution(dialect: str) -> Text:
    """Whether the values of these texts are known to be right on the engine that they are for."""
    if dialect in RUN:
        return Text(
            zh="各指标在这种引擎上的值已与 DuckDB 逐一核对。",
            en="The values of these metrics on this engine were compared with those of DuckDB.",
        )
    return Text(
        zh="未经实测：没有在这种引擎上运行过，值是否一致不得而知。",
        en="Not tried: these were never run on this engine, and whether their values agree is not known.",
    )


def sql_texts(kind: str, chosen: Collection[str], dialect: str, comments: Collection[str]) -> str:
    """The metrics of `kind` in `dialect` after the stages that they read, below `comments`.

    What they expect: the typed table of the kind, and `settings` with one row.
    """
    wanted = metrics_of(kind, chosen)
    used = {stage for metric in wanted for stage in metric.stages}
    table = TABLES[kind]
    columns = [_MEANT.get(column.name, column.name) for column in KINDS[kind]]
    columns += [f"{ENDS[table]}_end"] if table in ENDS else []
    lines = [f"-- {comment}" for comment in comments]
    lines += [f"-- {table} ({', '.join(columns)})", "-- settings (as_of, first_day, gap_s)", ""]
    for stage, file in stage_files(used, False).items():
        lines += [f"CREATE TABLE {stage} AS", f"{transpile(stages()[file][1], dialect, pretty=True)};", ""]
    for metric in wanted:
        lines += [f"-- {metric.method}", f"{transpile(metric.sql, dialect, pretty=True)};", ""]
    return "\n".join(lines)
