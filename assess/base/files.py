"""Writing a file so that a reader sees the old one or the whole new one, never half of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from assess.base.errors import InputError
from assess.base.texts import Text


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file beside it; InputError when the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            # mkstemp makes the file private; a report is as readable as the user's umask lets any file be.
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise InputError(
            Text(zh=f"无法写入 {path}：{error.strerror}", en=f"cannot write {path}: {error.strerror}"),
            Text(zh="请检查目录权限和剩余空间。", en="Check the folder's permissions and the free space."),
        ) from error
