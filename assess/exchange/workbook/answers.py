"""What a filled cell means on the scale of its question; whatever is read otherwise than typed says so."""

from __future__ import annotations

import datetime as dt
import difflib
import unicodedata
from typing import Any, Final

import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import LANGS, Text
from assess.exchange.workbook import words
from assess.exchange.workbook.lines import choices
from assess.exchange.workbook.read import FORMULA, Cell
from assess.packs.model import Indicator
from assess.packs.scales import Value, check_value, parse_value

_YES: Final = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "✔", "☑", "x", "对"})
_NO: Final = frozenset({"否", "无", "没有", "no", "n", "false", "0", "×", "✗", "☐", "错"})
IS_FORMULA: Final = Text(zh="是公式，未读入；请填写结果", en="is a formula and was not read; write its result")


class Refused(msgspec.Struct, frozen=True):
    """Why a cell was not read."""

    why: Text


class Read(msgspec.Struct, frozen=True):
    """What a cell was read as; `note` says how, where that is not what was typed."""

    value: Value
    note: Text | None = None


def read_answer(indicator: Indicator, cell: Cell) -> Read | Refused:
    """The answer in `cell`, which is not empty; checklists are read row by row with `read_tick`."""
    if cell.value is FORMULA:
        return Refused(IS_FORMULA)
    if isinstance(cell.value, bool):
        return Refused(Text(zh="是逻辑值，不是答案", en="is a logical value and no answer"))
    if indicator.scale.options:
        return _option(indicator, plain(cell.value))
    if indicator.scale.kind == "text":
        return Read(_written(cell.value))
    if isinstance(cell.value, dt.date | dt.time):
        return Refused(
            Text(
                zh="被表格软件当成了日期；请把格子格式改为数值后重填",
                en="was taken for a date by the spreadsheet; set the cell to a number format and type it again",
            )
        )
    read = _number(indicator, cell.value)
    if isinstance(read, Refused):
        return read
    try:
        check_value(indicator, read.value)
    except InputError as error:
        return Refused(error.hint or error.message)
    return read


def read_tick(cell: Cell) -> bool | Refused:
    """Whether an option of a checklist was chosen, from a cell that is not empty."""
    if cell.value is FORMULA:
        return Refused(IS_FORMULA)
    said = plain(cell.value).casefold()
    words_ = {part.strip() for part in said.split("/")}
    if words_ & _YES and not words_ & _NO:
        return True
    if words_ & _NO and not words_ & _YES:
        return False
    return Refused(Text(zh="既不是“是”也不是“否”", en="is neither yes nor no"))


def read_state(cell: Cell) -> str | Refused:
    """The state that was chosen instead of an answer, from a cell that is not empty."""
    said = plain(cell.value).casefold() if cell.value is not FORMULA else ""
    for state, text in words.STATES.items():
        if said in {text.zh, text.en.casefold(), f"{text.zh} / {text.en}".casefold(), state}:
            return state
    return Refused(Text(zh="不在下拉列表中", en="is not on the drop-down list"))


def plain(value: Any) -> str:
    """A cell's text with full-width letters and digits folded, and spaces made one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(unicodedata.normalize("NFKC", str(value)).split())


def _written(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return plain(value) if isinstance(value, int | float) else str(value).strip()


def _option(indicator: Indicator, said: str) -> Read | Refused:
    scale = indicator.scale
    known: dict[str, str] = {}
    exact: set[str] = set()
    for number, option in enumerate(scale.options, 1):
        shown_as = [choices(scale, languages)[number - 1] for languages in (LANGS, ("zh",), ("en",))]
        exact |= set(map(_bare, shown_as))
        for text in (*shown_as, option.text.zh, option.text.en, option.code, str(number), f"{number}."):
            known.setdefault(_bare(text), option.code)
    code = known.get(_bare(said))
    near = difflib.get_close_matches(_bare(said), known, n=1) if code is None else []
    found = scale.option(code or known[near[0]]) if code or near else None
    if found is None:
        return Refused(Text(zh=f"“{shown(said)}”不在选项中", en=f"“{shown(said)}” is none of the options"))
    if code is not None:
        note = Text(zh=f"读作“{found.text.zh}”", en=f"is read as “{found.text.en}”")
        return Read(code, None if _bare(said) in exact else note)
    return Refused(
        Text(
            zh=f"“{shown(said)}”不在选项中；是不是“{found.text.zh}”？",
            en=f"“{shown(said)}” is none of the options; was “{found.text.en}” meant?",
        )
    )


def _bare(text: str) -> str:
    """`text` for comparing: spaces and case aside."""
    return "".join(plain(text).casefold().split())


def _number(indicator: Indicator, value: Any) -> Read | Refused:
    share = indicator.scale.kind == "share"
    if isinstance(value, str):
        try:
            number = parse_value(indicator, value) if not share or "%" in plain(value) else float(plain(value))
        except (InputError, ValueError):
            return Refused(Text(zh=f"“{shown(value)}”不是可用的数", en=f"“{shown(value)}” is no number that fits"))
        read = _share(float(number)) if share and "%" not in plain(value) else Read(float(number))  # type: ignore[arg-type]
        noted = Text(
            zh=f"文字“{shown(value)}”读作 {read.value:g}", en=f"the text “{shown(value)}” is read as {read.value:g}"
        )
        return Read(read.value, read.note or noted)
    if not isinstance(value, int | float):
        return Refused(Text(zh="不是数", en="is no number"))
    return _share(float(value)) if share else Read(float(value))


def _share(number: float) -> Read:
    """A share in a cell of per cents: 0.45 is what the program keeps for 45 %; 45 was typed without the sign."""
    if number > 1:
        part = number / 100
        return Read(part, Text(zh=f"{number:g} 读作 {number:g}%", en=f"{number:g} is read as {number:g}%"))
    return Read(number)
