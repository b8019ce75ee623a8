"""The JSON Schema of pack files, made from the tables that the check itself reads by.

It covers what one file can show: keys, types, closed lists, forms of ids. What a name refers to, whether points
rise and what a rule says is checked by `assess pack check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assess.packs.inheritance.override_tables import OVERRIDES, REMOVE, SELECTORS
from assess.packs.keys import Key, key_of
from assess.packs.model import FORMAT
from assess.packs.reading.fields import text
from assess.packs.reading.items import Table
from assess.packs.reading.shapes import Schema, taken
from assess.packs.tables import BURDEN, KINDS, PACK, SCORING, UNCERTAINTY

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ONE_EACH: Mapping[str, Table] = {
    "pack": PACK,
    "scoring": SCORING,
    "uncertainty": UNCERTAINTY,
    "burden": BURDEN,
    "remove": REMOVE,
}
"""The tables that a pack has once, by the key they stand under in pack.toml."""


def pack_schema() -> Schema:
    """The schema of every file of a pack; descriptions are Chinese, a line end, English."""
    shared: Schema = {"text": {name: _plain(part, "") for name, part in taken(text).items()}}
    properties: Schema = {"format": {"const": FORMAT, **_words(key_of("", "format"))}}
    for name, table in ONE_EACH.items():
        shared[name] = _table(table, name)
        properties[name] = {"$ref": f"#/$defs/{name}", **_words(key_of("", name))}
    for name, table in KINDS.items():
        shared[name] = _table(table, name)
        items = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
        properties[name] = {**items, **_words(key_of("", name))}
    shared["override"] = {"anyOf": [_override(selector) for selector in OVERRIDES]}
    properties["override"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/override"},
        **_words(key_of("", "override")),
    }
    return {
        "$schema": DIALECT,
        "title": "assess pack",
        "description": "assess 指标包的文件\nA file of an assess pack",
        "type": "object",
        "properties": properties,
        "dependentRequired": {"format": ["pack"], "pack": ["format"]}
        | {x: ["format"] for x in ONE_EACH if x != "pack"},
        "additionalProperties": False,
        "$defs": shared,
    }


def _override(selector: str) -> Schema:
    """One sort of override: words of its own for what it names, those of the kind for the keys."""
    out = _table(OVERRIDES[selector], SELECTORS[selector])
    for key in (selector, "unset"):
        out["properties"][key] = {**_reader(OVERRIDES[selector][key].read, key), **_words(key_of("override", key))}
    return out


def _table(table: Table, name: str) -> Schema:
    return {
        "type": "object",
        "properties": {
            key: {**_reader(field.read, key), **_words(key_of(name, key))} for key, field in table.items()
        },
        "required": [key for key, field in table.items() if field.required],
        "additionalProperties": False,
    }


def _reader(reader: Callable[..., Any], key: str) -> Schema:
    if reader is text:
        return {"$ref": "#/$defs/text"}
    shape = taken(reader)
    if "table" in shape:
        return _table(shape["table"], key)
    return {name: _plain(part, key) for name, part in shape.items()}


def _plain(value: Any, key: str) -> Any:
    """A remembered shape with readers and tables in it replaced by their own schemas."""
    if callable(value):
        return _reader(value, key)
    if isinstance(value, Mapping):
        if "table" in value:
            return _table(value["table"], key)
        return {name: _plain(part, key) for name, part in value.items()}
    return [_plain(part, key) for part in value] if isinstance(value, list) else value


def _words(key: Key) -> Schema:
    return {"title": f"{key.name.zh} · {key.name.en}", "description": f"{key.says.zh}\n{key.says.en}"}
