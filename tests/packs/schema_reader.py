"""A small reader of the JSON Schemas that `assess pack schema` prints; a word it does not know is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool}
TOLD = {"title", "description", "$schema", "$defs", "$ref"}


def faults(schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None, path: str = "") -> Iterator[str]:
    """Where and by which word of the schema `value` is refused."""
    root = schema if root is None else root
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root, path)
    for word, wanted in schema.items():
        if word not in TOLD and not _kept(word, wanted, value, schema, root):
            yield f"{path}: {word}"
    yield from _inside(schema, value, root, path)


def _kept(word: str, wanted: Any, value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    match word:
        case "type":
            return _is(wanted, value)
        case "enum":
            return value in wanted
        case "const":
            return bool(value == wanted) and not isinstance(value, bool)
        case "allOf":
            return not any(list(faults(part, value, root)) for part in wanted)
        case "anyOf":
            return any(not list(faults(part, value, root)) for part in wanted)
        case "not":
            return bool(list(faults(wanted, value, root)))
        case "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        case "maxLength":
            return not isinstance(value, str) or len(value) <= wanted
        case "minimum":
            return not _is("number", value) or value >= wanted
        case "maximum":
            return not _is("number", value) or value <= wanted
        case "exclusiveMinimum":
            return not _is("number", value) or value > wanted
        case "minItems":
            return not isinstance(value, list) or len(value) >= wanted
        case "maxItems":
            return not isinstance(value, list) or len(value) <= wanted
        case "required":
            return not isinstance(value, dict) or set(wanted) <= value.keys()
        case "dependentRequired":
            return not isinstance(value, dict) or all(set(wanted[k]) <= value.keys() for k in wanted if k in value)
        case "additionalProperties":
            return wanted is not False or not isinstance(value, dict) or value.keys() <= schema["properties"].keys()
        case "properties" | "items" | "prefixItems":
            return True  # These are looked into.
    raise AssertionError(f"the reader does not know {word}")


def _is(kind: str, value: Any) -> bool:
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def _inside(schema: dict[str, Any], value: Any, root: dict[str, Any], path: str) -> Iterator[str]:
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        for key, part in value.items():
            inner = known.get(key, others)
            if isinstance(inner, dict):
                yield from faults(inner, part, root, f"{path}.{key}")
    elif isinstance(value, list):
        first = schema.get("prefixItems", [])
        for n, part in enumerate(value):
            inner = first[n] if n < len(first) else schema.get("items")
            if inner is not None:
                yield from faults(inner, part, root, f"{path}[{n}]")
