"""The form can be filled in by people, names what it is of, and holds nothing that a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from assess.base.texts import Lang
from assess.dossier.edits import AddEvidence, SetAnswer
from assess.dossier.entities import Answer
from assess.exchange.workbook.read import read_filled
from assess.exchange.workbook.write import Given, workbook_bytes

from .made import cell_of, sent, session_at


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        first, second = (
            workbook_bytes(session.pack, session.campaign, session.state("east"), session.head) for _ in "ab"
        )
        assert first == second


def test_the_hidden_sheet_says_what_the_form_is_of(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        identity = read_filled(sent(session, tmp_path / "a.xlsx")).identity
        assert (identity.campaign, identity.body, identity.pack) == (session.campaign.id, "east", "mini")
        assert identity.head == session.head
        assert identity.digests == {i.id: i.digest for i in session.pack.indicators}


@pytest.mark.parametrize(("languages", "question"), [(("zh",), "规划\n有规划吗？"), (("en",), "Plan\nIs there a plan?"), (("zh", "en"), "规划\nPlan\n有规划吗？\nIs there a plan?")])  # fmt: skip
def test_the_form_is_in_the_languages_asked_for(tmp_path: Path, languages: tuple[Lang, ...], question: str) -> None:
    with session_at(tmp_path) as session:
        book = openpyxl.load_workbook(sent(session, tmp_path / "a.xlsx", languages=languages))
    assert cell_of(book, "R1", "question").value == question


def test_an_answer_is_chosen_from_a_list_that_holds_commas_and_long_texts(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        book = openpyxl.load_workbook(sent(session, tmp_path / "a.xlsx"))
    cell = cell_of(book, "R1", "answer")
    drop = next(v for v in cell.parent.data_validations.dataValidation if cell.coordinate in v.sqref)
    named = book.defined_names[drop.formula1.removeprefix("=")]
    (sheet, place), *_ = named.destinations
    assert [c[0].value for c in book[sheet][place.replace("$", "")]] == [
        "1. 没有 / None", "2. 草案 / A draft", "3. 已印发 / Issued",
    ]  # fmt: skip


def test_only_what_is_to_be_filled_in_is_open(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        book = openpyxl.load_workbook(sent(session, tmp_path / "a.xlsx"))
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert cell_of(book, "R1", "question").protection.locked
    assert not cell_of(book, "R1", "answer").protection.locked
    assert cell_of(book, "R3", "answer").protection.locked, "a checklist is answered row by row"
    assert not cell_of(book, "R3 · 1", "answer").protection.locked


def test_what_is_known_is_filled_in_and_says_where_it_comes_from(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        digests = {i.id: i.digest for i in session.pack.indicators}
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="until May"))
        session.apply(
            AddEvidence(body="east", indicator="plan", kind="link", title="Draft", locator="https://a.example/")
        )
        earlier = {
            "portal": Answer(body="east", indicator="portal", voice="claimed", state="answered", value="yes", definition=digests["portal"]),
            "open_share": Answer(body="east", indicator="open_share", voice="claimed", state="answered", value=0.5, definition="another question"),
        }  # fmt: skip
        book = openpyxl.load_workbook(
            sent(session, tmp_path / "a.xlsx", given=Given(earlier=earlier, due="2026-06-30"))
        )
    shown = {c: cell_of(book, "R1", c).value for c in ("answer", "comment", "origin", "title", "locator")}
    assert shown == {"answer": "2. 草案 / A draft", "comment": "until May", "origin": "本次已录入 / entered before", "title": "Draft", "locator": "https://a.example/"}  # fmt: skip
    assert cell_of(book, "R2", "answer").value == "2. 是 / Yes"
    assert "period before" in cell_of(book, "R2", "origin").value
    assert cell_of(book, "U1", "answer").value is None, "an answer to another question is not carried over"
    assert "2026-06-30" in [c.value for row in book.worksheets[0].iter_rows() for c in row]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil.example")', "+1", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_no_text_of_the_dossier_becomes_a_formula_and_none_is_changed(tmp_path: Path, text: str) -> None:
    with session_at(tmp_path) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment=text))
        path = sent(session, tmp_path / "a.xlsx")
    cell = cell_of(openpyxl.load_workbook(path), "R1", "comment")
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix
