"""Downloads over views: exact where the platform's counting allows it, silent where the counters plainly differ."""

from __future__ import annotations

import numpy as np
import pytest

from assess.forensics.downloads import downloads_over_views


def portal(over: int, n: int = 50) -> dict[str, np.ndarray]:
    views = np.full(n, 100.0)
    downloads = np.full(n, 40.0)
    downloads[:over] = 130.0
    return {"views": views, "downloads": downloads}


def test_entries_with_more_downloads_than_views_are_counted():
    outcome = downloads_over_views(portal(3), {"per_view": 1})
    assert outcome.p == 0
    assert outcome.effect.value == 3
    assert outcome.figures["downloads_too_many"] == 90
    assert outcome.figures["share_of_downloads"] == pytest.approx(390 / (390 + 47 * 40))


def test_a_view_may_fetch_several_files_and_an_even_number_is_possible():
    assert downloads_over_views(portal(3), {"per_view": 2}).p == 1
    same = {"views": np.full(30, 7.0), "downloads": np.full(30, 7.0)}
    assert downloads_over_views(same, {"per_view": 1}).p == 1


def test_counters_that_count_different_things_are_no_lead():
    outcome = downloads_over_views(portal(11), {"per_view": 1})
    assert outcome.silent is not None
    assert "counters" in outcome.silent.en


def test_few_or_unknown_entries_are_refused():
    assert downloads_over_views(portal(1, 19), {"per_view": 1}).silent is not None
    unknown = {"views": np.full(30, np.nan), "downloads": np.full(30, 5.0)}
    assert downloads_over_views(unknown, {"per_view": 1}).n == 0
