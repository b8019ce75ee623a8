"""One writer per dossier file: an operating-system lock that ends with the process, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO

from assess.base.errors import Locked, StoreError
from assess.base.texts import Text

_ASKING = "r+" if sys.platform == "win32" else "r"
"""How the file of another's lock is opened: it may belong to somebody else."""


class WriterLock:
    """Held from `take` until `release` or the end of the process; a killed writer leaves no stale lock."""

    def __init__(self, dossier: Path) -> None:
        # One file, one lock, whichever link it is reached by.
        dossier = dossier.resolve()
        self.path = dossier.with_name(dossier.name + ".assess-lock")
        self._file: IO[str] | None = None

    def take(self, who: str) -> None:
        """Take the lock for `who`; raises Locked naming the holder, or StoreError in a read-only folder."""
        file = self._locked_file()
        while not self._is_current(file):
            # The last holder removed the file between our opening and our locking it.
            file.close()
            file = self._locked_file()
        file.truncate(0)
        file.write(f"{who}, pid {os.getpid()}")
        file.flush()
        self._file = file

    def _locked_file(self) -> IO[str]:
        try:
            file = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                Text(
                    zh=f"无法写入所在目录：{error.strerror}",
                    en=f"the folder cannot be written: {error.strerror}",
                ),
                Text(zh="请改用可写的目录，或以只读方式打开。", en="Use a writable folder, or open read-only."),
            ) from error
        try:
            _lock(file)
        except OSError as error:
            file.seek(0)
            holder = file.read(200).strip() or "?"
            file.close()
            raise Locked(
                Text(
                    zh=f"另一个程序正在写入这份卷宗（{holder}）",
                    en=f"another program is writing to this dossier ({holder})",
                ),
                Text(zh="请先关闭它，或以只读方式打开。", en="Close it first, or open the dossier read-only."),
            ) from error
        return file

    def _is_current(self, file: IO[str]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Give the lock up; harmless when it is not held."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            self.path.unlink()
        self._file.close()
        self._file = None


def holder(dossier: Path) -> str | None:
    """Who is writing to `dossier` now, None when nobody is; the lock stays with whom it is."""
    dossier = dossier.resolve()
    try:
        # Where there is no such file nobody writes, and none is made by asking.
        with dossier.with_name(dossier.name + ".assess-lock").open(_ASKING, encoding="utf-8") as file:
            try:
                _lock(file)
            except OSError:
                file.seek(0)
                return file.read(200).strip() or "?"
    except OSError:
        return None
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        # A byte far behind the text, so that others can still read who holds the lock.
        file.seek(4096)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
