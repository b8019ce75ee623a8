"""Who may judge evidence, what a judgement is of, and when accepted evidence stops counting by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.dossier.author import Author
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    AttachFile,
    ClearAnswer,
    JudgeEvidence,
    PutImported,
    RemoveEvidence,
    ReviseEvidence,
    SetAnswer,
)
from assess.dossier.entities import Evidence, EvidenceStatus, Import
from assess.dossier.evidence_states import JUDGED, MOVES, evidence_state, stale_evidence
from assess.dossier.spots import Spot, read_spot
from assess.session import Session, create_session, open_session
from tests.mini import AUTHOR, OTHER, acting, mini, name

CLAIM = SetAnswer(body="east", indicator="plan", value="done")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_session(tmp_path / "d.assess", mini(), name("Campaign"), period="2026", author=AUTHOR) as session:
        session.apply(AddBody(id="east", name=name("East")), CLAIM)
        yield session


def _attach(session: Session, **more: Any) -> str:
    said = {"body": "east", "indicator": "plan", "kind": "document", "title": "Plan", "locator": "p. 1"} | more
    change = session.apply(AddEvidence(**said))
    return change.slots[0].rpartition("/")[2]


def _judge(
    session: Session, pid: str, status: EvidenceStatus = "accepted", by: Author = OTHER, note: str = ""
) -> None:
    with acting(session, by):
        session.apply(JudgeEvidence(body="east", evidence=pid, status=status, note=note))


def _held(session: Session, pid: str) -> Evidence:
    return next(e for items in session.state("east").evidence.values() for e in items if e.id == pid)


def _stale(session: Session, pid: str) -> tuple[str, ...]:
    return stale_evidence(session.pack, session.state("east")).get(pid, ())


def test_nobody_judges_what_they_attached_however_they_write_their_name(session: Session) -> None:
    pid = _attach(session)
    for status in ("in-review", "accepted", "rejected"):
        for author in (AUTHOR, Author(name="ＬＩ  lei", device="another")):
            with pytest.raises(InputError, match="cannot judge it") as refused:
                _judge(session, pid, status, author, note="x")  # type: ignore[arg-type]
            assert refused.value.hint is not None
            assert "Somebody else has to judge it" in refused.value.hint.en
    _judge(session, pid)
    assert _held(session, pid).status == "accepted"


def test_a_judge_does_not_become_an_attacher_by_judging_undoing_or_bringing_back(session: Session) -> None:
    pid = _attach(session)
    _judge(session, pid, "insufficient", note="page 2 is missing")
    with acting(session):
        session.apply(RemoveEvidence(body="east", evidence=pid))
        session.undo()
        session.apply(JudgeEvidence(body="east", evidence=pid, status="accepted"))
    with pytest.raises(InputError, match="cannot judge it"):
        _judge(session, pid, by=AUTHOR)


def test_whoever_revises_evidence_has_a_hand_in_it_and_the_judgement_falls(session: Session) -> None:
    pid = _attach(session)
    _judge(session, pid)
    with acting(session):
        session.apply(ReviseEvidence(body="east", evidence=pid, received="2026-06-01", spots=(Spot("page", "3"),)))
    assert _held(session, pid).status == "attached"
    _judge(session, pid)
    with acting(session):
        changed = session.apply(ReviseEvidence(body="east", evidence=pid, captured="2026-05-01"))
    assert changed.label.en == "Revise evidence Plan"
    with pytest.raises(InputError, match="Han Meimei attached or revised"):
        _judge(session, pid)


def test_whoever_reads_a_body_s_form_into_the_dossier_attached_nothing(session: Session) -> None:
    piece = Evidence(id="w1", body="east", indicator="plan", kind="document", title="Plan", origin="workbook")
    form = Import(id="workbook", body="east", name="east.xlsx", sha256="00")
    session.apply(PutImported(entities=(piece,), report=form))
    _judge(session, "w1", by=AUTHOR)
    assert _held(session, "w1").status == "accepted"


def test_who_attached_is_known_after_the_file_was_closed(session: Session) -> None:
    pid = _attach(session)
    path = session.path
    session.close()
    with open_session(path, author=AUTHOR, pack=mini()) as again, pytest.raises(InputError, match="cannot judge"):
        again.apply(JudgeEvidence(body="east", evidence=pid, status="accepted"))


@pytest.mark.parametrize("status", ["insufficient", "rejected"])
def test_a_fault_is_found_with_a_reason(session: Session, status: EvidenceStatus) -> None:
    pid = _attach(session)
    with pytest.raises(InputError, match="a reason is needed"):
        _judge(session, pid, status, note="  ")
    _judge(session, pid, status, note="unsigned")
    assert _held(session, pid).note == "unsigned"


def test_every_state_can_be_left_and_only_judges_reach_a_judgement() -> None:
    states = ("attached", "in-review", *JUDGED)
    assert {m.source for m in MOVES} == set(states)
    assert all(m.who == "judge" for m in MOVES if m.target != "attached")
    assert {m.target for m in MOVES if m.reasoned} == {"insufficient", "rejected"}


def test_an_acceptance_falls_with_the_claim_it_was_judged_against_and_returns_with_it(session: Session) -> None:
    pid = _attach(session)
    _judge(session, pid)
    assert _stale(session, pid) == ()
    session.apply(msgspec.structs.replace(CLAIM, comment="said again"))
    assert _stale(session, pid) == (), "a remark is no other claim"
    session.apply(msgspec.structs.replace(CLAIM, value="draft"))
    assert _stale(session, pid) == ("answer-changed",)
    assert evidence_state(_held(session, pid), _stale(session, pid)) == "stale"
    session.undo()
    assert _stale(session, pid) == ()
    session.apply(ClearAnswer(body="east", indicator="plan"))
    assert _stale(session, pid) == ("answer-changed",)
    _judge(session, pid)
    assert _stale(session, pid) == (), "judged again against what is claimed now"


def test_evidence_that_is_not_accepted_is_never_stale(session: Session) -> None:
    pid = _attach(session, expires="2026-01-01")
    assert _stale(session, pid) == ("expired",)
    assert evidence_state(_held(session, pid), _stale(session, pid)) == "attached"


def test_what_expires_within_the_period_is_stale_at_its_end(session: Session) -> None:
    assert _stale(session, _attach(session, expires="2026-12-30")) == ("expired",)
    assert _stale(session, _attach(session, expires="2026-12-31")) == ()


def test_effective_days_cover_the_period_or_the_evidence_does_not_count(session: Session) -> None:
    assert _stale(session, _attach(session, effective_from="2026-01-02")) == ("uncovered",)
    assert _stale(session, _attach(session, effective_from="2025-03-01")) == ()
    assert _stale(session, _attach(session, effective_from="2025-03-01", effective_to="2026-12-30")) == (
        "uncovered",
    )


def test_a_new_version_supersedes_the_old_and_both_are_kept(session: Session) -> None:
    old = _attach(session)
    _judge(session, old)
    new = _attach(session, title="Plan, second edition", supersedes=old)
    assert _stale(session, old) == ("superseded",)
    assert {old, new} == {e.id for e in session.state("east").evidence["plan"]}
    session.undo()
    assert _stale(session, old) == ()
    with pytest.raises(NotFound, match="no evidence nothing on this indicator"):
        _attach(session, supersedes="nothing")
    with pytest.raises(NotFound, match="to be superseded"):
        _attach(session, indicator="portal", supersedes=old)


def test_one_file_serves_several_indicators_and_is_judged_on_each(session: Session, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"the plan")
    session.apply(AttachFile(body="east", indicator="plan", path=str(tmp_path / "plan.pdf"), also=("R2", "plan")))
    (one,), (two,) = (session.state("east").evidence[i] for i in ("plan", "portal"))
    assert one.sha256 == two.sha256
    assert one.id != two.id
    assert {one.attachment, two.attachment} == {one.id}
    assert len(session.blobs_held()) == 1
    _judge(session, one.id)
    assert (_held(session, one.id).status, _held(session, two.id).status) == ("accepted", "attached")


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"received": "20260101"}, "date of receipt: '20260101' is not a date"),
        ({"effective_to": "2026-02-30"}, "end of the effective period: '2026-02-30' is not a date"),
        ({"expires": "never"}, "date of expiry: 'never' is not a date"),
        ({"captured": "2026-05-02", "received": "2026-05-01"}, "2026-05-01, is before the date of capture"),
        ({"effective_from": "2026-05-02", "effective_to": "2026-05-01"}, "is before the start of the effective"),
        ({"captured": "2026-05-02", "expires": "2026-05-01"}, "date of expiry, 2026-05-01, is before"),
    ],
)
def test_dates_are_days_in_an_order_that_can_be_and_the_refusal_says_which(
    session: Session, dates: dict[str, str], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        _attach(session, **dates)
    pid = _attach(session)
    with pytest.raises(InputError, match=told):
        session.apply(ReviseEvidence(body="east", evidence=pid, **dates))


def test_a_place_within_a_source_is_of_a_known_kind() -> None:
    assert read_spot("cell: Sheet1!B7") == Spot("cell", "Sheet1!B7")
    assert read_spot("time:00:12:30") == Spot("time", "00:12:30")
    for text in ("12", "page:", "pages:12", "page:" + "1" * 101):
        with pytest.raises(InputError, match="is no place within a source"):
            read_spot(text)
