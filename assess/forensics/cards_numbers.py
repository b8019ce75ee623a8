"""Cards of the tests that read reported numbers."""

from __future__ import annotations

from assess.forensics.card import Card

NUMBERS: tuple[Card, ...] = ()
