"""How far the assessment of a body has got, as its report shows it: states, sign-offs, disputes."""

from __future__ import annotations

from assess.report.view.marks import Pair, View


class SignLine(View, frozen=True):
    """A sign-off: who, in what capacity, when, on which journal head, and whether it still holds."""

    who: str
    role: str
    when: str
    head: str
    holds: str
    remark: str


class DisputeLine(View, frozen=True):
    """A dispute: what it is about, its reason, and the decision with its reason."""

    about: str
    state: str
    raised: str
    reason: str
    decided: str
    decision: str


class WorkView(View, frozen=True):
    """The workflow: where it stands, what fell back and why, who signed, what was disputed."""

    facts: tuple[Pair, ...]
    notes: tuple[str, ...]
    signs: tuple[SignLine, ...]
    disputes: tuple[DisputeLine, ...]
