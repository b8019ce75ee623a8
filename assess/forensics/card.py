"""The card of a forensic test: what it asks, what it reads, what it assumes, and how to run it.

Whoever plans a family of tests, prints their documentation or turns an outcome into a finding reads cards, and
never needs to know one test from another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
import numpy as np

from assess.base.texts import Text
from assess.forensics.outcome import Outcome

Column = np.ndarray[Any, np.dtype[Any]]
Columns = Mapping[str, Column]
"""Columns by role, all of one length: floats for numbers, `datetime64[us]` for times, strings for the rest."""

ROLES: Final = {
    "value": Text(zh="数值", en="A number"),
    "text": Text(zh="原样书写的数字（保留末尾的零）", en="A number as it was written, trailing zeros kept"),
    "cases": Text(zh="分母（个数）", en="The number of cases behind a figure"),
    "count": Text(zh="计数", en="A count"),
    "time": Text(zh="时刻", en="A point in time"),
    "deadline": Text(zh="期限", en="A deadline"),
    "person": Text(zh="账号或人员（化名即可）", en="An account or person; a pseudonym will do"),
    "unit": Text(zh="单位或组", en="A unit or group"),
    "stratum": Text(zh="可比的类别", en="A class inside which rows are comparable"),
    "period": Text(zh="期次", en="A period"),
    "reported": Text(zh="上报数", en="A reported figure"),
    "traced": Text(zh="从痕迹数出来的数", en="The figure counted from traces"),
    "coverage": Text(zh="痕迹覆盖率", en="The share that the traces cover"),
    "expected": Text(zh="按同行应有的数", en="The figure to be expected from peers"),
    "views": Text(zh="浏览数", en="Views"),
    "downloads": Text(zh="下载数", en="Downloads"),
    "marked": Text(zh="所问的时段（在内为 1）", en="The window asked about (1 inside it)"),
    "ended": Text(zh="结束的时刻", en="The point in time when it ended"),
    "seen": Text(zh="查看的时刻", en="The point in time when it was looked at"),
    "digest": Text(zh="内容摘要", en="A digest of contents"),
    "answer": Text(zh="作答（可有多列）", en="An answer; there may be several columns"),
}
"""What a column may mean to a test. A role that has several columns is named `answer.1`, `answer.2` and so on."""


class Option(msgspec.Struct, frozen=True):
    """A number that whoever plans the test may set, such as the target that values may bunch at."""

    name: str
    what: Text
    default: float | None
    """None where the test cannot be run without it."""
    least: float = float("-inf")
    most: float = float("inf")


class Card(msgspec.Struct, frozen=True):
    """All that is to be known of one test.

    `reads` are the roles it needs and `may_read` those it can use. `unit_of_test` says what one run is about: one
    "body"'s numbers, or "campaign" where bodies are compared with each other. `family` is the manifestation that
    its result would speak for, `causes` those of `packs.vocabulary.CAUSES` that it may point to.
    """

    id: str
    title: Text
    asks: Text
    reads: tuple[str, ...]
    run: Callable[[Columns, Mapping[str, float]], Outcome]
    formula: str
    source: str
    least: int
    assumes: Text
    may_be_wrong_if: Text
    ask: Text
    withdrawn_if: Text
    remedy: Text
    family: str
    may_read: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    unit_of_test: str = "body"
    causes: tuple[str, ...] = ()


def settings(card: Card, given: Mapping[str, float]) -> dict[str, float]:
    """The options of `card` with `given` in place of defaults.

    KeyError for an option it does not have or one that is needed and missing, ValueError for one out of range; each
    says which.
    """
    known = {o.name: o for o in card.options}
    if unknown := sorted(set(given) - set(known)):
        raise KeyError(unknown[0])
    values: dict[str, float] = {}
    for option in card.options:
        value = given.get(option.name, option.default)
        if value is None:
            raise KeyError(option.name)
        if not option.least <= value <= option.most:
            raise ValueError(option.name)
        values[option.name] = value
    return values
