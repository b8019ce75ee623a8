"""A dossier copied as it is, from a file to a server or back: the same events in the same order, the same files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import store as dossier_store
from assess.dossier.store import Store
from assess.dossier.verify import Verification, verify


class Copied(msgspec.Struct, frozen=True):
    """What was copied, and the journal head that both have now."""

    events: int
    files: int
    head: str


def copy_dossier(source: Path, target: Path, step: Callable[[int], None] = lambda _n: None) -> Copied:
    """Copy the dossier at `source` to `target`, where nothing may stand; `step` is told of every file.

    The source is verified before and the copy after it, as read back from where it is kept. The copy is whole or
    not at all. StoreError for a source that does not verify, and where there is something already.
    """
    dossier_store.check_free(target)
    with contextlib.closing(dossier_store.open_store(source, readonly=True)) as store, store.steady():
        found = _sound(verify(store))
        first, *rest = store.events()
        held = sorted(store.blobs_held())
        dossier_store.create(target, first, rest, _files(store, held, step))
    with contextlib.closing(dossier_store.open_store(target, readonly=True)) as copy:
        made = _sound(verify(copy))
        if (made.head, made.events, sorted(copy.blobs_held())) != (found.head, found.events, held):
            raise StoreError(
                Text(zh="副本与原件不一致", en="the copy differs from what was copied"),
                Text(zh="请删除副本，再试一次。", en="Delete the copy and try again."),
            )
    return Copied(events=made.events, files=len(held), head=made.head)


def _files(store: Store, held: list[str], step: Callable[[int], None]) -> Iterator[bytes]:
    """The files one after another, so that never more than one is in memory."""
    for sha256 in held:
        data = store.blob(sha256)
        if data is not None:
            yield data
        step(1)


def _sound(found: Verification) -> Verification:
    if found.problems:
        raise StoreError(
            Text(
                zh=f"卷宗校验不通过，没有复制：{found.problems[0].zh}",
                en=f"the dossier does not verify and is not copied: {found.problems[0].en}",
            ),
            Text(zh="用“assess check 卷宗”查看全部问题。", en="See all with “assess check DOSSIER”."),
        )
    return found
