"""Checking a bundle from its first byte to its last number: what is broken, and what is only to be known.

The stages build on each other, so the first one that finds something ends the check: what rests on broken ground
cannot be judged. The problem told first is the first broken link.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from assess.base.clock import utc_now
from assess.base.digest import sha256_hex
from assess.base.errors import AssessError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.dossier.events import Event
from assess.dossier.key import Key
from assess.dossier.replay import latest, replay
from assess.dossier.workflow.breaches import breaches
from assess.exchange.bundle.container import Broken, Container, read_manifest
from assess.exchange.bundle.known import Reconciled, reconciled
from assess.exchange.bundle.layout import MANIFEST, PACKS, SIGNATURES, SNAPSHOT, Manifest
from assess.exchange.bundle.numbers import compare
from assess.exchange.bundle.packs import load_sent
from assess.exchange.bundle.read import MOST_TOLD, entry_fault, events_faults, listed_faults, read_journal
from assess.exchange.bundle.signature import Signature, Told, read_signatures, signature_faults, tell_signatures
from assess.packs.model import Pack
from assess.snapshot import Snapshot, build_snapshot


class Checked(msgspec.Struct, frozen=True):
    """What became of a bundle under check: sound when `problems` is empty.

    `numbers` were computed again and compared; `notes` are no faults, but must be known to whoever relies on it.
    """

    manifest: Manifest | None
    problems: tuple[Text, ...]
    notes: tuple[Text, ...] = ()
    numbers: int = 0
    signatures: tuple[Told, ...] = ()


class Contents(msgspec.Struct):
    """What was read of a bundle on the way, for whoever goes on with it."""

    manifest: Manifest
    data: bytes
    events: list[Event]
    pack: Pack | None = None
    packs: dict[str, bytes] = {}
    """The files of the pack and of those it extends, by entry."""
    numbers: int = 0
    known: Reconciled = Reconciled(None, None)
    """How the snapshot as written and as computed again compare; its trees are let go of once they were."""
    signatures: tuple[Signature, ...] = ()


def check_bundle(path: Path, keys: Mapping[str, Key] | None = None) -> tuple[Checked, Contents | None]:
    """Check all of the bundle at `path`, never raising for what is in it; a sound one comes with its contents.

    `keys` is the reader's own key list; without it signatures can only be held against the bundle's.
    """
    try:
        container = Container(path)
    except Broken as error:
        return Checked(manifest=None, problems=(error.message,)), None
    try:
        return _check(container, keys)
    finally:
        container.close()


def _check(container: Container, keys: Mapping[str, Key] | None) -> tuple[Checked, Contents | None]:
    try:
        manifest, data = read_manifest(container)
    except Broken as error:
        return Checked(manifest=None, problems=(error.message,)), None
    contents = Contents(manifest=manifest, data=data, events=[])
    stages: tuple[Callable[[Container, Contents], list[Text]], ...] = (
        _entries, _signatures, _journal, _pack, _snapshot, _sum,
    )  # fmt: skip
    for stage in stages:
        try:
            problems = stage(container, contents)
        except Broken as error:
            problems = [error.message]
        if problems:
            return Checked(manifest=manifest, problems=tuple(problems), numbers=contents.numbers), None
    own = {e.id: e for e in latest(contents.events).values() if isinstance(e, Key)}
    return Checked(
        manifest=manifest,
        problems=(),
        notes=_notes(contents),
        numbers=contents.numbers,
        signatures=tell_signatures(contents.signatures, own, keys),
    ), contents


def _entries(container: Container, contents: Contents) -> list[Text]:
    faults = listed_faults(container, contents.manifest)
    if not faults:
        found = (entry_fault(container, entry) for entry in contents.manifest.entries)
        faults = [fault for fault in found if fault is not None]
    if not faults:
        for name in (MANIFEST, SIGNATURES):
            if name in container.names:
                container.whole(name)
    return faults[:MOST_TOLD]


def _signatures(container: Container, contents: Contents) -> list[Text]:
    contents.signatures = read_signatures(container)
    return signature_faults(contents.signatures, contents.manifest, contents.data)


def _journal(container: Container, contents: Contents) -> list[Text]:
    contents.events = read_journal(container)
    faults = events_faults(contents.manifest, contents.events)
    if faults:
        return faults
    stated = contents.manifest
    if any(not slot.startswith("judgement/") for slot in stated.passed_over or ()) or (
        stated.passed_over and not stated.public
    ):
        return [Text(zh="清单略过了不该略过的内容", en="the manifest passes over what it must not")]
    record = replay(contents.events, stated.passed_over or ())
    named = (record.campaign.title.zh, record.campaign.title.en, record.campaign.period)
    if named != (stated.title_zh, stated.title_en, stated.period):
        return [
            Text(zh="清单里的活动名称与流水不符", en="the manifest names the campaign otherwise than the journal")
        ]
    if tuple(b.body.id for b in record.bodies) != stated.bodies:
        return [Text(zh="清单里的单位与流水不符", en="the manifest lists other bodies than the journal")]
    return []


def _pack(container: Container, contents: Contents) -> list[Text]:
    stated = contents.manifest
    files = {name: container.whole(name) for name in container.names if name.startswith(PACKS)}
    with tempfile.TemporaryDirectory(prefix="assess-") as room:
        try:
            pack = load_sent(files, stated.pack, Path(room))
        except AssessError as error:
            return [
                Text(zh=f"指标包无法加载：{error.message.zh}", en=f"the pack does not load: {error.message.en}")
            ]
    if (pack.id, pack.version, pack.digest) != (stated.pack, stated.pack_version, stated.pack_digest):
        return [Text(zh="指标包的摘要与清单不符", en="the pack's digest is not the one in the manifest")]
    contents.pack, contents.packs = pack, files
    return []


def _snapshot(container: Container, contents: Contents) -> list[Text]:
    assert contents.pack is not None
    data = container.whole(SNAPSHOT)
    try:
        tree = msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [_unread(SNAPSHOT)]
    try:
        found = build_snapshot(
            contents.pack, replay(contents.events, contents.manifest.passed_over or ()), made=contents.manifest.made
        )
    except AssessError as error:
        return [Text(zh=f"结果无法重算：{error.message.zh}", en=f"results cannot be computed: {error.message.en}")]
    apart = ("digest", "engine", "made")
    contents.known = known = reconciled(tree, found)
    kept = [{k: v for k, v in side.items() if k not in apart} for side in (known.stated, known.again)]
    compared = compare(kept[0], kept[1])
    contents.numbers = compared.numbers
    contents.known = msgspec.structs.replace(known, stated=None, again=None)
    if compared.differences:
        by = "" if tree.get("engine") == found.engine else str(tree.get("engine"))
        return [_differs(d.where, d.stated, d.found, by) for d in compared.differences]
    try:
        stated = msgspec.json.decode(data, type=Snapshot)
    except msgspec.DecodeError:
        return [_unread(SNAPSHOT)]
    # Of what was written: an earlier version made its digest of the fields that it knew.
    bare = sha256_hex(msgspec.json.encode({**tree, "digest": "", "made": ""}))
    if stated.digest != contents.manifest.snapshot_digest or bare != stated.digest:
        return [Text(zh="结果的摘要与内容不符", en="the digest of the results does not fit them")]
    if stated.made != contents.manifest.made:
        return [Text(zh="结果的时间与清单不符", en="the time of the results is not the one in the manifest")]
    return []


def _unread(name: str) -> Text:
    return Text(zh=f"{name}：读不了", en=f"{name}: does not read")


def _differs(where: str, stated: str, found: str, by: str) -> Text:
    zh, en = (f"（由 {by} 算出）", f" (computed by {by})") if by else ("", "")
    return Text(
        zh=f"重算不符：{where}，包里是 {stated}{zh}，重算为 {found}",
        en=f"computed otherwise: {where} is {stated} in the bundle{en} and {found} when computed again",
    )


def _sum(container: Container, _: Contents) -> list[Text]:
    if container.sum_holds():
        return []
    return [
        Text(
            zh="包在写成之后被改动或重新打包过，尽管所列内容都对得上",
            en="the file was changed or packed again after it was written, although what it lists is all there",
        )
    ]


def _other_version(known: Reconciled) -> list[Text]:
    """What could not be held against what this version computes."""
    found = []
    if known.unstated:
        names = ", ".join(known.unstated)
        found.append(
            Text(
                zh=f"制包的是较早的版本，还没有这些内容，没有核对：{names}",
                en=f"written by an earlier version, which did not compute this yet; not compared: {names}",
            )
        )
    if known.unknown:
        names = ", ".join(map(shown, known.unknown))
        found.append(
            Text(
                zh=f"制包的版本另有本程序不认识的内容，没有核对：{names}；请用较新的版本再校验",
                en=f"holds what this version does not know, and that was not compared: {names}; verify it with a "
                "newer version too",
            )
        )
    return found


def _notes(contents: Contents) -> tuple[Text, ...]:
    stated, notes = contents.manifest, list[Text]()
    if not stated.whole:
        notes.append(
            Text(
                zh=f"只含 {len(stated.bodies)} 个单位：名次和互比只在它们之间，不是整个活动的结果",
                en=f"holds {len(stated.bodies)} bodies only: ranks and comparisons are among them alone",
            )
        )
    notes += _other_version(contents.known)
    if stated.passed_over:
        notes.append(
            Text(
                zh=f"{len(stated.passed_over)} 份评判未计入：同一评估人后来另有评判；姓名已略去，"
                "这一点只能听信制包的人",
                en=f"judgements left out of the count: {len(stated.passed_over)}, because the same evaluator gave "
                "a later one; names are withheld, so that is the word of whoever made the copy",
            )
        )
    if stated.public:
        notes.append(
            Text(
                zh=f"公开副本：略去文字和姓名 {stated.withheld} 处、证据文件 {stated.blobs_withheld} 份，"
                "承诺值仍在",
                en=f"a public copy: {stated.withheld} texts and names and {stated.blobs_withheld} files of "
                "evidence are left out, their commitments are there",
            )
        )
    elif stated.blobs_withheld:
        notes.append(
            Text(
                zh=f"{stated.blobs_withheld} 份证据文件已依法删除，只剩摘要",
                en=f"{stated.blobs_withheld} files of evidence were erased by law; their digests remain",
            )
        )
    notes += breaches(contents.events)
    now = utc_now()
    if ahead := [e for e in contents.events if e.at > now]:
        last = max(ahead, key=lambda e: e.at)
        notes.append(
            Text(
                zh=f"{len(ahead)} 个事件的时间在将来，最晚是 {last.author or '–'} 的 {last.at}："
                "对方的时钟不准，或时间是编的",
                en=f"{len(ahead)} events are dated in the future, the last by {last.author or '–'} at {last.at}: "
                "a clock is wrong, or the times were made up",
            )
        )
    campaign = replay(contents.events).campaign
    if campaign.pack_digest != stated.pack_digest:
        notes.append(
            Text(
                zh="指标包与建立活动时不同，结果按包里的指标包计算",
                en="the pack is not the one the campaign was made with; results follow the pack in the bundle",
            )
        )
    return tuple(notes)
