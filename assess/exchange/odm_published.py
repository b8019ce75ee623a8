"""What a questionnaire states of its dimensions, as measurements for the facts `published_<layer>` of the pack."""

from __future__ import annotations

import math

from assess.base.band import point
from assess.dossier.entities import Measurement
from assess.exchange.odm_model import Workbook
from assess.packs.model import Pack


def published(book: Workbook, pack: Pack, body: str) -> tuple[Measurement, ...]:
    """The stated points of each dimension in percent of its maximum; only dimensions whose points the sheet states.

    They carry the claimed voice: the sheet is the body's own, so that anything measured or verified goes before it.
    """
    found = []
    for layer in pack.layers:
        most = math.fsum(i.weight for i in pack.of_layer(layer.id))
        stated = book.stated_layers.get(layer.id)
        fact = pack.fact(f"published_{layer.id}")
        if fact is None or stated is None or not 0 <= stated <= most:
            continue
        found.append(
            Measurement(
                body=body,
                fact=fact.id,
                voice="claimed",
                band=point(100 * stated / most),
                unit=fact.unit,
                method=f"{stated:g} / {most:g}",
                note=book.places.get(layer.id, ""),
                inputs=(book.sha256,),
            )
        )
    return tuple(found)
