"""Cards of the tests that read reported numbers."""

from __future__ import annotations

from assess.forensics.card import Card
from assess.forensics.cards_digits import DIGITS
from assess.forensics.cards_shapes import SHAPES

NUMBERS: tuple[Card, ...] = (*DIGITS, *SHAPES)
