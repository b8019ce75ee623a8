"""Numbers as people type and read them: full-width digits, 45%, 1.2万, 12,000, and bands such as 10–20."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from assess.base.band import Band
from assess.base.texts import Text
from assess.packs.vocabulary import UNIT_NAMES
from assess.report.format import brief

_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(?!\d)")
_NUMBER: Final = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(%|万|亿|k|m)?", re.IGNORECASE)
_BAND: Final = re.compile(r"\s*(?:\.\.|~|–|—|至|到|(?<=[\d%万亿])\s*-)\s*")
_FACTOR: Final = {"": 1.0, "%": 0.01, "万": 1e4, "亿": 1e8, "k": 1e3, "m": 1e6}

NOT_A_NUMBER: Final = Text(
    zh="不是数字。请写成 12、12.5、45% 或 1.2万 这样的形式。",
    en="Not a number. Write it as 12, 12.5, 45% or 12k.",
)
NOT_A_BAND: Final = Text(
    zh="请写一个数，或写成 10–20 这样由小到大的范围。",
    en="Write one number, or a range such as 10–20, low to high.",
)

UNITS: Final = {**UNIT_NAMES, "share": Text(zh="占比（0 到 1，也可写 45%）", en="share (0 to 1, or 45%)")}


def unit_name(unit: str) -> Text:
    """The unit's name; a unit that is not in the list reads as it is."""
    return UNITS.get(unit, Text(zh=unit, en=unit))


def parse(text: str, unit: str = "") -> float | Text:
    """The number in `text`, or a text that says what is wrong.

    `unit` decides what the percent sign means: in "percent" 45% is 45, elsewhere 0.45.
    """
    plain = _plain(text)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return NOT_A_NUMBER
    factor = _FACTOR[(match[2] or "").lower()]
    if match[2] == "%" and unit == "percent":
        factor = 1.0
    value = float(match[1]) * factor
    # 45% must be 0.45 and not 0.45000000000000001: what is shown is what is stored.
    return float(f"{value:.12g}") if match[2] else value


def parse_band(text: str, unit: str = "") -> float | tuple[float, float] | Text:
    """A number, or a band (lo, hi) written "10–20", "10..20" or "10至20"; else what is wrong."""
    parts = _BAND.split(_plain(text))
    if len(parts) == 1:
        return parse(text, unit)
    if len(parts) == 2 and parts[1].endswith("%") and not parts[0].endswith("%"):
        parts[0] += "%"
    numbers = [parse(p, unit) for p in parts]
    low, high = (numbers[0], numbers[-1])
    if len(parts) != 2 or isinstance(low, Text) or isinstance(high, Text) or low > high:
        return NOT_A_BAND
    return low if low == high else (low, high)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    return _GROUPED.sub(lambda m: m[0].replace(",", ""), plain)


def outside(value: float, lowest: float | None, highest: float | None, unit: str = "") -> Text | None:
    """What to say when `value` is out of range; None when it is admissible."""
    if (lowest is None or value >= lowest) and (highest is None or value <= highest):
        return None
    low, high = (typed(v, unit) if v is not None else "" for v in (lowest, highest))
    if lowest is not None and highest is not None:
        said = Text(zh=f"应在 {low} 到 {high} 之间。", en=f"Must be between {low} and {high}.")
    elif lowest is not None:
        said = Text(zh=f"不应小于 {low}。", en=f"Must not be less than {low}.")
    else:
        said = Text(zh=f"不应大于 {high}。", en=f"Must not be more than {high}.")
    if unit == "share" and highest == 1 and 1 < value <= 100:
        meant = typed(value, "")
        said = Text(
            zh=f"{said.zh}百分之 {meant} 请写作 {meant}%。", en=f"{said.en} For {meant} percent write {meant}%."
        )
    return said


def typed(value: float, unit: str = "") -> str:
    """`value` as a person would type it; reading it back with `parse` gives the same number."""
    if unit == "share":
        percent = f"{float(f'{value * 100:.12g}'):.12g}"
        return f"{percent}%"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def typed_band(band: Band | None, unit: str = "") -> str:
    """A band as a person would type it: one number, or "10–20"; empty when there is none."""
    if band is None:
        return ""
    if band.exact:
        return typed(band.lo, unit)
    return f"{typed(band.lo, unit)}–{typed(band.hi, unit)}"


def shown(value: float, unit: str = "") -> str:
    """`value` for reading: percent for shares, thousands marked, at most two decimals."""
    if unit == "share":
        return f"{value * 100:.4g}%"
    text = f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.1f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_band(band: Band | None, unit: str = "", dash: str = "–") -> str:
    """A band for reading; "–" for none."""
    if band is None:
        return dash
    low, high = shown(band.lo, unit), shown(band.hi, unit)
    return low if low == high else f"{low}{dash}{high}"


def score_text(band: Band | None, dash: str = "–") -> str:
    """A score of 0–100 rounded once for the screen, never over a whole number it has not reached."""
    if band is None:
        return dash
    low, high = brief(band.lo), brief(band.hi)
    return low if low == high else f"{low}{dash}{high}"
