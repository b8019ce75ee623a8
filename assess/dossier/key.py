"""The key list of a campaign: whose public keys are trusted, since when, and until when.

A key is one entity of the campaign; replacing and losing it are changes to it like any other, kept in the journal
with who made them and when. Only public keys are in a dossier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from assess.base.digest import sha256_hex
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text

KeyState = Literal["trusted", "replaced", "lost"]
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?Z)?")


class Key(msgspec.Struct, frozen=True, tag="key"):
    """One public key (Ed25519, 32 bytes in hexadecimal) and what the campaign says about it.

    `name` is whose it is, `role` in what capacity they sign. It is trusted from `since` on and, once it was
    replaced or lost, only for what was signed before `until`; `by` is the id of the key that replaces it.
    """

    id: str
    name: str
    role: str
    public: str
    since: str
    state: KeyState = "trusted"
    until: str = ""
    by: str = ""
    reason: str = ""

    @property
    def body(self) -> str:
        """No body: keys are the campaign's."""
        return ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"key//{self.id}"


class Trust(msgspec.Struct, frozen=True):
    """Whether a key was trusted at some time, and why."""

    trusted: bool
    why: Text


def key_id(public: str) -> str:
    """The id of a public key: the first 16 digits of its SHA-256."""
    return sha256_hex(bytes.fromhex(public))[:16]


def check_key(key: Key) -> None:
    """Raise InputError unless `key` can stand in a list."""
    if not re.fullmatch(r"[0-9a-f]{64}", key.public) or key_id(key.public) != key.id:
        raise InputError(Text(zh="不是 Ed25519 公钥", en="this is no public key of Ed25519"))
    if not key.name.strip():
        raise InputError(
            Text(zh="密钥要写明是谁的", en="a key needs the name of whose it is"),
            Text(zh="用 --name 写明。", en="Give it with --name."),
        )
    for time in filter(None, (key.since, key.until)):
        if not _TIME.fullmatch(time):
            raise InputError(
                Text(zh=f"“{time}”不是日期", en=f"“{time}” is no date"),
                Text(zh="写成 2026-11-22 或 2026-11-22T08:00Z。", en="Write 2026-11-22 or 2026-11-22T08:00Z."),
            )


def trust_at(keys: Mapping[str, Key], id: str, signed: str) -> Trust:
    """Whether the list `keys` trusts what key `id` signed at the time `signed`.

    Times are compared as text in UTC; a date alone begins at midnight.
    """
    key = keys.get(id)
    if key is None:
        return Trust(False, Text(zh="密钥清单里没有这把密钥", en="the key list does not have this key"))
    if _plain(signed) < _plain(key.since):
        return Trust(
            False,
            Text(
                zh=f"签名早于密钥列入清单的时间（{key.since}）",
                en=f"signed before the key was listed ({key.since})",
            ),
        )
    if key.state == "trusted":
        return Trust(True, Text(zh=f"自 {key.since} 起在清单里", en=f"on the list since {key.since}"))
    ended = _ended(key)
    if _plain(signed) >= _plain(key.until):
        return Trust(False, Text(zh=f"签名时密钥{ended.zh}", en=f"signed after the key was {ended.en}"))
    return Trust(
        True,
        Text(
            zh=f"签名时在清单里；密钥后来{ended.zh}，签名时间只凭签名人自述",
            en=f"on the list when it signed; the key was {ended.en} later, and the time is the signer's own word",
        ),
    )


def _plain(time: str) -> str:
    """A time without its Z, so that a shorter form of it is a beginning of the longer ones."""
    return time.removesuffix("Z")


def _ended(key: Key) -> Text:
    if key.state == "lost":
        return Text(zh=f"已报失（{key.until}）", en=f"lost ({key.until})")
    return Text(zh=f"已由 {key.by} 替换（{key.until}）", en=f"replaced by {key.by} ({key.until})")


def find_key(keys: Mapping[str, Key], name: str) -> Key:
    """The key whose id begins with `name`; NotFound when there is none, or more than one."""
    found = [k for k in keys.values() if name and k.id.startswith(name)]
    if len(found) != 1:
        raise NotFound(
            Text(zh=f"清单里没有（或不止一把）密钥 {name}", en=f"the list has no key {name}, or more than one"),
            Text(zh="用“assess key list 卷宗”查看。", en="See “assess key list DOSSIER”."),
        )
    return found[0]
