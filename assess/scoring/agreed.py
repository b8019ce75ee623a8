"""How far evaluators agree by layer, as the snapshot holds it: figures alone, of nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from assess.base.band import Band
from assess.dossier.entities import BodyState
from assess.packs.model import Pack

Says = Literal["too-few", "no-variation", "few", "reliable", "tentative", "unreliable", "open"]
"""What an agreement allows one to say, or why there is none."""
_DIGITS = 6


class LayerAgreement(msgspec.Struct, frozen=True):
    """Krippendorff's alpha in a layer with its 95 % band, None where `says` tells why.

    `units` are the indicators of bodies that two evaluators or more judged, `equal` the share (0 to 1) of pairs
    that are equal, None without any.
    """

    layer: str
    alpha: float | None
    band: Band | None
    units: int
    equal: float | None
    says: Says


def layer_agreement(pack: Pack, states: Sequence[BodyState]) -> tuple[LayerAgreement, ...]:
    """The agreement in each layer where anything was judged twice, in the order of the pack.

    Rounded to six decimals, so that it is the same to the byte whichever library added it up.
    """
    judged = [s for s in states if any(len(j) > 1 for j in s.judgements.values())]
    if not judged:
        return ()  # Numpy is not needed.
    from assess.scoring.evaluators import allows, groups

    found = {g.id: g.found for g in groups(pack, judged, "layer")}
    return tuple(
        LayerAgreement(
            layer=layer.id,
            alpha=_cut(f.alpha),
            band=Band(round(f.band.lo, _DIGITS), round(f.band.hi, _DIGITS)) if f.band else None,
            units=f.units,
            equal=_cut(f.percent),
            says=allows(f),
        )
        for layer in pack.layers
        if (f := found.get(layer.id)) is not None
    )


def _cut(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
