"""The metrics: one SQL file each, whose first lines say what it is, what it needs and which fact it gives."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from assess.base.texts import Text
from assess.dossier.entities import Voice

STAGES: Final = ("user_day", "people", "sessions")
"""Intermediate tables that metrics share, in the order in which one may read another."""


def stage_files(wanted: Collection[str], given: bool) -> dict[str, str]:
    """The tables to make for the stages `wanted` and the SQL file of each, in order.

    Where the source has no session ids (`given`), sessions and user-days are both sums over `spells`: the events
    themselves are gone through once.
    """
    spells = "sessions" in wanted and not given
    files = {
        "user_day": "user_day_of_spells" if spells else "user_day",
        "people": "people",
        "sessions": "sessions_given" if given else "sessions_by_gap",
    }
    return ({"spells": "spells"} if spells else {}) | {stage: files[stage] for stage in STAGES if stage in wanted}


class Metric(msgspec.Struct, frozen=True):
    """A metric: its texts, the kinds it is for, columns and stages it needs, unit, facts it gives, and its SQL.

    `shape` is "value" (one row: value, n, perhaps at_) or "table". `facts` are bound for `fact_kinds` only,
    `voice` is whose word they are. `window` is how many days the value is about, 0 for the whole period. `series`
    is how a table is drawn: the form, the column of its rows, then the columns of what it shows.
    """

    id: str
    title: Text
    says: Text
    kinds: tuple[str, ...]
    sql: str
    needs: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    unit: str = "count"
    shape: str = "value"
    facts: tuple[str, ...] = ()
    fact_kinds: tuple[str, ...] = ()
    voice: Voice = "measured"
    window: int = 0
    series: tuple[str, ...] = ()
    version: str = "1"

    @property
    def method(self) -> str:
        """Name and version, as recorded with every result."""
        return f"traces/{self.id} {self.version}"


@cache
def metrics() -> tuple[Metric, ...]:
    """Every metric, in the order of their names."""
    return tuple(_metric(name, said) for name, said in _files("metrics"))


@cache
def stages() -> dict[str, tuple[Text, str]]:
    """Stage file to what it says and its SQL."""
    found = {}
    for name, said in _files("stages"):
        head = _head(said)
        found[name] = (Text(zh=head["says.zh"], en=head["says.en"]), said)
    return found


def _files(folder: str) -> list[tuple[str, str]]:
    held = resources.files("assess.measure.traces").joinpath(folder)
    files = sorted((f for f in held.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(f.name.removesuffix(".sql"), f.read_text("utf-8")) for f in files]


def _head(sql: str) -> dict[str, str]:
    lines = (line[3:].partition(":") for line in sql.splitlines() if line.startswith("-- "))
    return {key.strip(): value.strip() for key, _, value in lines}


def _metric(name: str, sql: str) -> Metric:
    head = _head(sql)
    kinds = tuple(head["kinds"].split())
    return Metric(
        id=name,
        title=Text(zh=head["title.zh"], en=head["title.en"]),
        says=Text(zh=head["says.zh"], en=head["says.en"]),
        kinds=kinds,
        sql=sql,
        needs=tuple(head.get("needs", "").split()),
        stages=tuple(head.get("stages", "").split()),
        unit=head["unit"],
        shape=head.get("shape", "value"),
        facts=tuple(head.get("fact", "").split()),
        fact_kinds=tuple(head.get("fact-kinds", " ".join(kinds)).split()),
        voice="users" if head.get("voice") == "users" else "measured",
        window=int(head.get("window", "0")),
        series=tuple(head.get("series", "").split()),
        version=head["version"],
    )
