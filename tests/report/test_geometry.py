"""Positions of marks: percentages within the column, whatever the value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.report.geometry import against, interval, place, stretch
from assess.snapshot import Spread

PEERS = Spread(n=5, least=20, lower=40, median=55, upper=70, most=90)


def _number(text: str | None) -> float:
    assert text is not None
    assert text.endswith("%")
    return float(text[:-1])


@given(st.floats(-1e6, 1e6))
def test_a_mark_never_leaves_its_column(value: float) -> None:
    assert 0 <= _number(place(value)) <= 100
    assert 0 <= _number(place(value, -60, 60)) <= 100


@given(low=st.floats(-50, 150), width=st.floats(0, 200))
def test_a_bar_ends_within_its_column_and_can_always_be_seen(low: float, width: float) -> None:
    bar = stretch(low, low + width)
    assert _number(bar.width) >= 0.4
    assert _number(bar.x) + _number(bar.width) <= 100.5


def test_an_axis_may_start_below_zero() -> None:
    assert place(0, -40, 60) == "40.0%"


def test_an_empty_axis_is_refused() -> None:
    with pytest.raises(ValueError, match="not an axis"):
        place(1, 5, 5)


def test_only_a_band_with_a_width_has_a_range() -> None:
    assert interval(point(50)) is None
    assert interval(Band(50, 50 + 1e-12)) is None
    assert interval(None) is None
    assert interval(Band(50, 60)) is not None


def test_the_mark_stands_at_the_low_end_over_the_quartiles_of_the_peers() -> None:
    plot = against(Band(30, 45), PEERS)
    assert plot.mark == "30.0%"
    assert plot.median == "55.0%"
    assert plot.box is not None
    assert (plot.box.x, plot.box.width) == ("40.0%", "30.0%")


def test_one_body_alone_has_no_peers_to_draw() -> None:
    alone = Spread(n=1, least=30, lower=30, median=30, upper=30, most=30)
    assert against(point(30), alone).box is None
    assert against(point(30), None).box is None
    assert against(None, PEERS).mark is None
