"""Measured tables in a dossier: recorded, replaced, taken back, kept small and whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text, same
from assess.dossier.edits import AddBody, ClearSeries, RecordSeries
from assess.dossier.entities import Series
from assess.dossier.tables import MOST_CELLS, fault_of
from assess.session import Session
from tests.mini import new_session

TABLE = Series(
    "east", "use_funnel", Text(zh="漏斗", en="Funnel"), same("says"), "steps", "step", "", ("registered", "acting"),
    ("users",), ((10.0,), (None,)), n=10, coverage=0.5, method="traces/use_funnel 1", period="2026", inputs=("0" * 64,),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = new_session(tmp_path / "d.assess")
    made.apply(AddBody(id="east", name=same("East")))
    return made


def test_a_table_is_read_back_as_it_was_recorded(session: Session) -> None:
    change = session.apply(RecordSeries(TABLE))
    assert change.label == Text(zh="登记图表数据 漏斗", en="Record series Funnel")
    session.refresh()
    assert session.state("east").series == {"use_funnel": TABLE}
    (body,) = session.snapshot().bodies
    assert body.series == (TABLE,)
    assert session.verify().problems == ()


def test_recording_again_replaces_and_undo_brings_back(session: Session) -> None:
    session.apply(RecordSeries(TABLE))
    later = msgspec.structs.replace(TABLE, values=((20.0,), (3.0,)))
    session.apply(RecordSeries(later))
    assert session.state("east").series == {"use_funnel": later}
    session.undo()
    assert session.state("east").series == {"use_funnel": TABLE}
    session.apply(ClearSeries("east", "use_funnel"))
    assert session.state("east").series == {}


def test_a_table_changes_no_score(session: Session) -> None:
    before = session.result("east").score
    session.apply(RecordSeries(TABLE))
    assert session.result("east").score == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"values": ((1.0,),)}, "do not fit"),
        ({"values": ((1.0, 2.0), (1.0, 2.0))}, "do not fit"),
        ({"rows": (), "values": ()}, "do not fit"),
        ({"rows": ("a", "a")}, "twice"),
        ({"rows": ("a", " ")}, "empty"),
        ({"rows": ("a", "b" * 121)}, "over 120"),
        ({"values": ((float("nan"),), (1.0,))}, "finite"),
        ({"coverage": 1.5}, "coverage"),
        ({"id": "../x"}, "id"),
        ({"rows": tuple(map(str, range(MOST_CELLS + 1))), "values": ((1.0,),) * (MOST_CELLS + 1)}, "more than"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(session: Session, fields: dict[str, Any], said: str) -> None:
    broken = msgspec.structs.replace(TABLE, **fields)
    fault = fault_of(broken)
    assert fault is not None
    assert said in fault.en
    with pytest.raises(InputError, match=said):
        session.apply(RecordSeries(broken))
    assert session.state("east").series == {}


def test_a_table_of_nobody_is_refused(session: Session) -> None:
    with pytest.raises(NotFound, match="west"):
        session.apply(RecordSeries(msgspec.structs.replace(TABLE, body="west")))
