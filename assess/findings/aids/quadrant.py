"""Gather physically or leave in place? Each dataset by how often it is used and how far it serves others.

Two criteria (清华大学国情研究院, 2021-07-28): both high speaks for physical gathering into a common store, both low
for logical gathering (left with its department, fetched by call); one of each is to be argued case by case.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.findings.aids.columns import Row
from assess.measure.found import Found

Advice = Literal["physical", "logical", "argue", "undetermined"]
High = bool | None

ADVICES: Final[dict[Advice, Text]] = {
    "physical": Text(zh="物理汇聚", en="Gather physically"),
    "logical": Text(zh="逻辑汇聚", en="Gather logically"),
    "argue": Text(zh="一高一低，逐个论证", en="One high, one low: argue"),
    "undetermined": Text(zh="数据不全，未定", en="Not known enough"),
}
DONE: Final[dict[str, Text]] = {
    "physical": Text(zh="已物理汇聚", en="physically"),
    "logical": Text(zh="逻辑汇聚", en="logically"),
    "none": Text(zh="未汇聚", en="not at all"),
    "": Text(zh="未说明", en="not said"),
}
NEAR: Final = 0.1
"""Share of a threshold within which a value is a close call (our own)."""


class Threshold(msgspec.Struct, frozen=True):
    """From where a criterion is high: a stated value and above, or above the median of the table."""

    value: float
    stated: bool

    def high(self, value: float | None) -> High:
        """Whether `value` is high; None where it is not known."""
        if value is None:
            return None
        # A median of 0, as where most data is never called, must not make everything high.
        return value >= self.value if self.stated else value > self.value

    def near(self, value: float | None) -> bool:
        """Whether `value` would be on the other side with a threshold a little apart."""
        return value is not None and self.value > 0 and abs(value - self.value) <= NEAR * self.value


class Placed(msgspec.Struct, frozen=True):
    """A dataset in its quadrant; `contradiction` says that what was done is the opposite of the advice."""

    row: int
    dataset: str
    department: str
    frequency: float | None
    spillover: float | None
    high_frequency: High
    high_spillover: High
    advice: Advice
    done: str
    contradiction: bool
    near: bool


class Quadrants(msgspec.Struct, frozen=True):
    """All datasets with the thresholds they were judged by; None where no value is known."""

    frequency: Threshold | None
    spillover: Threshold | None
    datasets: tuple[Placed, ...]

    def count(self, advice: Advice) -> int:
        """How many datasets have this advice."""
        return sum(d.advice == advice for d in self.datasets)

    @property
    def contradictions(self) -> tuple[Placed, ...]:
        """Those where what was done is the opposite."""
        return tuple(d for d in self.datasets if d.contradiction)


def quadrants(rows: Sequence[Row], frequency: float | None = None, spillover: float | None = None) -> Quadrants:
    """The quadrant of each dataset; thresholds as stated, else the medians of the values known."""
    by_use = _threshold([r.number_of("frequency") for r in rows], frequency)
    by_reach = _threshold([r.number_of("spillover") for r in rows], spillover)
    return Quadrants(by_use, by_reach, tuple(_placed(r, by_use, by_reach) for r in rows))


def _threshold(values: Sequence[float | None], stated: float | None) -> Threshold | None:
    known = [v for v in values if v is not None]
    if stated is not None:
        return Threshold(stated, True)
    return Threshold(statistics.median(known), False) if known else None


def _placed(row: Row, by_use: Threshold | None, by_reach: Threshold | None) -> Placed:
    use, reach = row.number_of("frequency"), row.number_of("spillover")
    often = by_use.high(use) if by_use else None
    far = by_reach.high(reach) if by_reach else None
    advice: Advice = "undetermined"
    if often is not None and far is not None:
        advice = "argue" if often != far else "physical" if often else "logical"
    done = row.text("done")
    opposite = {"physical": "logical", "logical": "physical"}
    return Placed(
        row=row.number,
        dataset=row.text("dataset"),
        department=row.text("department"),
        frequency=use,
        spillover=reach,
        high_frequency=often,
        high_spillover=far,
        advice=advice,
        done=done,
        contradiction=opposite.get(advice) == done,
        near=bool((by_use and by_use.near(use)) or (by_reach and by_reach.near(reach))),
    )


def facts(result: Quadrants, source: str) -> list[Found]:
    """The counts that the pack `data-sharing` has facts for; datasets not known enough widen the bands."""
    both_high = _possible(result, True)
    both_low = _possible(result, False)
    title = Text(zh="按使用频率和外溢性分类", en="By frequency of use and spillover")
    counted = (
        ("both_high", both_high, None),
        ("both_high_logical", both_high, "logical"),
        ("both_low", both_low, None),
        ("both_low_physical", both_low, "physical"),
    )
    n = len(result.datasets)
    return [
        Found(
            fact=name,
            title=title,
            unit="count",
            value=_counted(placed, done),
            n=n,
            method="aid quadrant",
            inputs=(source,),
        )
        for name, placed, done in counted
    ]


def _possible(result: Quadrants, high: bool) -> list[tuple[Placed, bool]]:
    """The datasets that are, or may be, high (or low) by both criteria, and whether they certainly are."""
    found = []
    for d in result.datasets:
        sides = (d.high_frequency, d.high_spillover)
        if (not high) not in sides:
            found.append((d, None not in sides))
    return found


def _counted(placed: Sequence[tuple[Placed, bool]], done: str | None) -> Band:
    sure = sum(1 for d, certain in placed if certain and done in (None, d.done))
    may = sum(1 for d, _ in placed if done in (None, d.done) or not d.done)
    return Band(float(sure), float(may))


def table(result: Quadrants) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows for spreadsheets, one row a dataset."""
    head = [
        "row",
        "dataset",
        "department",
        "frequency",
        "spillover",
        "advice",
        "done",
        "contradiction",
        "close_call",
    ]
    return head, [
        [
            d.row,
            d.dataset,
            d.department,
            d.frequency,
            d.spillover,
            d.advice,
            d.done,
            _yes(d.contradiction),
            _yes(d.near),
        ]
        for d in result.datasets
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
