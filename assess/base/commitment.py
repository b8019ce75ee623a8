"""Salted commitments: a value that was promised by its hash may be withheld, and the promise still be checked.

A bare hash of a name or a short text is guessed by trying names; with sixteen random bytes before it nothing is
left to guess from once the salt has gone with the value.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

import msgspec

from assess.base.digest import canonical

SALT_BYTES = 16


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value with its salt, or only its hash once it has been withheld or erased."""

    salt: str = ""
    value: Any = None
    erased: str = ""


def field_hash(name: str, field: Field) -> str:
    """The hash that stands for one field; a withheld field answers with the hash it had.

    SHA-256("assess.field.1" ‖ 0x00 ‖ salt ‖ 0x00 ‖ name ‖ 0x00 ‖ canonical JSON of the value). ValueError for a
    salt that is not hexadecimal and for values without a canonical form.
    """
    if field.erased:
        return field.erased
    parts = (b"assess.field.1", bytes.fromhex(field.salt), name.encode(), canonical(field.value))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def withheld(name: str, field: Field) -> Field:
    """`field` with its value and salt taken away and its hash left."""
    return Field(erased=field_hash(name, field))


def new_salt() -> str:
    """A fresh salt as hexadecimal digits."""
    return os.urandom(SALT_BYTES).hex()
