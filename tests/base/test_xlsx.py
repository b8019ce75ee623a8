"""Opening Excel files from strangers: whatever is handed in, the answer is a workbook or a clear refusal."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.base.errors import AssessError, InputError, NotFound
from assess.base.xlsx import MAX_FILE, MAX_UNPACKED, open_xlsx


def _good() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["ID", "Answer"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zipped(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def _changed(edit: Callable[[dict[str, bytes]], None], data: bytes | None = None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data or _good())) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    edit(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(name: str, content: bytes) -> bytes:
    return _changed(lambda m: m.update({name: content}))


def _without(name: str) -> bytes:
    return _changed(lambda m: m.pop(name) and None)


def _encrypted() -> bytes:
    data = bytearray(_good())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _twice() -> bytes:
    out = io.BytesIO(_good())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def _entities() -> bytes:
    lol = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(9))

    def edit(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        body = members[name].decode().split("?>", 1)[-1]
        members[name] = f'<?xml version="1.0"?><!DOCTYPE w [{lol}]>{body.replace("ID", "&e8;")}'.encode()

    return _changed(edit)


def _lying_size() -> bytes:
    """A member whose directory entry declares less than it unpacks to."""
    data = bytearray(_with("xl/media/a.bin", b"\0" * 100_000))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def _refusal(path: Path) -> AssessError | None:
    try:
        open_xlsx(path)
    except AssessError as error:
        return error
    return None


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "is empty"),
    "nothing but zeros": (lambda: b"\0" * 500, "is empty"),
    "an old .xls or a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
    "a PDF": (lambda: b"%PDF-1.7\n...", "is not an Excel file"),
    "CSV text": (lambda: b"ID;Answer\n1;yes\n", "is not an Excel file"),
    "a Word document": (lambda: _zipped(word__document_dot_xml="<w/>"), "is a Word document"),
    "a PowerPoint file": (lambda: _zipped(ppt__presentation_dot_xml="<p/>"), "is a PowerPoint file"),
    "a binary workbook": (lambda: _zipped(xl__workbook_dot_bin=b"\x83"), "binary Excel"),
    "an OpenDocument sheet": (
        lambda: _zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument",
    ),
    "some other zip": (lambda: _zipped(readme_dot_txt="hello"), "is a zip archive"),
    "a zip without members": (_zipped, "is a zip archive"),
    "encrypted members": (_encrypted, "are encrypted"),
    "two members of one name": (_twice, "two parts of one name"),
    "a bomb of a hundred megabytes": (lambda: _with("xl/a.bin", b"\0" * (MAX_UNPACKED + 1)), "zip bomb"),
    "a dense bomb below the limit": (lambda: _with("xl/a.xml", b" " * 5_000_000), "zip bomb"),
    "six thousand members": (lambda: _changed(lambda m: m.update({f"x{n}": b"" for n in range(6000)})), "zip bomb"),
    "entities that unfold": (_entities, "declares entities"),
    "a member that unpacks to more than declared": (lambda: _lying_size()[:-200], "is damaged"),
    "a truncated file": (lambda: _good()[: len(_good()) // 2], "is damaged"),
    "no sheet inside": (lambda: _without("xl/worksheets/sheet1.xml"), "has no sheets"),
    "a sheet that is no XML": (lambda: _with("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>"), "is damaged"),
}


@pytest.mark.parametrize("kind", REFUSED, ids=list(REFUSED))
def test_what_is_no_sound_workbook_is_refused_with_a_way_out(kind: str, tmp_path: Path) -> None:
    make, words = REFUSED[kind]
    path = tmp_path / "survey.xlsx"
    path.write_bytes(make())
    with pytest.raises(InputError) as caught:
        open_xlsx(path)
    assert words in caught.value.message.en
    assert "survey.xlsx" in caught.value.message.zh
    assert caught.value.hint is not None


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(InputError, match="larger than 32 MB"):
        open_xlsx(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        open_xlsx(tmp_path / "none.xlsx")
    with pytest.raises(InputError, match="is a folder"):
        open_xlsx(tmp_path)


def test_macros_are_seen_and_not_run(tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsm"
    path.write_bytes(_with("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 AutoOpen"))
    opened = open_xlsx(path)
    assert opened.macros
    assert opened.book.active is not None


def test_formulas_are_opened_a_second_time_only_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_good())
    assert open_xlsx(path).formulas is None
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]
    book.save(path)
    opened = open_xlsx(path)
    assert opened.book.active["A1"].value is None  # type: ignore[index]
    assert opened.formulas is not None
    assert opened.formulas.active["A1"].value == "=1+1"  # type: ignore[index]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=300).map(lambda b: b"PK\x03\x04" + b),
        st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=8)).map(
            lambda spoil: _good()[: spoil[0]] + spoil[1] + _good()[spoil[0] + len(spoil[1]) :]
        ),
    )
)
def test_any_bytes_give_a_workbook_or_an_error_for_people(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.xlsx"
    path.write_bytes(data)
    refusal = _refusal(path)
    assert refusal is None or (refusal.message.zh and refusal.hint is not None)
