"""What the templates of the report may see: strings, already rounded, sorted and in one language.

Templates compute nothing. A number stands here as a string made once, so that prose and tables cannot disagree.
"""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """Base of all of them: frozen, fields only."""


class Shown(View, frozen=True):
    """A score: its low end, and the range `lo–hi`, empty when it is known exactly."""

    text: str
    band: str = ""


class Stretch(View, frozen=True):
    """A bar: start and width as percentages."""

    x: str
    width: str


class Plot(View, frozen=True):
    """The marks of one row: the score, its range, and the quartiles of the peers; all as percentages."""

    mark: str | None = None
    range: Stretch | None = None
    least: str | None = None
    most: str | None = None
    box: Stretch | None = None
    median: str | None = None


class Dumbbell(View, frozen=True):
    """Two marks and their ranges on one axis: built and used."""

    built: str
    used: str
    link: Stretch
    built_range: Stretch | None
    used_range: Stretch | None


class Pair(View, frozen=True):
    """A label and its value; `code` marks digests and ids; `whole` is the untruncated value."""

    label: str
    value: str
    code: bool = False
    whole: str = ""


class Link(View, frozen=True):
    """A text and where it leads; an empty `href` means text only."""

    text: str
    href: str = ""


class Section(View, frozen=True):
    """A heading: anchor, number, name and the sentence that its rule produced."""

    id: str
    number: str
    title: str
    lead: str = ""


class Way(View, frozen=True):
    """A way to another page; `here` is the open one, which leads nowhere."""

    text: str
    href: str
    here: bool = False


class Masthead(View, frozen=True):
    """Who was assessed, by what, on which data; `ways` lead to the other pages of the site, where there are any."""

    kicker: str
    title: str
    facts: tuple[Pair, ...]
    other: Link | None
    other_lang: str = ""
    ways: tuple[Way, ...] = ()


class Tile(View, frozen=True):
    """A key figure of the first page."""

    label: str
    value: str
    range: str
    note: str
