"""Honest and fabricated numbers for the tests that read reported numbers."""

from __future__ import annotations

from forensic_cases import Case

CASES: tuple[Case, ...] = ()
