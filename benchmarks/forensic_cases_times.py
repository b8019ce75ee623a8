"""Honest and fabricated points in time, series and traces for the tests that read them."""

from __future__ import annotations

from forensic_cases import Case

CASES: tuple[Case, ...] = ()
