"""Edits of evidence: attaching links and files, judging and detaching what is attached."""

from __future__ import annotations

import datetime as dt
import mimetypes
import stat
import urllib.parse
import uuid
from pathlib import Path

import msgspec

from assess.base.digest import sha256_hex
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.edits import AddEvidence, AttachFile, JudgeEvidence, RemoveEvidence
from assess.dossier.entities import Evidence
from assess.dossier.lookup import Look, Puts, find_indicator, known_body
from assess.packs.model import Pack
from assess.packs.vocabulary import EVIDENCE_KINDS

LARGEST_FILE = 64 * 1024 * 1024


def attach(edit: AddEvidence | AttachFile, pack: Pack, look: Look) -> Puts:
    """Check and put a new piece of evidence, with the bytes of its file if it is one."""
    known_body(edit.body, look)
    indicator = find_indicator(pack, edit.indicator)
    if edit.kind not in EVIDENCE_KINDS:
        raise InputError(
            Text(zh=f"没有证据类型 {edit.kind!r}", en=f"there is no kind of evidence {edit.kind!r}"),
            Text(zh="可选：" + "、".join(EVIDENCE_KINDS), en="Choose from: " + ", ".join(EVIDENCE_KINDS)),
        )
    _check_date(edit.captured)
    evidence = Evidence(
        id=uuid.uuid4().hex[:16],
        body=edit.body,
        indicator=indicator.id,
        kind=edit.kind,
        title=edit.title.strip(),
        captured=edit.captured,
        independent=edit.independent,
    )
    if isinstance(edit, AddEvidence):
        if not (edit.title.strip() or edit.locator.strip()):
            raise InputError(Text(zh="证据需要标题或链接", en="evidence needs a title or a link"))
        evidence = msgspec.structs.replace(
            evidence, title=edit.title.strip() or edit.locator.strip(), locator=edit.locator.strip()
        )
        return Puts(slots=((evidence.slot, evidence),))
    path, data = read_file(edit.path)
    evidence = msgspec.structs.replace(
        evidence,
        title=edit.title.strip() or path.name,
        locator=path.name,
        sha256=sha256_hex(data),
        size=len(data),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
    )
    return Puts(slots=((evidence.slot, evidence),), blobs=(data,))


def change_evidence(edit: RemoveEvidence | JudgeEvidence, look: Look) -> Puts:
    """Judge or detach a piece of evidence that is held."""
    state = known_body(edit.body, look)
    held = next((e for items in state.evidence.values() for e in items if e.id == edit.evidence), None)
    if held is None:
        raise NotFound(Text(zh=f"没有证据 {edit.evidence}", en=f"there is no evidence {edit.evidence}"))
    if isinstance(edit, RemoveEvidence):
        return Puts(slots=((held.slot, None),))
    independent = held.independent if edit.independent is None else edit.independent
    judged = msgspec.structs.replace(held, status=edit.status, note=edit.note, independent=independent)
    return Puts(slots=((judged.slot, judged),))


def read_file(name: str) -> tuple[Path, bytes]:
    """The file a user named (quotes and `file://` of a dropped path removed) and its bytes."""
    path = _dropped(name.strip().strip("'\""))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise InputError(
                Text(zh=f"{path} 不是文件", en=f"{path} is not a file"),
                Text(zh="请给出一个文件；多个文件请逐个附上。", en="Name a file; attach several one by one."),
            )
        if found.st_size > LARGEST_FILE:
            raise InputError(
                Text(zh=f"{path.name} 超过 64 MB", en=f"{path.name} is larger than 64 MB"),
                Text(zh="请改为登记链接或摘录。", en="Attach a link or an excerpt instead."),
            )
        return path, path.read_bytes()
    except OSError as error:
        raise InputError(
            Text(zh=f"无法读取 {path}：{error.strerror}", en=f"cannot read {path}: {error.strerror}"),
            Text(zh="请检查路径。", en="Check the path."),
        ) from error


def _dropped(name: str) -> Path:
    if name.startswith("file://"):
        name = urllib.parse.unquote(name.removeprefix("file://"))
    try:
        return Path(name).expanduser()
    except RuntimeError:
        # "~someone" who has no home here is a file name like any other.
        return Path(name)


def _check_date(text: str) -> None:
    if text:
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise InputError(
                Text(zh=f"日期 {text!r} 无法识别", en=f"{text!r} is not a date"),
                Text(zh="请写成 2026-05-31。", en="Write it like 2026-05-31."),
            ) from None
