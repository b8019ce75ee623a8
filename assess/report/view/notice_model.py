"""What pages say of themselves: the imprint, and which copy they are."""

from __future__ import annotations

from assess.report.view.marks import Pair, View


class SignRow(View, frozen=True):
    """A signatory: role, name, date; an empty name or date leaves a line to fill in."""

    role: str
    name: str
    date: str


class LeftRow(View, frozen=True):
    """A kind of thing that the copy leaves out: how many, and why."""

    name: str
    n: str
    why: str


class CopyNotice(View, frozen=True):
    """Which copy this is: in a line for the top, in sentences, and the list of what is left out."""

    name: str
    lead: str
    left: tuple[LeftRow, ...]
    digests: tuple[Pair, ...]
    check: str


class Notice(View, frozen=True):
    """The imprint in parts: the mark of classification, what stands at the top, all of it, who signs."""

    mark: str
    front: tuple[Pair, ...]
    facts: tuple[Pair, ...]
    review: str
    signatories: tuple[SignRow, ...]
    copy: CopyNotice | None
