"""Files that are dossiers, and places where one can be made: told before the database touches anything."""

from __future__ import annotations

import os
from pathlib import Path

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.server import server_of


def check_free(path: Path) -> None:
    """Raise StoreError unless a new file can be made at `path`: its folder exists, and nothing stands there.

    Whether there is room on a server is seen when it is made, which is one transaction.
    """
    if server_of(path) is not None:
        return
    try:
        taken, folder = path.exists() or path.is_symlink(), path.parent.is_dir()
    except OSError as error:
        raise unreadable(path, error) from error
    if taken:
        raise StoreError(
            Text(zh=f"{path} 已经存在", en=f"{path} exists already"),
            Text(
                zh="请换一个文件名，或用“assess open”打开它。",
                en="Choose another name, or open it with “assess open”.",
            ),
        )
    if not folder:
        raise StoreError(
            Text(zh=f"目录 {path.parent} 不存在", en=f"there is no folder {path.parent}"),
            Text(zh="请先建立目录。", en="Create the folder first."),
        )


def keep_name(folder: Path) -> None:
    """Have the names of new files survive the loss of power too, where the system lets a folder be flushed."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def check_file(path: Path, *, readonly: bool) -> None:
    """Refuse what is no dossier of this format, by the file's first bytes and before SQLite touches it.

    A file that cannot be written is refused to writers, because SQLite would open it and fail at the first save.
    """
    if server_of(path) is not None:
        return
    try:
        if not path.is_file():
            raise _not_a_dossier(path) if path.exists() else _absent(path)
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise unreadable(path, error) from error
    if not _is_ours(start):
        raise _not_a_dossier(path)
    # The offset of the "user version".
    version = int.from_bytes(start[60:64], "big")
    if not 1 <= version <= schema.FORMAT:
        raise StoreError(
            Text(
                zh=f"{path.name} 的格式版本是 {version}，本程序支持 {schema.FORMAT}",
                en=f"{path.name} has format {version}; this program reads format {schema.FORMAT}",
            ),
            Text(zh="请升级 assess 后再打开。", en="Update assess and open it again."),
        )
    if not readonly and not os.access(path, os.W_OK):
        raise StoreError(
            Text(zh=f"{path} 不可写", en=f"{path} cannot be written"),
            Text(zh="请检查文件权限，或以只读方式打开。", en="Check its permissions, or open it read-only."),
        )


def is_dossier(path: Path) -> bool:
    """Whether the first bytes of the file at `path` are those of a dossier, of whatever version."""
    try:
        if not path.is_file():
            # What is no file, such as a pipe, might never give its first byte.
            return False
        with path.open("rb") as file:
            return _is_ours(file.read(100))
    except OSError:
        return False


def _is_ours(start: bytes) -> bool:
    # The offset of the "application id" in SQLite's file format.
    return start[:16] == b"SQLite format 3\0" and int.from_bytes(start[68:72], "big") == schema.APPLICATION_ID


def check_on_disk(path: Path) -> None:
    """Refuse the address of a dossier on a server where files are handled as files."""
    if (server := server_of(path)) is not None:
        raise StoreError(
            Text(zh=f"{server.place} 不是文件", en=f"{server.place} is no file"),
            Text(
                zh="先用“assess store copy 地址 文件”取成文件；整库备份由管理员用 pg_dump 做。",
                en="Take it into a file first, with “assess store copy ADDRESS FILE”; the administrator backs up "
                "the whole with pg_dump.",
            ),
        )


def unreadable(path: Path, error: OSError) -> StoreError:
    """The file system does not let it be read or made."""
    return StoreError(
        Text(zh=f"无法读取 {path}：{error.strerror}", en=f"cannot read {path}: {error.strerror}"),
        Text(zh="请检查路径和文件权限。", en="Check the path and the permissions of the file."),
    )


def _absent(path: Path) -> StoreError:
    return StoreError(
        Text(zh=f"找不到卷宗 {path}", en=f"there is no dossier {path}"),
        Text(zh="用“assess new”新建一个。", en="Make one with “assess new”."),
    )


def _not_a_dossier(path: Path) -> StoreError:
    return StoreError(
        Text(zh=f"{path} 不是 assess 的卷宗", en=f"{path} is not a dossier of assess"),
        Text(
            zh="请选择“assess new”建立的文件；表格请用“assess import”导入。",
            en="Choose a file made by “assess new”; workbooks are read with “assess import”.",
        ),
    )
