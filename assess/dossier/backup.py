"""A copy of a dossier that is whole whatever is being written meanwhile, and putting one back.

SQLite's own backup reads one state of the file, its write-ahead log included; a plain copy of the file would miss
what is still in the log, or mix two states. A copy counts only once it has been verified as any dossier is.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from assess.base.errors import InputError, StoreError
from assess.base.texts import Text
from assess.dossier.connection import connect, database_errors, sweep
from assess.dossier.entities import Campaign
from assess.dossier.events import Event
from assess.dossier.lock import WriterLock
from assess.dossier.places import check_file, check_on_disk, keep_name, unreadable
from assess.dossier.record import read_campaign
from assess.dossier.store import Store, open_store
from assess.dossier.verify import Verification, verify

HEAD = 12
"""How many digits of the journal head stand in the name of a backup."""


class Copied(msgspec.Struct, frozen=True):
    """A backup that was made: its place, what was verified of it, the time (UTC) of its last event."""

    path: Path
    verified: Verification
    last: str
    again: bool
    """Whether the same state had been backed up there before, and was verified again."""


class Stand(msgspec.Struct, frozen=True):
    """A dossier as a restoration finds it: its campaign, its head, its events."""

    campaign: Campaign
    verified: Verification
    events: tuple[Event, ...]

    @property
    def last(self) -> str:
        """When the last event was written, by the clock of its device."""
        return max((e.at for e in self.events), default="")


def backup(dossier: Path, out: Path) -> Copied:
    """Copy `dossier` to the file `out`, or into the folder `out` under a name with date and head.

    StoreError when the dossier is damaged or cannot be copied, InputError when another file stands there.
    """
    check_on_disk(dossier)
    check_file(dossier, readonly=True)
    folder = out if out.is_dir() else out.parent
    with _part(folder) as beside:
        _copy(dossier, beside)
        stand = look(beside)
        if stand.verified.problems:
            raise _damaged(dossier, stand.verified.problems[0])
        named = f"{dossier.stem}-{stand.last[:10]}-{stand.verified.head[:HEAD]}.assess"
        place = out / named if out.is_dir() else out
        _check_apart(dossier, place)
        again = _same(place, stand)
        if not again:
            _put(beside, place)
        return Copied(path=place, verified=stand.verified, last=stand.last, again=again)


def look(path: Path) -> Stand:
    """What the dossier at `path` holds, verified; StoreError when it cannot be read at all."""
    with contextlib.closing(open_store(path, readonly=True)) as store:
        return _stand(store)


def restore(source: Path, dossier: Path, who: str) -> Path | None:
    """Put a copy of `source` in the place of `dossier`, and what stood there aside; the place it went to, or None.

    Nothing is deleted: the dossier that stood there, sound or not, keeps all of its files under another name. A
    restoration that is killed leaves the old one, or the old one aside and nothing in its place, or the new one.
    """
    check_on_disk(source)
    check_on_disk(dossier)
    check_file(source, readonly=True)
    _check_apart(source, dossier)
    lock = WriterLock(dossier)
    lock.take(who)
    try:
        with _part(dossier.parent) as beside:
            _copy(source, beside)
            stand = look(beside)
            if stand.verified.problems:
                raise _damaged(source, stand.verified.problems[0])
            aside = _set_aside(dossier)
            _put(beside, dossier)
            return aside
    finally:
        lock.release()


def _stand(store: Store) -> Stand:
    with store.steady():
        return Stand(campaign=read_campaign(store), verified=verify(store), events=tuple(store.events()))


def _copy(source: Path, to: Path) -> None:
    """One state of `source`, as one file without a log of its own, safe on the disk."""
    with database_errors(source), contextlib.closing(sqlite3.connect(to.absolute())) as copy:
        engine = connect(source, readonly=True)
        with engine.connect() as opened:
            raw: Any = opened.connection.driver_connection
            raw.backup(copy)
        engine.dispose()
        # The copy would ask for a log beside it, which a medium that cannot be written has no room for.
        copy.execute("PRAGMA journal_mode=DELETE").fetchone()
    sweep(source)
    with to.open("r+b") as file:
        os.fsync(file.fileno())


def _check_apart(one: Path, other: Path) -> None:
    if other.exists() and one.samefile(other):
        raise InputError(
            Text(zh="备份与卷宗是同一个文件", en="backup and dossier are the same file"),
            Text(zh="请指明另一个文件。", en="Name another file."),
        )


def _same(place: Path, stand: Stand) -> bool:
    """Whether the same state stands at `place` already, sound; InputError when something else does."""
    if not place.exists():
        return False
    try:
        found = look(place).verified
    except StoreError:
        found = None
    if found is not None and not found.problems and found.head == stand.verified.head:
        return True
    raise InputError(
        Text(zh=f"{place} 已经存在，没有覆盖", en=f"{place} exists already and was not overwritten"),
        Text(zh="请换一个文件名或目录。", en="Choose another name or folder."),
    )


@contextlib.contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A name in `folder` for what is not whole yet; nothing of it stays."""
    if not folder.is_dir():
        raise StoreError(
            Text(zh=f"目录 {folder} 不存在", en=f"there is no folder {folder}"),
            Text(zh="请先建立目录。", en="Create the folder first."),
        )
    beside = folder / f".assess-{secrets.token_hex(8)}.part"
    try:
        yield beside
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                beside.with_name(beside.name + ending).unlink(missing_ok=True)


def _put(beside: Path, place: Path) -> None:
    try:
        beside.rename(place)
        keep_name(place.parent)
    except OSError as error:
        raise unreadable(place, error) from error


def _set_aside(dossier: Path) -> Path | None:
    """Give the dossier and its log another name: a new file must never find the log of an old one."""
    if not dossier.exists() and not dossier.with_name(dossier.name + "-wal").exists():
        return None
    if dossier.exists():
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(dossier.absolute())) as last:
            # Whoever closes last folds the log into the file, so that there is one file to move.
            last.execute("PRAGMA schema_version").fetchone()
    aside = dossier.with_name(f"{dossier.stem}.replaced-{secrets.token_hex(4)}{dossier.suffix}")
    try:
        for ending in ("", "-journal", "-wal", "-shm"):
            part = dossier.with_name(dossier.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
        keep_name(dossier.parent)
    except OSError as error:
        raise unreadable(dossier, error) from error
    return aside


def _damaged(path: Path, problem: Text) -> StoreError:
    return StoreError(
        Text(
            zh=f"{path.name} 已损坏，没有复制：{problem.zh}",
            en=f"{path.name} is damaged and was not copied: {problem.en}",
        ),
        Text(
            zh="运行“assess check 文件”查明全部损坏之处；早先的备份没有动过。",
            en="Run “assess check FILE” to see all of it; earlier backups were left alone.",
        ),
    )
