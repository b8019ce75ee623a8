"""CSV and workbooks as bytes: read back by others as they were meant, whatever the texts."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base import sheets
from assess.base.sheets import Sheet, csv_bytes, plain, xlsx_bytes

CELLS = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30)
)


def _read(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_whatever_the_cells_both_forms_read_back_as_they_were_escaped(rows: list[tuple[object, object]]) -> None:
    meant = [tuple(plain(cell) for cell in row) for row in rows]  # type: ignore[arg-type]
    back = list(csv.reader(io.StringIO(csv_bytes(("a", "b"), rows).decode("utf-8-sig"), newline="")))  # type: ignore[arg-type]
    assert back == [
        ["a", "b"],
        *[["" if c is None else c if isinstance(c, str) else repr(c) for c in r] for r in meant],
    ]
    book = xlsx_bytes([Sheet("t", ("a", "b"), rows)])  # type: ignore[arg-type]
    read = _read(book, "t")[1:]
    padded = read + [(None, None)] * (len(meant) - len(read))
    for row, cells in zip(meant, padded, strict=True):
        for cell, found in zip(row, cells, strict=True):
            if isinstance(cell, str):
                assert (found or "") == cell.replace("_x", "_x005F_x") or _decoded(found) == cell
            else:
                assert found == cell


def _decoded(found: object) -> str:
    return str(found or "").replace("_x005F_", "_")


def test_a_text_that_looks_like_a_code_of_the_format_is_told_not_to_be_one() -> None:
    data = xlsx_bytes([Sheet("t", ("a",), [("_x0041_",)])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"_x005F_x0041_" in archive.read("xl/worksheets/sheet1.xml")


def test_what_a_workbook_cannot_hold_whole_ends_in_dots_there_and_is_whole_in_csv() -> None:
    long = "证" * 20_000
    assert _read(xlsx_bytes([Sheet("t", ("a",), [(long,)])]), "t")[1] == ("证" * 15_999 + "…",)
    assert csv_bytes(("a",), [(long,)]).decode("utf-8-sig").split("\r\n")[1] == long


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    data = xlsx_bytes([Sheet("t", ("a",), [(n,) for n in range(5)]), Sheet("u", ("b",), [])])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["t", "t 2", "t 3", "u"]
    assert [[c.value for (c,) in s.iter_rows()] for s in book] == [["a", 0, 1], ["a", 2, 3], ["a", 4], ["b"]]


def test_infinity_and_what_is_no_number_are_empty_cells() -> None:
    rows = [(float("inf"), float("nan"), -1.5)]
    assert csv_bytes(("a", "b", "c"), rows).decode("utf-8-sig") == "a,b,c\r\n,,-1.5\r\n"
    assert _read(xlsx_bytes([Sheet("t", ("a", "b", "c"), rows)]), "t")[1] == (None, None, -1.5)


def test_lines_within_a_text_become_one_and_a_formula_after_them_is_escaped() -> None:
    assert plain("one\r\ntwo\tthree") == "one two three"
    assert plain("\n=1") == "'=1"
    assert plain(" ＋1") == "'＋1"


def test_no_date_goes_into_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([Sheet("t", ("a",), [])]))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
