"""Where things stand in the workbook: what writing and reading must agree on."""

from __future__ import annotations

from typing import Final

import msgspec

from assess.base.digest import digest
from assess.base.texts import LANGS, Lang, Text
from assess.packs.model import Indicator, Option, Pack

FORMAT: Final = 2
"""Version of the workbook's layout; forms of all versions up to it are read."""
IDENTITY: Final = "assess"
"""The hidden sheet with ids and digests."""
MORE_ROWS: Final = 400
FIRST: Final = 3
"""The first row of a form: a title and the heads stand above it."""

COLUMNS: Final = (
    "key", "label", "question", "help", "answer", "state", "comment", "origin", "kind", "title", "locator",
    "captured", "received", "effective_from", "effective_to",
)  # fmt: skip
"""Columns of a layer's sheet from A on; the first is hidden and says which question a row is."""
DATES: Final = ("captured", "received", "effective_from", "effective_to")
"""The dates of a piece of evidence; forms of version 1 had the first alone, each as its last column."""
PIECE: Final = ("kind", "title", "locator", *DATES)
MORE_COLUMNS: Final = ("label", *PIECE)
FILLED: Final = ("answer", "state", "comment", *PIECE)
"""What the agency fills in; everything else is locked and must come back as it was."""
PRINTED: Final = ("label", "question", "help")


class Line(msgspec.Struct, frozen=True):
    """One row of a form: a question, or one option of a question with several answers."""

    key: str
    indicator: str
    option: str
    label: str
    question: str
    help: str
    choices: tuple[str, ...] = ()


class Identity(msgspec.Struct, frozen=True):
    """What a workbook is of, as its hidden sheet says."""

    format: int
    campaign: str
    body: str
    pack: str
    pack_version: str
    pack_digest: str
    head: str
    languages: tuple[Lang, ...]
    more: str = ""
    """The name of the sheet for further evidence."""
    digests: dict[str, str] = {}
    """Digest of each question as it was asked, by the indicator's id."""


def columns_of(format: int, columns: tuple[str, ...]) -> tuple[str, ...]:
    """`columns` as far as forms of version `format` have them."""
    return tuple(c for c in columns if format > 1 or c not in DATES[1:])


def said(text: Text, languages: tuple[Lang, ...]) -> str:
    """`text` in the languages of the workbook, one below the other."""
    parts = dict.fromkeys(text.get(lang) for lang in LANGS if lang in languages)
    return "\n".join(part for part in parts if part)


def beside(text: Text, languages: tuple[Lang, ...]) -> str:
    """`text` in the languages of the workbook on one line."""
    return said(text, languages).replace("\n", " / ")


def key(indicator: Indicator, option: Option | None = None) -> str:
    """What names a row, hidden in its first cell."""
    return indicator.id if option is None else f"{indicator.id}|{option.code}"


def option_text(number: int, option: Option, languages: tuple[Lang, ...]) -> str:
    """An option as the drop-down shows it; the number makes options differ whose texts begin alike."""
    return f"{number}. {beside(option.text, languages)}"


def print_of(*cells: object) -> str:
    """A digest of what a locked row says, blind to how spreadsheet programs keep line ends and spaces."""
    return digest([" ".join(str(c or "").split()) for c in cells])[:16]


def asked(pack: Pack, kind: str) -> list[Indicator]:
    """The indicators that are asked of a body of sort `kind`, in the order of the pack."""
    known = {p.id for p in pack.profiles}
    return [
        i
        for layer in pack.layers
        for i in pack.of_layer(layer.id)
        if not i.profiles or kind not in known or kind in i.profiles
    ]
