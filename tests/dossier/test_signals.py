"""Signals in a dossier: recorded, read back, undone, removed with their body, and refused when they are not sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text, same
from assess.dossier.edits import AddBody, RecordSignals, RemoveBody
from assess.dossier.signal import Check, Effect, Signal
from assess.session import Session, open_session
from tests.mini import AUTHOR, mini, name, new_session

SIGNAL = Signal(
    id="s1", body="east", test="grim", subject="satisfied", about=Text(zh="满意率", en="Satisfied"), plan="ratings",
    family="f" * 64, level=0.05, run="r" * 64, tests=3, n=40, p=0.0,
    effect=Effect(name=same("impossible"), value=2.0, lo=None, hi=3.5, unit="count"),
    checks=(Check(what=same("whole"), held=True, seen=same("yes")),), words=same("a question"),
    figures={"cases": 40.0}, period="2024", inputs=("0" * 64,),
)  # fmt: skip
CAMPAIGN = Signal(
    id="s2", body="", test="funnel", subject="calls", about=same("calls"), plan="ratings", family="f" * 64, level=0.05,
    run="r" * 64, tests=3, n=9, silent=Text(zh="太少", en="too few"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
    return tmp_path / "d.assess"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        yield session


def test_signals_are_there_when_the_dossier_is_opened_again(session: Session, path: Path) -> None:
    session.apply(RecordSignals("east", (SIGNAL,)), RecordSignals("", (CAMPAIGN,)))
    session.close()
    with open_session(path, author=AUTHOR, pack=mini(), readonly=True) as again:
        assert again.state("east").signals == (SIGNAL,)
        assert again.campaign_signals() == (CAMPAIGN,)
        assert again.verify().problems == ()


def test_undo_takes_back_the_signals_of_all_bodies_and_redo_brings_them(session: Session) -> None:
    change = session.apply(RecordSignals("east", (SIGNAL,)), RecordSignals("", (CAMPAIGN,)))
    assert change.events == 2
    assert "Record forensic test ratings · grim" in change.label.en
    session.undo()
    assert (session.state("east").signals, session.campaign_signals()) == ((), ())
    session.redo()
    assert (session.state("east").signals, session.campaign_signals()) == ((SIGNAL,), (CAMPAIGN,))


def test_a_body_takes_its_signals_with_it(session: Session) -> None:
    session.apply(RecordSignals("east", (SIGNAL,)))
    session.apply(RemoveBody("east"))
    session.apply(AddBody(id="east", name=name("East")))
    assert session.state("east").signals == ()


@pytest.mark.parametrize(
    "edit",
    [
        RecordSignals("east", (SIGNAL, SIGNAL)),
        RecordSignals("east", (CAMPAIGN,)),
        RecordSignals("east", (), emptied=("answer/east/plan/claimed",)),
        RecordSignals("east", (), emptied=("signal/west/s1",)),
    ],
)
def test_signals_stay_within_their_body(session: Session, edit: RecordSignals) -> None:
    with pytest.raises(InputError):
        session.apply(edit)


@pytest.mark.parametrize("changed", [{"p": 1.2}, {"p": None}, {"silent": same("x")}])
def test_a_signal_has_either_a_probability_or_a_reason_to_be_silent(
    session: Session, changed: dict[str, object]
) -> None:
    with pytest.raises(InputError):
        session.apply(RecordSignals("east", (msgspec.structs.replace(SIGNAL, **changed),)))


def test_signals_of_a_body_that_is_not_there_are_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        session.apply(RecordSignals("west", (msgspec.structs.replace(SIGNAL, body="west"),)))
