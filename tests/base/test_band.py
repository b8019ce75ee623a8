"""Bands: arithmetic on them encloses arithmetic on every value they may stand for."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base import band as b
from assess.base.band import Band, point

NUMBERS = st.floats(-1e9, 1e9, allow_subnormal=False)
SHARES = st.floats(0, 1)


@st.composite
def bands_with_a_value(draw: st.DrawFn) -> tuple[Band, float]:
    lo, hi = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Band(lo, hi), min(max(lo + draw(SHARES) * (hi - lo), lo), hi)


def _inside(value: float, band: Band) -> bool:
    slack = 1e-9 * max(1.0, abs(value))
    return band.lo - slack <= value <= band.hi + slack


PAIRS: list[tuple[str, Callable[[Band, Band], Band | None], Callable[[float, float], float]]] = [
    ("add", b.add, lambda x, y: x + y),
    ("subtract", b.subtract, lambda x, y: x - y),
    ("multiply", b.multiply, lambda x, y: x * y),
    ("divide", b.divide, lambda x, y: x / y),
    ("minimum", b.minimum, min),
    ("maximum", b.maximum, max),
]


@pytest.mark.parametrize(("name", "on_bands", "on_values"), PAIRS, ids=[p[0] for p in PAIRS])
@given(one=bands_with_a_value(), other=bands_with_a_value())
def test_the_result_encloses_the_result_of_every_value(
    name: str,
    on_bands: Callable[[Band, Band], Band | None],
    on_values: Callable[[float, float], float],
    one: tuple[Band, float],
    other: tuple[Band, float],
) -> None:
    result = on_bands(one[0], other[0])
    if result is None:
        assert name == "divide"
        assert other[0].lo <= 0 <= other[0].hi
    else:
        assert _inside(on_values(one[1], other[1]), result)


@given(bands_with_a_value())
def test_negation_and_absolute_value_enclose_too(one: tuple[Band, float]) -> None:
    band, value = one
    assert _inside(-value, b.negate(band))
    assert _inside(abs(value), b.absolute(band))
    assert b.absolute(band).lo >= 0


@given(bands_with_a_value(), bands_with_a_value())
def test_a_hull_holds_all_of_its_bands_and_nothing_smaller_does(
    one: tuple[Band, float], other: tuple[Band, float]
) -> None:
    whole = b.hull([one[0], other[0]])
    assert whole.lo == min(one[0].lo, other[0].lo)
    assert whole.hi == max(one[0].hi, other[0].hi)


def test_the_hull_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no bands"):
        b.hull([])


@pytest.mark.parametrize(("lo", "hi"), [(math.nan, 1), (0, math.nan), (1, 0), (math.inf, -math.inf)])
def test_no_band_has_nan_or_reversed_ends(lo: float, hi: float) -> None:
    with pytest.raises(ValueError, match="not a band"):
        Band(lo, hi)


def test_a_point_is_exact_and_has_no_width() -> None:
    assert point(2.5).exact
    assert point(2.5).width == 0
    assert not Band(2, 3).exact
    assert Band(2, 3).width == 1


def test_division_by_a_band_with_zero_in_it_says_nothing() -> None:
    for zero in (Band(-1, 1), Band(0, 1), Band(-1, 0), point(0)):
        assert b.divide(point(1), zero) is None


def test_division_is_exact_at_the_ends() -> None:
    assert b.divide(point(49), point(49)) == point(1)


ENDS = [-math.inf, -2.0, 0.0, 3.0, math.inf]


@pytest.mark.parametrize(("lo", "hi"), [(x, y) for x, y in itertools.combinations(ENDS, 2)])
def test_unknown_ends_stay_bands_and_enclose(lo: float, hi: float) -> None:
    band = Band(lo, hi)
    inner = min(max(1.0, lo), hi)
    assert _inside(inner * 5, b.multiply(band, Band(0, math.inf)))
    assert b.multiply(band, point(0)) == point(0)
    divided = b.divide(band, Band(1, math.inf))
    assert divided is not None
    assert _inside(inner / 7, divided)
