"""The same metric on another engine: sqlglot for the common subset, a small table for what it gets wrong.

sqlglot translates some functions without a word into others: EPOCH becomes whole seconds, DATE_DIFF loses its unit,
PERCENTILE_CONT becomes an approximation. Metrics therefore use none of these: percentiles are computed from
histograms, and what differs between engines stands in PRIMITIVES here. A metric that strays from the subset is
refused rather than translated.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from assess.base.errors import InputError
from assess.base.texts import Text

if TYPE_CHECKING:
    import sqlglot.expressions as exp

ARGUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "seconds_of": ("t",),
    "days_between": ("a", "b"),
    "is_month_end": ("d",),
    "day_after": ("t",),
    "wall_in": ("t", "zone"),
    "wall_shown": ("t",),
}
"""What may be called beyond the common subset: seconds since 1970 with their fraction, calendar days from a to b,
whether a date is the last of its month, the moment 24 hours later; and of a moment in time (not a wall time) the
wall time in a zone, and the one that it is shown as."""

PRIMITIVES: Final[dict[str, dict[str, str]]] = {
    "duckdb": {
        "seconds_of": "EPOCH({0})",
        "days_between": "DATE_DIFF('day', {0}, {1})",
        "is_month_end": "({0} = LAST_DAY({0}))",
        "day_after": "({0} + INTERVAL 1 DAY)",
        "wall_in": "timezone({1}, {0})",
        "wall_shown": "timezone('UTC', {0})",
    },
    "postgres": {
        "seconds_of": "CAST(EXTRACT(EPOCH FROM {0}) AS DOUBLE PRECISION)",
        "days_between": "(CAST({1} AS DATE) - CAST({0} AS DATE))",
        "is_month_end": "(EXTRACT(DAY FROM {0} + 1) = 1)",
        "day_after": "({0} + INTERVAL '1 day')",
        "wall_in": "({0} AT TIME ZONE {1})",
        "wall_shown": "({0} AT TIME ZONE 'UTC')",
    },
    "spark": {
        "seconds_of": "(UNIX_MICROS(CAST({0} AS TIMESTAMP)) / 1000000.0D)",
        "days_between": "DATEDIFF({1}, {0})",
        "is_month_end": "({0} = LAST_DAY({0}))",
        "day_after": "({0} + INTERVAL 1 DAY)",
        "wall_in": "CAST(FROM_UTC_TIMESTAMP({0}, {1}) AS TIMESTAMP_NTZ)",
        "wall_shown": "CAST({0} AS TIMESTAMP_NTZ)",
    },
    "clickhouse": {
        "seconds_of": "(toUnixTimestamp64Micro(toDateTime64({0}, 6, 'UTC')) / 1000000)",
        "days_between": "dateDiff('day', {0}, {1})",
        "is_month_end": "({0} = toLastDayOfMonth({0}))",
        "day_after": "addDays({0}, 1)",
        "wall_in": "addSeconds(toDateTime64({0}, 6, 'UTC'), timeZoneOffset(toTimeZone({0}, {1})))",
        "wall_shown": "addSeconds(toDateTime64({0}, 6, 'UTC'), timeZoneOffset({0}))",
    },
    "trino": {
        "seconds_of": "TO_UNIXTIME({0})",
        "days_between": "DATE_DIFF('day', {0}, {1})",
        "is_month_end": "({0} = LAST_DAY_OF_MONTH({0}))",
        "day_after": "({0} + INTERVAL '1' DAY)",
        "wall_in": "CAST({0} AT TIME ZONE {1} AS TIMESTAMP(6))",
        "wall_shown": "CAST({0} AT TIME ZONE 'UTC' AS TIMESTAMP(6))",
    },
}
"""Dialect to what each primitive is there. Trino is not run, so its texts are not known to give the same values."""

RUN: Final = ("duckdb", "postgres", "spark", "clickhouse")
"""The dialects whose values are compared on their engines, over the same rows, in the tests."""

_TYPES: Final[dict[str, dict[str, str]]] = {
    "clickhouse": {"TIMESTAMPNTZ": "Nullable(DateTime64(6, 'UTC'))", "DATE": "Nullable(Date32)"},
    "trino": {"TIMESTAMPNTZ": "TIMESTAMP(6)"},
}
"""Types that sqlglot makes too narrow: whole seconds in the server's time zone, days from 1970 on, milliseconds."""

_STARTS: Final = {"MINUTE": "toStartOfMinute", "WEEK": "toMonday", "MONTH": "toStartOfMonth"}
"""What date_trunc is in ClickHouse, by its unit."""

FUNCTIONS: Final = frozenset(
    {
        *("Sum", "Count", "Min", "Max", "Avg", "Floor", "Ceil", "Sqrt", "Coalesce", "Nullif", "Cast", "Case", "If"),
        *("Extract", "DateTrunc", "TimestampTrunc", "Anonymous", "And", "Or"),
    }
)
"""Functions (as sqlglot names them) that metrics may use."""

TYPING: Final = FUNCTIONS | {"Trim", "Lower", "RegexpLike"}
"""Functions that the typed table may use besides: the only place where texts are looked into."""


def macros() -> list[str]:
    """The primitives as statements for DuckDB, which then runs metrics as they are written."""
    table = PRIMITIVES["duckdb"]
    return [
        f"CREATE OR REPLACE MACRO {name}({', '.join(given)}) AS {table[name].format(*given)}"
        for name, given in ARGUMENTS.items()
    ]


def transpile(sql: str, dialect: str, pretty: bool = False) -> str:
    """The metric's SQL in `dialect` (a key of PRIMITIVES); InputError where it leaves the subset."""
    return translated(sql, dialect, {}, pretty=pretty)


def translated(
    sql: str, dialect: str, tables: Mapping[str, str], functions: Collection[str] = FUNCTIONS, pretty: bool = False
) -> str:
    """As `transpile`, with each table that `tables` names replaced by SQL of the dialect that may stand for one."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")
    _check(tree, functions)
    kinds, table = _TYPES.get(dialect, {}), PRIMITIVES[dialect]
    for cast in tree.find_all(exp.Cast):
        if own := kinds.get(cast.to.this.name):
            cast.set("to", exp.Var(this=own))
    tree = tree.transform(lambda node: _primitive(node, table, dialect))
    for node in [n for n in tree.find_all(exp.Table) if n.name in tables and not n.db]:
        node.replace(exp.Var(this=f"{tables[node.name]} AS {node.alias_or_name}"))
    for commented in tree.find_all(exp.Expression):
        commented.comments = None
    return tree.sql(dialect=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE, pretty=pretty)


def _check(tree: exp.Expr, functions: Collection[str]) -> None:
    from sqlglot import exp

    for called in tree.find_all(exp.Func):
        known = not isinstance(called, exp.Anonymous) or called.name in ARGUMENTS
        if type(called).__name__ not in functions or not known:
            raise _outside(called.sql(dialect="duckdb"))
    odd = tree.find_all(exp.Filter, exp.Qualify, exp.WithinGroup, exp.Star, exp.Literal)
    if found := next((n for n in odd if _odd(n)), None):
        raise _outside(found.sql(dialect="duckdb"))


def _odd(node: exp.Expr) -> bool:
    """Whether engines would not take it alike: 0.1 is a binary number on some and a decimal one on others."""
    from sqlglot import exp

    if isinstance(node, exp.Literal):
        return node.is_number and not node.is_int and not isinstance(node.parent, exp.Cast)
    return not (isinstance(node, exp.Star) and isinstance(node.parent, exp.Count))


def _primitive(node: exp.Expr, table: dict[str, str], dialect: str) -> exp.Expr:
    from sqlglot import exp

    if dialect == "clickhouse" and isinstance(node, (exp.Lower, exp.DateTrunc, exp.TimestampTrunc)):
        # LOWER is for ASCII only there, and dateTrunc puts times before 1970 into January 1970.
        own = "lowerUTF8" if isinstance(node, exp.Lower) else _STARTS[node.text("unit").upper()]
        return exp.func(own, node.this.transform(lambda n: _primitive(n, table, dialect)))
    if not isinstance(node, exp.Anonymous) or node.name not in table:
        return node
    # Arguments may hold primitives themselves.
    inner = [a.transform(lambda n: _primitive(n, table, dialect)).sql(dialect=dialect) for a in node.expressions]
    return exp.Var(this=table[node.name].format(*inner))


def _outside(what: str) -> InputError:
    return InputError(
        Text(zh=f"指标用了各引擎共有写法以外的 {what}", en=f"the metric uses {what}, which engines do not share")
    )
