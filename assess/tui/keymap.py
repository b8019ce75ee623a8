"""Keys of the user's own: `keys.toml` in the folder of settings gives actions other keys.

    [keys]
    next_open = "ctrl+t"
    help = ["?", "f1"]

What is wrong in the file is told and left aside; the rest of it applies.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Final

import msgspec
import tomli
from textual.keys import Keys, _character_to_key

from assess.base import resources
from assess.base.texts import Text
from assess.tui.actions import ACTIONS, BY_ID, Action, key_name

FIXED: Final = frozenset({"pick"})
"""Digits choose the option of that number; no other key could."""
_NAMES: Final = frozenset(k.value.rpartition("+")[2] for k in Keys) - {"<any>", "<ignore>"}
_MODIFIED: Final = re.compile(r"(?:(?:ctrl|shift|alt)\+)+")

UNREADABLE = Text(zh="不是有效的 TOML：{reason}", en="not valid TOML: {reason}")
NO_TABLE = Text(zh="缺少 [keys] 表", en="there is no table [keys]")
UNKNOWN = Text(zh="没有操作“{id}”{near}", en="there is no action “{id}”{near}")
NEAR = Text(zh="，是不是 {name}？", en="; did you mean {name}?")
NO_KEY = Text(zh="{id}：不认识按键“{key}”", en="{id}: “{key}” is no key")
NOT_A_KEY = Text(zh='{id}：应写成 "ctrl+t" 或 ["?", "f1"]', en='{id}: write it like "ctrl+t" or ["?", "f1"]')
IS_FIXED = Text(zh="{id}：这个操作的按键不能改", en="{id}: the keys of this action cannot be changed")
CLASH = Text(
    zh="{id}：按键 {key} 在同一处已用于“{other}”", en="{id}: {key} is taken by “{other}” in the same place"
)


class Keymap(msgspec.Struct, frozen=True):
    """Keys of the user's own by action, and what was wrong with the rest of the file."""

    keys: dict[str, tuple[str, ...]] = {}
    problems: tuple[Text, ...] = ()

    def of(self, action: Action) -> tuple[str, ...]:
        """The keys that `action` has."""
        return self.keys.get(action.id, action.keys)


def path() -> Path:
    """Where the file is looked for."""
    return resources.home() / "keys.toml"


def load() -> Keymap:
    """The keys in the user's file; none when there is no such file."""
    try:
        return read(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Keymap(problems=(UNREADABLE.fill(reason=reason),))


def read(text: str) -> Keymap:
    """The keys that `text` gives; an action with anything wrong keeps the keys it has."""
    try:
        table = tomli.loads(text).get("keys")
    except tomli.TOMLDecodeError as error:
        return Keymap(problems=(UNREADABLE.fill(reason=error),))
    if not isinstance(table, dict):
        return Keymap(problems=(NO_TABLE,))
    problems: list[Text] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        found = _keys(name, value)
        if isinstance(found, Text):
            problems.append(found)
        else:
            wanted[name] = found
    for name in list(wanted):
        clash = _clash(name, wanted)
        if clash is not None:
            problems.append(clash)
            del wanted[name]
    return Keymap(wanted, tuple(problems))


def _keys(id: str, value: object) -> tuple[str, ...] | Text:
    if id not in BY_ID:
        near = difflib.get_close_matches(id, BY_ID, n=1)
        zh, en = (NEAR.zh, NEAR.en) if near else ("", "")
        named = {"name": near[0] if near else ""}
        return Text(zh=UNKNOWN.zh.format(id=id, near=zh.format(**named)),
                    en=UNKNOWN.en.format(id=id, near=en.format(**named)))  # fmt: skip
    if id in FIXED:
        return IS_FIXED.fill(id=id)
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(isinstance(k, str) and k for k in listed):
        return NOT_A_KEY.fill(id=id)
    keys = [canonical(key) for key in listed]
    bad = next((said for said, key in zip(listed, keys, strict=True) if key is None), None)
    return NO_KEY.fill(id=id, key=bad) if bad is not None else tuple(k for k in keys if k)


def canonical(key: str) -> str | None:
    """The name Textual has for `key`, which may be a character or a name with modifiers; None for no key."""
    if len(key) == 1:
        return _character_to_key(key) if key.isprintable() else None
    held = _MODIFIED.match(key.lower())
    bare = key[held.end() :] if held else key
    if len(bare) == 1 and bare.isprintable() and held:
        # A terminal sends Ctrl with a letter only, and knows no case there.
        return held[0] + _character_to_key(bare.lower())
    bare = bare.lower()
    return (held[0] if held else "") + bare if bare in _NAMES or bare in _SIGNS else None


_SIGNS: Final = frozenset(_character_to_key(chr(n)) for n in range(33, 127) if not chr(n).isalnum())


def _clash(id: str, wanted: dict[str, tuple[str, ...]]) -> Text | None:
    """What says that another action of the same place has one of the keys of `id`."""
    mine = set(BY_ID[id].places)
    for other in ACTIONS:
        theirs = set(other.places)
        if other.id == id or not (mine & theirs or "any" in mine | theirs):
            continue
        taken = tuple("123456789") if other.id in FIXED else wanted.get(other.id, other.keys)
        shared = set(wanted[id]) & set(taken)
        if shared and not shared <= set(BY_ID[id].keys) & set(other.keys):
            return CLASH.fill(id=id, key=sorted(shared)[0], other=other.id)
    return None


def written(key: str) -> str:
    """A key as a TOML string that `canonical` reads as the same key."""
    named = key_name(key)
    return '"' + (named if len(named) == 1 and canonical(named) == key and named not in '"\\' else key) + '"'
