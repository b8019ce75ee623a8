"""What steps come to: states, the return to unreviewed, queries, disputes, deadlines, sign-offs, in any order."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from assess.base.errors import InputError, NotFound, Overtaken
from assess.dossier.edits import AddEvidence, ClearAnswer, Edit, Judge, SetAnswer, TakeWork
from assess.dossier.replay import replay
from assess.dossier.workflow.signing import body_heads, fresh
from assess.dossier.workflow.standing import body_work
from assess.dossier.workflow.status import status_of
from assess.dossier.workflow.table import ASSESSMENT_STATES, CAUTION, INDICATOR_STATES, MOVES, ROLES
from tests.dossier.workflow.conftest import As, refused
from tests.mini import mini

VERIFIED = SetAnswer("east", "plan", "done", voice="verified")


def _do(people: As, who: str, *edits: Edit) -> None:
    with people(who) as session:
        for edit in edits:
            session.apply(edit)


def _to_review(people: As) -> None:
    _do(people, "Fan", TakeWork("east", "submit"))
    _do(people, "Eva", TakeWork("east", "review"))


def test_the_table_speaks_of_nothing_that_is_not_there() -> None:
    states = {"state": ASSESSMENT_STATES, "indicator": INDICATOR_STATES}
    for name, move in MOVES.items():
        assert set(move.roles) <= set(ROLES)
        assert "reader" not in move.roles
        if move.matter in states:
            assert {*move.sources, move.to} <= set(states[move.matter]), name
    assert set(CAUTION) == {m for m, move in MOVES.items() if move.matter == "state"}


def test_an_assessment_goes_its_way_to_its_end(people: As) -> None:
    with people("Fan") as session, pytest.raises(InputError, match=r"verify.* is not possible"):
        session.rehearse(TakeWork("east", "verify"))
    _to_review(people)
    _do(people, "Eva", TakeWork("east", "return", text="more"))
    _to_review(people)
    _do(people, "Eva", VERIFIED, TakeWork("east", "verify"))
    with people("Li Lei") as session, pytest.raises(InputError, match="sign-off"):
        session.apply(TakeWork("east", "close"))
    _do(people, "Sun", TakeWork("east", "sign", role="director"))
    _do(people, "Li Lei", TakeWork("east", "close"))
    with people("Eva") as session:
        assert session.work("east").state == "closed"
        assert "is closed" in refused(
            session, VERIFIED, AddEvidence("east", "plan", "link", "x", "https://x.example")
        )
        assert session.verify().problems == ()


def test_a_changed_claim_is_unreviewed_again_and_says_why(free: As) -> None:
    _do(free, "Fan", SetAnswer("east", "plan", "done"))
    _do(free, "Eva", VERIFIED)
    with free("Fan") as session:
        assert session.work("east").indicators["plan"].state == "verified"
        session.apply(SetAnswer("east", "plan", "draft"))
        work = session.work("east").indicators["plan"]
        assert (work.state, work.note is not None) == ("answered", True)
        scored = session.result("east").score.indicators["plan"]
        assert any("changed after it was verified" in n.en for n in scored.notes)
        session.apply(SetAnswer("east", "plan", "done"))
        assert session.work("east").indicators["plan"].state == "verified"
        session.apply(ClearAnswer("east", "plan"))
        assert session.work("east").indicators["plan"].state == "unanswered"
        session.undo()
        session.apply(SetAnswer("east", "plan", "done", comment="a remark is no other claim"))
        assert session.work("east").indicators["plan"].state == "verified"


def test_a_verified_assessment_goes_back_to_review_when_a_claim_changes(free: As) -> None:
    _do(free, "Fan", SetAnswer("east", "plan", "done"), TakeWork("east", "submit"))
    _do(free, "Eva", TakeWork("east", "review"), VERIFIED, TakeWork("east", "verify"))
    with free("Fan") as session:
        assert session.work("east").reset is None
        session.apply(SetAnswer("east", "portal", "yes"))
        work = session.work("east")
        assert (work.state, work.reset is not None) == ("in-review", True)


def test_a_query_waits_for_the_body_then_for_the_evaluator_and_can_be_late(people: As) -> None:
    _do(people, "Eva", TakeWork("east", "ask", about="plan", text="Where?", due="2026-06-01"))
    with people("Fan") as session:
        (query,) = session.work("east").queries
        assert (query.state, query.overdue("2026-06-01"), query.overdue("2026-06-02")) == ("open", False, True)
        with pytest.raises(NotFound):
            session.apply(TakeWork("east", "reply", thread="ffff", text="Here"))
        session.apply(TakeWork("east", "reply", thread=query.id[:6], text="Here"))
        (query,) = session.work("east").queries
        assert (query.state, query.overdue("2027-01-01"), query.replies[0].by) == ("answered", False, "Fan")
    _do(people, "Eva", TakeWork("east", "resolve"))
    with people("Fan") as session, pytest.raises(NotFound):
        session.apply(TakeWork("east", "reply", text="More"))


def _disputed(people: As) -> None:
    _to_review(people)
    _do(people, "Eva", SetAnswer("east", "plan", "draft", voice="verified"))
    _do(people, "Fan", TakeWork("east", "raise", about="plan", text="It is done."))


def test_a_dispute_is_decided_by_neither_side_of_it_not_even_by_the_lead(people: As) -> None:
    _to_review(people)
    _do(people, "Li Lei", SetAnswer("east", "plan", "draft", voice="verified"))
    _do(people, "Fan", TakeWork("east", "raise", about="plan", text="It is done."))
    with people("Li Lei") as session:
        assert session.work("east").state == "disputed"
        assert "who judged it" in refused(session, TakeWork("east", "uphold", text="no"))
    _do(people, "Ari", TakeWork("east", "uphold", text="The plan lacks a date."))
    with people("Fan") as session:
        assert session.work("east").indicators["plan"].state == "settled"
        (dispute,) = session.work("east").disputes
        assert (dispute.state, dispute.decided and dispute.decided.by) == ("upheld", "Ari")


def test_what_evaluators_judged_side_by_side_is_verified_once_they_agree_and_can_be_disputed(people: As) -> None:
    _to_review(people)
    _do(people, "Eva", Judge("east", "plan", "draft"))
    _do(people, "Li Lei", Judge("east", "plan", "none"))
    with people("Eva") as session:
        assert session.work("east").indicators["plan"].state == "in-review"
        session.apply(Judge("east", "plan", "none"))
        assert session.work("east").indicators["plan"].state == "verified"
    _do(people, "Fan", TakeWork("east", "raise", about="plan", text="It is done."))
    with people("Li Lei") as session:
        assert "who judged it" in refused(session, TakeWork("east", "amend", text="so it is"))
    _do(people, "Ari", TakeWork("east", "amend", text="so it is"))
    with people("Eva") as session:
        assert session.work("east").indicators["plan"].state == "in-review"


def test_a_granted_dispute_asks_for_another_judgement(people: As) -> None:
    _disputed(people)
    _do(people, "Ari", TakeWork("east", "amend", text="It is."))
    with people("Eva") as session:
        assert session.work("east").indicators["plan"].state == "in-review"
        session.apply(VERIFIED)
        assert session.work("east").indicators["plan"].state == "settled"


def test_nothing_is_disputed_that_was_not_judged_and_nothing_twice(people: As) -> None:
    with people("Fan") as session, pytest.raises(InputError, match="nothing was judged"):
        session.apply(TakeWork("east", "raise", about="plan", text="x"))
    _disputed(people)
    with people("Fan") as session, pytest.raises(InputError, match="open already"):
        session.apply(TakeWork("east", "raise", about="plan", text="x"))


def test_deadlines_are_those_of_all_until_a_body_has_its_own(people: As) -> None:
    _do(people, "Li Lei", TakeWork("", "deadline", due="2026-06-01"))
    with people("Li Lei") as session:
        assert (session.work("east").due, session.work("west").due) == ("2026-06-01", "2026-06-01")
        session.apply(TakeWork("east", "extend", due="2026-07-01", text="flood"))
        work = session.work("east")
        assert (work.due, work.extensions[0].text, work.extensions[0].by) == ("2026-07-01", "flood", "Li Lei")
        with pytest.raises(InputError, match="is not after"):
            session.apply(TakeWork("east", "extend", due="2026-06-15", text="x"))
        with pytest.raises(InputError, match="not a date"):
            session.apply(TakeWork("east", "extend", due="soon", text="x"))


def test_a_sign_off_names_the_head_and_is_stale_once_anything_on_the_body_changes(people: As) -> None:
    _to_review(people)
    with people("Sun") as session:
        head = session.head
        session.apply(TakeWork("east", "sign"))
        (sign,) = session.work("east").signs
        assert sign.head == head
        assert session.fresh_signs("east") == {sign.id}
    _do(people, "Li Lei", SetAnswer("west", "plan", "done"), TakeWork("east", "extend", due="2027-01-01", text="x"))
    with people("Eva") as session:
        assert session.fresh_signs("east") == {sign.id}
        session.apply(TakeWork("east", "ask", text="?"))
        assert session.fresh_signs("east") == frozenset()
        session.undo()
        assert session.fresh_signs("east") == {sign.id}


def test_nothing_is_signed_but_what_was_seen(people: As) -> None:
    _to_review(people)
    with people("Sun") as session:
        seen = session.body_head("east")
    _do(people, "Eva", TakeWork("east", "ask", text="?"))
    with people("Sun") as session:
        with pytest.raises(Overtaken, match="changed meanwhile"):
            session.apply(TakeWork("east", "sign", basis=seen))
        assert not session.work("east").signs
    with people("Eva") as session:
        session.undo()
    with people("Sun") as session:
        session.apply(TakeWork("east", "sign", basis=seen))
        assert session.fresh_signs("east")


def test_a_sign_off_holds_in_a_copy_whose_texts_are_withheld(people: As) -> None:
    from assess.exchange.bundle.redact import redacted

    _do(people, "Fan", SetAnswer("east", "plan", "done", comment="by Fan"))
    _do(people, "Sun", TakeWork("east", "sign", text="agreed"))
    with people("Eva") as session:
        events, withheld, _ = redacted(session.journal(), mini())
        record = replay(events)
        sign = next(s for s in record.bodies[0].work if s.matter == "sign")
        assert withheld
        assert (sign.by, sign.text) == ("", "")
        assert fresh(sign, record.heads)
        assert record.heads == session.record().heads


def test_steps_come_to_the_same_in_whatever_order_they_arrived(people: As) -> None:
    _disputed(people)
    _do(people, "Eva", TakeWork("east", "ask", text="?"))
    with people("Eva") as session:
        state = session.state("east")
    whole = body_work(mini(), state)
    for order in itertools.islice(itertools.permutations(state.work), 24):
        assert body_work(mini(), msgspec.structs.replace(state, work=order)) == whole


def test_of_two_moves_at_once_the_cautious_one_has_the_last_word_on_every_machine(people: As) -> None:
    _to_review(people)
    with people("Eva") as session:
        state = session.state("east")
        verify = next(iter(session.rehearse(TakeWork("east", "verify")).values()))
        back = next(iter(session.rehearse(TakeWork("east", "return", text="no")).values()))
    for both in ((verify, back), (back, verify)):
        work = body_work(mini(), msgspec.structs.replace(state, work=(*both, *state.work)))
        assert (work.state, work.at_once) == ("returned", True)


def test_status_puts_first_what_is_late_and_says_who_is_waited_for(people: As) -> None:
    _do(people, "Li Lei", TakeWork("", "deadline", due="2026-06-01"))
    _to_review(people)
    _do(people, "Eva", TakeWork("east", "ask", text="?", due="2026-06-02"))
    with people("Li Lei") as session:
        found = status_of(mini(), session.record(), session.roles(), "2026-06-10")
    west, east = found.bodies
    assert (west.body, west.days, west.late, west.turns) == ("west", -9, True, ("body",))
    assert (east.days, east.late, east.queries_late, east.turns) == (None, False, 1, ("body", "evaluator"))
    people_by = {p.name: p for p in found.people}
    assert (people_by["Fan"].reply, people_by["Eva"].review, people_by["Rea"].total) == (1, 1, 0)


def test_heads_leave_out_where_the_work_stands() -> None:
    held = [("answer/a/x/claimed", "1"), ("work/a/query/q", "2"), ("body/b", "4")]
    more = [*held, ("work/a/state/s", "5"), ("work/a/sign/s", "6"), ("work/a/deadline/d", "7"), ("campaign", "8")]
    assert body_heads(held) == body_heads(more)
    assert body_heads([*held, ("work/a/dispute/d", "9")]) != body_heads(held)
