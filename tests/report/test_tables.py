"""Tables for other programs: what the snapshot says to the last digit, told of column by column, and nothing runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from assess.base.texts import LANGS, Text
from assess.report.messages import COLUMNS, TABLES
from assess.report.tables import DataTable, data_tables, described
from assess.report.write import write_site
from assess.snapshot import Snapshot


def _table(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    table = next(t for t in data_tables(snapshot) if t.id == name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows()]


def _csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_league_is_the_snapshots_to_the_last_digit(snapshot: Snapshot) -> None:
    rows = {r["body"]: r for r in _table(snapshot, "league")}
    assert set(rows) == {b.body.id for b in snapshot.bodies}
    for b in snapshot.bodies:
        row, total = rows[b.body.id], b.score.totals["overall"].value
        assert (row["total_overall_low"], row["total_overall_high"]) == (
            (total.lo, total.hi) if total else (None, None)
        )
        assert row["rank"] == (b.standing.rank if b.standing else None)
        assert row["coverage"] == b.score.coverage
        holding = [f for f in b.findings if f.verdict == "yes" and f.state != "dropped"]
        assert row["flags_high"] + row["flags_medium"] + row["flags_low"] == len(holding)
    assert [r["rank"] for r in _table(snapshot, "league")][-1] is None, "a body without a score comes last"


def test_layers_and_indicators_are_long_and_hold_every_score(snapshot: Snapshot) -> None:
    layers = {(r["body"], r["layer"]): r for r in _table(snapshot, "layers")}
    told = {(r["body"], r["indicator"], r["voice"]): r for r in _table(snapshot, "indicators")}
    for b in snapshot.bodies:
        for key, layer in b.score.layers.items():
            low = layer.score.lo if layer.score else None
            assert layers[b.body.id, key]["score_low"] == low
        for key, score in b.score.indicators.items():
            for voice, band in score.voices.items():
                row = told[b.body.id, key, voice]
                assert (row["score_low"], row["score_high"], row["state"]) == (band.lo, band.hi, score.state)
                assert row["counts"] == ("yes" if voice == score.standing else "no")


def test_every_finding_piece_of_evidence_and_measurement_has_a_row(snapshot: Snapshot) -> None:
    told = [(r["body"], r["finding"]) for r in _table(snapshot, "findings")]
    assert sorted(told) == sorted((b.body.id, f.id) for b in snapshot.bodies for f in b.findings)
    hashes = {(r["body"], r["evidence"]): r["sha256"] for r in _table(snapshot, "evidence")}
    assert hashes == {(b.body.id, e.id): e.sha256 for b in snapshot.bodies for e in b.evidence}
    facts = _table(snapshot, "facts")
    for b in snapshot.bodies:
        for m in b.measurements:
            row = next(
                r for r in facts
                if (r["body"], r["fact"], r["voice"]) == (b.body.id, m.fact, m.voice)
                and r["previous"] == ("yes" if m.previous else "no")
            )  # fmt: skip
            assert (row["low"], row["high"]) == ((m.band.lo, m.band.hi) if m.band else (None, None))
        assert {r["fact"] for r in facts if r["body"] == b.body.id} >= set(b.facts)


def test_every_column_is_told_of_in_both_languages_and_no_other(snapshot: Snapshot) -> None:
    tables = data_tables(snapshot)
    assert {t.id for t in tables} == set(TABLES)
    keys = {key for t in tables for _, key, _ in described(t.columns, snapshot)}
    assert keys == set(COLUMNS)
    for table in tables:
        assert len(set(table.columns)) == len(table.columns)


def test_the_three_forms_hold_the_same_rows(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path, bodies=[])
    for table in data_tables(snapshot):
        data = json.loads((tmp_path / "data" / f"{table.id}.json").read_bytes())
        lines = _csv(tmp_path / "data" / f"{table.id}.csv")
        book = openpyxl.load_workbook(tmp_path / "data" / f"{table.id}.xlsx")
        cells = list(book[table.id].iter_rows(values_only=True))
        assert data["columns"] == lines[0] == list(cells[0]) == list(table.columns)
        assert data["snapshot"] == snapshot.digest
        assert len(data["rows"]) == len(lines) - 1 == len(cells) - 1
        for row, line, cell in zip(data["rows"], lines[1:], cells[1:], strict=True):
            assert [_same(x) for x in row] == [_same(_read(x, y)) for x, y in zip(row, line, strict=True)]
            assert [_same(x) for x in row] == [_same(x) for x in cell]
        assert [r[0] for r in book["columns"].iter_rows(values_only=True)] == ["column", *table.columns]


def _same(value: Any) -> Any:
    return "" if value is None else value


def _read(like: Any, text: str) -> Any:
    return type(like)(text) if isinstance(like, int | float) and text else text


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=HYPERLINK("http://evil")', "-2+3"]


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_text_of_a_body_is_a_formula_in_any_table(tmp_path: Path, snapshot: Snapshot, payload: str) -> None:
    first = snapshot.bodies[0]
    evidence = tuple(msgspec.structs.replace(e, title=payload, locator=payload) for e in first.evidence[:1])
    body = msgspec.structs.replace(first.body, id=payload, name=Text(zh=payload, en=payload))
    changed = msgspec.structs.replace(
        snapshot, bodies=(msgspec.structs.replace(first, body=body, evidence=evidence), *snapshot.bodies[1:])
    )
    write_site(changed, tmp_path, bodies=[])
    for path in (tmp_path / "data").glob("*.csv"):
        for line in _csv(path):
            assert not [c for c in line if c.lstrip()[:1] in tuple("=+@＝＋－＠") or _runs(c)], path.name
    for path in (tmp_path / "data").glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                assert not [c for c in row if c.data_type == "f"]
                assert not [
                    c for c in row if isinstance(c.value, str) and c.value.lstrip()[:1] in tuple("=+-@＝＋－＠")
                ]
    raw = json.loads((tmp_path / "data" / "league.json").read_bytes())
    assert payload in [row[0] for row in raw["rows"]], "JSON keeps the text as it is"


def _runs(cell: str) -> bool:
    """Whether a cell of CSV that begins with a minus is anything but a negative number."""
    if not cell.startswith("-"):
        return False
    try:
        float(cell)
    except ValueError:
        return True
    return False


def test_negative_numbers_stay_numbers(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path, bodies=[])
    least = min(b.gap.lo for b in snapshot.bodies if b.gap)
    assert least < 0
    sheet = openpyxl.load_workbook(tmp_path / "data" / "league.xlsx")["league"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert least in [row[head.index("gap_low")] for row in rows]
    lines = _csv(tmp_path / "data" / "league.csv")
    assert repr(least) in [line[lines[0].index("gap_low")] for line in lines]


def test_tables_are_the_same_bytes_each_time(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path / "one", bodies=[])
    write_site(snapshot, tmp_path / "two", bodies=[])
    for path in (tmp_path / "one" / "data").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "data" / path.name).read_bytes(), path.name


def test_the_read_me_tells_of_every_table_in_both_languages(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path, bodies=[])
    text = (tmp_path / "data" / "README.md").read_text(encoding="utf-8")
    assert snapshot.digest in text
    for lang in LANGS:
        for table in data_tables(snapshot):
            assert TABLES[table.id].get(lang) in text
    assert text.count("- `body`") == 2 * sum("body" in t.columns for t in data_tables(snapshot))


def test_a_campaign_without_bodies_has_empty_tables(snapshot: Snapshot) -> None:
    empty = msgspec.structs.replace(snapshot, bodies=())
    rows = {t.id: len(list(t.rows())) for t in data_tables(empty)}
    assert {key for key, n in rows.items() if n} == {"definitions"}
    assert all(isinstance(t, DataTable) for t in data_tables(empty))
