"""What comes back is read cell by cell: nothing is guessed in silence, nothing altered is taken, nothing else is lost."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assess.base.errors import AssessError, InputError
from assess.dossier.edits import AddEvidence, JudgeEvidence, SetAnswer
from assess.dossier.entities import Answer, Evidence
from assess.exchange.workbook.layout import IDENTITY
from assess.exchange.workbook.propose import Proposal
from assess.exchange.workbook.read import read_filled

from .made import cell_of, fates, filled, proposal, sent, session_at, whys


def claimed(found: Any) -> dict[str, tuple[str, Any]]:
    return {e.indicator: (e.state, e.value) for e in found.edit.entities if isinstance(e, Answer)}


def test_every_kind_of_scale_is_read(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        path = filled(sent(session, tmp_path / "a.xlsx"), {
            ("R1", "answer"): "2. 草案 / A draft", ("R2", "answer"): "2. 是 / Yes",
            ("R3 · 1", "answer"): "是 / yes", ("R3 · 2", "answer"): "否 / no", ("R3 · 3", "answer"): "是 / yes",
            ("U1", "answer"): 0.45, ("U2", "answer"): 1200, ("U4", "answer"): "much\nto say",
        })  # fmt: skip
        found = proposal(session, path)
        assert claimed(found) == {
            "plan": ("answered", "draft"), "portal": ("answered", "yes"), "parts": ("answered", ("a", "c")),
            "open_share": ("answered", 0.45), "visits": ("answered", 1200.0), "remarks": ("answered", "much\nto say"),
        }  # fmt: skip
        assert set(fates(found).values()) == {"new"}
        session.apply(found.edit)
        assert set(fates(proposal(session, path)).values()) == {"same"}, "reading it again changes nothing"
        session.undo()
        assert not session.state("east").answers


@pytest.mark.parametrize(
    ("typed", "value", "note"),
    [
        (45, 0.45, "45 is read as 45%"),
        (1, 1.0, None),
        (0.333, 0.333, None),
        ("45%", 0.45, "the text “45%” is read as 0.45"),
        ("４５％", 0.45, "is read as 0.45"),
        ("0.2", 0.2, "is read as 0.2"),
    ],
)
def test_a_share_is_told_as_what_it_was_read(tmp_path: Path, typed: Any, value: float, note: str | None) -> None:
    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("U1", "answer"): typed}))
    assert claimed(found)["open_share"] == ("answered", pytest.approx(value))
    assert (note is None) == ("U1" not in whys(found))
    assert note is None or note in whys(found)["U1"]


@pytest.mark.parametrize(
    ("label", "typed", "why"),
    [
        ("U1", 145, "between 0 and 1"),
        ("U1", -0.1, "between 0 and 1"),
        ("U1", "about half", "no number"),
        ("U1", True, "logical value"),
        ("U2", "1.2万", "no number"),
        ("U2", -3, "between 0 and 1e+06"),
        ("U2", dt.datetime(2026, 1, 5), "taken for a date"),
        ("U2", "=6*7", "is a formula"),
        ("R1", "drafts", "was “A draft” meant?"),
        ("R1", "7", "none of the options"),
        ("R3 · 1", "perhaps", "neither yes nor no"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason_and_the_rest_goes_on(
    tmp_path: Path, label: str, typed: Any, why: str
) -> None:
    with session_at(tmp_path) as session:
        path = filled(sent(session, tmp_path / "a.xlsx"), {(label, "answer"): typed, ("R2", "answer"): "yes"})
        found = proposal(session, path)
    assert why in whys(found)[label.split(" ")[0]]
    assert claimed(found) == {"portal": ("answered", "yes")}


@pytest.mark.parametrize("typed", ["draft", "2", "2.", "草案", " a  DRAFT ", "２．草案", 2, 2.0, "2. 草案"])
def test_an_option_may_be_typed_by_its_number_code_or_text(tmp_path: Path, typed: Any) -> None:
    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): typed}))
    assert claimed(found) == {"plan": ("answered", "draft")}


def test_rows_of_a_checklist_left_blank_are_read_as_no_and_that_is_said(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("R3 · 2", "answer"): "√"}))
    assert claimed(found) == {"parts": ("answered", ("b",))}
    assert "left blank and read as no" in whys(found)["R3"]


def test_not_applicable_needs_a_reason_and_a_pack_that_admits_it(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        bare = filled(sent(session, tmp_path / "a.xlsx"), {("R1", "state"): "不适用 / not applicable", ("R4", "state"): "not applicable", ("R4", "comment"): "no team"})  # fmt: skip
        found = proposal(session, bare)
        assert claimed(found) == {}
        assert "needs a reason" in whys(found)["R1"]
        assert "does not admit" in whys(found)["R4"]
        said = filled(sent(session, tmp_path / "b.xlsx"), {("R1", "state"): "不适用 / not applicable", ("R1", "comment"): "no plans here", ("R2", "state"): "不知道"})  # fmt: skip
        assert claimed(proposal(session, said)) == {"plan": ("not-applicable", None), "portal": ("unknown", None)}


def test_every_explanation_is_told_with_what_becomes_of_it(tmp_path: Path) -> None:
    def explained(found: Proposal, label: str) -> list[tuple[str, str]]:
        return [(c.fate, c.says) for c in found.cells if c.label == label]

    with session_at(tmp_path) as session:
        for n, comment in enumerate(["first", "first", "second", None]):
            cells = {("R1", "answer"): "A draft", ("R1", "comment"): comment}
            found = proposal(session, filled(sent(session, tmp_path / f"{n}.xlsx"), cells))
            assert (
                explained(found, "R1")
                == [
                    [("new", "A draft"), ("new", "first")],
                    [("same", "A draft"), ("same", "first")],
                    [("same", "A draft"), ("changed", "second")],
                    [("same", "A draft"), ("cleared", "")],
                ][n]
            )
            assert found.edit.places == ({} if n == 1 else {"answer/east/plan/claimed": found.cells[0].sheet + "!" + found.cells[0].at})  # fmt: skip
            session.apply(
                SetAnswer(body="east", indicator="plan", value="draft", comment="kept") if n == 3 else found.edit
            )
        cells = {("R1", "answer"): "done", ("R1", "comment"): "=1+1", ("R2", "answer"): "perhaps", ("R2", "comment"): "we think", ("R3", "comment"): "alone"}  # fmt: skip
        found = proposal(session, filled(sent(session, tmp_path / "last.xlsx"), cells))
    assert [f[0] for f in explained(found, "R1")] == ["changed", "refused"]
    assert [e.comment for e in found.edit.entities if isinstance(e, Answer)] == ["kept"]
    assert explained(found, "R2")[1] == ("ignored", "we think")
    assert any("the answer beside it was not" in c.why.en for c in found.cells if c.why)
    assert explained(found, "R3") == [("ignored", "alone")]


def test_an_answer_beside_not_known_is_refused(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        path = filled(sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): "draft", ("R1", "state"): "not known"})
        assert fates(proposal(session, path)) == {"R1": "refused"}


def test_a_prefilled_answer_that_was_emptied_is_taken_back_and_an_answer_given_since_is_not(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
        path = filled(sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): None})
        session.apply(SetAnswer(body="east", indicator="visits", value=5.0))
        found = proposal(session, path)
        assert fates(found) == {"R1": "cleared"}
        session.apply(found.edit)
        assert {i for i, _ in session.state("east").answers} == {"visits"}


def test_evidence_is_attached_once_and_keeps_its_judgement(tmp_path: Path) -> None:
    row = {("R1", "kind"): "文件 / Document", ("R1", "title"): "Plan of the East", ("R1", "locator"): "plan.pdf", ("R1", "captured"): "2026年1月5日"}  # fmt: skip
    with session_at(tmp_path) as session:
        path = filled(sent(session, tmp_path / "a.xlsx"), row)
        session.apply(proposal(session, path).edit)
        (held,) = session.state("east").evidence["plan"]
        assert (held.kind, held.title, held.locator, held.captured) == (
            "document",
            "Plan of the East",
            "plan.pdf",
            "2026-01-05",
        )
        session.apply(JudgeEvidence(body="east", evidence=held.id, status="accepted"))
        assert fates(proposal(session, path)) == {"R1": "same"}


def test_every_date_of_evidence_goes_out_and_comes_back(tmp_path: Path) -> None:
    said = {
        "captured": "2026-01-05",
        "received": "2026-01-07",
        "effective_from": "2025-01-01",
        "effective_to": "2025-12-31",
    }
    row: dict[tuple[str, str], object] = {("R1", name): date for name, date in said.items()}
    row |= {("R1", "title"): "Plan", ("R1", "effective_to"): dt.datetime(2025, 12, 31)}
    with session_at(tmp_path) as session:
        session.apply(proposal(session, filled(sent(session, tmp_path / "a.xlsx"), row)).edit)
        (held,) = session.state("east").evidence["plan"]
        assert {name: getattr(held, name) for name in said} == said
        session.apply(JudgeEvidence(body="east", evidence=held.id, status="accepted"))
        again = sent(session, tmp_path / "b.xlsx")
        book = openpyxl.load_workbook(again)
        assert {name: cell_of(book, "R1", name).value for name in said} == said
        assert fates(proposal(session, again)) == {"R1": "same"}
        session.apply(proposal(session, filled(again, {("R1", "effective_to"): "2026-12-31"})).edit)
        (held,) = session.state("east").evidence["plan"]
        assert (held.effective_to, held.status) == ("2026-12-31", "attached")


def test_dates_that_cannot_follow_each_other_are_refused_and_the_evidence_is_read(tmp_path: Path) -> None:
    row = {("R1", "title"): "Plan", ("R1", "effective_from"): "2026-02-01", ("R1", "effective_to"): "2026-01-01"}
    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), row))
    (made,) = (e for e in found.edit.entities if isinstance(e, Evidence))
    assert (made.title, made.effective_from, made.effective_to) == ("Plan", "", "")
    assert [c.fate for c in found.cells] == ["refused", "new"]


def test_the_dates_of_what_others_attached_are_not_changed_by_a_form(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        session.apply(AddEvidence(body="east", indicator="plan", kind="document", title="Plan"))
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("R1", "captured"): "2026-01-05"}))
    assert fates(found) == {"R1": "ignored"}
    assert not found.edit.entities


def test_a_form_of_the_first_version_is_read(tmp_path: Path) -> None:
    def as_it_was(book: Any) -> None:
        identity = json.loads(book[IDENTITY]["A1"].value)
        book[IDENTITY]["A1"].value = json.dumps(identity | {"format": 1})
        for sheet in book.worksheets[1:-1]:
            sheet.delete_cols(6 if sheet.title == identity["more"] else 13, 3)

    row = {("R1", "answer"): "draft", ("R1", "title"): "Plan", ("R1", "captured"): "2026-01-05"}
    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), row, as_it_was))
    assert [(e.title, e.captured, e.received) for e in found.edit.entities if isinstance(e, Evidence)] == [
        ("Plan", "2026-01-05", "")
    ]
    assert claimed(found) == {"plan": ("answered", "draft")}


def test_further_evidence_stands_on_a_sheet_of_its_own_and_goes_both_ways(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        for n in (1, 2):
            session.apply(
                AddEvidence(
                    body="east", indicator="plan", kind="link", title=f"Link {n}", locator=f"https://e.example/{n}"
                )
            )
        path = sent(session, tmp_path / "a.xlsx")

        def add(book: Any) -> None:
            sheet = book["更多证据"]
            assert [c.value for c in sheet[3]][:2] == ["R1", "网页链接 / Link"]
            assert {sheet["C3"].value, cell_of(book, "R1", "title").value} == {"Link 1", "Link 2"}
            for at, value in enumerate(("U2", "", "", "https://e.example/log", dt.datetime(2026, 2, 3)), 1):
                sheet.cell(4, at).value = value
            sheet.cell(5, 3).value = "for which question?"

        found = proposal(session, filled(path, {}, add))
    made = [e for e in found.edit.entities if isinstance(e, Evidence)]
    assert [(e.indicator, e.kind, e.locator, e.captured) for e in made] == [
        ("visits", "link", "https://e.example/log", "2026-02-03")
    ]
    assert found.counts == {"same": 2, "new": 1, "refused": 1}


@pytest.mark.parametrize("column", ["label", "question", "help"])
def test_a_row_whose_question_was_edited_is_not_read(tmp_path: Path, column: str) -> None:
    with session_at(tmp_path) as session:
        path = filled(
            sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): "draft", ("R1", column): "something else"}
        )
        found = proposal(session, path)
    assert claimed(found) == {}
    assert [c.fate for c in found.cells] == ["refused"]


def test_rows_may_be_sorted_and_rows_that_were_added_are_told(tmp_path: Path) -> None:
    def shuffle(book: Any) -> None:
        sheet = cell_of(book, "R1", "answer").parent
        sheet.insert_rows(3)
        sheet.cell(3, 5).value = "what is this?"

    with session_at(tmp_path) as session:
        found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): "draft"}, shuffle))
    assert claimed(found) == {"plan": ("answered", "draft")}
    assert [c.says for c in found.cells if c.fate == "ignored"] == ["what is this?"]


def test_a_question_that_was_changed_since_is_refused_by_itself(tmp_path: Path) -> None:
    def older(book: Any) -> None:
        identity = json.loads(book[IDENTITY]["A1"].value)
        identity["digests"]["plan"] = "0" * 64
        book[IDENTITY]["A1"].value = json.dumps(identity)

    with session_at(tmp_path) as session:
        path = filled(
            sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): "draft", ("R2", "answer"): "yes"}, older
        )
        found = proposal(session, path)
    assert claimed(found) == {"portal": ("answered", "yes")}
    assert "changed since" in whys(found)["R1"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("campaign", "other", "campaign other"),
        ("pack", "gold", "pack gold"),
        ("format", 3, "format 3"),
        ("format", 0, "format 0"),
    ],
)
def test_a_form_of_something_else_is_refused(tmp_path: Path, field: str, value: Any, says: str) -> None:
    def forge(book: Any) -> None:
        identity = json.loads(book[IDENTITY]["A1"].value)
        book[IDENTITY]["A1"].value = json.dumps(identity | {field: value})

    with session_at(tmp_path) as session, pytest.raises(InputError, match=says) as caught:
        proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {}, forge))
    assert caught.value.hint is not None


def test_a_form_without_its_hidden_sheet_is_refused(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        path = sent(session, tmp_path / "a.xlsx")
    filled(path, {}, lambda book: book.remove(book[IDENTITY]))
    with pytest.raises(InputError, match="not a workbook that this program sent out"):
        read_filled(path)


def test_ids_that_were_altered_are_refused(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        path = sent(session, tmp_path / "a.xlsx")
    filled(path, {}, lambda book: book[IDENTITY].__setitem__("A1", "{}"))
    with pytest.raises(InputError, match="were altered"):
        read_filled(path)


def test_a_plain_workbook_is_none_of_ours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(AssessError, match="not a workbook"):
        read_filled(tmp_path / "x.xlsx")
