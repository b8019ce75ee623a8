"""Who may write what: by role, by how far the work has got, and nobody on their own entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError, NotAllowed
from assess.dossier.author import Author
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    ClearAnswer,
    Edit,
    GiveRole,
    Judge,
    JudgeEvidence,
    PutImported,
    ReviseEvidence,
    SetAnswer,
    TakeWork,
)
from assess.dossier.entities import Answer, Entity, Evidence, Import
from assess.dossier.events import seal
from assess.dossier.soundness import event_fault
from assess.dossier.workflow.breaches import breaches
from assess.session import open_session
from tests.dossier.workflow.conftest import As, refused
from tests.mini import mini, name

CLAIM = SetAnswer("east", "plan", "draft")
JUDGE = SetAnswer("east", "plan", "draft", voice="verified")
EVIDENCE = AddEvidence("east", "plan", "link", "Plan", "https://x.example")
BODY = AddBody("south", name("South"))
ASK = TakeWork("east", "ask", text="Where is it?")
SUBMIT = TakeWork("east", "submit")


@pytest.mark.parametrize(
    ("who", "may", "may_not"),
    [
        ("Fan", [CLAIM, EVIDENCE, SUBMIT], [JUDGE, BODY, ASK, SetAnswer("west", "plan", "draft"), GiveRole("Fan", ("lead",))]),
        ("Sun", [TakeWork("east", "sign")], [JUDGE, TakeWork("west", "sign"), TakeWork("east", "deadline", due="2027-01-01")]),
        ("Eva", [JUDGE, EVIDENCE, ASK], [CLAIM, BODY, SUBMIT, TakeWork("east", "close")]),
        ("Ari", [], [CLAIM, JUDGE, EVIDENCE, ASK, SUBMIT]),
        ("Rea", [], [CLAIM, JUDGE, EVIDENCE, ASK, SUBMIT, BODY]),
        ("Nobody", [], [CLAIM, JUDGE, EVIDENCE, ASK, SUBMIT, BODY]),
        ("Li Lei", [CLAIM, BODY, ASK, SUBMIT, TakeWork("", "deadline", due="2027-01-01")], []),
    ],
)  # fmt: skip
def test_each_role_writes_what_is_its_own_and_nothing_else(
    people: As, who: str, may: list[Edit], may_not: list[Edit]
) -> None:
    with people(who) as session:
        for edit in may_not:
            refused(session, edit)
        for edit in may:
            session.apply(edit)


def test_without_any_role_everybody_writes_but_nobody_verifies_their_own_entry_before_another(free: As) -> None:
    with free("Li Lei") as session:
        session.apply(CLAIM)
        session.apply(JUDGE)  # Alone in the dossier: there is nobody else.
    with free("Han") as session:
        session.apply(SetAnswer("west", "plan", "done"))
        assert "who entered the claim" in refused(session, SetAnswer("west", "plan", "done", voice="verified"))
        session.apply(SetAnswer("east", "plan", "done", voice="verified"))
    with free("Li Lei") as session:
        refused(session, SetAnswer("east", "plan", "none", voice="verified"))


def test_a_claim_that_another_retouched_is_still_no_entry_to_judge_for_who_first_entered_it(free: As) -> None:
    with free("Li Lei") as session:
        session.apply(CLAIM)
    with free("Han") as session:
        session.apply(SetAnswer("east", "plan", "done"))
    with free("Li Lei") as session:
        refused(session, JUDGE)


def test_evidence_is_judged_by_another_person_than_attached_it(free: As) -> None:
    with free("Li Lei") as session:
        session.apply(EVIDENCE)
        (held,) = session.state("east").evidence["plan"]
    with free("Han") as session:
        session.apply(JudgeEvidence("east", held.id, "accepted"))
    with free("Li Lei") as session, pytest.raises(InputError, match="cannot judge it"):
        session.apply(JudgeEvidence("east", held.id, "insufficient", note="x"))


def test_a_name_written_otherwise_makes_no_second_person(free: As) -> None:
    with free("Li Lei") as session:
        session.apply(CLAIM)
    with free("Han") as session:
        session.apply(SetAnswer("west", "plan", "done"))
    with free("li  lei") as session:
        refused(session, JUDGE)


def test_the_body_corrects_the_dates_of_judged_evidence_as_long_as_it_has_it_in_hand(people: As) -> None:
    with people("Fan") as session:
        session.apply(EVIDENCE)
        (held,) = session.state("east").evidence["plan"]
    with people("Eva") as session:
        session.apply(JudgeEvidence("east", held.id, "insufficient", note="no date"))
    with people("Fan") as session:
        session.apply(ReviseEvidence("east", held.id, captured="2026-05-01"))
        assert session.state("east").evidence["plan"][0].status == "attached"
        session.apply(SUBMIT)
        assert "was submitted" in refused(session, ReviseEvidence("east", held.id, captured="2026-05-02"))
    with people("Eva") as session:
        session.apply(TakeWork("east", "review"), TakeWork("east", "refer-back", about="plan", text="which day?"))
    with people("Fan") as session:
        session.apply(ReviseEvidence("east", held.id, captured="2026-05-02"))


def test_nobody_settles_a_conflict_between_judgements_of_their_own_claim(free: As, tmp_path: Path) -> None:
    with free("Li Lei") as session:
        session.apply(CLAIM)
    shutil.copy(tmp_path / "d.assess", tmp_path / "copy.assess")
    with open_session(tmp_path / "copy.assess", author=Author("Wu", "w" * 16), pack=mini()) as session:
        session.apply(SetAnswer("east", "plan", "none", voice="verified"))
        theirs = session.journal()
    with free("Han") as session:
        session.apply(JUDGE)
        held = {e.hash for e in session.journal()}
        session.unite([e for e in theirs if e.hash not in held])
        (conflict,) = session.conflicts()
    for side in conflict.sides:
        with free("Li Lei") as session, pytest.raises(NotAllowed, match="who entered the claim"):
            session.settle(conflict.slot, side.event)
    with free("Chen") as session:
        session.settle(conflict.slot, conflict.sides[0].event)
        assert breaches(session.journal()) == []


def test_a_merge_tells_of_judgements_on_one_s_own_and_in_another_s_name(people: As) -> None:
    with people("Fan") as session:
        session.apply(EVIDENCE)
        (held,) = session.state("east").evidence["plan"]
    with people("Eva") as session:
        session.apply(Judge("east", "plan", "done"), JudgeEvidence("east", held.id, "accepted"))
        events = session.journal()
    assert breaches(events) == []
    *rest, first, second = sorted(events, key=lambda e: e.clock)
    judgement, evidence = (first, second) if first.kind == "judgement" else (second, first)
    forged = [seal(msgspec.structs.replace(e, author="Fan")) for e in (judgement, evidence)]
    told = [b.en for b in breaches([*rest, *forged])]
    assert "Fan judged in Eva’s name east/plan" in told
    assert f"Fan judged their own evidence {held.slot}" in told


def test_roles_outlive_the_name_of_who_gave_them_and_the_last_lead_s_stays(people: As) -> None:
    with people("Li Lei") as session:
        with pytest.raises(NotAllowed, match="without a lead"):
            session.erase("left the service", author="Li Lei")
        session.apply(GiveRole("Eva", ("lead", "evaluator")))
    with people("Eva") as session:
        session.erase("left the service", author="Li Lei")
        assert session.verify().problems == ()
        assert (session.roles().of("Eva"), session.roles().void) == ({"lead", "evaluator"}, ())
        assert session.roles().of("Fan", "east") == {"filler"}
        session.erase("left too", author="Fan")
        assert session.roles().of("Fan", "east") == frozenset()
        assert session.roles().of("Sun", "east") == {"signatory"}
    with people("Li Lei") as session:
        refused(session, BODY)


def test_claims_stand_once_submitted_until_the_whole_or_the_indicator_is_returned(people: As) -> None:
    with people("Fan") as session:
        session.apply(SUBMIT)
        assert "was submitted" in refused(session, CLAIM)
        refused(session, ClearAnswer("east", "plan"))
        session.apply(EVIDENCE)
    with people("Eva") as session:
        session.apply(TakeWork("east", "review"))
        session.apply(TakeWork("east", "refer-back", about="plan", text="not signed"))
        assert session.work("east").indicators["plan"].state == "returned"
    with people("Fan") as session:
        refused(session, SetAnswer("east", "portal", "no"))
        session.apply(CLAIM)
        assert session.work("east").indicators["plan"].state == "answered"
        refused(session, SetAnswer("east", "plan", "done"))


def test_undo_is_held_to_the_same_rights(people: As) -> None:
    with people("Fan") as session:
        session.apply(CLAIM)
        session.apply(SUBMIT)
    with people("Eva") as session:
        session.apply(TakeWork("east", "review"))
    with people("Fan") as session, pytest.raises(InputError, match="other steps were taken"):
        session.undo()
    with people("Eva") as session:
        session.undo()
    with people("Fan") as session:
        session.undo()
        assert session.work("east").state == "draft"
        session.undo()
        assert session.state("east").answers["plan", "claimed"].value == "done"


def test_a_campaign_is_never_left_without_a_lead(people: As) -> None:
    with people("Li Lei") as session:
        assert "without a lead" in refused(session, GiveRole("Li Lei", ("evaluator",)))
        session.apply(GiveRole("Eva", ("lead",)))
        session.apply(GiveRole("Li Lei", ("evaluator",)))
        refused(session, BODY)


def test_who_makes_themselves_lead_in_their_own_copy_is_not_lead(people: As) -> None:
    with people("Li Lei") as session:
        session.apply(GiveRole("Fan", ("lead",)))
        (made,) = [e for e in session.journal() if e.slot.startswith("grant/") and e.fields["holder"].value == "Fan" and "lead" in e.fields["roles"].value]  # fmt: skip
        session.undo()
        from assess.dossier.workflow.roles import roles_of

        forged = seal(msgspec.structs.replace(made, author="Fan", clock=made.clock + 10))
        events = [*session.journal(), forged]
        assert roles_of(events).of("Fan", "east") == {"filler"}
        assert [g.holder for g in roles_of(events).void] == ["Fan"]


def test_a_step_in_the_name_of_another_is_no_part_of_a_sound_journal(people: As) -> None:
    with people("Fan") as session:
        session.apply(SUBMIT)
        (step,) = [e for e in session.journal() if e.kind == "work"]
    assert event_fault(step) is None
    assert event_fault(seal(msgspec.structs.replace(step, author="Eva"))) is not None


def test_a_reader_merges_nothing(people: As) -> None:
    with people("Rea") as session, pytest.raises(InputError):
        session.unite([])


def test_an_import_judges_nothing_and_verifies_no_claim_of_whoever_reads_it_in(free: As) -> None:
    form = Import(id="workbook", body="east", name="east.xlsx", sha256="00")
    piece = Evidence(id="w1", body="east", indicator="plan", kind="document", title="Plan", origin="workbook")
    with free("Fan") as session:
        session.apply(SetAnswer("east", "plan", "done"))
        own = session.apply(AddEvidence("east", "plan", "document", "Annex", "p. 1")).slots[0]
        held = session.state("east").evidence["plan"][0]
        verified = Answer(body="east", indicator="plan", voice="verified", state="answered", value="done")
        assert own == held.slot

        def read(*entities: Entity) -> PutImported:
            return PutImported(entities, form, places={e.slot: f"Built!C{n}" for n, e in enumerate(entities, 7)})

        judged = msgspec.structs.replace(piece, status="accepted")
        with pytest.raises(InputError, match="Built!C8: a file that is read in attaches evidence"):
            session.apply(read(held, judged))
        assert "Built!C8: Fan is" in refused(session, read(piece, verified))
    # What somebody else entered is theirs to verify, in a file too, and who carries a form has attached nothing.
    with free("Eva") as session:
        session.apply(read(piece, verified))
        session.apply(JudgeEvidence("east", "w1", "accepted"))
        session.apply(read(msgspec.structs.replace(piece, status="accepted")))
        assert session.undo() is not None
