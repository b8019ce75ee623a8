"""Cards of the tests that read points in time, series and traces."""

from __future__ import annotations

from assess.forensics.card import Card

TIMES: tuple[Card, ...] = ()
