"""Marks of what is not for publication: a piece of evidence, or what was said with an answer, each with a reason.

A mark lives in a slot of its own, so that judging the evidence or importing the answer again does not lift it.
"""

from __future__ import annotations

import msgspec


class Restriction(msgspec.Struct, frozen=True, tag="restriction"):
    """`target` (`evidence/<id>` or `answer/<indicator>/<voice>`) of `body` is not for publication, and why."""

    body: str
    target: str
    reason: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"restriction/{self.body}/{self.target}"
