"""How sure the order of a campaign is: its ranks when weights, means, bands and bare claims vary.

Saisana, Saltelli and Tarantola (2005, *J. R. Statist. Soc. A* 168) asked this of composite indicators; what is
varied, and how far, the pack says in `[uncertainty]`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from assess.base.band import TIE
from assess.packs.model import Mean as MeanName
from assess.packs.model import Pack
from assess.scoring.campaign import floor_of
from assess.scoring.matching import is_scored_so
from assess.scoring.matrix import Matrix, layer_matrix, matrix_of
from assess.scoring.result import BodyScore
from assess.scoring.robust.certified import Certified, certify
from assess.scoring.robust.means import Mean
from assess.scoring.robust.sensitivity import Factor
from assess.scoring.robust.spec import State, ranges
from assess.scoring.robust.subtree import subtree
from assess.scoring.robust.summary import before
from assess.scoring.robust.uncertainty import Uncertainty, nominal_of, simulate
from assess.scoring.robustness import CERTIFIED_UP_TO, Place, Robustness, Source
from assess.scoring.structure import structure
from assess.scoring.tree import Tree
from assess.scoring.varied import Varied


def vary_campaign(pack: Pack, scores: Sequence[BodyScore], names: Mapping[str, str] | None = None) -> Varied | None:
    """The bodies with `scores` and what the pack says may vary; None where there is nothing to compare.

    A total that is no mean of its parts (deductions) has no weights to vary, and gives None too. Where layers do
    not follow from their indicators by one mean (a rule caps one, or one has a mean of its own), they are varied as
    they were scored, with their weights, and the weights of indicators are not.
    """
    said, total = pack.uncertainty, pack.totals[0]
    compared = [s for s in scores if s.totals[total.id].value is not None]
    if len(compared) < 2 or total.method == "deductions":
        return None
    matrix = matrix_of(pack, compared)
    whole = _adds_up(pack, matrix, compared)
    if not whole and total.method == "points-sum":
        return None
    if not whole:
        matrix = layer_matrix(pack, compared)
    states = _states(pack, matrix, whole=whole)
    return Varied(
        units=matrix.units,
        labels=tuple((names or {}).get(unit, unit) for unit in matrix.units),
        tree=matrix.tree,
        choices=(Factor("means", len(states)),) if len(states) > 1 else (),
        states=tuple(states),
        weighting=ranges(matrix.tree, said.weights) if said.weights > 0 else None,
        sources=_sources(pack, matrix, whole=whole),
        draws=said.draws,
        seed=said.seed,
        weight_sets=50,
    )


def robustness(pack: Pack, scores: Sequence[BodyScore]) -> Robustness | None:
    """Sampled ranks of the bodies with `scores`; None where nothing is compared or the pack asks for no draws."""
    if pack.uncertainty.draws == 0:
        return None
    varied = vary_campaign(pack, scores)
    if varied is None:
        return None
    top = max(1, round(len(varied.units) / 4))
    few = len(varied.units) <= CERTIFIED_UP_TO
    nodes = {}
    for node in nodes_of(varied.tree):
        found = simulate(
            varied.tree, varied.states, varied.weighting, draws=varied.draws, seed=varied.seed, node=node,
            tops=(1, top), keep=True,
        )  # fmt: skip
        sure = certify(varied.tree, varied.states, varied.weighting, node=node) if few else None
        nodes[node] = _places(varied.units, found, sure)
    return Robustness(
        draws=varied.draws,
        seed=varied.seed,
        sources=varied.sources,
        weights=pack.uncertainty.weights,
        top=top,
        nodes=nodes,
        structure=structure(pack, scores, varied) if few else None,
    )


def _adds_up(pack: Pack, matrix: Matrix, scores: Sequence[BodyScore]) -> bool:
    """Whether the scores are nothing but means of the matrix: no cap in between, no layer with its own mean."""
    first = _states(pack, matrix, whole=True)[0]
    for node in nodes_of(matrix.tree):
        ends = [
            nominal_of(matrix.tree, msgspec.structs.replace(first, values=values), subtree(matrix.tree, node))[0]
            for values in (matrix.lo, matrix.hi)
        ]
        if not is_scored_so(pack, scores, node, *ends):
            return False
    return True


def _states(pack: Pack, matrix: Matrix, *, whole: bool) -> list[State]:
    """The pack's own mean first, then the others it names, equally likely; cells within their bands."""
    said, scoring = pack.uncertainty, pack.scoring
    low = np.where(matrix.claimed, matrix.lo * (1 - said.evidence), matrix.lo)
    open_ = bool(np.nanmax(matrix.hi - low, initial=0.0) > TIE)
    ways = [(scoring.layers, scoring.floor), *((m, said.floor) for m in said.means if m != scoring.layers)]
    inner = [_mean(scoring.indicators, scoring.power, scoring.floor)] if whole else []
    if pack.totals[0].method == "points-sum":
        ways, inner = [("arithmetic", 0.0)], []
    return [
        State(
            values=matrix.lo,
            means=(*inner, _mean(method, scoring.power, floor)),
            name=method,
            lo=low if open_ else None,
            hi=matrix.hi if open_ else None,
        )
        for method, floor in ways
    ]


def _mean(method: MeanName, power: float, floor: float) -> Mean:
    return Mean(method, power, floor_of(method, power, floor))


def nodes_of(tree: Tree) -> tuple[str, ...]:
    """The total and, where there are layers between it and the indicators or nothing but layers, each of them."""
    return (tree.root, *(tree.levels[-2].ids if len(tree.levels) > 2 else ()))


def _sources(pack: Pack, matrix: Matrix, *, whole: bool) -> tuple[Source, ...]:
    said = pack.uncertainty
    varied: dict[Source, bool] = {
        "bands": bool(np.nanmax(matrix.hi - matrix.lo, initial=0.0) > TIE),
        "evidence": said.evidence > 0 and bool(matrix.claimed.any()),
        "means": pack.totals[0].method != "points-sum" and any(m != pack.scoring.layers for m in said.means),
        "weights": said.weights > 0 and whole,
        "layer-weights": said.weights > 0 and not whole,
    }
    return tuple(source for source, is_so in varied.items() if is_so)


def _places(units: Sequence[str], found: Uncertainty, sure: Certified | None) -> dict[str, Place]:
    groups, ahead = found.groups_of_units(), _ahead(found)
    return {
        name: Place(
            low=math.floor(found.rank_quantiles[n, 0]),
            high=math.ceil(found.rank_quantiles[n, -1]),
            median=float(found.rank_quantiles[n, 2]),
            first=float(found.top[n, 0]),
            top=float(found.top[n, 1]),
            groups=groups.get(n, ()),
            best=int(sure.best[n]) if sure and sure.best[n] else None,
            worst=int(sure.worst[n]) if sure and sure.worst[n] else None,
            ahead=ahead.get(n),
        )
        for n, name in enumerate(units)
        if found.nominal_rank[n] > 0
    }


def _ahead(found: Uncertainty) -> dict[int, float]:
    """The chance of each unit to be before the one ranked next below it; equal ranks go in the units' order."""
    ranked = np.flatnonzero(found.nominal_rank > 0)
    if found.ranks is None or len(ranked) < 2:
        return {}
    order = ranked[np.argsort(found.nominal_rank[ranked], kind="stable")]
    chances = before(found.ranks, np.column_stack((order[:-1], order[1:])))
    return {
        unit: chance
        for unit, chance in zip(order.tolist(), chances.tolist(), strict=False)
        if not math.isnan(chance)
    }
