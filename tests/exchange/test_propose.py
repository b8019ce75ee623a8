"""Reading a survey into a dossier: again and again, corrected, and beside what people entered themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, AddEvidence, JudgeEvidence, PutImported, SetAnswer
from assess.dossier.entities import Answer, Body, BodyState, Evidence
from assess.exchange.odm_model import Cell, Workbook
from assess.exchange.propose import ORIGIN, Comparison, body_of, check_pack_fits, compare, propose
from assess.session import Session, create_session
from tests.exchange.odm_sheets import facts, pack
from tests.mini import mini

AUTHOR = Author(name="Li Lei", device="0123456789abcdef")
LINKS = ("https://example.org/a", "https://example.org/b")


def _book(**cells: dict[str, Any]) -> Workbook:
    """A small questionnaire of France: q1 with two links, q2 in plain, q3 with a count of links."""
    rows: dict[str, dict[str, Any]] = {
        "q1": {"answer": "yes", "raw": "Yes", "stated_points": 30.0, "comment": "Since 2016.", "links": LINKS},
        "q2": {"answer": "yes", "raw": "Yes", "stated_points": 30.0},
        "q3": {"answer": "no", "raw": "No", "stated_points": 0.0, "link_count": 4},
    } | cells
    made = tuple(Cell(indicator=i, label=i.upper(), row=n, **row) for n, (i, row) in enumerate(rows.items(), 1))
    return Workbook(
        name="FR.xlsx", sha256=digest(msgspec.to_builtins(made)), country="France", country_code="FR", cells=made,
        stated_total=60.0, stated_layers={"policy": 60.0}, read={"rows": len(made)},
    )  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_session(tmp_path / "d.assess", pack(), same("ODM"), author=AUTHOR) as session:
        yield session


def _state(session: Session, body: str = "FR") -> BodyState | None:
    return session.state(body) if body in {b.id for b in session.bodies()} else None


def _plan(session: Session, book: Workbook) -> tuple[PutImported, Comparison]:
    state = _state(session)
    edit = propose(book, pack(), body_of(book), state)
    return edit, compare(edit, state)


def _read(session: Session, book: Workbook) -> Comparison:
    edit, comparison = _plan(session, book)
    session.apply(edit)
    return comparison


def test_answers_evidence_and_report_go_in_as_claims(session: Session) -> None:
    assert _read(session, _book()).added == 1 + 3 + 3 + 1
    state = session.state("FR")
    assert state.body.name.zh == "法国"
    answer = state.answer("q1")
    assert answer is not None
    assert (answer.value, answer.comment, answer.stated_points, answer.origin) == ("yes", "Since 2016.", 30, ORIGIN)
    assert [(e.kind, e.locator, e.status) for e in sorted(state.evidence["q1"], key=lambda e: e.locator)] == [
        ("link", LINKS[0], "attached"), ("link", LINKS[1], "attached")
    ]  # fmt: skip
    assert [(e.kind, e.count) for e in state.evidence["q3"]] == [("citation", 4)]
    assert (state.imports[0].name, state.imports[0].stated["total"]) == ("FR.xlsx", 60)


def test_reading_the_same_file_again_changes_nothing(session: Session) -> None:
    _read(session, _book())
    events = session._store.counts()
    comparison = _read(session, _book())
    assert (comparison.added, comparison.changed, comparison.removed, comparison.overwritten) == (0, 0, 0, ())
    assert comparison.same == 7
    assert session._store.counts() == events


@pytest.mark.parametrize("country", ["FR", "RO"])
def test_the_published_facts_of_a_country_are_read_idempotently(session: Session, country: str) -> None:
    book = facts()[country]
    assert session.apply(propose(book, pack(), body_of(book))).events > 150
    state = session.state(country)
    edit = propose(book, pack(), body_of(book), state)
    assert session.apply(edit).events == 0
    assert edit.emptied == ()


def test_a_corrected_file_leaves_exactly_that_file(session: Session) -> None:
    _read(session, _book())
    corrected = _book(
        q1={"answer": "no", "raw": "No", "stated_points": 0.0, "links": LINKS[:1]},
        q2={"raw": ""},
        q3={"answer": "no", "raw": "No", "stated_points": 0.0},
    )
    edit, comparison = _plan(session, corrected)
    gone = {"answer/FR/q2/claimed", *(s for s in edit.emptied if s.startswith("evidence/"))}
    assert set(edit.emptied) == gone
    assert (comparison.removed, comparison.changed, comparison.overwritten) == (3, 2, ())
    session.apply(edit)
    fresh = propose(corrected, pack(), body_of(corrected))
    state = session.state("FR")
    assert set(state.answers) == {("q1", "claimed"), ("q3", "claimed")}
    assert [e.locator for e in state.evidence["q1"]] == [LINKS[0]]
    assert "q3" not in state.evidence
    written = {e.slot: e for e in fresh.entities if isinstance(e, (Answer, Evidence))}
    held = [*state.answers.values(), *(e for items in state.evidence.values() for e in items)]
    assert {e.slot: e for e in held} == written


def test_figures_that_a_corrected_file_states_otherwise_are_replaced_without_asking(session: Session) -> None:
    _read(session, _book())
    assert {m.fact for m in session.state("FR").measurements.values()} == {"published_policy"}
    comparison = _read(session, msgspec.structs.replace(_book(), sha256="other", stated_layers={"policy": 64.0}))
    assert (comparison.changed, comparison.overwritten) == (1, ())
    comparison = _read(session, msgspec.structs.replace(_book(), sha256="third", stated_layers={}))
    assert (comparison.removed, comparison.overwritten) == (1, ())
    assert session.state("FR").measurements == {}


def test_what_people_entered_stays_and_what_they_changed_is_asked_about(session: Session) -> None:
    _read(session, _book())
    session.apply(SetAnswer(body="FR", indicator="q4", value="yes", comment="mine"))
    session.apply(SetAnswer(body="FR", indicator="q1", value="yes", voice="verified"))
    session.apply(
        AddEvidence(body="FR", indicator="q4", kind="link", title="mine", locator="https://example.org/mine")
    )
    session.apply(SetAnswer(body="FR", indicator="q2", value="no"))
    edit, comparison = _plan(session, _book())
    assert comparison.overwritten == ("answer/FR/q2/claimed",)
    session.apply(edit)
    state = session.state("FR")
    mine, theirs = state.answer("q4"), state.answer("q2")
    assert mine is not None
    assert theirs is not None
    assert (mine.comment, theirs.value) == ("mine", "yes")
    assert state.answer("q1", "verified") is not None
    assert len(state.evidence["q4"]) == 1


def test_an_answer_changed_by_hand_stays_when_the_file_no_longer_has_it(session: Session) -> None:
    _read(session, _book())
    session.apply(SetAnswer(body="FR", indicator="q2", value="no"))
    _read(session, _book(q2={"raw": ""}))
    answer = session.state("FR").answer("q2")
    assert answer is not None
    assert answer.value == "no"


def test_judgements_on_evidence_survive_reading_the_file_again(session: Session) -> None:
    _read(session, _book())
    first, second = session.state("FR").evidence["q1"]
    session.apply(JudgeEvidence(body="FR", evidence=first.id, status="accepted", note="seen", independent=True))
    session.apply(JudgeEvidence(body="FR", evidence=second.id, status="rejected", note="dead"))
    before = session.state("FR").evidence
    comparison = _read(session, _book(q2={"answer": "no", "raw": "No"}))
    assert (comparison.changed, comparison.overwritten) == (2, ()), "the answer, and what the file states"
    assert session.state("FR").evidence == before
    without = _plan(session, _book(q1={"answer": "yes", "raw": "Yes"}))[1]
    assert len(without.overwritten) == 2, "losing a judgement is asked about"


def test_a_row_says_what_it_can(session: Session) -> None:
    book = _book(
        q4={"raw": "Perhaps", "comment": ""},
        q5={"raw": "Perhaps", "comment": "It depends."},
        q8={"raw": "", "comment": "No answer, but a word."},
        q9={"raw": ""},
        q999={"answer": "yes", "raw": "Yes"},
    )
    _read(session, book)
    said = {i: (a.state, a.comment) for (i, _), a in session.state("FR").answers.items() if i > "q3"}
    assert said == {
        "q4": ("error", "Perhaps"),
        "q5": ("error", "It depends."),
        "q8": ("unknown", "No answer, but a word."),
    }


@pytest.mark.parametrize(
    ("name", "code", "country", "body", "shown"),
    [
        ("x.xlsx", "RO", "Romania", "RO", "罗马尼亚"),
        ("Utopia 2023 (final).xlsx", None, "Utopia", "Utopia-2023--final", "Utopia"),
        ("调查表.xlsx", None, "", "body", "调查表.xlsx"),
        ("--.xlsx", "XX", "", "body", "--.xlsx"),
        ("y" * 99 + ".xlsx", None, "", "y" * 64, "y" * 99 + ".xlsx"),
    ],
)
def test_a_body_is_the_country_or_the_file(
    session: Session, name: str, code: str | None, country: str, body: str, shown: str
) -> None:
    book = msgspec.structs.replace(_book(), name=name, country_code=code, country=country)
    found = body_of(book)
    assert (found.id, found.name.zh) == (body, shown)
    session.apply(AddBody(id=found.id, name=found.name))


def test_the_campaign_must_be_by_the_surveys_pack() -> None:
    with pytest.raises(InputError, match="the campaign's pack is mini") as caught:
        check_pack_fits(mini())
    assert caught.value.lines("zh")[1] == "新建活动时请用 --pack open-data-maturity-2023。"
    with pytest.raises(InputError):
        propose(_book(), mini(), Body(id="FR", name=same("France")))
