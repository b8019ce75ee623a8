"""Digests: SHA-256 over a canonical JSON form, equal on every platform and Python version.

Canonical form: UTF-8, keys sorted by code point, no white space, floats as Python's shortest round-trip
representation with integral floats written as integers, no NaN or infinity. It is a subset of RFC 8785
(JSON Canonicalization Scheme) for the values that occur here.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any, Final

import msgspec

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("NaN and infinity have no canonical form")
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return _plain(msgspec.to_builtins(value))


def canonical(value: Any) -> bytes:
    """The canonical JSON bytes of `value` (plain data or msgspec structs); ValueError on NaN or infinity."""
    return _ENCODER.encode(_plain(value)).encode()


def sha256_hex(data: bytes) -> str:
    """SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 of the canonical form of `value`."""
    return sha256_hex(canonical(value))
