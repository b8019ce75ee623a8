"""What recording the findings of a measurement would change in a dossier, before anybody confirms it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from assess.dossier.edits import RecordFact, RecordSeries
from assess.dossier.entities import BodyState, Measurement, Series
from assess.measure.found import Found, proposals
from assess.measure.series import of_body
from assess.packs.model import Pack

Kind = Literal["new", "changed", "same"]


class Planned(msgspec.Struct, frozen=True):
    """An edit and what it does to what the dossier holds."""

    edit: RecordFact | RecordSeries
    change: Kind


def plan(
    found: Iterable[Found], tables: Iterable[Series], pack: Pack, state: BodyState, previous: bool = False
) -> list[Planned]:
    """The edits for the body in `state`, facts first; tables are of the present period only."""
    body = state.body.id
    held = state.previous if previous else state.measurements
    facts = proposals(found, pack, body, previous)
    drawn = [] if previous else of_body(tables, body)
    return [
        *(Planned(e, _fact_change(e, held.get(f"{e.fact}/{e.voice}"))) for e in facts),
        *(Planned(e, _table_change(e, state.series.get(e.series.id))) for e in drawn),
    ]


def _fact_change(edit: RecordFact, held: Measurement | None) -> Kind:
    if held is None:
        return "new"
    low, high = edit.value if isinstance(edit.value, tuple) else (edit.value, edit.value)
    same = held.band is not None and (held.band.lo, held.band.hi) == (low, high)
    return "same" if same and (held.inputs, held.period) == (edit.inputs, edit.period) else "changed"


def _table_change(edit: RecordSeries, held: Series | None) -> Kind:
    return "new" if held is None else "same" if held == edit.series else "changed"
