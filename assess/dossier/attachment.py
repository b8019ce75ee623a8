"""Edits of evidence: attaching links and files, revising, judging and detaching what is attached."""

from __future__ import annotations

import mimetypes
import stat
import urllib.parse
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from assess.base.digest import sha256_hex
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.dates import check_date
from assess.dossier.edits import AddEvidence, AttachFile, JudgeEvidence, RemoveEvidence, ReviseEvidence
from assess.dossier.entities import Evidence
from assess.dossier.evidence_states import JUDGED, check_move
from assess.dossier.lookup import Look, Mark, Puts, find_indicator, known_body
from assess.dossier.spots import check_spots
from assess.dossier.workflow.claims import against
from assess.packs.model import Pack
from assess.packs.vocabulary import EVIDENCE_KINDS

LARGEST_FILE = 64 * 1024 * 1024


def attach(edit: AddEvidence | AttachFile, pack: Pack, look: Look) -> Puts:
    """Check and put a new piece of evidence, one for each indicator, with the bytes of its file if it is one."""
    state = known_body(edit.body, look)
    indicators = {i.id: i for i in (find_indicator(pack, name) for name in (edit.indicator, *edit.also))}
    if edit.kind not in EVIDENCE_KINDS:
        raise InputError(
            Text(zh=f"没有证据类型 {edit.kind!r}", en=f"there is no kind of evidence {edit.kind!r}"),
            Text(zh="可选：" + "、".join(EVIDENCE_KINDS), en="Choose from: " + ", ".join(EVIDENCE_KINDS)),
        )
    first = uuid.uuid4().hex[:16]
    evidence = Evidence(
        id=first,
        body=edit.body,
        indicator=next(iter(indicators)),
        kind=edit.kind,
        title=edit.title.strip(),
        captured=edit.captured,
        independent=edit.independent,
        received=edit.received,
        effective_from=edit.effective_from,
        effective_to=edit.effective_to,
        expires=edit.expires,
        spots=edit.spots,
        supersedes=_superseded(edit, evidence_on=state.evidence.get(next(iter(indicators)), ())),
        attachment=first if len(indicators) > 1 else "",
    )
    check_dates(evidence)
    check_spots(edit.spots)
    data: tuple[bytes, ...] = ()
    if isinstance(edit, AddEvidence):
        if not (edit.title.strip() or edit.locator.strip()):
            raise InputError(Text(zh="证据需要标题或链接", en="evidence needs a title or a link"))
        evidence = msgspec.structs.replace(
            evidence, title=edit.title.strip() or edit.locator.strip(), locator=edit.locator.strip()
        )
    else:
        path, read = read_file(edit.path)
        data = (read,)
        evidence = msgspec.structs.replace(
            evidence,
            title=edit.title.strip() or path.name,
            locator=path.name,
            sha256=sha256_hex(read),
            size=len(read),
            media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        )
    rest = [
        msgspec.structs.replace(evidence, id=uuid.uuid4().hex[:16], indicator=i, supersedes="")
        for i in list(indicators)[1:]
    ]
    return Puts(slots=tuple((e.slot, e) for e in (evidence, *rest)), blobs=data)


def _superseded(edit: AddEvidence | AttachFile, evidence_on: Sequence[Evidence]) -> str:
    if edit.supersedes and not any(e.id == edit.supersedes for e in evidence_on):
        raise NotFound(
            Text(
                zh=f"这个指标没有证据 {edit.supersedes}，无法由新版本取代",
                en=f"there is no evidence {edit.supersedes} on this indicator to be superseded",
            ),
            Text(zh="编号见“assess evidence list”。", en="“assess evidence list” shows the ids."),
        )
    return edit.supersedes


DATES: Final = {
    "captured": Text(zh="取得日期", en="date of capture"),
    "received": Text(zh="收到日期", en="date of receipt"),
    "effective_from": Text(zh="有效期间起", en="start of the effective period"),
    "effective_to": Text(zh="有效期间止", en="end of the effective period"),
    "expires": Text(zh="失效日期", en="date of expiry"),
}
_IN_ORDER: Final = (
    ("effective_from", "effective_to"), ("captured", "received"), ("captured", "expires"),
    ("effective_from", "expires"),
)  # fmt: skip
"""Dates of which the second cannot come before the first."""


def check_dates(evidence: Evidence) -> None:
    """InputError, naming it, for a date that is no day and for dates that cannot follow each other as they do."""
    for name, text in DATES.items():
        check_date(getattr(evidence, name), text)
    for first, second in _IN_ORDER:
        earlier, later = getattr(evidence, first), getattr(evidence, second)
        if earlier and later and later < earlier:
            a, b = DATES[first], DATES[second]
            raise InputError(
                Text(
                    zh=f"{b.zh} {later} 早于{a.zh} {earlier}",
                    en=f"the {b.en}, {later}, is before the {a.en}, {earlier}",
                ),
                Text(zh="请核对两个日期。", en="Check the two dates."),
            )


def change_evidence(
    edit: RemoveEvidence | ReviseEvidence | JudgeEvidence, pack: Pack, look: Look, mark: Mark
) -> Puts:
    """Revise, judge or detach a piece of evidence that is held."""
    state = known_body(edit.body, look)
    held = next((e for items in state.evidence.values() for e in items if e.id == edit.evidence), None)
    if held is None:
        raise NotFound(Text(zh=f"没有证据 {edit.evidence}", en=f"there is no evidence {edit.evidence}"))
    if isinstance(edit, RemoveEvidence):
        return Puts(slots=((held.slot, None),))
    if isinstance(edit, ReviseEvidence):
        return _revised(edit, held)
    check_move(held, edit.status, edit.note, mark.author, mark.attached_by)
    indicator = pack.indicator(held.indicator)
    judged = msgspec.structs.replace(
        held,
        status=edit.status,
        note=edit.note,
        independent=held.independent if edit.independent is None else edit.independent,
        against=against(state.answer(held.indicator), indicator) if indicator and edit.status in JUDGED else "",
    )
    return Puts(slots=((judged.slot, judged),))


def _revised(edit: ReviseEvidence, held: Evidence) -> Puts:
    said = {name: value for name in (*DATES, "spots") if (value := getattr(edit, name)) is not None}
    revised = msgspec.structs.replace(held, **said)
    check_dates(revised)
    check_spots(revised.spots)
    if revised != held:
        revised = msgspec.structs.replace(revised, status="attached", against="")
    return Puts(slots=((revised.slot, revised),))


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
