"""Personal data kept out of what is shown and stored: keyed pseudonyms, and patterns of what names a person.

A pseudonym is HMAC-SHA-256 (RFC 2104, FIPS 198-1) of the value: without the key nobody can try out whose it is,
which a bare hash of a phone number would allow. The key stays on the machine that measures.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import Final, TextIO

import msgspec

from assess.base.errors import InputError
from assess.base.resources import home
from assess.base.shown import shown
from assess.base.texts import Text

KEY_BYTES: Final = 32
_DIGITS: Final = 12
"""Hexadecimal digits of a pseudonym: among a million values two are alike in one run of 560."""

_PERSONAL: Final = re.compile(
    r"[A-Za-z0-9_.+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+"  # addresses of mail
    r"|(?<![A-Za-z0-9_.])(?:\d{1,3}\.){3}\d{1,3}(?![A-Za-z0-9_.])"  # IPv4
    # IPv6; a time of day has two colons.
    r"|(?<![A-Za-z0-9_:])(?:[0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{0,4}(?![A-Za-z0-9_:])"
    r"|(?<![A-Za-z0-9_:])(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{0,4}(?![A-Za-z0-9_:])"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"  # mobile numbers of mainland China
    r"|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"  # and fixed lines
    r"|(?<!\d)(?:\d[ -]?){14,18}[\dXx](?!\d)"  # identity cards of 15 and 18 places, cards of 16 to 19
    r"|(?<!\d)\d{9,}(?!\d)"  # other long numbers: a day and a time of day have eight digits and six
)


_PLAIN: Final = re.compile(r"[\d\s:./+,%TZ年月日时分秒-]{1,32}")
_RUNS: Final = re.compile(r"(x|〇|9)\1{7,}")


class Pseudonyms(msgspec.Struct, frozen=True):
    """Pseudonyms under one key; equal values get equal ones, and only under that key."""

    key: bytes

    def of(self, value: str) -> str:
        """The pseudonym of `value`; “#” without a key."""
        if not self.key:
            return "#"
        return (
            "#" + hmac.new(self.key, value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:_DIGITS]
        )

    def masked(self, text: str) -> str:
        """`text` with pseudonyms for what looks like an address, a phone, identity or card number in it."""
        return _PERSONAL.sub(lambda found: self.of(found[0]), text)

    def told(self, value: str) -> str:
        """`value` where it is a plain number or time, else its form and its pseudonym."""
        if _PLAIN.fullmatch(value) and not _PERSONAL.search(value):
            return value
        return f"{form(value)} {self.of(value)}"

    def __repr__(self) -> str:
        # The key must not get into a log or a traceback.
        return "Pseudonyms(…)"


def form(text: str, most: int = 100) -> str:
    """`text` without what it says: 9 for a digit, x for a letter, 〇 for one of Chinese or a script beyond it."""
    shape = _RUNS.sub(lambda found: found[0][:4] + "…", "".join(map(_mark, text)))
    return shown(shape if len(shape) <= most else shape[: most - 1] + "…")


def _mark(character: str) -> str:
    if character.isdigit():
        return "9"
    if not character.isalpha():
        return character
    return "x" if character < "\u2e80" else "〇"


NAMELESS: Final = Pseudonyms(b"")
"""No key: “#” stands for every value, and none can be told from another."""


def kept(path: Path) -> Pseudonyms:
    """Pseudonyms under the key in the file at `path`, made with mode 600 if it is not there.

    Raises InputError for a file that is no key, and for one that others may read.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _created(path) as file:
            file.write(secrets.token_bytes(KEY_BYTES).hex() + "\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise _unusable(path, Text(zh="写不了", en="it cannot be written")) from error
    return Pseudonyms(_read(path))


def of_campaign(id: str) -> Pseudonyms:
    """Pseudonyms under the key of a campaign, which lies in the user's folder and never in the dossier."""
    return kept(home() / "keys" / f"{id}.key")


def _created(path: Path) -> TextIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii")


def _read(path: Path) -> bytes:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise _unusable(path, Text(zh="别人也能读它", en="others may read it"))
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise _unusable(path, Text(zh="不是密钥", en="it is no key")) from error
    if len(key) < KEY_BYTES:
        raise _unusable(path, Text(zh="太短", en="it is too short"))
    return key


def _unusable(path: Path, why: Text) -> InputError:
    name = shown(path.name)
    return InputError(
        Text(zh=f"密钥文件“{name}”不能用：{why.zh}", en=f"the key file “{name}” cannot be used: {why.en}"),
        Text(
            zh="权限应为 600，内容为至少 64 个十六进制字符；另给一个路径，就会新建一个。",
            en="It must have mode 600 and hold at least 64 hexadecimal digits; name another path to have one made.",
        ),
    )
