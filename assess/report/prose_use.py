"""Sentences on use evidence, in both languages."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text

USE: Final[dict[str, Text]] = {
    "use_lead": Text(
        zh="日志、工单和提交记录里看得到的使用，共 {n} 张表。没有记录的时段留空，不当作零。",
        en="Use as far as logs, cases and submissions show it. Tables: {n}. A period without records is left "
        "empty, not taken for zero.",
    ),
    "use_source": Text(zh="{period}；{method}", en="{period}; {method}"),
    "use_n": Text(zh="；n = {n}", en="; n = {n}"),
    "use_coverage": Text(zh="；覆盖率 {share}", en="; coverage {share}"),
    "use_peak": Text(
        zh="最集中处：{row}，{column}，{value}（占全部的 {share}）。",
        en="Where most of it falls: {row}, {column}: {value} ({share} of all).",
    ),
    "use_none": Text(zh="没有一件。", en="There is none."),
    "use_span": Text(
        zh="{column}：最多 {most}（{when}），最近一个有记录的时段 {last}。",
        en="{column}: at most {most} ({when}); {last} in the latest period with a record.",
    ),
    "use_gaps": Text(
        zh="{n} 个时段没有任何记录，曲线在那里断开；是没有人用还是没有日志，从日志看不出来。",
        en="Periods without any record: {n}. The line breaks there; the log cannot tell no use from no log.",
    ),
    "use_funnel": Text(
        zh="“{first}”的 {n} 人中，“{last}”的有 {m} 人，占 {share}。",
        en="Of the {n} under “{first}”, {m} are under “{last}”: {share}.",
    ),
    "use_bins": Text(
        zh="共 {n} 件：期限前最后 24 小时内 {rush} 件（{rush_share}），逾期 {late} 件（{late_share}）。",
        en="Of {n}, {rush} fall in the last 24 hours ({rush_share}), and {late} are late ({late_share}).",
    ),
    "use_others": Text(zh="其余 {n} 个", en="{n} others"),
    "use_hour": Text(zh="{hour} 时", en="{hour}:00"),
    "use_left": Text(zh="还剩 {n} 至 {m} 天", en="{n} to {m} days left"),
    "use_early": Text(zh="还剩 {n} 天以上", en="{n} days left or more"),
    "use_last": Text(zh="最后 24 小时", en="last 24 hours"),
    "use_late": Text(zh="逾期 {n} 至 {m} 天", en="{n} to {m} days late"),
    "use_later": Text(zh="逾期 {n} 天以上", en="over {n} days late"),
    "use_week": Text(zh="{day} 起的一周", en="week of {day}"),
    "use_cells": Text(
        zh="底纹按非零格的五等分，越深越多。",
        en="Shades are fifths of the cells that are not zero; deeper is more.",
    ),
    "use_under": Text(zh="不超过 {high}", en="up to {high}"),
    "use_range": Text(zh="{low} 至 {high}", en="{low} to {high}"),
    "use_drawn": Text(
        zh="横轴从 {first} 到 {last}，纵轴从 0 到 {top}。{lines}。数值见下表。",
        en="From {first} to {last}, upwards from 0 to {top}. {lines}. The table below has the values.",
    ),
}
