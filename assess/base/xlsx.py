"""Opening Excel files from strangers: what kind of file it is and whether it is safe is settled before parsing.

Nothing in a file is ever run. Sizes are checked in the zip directory before a byte is unpacked (a member can then
not unpack to more than it declared), XML goes through defusedxml, which refuses entities.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Final, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook as Book

from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.files import read_whole
from assess.base.shown import shown
from assess.base.texts import Text

MAX_FILE = 32_000_000
"""Largest file opened, in bytes; filled questionnaires and lists stay far below."""
_TOO_LARGE = Text(
    zh="请删去其中的图片等附件后另存。", en="Remove pictures and other attachments and save it again."
)
MAX_UNPACKED = 64_000_000
"""Largest sum of all members once unpacked, in bytes."""
MAX_RATIO = 300
"""Highest compression of a member above a megabyte; real sheets reach some 40."""
MAX_MEMBERS = 5_000

# What openpyxl lets escape on files that are zips but not sound workbooks.
_UNSOUND: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    OSError,
    RecursionError,
    NotImplementedError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SAVE_AS = Text(
    zh="请在 Excel 中打开原文件，另存为“Excel 工作簿 (.xlsx)”后再导入。",
    en="Open the file in Excel, save it as “Excel Workbook (.xlsx)” and import that file.",
)
_ASK_AGAIN = Text(zh="请向填报单位重新索取文件。", en="Ask those who filled it in for a new copy.")


class Opened(NamedTuple):
    """A workbook as values; `formulas` is the same file with formulas instead, or None when it has none."""

    book: Book
    formulas: Book | None
    sha256: str
    macros: bool


def open_xlsx(path: Path) -> Opened:
    """Open the Excel file at `path`; NotFound or InputError, with a way out, for anything else."""
    data = read_whole(path, MAX_FILE, _TOO_LARGE)
    name = shown(path.name)
    _check_kind(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(name, archive)
            names = archive.namelist()
            if declaring := next((n for n in names if _declares(n, archive)), None):
                raise _declared(name, declaring)
            sheets = [n for n in names if n.startswith("xl/worksheets/") and n.endswith(".xml")]
            formulas = any(_FORMULA.search(archive.read(n)) for n in sheets)
        book = _load(data, values=True)
        second = _load(data, values=False) if formulas else None
    except _UNSOUND as error:
        raise _damaged(name, error) from error
    if not book.worksheets:
        raise InputError(Text(zh=f"“{name}”里没有工作表", en=f"“{name}” has no sheets"), _SAVE_AS)
    return Opened(book, second, sha256_hex(data), any(n.endswith("vbaProject.bin") for n in names))


def _declares(name: str, archive: zipfile.ZipFile) -> bool:
    """Whether a part has a DTD, in whatever encoding: the way to entities that grow or read files.

    Whether the parser would refuse it depends on which one openpyxl finds; no spreadsheet program writes one.
    """
    return name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name).replace(b"\0", b"")


def _declared(name: str, part: str) -> InputError:
    return InputError(
        Text(
            zh=f"“{name}”的 {shown(part)} 自行声明了实体（DTD），表格软件不会这样写，未打开",
            en=f"“{name}” declares entities (a DTD) in {shown(part)}, as no spreadsheet program does, "
            "and was not opened",
        ),
        _ASK_AGAIN,
    )


def _load(data: bytes, values: bool) -> Book:
    with warnings.catch_warnings():
        # openpyxl warns of drop-downs and styles it does not keep; on a terminal app that would tear the screen.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)


def _check_kind(name: str, data: bytes) -> None:
    if not openpyxl.DEFUSEDXML:
        raise InputError(
            Text(
                zh="缺少 defusedxml，不能安全地读取 Excel 文件",
                en="without defusedxml Excel files cannot be read safely",
            ),
            Text(zh="请重新安装 assess。", en="Install assess again."),
        )
    if not data.strip(b"\0\t\r\n "):
        raise InputError(Text(zh=f"“{name}”是空文件", en=f"“{name}” is empty"), _ASK_AGAIN)
    if data.startswith(_OLE):
        raise InputError(
            Text(
                zh=f"“{name}”是旧版 Excel (.xls) 文件，或设有打开密码",
                en=f"“{name}” is an old Excel file (.xls) or is locked with a password",
            ),
            Text(
                zh="请在 Excel 中打开，去掉密码，另存为“Excel 工作簿 (.xlsx)”。",
                en="Open it in Excel, take the password off and save it as “Excel Workbook (.xlsx)”.",
            ),
        )
    if not data.startswith(b"PK"):
        raise InputError(Text(zh=f"“{name}”不是 Excel 文件", en=f"“{name}” is not an Excel file"), _SAVE_AS)


def _check_members(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {m.filename for m in members}
    if any(m.flag_bits & 1 for m in members):
        raise InputError(
            Text(zh=f"“{name}”的内容已加密", en=f"the contents of “{name}” are encrypted"),
            Text(zh="请去掉密码后另存。", en="Save it again without a password."),
        )
    unpacked = sum(m.file_size for m in members)
    dense = any(m.file_size > 10**6 and m.file_size > MAX_RATIO * max(1, m.compress_size) for m in members)
    if unpacked > MAX_UNPACKED or dense or len(members) > MAX_MEMBERS:
        raise InputError(
            Text(
                zh=f"“{name}”解压后过大（{unpacked / 1e6:.0f} MB，{len(members)} 个部分），像是压缩炸弹，未打开",
                en=f"“{name}” unpacks to too much ({unpacked / 1e6:.0f} MB in {len(members)} parts), "
                "as a zip bomb would, and was not opened",
            ),
            _ASK_AGAIN,
        )
    if len(names) != len(members):
        raise InputError(
            Text(zh=f"“{name}”内有重名的部分，无法判断以哪个为准", en=f"“{name}” holds two parts of one name"),
            _ASK_AGAIN,
        )
    if "xl/workbook.xml" not in names:
        raise InputError(_other_kind(name, names), _SAVE_AS)


def _other_kind(name: str, names: set[str]) -> Text:
    if "word/document.xml" in names:
        return Text(zh=f"“{name}”是 Word 文件", en=f"“{name}” is a Word document")
    if "ppt/presentation.xml" in names:
        return Text(zh=f"“{name}”是 PowerPoint 文件", en=f"“{name}” is a PowerPoint file")
    if "xl/workbook.bin" in names:
        return Text(zh=f"“{name}”是二进制 Excel (.xlsb) 文件", en=f"“{name}” is a binary Excel file (.xlsb)")
    if "mimetype" in names:
        return Text(zh=f"“{name}”是 OpenDocument 文件", en=f"“{name}” is an OpenDocument file")
    return Text(zh=f"“{name}”是压缩包，不是 Excel 文件", en=f"“{name}” is a zip archive, not an Excel file")


def _damaged(name: str, error: Exception) -> InputError:
    kind = type(error).__name__
    return InputError(
        Text(zh=f"“{name}”已损坏，读不了（{kind}）", en=f"“{name}” is damaged and cannot be read ({kind})"),
        _ASK_AGAIN,
    )
