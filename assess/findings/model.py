"""A finding: a formalism risk raised by a rule, with its basis and what could make it wrong."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.texts import Text
from assess.forensics.verdicts import Judged
from assess.rules import Step


class SetAside(msgspec.Struct, frozen=True):
    """A rule that does not apply to a body: `away` are the indicators and layers it names that do not, and without
    them its condition cannot hold. It caps nothing; `basis` is its working in words.
    """

    body: str
    rule: str
    title: Text
    basis: Text
    away: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True):
    """A risk or lead, never a proof. `verdict` is "yes", or "undetermined" when facts are missing.

    `basis` is the trace in words; `indicators` are those the rule looked at; `support` and `counter` describe
    the evidence held for and against; `id` is stable for the same rule and body.
    """

    id: str
    body: str
    rule: str
    verdict: Literal["yes", "undetermined"]
    manifestation: str
    severity: Literal["high", "medium", "low"]
    confidence: Literal["high", "medium", "low"]
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
