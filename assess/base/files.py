"""Reading a file that a user names, and writing one so that a reader never sees half of it."""

from __future__ import annotations

import secrets
from pathlib import Path

from assess.base.errors import InputError, NotFound
from assess.base.shown import shown
from assess.base.texts import Text


def read_whole(path: Path, limit: int, too_large: Text) -> bytes:
    """The bytes of `path`, whose size is looked at first; `too_large` is the way out of a file over `limit` bytes.

    Raises NotFound, and InputError for a folder, a file over the limit and one that cannot be read.
    """
    name = shown(path.name)
    try:
        if path.is_dir():
            raise InputError(
                Text(zh=f"“{name}”是目录，不是文件", en=f"“{name}” is a folder, not a file"),
                Text(zh="请给出其中的一个文件。", en="Name one of the files in it."),
            )
        if path.stat().st_size > limit:
            size = f"{limit // 10**6} MB"
            raise InputError(
                Text(zh=f"“{name}”超过 {size}，未打开", en=f"“{name}” is larger than {size} and was not opened"),
                too_large,
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(
            Text(zh=f"没有文件“{shown(str(path))}”", en=f"there is no file “{shown(str(path))}”"),
            Text(zh="请检查路径。", en="Check the path."),
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(
            Text(zh=f"读不了“{name}”：{reason}", en=f"“{name}” cannot be read: {reason}"),
            Text(
                zh="请检查权限，并关闭正在使用它的程序。",
                en="Check its permissions and close programs that use it.",
            ),
        ) from error


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` through a temporary file beside it; InputError when the folder cannot be written.

    What is `private` nobody but its owner reads.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".assess-{secrets.token_hex(8)}.part")
        try:
            # Not by `tempfile`, whose files are private: this one is as readable as the user lets any file be.
            beside.touch(0o600 if private else 0o666, exist_ok=False)
            with beside.open("wb") as file:
                file.write(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            Text(zh=f"无法写入 {path}：{error.strerror}", en=f"cannot write {path}: {error.strerror}"),
            Text(zh="请检查目录权限和剩余空间。", en="Check the folder's permissions and the free space."),
        ) from error
