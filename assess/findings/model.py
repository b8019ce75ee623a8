"""A finding: a formalism risk raised by a rule, with its basis and what could make it wrong."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.cases import Case
from assess.forensics.verdicts import Judged
from assess.rules import Step

Confidence = Literal["high", "medium", "low"]


class SetAside(msgspec.Struct, frozen=True):
    """A rule that does not apply to a body: `away` are the indicators and layers it names that do not, and without
    them its condition cannot hold. It caps nothing; `basis` is its working in words.
    """

    body: str
    rule: str
    title: Text
    basis: Text
    away: tuple[str, ...]


class CausePiece(msgspec.Struct, frozen=True):
    """Evidence on a cause, found in this body: it `speaks` for or against, or is `open` for want of facts.

    `basis` is its working in words, `missing` the names that are not known.
    """

    speaks: Literal["for", "against"]
    weight: Literal["strong", "weak"]
    open: bool
    says: Text
    basis: Text
    missing: tuple[str, ...] = ()


class WeighedCause(msgspec.Struct, frozen=True):
    """A probable cause and what this body's facts say of it. `balance` is for less against, strong pieces twice."""

    cause: str
    balance: int = 0
    pieces: tuple[CausePiece, ...] = ()

    @property
    def told(self) -> tuple[CausePiece, ...]:
        """The pieces that speak."""
        return tuple(p for p in self.pieces if not p.open)


class Also(msgspec.Struct, frozen=True):
    """A weaker rule that holds for the same reason; it is told with the finding, not as one of its own."""

    rule: str
    title: Text
    basis: Text
    severity: Literal["high", "medium", "low"]
    ask: Text
    effect: str = "flag"


class Promise(msgspec.Struct, frozen=True):
    """What the body promised in an earlier period, by when, and whether the risk is gone, holds or is open."""

    text: str
    due: str
    now: Literal["gone", "holds", "open"]
    owner: str = ""
    """Who was to see to it."""


class Persistence(msgspec.Struct, frozen=True):
    """A finding beside the periods before.

    `periods` counts those in a row in which it held, this one included, and `since` is the first of them; “untold”
    held one period earlier and cannot be determined now. `state` is what had become of it then. `changed` says that
    the rule is not the one of that period, so that the two do not compare.
    """

    kind: Literal["new", "persisting", "untold"]
    periods: int
    since: str
    state: str = ""
    changed: bool = False
    promise: Promise | None = None


class Settled(msgspec.Struct, frozen=True):
    """A finding that held one period earlier and does not now, and how that comes."""

    id: str
    rule: str
    title: Text
    severity: str
    period: str
    state: str
    how: Literal["settled", "not-applicable", "no-rule"] = "settled"
    promise: Promise | None = None
    changed: bool = False
    """Whether the rule is not the one of that period, so that the two do not compare."""


class Withdrawn(msgspec.Struct, frozen=True):
    """A finding on which steps were taken and that no longer holds, because the facts or the pack changed."""

    id: str
    body: str
    rule: str
    title: Text
    why: Text
    case: Case


class Finding(msgspec.Struct, frozen=True):
    """A risk or lead, never a proof. `verdict` is "yes", or "undetermined" when facts are missing.

    `basis` is the trace in words; `indicators` are those the rule looked at; `support` and `counter` describe
    the evidence held for and against; `id` is stable for the same rule and body. `causes` stand in the order that
    `weighed` gives them. `confidence` is that of the rule (`declared`) less what `doubts` name. `rests_on` are the
    names that the rule read, `rests` a digest of their values: it tells whether the basis has changed.
    """

    id: str
    body: str
    rule: str
    verdict: Literal["yes", "undetermined"]
    manifestation: str
    severity: Literal["high", "medium", "low"]
    confidence: Confidence
    title: Text
    basis: Text
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    indicators: tuple[str, ...]
    ask: Text
    may_be_wrong_if: Text
    withdrawn_if: Text
    remedy: Text
    response: Text
    causes: tuple[str, ...]
    effect: str = "flag"
    support: tuple[Text, ...] = ()
    counter: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()
    state: str = "raised"
    rests_on: tuple[str, ...] = ()
    """The names that the rule read; "prev x" for the value of x one period earlier."""
    signals: tuple[Judged, ...] = ()
    """What forensic tests said about the same figures, those that ask nothing or are silent as well."""
    declared: Confidence | None = None
    doubts: tuple[Text, ...] = ()
    weighed: tuple[WeighedCause, ...] = ()
    also: tuple[Also, ...] = ()
    rests: str = ""
    measures: tuple[str, ...] = ()
    case: Case = Case()
    basis_changed: Text | None = None
    """That the basis is not what it was when the body replied, or when it was decided."""
    persistence: Persistence | None = None
    """Beside earlier periods, when they were given."""
