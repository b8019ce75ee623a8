"""What if, and who moves: two runs beside each other, and every move split into its causes.

A unit moves because its own data changed, because others' data changed (or others came or went), or because the
method did. The three parts are Shapley values (Shapley 1953): each cause's effect averaged over all orders in which
the causes can come, so the parts add up to the move exactly and no order is preferred.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from assess.base.errors import AssessError, NotFound
from assess.base.texts import Text
from assess.packs.methods.model import Method
from assess.scoring.arrays import Floats
from assess.scoring.cache import Cache
from assess.scoring.changes import Change, apply, rows_of, without, without_unit
from assess.scoring.graph import run
from assess.scoring.results import Results
from assess.scoring.shapley import Parts, State, shapley
from assess.scoring.table import Table

Cause = Literal["own", "others", "method"]
CAUSES: tuple[Cause, ...] = ("own", "others", "method")


class Move(msgspec.Struct, frozen=True):
    """One unit before and after: rank and score of a node, None where it has none then.

    `rank_parts` and `score_parts` split the difference, and are None for a unit that is not ranked before, after or
    in between.
    """

    unit: str
    label: str
    time: float | None
    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None
    rank_parts: Parts | None = None
    score_parts: Parts | None = None

    @property
    def places(self) -> int:
        """Places gained (positive) or lost; 0 where there is no rank before or after."""
        if self.rank_before is None or self.rank_after is None:
            return 0
        return self.rank_before - self.rank_after


class WhatIf(msgspec.Struct, frozen=True, eq=False):
    """Two runs and every unit's move in `node`, those that move most first."""

    before: Results
    after: Results
    node: str
    moves: tuple[Move, ...]

    @property
    def moved(self) -> tuple[Move, ...]:
        """The units whose rank is another, or is new or gone."""
        return tuple(m for m in self.moves if m.rank_before != m.rank_after)


def what_if(
    table: Table,
    method: Method,
    changes: Sequence[Change],
    node: str | None = None,
    cache: Cache | None = None,
    *,
    explain: bool = True,
) -> WhatIf:
    """The results before and after `changes`, and who moves and why; errors as `apply` and `run`."""
    table_after, method_after = apply(changes, table, method)
    return compare(table, method, table_after, method_after, node, cache, explain=explain)


def compare(
    table: Table,
    method: Method,
    table_after: Table,
    method_after: Method,
    node: str | None = None,
    cache: Cache | None = None,
    *,
    explain: bool = True,
) -> WhatIf:
    """Two tables, two methods or both, compared in a node (the index unless said otherwise).

    With `explain`, every move is split into its causes. That takes two more runs, and four more for each unit whose
    own data changed; the cache keeps what they share. Both tables have the same columns.
    """
    cache = cache or Cache()
    before, after = run(table, method, cache), run(table_after, method_after, cache)
    node = node or before.root
    splitter = _Splitter((table, table_after), (method, method_after), node, cache) if explain else None
    found = {("before", key): at for at, key in enumerate(_keys(before))}
    found |= {("after", key): at for at, key in enumerate(_keys(after))}
    moves = []
    for unit, time in dict.fromkeys((*_keys(before), *_keys(after))):
        one, two = found.get(("before", (unit, time))), found.get(("after", (unit, time)))
        moves.append(_move(before, after, node, unit, time, one, two, splitter))
    moves.sort(key=lambda m: (-abs(m.places), m.rank_after or 10**9, m.unit))
    return WhatIf(before, after, node, tuple(moves))


def _keys(results: Results) -> list[tuple[str, float | None]]:
    times: Sequence[float | None] = results.rows.times or [None] * len(results.units)
    return list(zip(results.units, times, strict=True))


def _move(
    before: Results,
    after: Results,
    node: str,
    unit: str,
    time: float | None,
    one: int | None,
    two: int | None,
    splitter: _Splitter | None,
) -> Move:
    label = after.rows.labels[two] if two is not None else before.rows.labels[one or 0]
    ranks = (_whole(before.rank(node), one), _whole(after.rank(node), two))
    scores = (_known(before.score(node), one), _known(after.score(node), two))
    parts = splitter.split(unit, time) if splitter and None not in ranks else (None, None)
    return Move(unit, label, time, *ranks, *scores, *parts)


def _known(values: Floats, at: int | None) -> float | None:
    return None if at is None or math.isnan(values[at]) else float(values[at])


def _whole(values: Floats, at: int | None) -> int | None:
    found = _known(values, at)
    return None if found is None else int(found)


class _Splitter:
    """Runs the states between before and after as they are asked for."""

    def __init__(
        self, tables: tuple[Table, Table], methods: tuple[Method, Method], node: str, cache: Cache
    ) -> None:
        self.tables, self.methods, self.node, self.cache = tables, methods, node, cache
        self._rows = [_row_bytes(table) for table in tables]
        self._pure: dict[tuple[bool, bool], Results | None] = {}

    def split(self, unit: str, time: float | None) -> tuple[Parts | None, Parts | None]:
        """Parts of the rank's and of the score's difference; None where a state between cannot be computed."""
        same = self._rows[0].get(unit) == self._rows[1].get(unit)
        ranks: dict[State, float] = {}
        scores: dict[State, float] = {}
        for own, others, method in itertools.product((False, True), repeat=3):
            state = (own, others, method)
            results = self._between(unit, others if same else own, others, method)
            at = None if results is None else _place(results, unit, time)
            if results is None or at is None:
                return None, None
            ranks[state] = float(results.rank(self.node)[at])
            scores[state] = float(results.score(self.node)[at])
        return shapley(ranks), shapley(scores)

    def _between(self, unit: str, own: bool, others: bool, method: bool) -> Results | None:
        if own == others:
            if (own, method) not in self._pure:
                self._pure[own, method] = self._run(self.tables[own], method)
            return self._pure[own, method]
        mixed = _mixed(self.tables[others], self.tables[own], unit)
        return None if mixed is None else self._run(mixed, method)

    def _run(self, table: Table, method: bool) -> Results | None:
        try:
            return run(table, self.methods[method], self.cache)
        except AssessError:
            # A state between two that can be computed need not be: there a mean may meet a zero.
            return None


def _row_bytes(table: Table) -> dict[str, bytes]:
    out: dict[str, bytes] = {}
    for at, unit in enumerate(table.units):
        groups = repr([labels[at] for labels in table.groups.values()]).encode()
        out[unit] = out.get(unit, b"") + table.values[at].tobytes() + groups
    return out


def _place(results: Results, unit: str, time: float | None) -> int | None:
    keys = _keys(results)
    return keys.index((unit, time)) if (unit, time) in keys else None


def _mixed(others: Table, own: Table, unit: str) -> Table | None:
    """The table of the others with this unit's rows from its own one; None where the unit is not in both alike."""
    there = [at for at, name in enumerate(others.units) if name == unit]
    here = [at for at, name in enumerate(own.units) if name == unit]
    if not here or len(here) != len(there):
        return None
    values = others.values.copy()
    values[there] = own.values[here]
    values.flags.writeable = False
    groups = {
        name: tuple(
            own.groups[name][here[there.index(at)]] if at in there and name in own.groups else label
            for at, label in enumerate(labels)
        )
        for name, labels in others.groups.items()
    }
    return msgspec.structs.replace(others, values=values, groups=groups)


class Removal(msgspec.Struct, frozen=True, eq=False):
    """Ranks (n,) as they are, and ranks (n, k) with each of `elements` left out, NaN where there is none."""

    node: str
    units: tuple[str, ...]
    elements: tuple[str, ...]
    nominal: Floats
    ranks: Floats

    @property
    def mean_change(self) -> Floats:
        """Mean |rank change| over the units that have both ranks, for each element (k,)."""
        change = np.abs(self.ranks - self.nominal[:, np.newaxis])
        known = (~np.isnan(change)).sum(axis=0)
        return np.where(
            known > 0, np.where(np.isnan(change), 0.0, change).sum(axis=0) / np.maximum(known, 1), np.nan
        )


def leave_out_elements(
    table: Table, method: Method, elements: Sequence[str], node: str | None = None, cache: Cache | None = None
) -> Removal:
    """The ranks in a node with each indicator or node of `elements` left out in turn."""
    cache = cache or Cache()
    nominal = run(table, method, cache)
    node = node or nominal.root
    runs = [run(table, without(method, element), cache) for element in elements]
    return _removal(nominal, node, tuple(elements), runs)


def leave_out_units(
    table: Table, method: Method, units: Sequence[str] = (), node: str | None = None, cache: Cache | None = None
) -> Removal:
    """The ranks in a node with each unit (all of them, unless named) left out in turn.

    A rank that changes by more than the place of the unit left out says that the scores rest on who is in.
    """
    cache = cache or Cache()
    nominal = run(table, method, cache)
    node = node or nominal.root
    chosen = tuple(units) or tuple(dict.fromkeys(table.units))
    runs = [run(without_unit(table, unit), method, cache) for unit in chosen]
    return _removal(nominal, node, chosen, runs)


def _removal(nominal: Results, node: str, elements: tuple[str, ...], runs: Sequence[Results]) -> Removal:
    keys = _keys(nominal)
    ranks = np.full((len(keys), len(runs)), np.nan)
    for k, results in enumerate(runs):
        if node in results.scores or node in results.stages["normalised"].names:
            found = dict(zip(_keys(results), results.rank(node).tolist(), strict=True))
            ranks[:, k] = [found.get(key, math.nan) for key in keys]
    return Removal(node, nominal.units, elements, nominal.rank(node), ranks)


def period(table: Table, time: float) -> Table:
    """One period of a panel as a plain table; NotFound when it is not there."""
    if time not in table.times:
        known = ", ".join(f"{t:g}" for t in table.periods)
        hint = Text(zh=f"有：{known}。", en=f"There are {known}.") if known else None
        raise NotFound(Text(zh=f"没有时期 {time:g}", en=f"there is no period {time:g}"), hint)
    cut = rows_of(table, [at for at, when in enumerate(table.times) if when == time])
    return msgspec.structs.replace(cut, times=())
