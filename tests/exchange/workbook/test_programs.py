"""Forms survive other programs and broken files: LibreOffice keeps them whole, damage is refused without a traceback."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assess.base.errors import AssessError
from assess.dossier.entities import Answer

from .made import cell_of, fates, filled, proposal, sent, session_at


@pytest.mark.long
@pytest.mark.office
def test_libreoffice_keeps_every_id_answer_and_drop_down(tmp_path: Path) -> None:
    with session_at(tmp_path) as session:
        path = filled(sent(session, tmp_path / "a.xlsx"), {
            ("R1", "answer"): "2. 草案 / A draft", ("R3 · 1", "answer"): "是 / yes", ("U1", "answer"): 0.45,
            ("U4", "answer"): "two\nlines", ("R2", "state"): "不知道 / not known", ("R1", "title"): "2024-1.pdf",
        })  # fmt: skip
        before = proposal(session, path)
        program = shutil.which("soffice")
        assert program, "LibreOffice is not here: make browser-deps"
        home = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [
            program,
            home,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        after = proposal(session, tmp_path / "out" / "a.xlsx")
    assert after.edit.entities == before.edit.entities
    assert fates(after) == fates(before) == {"R1": "new", "R2": "new", "R3": "new", "U1": "new", "U4": "new"}
    kept = openpyxl.load_workbook(tmp_path / "out" / "a.xlsx")
    cell = cell_of(kept, "R2", "answer")
    assert any(cell.coordinate in v.sqref for v in cell.parent.data_validations.dataValidation)
    assert kept["assess"].sheet_state != "visible"


def damaged(data: bytes, rng: random.Random) -> bytes:
    """`data` as a disk, a mail gateway or a forger may leave it."""
    way = rng.randrange(4)
    if way == 0:
        return data[: rng.randrange(len(data))]
    if way == 1:
        out = bytearray(data)
        for _ in range(rng.randrange(1, 20)):
            out[rng.randrange(len(out))] = rng.randrange(256)
        return bytes(out)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(sorted(parts))
    if way == 2:
        parts[name] = parts[name].replace(*rng.choice([(b'"', b"'<"), (b"<v>", b"<v>9e999"), (b't="s"', b't="b"'), (b"</row>", b""), (b"<c ", b"<c r='ZZZ99999999' ")]))  # fmt: skip
    else:
        del parts[name]
    out_ = io.BytesIO()
    with zipfile.ZipFile(out_, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out_.getvalue()


def test_a_damaged_form_is_refused_or_told_cell_by_cell_and_never_breaks_the_reader(tmp_path: Path) -> None:
    rng = random.Random(2026)
    refused = 0
    with session_at(tmp_path) as session:
        whole = filled(
            sent(session, tmp_path / "a.xlsx"), {("R1", "answer"): "draft", ("U2", "answer"): 7}
        ).read_bytes()
        for _ in range(120):
            (tmp_path / "b.xlsx").write_bytes(damaged(whole, rng))
            try:
                found = proposal(session, tmp_path / "b.xlsx")
            except AssessError as error:
                assert error.message.zh
                assert error.message.en
                refused += 1
            else:
                said = {e.indicator: e.value for e in found.edit.entities if isinstance(e, Answer)}
                assert said.items() <= {"plan": "draft", "visits": 7.0}.items() or any(
                    c.fate != "same" for c in found.cells
                )
        assert not session.state("east").answers
    assert refused > 60
