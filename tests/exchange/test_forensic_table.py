"""Tables for forensic tests: digits as written, numbers as numbers, whatever file they come in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from assess.base.errors import NotFound
from assess.exchange.forensic_table import read_forensic_table, written

CSV = '区县,满意率,评价数,月份,打卡时间\n甲县,97.30%,"1,234",2024年3月,2024/3/5 8:31\n乙县,—,12,2024-04,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_gives_each_column_as_a_test_wants_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(CSV.encode(encoding))
    table = read_forensic_table(path, encoding)
    assert table.texts("满意率").tolist() == ["97.30", ""]
    np.testing.assert_array_equal(table.numbers("满意率"), [97.3, np.nan])
    assert table.numbers("评价数").tolist() == [1234, 12]
    assert table.texts("月份").tolist() == ["2024-03", "2024-04"]
    assert table.times("打卡时间")[0] == np.datetime64("2024-03-05T08:31", "us")
    assert np.isnat(table.times("打卡时间")[1])
    assert (table.rows, len(table.sha256)) == (2, 64)


def test_a_workbook_reads_like_a_csv_file(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["county", "rate", "n"], ["A", 97.3, 1234], ["B", None, 12]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    table = read_forensic_table(tmp_path / "t.xlsx")
    assert table.texts("rate").tolist() == ["97.3", ""]
    assert table.texts("n").tolist() == ["1234", "12"]


def test_a_column_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("rate,n\n1,2\n", "utf-8")
    with pytest.raises(NotFound) as caught:
        read_forensic_table(tmp_path / "t.csv").numbers("rat")
    assert caught.value.hint is not None
    assert "rate" in caught.value.hint.en


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (0.5, "0.5"),
        ("５０．０％", "50.0"),
        ("1,234", "1234"),
        (None, ""),
        (float("nan"), ""),
        ("N/A", ""),
        ("甲, 乙", "甲, 乙"),
    ],
)
def test_cells_as_a_person_reads_them(cell: object, text: str) -> None:
    assert written(cell) == text
