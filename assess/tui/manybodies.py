"""Many bodies at once, as lines that were typed or pasted: from a table, a list of names, a document."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import msgspec

from assess.base.texts import Text
from assess.dossier.edits import AddBody
from assess.packs.model import Profile

ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_APART: Final = re.compile(r"\t|[,，;；|]|\s{2,}")
MOST: Final = 5000
"""Lines that are taken at once."""

TAKEN: Final = Text(zh="第 {n} 行：代码 {id} 已有单位使用", en="line {n}: the id {id} is taken")
TWICE: Final = Text(zh="第 {n} 行：代码 {id} 与前面的行相同", en="line {n}: the id {id} is in an earlier line, too")
MANY: Final = Text(
    zh="第 {n} 行：栏数过多；一行最多写代码、中文名称、英文名称、类别",
    en="line {n}: too many columns; a line takes id, name in Chinese, name in English and kind",
)
UNKNOWN: Final = Text(zh="第 {n} 行：指标包里没有类别“{kind}”", en="line {n}: the pack has no kind “{kind}”")
TOO_MANY: Final = Text(zh="一次最多 {most} 行", en="at most {most} lines at once")


class Lines(msgspec.Struct, frozen=True):
    """What lines of text come to: bodies to add, or what is wrong and where."""

    bodies: tuple[AddBody, ...] = ()
    problems: tuple[Text, ...] = ()


def read_lines(text: str, taken: Collection[str], profiles: Sequence[Profile]) -> Lines:
    """The bodies that `text` names, one a line: a name, or id and name, then a name in English and a kind.

    Columns are parted by tabs, commas, semicolons, bars or two spaces. A first column that could be an id is one if
    a name follows it; bodies without one get b1, b2 and so on, leaving out what is `taken`.
    """
    kinds = {word.casefold(): p.id for p in profiles for word in (p.id, p.title.zh, p.title.en)}
    found: list[AddBody] = []
    problems: list[Text] = []
    used = set(taken)
    rows = [(n, row) for n, line in enumerate(text.splitlines(), 1) if (row := _columns(line))]
    if len(rows) > MOST:
        return Lines(problems=(TOO_MANY.fill(most=MOST),))
    named = {*taken, *(unicodedata.normalize("NFKC", row[0]) for _, row in rows if _has_id(row))}
    free = (one for n in itertools.count(1) if (one := f"b{n}") not in named)
    for n, row in rows:
        body = _body(n, row, kinds, free, profiles)
        if isinstance(body, Text):
            problems.append(body)
            continue
        if body.id in used:
            problems.append((TAKEN if body.id in taken else TWICE).fill(n=n, id=body.id))
            continue
        used.add(body.id)
        found.append(body)
    return Lines(tuple(found), tuple(problems))


def _columns(line: str) -> list[str]:
    # Signs that direct or hide text, and marks of order, do not belong to a name.
    plain = line
    if not line.replace("\t", " ").isprintable():
        plain = "".join(c for c in line if c == "\t" or unicodedata.category(c)[0] != "C")
    row = [" ".join(part.split()) for part in _APART.split(plain.strip())]
    return row if any(row) else []


def _has_id(row: Sequence[str]) -> bool:
    return len(row) > 1 and bool(row[1]) and ID.fullmatch(unicodedata.normalize("NFKC", row[0])) is not None


def _body(
    n: int, row: list[str], kinds: dict[str, str], free: Iterator[str], profiles: Sequence[Profile]
) -> AddBody | Text:
    key = unicodedata.normalize("NFKC", row[0]) if _has_id(row) else ""
    rest = row[1:] if key else row
    kind = profiles[0].id if profiles else ""
    if len(rest) > 1 and rest[-1].casefold() in kinds:
        kind = kinds[rest.pop().casefold()]
    elif len(rest) > 2:
        return UNKNOWN.fill(n=n, kind=rest[-1]) if profiles and len(rest) == 3 else MANY.fill(n=n)
    names = [name for name in rest if name]
    zh = names[0] if names else key
    en = names[1] if len(names) > 1 else zh
    return AddBody(id=key or next(free), name=Text(zh=zh, en=en), kind=kind)
