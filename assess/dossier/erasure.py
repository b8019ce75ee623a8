"""What was erased by law, as the dossier keeps it, and which fields hold what people wrote or are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "answer": ("comment", "origin"),
    "evidence": ("title", "locator", "note", "origin", "spots"),
    "measurement": ("method", "note"),
    "series": ("note",),
    "import": ("name", "remarks"),
    "finding": ("by", "text", "owner", "commitment"),
    "key": ("name", "reason"),
    "erasure": ("reason",),
    "imprint": ("signatories", "contact"),
    "restriction": ("reason",),
    "waiver": ("reason",),
    "judgement": ("by", "comment"),
    "adjudication": ("by", "reason"),
    "draw": ("holder",),
    "work": ("by", "text"),
    "grant": ("holder",),
}
"""Kind of entity -> fields with free text or names of persons. An answer in words is decided by its scale."""

ERASABLE: Final = frozenset({"", "value", *(name for names in WRITTEN.values() for name in names)})
"""Fields that an erasure may take: texts, answers in words, and "", the author's name."""


class Erasure(msgspec.Struct, frozen=True, tag="erasure"):
    """Fields `names` of the `events`, and the `files` of evidence, were erased for `reason`; "" names the author.

    The event that holds it says who erased it and when. It is never undone.
    """

    id: str
    events: tuple[str, ...]
    names: tuple[str, ...]
    files: tuple[str, ...] = ()
    reason: str = ""

    @property
    def body(self) -> str:
        """No body: it goes with the campaign, so that every copy erases the same."""
        return ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"erasure//{self.id}"


def erased_files(entities: Iterable[object]) -> frozenset[str]:
    """SHA-256 of files that the erasures among `entities` took away."""
    return frozenset(f for e in entities if isinstance(e, Erasure) for f in e.files)
