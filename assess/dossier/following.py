"""Working on a dossier that others write to as well: what somebody here has seen of it, and what came since.

A position is a number of the order of arrival (`StoreReader.position`). For every body it is kept at which one it
was last shown here; whoever changes a place then, changes what stood there at that position, and nothing later.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from assess.base.errors import Overtaken
from assess.base.shown import shown
from assess.base.texts import Text
from assess.dossier.entities import Answer, BodyState, Entity
from assess.dossier.events import Event, entity_of
from assess.dossier.reader import Arrival
from assess.dossier.store import Store
from assess.dossier.writer import body_of


class Follower:
    """What one session knows of a shared journal. For a dossier in a file it has nothing to do and does nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._own: set[str] = set()
        self._shown: dict[str, int] = {}
        self._loaded: dict[str, int] = {}
        self._agreed: dict[str, int] = {}
        self._foreign = 0
        self._counts = True
        self._begin()

    def _begin(self) -> None:
        self._since = self.taken = self._store.position() if self._store.shared else 0

    def restart(self) -> None:
        """All of the journal as it is now counts as seen: somebody asked to be shown it anew."""
        self._shown.clear()
        self._loaded.clear()
        self._agreed.clear()
        self._begin()

    def read(self, body: str, read: Callable[[], BodyState]) -> BodyState:
        """What `read` gives for `body`, with the position at which it was read."""
        if not self._store.shared:
            return read()
        with self._store.steady():
            self._loaded[body] = self._store.position()
            return read()

    def showed(self, body: str) -> None:
        """The state of `body` is given out, to be seen."""
        if self._store.shared and self._counts:
            self._shown[body] = max(self.taken, self._loaded.get(body, 0))

    def wrote(self, events: Sequence[Event]) -> None:
        """These events are this session's own."""
        if self._store.shared:
            self._own.update(e.batch for e in events)

    @contextlib.contextmanager
    def behind_the_scenes(self) -> Iterator[None]:
        """What is read within is not shown to anybody."""
        before, self._counts = self._counts, False
        try:
            yield
        finally:
            self._counts = before

    def news(self, arrived: Sequence[Arrival]) -> list[Arrival]:
        """What others wrote, out of what `arrived` after the position `taken`; it counts as taken in then."""
        found = [a for a in arrived if a.local > self.taken and a.batch not in self._own]
        if arrived:
            self.taken = max(self.taken, arrived[-1].local)
        if found:
            self._foreign = found[-1].local
        return found

    def refuse_overtaken(self, slots: Mapping[str, Entity | None], tell: Callable[[Sequence[Event]], Text]) -> None:
        """Raise Overtaken when somebody else has put something else into one of `slots` since it was seen here.

        `tell` gives the line for an action. Within a turn, after the news was taken in.
        """
        seen = {s: max(self._shown.get(body_of(s), self._since), self._agreed.get(s, 0)) for s in slots}
        since = min(seen.values(), default=self._foreign)
        if since >= self._foreign:
            return
        newest = {a.slot: a for a in self._store.arrived(since) if a.local > seen.get(a.slot, self._foreign)}
        for slot, arrival in newest.items():
            if arrival.batch in self._own:
                continue
            events = [e for e in self._store.events(batch=arrival.batch) if e.slot == slot]
            if events and entity_of(events[-1]) != slots[slot]:
                raise _overtaken(events, tell)
            self._agreed[slot] = arrival.local


def _overtaken(events: Sequence[Event], tell: Callable[[Sequence[Event]], Text]) -> Overtaken:
    event, what = events[-1], tell(events)
    who, at = event.author or "–", event.at[:16].replace("T", " ")
    said = _said(entity_of(event))
    return Overtaken(
        Text(
            zh=f"没有保存：{who} 在 {at}（UTC）改过同一内容（{what.zh}{said.zh}），您读到的是更早的值",
            en=f"not saved: {who} changed the same place at {at} (UTC), after you had read it ({what.en}{said.en})",
        ),
        Text(
            zh="先看现在的内容；仍要改时，再改一次。",
            en="Look at what stands there now; if yours still holds, enter it again.",
        ),
    )


def _said(entity: Entity | None) -> Text:
    """What an answer says, as it is kept."""
    if not isinstance(entity, Answer):
        return Text(zh="", en="")
    value = "、".join(entity.value) if isinstance(entity.value, tuple) else entity.value
    said = shown(entity.state if value is None else str(value))
    return Text(zh=f"：{said}", en=f": {said}")
