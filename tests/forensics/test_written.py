"""Figures as somebody wrote them: quotients are nobody's rounding, shares are percentages."""

from __future__ import annotations

import numpy as np
import pytest

from assess.forensics.written import as_written


@pytest.mark.parametrize(
    ("test", "texts", "kept"),
    [
        ("grim", ["97.3", "95", ""], ["97.3", "95", ""]),
        ("grim", ["0.951", "0.9", "1"], ["95.1", "90.0", "100.0"]),
        ("grim", ["0.95", "0.9", "1"], ["95", "90", "100"]),
        ("grim", ["0.951219512195122", "1"], ["", "100"]),
        ("grim", ["95.1219512195122", "90.2"], ["", "90.2"]),
        ("grim", ["1", "0", "1"], ["1", "0", "1"]),
        ("grim_mean", ["0.95", "4.333333333"], ["0.95", ""]),
        ("grim_mean", ["0.95", "0.9"], ["0.95", "0.9"]),
        ("another", ["0.951219512195122"], ["0.951219512195122"]),
    ],
)
def test_only_what_somebody_rounded_is_judged(test: str, texts: list[str], kept: list[str]) -> None:
    assert as_written(test, np.array(texts)).tolist() == kept


def test_nothing_written_is_nothing() -> None:
    assert as_written("grim", np.array([], dtype=np.str_)).tolist() == []
