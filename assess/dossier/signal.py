"""What a forensic test said about numbers, as a dossier keeps it: a question with its basis, or why it is silent.

A signal is recorded whether or not it asks anything. A family of tests corrects for how many were run, and that
only works when those that found nothing stay in the record as well.
"""

from __future__ import annotations

import msgspec

from assess.base.texts import Text


class Check(msgspec.Struct, frozen=True):
    """One assumption that was looked at before the test was run, and what was seen."""

    what: Text
    held: bool
    seen: Text


class Effect(msgspec.Struct, frozen=True):
    """How large the departure is, in a unit that can be argued about, with a 95 % interval where there is one."""

    name: Text
    value: float
    lo: float | None = None
    hi: float | None = None
    unit: str = ""
    """A unit of `packs.vocabulary.UNITS`, or empty for a plain number."""


class Signal(msgspec.Struct, frozen=True, tag="signal"):
    """The outcome of one test of a family on the numbers of one body; `body` is "" for the campaign as a whole.

    `subject` is the fact the numbers stand for, or words of the plan; `about` the same for people. `plan`,
    `family`, `level` say which family the test belongs to: its name, its digest and its false discovery rate.
    `tests` is how many tests of that family said anything in the same run, over all bodies; `run` names the run.
    `changed_from` is the digest the plan had when it was recorded before, where it has been changed since.
    """

    id: str
    body: str
    test: str
    subject: str
    about: Text
    plan: str
    family: str
    level: float
    run: str
    tests: int
    n: int
    silent: Text | None = None
    p: float | None = None
    effect: Effect | None = None
    checks: tuple[Check, ...] = ()
    words: Text = Text(zh="", en="")
    figures: dict[str, float] = {}
    period: str = ""
    inputs: tuple[str, ...] = ()
    changed_from: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"signal/{self.body}/{self.id}"
