"""What resolving an edit starts from and ends in: the body and indicator it names, and what it puts into slots."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

import msgspec

from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.dossier.entities import Body, BodyState, Entity
from assess.packs.model import Indicator, Pack


class Puts(msgspec.Struct, frozen=True):
    """What an edit amounts to: slots with their new entity (None empties), and bytes to store."""

    slots: tuple[tuple[str, Entity | None], ...]
    blobs: tuple[bytes, ...] = ()


class Mark(msgspec.Struct, frozen=True):
    """Who makes an edit, and when; and who had a hand in what it decides on (`hands.py`)."""

    author: str = ""
    at: str = ""
    attached_by: frozenset[str] = frozenset()
    claimed_by: frozenset[str] = frozenset()
    verified_by: frozenset[str] = frozenset()


NOBODY = Mark()
Look = Callable[[str], BodyState | None]
"""How an edit looks up a body: its state now, or None."""


def known_body(body: str, look: Look) -> BodyState:
    """The state of `body`; NotFound when it is not in the campaign."""
    state = look(body)
    if state is None:
        raise no_body(body)
    return state


def no_body(body: str, bodies: Iterable[Body] = ()) -> NotFound:
    """The error for a body that is not in the campaign; tells the id where it is the name of one of `bodies`."""
    asked = body.strip().casefold()
    meant = next(
        (b.id for b in bodies if asked in (b.id.casefold(), b.name.zh.casefold(), b.name.en.casefold())), ""
    )
    return NotFound(
        Text(zh=f"没有被评估单位 {body}", en=f"there is no body {body}"),
        Text(zh=f"请写代码：{meant}。", en=f"Write its id: {meant}.")
        if meant
        else Text(zh="用“assess open 卷宗 --list”查看全部单位。", en="See all with “assess open DOSSIER --list”."),
    )


def find_indicator(pack: Pack, name: str) -> Indicator:
    """The indicator with this id or label; NotFound with the nearest id."""
    found = pack.indicator(name) or next((i for i in pack.indicators if i.label.lower() == name.lower()), None)
    if found is None:
        raise NotFound(
            Text(zh=f"指标包里没有指标 {name}", en=f"the pack has no indicator {name}"),
            nearest(name, [i.id for i in pack.indicators]),
        )
    return found


def nearest(name: str, known: Iterable[str]) -> Text | None:
    """A hint at the name that was probably meant, or None."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return Text(zh=f"是不是 {close[0]}？", en=f"Did you mean {close[0]}?") if close else None
