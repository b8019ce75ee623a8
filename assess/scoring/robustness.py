"""How sure the order of a campaign is: what is told of it. `varied_campaign.py` works it out."""

from __future__ import annotations

from typing import Literal

import msgspec

Source = Literal[
    "impute", "treat", "normalise", "aggregate", "bands", "evidence", "means", "weights", "layer-weights"
]
"""What was varied; "layer-weights" where only those of layers could be. The first four are steps of a method."""


CERTIFIED_UP_TO = 500
"""Bodies up to which all pairs are compared for certain ranks; above, it would take seconds."""


STRUCTURE_FROM = 5
"""Bodies from which on it is told what layers really do; with fewer, correlations say nothing."""

Factor = Literal["weights", "means", "cells"]
"""What can move ranks together: "cells" are bands and bare claims."""


class Place(msgspec.Struct, frozen=True):
    """Where one body stood at one node over the draws.

    `low` to `high` holds nine draws in ten (ranks from the 5th to the 95th percentile), `median` is the middle;
    `first` is the chance to be first, `top` to be among the first `Robustness.top`. Bodies that share one of
    `groups` cannot be told apart: neither is before the other in more than 95 draws of 100. No draw, sampled or
    not, can leave `best` to `worst`; they are None in campaigns of over `CERTIFIED_UP_TO` bodies. `ahead` is the
    share of draws in which it stands before the body ranked next below it; None for the last.
    """

    low: int
    high: int
    median: float
    first: float
    top: float
    groups: tuple[int, ...]
    best: int | None = None
    worst: int | None = None
    ahead: float | None = None


class LayerPart(msgspec.Struct, frozen=True):
    """What a layer does for the leading total, beside the share it was given; shares are 0 to 1.

    `importance` is the share of the total's variance that the layer explains by a smooth curve, made to sum to 1
    over the layers (Paruolo, Saisana and Saltelli 2013), `r` its correlation with the total, `alpha` Cronbach's for
    its indicators. None where it cannot be said: too few bodies known, no spread, one indicator.
    """

    id: str
    weight: float
    importance: float | None = None
    r: float | None = None
    alpha: float | None = None


class Mover(msgspec.Struct, frozen=True):
    """How much of the mean change of ranks is due to one factor: alone, and together with the others."""

    factor: Factor
    first: float
    total: float


class Lopsided(msgspec.Struct, frozen=True):
    """A body's ranks under arithmetic and under geometric means throughout: who lives from compensation."""

    arithmetic: int
    geometric: int


class Structure(msgspec.Struct, frozen=True):
    """What the total really rests on, over `bodies`; parts that cannot be said are empty.

    Scores under `floor` (0 to 100) count as it in the geometric means, which zeros would void.
    """

    bodies: int
    layers: tuple[LayerPart, ...] = ()
    movers: tuple[Mover, ...] = ()
    lopsided: dict[str, Lopsided] = {}
    floor: float | None = None


class Robustness(msgspec.Struct, frozen=True):
    """How ranks hold at the leading total and in each layer, by node and body; without a score, no place."""

    draws: int
    seed: int
    sources: tuple[Source, ...]
    weights: float
    top: int
    nodes: dict[str, dict[str, Place]]
    structure: Structure | None = None
