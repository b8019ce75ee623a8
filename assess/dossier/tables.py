"""Measured tables let into a dossier: only small ones of finite numbers that fit their labels."""

from __future__ import annotations

import math
import re
from itertools import chain
from typing import Final

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.edits import ClearSeries, RecordSeries
from assess.dossier.entities import Series
from assess.dossier.lookup import Look, Puts, known_body

MOST_CELLS: Final = 4_000
"""Cells of one table: a year of days by ten columns, or a hundred offices by forty."""
MOST_LABEL: Final = 120
"""Characters of a label."""


def series_edit(edit: RecordSeries | ClearSeries, look: Look) -> Puts:
    """What the edit puts into its slot; InputError for a table that a dossier does not hold."""
    if isinstance(edit, ClearSeries):
        known_body(edit.body, look)
        return Puts(slots=((f"series/{edit.body}/{edit.id}", None),))
    series = edit.series
    known_body(series.body, look)
    if fault := fault_of(series):
        raise InputError(
            Text(
                zh=f"表“{series.id}”不能登记：{fault.zh}",
                en=f"the table “{series.id}” cannot be recorded: {fault.en}",
            )
        )
    return Puts(slots=((series.slot, series),))


def fault_of(series: Series) -> Text | None:
    """Why a dossier does not hold `series`; None when it does."""
    labels = [*series.rows, *series.columns]
    cells = list(chain.from_iterable(series.values))
    if not re.fullmatch(r"[a-z0-9_]{1,64}", series.id):
        return Text(
            zh="编号只能用小写字母、数字和下划线", en="its id may hold small letters, digits and underscores only"
        )
    widths = {len(row) for row in series.values}
    if not cells or len(series.values) != len(series.rows) or widths != {len(series.columns)}:
        return Text(zh="行列数与标签不符", en="its rows and columns do not fit its labels")
    if len(cells) > MOST_CELLS:
        return Text(zh=f"超过 {MOST_CELLS} 格", en=f"it has more than {MOST_CELLS} cells")
    if any(not label.strip() or len(label) > MOST_LABEL for label in labels):
        return Text(zh=f"标签为空，或超过 {MOST_LABEL} 字", en=f"a label is empty or over {MOST_LABEL} characters")
    if len(set(series.rows)) < len(series.rows) or len(set(series.columns)) < len(series.columns):
        return Text(zh="标签有重复", en="a label occurs twice")
    if any(c is not None and not math.isfinite(c) for c in cells):
        return Text(zh="有不是有限数的格", en="a cell is no finite number")
    if series.coverage is not None and not 0 <= series.coverage <= 1:
        return Text(zh="覆盖率应在 0 与 1 之间", en="its coverage is not between 0 and 1")
    return None
