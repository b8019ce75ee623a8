"""A snapshot in which every field that can hold a text holds one, found by the types: a new field joins by itself."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from assess.snapshot import Snapshot

TEXT = "stands in"
"""What fills a blank."""
Place = tuple[str, str]
"""A struct and one of its fields."""


@cache
def hints(kind: type) -> dict[str, Any]:
    """The types of a struct's fields."""
    return typing.get_type_hints(kind)


@cache
def _holds_text(hint: Any, above: frozenset[Any] = frozenset()) -> bool:
    """Whether a value of this type can hold a text that is not one of a few prescribed words."""
    if hint in (str, Any):
        return True
    if typing.get_origin(hint) is typing.Literal or hint in above:
        return False
    inside = list(hints(hint).values()) if _is_struct(hint) else list(typing.get_args(hint))
    return any(_holds_text(x, above | {hint}) for x in inside if x is not Ellipsis)


def is_free(hint: Any) -> bool:
    """Whether a text of this type may be any text, not only one of the prescribed words."""
    return hint in (str, Any) or any(a in (str, Any) for a in typing.get_args(hint))


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def text_places(hint: Any = Snapshot) -> set[Place]:
    """Every field of every struct below `hint` whose own type names a text."""
    found: set[Place] = set()
    seen: set[Any] = set()

    def look(at: Any, where: Place | None) -> None:
        if at is str and where is not None:
            found.add(where)
        elif _is_struct(at):
            if at not in seen:
                seen.add(at)
                for name, inner in hints(at).items():
                    look(inner, (at.__name__, name))
        elif typing.get_origin(at) is not typing.Literal:
            for inner in typing.get_args(at):
                look(inner, where)

    look(hint, None)
    return found


def texts_at(value: Any, where: Place = ("", "")) -> Iterator[tuple[Place, str]]:
    """Every text in a value, with the struct and field that holds it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts_at(getattr(value, name), (type(value).__name__, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_at(key, where)
            yield from texts_at(item, where)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from texts_at(item, where)


def filled(snapshot: Snapshot) -> Snapshot:
    """`snapshot` with a text in every blank that can hold one; of lists, in the first item."""
    made: Snapshot = _fill(snapshot, Snapshot, frozenset())
    return made


def _fill(value: Any, hint: Any, above: frozenset[Any]) -> Any:
    """`value` with its blanks filled; `above` are the structs around it, in which none is made again."""
    if not _holds_text(hint):
        return value
    if isinstance(value, msgspec.Struct):
        kind = type(value)
        inner = {n: _fill(getattr(value, n), h, above | {kind}) for n, h in hints(kind).items()}
        return msgspec.structs.replace(value, **inner)
    if value is None or (isinstance(value, str | tuple | dict | frozenset) and not value):
        return _make(hint, value, above)
    arguments = typing.get_args(hint)
    if isinstance(value, tuple):
        first = arguments[0] if arguments else Any
        return (_fill(value[0], first, above), *value[1:])
    if isinstance(value, dict):
        inside = arguments[1] if len(arguments) == 2 else Any
        key = next(iter(value))
        return {k: _fill(v, inside, above) if k == key else v for k, v in value.items()}
    return value


def _make(hint: Any, blank: Any, above: frozenset[Any]) -> Any:
    """A value of the type with a text in it; the blank itself where that would never end."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint in (str, Any):
        return TEXT
    if origin is typing.Literal:
        return arguments[0]
    if origin in (typing.Union, types.UnionType):
        best = sorted((a for a in arguments if a is not type(None)), key=_holds_text, reverse=True)
        return next((m for a in best if (m := _make(a, blank, above)) != blank), blank)
    if _is_struct(hint):
        if hint in above:
            return blank
        needed = {f.name: f for f in msgspec.structs.fields(hint)}
        within = above | {hint}
        return hint(**{
            n: _fill(f.default, hints(hint)[n], within) if f.default is not msgspec.NODEFAULT
            else _fill(f.default_factory(), hints(hint)[n], within) if f.default_factory is not msgspec.NODEFAULT
            else _make(hints(hint)[n], None, within)
            for n, f in needed.items()
        })  # fmt: skip
    if origin is tuple:
        items = arguments[:1] if Ellipsis in arguments else arguments
        made = tuple(_make(a, None, above) for a in items)
        return blank if None in made and len(made) == 1 else made
    if origin is dict:
        value = _make(arguments[1], None, above)
        return (
            blank if value is None and arguments[1] is not type(None) else {_make(arguments[0], "", above): value}
        )
    if origin is frozenset:
        return frozenset([_make(arguments[0], None, above)])
    return {bool: True, int: 1, float: 1.0}.get(hint, blank)
