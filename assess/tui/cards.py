"""What the home screen says about a campaign, read without opening it: progress, what waits, who was last."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assess.base.errors import AssessError, StoreError
from assess.base.texts import Text

if TYPE_CHECKING:
    from assess.dossier.store import Store
    from assess.dossier.tally import Tally
    from assess.packs.model import Pack

LAST = 5
"""Actions that are told."""
KNOCK = 3
"""Seconds that a server is waited for; whoever opens its campaign waits longer."""


class Layer(msgspec.Struct, frozen=True):
    """How far the claims to one layer are: `answered` of `of`, over all bodies."""

    title: Text
    answered: int
    of: int


class Deed(msgspec.Struct, frozen=True):
    """One action: when (UTC), by whom, what."""

    at: str
    by: str
    label: Text


class Card(msgspec.Struct, frozen=True):
    """A campaign at a glance.

    `of` is indicators times bodies, `answered` the claims among them, `unverified` those that nobody judged; 0 `of`
    where the pack is not at hand. `queries` and so on wait for somebody; `deeds` are the last actions.
    """

    campaign: str
    title: Text
    pack: str
    version: str
    pack_title: Text
    period: str = ""
    due: str = ""
    bodies: int = 0
    of: int = 0
    answered: int = 0
    verified: int = 0
    unverified: int = 0
    queries: int = 0
    replies: int = 0
    disputes: int = 0
    findings: int = 0
    conflicts: int = 0
    layers: tuple[Layer, ...] = ()
    deeds: tuple[Deed, ...] = ()

    @property
    def waiting(self) -> int:
        """All that waits for somebody, claims to verify left out."""
        return self.queries + self.replies + self.disputes + self.findings + self.conflicts

    @property
    def changed(self) -> str:
        """When it was last changed (UTC)."""
        return self.deeds[0].at if self.deeds else ""


def stamp(path: Path) -> str:
    """What changes whenever the file at `path` does, its log with it; "" when there is no such file."""
    parts = []
    for file in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            found = file.stat()
            parts.append(f"{found.st_mtime_ns}.{found.st_size}")
    return "/".join(parts)


class Reading:
    """Reads cards; packs are loaded once for all campaigns that use them. For one thread at a time."""

    def __init__(self) -> None:
        self._packs: dict[str, Pack | None] = {}

    def card(self, path: Path) -> Card:
        """The card of the dossier at `path`, a file or an address; AssessError when it cannot be read."""
        with _reading(path) as store, store.steady():
            try:
                return self._card(store)
            except (LookupError, ValueError) as error:
                # Nobody chose this file, it only lies there: what is nonsense in it must not end the app.
                raise StoreError(
                    Text(zh=f"{path.name}：内容读不懂", en=f"{path.name}: what it holds makes no sense"),
                    Text(
                        zh="文件可能已损坏：运行“assess check 文件”查明损坏之处。",
                        en="It may be damaged: run “assess check FILE” to see where.",
                    ),
                ) from error

    def _card(self, store: Store) -> Card:
        from assess.dossier.record import read_campaign
        from assess.dossier.workflow.signing import deadline_in

        campaign = read_campaign(store)
        pack = self._pack(campaign.pack)
        held = store.tally()
        asked = [i.id for i in pack.indicators] if pack is not None else []
        deadline = deadline_in(e for _, e in store.entities(body=""))
        return Card(
            campaign=campaign.id,
            title=campaign.title,
            pack=campaign.pack,
            version=campaign.pack_version,
            pack_title=pack.title if pack is not None else Text(zh=campaign.pack, en=campaign.pack),
            period=campaign.period,
            due=deadline.due if deadline is not None else "",
            bodies=held.bodies,
            of=len(asked) * held.bodies,
            answered=_sum(held, "claimed", asked),
            verified=_sum(held, "verified", asked),
            unverified=held.unverified,
            queries=held.work.queries,
            replies=held.work.replies,
            disputes=held.work.disputes,
            findings=held.findings,
            conflicts=len(store.conflicts()),
            layers=_layers(pack, held) if pack is not None else (),
            deeds=_deeds(store, pack) if pack is not None else (),
        )

    def _pack(self, id: str) -> Pack | None:
        from assess.packs.find import find_pack
        from assess.packs.load import load_pack

        if id not in self._packs:
            try:
                self._packs[id] = load_pack(find_pack(id))
            except AssessError:
                # What the campaign says of itself can be told without its pack.
                self._packs[id] = None
        return self._packs[id]


def counted(path: Path) -> Tally:
    """How much the dossier at `path` holds, read beside whoever works in it, so that nobody waits for the count."""
    with _reading(path) as store:
        return store.tally()


_OPEN: list[Store] = []
"""What is being read now, on threads of their own."""


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[Store]:
    from assess.dossier.store import open_store

    with contextlib.closing(open_store(_soon(path), readonly=True)) as store:
        _OPEN.append(store)
        try:
            yield store
        finally:
            _OPEN.remove(store)


def stop_reading() -> None:
    """End all that is being read, so that leaving the app does not wait for a count of a large campaign."""
    for store in tuple(_OPEN):
        store.interrupt()


def _soon(path: Path) -> Path:
    """The same place, with little patience when it is on a server."""
    from assess.dossier.server import server_of

    server = server_of(path)
    if server is None or "connect_timeout" in dict(server.more):
        return path
    return Path(f"{path}{'&' if '?' in str(path) else '?'}connect_timeout={KNOCK}")


def _sum(held: Tally, voice: str, asked: Sequence[str]) -> int:
    found = held.answers.get(voice, {})
    return sum(found.get(i, 0) for i in asked)


def _layers(pack: Pack, held: Tally) -> tuple[Layer, ...]:
    found = []
    for layer in pack.layers:
        asked = [i.id for i in pack.of_layer(layer.id)]
        found.append(Layer(layer.title, _sum(held, "claimed", asked), len(asked) * held.bodies))
    return tuple(found)


def _deeds(store: Store, pack: Pack) -> tuple[Deed, ...]:
    from assess.dossier.labels import describe

    found = []
    for batch in store.newest_batches(LAST):
        events = origin = store.events(batch=batch)
        told = {batch}
        while (target := origin[0].target) not in ("", *told) and (before := store.events(batch=target)):
            told.add(target)
            origin = before
        found.append(Deed(events[0].at, events[0].author, describe(origin, pack, events[0].act)))
    return tuple(found)
