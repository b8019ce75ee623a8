"""The decision on a conflict, as the dossier keeps it."""

from __future__ import annotations

import msgspec


class Settlement(msgspec.Struct, frozen=True, tag="settlement"):
    """What two people put into one slot without knowing of each other was decided upon.

    `of` is the slot, `heads` the hashes of the events that stood against each other, `chosen` the one
    taken. It belongs to the campaign, not to a body: a body that leaves does not take decisions with it.
    """

    id: str
    of: str
    heads: tuple[str, ...]
    chosen: str = ""

    @property
    def body(self) -> str:
        """No body: see above."""
        return ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"settlement//{self.id}"
