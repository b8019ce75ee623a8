"""What the table of an aid may hold: its columns, the words they go by, and rows that were read from it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from assess.base.texts import Text

Value = str | float | tuple[str, ...] | None
"""A cell as read: a text, a number, several names, or None where it is empty or cannot be read."""
_NOISE: Final = re.compile(r"[\s_\-./·()（）\[\]【】:：]+")
_ASIDE: Final = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[*＊★]")
"""Remarks in the name of a column, such as （必填） or a star."""
_SEVERAL: Final = re.compile(r"[、，,;；/|\n]+")


class Column(msgspec.Struct, frozen=True):
    """A column: the names that a file may give it, and for a choice the words that stand for each code.

    `needed` columns must be there and filled; a row without them is set aside and told. `sought` ones may be
    empty, but where no column of the table is one, the mapping has to say so (`""`): a column that was not
    recognised is no gap of those it is about.
    """

    name: str
    title: Text
    words: tuple[str, ...]
    kind: Literal["text", "names", "number", "choice"] = "text"
    needed: bool = False
    sought: bool = False
    choices: Mapping[str, tuple[str, ...]] = {}


class Row(msgspec.Struct, frozen=True):
    """A row that could be read; `number` is its line in the file, `values` its cells by column."""

    number: int
    values: dict[str, Value]

    def text(self, name: str) -> str:
        """A text, empty where there is none."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""

    def number_of(self, name: str) -> float | None:
        """A number, None where there is none."""
        found = self.values.get(name)
        return found if isinstance(found, float) else None

    def names(self, name: str) -> tuple[str, ...]:
        """Several names."""
        found = self.values.get(name)
        return found if isinstance(found, tuple) else ()


class Fault(msgspec.Struct, frozen=True):
    """A cell that could not be used. With `dropped` its whole row was set aside, else only the cell is unknown."""

    number: int
    column: str
    text: str
    message: Text
    dropped: bool
    kept: bool = False
    """The cell stands and is counted, but somebody should look at it, as at a name that comes twice."""


class Sheet(msgspec.Struct, frozen=True):
    """A table as read: the rows that can be used, those that cannot, and which column was taken for which."""

    name: str
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    columns: dict[str, str]
    unread: tuple[str, ...]
    total: int
    sha256: str = ""
    encoding: str = ""
    guessed: bool = False
    head_row: int = 1
    """The row that the names of columns were found in; what stood above it was passed over."""

    @property
    def dropped(self) -> int:
        """How many rows were set aside."""
        return len({f.number for f in self.faults if f.dropped})


YES_NO: Final[dict[str, tuple[str, ...]]] = {
    "yes": ("是", "有", "已", "y", "yes", "true", "1", "√", "✓", "对"),
    "no": ("否", "无", "没有", "未", "不", "n", "no", "false", "0", "×", "x"),
}


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table that an aid reads, by the table's name in `words.toml`."""
    found = []
    for name, said in _words()[table].items():
        yes_no = said.get("kind") == "yes-no"
        rest = {**said, "kind": "choice", "choices": YES_NO} if yes_no else said
        found.append(
            Column(**{**rest, "name": name, "title": Text(**said["title"]), "words": tuple(said["words"])})
        )
    return tuple(found)


@cache
def reason_words() -> dict[str, tuple[str, ...]]:
    """For each class of reasons, the words that speak for it."""
    return {code: tuple(words) for code, words in _words()["reasons"].items()}


def plain(text: str) -> str:
    """A name without case, width, spaces and punctuation, to compare by."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).strip().removeprefix("\ufeff")).casefold()


def split(text: str) -> tuple[str, ...]:
    """The names in a cell that lists several."""
    return tuple(dict.fromkeys(part for p in _SEVERAL.split(text) if (part := p.strip())))


def code_of(column: Column, text: str) -> str | None:
    """The code that `text` stands for, or None: the code itself or one of its words, as a whole."""
    said = plain(text)
    for code, words in column.choices.items():
        if said in (plain(code), *map(plain, words)):
            return code
    return None


def guess(columns: Sequence[Column], head: Iterable[str]) -> dict[str, str]:
    """column of the aid -> column of the file, by whole names; each column of the file serves once."""
    names = [name for name in head if name.strip()]
    at = {plain(_ASIDE.sub("", name)): name for name in reversed(names)}
    at |= {plain(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for column in columns:
        for word in (column.name, *column.words):
            name = at.get(plain(word))
            if name is not None and name not in found.values():
                found[column.name] = name
                break
    return found


def done_with(fault: Fault) -> Text:
    """What became of a cell that somebody should look at."""
    if fault.dropped:
        return Text(zh="整行不用", en="row set aside")
    return (
        Text(zh="照计，请核对", en="counted; check it")
        if fault.kept
        else Text(zh="按未知处理", en="read as unknown")
    )
