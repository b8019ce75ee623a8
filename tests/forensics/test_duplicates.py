"""Near-copies inside a unit are seen; short forms, uniform people and units that differ are not accused."""

from __future__ import annotations

import numpy as np
import pytest

from assess.forensics.duplicates import near_duplicates

DRAWS = {"draws": 199}


def forms(
    units: int = 6,
    per: int = 30,
    items: int = 30,
    levels: int = 5,
    copies: int = 0,
    differ: float = 0.0,
    seed: int = 0,
    people: float = 1.0,
    lift: float = 0.7,
) -> dict[str, np.ndarray]:
    """Answers of people who differ, to questions that differ, in units that may differ; copies in the last unit."""
    rng = np.random.default_rng(seed)
    n = units * per
    unit = np.repeat(np.arange(units), per)
    taste = (
        lift + rng.normal(0, 1, items) + rng.normal(0, people, (n, 1)) + rng.normal(0, differ, (units, items))[unit]
    )
    answers = np.clip(np.round((taste + rng.logistic(0, 1, (n, items)) + 4) / 8 * (levels - 1)), 0, levels - 1)
    answers[n - per : n - per + copies + 1] = answers[n - per]
    columns = {f"answer.{i + 1}": answers[:, i] for i in range(items)}
    columns["unit"] = np.array([f"town {u}" for u in unit])
    return columns


@pytest.mark.parametrize("copies", [2, 5, 12])
def test_copies_inside_one_unit_are_seen_few_or_many(copies):
    outcome = near_duplicates(forms(copies=copies), DRAWS)
    # Three equal rows fall into one of six units again in 1 of 36 dealings, so p cannot be smaller for two copies.
    assert outcome.p <= (0.05 if copies == 2 else 0.01)
    assert outcome.figures["rows_standing_out"] == pytest.approx(copies + 1, abs=1)
    assert outcome.effect.value > 0
    assert "town 5" in outcome.words.en
    assert "town 5" in outcome.words.zh


def test_words_do_as_well_as_numbers_and_the_order_of_rows_only_moves_the_draws():
    columns = forms(copies=4)
    words = {k: np.array([f"答{int(v)}" for v in c]) if k != "unit" else c for k, c in columns.items()}
    assert near_duplicates(words, DRAWS).p == near_duplicates(columns, DRAWS).p
    turned = {k: c[::-1] for k, c in columns.items()}
    assert near_duplicates(turned, DRAWS).p <= 0.01


def test_honest_forms_are_leads_no_more_often_than_the_level():
    leads = [near_duplicates(forms(seed=s, units=4, per=20), DRAWS).p or 1 for s in range(30)]
    assert sum(p <= 0.05 for p in leads) <= 6  # binomial(30, .05) is above 6 in 1 of 1,600


def test_short_uniform_forms_of_which_a_fixed_rule_flags_most_are_no_lead():
    columns = forms(items=12, people=0.2, lift=4.8)
    answers = np.column_stack([columns[f"answer.{i + 1}"] for i in range(12)])
    alike = (answers[:, None, :] == answers[None, :, :]).mean(axis=2) - np.eye(len(answers))
    assert np.mean(alike.max(axis=1) >= 0.85) > 0.5  # the 85 % rule would flag more than half of them
    outcome = near_duplicates(columns, DRAWS)
    assert outcome.silent is not None or outcome.p > 0.05


def test_units_whose_people_answer_alike_in_general_are_refused():
    outcome = near_duplicates(forms(differ=1.5, seed=2), DRAWS)
    assert outcome.silent is not None
    assert "strata" in outcome.silent.en


def test_strata_keep_services_apart():
    """Two services with answers of their own: alike inside a service, and no more alike inside a unit of it."""
    one, two = forms(seed=3, units=4), forms(seed=4, units=4, lift=-2.0)
    two["unit"] = np.array([f"other {u}" for u in two["unit"]])
    both = {k: np.concatenate([one[k], two[k]]) for k in one}
    both["stratum"] = np.array(["licence"] * len(one["unit"]) + ["pension"] * len(two["unit"]))
    outcome = near_duplicates(both, DRAWS)
    assert outcome.silent is not None or outcome.p > 0.05


def test_an_answer_not_given_is_no_agreement():
    columns = forms(copies=4)
    blank = {k: c.copy() for k, c in columns.items()}
    for i in range(14):
        blank[f"answer.{i + 1}"][:] = np.nan
    full = near_duplicates(columns, DRAWS).figures["best_match"]
    assert near_duplicates(blank, DRAWS).figures["best_match"] < full


@pytest.mark.parametrize(
    "columns",
    [forms(units=1, per=60), forms(units=2, per=14), forms(items=5), forms(units=10, per=3)],
    ids=["one unit", "small units", "few questions", "too few rows"],
)
def test_too_little_to_compare_is_refused(columns):
    assert near_duplicates(columns, DRAWS).silent is not None


def test_one_form_sent_twenty_times_is_seen_though_the_form_is_short() -> None:
    given = forms(units=8, per=40, items=12)
    mine = np.flatnonzero(given["unit"] == given["unit"][-1])[:20]
    rng = np.random.default_rng(7)
    for role in [r for r in given if r.startswith("answer")]:
        given[role][mine] = rng.choice(given[role])
    found = near_duplicates(given, DRAWS)
    assert found.p is not None
    assert found.p < 0.05
    assert found.figures["rows_standing_out"] >= 20


def test_the_best_grade_throughout_is_no_copy_in_a_unit_where_it_is_common() -> None:
    given = forms(units=8, per=40, items=12, seed=5)
    rng = np.random.default_rng(8)
    content = rng.random(320) < np.where(given["unit"] == given["unit"][-1], 0.3, 0.1)
    for role in [r for r in given if r.startswith("answer")]:
        given[role][content] = given[role].max()
    found = near_duplicates(given, DRAWS)
    assert found.p is None or found.p > 0.05
