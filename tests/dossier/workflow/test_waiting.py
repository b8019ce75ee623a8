"""What waits for whom: each kind for those who may do it, never for one of the two sides, the late first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, AddEvidence, GiveRole, Judge, JudgeEvidence, SetAnswer, TakeWork
from assess.dossier.workflow.status import status_of
from assess.dossier.workflow.waiting import Waiting, in_order, mine, waiting_on
from assess.session import Session
from tests.mini import acting, new_session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A campaign without bodies."""
    with new_session(tmp_path / "d.assess") as made:
        yield made


EVA, BOB, FAN = (Author(name, digit * 16) for name, digit in (("Eva", "2"), ("Bob", "3"), ("Fan", "4")))


def _all(session: Session, today: str = "2026-07-01") -> list[Waiting]:
    found = []
    for body in session.bodies():
        work = session.work(body.id)
        signed = len(session.fresh_signs(body.id))
        found += waiting_on(session.pack, session.state(body.id), work, signed, today)
    return in_order(found)


def _told(found: list[Waiting]) -> list[tuple[str, str, bool]]:
    return [(one.task, one.about, one.late) for one in found]


def test_each_thing_waits_for_those_who_may_do_it(session: Session) -> None:
    session.apply(AddBody("east", same("East")), AddBody("west", same("West")))
    session.apply(
        GiveRole("Fan", ("filler",), ("east",)), GiveRole("Eva", ("evaluator",)), GiveRole("Bob", ("arbiter",))
    )
    session.apply(TakeWork("", "deadline", due="2026-06-30"))
    assert _told(mine(_all(session), "Fan", session.roles())) == [("submit", "", True)]
    # West has no filler: it waits for the lead; so does nothing of East.
    lead = mine(_all(session), session.author.name, session.roles())
    assert [(w.task, w.body) for w in lead] == [("submit", "west")]
    with acting(session, FAN):
        session.apply(SetAnswer("east", "plan", "done"), SetAnswer("east", "portal", "yes"))
        session.apply(AddEvidence("east", "plan", "document", "The plan"))
        session.apply(TakeWork("east", "submit"))
    with acting(session, EVA):
        session.apply(TakeWork("east", "review"), TakeWork("east", "refer-back", about="portal", text="Which?"))
        session.apply(TakeWork("east", "ask", about="plan", text="Since when?", due="2026-06-01"))
        (piece,) = session.state("east").evidence["plan"]
        session.apply(JudgeEvidence("east", piece.id, "rejected", note="A draft"))
    fan = _told(mine(_all(session), "Fan", session.roles()))
    assert fan == [("reply", "plan", True), ("correct", "portal", False), ("mend", "plan", False)]
    assert [w.task for w in mine(_all(session), "Eva", session.roles())] == ["review"]
    assert mine(_all(session), "Nobody", session.roles()) == []


def test_nobody_is_asked_to_decide_between_themselves_and_another(session: Session) -> None:
    session.apply(AddBody("east", same("East")), SetAnswer("east", "plan", "done"))
    for who, value in ((EVA, "none"), (BOB, "draft")):
        with acting(session, who):
            session.apply(Judge("east", "plan", value))
    tasks = {name: [w.task for w in mine(_all(session), name, session.roles())] for name in ("Eva", "Bob", "Fan")}
    # No roles were given, so everything waits for anybody; but a third person decides.
    assert tasks == {"Eva": ["submit"], "Bob": ["submit"], "Fan": ["submit", "adjudicate"]}
    (owed,) = status_of(session.pack, session.record(), session.roles(), "2026-07-01").bodies
    # Undecided judgements are no level that evidence could carry.
    assert (owed.apart, owed.short) == (1, 0)


def test_a_verified_level_without_its_evidence_is_owed(session: Session) -> None:
    session.apply(AddBody("east", same("East")), SetAnswer("east", "plan", "done"))
    with acting(session, EVA):
        session.apply(SetAnswer("east", "plan", "draft", voice="verified"))
    (owed,) = status_of(session.pack, session.record(), session.roles(), "2026-07-01").bodies
    assert (owed.short, owed.apart) == (1, 0)
