"""The quadrant: worked out by hand, three-valued, and blind to nothing that was done the other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.findings.aids.columns import Row
from assess.findings.aids.quadrant import Quadrants, facts, quadrants, table


def rows(*cells: tuple[float | None, float | None, str]) -> list[Row]:
    return [
        Row(n, {"dataset": f"d{n}", "frequency": f, "spillover": s, "done": done or None})
        for n, (f, s, done) in enumerate(cells, 2)
    ]


SIX = rows(
    (100.0, 9.0, "logical"), (100.0, 1.0, "physical"), (1.0, 9.0, ""), (1.0, 1.0, "physical"), (None, 9.0, "logical"), (1.0, None, ""),
)  # fmt: skip


def advice(found: Quadrants) -> list[str]:
    return [d.advice for d in found.datasets]


def test_stated_thresholds_place_each_dataset() -> None:
    found = quadrants(SIX, frequency=100, spillover=9)
    assert advice(found) == ["physical", "argue", "argue", "logical", "undetermined", "undetermined"]
    assert [d.row for d in found.contradictions] == [2, 5]


def test_without_thresholds_the_medians_of_the_known_values_divide() -> None:
    # Known frequencies 100 100 1 1 1: median 1. Known spillovers 9 1 9 1 9: median 9, and nothing lies above it.
    found = quadrants(SIX)
    assert found.frequency is not None
    assert found.spillover is not None
    assert (found.frequency.value, found.frequency.stated, found.spillover.value) == (1.0, False, 9.0)
    assert advice(found)[:4] == ["argue", "argue", "logical", "logical"]


def test_where_most_is_never_used_a_median_of_zero_makes_not_everything_high() -> None:
    found = quadrants(rows((0.0, 1.0, ""), (0.0, 2.0, ""), (0.0, 3.0, ""), (7.0, 4.0, "")))
    assert [d.high_frequency for d in found.datasets] == [False, False, False, True]
    assert not any(d.near for d in found.datasets if d.frequency == 0)


def test_a_close_call_is_told() -> None:
    found = quadrants(rows((95.0, 1.0, ""), (80.0, 1.0, "")), frequency=100, spillover=50)
    assert [d.near for d in found.datasets] == [True, False]


def test_a_table_without_numbers_is_undetermined_and_says_so() -> None:
    found = quadrants(rows((None, None, "physical")))
    assert (advice(found), found.frequency, found.contradictions) == (["undetermined"], None, ())


def test_facts_widen_by_what_is_not_known() -> None:
    values = {f.fact: f.value for f in facts(quadrants(SIX, 100, 9), "x")}
    # Both high for certain: the first; the fifth may be (its frequency is not known). Both low: the fourth; the sixth may be.
    assert values == {
        "both_high": Band(1, 2),
        "both_high_logical": Band(1, 2),
        "both_low": Band(1, 2),
        "both_low_physical": Band(1, 2),
    }


def test_the_table_has_a_row_for_every_dataset() -> None:
    head, lines = table(quadrants(SIX, 100, 9))
    assert len(lines) == 6
    assert {len(line) for line in lines} == {len(head)}
    assert lines[0][head.index("contradiction")] == "yes"


values = st.one_of(st.none(), st.integers(0, 1000).map(float))


@given(
    st.lists(
        st.tuples(values, values, st.sampled_from(["physical", "logical", "none", ""])), min_size=1, max_size=40
    ),
    st.floats(0, 1000),
    st.floats(0, 1000),
)
def test_every_dataset_is_in_one_quadrant_and_contradictions_are_opposites(
    cells: list[tuple[float | None, float | None, str]], x: float, y: float
) -> None:
    found = quadrants(rows(*cells), x, y)
    assert sum(found.count(a) for a in ("physical", "logical", "argue", "undetermined")) == len(cells)  # type: ignore[arg-type]
    for d in found.contradictions:
        assert {d.advice, d.done} == {"physical", "logical"}


@pytest.mark.parametrize("more", [0.0, 500.0])
def test_learning_a_value_never_turns_a_decided_dataset_over(more: float) -> None:
    before = quadrants(SIX, 100, 9)
    learned = [r if r.number != 6 else Row(6, {**r.values, "frequency": more}) for r in SIX]
    after = quadrants(learned, 100, 9)
    for old, new in zip(before.datasets, after.datasets, strict=True):
        if old.advice != "undetermined":
            assert new.advice == old.advice
