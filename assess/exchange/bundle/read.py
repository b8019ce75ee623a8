"""Reading a bundle to check or merge it: manifest, entries against their digests, journal."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import msgspec

from assess.base.texts import Text
from assess.dossier.erasure import erased_files
from assess.dossier.events import Event, entity_of
from assess.dossier.replay import head_of
from assess.dossier.soundness import journal_faults
from assess.exchange.bundle.container import Broken, Container
from assess.exchange.bundle.layout import BLOBS, JOURNAL, MANIFEST, SIGNATURES, Entry, Manifest
from assess.exchange.bundle.write import blobs_of, line_of

MOST_LINE = 16_000_000
MOST_TOLD = 20


def listed_faults(container: Container, manifest: Manifest) -> list[Text]:
    """Entries that the manifest does not list, or that the file lacks."""
    listed = {e.name for e in manifest.entries}
    there = set(container.names) - {MANIFEST, SIGNATURES}
    faults = [Text(zh=f"{n}：清单里没有", en=f"{n}: is not in the manifest") for n in sorted(there - listed)]
    faults += [Text(zh=f"{n}：缺失", en=f"{n}: is missing") for n in sorted(listed - there)]
    if len(listed) != len(manifest.entries):
        faults.append(Text(zh=f"{MANIFEST}：有条目列了两次", en=f"{MANIFEST}: lists an entry twice"))
    return faults[:MOST_TOLD]


def entry_fault(container: Container, entry: Entry) -> Text | None:
    """Whether an entry is what the manifest says it is, read to its end."""
    sha256, size = hashlib.sha256(), 0
    try:
        for piece in container.pieces(entry.name):
            sha256.update(piece)
            size += len(piece)
    except Broken as error:
        return error.message
    if size != entry.size or sha256.hexdigest() != entry.sha256:
        return Text(zh=f"{entry.name}：内容被改动过", en=f"{entry.name}: its content was altered")
    if entry.name.startswith(BLOBS) and entry.name != BLOBS + entry.sha256:
        return Text(zh=f"{entry.name}：不是这个摘要的文件", en=f"{entry.name}: is not the file of that digest")
    return None


def read_journal(container: Container) -> list[Event]:
    """The events of a bundle; Broken naming the line that does not read."""
    events = []
    for number, line in enumerate(_lines(container), start=1):
        where = Text(zh=f"{JOURNAL} 第 {number} 行", en=f"{JOURNAL} line {number}")
        try:
            event = msgspec.json.decode(line, type=Event)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Broken(Text(zh=f"{where.zh}：读不了", en=f"{where.en}: does not read")) from error
        if line_of(event) != line:
            raise Broken(
                Text(zh=f"{where.zh}：不是规定的写法", en=f"{where.en}: is not written in the form of the format")
            )
        events.append(event)
    return events


def _lines(container: Container) -> Iterator[bytes]:
    rest = b""
    for piece in container.pieces(JOURNAL):
        if len(rest) > MOST_LINE:
            raise Broken(Text(zh=f"{JOURNAL}：有一行过长", en=f"{JOURNAL}: has too long a line"))
        file = io.BytesIO(rest + piece)
        rest = b""
        for line in file:
            if line.endswith(b"\n"):
                yield line
            else:
                rest = line
    if rest:
        raise Broken(Text(zh=f"{JOURNAL}：最后一行不完整", en=f"{JOURNAL}: its last line is cut off"))


def events_faults(manifest: Manifest, events: list[Event]) -> list[Text]:
    """Whether the events make the journal that the manifest describes."""
    faults = journal_faults(events, manifest.campaign, MOST_TOLD)
    if faults:
        return faults
    if len(events) != manifest.events or head_of(events) != manifest.head:
        return [Text(zh="流水头与清单不符", en="the journal's head is not the one in the manifest")]
    if events != sorted(events, key=lambda e: (e.clock, e.hash)):
        return [Text(zh="事件的次序被改动过", en="the order of the events was altered")]
    named, sent = set(blobs_of(events)), {e.sha256 for e in manifest.entries if e.name.startswith(BLOBS)}
    if stray := sorted(sent - named):
        return [Text(zh=f"没有证据用到文件 {stray[0][:16]}", en=f"no evidence names the file {stray[0][:16]}")]
    gone = erased_files(e for e in map(entity_of, events) if e is not None)
    if not manifest.public and named - sent - gone:
        lost = min(named - sent - gone)
        return [Text(zh=f"证据文件缺失：{lost[:16]}", en=f"a file of evidence is missing: {lost[:16]}")]
    if len(named - sent) != manifest.blobs_withheld:
        return [
            Text(
                zh=f"证据文件缺 {len(named - sent)} 份，清单说不附的是 {manifest.blobs_withheld} 份",
                en=f"{len(named - sent)} files of evidence are missing, {manifest.blobs_withheld} by the manifest",
            )
        ]
    return []
