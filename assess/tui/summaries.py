"""One line about a body: what the list of bodies shows, worked out on the session's thread and small."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from assess.base.band import Band
from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.packs.model import Pack
from assess.packs.vocabulary import OUTCOMES
from assess.tui.saving import BodyView, view_of
from assess.tui.standing import is_answered, is_asked
from assess.tui.worktext import standing_line

if TYPE_CHECKING:
    from assess.session import Session

T = TypeVar("T")
NO_CLASS = Text(zh="", en="")
TURN = 0.05
"""Seconds after which a job that works on many bodies lets others have their turn."""


class Summary(msgspec.Struct, frozen=True):
    """How a body stands: answered, total and layers (0..100) as bands, findings, class or outcome."""

    body: str
    done: int
    of: int
    total: Band | None
    maximum: float
    layers: tuple[Band | None, ...]
    raised: int
    undecided: int
    outcome: str = ""
    verdict: Text = NO_CLASS
    standing: Text = NO_CLASS
    """Where the workflow stands and what is owed; blank before its first step."""


def summary(pack: Pack, view: BodyView) -> Summary:
    """The line about the body of `view`."""
    score, findings = view.result.score, view.result.findings
    total = score.totals[pack.totals[0].id]
    raised = sum(f.verdict == "yes" for f in findings)
    asked = [i for i in pack.indicators if is_asked(i, score)]
    return Summary(
        body=view.state.body.id,
        done=sum(is_answered(i, view, "claimed") for i in asked),
        of=len(asked),
        total=total.value,
        maximum=total.maximum,
        layers=tuple(score.layers[layer.id].score for layer in pack.layers),
        raised=raised,
        undecided=len(findings) - raised,
        outcome=total.reckoning.outcome if total.reckoning else "",
        verdict=_verdict(pack, view),
    )


def _verdict(pack: Pack, view: BodyView) -> Text:
    """The outcome of a check with its vetoes, else the class."""
    from assess.tui.widgets.scores import grade_text

    found = view.result.score.reckoning
    if found is None:
        return grade_text(pack, view) if pack.grades else NO_CLASS
    ids = found.vetoes or found.open_vetoes
    labels = " ".join(i.label for i in pack.indicators if i.id in ids)
    told = OUTCOMES[found.outcome]
    return Text(zh=f"{told.zh} {labels}".strip(), en=f"{told.en} {labels}".strip())


def in_turn(bodies: Sequence[str], read: Callable[[str], T]) -> tuple[list[T], list[str]]:
    """What `read` gives for the first of `bodies`, as many as a turn allows, and the bodies that are left.

    One that was removed meanwhile is passed over.
    """
    until = time.monotonic() + TURN
    found: list[T] = []
    for n, body in enumerate(bodies, start=1):
        with contextlib.suppress(NotFound):
            found.append(read(body))
        if time.monotonic() > until:
            return found, list(bodies[n:])
    return found, []


def summaries(session: Session, bodies: Sequence[str]) -> dict[str, Summary | None]:
    """Lines about the first of `bodies`, as many as a turn allows, at least one; None for one that was removed."""
    until = time.monotonic() + TURN
    found: dict[str, Summary | None] = {}
    for body in bodies:
        try:
            view = view_of(session, body)
            standing = standing_line(view.work, signed=view.signed) if view.work is not None else NO_CLASS
            found[body] = msgspec.structs.replace(summary(session.pack, view), standing=standing)
        except NotFound:
            found[body] = None
        if time.monotonic() > until:
            break
    return found
