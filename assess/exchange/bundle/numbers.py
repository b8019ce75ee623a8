"""Two trees of results held against each other, number by number: where they differ, and what each says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import msgspec

RELATIVE = 1e-9
"""Results of the same inputs are the same to the last digit but for draws, which agree within 1e-12."""


class Difference(msgspec.Struct, frozen=True):
    """One place where two trees differ."""

    where: str
    stated: str
    found: str


class Compared(msgspec.Struct, frozen=True):
    """How many numbers were compared, and the first differences."""

    numbers: int
    differences: tuple[Difference, ...]


def compare(stated: Any, found: Any, most: int = 20) -> Compared:
    """Compare two trees of plain data; at most `most` differences are told."""
    differences: list[Difference] = []
    numbers = 0
    for where, a, b in _pairs(stated, found, ""):
        numbers += isinstance(b, (int, float)) and not isinstance(b, bool)
        if not _same(a, b):
            differences.append(Difference(where=where, stated=_brief(a), found=_brief(b)))
            if len(differences) >= most:
                break
    return Compared(numbers=numbers, differences=tuple(differences))


class _Absent:
    def __repr__(self) -> str:
        return "–"


ABSENT = _Absent()


def _pairs(a: Any, b: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            yield from _pairs(a.get(key, ABSENT), b.get(key, ABSENT), f"{where}.{key}" if where else str(key))
    elif isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        band = len(a) == len(b) == 2 and all(isinstance(x, (int, float)) for x in (*a, *b))
        for i in range(max(len(a), len(b))):
            if band:
                yield f"{where}.{('lo', 'hi')[i]}", a[i], b[i]
                continue
            x, y = (a[i] if i < len(a) else ABSENT), (b[i] if i < len(b) else ABSENT)
            yield from _pairs(x, y, f"{where}[{_name(y if y is not ABSENT else x, i)}]")
    else:
        yield where, a, b


def _name(item: Any, i: int) -> str:
    """What an item of a list is called: the id of what it is about, else its place."""
    if isinstance(item, dict):
        inner = item.get("body")
        for found in (item.get("id"), inner.get("id") if isinstance(inner, dict) else None, item.get("indicator")):
            if isinstance(found, str) and found:
                return found
    return str(i)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=RELATIVE)
    return type(a) is type(b) and bool(a == b)


def _brief(value: Any) -> str:
    text = repr(value) if isinstance(value, (int, float, _Absent)) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
