"""Tables for aids: columns found by name, bad cells told and never dropped silently, results that run no formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assess.base.errors import InputError, NotFound
from assess.exchange.aid_in import Mapping, read_mapping, read_sheet
from assess.exchange.aid_out import write_rows
from assess.findings.aids.columns import columns_of
from tests.findings.aids import tables as made

QUADRANT = columns_of("quadrant")


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("table", "rows", "name", "encoding", "expected"),
    [
        ("quadrant", made.datasets(2000), "t.csv", "gb18030", {"dataset", "department", "frequency", "spillover", "done"}),
        ("quadrant", made.datasets(300), "t.xlsx", "", {"dataset", "department", "frequency", "spillover", "done"}),
        ("duties", made.duties(2000), "t.csv", "gb18030", {"duty", "department"}),
        ("systems", made.systems(500), "t.xlsx", "", {"system", "department", "about"}),
        ("catalogue", made.catalogue(400), "t.csv", "utf-8-sig", {"dataset", "department", "system", "good", "shared", "used"}),
        ("reluctance", made.refusals(250), "t.csv", "gb18030",
         {"department", "dataset", "shared", "reason", "basis", "days", "records", "requests", "granted"}),
        ("responsibility", made.parties(200), "t.xlsx", "",
         {"dataset", "owner", "users", "manager", "collect", "store", "update", "maintain", "verify", "supervise"}),
    ],
)  # fmt: skip
def test_tables_of_agencies_are_read_whole(
    tmp_path: Path, table: str, rows: tuple[list[str], made.Rows], name: str, encoding: str, expected: set[str]
) -> None:
    path = made.save(tmp_path / name, *rows, encoding=encoding)
    sheet = read_sheet(path, columns_of(table))
    assert (len(sheet.rows), sheet.total, sheet.faults, sheet.unread) == (len(rows[1]), len(rows[1]), (), ())
    assert set(sheet.columns) == expected
    if encoding == "gb18030":
        assert (sheet.encoding, sheet.guessed) == ("gb18030", True)


def test_english_names_are_known_too(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Dataset,Owner,Calls per year,Departments served,Gathering\na,x,12,3,API\n")
    (row,) = read_sheet(path, QUADRANT).rows
    assert row.values == {"dataset": "a", "department": "x", "frequency": 12.0, "spillover": 3.0, "done": "logical"}


def test_bad_cells_are_unknown_and_rows_without_what_is_needed_are_set_aside_and_told(tmp_path: Path) -> None:
    text = "数据集,使用频率,外溢性,实际做法,备注\n甲,很多,3,物理,\n,5,3,接口,\n丙,-4,3,搬家,\n丁,,无,,\n"
    sheet = read_sheet(csv_file(tmp_path, text), QUADRANT)
    assert (sheet.total, len(sheet.rows), sheet.dropped, sheet.unread) == (4, 3, 1, ("备注",))
    told = [(f.number, f.column, f.text, f.dropped) for f in sheet.faults]
    assert sorted(told) == [
        (2, "使用频率", "很多", False), (3, "数据集", "", True), (4, "使用频率", "-4", False), (4, "实际做法", "搬家", False),
    ]  # fmt: skip
    assert [r.number_of("frequency") for r in sheet.rows] == [None, None, None]
    assert len(sheet.rows) + sheet.dropped == sheet.total


def test_a_word_for_no_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "数据集,已共享,质量达标\n甲,无,有\n乙,否,\n")
    rows = read_sheet(path, columns_of("catalogue")).rows
    assert [(r.text("shared"), r.text("good")) for r in rows] == [("no", "yes"), ("no", "")]


def test_several_departments_in_a_cell_are_several(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "数据集,数源部门,使用部门\n甲,民政局,公安局、税务局；教育局\n")
    (row,) = read_sheet(path, columns_of("responsibility"), Mapping({"manager": ""})).rows
    assert row.names("users") == ("公安局", "税务局", "教育局")


def test_titles_above_the_names_and_remarks_in_them_are_passed_over(tmp_path: Path) -> None:
    text = "甲市政务数据目录,,\n填报单位：数据局,,\n*数据集名称（必填）,使用频率（次/年）,外溢性\n人口库,12,3\n"
    sheet = read_sheet(csv_file(tmp_path, text), QUADRANT)
    (row,) = sheet.rows
    assert (row.number, sheet.head_row, sheet.total) == (4, 3, 1)
    assert (row.text("dataset"), row.number_of("frequency"), row.number_of("spillover")) == ("人口库", 12.0, 3.0)


def test_a_party_whose_column_is_not_recognised_is_asked_for_and_no_gap_of_the_datasets(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("数据集,谁供,使用方,管理方\n甲,公安局,民政局,数据局\n乙,,民政局,数据局\n", "utf-8")
    columns = columns_of("responsibility")
    with pytest.raises(InputError) as caught:
        read_sheet(path, columns)
    assert "数源部门" in caught.value.message.zh
    assert caught.value.hint is not None
    assert 'owner = "列名"' in caught.value.hint.zh
    assert len(read_sheet(path, columns, Mapping({"owner": "谁供"})).rows) == 2
    assert len(read_sheet(path, columns, Mapping({"owner": ""})).rows) == 2


def test_datasets_that_come_twice_are_counted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("数据集,部门,年调用次数,使用部门数\n甲,公安局,5,1\n甲,民政局,6,2\n甲,公安局,7,3\n", "utf-8")
    sheet = read_sheet(path, columns_of("quadrant"))
    assert len(sheet.rows) == 3
    assert [(f.number, f.message.zh, f.dropped, f.kept) for f in sheet.faults] == [
        (4, "与第 2 行同名", False, True)
    ]


def test_a_missing_column_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_sheet(csv_file(tmp_path, "编号,次数\n1,2\n"), QUADRANT)
    assert "Dataset" in error.value.message.en
    assert error.value.hint is not None
    assert "dataset =" in error.value.hint.en


def test_a_mapping_names_columns_and_words_for_one_input_or_all(tmp_path: Path) -> None:
    given = tmp_path / "m.toml"
    given.write_text(
        '[columns]\ndataset = "编号"\nspillover = ""\n[values.done]\nphysical = ["搬家"]\n[systems.columns]\nsystem = "平台"\n',
        "utf-8",
    )
    found = read_mapping(given)
    assert found["systems"] == Mapping(columns={"system": "平台"})
    path = csv_file(tmp_path, "编号,外溢性,实际做法\n7,3,搬家\n")
    (row,) = read_sheet(path, QUADRANT, found[""]).rows
    assert row.values == {"dataset": "7", "done": "physical"}


@pytest.mark.parametrize(
    ("text", "error"),
    [("[columns]\ndatset = 'x'", "Did you mean dataset"), ("[columns]\ndataset = 'no'", "has no column"), ("columns = 3", "cannot be used"), ("[", "cannot be used")],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_what_is_wrong(tmp_path: Path, text: str, error: str) -> None:
    given = tmp_path / "m.toml"
    given.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_sheet(csv_file(tmp_path, "编号\n1\n"), QUADRANT, read_mapping(given)[""])
    assert error in " ".join(caught.value.lines("en"))


def test_a_mapping_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_no_cell_of_the_results_is_a_formula(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_rows(path, ["a", "b", "c"], [["=1+1", "@SUM(A1)", 3.0], ["+cmd|' /C calc'!A0", "甲", None]])
    if name.endswith(".csv"):
        cells = [c for line in csv.reader(path.read_text("utf-8-sig").splitlines()) for c in line]
        assert "3" in cells
    else:
        book = load_workbook(path)
        cells = [str(c.value) for line in book.worksheets[0].iter_rows() for c in line]
        assert all(c.data_type != "f" for line in book.worksheets[0].iter_rows() for c in line)
    assert "甲" in cells
    assert not any(c[:1] in "=+-@" for c in cells if c)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_rows(tmp_path / "x.doc", ["a"], [])
