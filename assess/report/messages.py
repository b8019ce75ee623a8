"""The fixed texts of the report: tables of the catalogues under `templates/locale`.

`LABELS` are what templates print as they stand; sentences with places to fill in are in `PROSE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.report.view.marks import View
from assess.report.wording import LABEL, Table, refresh

HTML_LANG: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}
LANGUAGE_NAMES: Final[dict[Lang, str]] = {"zh": "中文", "en": "English"}
MARKS: Final[dict[str, str]] = {"high": "▲", "medium": "◆", "low": "●"}
"""Severity by shape, so that it reads without colour."""

LABELS: Final = Table(LABEL)
PROSE: Final = Table("sentence")
VETO_STATES: Final = Table("veto")
ANSWER_STATES: Final = Table("answer")
EFFECTS: Final = Table("effect")
VERDICTS: Final = Table("verdict")
EVIDENCE_STATES: Final = Table("evidence")
STALE_REASONS: Final = Table("stale")
COLLECTORS: Final = Table("collector")
FACT_STATES: Final = Table("fact")
REMARKS: Final = Table("remark")
MEANS: Final = Table("mean")
AXES: Final = Table("axis")
QUANTITIES: Final = Table("quantity")
STEPS: Final = Table("step")
WEEKDAYS: Final = Table("weekday")
CHANGES: Final = Table("change")
SHIFTS: Final = Table("shift")
MOVES: Final = Table("move")
STANDS: Final = Table("stand")
OUTCOMES: Final = Table("commitment")
REASONS: Final = Table("commitment-why")
ERRATA: Final = Table("erratum")
TABLES: Final = Table("table")
COLUMNS: Final = Table("column")


def labels(lang: Lang, context: str = LABEL) -> Any:
    """The table `context` in one language, as fields for templates and views."""
    return _labels(tuple((key, text.get(lang)) for key, text in refresh()[context].items()))


@cache
def _labels(texts: tuple[tuple[str, str], ...]) -> Any:
    made = msgspec.defstruct("Labels", [(key, str) for key, _ in texts], bases=(View,), frozen=True)
    return made(**dict(texts))


def name(table: Mapping[str, Text], key: str, lang: Lang) -> str:
    """The name of `key` in `table`, or the key itself: a newer engine may know states that we do not."""
    text = table.get(key)
    return text.get(lang) if text else key
