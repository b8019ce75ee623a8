"""The life of a finding: who may take which step when, that nothing is overwritten, and what the steps come to."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.errors import InputError, NotFound
from assess.dossier.author import Author
from assess.dossier.cases import DECISIONS, STATES, WAYS, case_of, obstacle, possible
from assess.dossier.edits import AddBody, AddEvidence, RecordFact, StepFinding
from assess.dossier.step import FindingStep
from assess.findings.model import Finding
from assess.session import Session, open_session
from tests.mini import AUTHOR, OTHER, mini, name, new_session

NOW = "2026-05-04T08:00:00.000Z"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A body of which the rule `displayed` holds: 91 of 213 results are effective."""
    path = tmp_path / "d.assess"
    with new_session(path, clock=NOW) as session:
        session.apply(
            AddBody(id="east", name=name("East")),
            RecordFact(body="east", fact="results_displayed", value=213),
            RecordFact(body="east", fact="results_effective", value=91),
        )
    return path


def _open(path: Path, author: Author = AUTHOR, now: str = NOW) -> Session:
    return open_session(path, author=author, pack=mini(), clock=lambda: now)


def _step(move: str, **more: object) -> StepFinding:
    return StepFinding(body="east", finding="displayed", move=move, **more)  # type: ignore[arg-type]


def _found(session: Session) -> Finding:
    return next(f for f in session.result("east").findings if f.rule == "displayed")


def test_a_finding_goes_from_raised_to_put_to_contested_to_upheld_and_keeps_every_step(dossier: Path) -> None:
    with _open(dossier) as session:
        assert _found(session).state == "raised"
        session.apply(_step("put", due="2026-06-01", text="Which of the 213 are in use?"))
        assert (_found(session).state, _found(session).case.due) == ("put", "2026-06-01")
    with _open(dossier, OTHER, "2026-05-20T08:00:00.000Z") as session:
        session.apply(_step("contest", text="Ninety more are used by partners."))
        assert _found(session).state == "contested"
    with _open(dossier, now="2026-05-25T08:00:00.000Z") as session:
        session.apply(_step("uphold", text="No list of the partners was shown."))
        case = _found(session).case
        assert [(s.move, s.by, s.at[:10]) for s in case.steps] == [
            ("put", AUTHOR.name, "2026-05-04"), ("contest", OTHER.name, "2026-05-20"),
            ("uphold", AUTHOR.name, "2026-05-25"),
        ]  # fmt: skip
        assert (case.state, case.due, case.decision) == ("upheld", "", case.steps[2])
        assert case.reply is not None
        assert case.reply.text == "Ninety more are used by partners."
        assert session.verify().problems == ()


def test_nothing_is_upheld_before_the_body_was_heard_or_its_time_has_passed(dossier: Path) -> None:
    with _open(dossier) as session:
        with pytest.raises(InputError, match="before it was put to the body") as refused:
            session.apply(_step("uphold", text="Obvious."))
        assert refused.value.hint is not None
        assert "put" in refused.value.hint.en
        session.apply(_step("put", due="2026-06-01"))
        with pytest.raises(InputError, match="has until 2026-06-01 to reply"):
            session.apply(_step("uphold", text="Obvious."))
    with _open(dossier, now="2026-06-01T23:00:00.000Z") as session, pytest.raises(InputError, match="has until"):
        session.apply(_step("uphold", text="Obvious."))
    with _open(dossier, now="2026-06-02T08:00:00.000Z") as session:
        session.apply(_step("uphold", text="No reply by the date."))
        assert _found(session).state == "upheld"


@pytest.mark.parametrize("move", ["uphold", "drop"])
def test_nobody_decides_on_a_finding_to_which_they_entered_the_reply(dossier: Path, move: str) -> None:
    with _open(dossier) as session:
        session.apply(_step("put", due="2026-06-01"))
        session.apply(_step("explain", text="They are demonstrations."))
        with pytest.raises(InputError, match="entered the reply to this finding"):
            session.apply(_step(move, text="So be it."))
    with _open(dossier, OTHER) as session:
        session.apply(_step(move, text="So be it."))
        assert _found(session).state == {"uphold": "upheld", "drop": "dropped"}[move]


def test_a_step_is_taken_back_by_undo_and_comes_again_by_redo(dossier: Path) -> None:
    with _open(dossier) as session:
        session.apply(_step("put", due="2026-06-01"))
        assert session.undo_label is not None
        assert session.undo_label.en == "Put to the body “Rule displayed”"
        session.undo()
        assert _found(session).state == "raised"
        session.redo()
        assert _found(session).state == "put"


def test_a_step_taken_back_under_later_ones_shows_as_a_gap(dossier: Path) -> None:
    with _open(dossier) as session:
        session.apply(_step("put", due="2026-06-01"))
    with _open(dossier, OTHER) as session:
        session.apply(_step("explain", text="They are demonstrations."))
        assert not _found(session).case.gap
    with _open(dossier) as session:
        session.undo()
        assert _found(session).case.gap


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (_step("put"), "“put to the body” needs a date"),
        (_step("put", due="soon"), "'soon' is not a date"),
        (_step("put", due="2026-05-04"), "leaves no time to reply"),
        (_step("contest", text=" "), "“contest” needs a reason or a text"),
        (_step("reopen", text="x"), "“reopen” is not possible"),
        (_step("accept", commitment="We merge them"), "a commitment needs a date"),
        (_step("explain", text="x", commitment="We merge them", due="2026-09-01"), "goes with accepting"),
        (_step("intent", intent="knowing", text="x"), "with the evidence that shows it"),
        (_step("intent", intent="evil", text="x"), "there is no intent 'evil'"),
        (_step("owner"), "needs an owner"),
    ],
)
def test_a_step_that_is_not_whole_is_refused_and_nothing_is_written(
    dossier: Path, step: StepFinding, said: str
) -> None:
    with _open(dossier) as session:
        before = session._store.counts()
        with pytest.raises(InputError, match=said):
            session.apply(step)
        assert session._store.counts() == before


def test_evidence_that_a_step_names_must_be_held(dossier: Path) -> None:
    with _open(dossier) as session:
        with pytest.raises(NotFound, match="no evidence nothing"):
            session.apply(_step("explain", text="See there", evidence=("nothing",)))
        session.apply(AddEvidence(body="east", indicator="plan", kind="link", title="List"))
        held = session.state("east").evidence["plan"][0].id
        session.apply(_step("explain", text="See there", evidence=(held,)))
        assert _found(session).case.steps[0].evidence == (held,)


def test_an_undetermined_finding_may_be_put_but_not_upheld(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess", clock=NOW) as session:
        session.apply(
            AddBody(id="east", name=name("East")), RecordFact(body="east", fact="results_displayed", value=213)
        )
        session.apply(_step("put", due="2026-06-01", text="How many are effective?"))
    with _open(tmp_path / "d.assess", OTHER) as session:
        session.apply(_step("reply", text="We are counting."))
        session.apply(_step("explain", text="We did not count."))
    with _open(tmp_path / "d.assess") as session, pytest.raises(InputError, match="facts are missing"):
        session.apply(_step("uphold", text="They do not know."))


def test_a_basis_that_changed_since_the_reply_is_said_and_must_be_put_again(dossier: Path) -> None:
    with _open(dossier) as session:
        session.apply(_step("put", due="2026-06-01"))
        assert _found(session).basis_changed is None
    with _open(dossier, OTHER) as session:
        session.apply(_step("explain", text="91 is right."))
        session.apply(RecordFact(body="east", fact="results_effective", value=80))
    with _open(dossier) as session:
        changed = _found(session).basis_changed
        assert changed is not None
        assert changed.en == "The basis changed since the body replied on 2026-05-04"
        with pytest.raises(InputError, match="the basis changed since the body replied"):
            session.apply(_step("uphold", text="x"))
        session.apply(_step("put", due="2026-07-01"))
        assert _found(session).state == "put"


def test_a_finding_that_no_longer_holds_is_withdrawn_with_its_steps_and_takes_no_more(dossier: Path) -> None:
    with _open(dossier) as session:
        session.apply(_step("put", due="2026-06-01"))
        session.apply(RecordFact(body="east", fact="results_effective", value=200))
        result = session.result("east")
        assert "displayed" not in {f.rule for f in result.findings}
        (gone,) = result.withdrawn
        assert (gone.rule, gone.case.state, len(gone.case.steps)) == ("displayed", "put", 1)
        assert "does not hold" in gone.why.en
        with pytest.raises(InputError, match="withdrawn: the facts changed"):
            session.apply(_step("drop", text="x"))


def test_a_step_on_a_finding_that_is_not_there_is_refused(dossier: Path) -> None:
    with _open(dossier) as session:
        with pytest.raises(NotFound, match="there is no finding displaid"):
            session.apply(StepFinding(body="east", finding="displaid", move="put", due="2026-06-01"))
        with pytest.raises(NotFound):
            session.apply(StepFinding(body="west", finding="displayed", move="put", due="2026-06-01"))


def _of(number: int, move: str, by: str = "a", **more: object) -> FindingStep:
    return FindingStep(
        id=f"s{number}{by}", body="b", finding="f", number=number, move=move, by=by,
        after=f"s{number - 1}a" if number > 1 else "", **more,
    )  # type: ignore[arg-type]  # fmt: skip


@given(st.lists(st.sampled_from(sorted(WAYS)), max_size=6), st.randoms(use_true_random=False))
def test_the_case_is_the_same_in_whatever_order_the_steps_arrive(moves: list[str], random: object) -> None:
    steps = [_of(n, move) for n, move in enumerate(moves, 1)]
    mixed = list(steps)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert case_of(mixed) == case_of(steps)
    assert case_of(steps).state in STATES


def test_steps_that_two_people_took_at_once_are_kept_and_said() -> None:
    case = case_of([_of(1, "put"), _of(2, "explain"), _of(2, "contest", "b")])
    assert case.at_once
    assert len(case.steps) == 3
    assert not case_of([_of(1, "put"), _of(2, "explain")]).at_once


def test_every_state_can_be_left_but_a_decision_needs_a_hearing_first() -> None:
    for state, move in itertools.product(("raised",), DECISIONS[:1]):
        assert obstacle(case_of(()), move, "", "2026-01-01") is not None, state
    assert set(possible(case_of(()), "a", "2026-01-01")) == {
        "put", "reply", "explain", "accept", "contest", "drop", "intent", "owner",
    }  # fmt: skip
    for steps in ([_of(1, "put")], [_of(1, "explain")], [_of(1, "drop")], [_of(1, "explain"), _of(2, "uphold")]):
        assert possible(case_of(steps), "x", "2026-01-01"), steps[-1].move


def test_what_the_body_promised_is_due_and_a_new_reply_takes_its_place() -> None:
    case = case_of([_of(1, "put", due="2026-06-01"), _of(2, "accept", commitment="We merge", due="2026-12-01")])
    assert (case.due, case.due_for) == ("2026-12-01", "remedy")
    assert case.commitment is not None
    assert case_of([_of(1, "put", due="2026-06-01")]).due_for == "reply"
