"""Tables for forensic tests: columns as numbers, points in time or text as written, from any file of a table."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assess.exchange.cells import MISSING, Cells
from assess.exchange.moments import moments
from assess.exchange.table_in import Raw, read_raw
from assess.scoring.table import missing_column

_PERIOD: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_FIGURE: Final = re.compile(r"[+-]?\d[\d,]*(\.\d+)?|[+-]?\.\d+")


class ForensicTable:
    """A table as `forensics.run` reads it; a column that is not there is NotFound, with the nearest name."""

    def __init__(self, raw: Raw, sha256: str) -> None:
        self.head, self.sha256, self.encoding, self.guessed = raw.head, sha256, raw.encoding, raw.guessed
        self.rows = len(raw.rows)
        self._raw = raw
        self._read: dict[tuple[str, str], NDArray[Any]] = {}

    def cells(self, column: str) -> list[Any]:
        """The cells of a column as the file has them; None where a row is too short."""
        if column not in self.head:
            raise missing_column(column, self.head)
        at = self.head.index(column)
        return [row[at] if at < len(row) else None for row in self._raw.rows]

    def numbers(self, column: str) -> NDArray[np.float64]:
        """The column as float64; NaN where a cell is empty or no number, "95 %" as 95."""
        return self._kept(column, "numbers", lambda: self._numbers(column))

    def times(self, column: str) -> NDArray[np.datetime64]:
        """The column as datetime64[us]; NaT where a cell is empty or no point in time."""
        return self._kept(column, "times", lambda: moments(self.cells(column)))

    def texts(self, column: str) -> NDArray[np.str_]:
        """The column as text, trimmed and without full-width forms; figures lose their % and thousands marks.

        Months are written 2024-03 whatever the table writes, so that periods sort as they follow each other.
        """
        return self._kept(
            column, "texts", lambda: np.array([written(c) for c in self.cells(column)], dtype=np.str_)
        )

    def _kept(self, column: str, kind: str, read: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        if (column, kind) not in self._read:
            self._read[column, kind] = read()
        return self._read[column, kind]

    def _numbers(self, column: str) -> NDArray[np.float64]:
        reader = Cells(self._raw.comma_is_decimal)
        cells = [None if _blank(c) else c for c in self.cells(column)]
        return np.array(reader.column(column, cells, self._raw.numbers), dtype=np.float64)


def read_forensic_table(path: Path, encoding: str | None = None) -> ForensicTable:
    """The table at `path` (.csv, .tsv, .xlsx, .parquet, .json); errors as `table_in.read_raw`."""
    raw, sha256 = read_raw(path, encoding)
    return ForensicTable(raw, sha256)


def written(cell: Any) -> str:
    """A cell as text: what a person would read in it."""
    if _blank(cell):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    bare = text.removesuffix("%").rstrip()
    if _FIGURE.fullmatch(bare):
        return bare.replace(",", "")
    month = _PERIOD.fullmatch(text)
    return f"{month[1]}-{int(month[2]):02}" if month and 1 <= int(month[2]) <= 12 else text


def _blank(cell: Any) -> bool:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return True
    return isinstance(cell, str) and cell.strip().lower() in MISSING
