"""A waiver is a second person's decision, covers what was there, and is void when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.base.band import point
from assess.base.digest import digest
from assess.base.errors import InputError
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, AddEvidence, Judge, JudgeEvidence, SetAnswer, Waive
from assess.dossier.evidence_states import stale_reasons
from assess.dossier.gating import gated
from assess.dossier.replay import replay
from assess.dossier.waiver import Waiver
from assess.exchange.bundle.redact import redacted
from assess.session import Session
from assess.snapshot import build_snapshot
from tests.mini import AUTHOR, OTHER, acting, name, new_session

EVALUATOR = Author(name="Evaluator", device="e")
WAIVE = Waive(body="east", indicator="plan", reason="the archive burnt down")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """East claims the plan is done and attached a document; an evaluator verified it, with nothing accepted."""
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        with acting(session, Author(name="Attacher", device="a")):
            session.apply(AddEvidence(body="east", indicator="plan", kind="document", title="Plan"))
        with acting(session, EVALUATOR):
            session.apply(SetAnswer(body="east", indicator="plan", value="done", voice="verified"))
        yield session


def _waive(session: Session, by: Author = OTHER) -> None:
    with acting(session, by):
        session.apply(WAIVE)


def _points(session: Session) -> tuple[object, str]:
    score = session.result("east").score.indicators["plan"]
    assert score.gated is not None
    return score.points, score.gated.waiver


@pytest.mark.parametrize(
    ("author", "did"),
    [("Li Lei", "gave the claim"), ("Evaluator", "gave the verified answer"), ("attacher", "attached evidence")],
)
def test_nobody_waives_what_they_had_a_hand_in(session: Session, author: str, did: str) -> None:
    with pytest.raises(InputError, match=f"{author} {did} on R1 and cannot waive") as refused:
        _waive(session, Author(name=author, device="elsewhere"))
    assert refused.value.hint is not None
    assert "A second person has to decide" in refused.value.hint.en


def test_a_waiver_lets_the_given_level_stand_and_is_told_with_its_reason(session: Session) -> None:
    assert _points(session) == (point(0), "")
    _waive(session)
    assert _points(session) == (point(4), "in-force")
    score = session.result("east").score.indicators["plan"]
    assert [n.en for n in score.notes] == ["the evidence it lacks was waived: the archive burnt down"]
    assert session.history(limit=1)[0].label.en == "Waive evidence on R1 Plan"


def test_a_waiver_on_what_evaluators_judged_is_in_force_and_given_by_none_of_them(session: Session) -> None:
    with acting(session, Author(name="Judge", device="j")):
        session.apply(Judge("east", "plan", "done"))
    with pytest.raises(InputError, match="judge gave the verified answer"):
        _waive(session, Author(name="judge", device="elsewhere"))
    _waive(session)
    assert _points(session) == (point(4), "in-force")


def test_a_waiver_is_void_when_the_answer_changes_and_back_when_that_is_undone(session: Session) -> None:
    _waive(session)
    with acting(session, EVALUATOR):
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", voice="verified"))
        assert _points(session) == (point(0), "void")
        session.undo()
    assert _points(session) == (point(4), "in-force")
    session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
    assert session.result("east").score.indicators["plan"].state == "not-reviewed", "another claim than was judged"


def test_a_waiver_is_void_when_the_evidence_changes(session: Session) -> None:
    _waive(session)
    (piece,) = session.state("east").evidence["plan"]
    with acting(session, EVALUATOR):
        session.apply(JudgeEvidence(body="east", evidence=piece.id, status="rejected", note="forged"))
        assert _points(session) == (point(0), "void")
        session.undo()
    assert _points(session)[1] == "in-force"
    session.apply(AddEvidence(body="east", indicator="plan", kind="link", title="More"))
    assert _points(session)[1] == "void"


def test_a_waiver_is_undone_and_taken_back_like_everything(session: Session) -> None:
    _waive(session)
    with acting(session):
        session.undo()
        assert _points(session) == (point(0), "")
        session.redo()
        assert _points(session) == (point(4), "in-force")
        session.apply(Waive(body="east", indicator="R1"))
        assert _points(session) == (point(0), "")
        with pytest.raises(InputError, match="there is no waiver on R1"):
            session.apply(Waive(body="east", indicator="R1"))


def test_there_has_to_be_something_to_waive(session: Session) -> None:
    with acting(session):
        with pytest.raises(InputError, match="R2 has no verified answer"):
            session.apply(Waive(body="east", indicator="portal", reason="x"))
        session.apply(SetAnswer(body="east", indicator="visits", value=3.0, voice="verified"))
    with acting(session, AUTHOR), pytest.raises(InputError, match="lacks no evidence"):
        session.apply(Waive(body="east", indicator="visits", reason="x"))


def test_the_snapshot_tells_waivers(session: Session) -> None:
    _waive(session)
    (body,) = session.snapshot().bodies
    assert [(w.indicator, w.reason) for w in body.waivers] == [("plan", "the archive burnt down")]


def test_a_waiver_stands_in_a_public_copy_and_outlives_the_erasure_of_a_title(session: Session) -> None:
    _waive(session)
    events, _, _ = redacted(session.journal(), session.pack)
    copy = build_snapshot(session.pack, replay(events), made="2026-01-01")
    full = session.snapshot()
    score = full.bodies[0].score.indicators["plan"]
    assert score.gated is not None
    assert score.gated.waiver == "in-force"
    assert [b.score.totals for b in copy.bodies] == [b.score.totals for b in full.bodies]
    session.erase("personal data", [session.state("east").evidence["plan"][0].slot])
    assert _points(session) == (point(4), "in-force")


def test_what_earlier_versions_noted_of_claims_still_tells_whether_they_have_changed(session: Session) -> None:
    state, indicator = session.state("east"), session.pack.indicator("plan")
    assert indicator is not None
    claim, verified, piece = state.answer("plan"), state.answer("plan", "verified"), state.evidence["plan"][0]
    assert claim is not None
    assert verified is not None
    noted = digest([indicator.digest, ["answered", "done"]])
    held = [piece.id, "document", "Plan", "", "", "", 1, False, "attached", "", "", "", ""]
    covers = digest([noted, ["answered", "done", verified.definition], [held]])
    for said, waiver in ((claim, "in-force"), (msgspec.structs.replace(claim, value="draft"), "void")):
        now = msgspec.structs.replace(
            state,
            answers={**state.answers, ("plan", "claimed"): said},
            waivers={"plan": Waiver(body="east", indicator="plan", reason="x", covers=covers)},
        )
        found = gated(indicator, verified, now)
        assert found is not None
        assert found.waiver == waiver
        accepted = msgspec.structs.replace(piece, status="accepted", against=noted)
        stale = ("answer-changed",) if waiver == "void" else ()
        assert stale_reasons(accepted, indicator, now) == stale
