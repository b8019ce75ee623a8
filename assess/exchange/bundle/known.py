"""Which fields of a snapshot the version that wrote it did not compute yet, and which this one does not know.

A bundle is verified by computing its snapshot again. A version that computes more, or less, than the one that wrote
the bundle comes to another tree without any number being wrong; such fields are told and not held against it.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

LATE: Final[tuple[tuple[str, ...], ...]] = (
    ("BodyResult.restrictions", "Snapshot.copy", "Snapshot.imprint"),
    ("Promise.owner", "Settled.changed", "Snapshot.edition"),
    ("Indicator.minutes", "Indicator.repeats", "Pack.burden"),
    (
        "BodyResult.stale", "BodyResult.waivers", "Campaign.assessed_on", "Evidence.against", "Evidence.attachment",
        "Evidence.effective_from", "Evidence.effective_to", "Evidence.expires", "Evidence.received",
        "Evidence.spots", "Evidence.supersedes", "EvidenceNeed.within_days", "IndicatorScore.gated",
    ),
    ("Answer.judged", "BodyResult.work"),
    ("Snapshot.agreement",),
)  # fmt: skip
"""Fields that came after the first bundles, as "struct.field", those that came together in one line, oldest first.

Whoever adds a field to what a snapshot holds appends it: a version that writes the fields of one line writes those
of all lines before it, so that one of them that is missing there was taken out.
"""
_LINE: Final = {name: number for number, names in enumerate(LATE) for name in names}


class Reconciled(msgspec.Struct, frozen=True):
    """Two trees without what one of the two versions does not know; `unstated` and `unknown` are these fields."""

    stated: Any
    again: Any
    unstated: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def reconciled(stated: Any, found: msgspec.Struct) -> Reconciled:
    """`stated`, a tree as it was written, and that of `found`, what this version computes, as far as both go.

    `unstated`: what the writing version did not compute yet. It is in no struct of its kind, nor is anything that
    came later. `unknown`: what this version does not have.
    """
    stated, again = _copy(stated), _copy(found)
    there, lacking = Counter[str](), Counter[str]()
    unknown: set[str] = set()
    pairs = list(_structs(stated, again, found))
    for a, _, kind in pairs:
        names, late = _names(kind)
        there.update(name for n, name in late.items() if n in a)
        lacking.update(name for n, name in late.items() if n not in a)
        for extra in a.keys() - names:
            unknown.add(f"{kind.__name__}.{extra}")
            del a[extra]
    last = max((_LINE[name] for name in there), default=-1)
    unstated = {name for name in lacking if _LINE[name] > last}
    for _, b, kind in pairs if unstated else ():
        for n, name in _names(kind)[1].items():
            if name in unstated:
                del b[n]
    return Reconciled(stated, again, tuple(sorted(unstated)), tuple(sorted(unknown)))


@functools.cache
def _names(kind: type[msgspec.Struct]) -> tuple[frozenset[str], dict[str, str]]:
    """What an object of `kind` may hold, and which of its fields came late, with their names in `LATE`."""
    names = kind.__struct_encode_fields__
    late = {n: name for n in names if (name := f"{kind.__name__}.{n}") in _LINE}
    return frozenset((*names, kind.__struct_config__.tag_field or "")), late


def _copy(tree: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(tree, order="deterministic"))


_HOLDS: Final = (msgspec.Struct, dict, list, tuple)


def _structs(a: Any, b: Any, found: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any], type[msgspec.Struct]]]:
    """The objects of both trees at each place where `found`, of which `b` is the tree, has a struct."""
    if isinstance(a, dict) and isinstance(b, dict):
        inner: Iterable[tuple[str, Any]]
        if isinstance(found, msgspec.Struct):
            yield a, b, type(found)
            inner = zip(found.__struct_encode_fields__, msgspec.structs.astuple(found), strict=True)
        else:
            inner = ((str(key), value) for key, value in found.items())
        for key, value in inner:
            if isinstance(value, _HOLDS) and key in a and key in b:
                yield from _structs(a[key], b[key], value)
    elif isinstance(a, list) and isinstance(b, list) and isinstance(found, list | tuple):
        for x, y, value in zip(a, b, found, strict=False):
            yield from _structs(x, y, value)
