"""Writing a file so that a reader sees the old one or the whole new one, never half of it."""

from __future__ import annotations

import secrets
from pathlib import Path

from assess.base.errors import InputError
from assess.base.texts import Text


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file beside it; InputError when the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".assess-{secrets.token_hex(8)}.part")
        try:
            # Not by `tempfile`, whose files are private: this one is as readable as the user lets any file be.
            with beside.open("xb") as file:
                file.write(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            Text(zh=f"无法写入 {path}：{error.strerror}", en=f"cannot write {path}: {error.strerror}"),
            Text(zh="请检查目录权限和剩余空间。", en="Check the folder's permissions and the free space."),
        ) from error
