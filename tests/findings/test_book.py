"""The signals of a campaign: recorded and standing ones judged together, in the session as in the snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.dossier.edits import AddBody, RecordFact, RecordSignals
from assess.dossier.entities import BodyState
from assess.findings.book import signal_book
from assess.findings.standing import notes_family, standing_family
from assess.session import Session
from tests.forensics.fake import signal
from tests.mini import mini, name, new_session
from tests.scoring.states import measured, state


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(*(AddBody(id=b, name=name(b)) for b in ("a", "b", "c")))
        yield session


def _same(session: Session) -> None:
    """What the session shows of each body is what the snapshot says."""
    snapshot = session.snapshot()
    for body in snapshot.bodies:
        live = session.result(body.body.id)
        assert (live.signals, live.findings) == (body.signals, body.findings)


def test_a_signal_of_one_body_changes_what_is_asked_of_another(session: Session) -> None:
    session.apply(RecordSignals("a", (signal(0.04, body="a"),)))
    assert [j.verdict for j in session.result("a").signals] == ["asks"]
    assert [f.rule for f in session.result("a").findings if f.signals] == ["signals"]
    _same(session)
    session.apply(RecordSignals("b", (signal(0.9, body="b"),)))
    assert [(j.verdict, j.q, j.of) for j in session.result("a").signals] == [("clear", 0.08, 2)]
    _same(session)
    session.undo()
    assert [j.verdict for j in session.result("a").signals] == ["asks"]
    _same(session)


def test_signals_about_the_campaign_stand_on_no_body(session: Session) -> None:
    session.apply(RecordSignals("", (signal(0.001, body=""),)))
    snapshot = session.snapshot()
    assert [j.verdict for j in snapshot.signals] == ["asks"]
    assert not any(b.signals or (b.findings and any(f.signals for f in b.findings)) for b in snapshot.bodies)


def test_families_are_told_with_their_silent_tests_and_changes(session: Session) -> None:
    session.apply(
        RecordSignals("a", (signal(0.0, body="a", test="grim"), signal(None, body="a", test="benford", changed_from="e" * 64))),
        RecordSignals("b", (signal(None, body="b", test="benford"),)),
    )  # fmt: skip
    (told,) = session.snapshot().families
    assert (told.plan, told.runs, told.said, told.asked, told.standing) == ("plan", 3, 1, 1, False)
    assert told.tests == {"benford": 2, "grim": 1}
    assert [(test, n) for test, _, n in told.silent] == [("benford", 2)]
    assert told.changed_from == "e" * 64


def test_a_count_far_above_its_traces_is_asked_about(session: Session) -> None:
    session.apply(
        RecordFact("a", "visits_a_month", 1500, voice="claimed"),
        RecordFact("a", "visits_a_month", 1000, voice="measured", coverage=1.0),
        RecordFact("b", "visits_a_month", 1050, voice="claimed"),
        RecordFact("b", "visits_a_month", 1000, voice="measured", coverage=1.0),
        RecordFact("c", "visits_a_month", 1500, voice="claimed"),
        RecordFact("c", "visits_a_month", 1000, voice="measured"),
    )
    found = {b: [(j.signal.test, j.verdict) for j in session.result(b).signals] for b in "abc"}
    assert found == {
        "a": [("trace_ratio", "asks")], "b": [("trace_ratio", "clear")], "c": [("trace_ratio", "silent")],
    }  # fmt: skip
    (raised,) = [f for f in session.result("a").findings if f.signals]
    assert raised.rests_on == ("visits_a_month",)
    assert "月访问量" in raised.title.zh
    assert session.result("c").signals[0].signal.silent.en.startswith("Nobody said")  # type: ignore[union-attr]
    _same(session)


def test_figures_of_different_periods_are_not_held_against_each_other() -> None:
    claimed = msgspec.structs.replace(measured("visits_a_month", 1500.0, "claimed"), period="2023")
    traced = msgspec.structs.replace(measured("visits_a_month", 1000.0), period="2024", coverage=1.0)
    (judged,) = signal_book(mini(), [state(measurements=(claimed, traced))]).of("b")
    assert judged.verdict == "silent"


def test_the_standing_families_are_fixed_by_the_facts_of_the_pack_alone() -> None:
    pack = mini()
    assert standing_family(pack).digest == standing_family(pack).digest
    counts = {f.id for f in pack.facts if f.unit == "count"}
    assert {p.subject for p in standing_family(pack).tests} == counts
    assert {p.subject for p in notes_family(pack).tests} == counts | {"*"}


def _campaign(bodies: int, inflated: int) -> list[BodyState]:
    """Bodies of 400 to 1,000 measured visits each that claim what was measured, give or take; some claim three times."""
    states = []
    for n in range(bodies):
        seen = 400 + 37 * n % 600
        said = round(seen * (3.0 if n < inflated else 1.0 + 0.01 * (n % 5 - 2)))
        held = (measured("visits_a_month", said, "claimed"), measured("visits_a_month", seen))
        one = state(measurements=held)
        states.append(msgspec.structs.replace(one, body=msgspec.structs.replace(one.body, id=f"b{n:02}")))
    return states


@pytest.mark.parametrize(("bodies", "inflated", "verdicts"), [(29, 2, []), (40, 0, ["clear"]), (40, 2, ["asks"])])
def test_peers_are_held_beside_each_other_from_thirty_bodies_on(
    bodies: int, inflated: int, verdicts: list[str]
) -> None:
    book = signal_book(mini(), _campaign(bodies, inflated))
    assert [j.verdict for j in book.campaign if j.signal.test == "peer_funnel"] == verdicts
    assert all(not j.signal.body for j in book.campaign)


def test_digits_of_all_claimed_counts_are_a_note_on_the_campaign() -> None:
    tests = {j.signal.test: j.signal for j in signal_book(mini(), _campaign(45, 0)).campaign}
    assert {"too_round", "terminal_digit"} <= set(tests)
    assert tests["too_round"].n == 45
    assert tests["too_round"].about.zh == "全部自报计数"
    assert signal_book(mini(), [state()]).campaign == ()
