"""A campaign under other weights of its layers: total bands and the ranks they leave possible.

Both ends of every band are run through the pack's own means, which rise with each of their inputs, so the ends of a
total follow from the ends of what it is made of.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec

from assess.base.band import Band
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.packs.methods.model import Method
from assess.packs.model import Pack, Scoring
from assess.scoring.cache import Cache
from assess.scoring.campaign import campaign_table
from assess.scoring.changes import Change, DropElement, SetWeight, apply
from assess.scoring.graph import run
from assess.scoring.matrix import layer_matrix, matrix_of
from assess.scoring.ranks import Rank, rank
from assess.scoring.result import BodyScore
from assess.scoring.table import Table, make_table


class Lever(msgspec.Struct, frozen=True):
    """A layer whose weight can be changed: its id, its title and its share of all weights in the pack."""

    id: str
    title: Text
    share: float


class Reweighed(msgspec.Struct, frozen=True):
    """Every body with a score under some weights: its total and its rank."""

    totals: dict[str, Band]
    ranks: dict[str, Rank]


class Scales:
    """The campaign made ready to be weighed again and again. Not to be used by two threads at once.

    Raises InputError where the leading total has no layers to weigh, and where no body has a score.
    """

    def __init__(self, pack: Pack, scores: Sequence[BodyScore]) -> None:
        self._low, self._method = campaign_table(pack, scores, {})
        self._high = _high(pack, scores, self._low)
        self._scoring: Scoring = pack.scoring
        self._cache = Cache(64_000_000)
        found = _weighed(pack, self._method)
        if len(found) < 2:
            raise InputError(
                Text(
                    zh=f"指标包 {pack.id} 的总分不是由几层加权而成，没有可以调的权重",
                    en=f"the total of the pack {pack.id} is not a mean of several layers; "
                    "there are no weights to change",
                ),
                Text(zh="用 `assess score` 看名次。", en="See the ranks with `assess score`."),
            )
        whole = sum(weight for _, weight, _ in found)
        self.levers = tuple(Lever(name, title, weight / whole) for name, weight, title in found)

    def at(self, shares: Mapping[str, float] | None = None) -> Reweighed:
        """Totals and ranks with layers weighed by `shares` (those of the pack when None); 0 leaves a layer out.

        Raises InputError when every share is 0.
        """
        changes: list[Change] = []
        if shares is not None:
            if not any(shares.get(lever.id, 0.0) > 0 for lever in self.levers):
                raise InputError(
                    Text(zh="权重全是 0", en="every weight is 0"),
                    Text(zh="至少留下一层。", en="Leave at least one layer."),
                )
            for lever in self.levers:
                share = shares.get(lever.id, 0.0)
                changes.append(SetWeight(lever.id, share) if share > 0 else DropElement(lever.id))
        lows, highs = (self._totals(table, changes) for table in (self._low, self._high))
        totals = {unit: Band(min(low, highs[unit]), highs[unit]) for unit, low in lows.items() if unit in highs}
        return Reweighed(totals, rank(totals, self._scoring.rank, self._scoring.rank_digits))

    def _totals(self, table: Table, changes: Sequence[Change]) -> dict[str, float]:
        found = run(*apply(changes, table, self._method), self._cache)
        values = found.score(found.root).tolist()
        return {unit: value for unit, value in zip(found.units, values, strict=True) if not math.isnan(value)}


def _weighed(pack: Pack, method: Method) -> list[tuple[str, float, Text]]:
    """The layers among the members of the index, with their weights: as nodes or, where scored so, as columns."""
    weights = {n.id: n.weight for n in method.nodes if n.parent == method.root}
    weights |= {c.id: c.weight for c in method.columns if c.parent == method.root}
    return [(x.id, weights[x.id], x.title) for x in pack.layers if x.id in weights]


def _high(pack: Pack, scores: Sequence[BodyScore], low: Table) -> Table:
    """The high ends of the cells of `low`."""
    compared = [s for s in scores if s.totals[pack.totals[0].id].value is not None]
    matrix = matrix_of(pack, compared)
    if tuple(matrix.tree.leaves) != tuple(low.columns):
        matrix = layer_matrix(pack, compared)
    return make_table(matrix.units, matrix.tree.leaves, matrix.hi)
