"""Scores as a table: every figure at full precision, bands as two columns, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from assess.base.errors import InputError
from assess.base.sheets import escape
from assess.dossier.edits import AddBody, RecordFact, SetAnswer
from assess.exchange.tables import scores_frame, write_scores
from assess.snapshot import Snapshot
from tests.mini import name, new_session

COLUMNS = [
    "id", "name_zh", "name_en", "rank", "rank_best", "rank_worst", "overall_low", "overall_high", "sum_low",
    "sum_high", "built_low", "built_high", "used_low", "used_high", "gap_low", "gap_high", "coverage",
    "grade", "flags",
]  # fmt: skip


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("campaign") / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name('=HYPERLINK("http://evil")')))
        session.apply(AddBody(id="west", name=name("西　县\x07, “引号”")))
        session.apply(
            SetAnswer(body="east", indicator="open_share", value=0.333),
            SetAnswer(body="east", indicator="visits", value=500.0),
            SetAnswer(body="east", indicator="waiting", value=2.0),
            RecordFact(body="east", fact="results_displayed", value=20),
            RecordFact(body="east", fact="results_effective", value=5),
        )
        session.apply(AddBody(id="void", name=name("Void")))
        excused = [i.id for i in session.pack.indicators if i.scored and i.not_applicable == "leave-denominator"]
        session.apply(*(SetAnswer(body="void", indicator=i, value=None, state="not-applicable") for i in excused))
        return session.snapshot()


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_csv_has_a_row_per_body_and_two_columns_per_band(shot: Snapshot, tmp_path: Path) -> None:
    write_scores(shot, tmp_path / "scores.csv")
    assert (tmp_path / "scores.csv").read_bytes()[:3] == b"\xef\xbb\xbf", "for Chinese names in spreadsheets"
    rows = _read(tmp_path / "scores.csv")
    assert list(rows[0]) == COLUMNS
    assert [r["id"] for r in rows] == ["east", "void", "west"]
    east = shot.body("east")
    assert east is not None
    used = east.score.layers["used"].score
    assert used is not None
    assert float(rows[0]["used_low"]) == used.lo, "to the last digit"
    assert (rows[0]["rank"], rows[0]["flags"], rows[0]["grade"]) == ("1", "2", "low")
    assert (rows[2]["built_low"], rows[2]["built_high"]) == ("0.0", "100.0")
    assert rows[1]["used_low"] == "", "what has no score has an empty cell, not a zero"


def test_a_workbook_has_the_same_rows(shot: Snapshot, tmp_path: Path) -> None:
    write_scores(shot, tmp_path / "scores.XLSX")
    sheet = openpyxl.load_workbook(tmp_path / "scores.XLSX")["scores"]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == COLUMNS
    assert [r[0] for r in rows[1:]] == ["east", "void", "west"]
    assert rows[1][3] == 1
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_no_name_is_a_formula_and_none_keeps_controls(shot: Snapshot, tmp_path: Path) -> None:
    write_scores(shot, tmp_path / "scores.csv")
    rows = _read(tmp_path / "scores.csv")
    assert rows[0]["name_en"] == '\'=HYPERLINK("http://evil")'
    assert rows[2]["name_zh"] == "西　县, “引号”"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("A=1", "A=1"),
        ("", ""),
    ],
)
def test_text_that_would_run_is_quoted(text: str, safe: str) -> None:
    assert escape(text) == safe


def test_a_table_of_no_bodies_has_its_header(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess") as session:
        write_scores(session.snapshot(), tmp_path / "scores.csv")
    assert (tmp_path / "scores.csv").read_text("utf-8-sig").strip().split(",") == COLUMNS


def test_whole_numbers_stay_whole_beside_a_body_without_rank(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        shot = session.snapshot()
    frame = scores_frame(shot)
    assert list(frame["rank"]) == [1, 2]
    assert str(frame["rank"].dtype) == "Int64"


def test_another_ending_is_refused_and_writes_nothing(shot: Snapshot, tmp_path: Path) -> None:
    for file in ("scores.ods", "scores", "scores.csv.gz"):
        with pytest.raises(InputError, match="unknown kind of table") as caught:
            write_scores(shot, tmp_path / file)
        assert caught.value.lines("zh")[1] == "请用 .csv 或 .xlsx 结尾。"
    assert list(tmp_path.iterdir()) == []
