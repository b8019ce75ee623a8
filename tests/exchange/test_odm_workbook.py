"""The importer of Open Data Maturity workbooks: what it reads, what it survives, what it reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl.comments import Comment

from assess.base.errors import InputError
from assess.exchange.odm_model import Workbook
from assess.exchange.odm_workbook import read_workbook

from .odm_sheets import PARTS, REAL, Form, facts, pack, told, write

WORKBOOKS = sorted(REAL.glob("??_ODM*.xlsx"))


def _said(book: Workbook) -> list[tuple[Any, ...]]:
    """What the facts keep of a book; the free text of Q24a is not among it."""
    return [
        (c.indicator, c.answer, c.stated_points, c.link_count, c.has_text, c.marked)
        for c in book.cells
        if c.indicator != "q24a"
    ]


def _messages(book: Workbook) -> list[str]:
    return sorted(n.message.en for n in book.notices if n.severity == "contradiction")


@pytest.mark.parametrize("code", ["AL", "FR", "LV", "RS"])
def test_a_filled_workbook_reads_back_as_the_facts_it_was_written_from(code: str, tmp_path: Path) -> None:
    book = write(facts()[code]).read(tmp_path, f"{code}_ODM 2023.xlsx")
    assert _said(book) == _said(facts()[code])
    assert book.country_code == code
    assert (book.stated_total, book.stated_unsure, book.stated_preliminary) == (
        facts()[code].stated_total,
        facts()[code].stated_unsure,
        facts()[code].stated_preliminary,
    )
    assert book.stated_layers == facts()[code].stated_layers
    assert len(book.stated_groups) == 18
    assert book.read == facts()[code].read | {
        "skipped": 10,
        "answered": sum(c.answer is not None for c in book.cells),
    }
    assert len(_messages(book)) == len(_messages(facts()[code]))


def test_france_has_nothing_to_contradict(tmp_path: Path) -> None:
    book = write(facts()["FR"]).read(tmp_path)
    assert told(book) == {}
    assert sum(c.stated_points or 0 for c in book.cells) == 2497


# The same sheet, laid out otherwise


LAYOUTS: dict[str, dict[str, Any]] = {
    "pushed down and right": {"first_row": 9, "first_column": 4},
    "columns in another order": {
        "parts": ("score", "id", "mark", "question", "guide", "answer", "comment", "justification")
    },
    "a column between": {"parts": ("id", "", "question", "", "answer", *PARTS[3:])},
    "no guide, comments or marks' neighbours": {
        "parts": ("id", "question", "answer", "justification", "comment", "mark", "score")
    },
    "numbers as text with a Q": {"number": lambda key: f"Q{key}"},
    "numbers as decimals": {"number": lambda key: float(key) if key.isdigit() else f" {key.upper()} "},
    "scores as text": {"points": lambda p: f" {p:g} "},
    "scores with a decimal comma": {"points": lambda p: f"{p:.1f}".replace(".", ",")},
    "answers in capitals with stray spaces": {"spoken": lambda text: f"  {text.upper()}  "},
    "answers with characters nobody sees": {"spoken": lambda text: f"\ufeff{text}\u200b\u200e"},
    "answers with typographic quotes": {"spoken": lambda text: text.replace("'", "’").replace("-", "–")},
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=list(LAYOUTS))
def test_a_moved_or_retyped_layout_reads_the_same(layout: str, tmp_path: Path) -> None:
    book = write(facts()["RS"], **LAYOUTS[layout]).read(tmp_path, "RS_ODM 2023.xlsx")
    assert _said(book) == _said(facts()["RS"])
    assert book.stated_layers == facts()["RS"].stated_layers
    assert told(book) == {}


def test_the_sheet_is_found_by_its_content_among_others(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.sheet.title = "Blad 7"
    cover = form.book.create_sheet("Questionnaire", 0)
    cover.append(["ID", "Question", "Answer"])
    cover.append([1, "Not this one", "yes"])
    book = form.read(tmp_path)
    assert len(book.cells) == 172
    assert book.cells[0].where("answer").startswith("Blad 7!")


def test_a_second_copy_of_the_questionnaire_is_pointed_out(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.book.copy_worksheet(form.sheet).title = "Old version"
    book = form.read(tmp_path)
    assert len(book.cells) == 172
    assert "was not read" in told(book, "warning")["Old version"]


def test_blank_rows_and_tables_between_questions_change_nothing(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    for row in (form.rows["129"], form.rows["37"], form.rows["6a"]):
        form.sheet.insert_rows(row, 3)
    book = form.read(tmp_path)
    assert _said(book) == _said(facts()["FR"])
    assert told(book) == {}


def test_links_in_the_table_below_a_question_belong_to_it(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    before = next(c.link_count for c in facts()["FR"].cells if c.indicator == "q37")
    row = form.rows["37"]
    form.sheet.insert_rows(row + 1, 2)
    form.sheet.cell(row + 1, form.columns["question"], "Surveys")
    form.sheet.cell(
        row + 1, form.columns["justification"], "see (https://example.org/wiki/A_(b)), https://example.org/c."
    )
    form.sheet.cell(row + 2, form.columns["justification"], "a report").hyperlink = "https://example.org/d"
    cell = next(c for c in form.read(tmp_path).cells if c.indicator == "q37")
    assert cell.link_count == before + 3
    assert {"https://example.org/wiki/A_(b)", "https://example.org/c", "https://example.org/d"} <= set(cell.links)


def test_without_headings_the_background_rows_still_stay_out(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    for name, row in form.headings.items():
        if name not in ("total", "unsure", "preliminary", "country"):
            form.sheet.cell(row, form.columns["question"]).value = None
    book = form.read(tmp_path)
    assert _said(book) == _said(facts()["FR"])
    assert book.read["skipped"] == 10


def test_a_heading_with_a_wrong_number_is_known_by_the_questions_below_it(tmp_path: Path) -> None:
    """So it stands in at least one published sheet: 2.3b twice and 2.3c never."""
    form = write(facts()["FR"])
    form.at("2.3c", "question").value = "2.3b Something else"
    book = form.read(tmp_path)
    assert set(book.stated_groups) == {*write(facts()["FR"]).read(tmp_path).stated_groups}
    assert told(book) == {}
    assert any("taken as 2.3c" in message for message in told(book, "warning").values())


# Contradictions, planted one at a time


def _set(label: str, part: str, content: Any) -> Callable[[Form], tuple[str, str]]:
    def plant(form: Form) -> tuple[str, str]:
        cell = form.at(label, part)
        cell.value = content
        return f"Questionnaire!{cell.coordinate}", ""

    return plant


def _planted(
    plant: Callable[[Form], tuple[str, str]], tmp_path: Path, code: str = "FR"
) -> tuple[dict[str, str], str]:
    form = write(facts()[code])
    where, _ = plant(form)
    return told(form.read(tmp_path, f"{code}_ODM 2023.xlsx")), where


PLANTS: dict[str, tuple[Callable[[Form], tuple[str, str]], str]] = {
    "points that the answer does not earn": (
        _set("1", "score", 10),
        "answers “yes”, which earns 30 points; the sheet says 10",
    ),
    "points over the maximum": (_set("82", "score", 11), "states 11 points; the range is 0 to 10"),
    "points below zero": (_set("82", "score", -5), "states -5 points"),
    "points without an answer": (
        _set("60", "answer", "Select answer for Q60"),
        "is not answered, yet the sheet says 10",
    ),
    "points on a row that carries none": (_set("27b", "score", 5), "carries no points, yet the sheet gives it 5"),
    "a dimension that does not add up": (_set("portal", "score", 626), "add up to 627, its subtotal says 626"),
    "a sub-dimension that does not add up": (_set("1.1", "score", 1), "its subtotal says 1"),
    "the parent of four sub-dimensions": (
        _set("2.3", "score", 1),
        "The rows of “2.3” add up to 320, its subtotal says 1",
    ),
    "a total that does not add up": (_set("total", "score", 2500), "add up to 2497, the stated total is 2500"),
    "unsure points without a mark": (
        _set("unsure", "score", 10),
        "marked rows add up to 0, the stated unsure points are 10",
    ),
    "a preliminary score that is no difference": (
        _set("preliminary", "score", 2490),
        "is not the preliminary score 2490",
    ),
    "another country than the file name": (
        _set("country", "justification", "Finland"),
        "the file name says FR (France)",
    ),
}


@pytest.mark.parametrize("name", PLANTS, ids=list(PLANTS))
def test_a_planted_contradiction_is_found_at_its_cell(name: str, tmp_path: Path) -> None:
    plant, words = PLANTS[name]
    found, where = _planted(plant, tmp_path)
    if name != "points without an answer":  # that one is reported beside the points, not beside the answer
        assert words in found[where]
    assert any(words in message for message in found.values())


def test_a_follow_up_answered_although_it_does_not_arise_is_a_contradiction(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.at("70a", "answer").value = "No"
    form.at("70a", "score").value = 0
    found = told(form.read(tmp_path))
    assert "Q70b follows on Q70a, which says “No”" in found[f"Questionnaire!{form.at('70b', 'answer').coordinate}"]


def test_a_follow_up_that_says_no_does_not_contradict_its_parent(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    for label in ("26a", "26b"):
        form.at(label, "answer").value = "No"
        form.at(label, "score").value = 0
    assert not any("follows" in message for message in told(form.read(tmp_path)).values())


def test_the_rows_of_2023_that_do_not_follow_from_their_answers_are_found_in_the_facts() -> None:
    credited = {c: [m for m in _messages(b) if "given" in m or "earns" in m] for c, b in facts().items()}
    assert {c: len(m) for c, m in credited.items() if m} == {"AL": 2, "LV": 1, "SE": 1, "SK": 1}


def test_a_row_without_weight_that_scores_as_in_ireland_is_found_three_times_over(tmp_path: Path) -> None:
    """Q24a carries no points; scored 10 it lifts the rows ten above the stated figures."""
    form = write(facts()["FR"])
    form.at("24a", "score").value = 10
    found = told(form.read(tmp_path))
    assert "Q24a carries no points" in found[f"Questionnaire!{form.at('24a', 'score').coordinate}"]
    assert (
        "add up to 2507, the stated total is 2497" in found[f"Questionnaire!{form.at('total', 'score').coordinate}"]
    )
    assert "add up to 650, its subtotal says 640" in found[f"Questionnaire!{form.at('policy', 'score').coordinate}"]


def test_doubtful_rows_are_reported_one_by_one(tmp_path: Path) -> None:
    book = write(facts()["RS"]).read(tmp_path, "RS_ODM 2023.xlsx")
    assert [m for m in told(book, "warning").values() if "marked as unsure" in m] == [
        "Q69a is marked as unsure by the reviewers (10 points)"
    ]
    assert (book.stated_total, book.stated_unsure, book.stated_preliminary) == (1914, 10, 1904)


def test_a_question_that_stands_twice_is_taken_once_and_reported(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.put(id="1", question="again", answer="No", score=0)
    form.put(id="2", question="again", answer="Yes", score=30)
    book = form.read(tmp_path)
    assert next(c for c in book.cells if c.indicator == "q1").answer == "yes"
    assert any("Q1 stands twice" in m and "differs" in m for m in told(book).values())
    assert any("Q2 stands twice" in m and "agrees" in m for m in told(book, "warning").values())


def test_missing_and_unknown_questions_are_named(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.sheet.delete_rows(form.rows["128c"])
    form.at("59", "id").value = 159
    book = form.read(tmp_path)
    warnings = " ".join(told(book, "warning").values())
    assert "2 questions missing: Q59, Q128c" in warnings
    assert "There is no question Q159" in warnings
    assert len(book.cells) == 170


# Cells as people leave them


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Yess", "yes"),
        ("majority of datasets", "the majority of datasets"),
        ("perhaps", ""),
        ("=1+1", ""),
        ("\u202eperhaps", ""),
    ],
)
def test_words_that_are_no_option_are_reported_with_the_nearest_one(typed: str, near: str, tmp_path: Path) -> None:
    form = write(facts()["FR"])
    cell = form.at("23b", "answer") if "majority" in typed else form.at("1", "answer")
    cell.value = typed
    cell.data_type = "s"
    book = form.read(tmp_path)
    message = told(book, "warning")[f"Questionnaire!{cell.coordinate}"]
    assert "counts as unanswered" in message
    assert message.isprintable()
    assert ("the nearest is" in message) == bool(near)
    assert not near or near in message
    read = next(c for c in book.cells if c.row == cell.row)
    assert (read.answer, read.raw) == (None, typed)


@pytest.mark.parametrize("typed", ["#REF!", "n. a.", "ten", "nan", "1e999", "10 points"])
def test_a_score_that_is_no_number_is_reported_and_never_used(typed: str, tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.at("60", "score").value = typed
    book = form.read(tmp_path)
    assert next(c for c in book.cells if c.indicator == "q60").stated_points is None
    assert (
        "is no number and was not used"
        in told(book, "warning")[f"Questionnaire!{form.at('60', 'score').coordinate}"]
    )


def test_what_excel_did_to_answers_is_undone_and_said(tmp_path: Path) -> None:
    import datetime as dt

    form = write(facts()["FR"])
    form.at("117", "answer").value = dt.datetime(2023, 4, 1)
    form.at("117", "score").value = 10
    share = form.at("107", "answer")
    share.value, share.number_format = 1, "0%"
    form.at("107", "score").value = 20
    book = form.read(tmp_path)
    said = {c.indicator: c.answer for c in book.cells}
    assert (said["q117"], said["q107"]) == ("1-4", "100")
    assert len([m for m in told(book, "warning").values() if "Excel had turned" in m]) == 2


def test_formulas_without_results_count_as_blank_and_are_said(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    for label in form.rows:
        form.at(label, "score").value = "=1+1"
    book = form.read(tmp_path)
    assert all(c.stated_points is None for c in book.cells)
    hollow = [m for m in told(book, "warning").values() if "without its result" in m]
    assert len(hollow) == 1
    assert hollow[0].startswith("172 cells")


def test_an_answer_cell_merged_into_another_is_said(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    column = form.columns["answer"]
    form.sheet.merge_cells(
        start_row=form.rows["6a"], end_row=form.rows["6b"], start_column=column, end_column=column
    )
    book = form.read(tmp_path)
    assert next(c for c in book.cells if c.indicator == "q6b").answer is None
    assert "merged into another" in told(book, "warning")[f"Questionnaire!{form.at('6b', 'answer').coordinate}"]


def test_nothing_of_the_respondent_is_taken_over_but_the_country(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.sheet.cell(1, 3).comment = Comment("by Jane Secret", "Jane Secret")
    whole = msgspec.json.encode(form.read(tmp_path)).decode()
    assert "Secret" not in whole
    assert "jane" not in whole
    assert "France" in whole


def test_e_mail_addresses_in_justifications_are_pointed_out(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.at("1", "justification").value = "Ask someone@example.org."
    assert any(
        "E-mail addresses stand in the justification of Q1" in m for m in told(form.read(tmp_path), "info").values()
    )


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    hostile = '<script>alert(1)</script> =HYPERLINK("javascript:x") https://example.org/<b>'
    form.at("1", "justification").value = hostile
    cell = next(c for c in form.read(tmp_path).cells if c.indicator == "q1")
    assert cell.comment == hostile
    assert cell.links == ("https://example.org/",)


def test_a_sheet_with_a_cell_at_its_far_end_is_read_without_walking_there(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    form.sheet.cell(1_048_576, 16_384, "far")
    book = form.read(tmp_path)
    assert _said(book) == _said(facts()["FR"])
    assert any("too large" in m for m in told(book, "warning").values())


def test_the_empty_form_is_read_and_called_empty(tmp_path: Path) -> None:
    form = write(facts()["FR"])
    for label in form.rows:
        form.at(label, "answer").value = f"Select answer for Q{label}"
        form.at(label, "score").value = None
        form.at(label, "justification").value = None
    book = form.read(tmp_path)
    assert book.read["answered"] == 0
    assert {c.raw for c in book.cells} == {""}
    assert any("looks like the empty form" in m for m in told(book, "warning").values())


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("Greece", "EL_ODM 2023.xlsx", "GR"),
        ("Republic of Serbia", "RS_ODM.xlsx", "RS"),
        ("  THE NETHERLANDS ", "survey.xlsx", "NL"),
        ("德国", "survey.xlsx", "DE"),
        ("Atlantis", "SE_ODM 2023.xlsx", "SE"),
        ("Atlantis", "survey.xlsx", None),
        (None, "fr-odm.xlsx", "FR"),
    ],
)
def test_countries_are_known_by_name_or_by_file(
    typed: str | None, name: str, code: str | None, tmp_path: Path
) -> None:
    form = write(facts()["FR"])
    form.at("country", "justification").value = typed
    assert form.read(tmp_path, name).country_code == code


def test_a_workbook_that_is_no_questionnaire_names_its_sheets(tmp_path: Path) -> None:
    form = Form()
    form.sheet.title = "Budget"
    form.sheet.append(["ID", "Item", "Answer", "Euro"])
    form.sheet.append(["a", "b", "c", 4])
    with pytest.raises(InputError) as caught:
        form.read(tmp_path)
    assert "Budget" in caught.value.message.en
    assert caught.value.hint is not None


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds nothing"):
        Form().read(tmp_path)


# The published workbooks, where they are at hand


@pytest.mark.parametrize("path", [None, *WORKBOOKS], ids=["written", *(p.name[:2] for p in WORKBOOKS)])
def test_a_published_workbook_reads_to_its_published_points(path: Path | None, tmp_path: Path) -> None:
    book = read_workbook(path, pack()) if path else write(facts()["FR"]).read(tmp_path)
    assert len(book.cells) == 172
    assert sum(c.stated_points or 0 for c in book.cells) == book.stated_total
    for layer, stated in book.stated_layers.items():
        own = {i.id for i in pack().of_layer(layer)}
        assert sum(c.stated_points or 0 for c in book.cells if c.indicator in own) == stated
    assert (book.stated_total or 0) - (book.stated_unsure or 0) == book.stated_preliminary
    assert not [n for n in book.notices if n.severity == "error" or "no option" in n.message.en]
    known = facts().get(book.country_code or "")
    assert known is None or _said(book) == _said(known)
    assert path is None or known is None or book.sha256 == known.sha256
