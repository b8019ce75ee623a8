"""All forensic tests, by id."""

from __future__ import annotations

from assess.forensics.card import Card
from assess.forensics.cards_numbers import NUMBERS
from assess.forensics.cards_times import TIMES

CARDS: dict[str, Card] = {card.id: card for card in (*NUMBERS, *TIMES)}
