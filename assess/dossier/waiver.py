"""Waivers: a second person lets a verified answer stand though its evidence does not carry it, and says why.

A waiver covers exactly what was there when it was given: `covers` is a digest of the answers and the evidence of
the indicator, so that it is void as soon as any of them changes.
"""

from __future__ import annotations

import msgspec


class Waiver(msgspec.Struct, frozen=True, tag="waiver"):
    """The evidence that `indicator` of `body` lacks is waived, and why; who gave it is the author of its event."""

    body: str
    indicator: str
    reason: str
    covers: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"waiver/{self.body}/{self.indicator}"
