"""What a copy of results says of itself: for whom it is, of what, and what it leaves out."""

from __future__ import annotations

from typing import Literal

import msgspec


class LeftOut(msgspec.Struct, frozen=True):
    """A place that a copy leaves out: its path in the snapshot, what kind of thing it is, how many stood there.

    `mark` is a commitment to what stood there: HMAC-SHA-256 under the copy's salt (`copies/marks.py`).
    """

    path: str
    kind: str
    n: int
    mark: str


class CopyOf(msgspec.Struct, frozen=True):
    """What a snapshot is a copy of, for whom, and what it leaves out; `original` is the full snapshot's digest.

    `body` is the body that an agency copy is for. `counts` sums `left` by kind. `seal` is an HMAC over the whole
    copy under its salt.
    """

    kind: Literal["agency", "public"]
    body: str
    original: str
    left: tuple[LeftOut, ...]
    counts: dict[str, int]
    seal: str = ""
