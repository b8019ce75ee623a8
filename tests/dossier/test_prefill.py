"""Answers of an earlier period: only those to the very same questions, and nobody's claim until confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.base.band import Band
from assess.dossier.edits import AddBody, SetAnswer
from assess.dossier.prefill import Prefill, confirming, prefill, waiting
from assess.packs.model import Pack
from assess.scoring.burden import burden_of
from assess.session import Session
from tests.mini import OTHER, name, new_session


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "last.assess", author=OTHER) as session:
        session.apply(AddBody(id="east", name=name("East")))
        for indicator, value in (("open_share", 0.25), ("visits", 400.0)):
            session.apply(SetAnswer(body="east", indicator=indicator, value=value, comment="as counted in May"))
        session.apply(SetAnswer(body="east", indicator="portal", value=None, state="unknown"))
        yield session


@pytest.fixture
def now(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "now.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
        yield session


def filled(now: Session, earlier: Session) -> Prefill:
    return prefill(now.pack, now.state("east"), earlier.state("east"), earlier.pack, "last.assess", earlier.head)


def put(now: Session, earlier: Session) -> None:
    edit = filled(now, earlier).edit
    assert edit is not None
    now.apply(edit)


def changed(pack: Pack, indicator: str) -> Pack:
    return msgspec.structs.replace(
        pack,
        indicators=tuple(
            msgspec.structs.replace(i, digest="another") if i.id == indicator else i for i in pack.indicators
        ),
    )


def test_answers_to_the_same_questions_are_filled_in_as_one_action_that_can_be_undone(
    now: Session, earlier: Session
) -> None:
    found = filled(now, earlier)
    assert found.counts == {"filled": 2}
    put(now, earlier)
    assert {(a.indicator, a.value, a.comment) for a in waiting(now.state("east"))} == {
        ("open_share", 0.25, "as counted in May"),
        ("visits", 400.0, "as counted in May"),
    }
    now.undo()
    assert waiting(now.state("east")) == []
    assert now.state("east").imports == ()


def test_what_is_not_known_and_what_others_said_is_not_filled_in(now: Session, earlier: Session) -> None:
    earlier.apply(SetAnswer(body="east", indicator="waiting", value=3.0, voice="verified"))
    assert {x.indicator for x in filled(now, earlier).lines} == {"open_share", "visits"}


def test_a_question_that_changed_or_went_is_left_and_told(now: Session, earlier: Session) -> None:
    was = changed(earlier.pack, "visits")
    states = earlier.state("east")
    untold = msgspec.structs.replace(
        states, answers={k: msgspec.structs.replace(a, definition="") for k, a in states.answers.items()}
    )
    fates = {x.indicator: x.fate for x in prefill(now.pack, now.state("east"), untold, was, "f", "h").lines}
    assert fates == {"open_share": "filled", "visits": "changed"}
    less = msgspec.structs.replace(now.pack, indicators=tuple(i for i in now.pack.indicators if i.id != "visits"))
    fates = {x.indicator: x.fate for x in prefill(less, now.state("east"), states, earlier.pack, "f", "h").lines}
    assert fates == {"open_share": "filled", "visits": "gone"}


def test_an_answer_that_is_there_stays(now: Session, earlier: Session) -> None:
    now.apply(SetAnswer(body="east", indicator="visits", value=9.0))
    assert filled(now, earlier).counts == {"filled": 1, "held": 1}
    put(now, earlier)
    answer = now.state("east").answer("visits")
    assert answer is not None
    assert answer.value == 9.0
    assert filled(now, earlier).edit is None


def test_a_prefilled_answer_counts_for_nothing_until_the_body_says_it_itself(
    now: Session, earlier: Session
) -> None:
    put(now, earlier)
    score = now.result("east").score.indicators["visits"]
    assert (score.state, score.score) == ("not-reviewed", Band(0, 100))
    assert "not confirmed" in score.notes[0].en
    now.apply(*confirming(now.state("east"), ["visits"]))
    score = now.result("east").score.indicators["visits"]
    assert score.state == "scored"
    assert score.score is not None
    assert score.score.exact
    assert [a.indicator for a in waiting(now.state("east"))] == ["open_share"]
    answer = now.state("east").answer("visits")
    assert answer is not None
    assert (answer.value, answer.comment, answer.origin) == (400.0, "as counted in May", "")


def test_a_prefilled_answer_is_not_carried_on_unconfirmed(now: Session, earlier: Session, tmp_path: Path) -> None:
    put(now, earlier)
    with new_session(tmp_path / "next.assess") as later:
        later.apply(AddBody(id="east", name=name("East")))
        assert filled(later, now).lines == ()


def test_what_is_filled_in_is_only_to_be_looked_through(now: Session, earlier: Session) -> None:
    before = burden_of(now.pack, now.state("east"))
    put(now, earlier)
    after = burden_of(now.pack, now.state("east"))
    # A share and a number at 15 and 10 minutes become two looks of one minute.
    assert (after.earlier, after.answered) == (2, 0)
    assert after.minutes == before.minutes
    assert before.left.hi - after.left.hi == 15 + 10 - 2
    now.apply(*confirming(now.state("east")))
    done = burden_of(now.pack, now.state("east"))
    assert (done.earlier, done.answered, done.left.hi) == (0, 2, after.left.hi - 2)


def test_a_follow_up_widens_the_minutes_until_its_parent_is_answered(now: Session) -> None:
    before = burden_of(now.pack, now.state("east"))
    assert before.minutes.hi > before.minutes.lo
    now.apply(SetAnswer(body="east", indicator="portal", value="no"))
    after = burden_of(now.pack, now.state("east"))
    assert after.minutes.exact
    assert (after.questions, after.minutes.hi) == (before.questions - 2, before.minutes.lo)
