"""What a dossier holds is counted by the database as it would be by reading everything."""

from __future__ import annotations

import contextlib
from pathlib import Path

from assess.dossier.edits import AddBody, Judge, RecordFact, SetAnswer, StepFinding, TakeWork
from assess.dossier.store import open_store
from assess.dossier.tally import Tally
from assess.dossier.workflow.standing import Open, Stages
from assess.session import Session, open_session
from tests.mini import AUTHOR, acting, mini, name, new_session


def _tally(path: Path) -> Tally:
    with contextlib.closing(open_store(path, readonly=True)) as store:
        return store.tally()


def test_an_empty_campaign_counts_nothing(tmp_path: Path) -> None:
    new_session(tmp_path / "d.assess").close()
    assert _tally(tmp_path / "d.assess") == Tally(0, {}, 0, Open(), 0)


def filled(session: Session) -> None:
    # A body whose id has a slash's neighbours in it, and one that is called like a voice.
    session.apply(AddBody("east.0", name("East")), AddBody("verified", name("West")))
    for body in ("east.0", "verified"):
        session.apply(SetAnswer(body, "plan", "draft"), SetAnswer(body, "portal", "yes"))
    session.apply(SetAnswer("verified", "plan", "none", voice="users"))
    session.apply(RecordFact("east.0", "results_displayed", 213), RecordFact("east.0", "results_effective", 91))
    with acting(session):
        session.apply(SetAnswer("east.0", "plan", "none", voice="verified"))
        session.apply(Judge("verified", "portal", "yes"))
        session.apply(TakeWork("east.0", "ask", about="plan", text="Since when?"))
        session.apply(TakeWork("verified", "ask", about="plan", text="Which year?"))


def test_answers_claims_to_verify_queries_and_findings_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        filled(session)
        asked = session.work("verified").queries[0].id
        session.apply(TakeWork("verified", "reply", thread=asked, text="2025"))
    found = _tally(path)
    assert found.bodies == 2
    assert found.answers["claimed"] == {"plan": 2, "portal": 2}
    assert found.answers["users"] == {"plan": 1}
    assert found.answers["verified"] == {"plan": 1}
    # East's portal and West's plan: the one has no judgement at all, the other users' word only.
    assert found.unverified == 2
    assert found.work == Open(queries=1, replies=1, disputes=0)
    assert (found.begun, found.stages) == (2, Stages())
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        for body in ("east.0", "verified"):
            session.apply(TakeWork(body, "submit"))
        with acting(session):
            session.apply(TakeWork("verified", "review"))
            session.apply(TakeWork("verified", "return", text="more"))
    assert _tally(path).stages == Stages(submitted=1, returned=1, signed=0)


def test_a_finding_waits_from_being_put_until_it_is_decided(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        filled(session)
        (risk,) = (f for f in session.result("east.0").findings if f.verdict == "yes" and "displayed" in f.rule)
        assert _tally(path).findings == 0
        session.apply(StepFinding("east.0", risk.rule, "put", due="2099-06-01"))
        assert _tally(path).findings == 1
        session.apply(StepFinding("east.0", risk.rule, "explain", text="a display for visitors"))
        assert _tally(path).findings == 1
        with acting(session):
            session.apply(StepFinding("east.0", risk.rule, "drop", text="so it is"))
    assert _tally(path).findings == 0


def test_the_newest_actions_come_first_however_many_events_each_has(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        filled(session)
        told = [entry.batch for entry in session.history(limit=4)]
    with contextlib.closing(open_store(path, readonly=True)) as store:
        assert store.newest_batches(4) == told
        assert len(store.newest_batches(1000)) == len({e.batch for e in store.events()})
