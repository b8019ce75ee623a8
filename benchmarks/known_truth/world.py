"""Who the simulated bodies are, and what is wrong with which of them.

Each kind of formalism (`FAMILIES`) is planted in a body at full strength (1.0), at half (0.5) or not at all (0.0), one
kind independently of the others. What "full" means is taken from published cases where there are any (see each
planting function); "half" is about half-way, on the scale that fits, from an ordinary honest body to that. Honest
bodies are not tidy: some serve a need that comes once in years, some are pilots a few weeks old, some have a natural
rush at the end of each month, some lose a part of their logs, some send no file of one kind or another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

FAMILIES = {
    "ornamental": "registered in batches, hardly anybody does anything (decorative)",
    "nobody-answers": "requests lie for two months and more (decorative)",
    "links-only": "the integrated platform is a page of links (decorative)",
    "displayed-not-effective": "reuse results on display that do not work (decorative)",
    "paper-functions": "functions accepted on paper that do not work (decorative)",
    "repeat-entry": "the same content entered again in other systems (burden)",
    "overload": "dozens of forms a week and apps on one phone (burden)",
    "forced-use": "check-ins, quotas for installing and using (burden)",
    "impossible-deadlines": "less time than the task takes; done in the last hours (impossible)",
    "reported-above-trace": "more reported than the traces hold (embellished)",
    "praise": "near-perfect published satisfaction by default marks (embellished)",
    "hollow-catalogue": "datasets that are empty or repeat others (embellished)",
    "freshness-theatre": "dates of update move while the data does not (embellished)",
    "downloads-over-views": "downloads that exceed views (embellished)",
    "check-in-robots": "accounts that check in at the same second every day (embellished)",
    "made-up-counts": "monthly counts written by hand (embellished)",
    "impossible-shares": "percentages that their denominators rule out (embellished)",
    "evidence-for-the-visit": "nearly all evidence dates from the days before the check (embellished)",
}
SHARE_FULL = 0.08
SHARE_HALF = 0.08
START = datetime(2026, 3, 2)
DAYS = 91


@dataclass(frozen=True)
class Body:
    """One simulated body: its truth (family -> strength) and the circumstances that an honest reader would allow for.

    `kept` is the share of its events that its logs still hold, `silent` the files that it does not send.
    """

    id: str
    number: int
    people: int
    rare_need: bool
    pilot: bool
    month_end: bool
    minute_clock: bool
    kept: float
    silent: frozenset[str]
    truth: dict[str, float]

    @property
    def first(self) -> datetime:
        """When its platform began: pilots are three weeks old at the end."""
        return START + timedelta(days=DAYS - 21) if self.pilot else START


FILES = (
    "events",
    "tickets",
    "tasks",
    "ratings",
    "catalogue",
    "asked",
    "seen",
    "said",
    "monthly",
    "evidence",
    "portal",
)


def bodies(n: int, seed: int) -> list[Body]:
    """`n` bodies; the same ones for the same seed."""
    rng = np.random.default_rng([seed, 1])
    return [_body(number, np.random.default_rng([seed, 2, number]), rng) for number in range(n)]


def _body(number: int, own: np.random.Generator, rng: np.random.Generator) -> Body:
    draws = rng.random(len(FAMILIES))
    truth = {
        family: 1.0 if u < SHARE_FULL else 0.5 if u < SHARE_FULL + SHARE_HALF else 0.0
        for family, u in zip(FAMILIES, draws, strict=True)
    }
    # A pilot of three weeks with its few users cannot also be an ornament with mass registrations.
    pilot = own.random() < 0.08 and not truth["ornamental"] and not truth["check-in-robots"]
    return Body(
        id=f"b{number:03d}",
        number=number,
        people=int(np.exp(own.normal(12.5, 0.8))),
        rare_need=bool(own.random() < 0.1),
        pilot=bool(pilot),
        month_end=bool(own.random() < 0.15),
        minute_clock=bool(own.random() < 0.15),
        kept=float(own.choice([1.0, own.uniform(0.9, 1.0)])),
        silent=frozenset(f for f in FILES if own.random() < 0.04),
        truth=truth,
    )
