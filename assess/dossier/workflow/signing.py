"""What a sign-off is on: the head of a body, so that it goes stale when anything recorded on the body changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assess.base.digest import digest
from assess.dossier.workflow.step import WorkStep

CAMPAIGN_DEADLINE: Final = "campaign"
"""The id of the one step that sets a deadline for all bodies."""
_APART: Final = ("state", "deadline", "sign")
"""Matters of steps that are no part of what is signed: where the work stands, not what was said."""


def body_heads(held: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Body -> head, from (slot, hash of the event that holds it); hashes stay when texts are erased or withheld."""
    by_body: dict[str, list[str]] = {}
    for slot, event in held:
        kind, _, rest = slot.partition("/")
        body, _, place = rest.partition("/")
        if body and not (kind == "work" and place.partition("/")[0] in _APART):
            by_body.setdefault(body, []).append(event)
    return {body: digest(["assess.body.1", sorted(hashes)]) for body, hashes in by_body.items()}


def fresh(sign: WorkStep, heads: Mapping[str, str]) -> bool:
    """Whether nothing was changed on the body since `sign`."""
    return heads.get(sign.body) == sign.basis


def deadline_in(entities: Iterable[object]) -> WorkStep | None:
    """The deadline of the campaign among `entities`, or None."""
    return next((e for e in entities if isinstance(e, WorkStep) and not e.body and e.move == "deadline"), None)
