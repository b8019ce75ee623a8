"""Writing a bundle: journal, results, packs and evidence of a campaign, or of some of its bodies, in one file."""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from assess import __version__
from assess.base.errors import InputError, StoreError
from assess.base.texts import Text
from assess.dossier.entities import Record
from assess.dossier.events import Event
from assess.dossier.replay import replay
from assess.exchange.bundle.container import PIECE, finish, put
from assess.exchange.bundle.layout import BLOBS, FORMAT, JOURNAL, MANIFEST, MOST_ENTRIES, SNAPSHOT, Entry, Manifest
from assess.exchange.bundle.packs import files_of
from assess.packs.model import Pack
from assess.snapshot import Snapshot, build_snapshot, to_json

FetchBlob = Callable[[str], bytes | None]


class Source(msgspec.Struct, frozen=True):
    """What a bundle is made from: the journal of its bodies, the pack with its folder, a way to files of evidence.

    `whole` says that the events are all that the campaign has; `withheld` counts the fields that a public copy
    leaves out, `gone` are digests of files that were erased by law, `passed_over` is as in the manifest.
    """

    events: Sequence[Event]
    pack: Pack
    folder: Path
    whole: bool
    public: bool = False
    withheld: int = 0
    gone: frozenset[str] = frozenset()
    passed_over: tuple[str, ...] = ()


def write_bundle(source: Source, blob: FetchBlob, out: Path) -> Manifest:
    """Write the bundle to `out`, whole or not at all; the same source gives the same bytes.

    InputError for what does not fit a bundle or cannot be written, StoreError for evidence that is missing.
    """
    events = sorted(source.events, key=lambda e: (e.clock, e.hash))
    record = replay(events, source.passed_over)
    # The time of the last event, not of writing: the same journal makes the same bundle.
    shot = build_snapshot(source.pack, record, made=max(e.at for e in events))
    digests = blobs_of(events)
    if len(digests) + 1_000 > MOST_ENTRIES:
        raise _too_large()

    def fill(file: IO[bytes]) -> Manifest:
        # The manifest stands first in the file and is known last: the parts are digested before they are written.
        entries = [_digested(name, pieces) for name, pieces in _parts(source, events, shot, digests, blob)]
        manifest = _manifest(source, record, events, shot, entries, len(digests))
        with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
            put(archive, MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1)])
            for name, pieces in _parts(source, events, shot, digests, blob):
                put(archive, name, pieces)
        return manifest

    return written(out, fill)


def written(out: Path, fill: Callable[[IO[bytes]], Manifest]) -> Manifest:
    """Have `fill` write a zip file that is sealed and then takes the place of `out`."""
    beside = out.with_name(f".assess-{secrets.token_hex(8)}.part")
    try:
        with beside.open("x+b") as file:
            made = fill(file)
            finish(file)
        beside.replace(out)
    except zipfile.LargeZipFile as error:
        raise _too_large() from error
    except OSError as error:
        raise InputError(
            Text(zh=f"无法写入 {out}：{error.strerror}", en=f"cannot write {out}: {error.strerror}"),
            Text(zh="请检查目录权限和剩余空间。", en="Check the folder's permissions and the free space."),
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return made


def blobs_of(events: Iterable[Event]) -> list[str]:
    """SHA-256 of every file of evidence that the journal names, detached ones too; erased names name nothing."""
    found = {
        field.value
        for e in events
        if e.kind == "evidence" and (field := e.fields.get("sha256")) is not None and isinstance(field.value, str)
    }
    return sorted(found - {""})


def line_of(event: Event) -> bytes:
    """One line of the journal in a bundle."""
    return msgspec.json.encode(event, order="deterministic") + b"\n"


def _parts(
    source: Source, events: Sequence[Event], shot: Snapshot, digests: Sequence[str], blob: FetchBlob
) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield JOURNAL, map(line_of, events)
    yield SNAPSHOT, [to_json(shot)]
    for name, path in files_of(source.pack.id, source.folder).items():
        yield name, [path.read_bytes()]
    for sha256 in [] if source.public else digests:
        data = blob(sha256)
        if data is None and sha256 in source.gone:
            continue
        if data is None:
            raise _damaged(f"证据文件缺失：{sha256[:16]}", f"a file of evidence is missing: {sha256[:16]}")
        yield BLOBS + sha256, (data[i : i + PIECE] for i in range(0, len(data), PIECE))


def _digested(name: str, pieces: Iterable[bytes]) -> Entry:
    size, sha256 = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        sha256.update(piece)
    found = sha256.hexdigest()
    if name.startswith(BLOBS) and name != BLOBS + found:
        raise _damaged(f"证据文件被改动过：{name[6:22]}", f"a file of evidence was altered: {name[6:22]}")
    return Entry(name=name, size=size, sha256=found)


def _manifest(
    source: Source, record: Record, events: Sequence[Event], shot: Snapshot, entries: list[Entry], blobs: int
) -> Manifest:
    sent = sum(e.name.startswith(BLOBS) for e in entries)
    return Manifest(
        format=FORMAT,
        program=f"assess {__version__}",
        campaign=record.campaign.id,
        title_zh=record.campaign.title.zh,
        title_en=record.campaign.title.en,
        period=record.campaign.period,
        bodies=tuple(b.body.id for b in record.bodies),
        whole=source.whole,
        pack=source.pack.id,
        pack_version=source.pack.version,
        pack_digest=source.pack.digest,
        head=record.head,
        events=len(events),
        made=shot.made,
        snapshot_digest=shot.digest,
        entries=tuple(entries),
        public=source.public,
        withheld=source.withheld,
        blobs_withheld=blobs - sent,
        passed_over=source.passed_over or msgspec.UNSET,
    )


def _damaged(zh: str, en: str) -> StoreError:
    return StoreError(
        Text(zh=zh, en=en),
        Text(zh="运行“assess check 卷宗”查明损坏之处。", en="Run “assess check DOSSIER” to see where."),
    )


def _too_large() -> InputError:
    return InputError(
        Text(zh="内容超过一个包的上限 4 GB", en="this is more than the 4 GB that a bundle holds"),
        Text(zh="请用 --body 按单位分成几个包。", en="Make several with --body, some bodies each."),
    )
