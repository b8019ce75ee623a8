"""Commitments to what a copy leaves out, and the paths by which its places are named.

Where a text stood, a mark stands. Whoever holds the original and the salt can prove what it was; nobody else can
even try, for a short text could be guessed from a bare hash:

    mark = HMAC-SHA-256(salt, JSON of ["assess.copy.1", kind, path, what stood there])

(RFC 2104; JSON in UTF-8 without white space, keys sorted.) Each copy has a salt of its own, derived from a key that
stays with the evaluator, so that the salt of one copy can be handed out without giving away the others.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

Tree = Any
"""A snapshot as plain data: dicts, lists, texts, numbers."""

SIGN: Final = "■"
"""What every mark begins with."""
_SHOWN: Final = 12
BLANK: Final = ("classification",)
"""Kinds of which nothing is shown in place: a mark of secrecy that does not hold for the copy."""


def _said(salt: bytes, *parts: Tree) -> bytes:
    return hmac.new(salt, msgspec.json.encode(parts, order="deterministic"), hashlib.sha256).digest()


def salt_of(key: bytes, kind: str, body: str, original: str) -> bytes:
    """The salt of the copy of this kind (for `body`) of the snapshot with the digest `original`."""
    return _said(key, "assess.copy.salt.1", kind, body, original)


def commitment(salt: bytes, kind: str, path: str, value: Tree) -> str:
    """The mark of `value`, 64 hexadecimal digits."""
    return _said(salt, "assess.copy.1", kind, path, value).hex()


def seal(salt: bytes, fingerprint: str) -> str:
    """The seal of a copy with this fingerprint, which is taken with the seal left empty."""
    return _said(salt, "assess.copy.seal.1", fingerprint).hex()


def in_place(kind: str, mark: str, value: Tree) -> Tree:
    """What stands where `value` stood: the beginning of its mark, as a text in one language or in two."""
    text = "" if kind in BLANK else f"{SIGN} {mark[:_SHOWN]}"
    return dict.fromkeys(value, text) if isinstance(value, dict) else text


_KEYS: Final[Mapping[str, Callable[[Tree], str]]] = {
    "bodies": lambda x: str(x["body"]["id"]),
    "findings": lambda x: str(x["id"]),
    "withdrawn": lambda x: str(x["id"]),
    "settled": lambda x: str(x["id"]),
    "answers": lambda x: f"{x['indicator']}.{x['voice']}",
    "evidence": lambda x: str(x["id"]),
    "imports": lambda x: str(x["id"]),
    "signals": lambda x: str(x["signal"]["id"]),
}
"""Lists whose members are known by a name, so that a path holds when others are left out."""


def members(name: str, node: Tree) -> dict[str, Tree]:
    """The children of a dict or list by their segment of a path; `name` is what the node itself is called."""
    if isinstance(node, dict):
        return {_escaped(str(key)): value for key, value in node.items()}
    key = _KEYS.get(name)
    try:
        named = {_escaped(key(x)): x for x in node} if key else {}
    except (KeyError, TypeError):
        named = {}
    # Names that are not all there, or not each its own, are no names.
    return named if len(named) == len(node) else {str(n): x for n, x in enumerate(node)}


def _escaped(segment: str) -> str:
    """As in RFC 6901, and never the “-” that stands for members left out."""
    return segment.replace("~", "~0").replace("/", "~1") if segment != "-" else "~2"
