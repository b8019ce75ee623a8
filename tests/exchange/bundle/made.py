"""Bundles to test with, and bundles that a forger would make: changed, with all that can be made to fit made to fit."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from assess.dossier.edits import AddBody, AttachFile, RecordFact, SetAnswer
from assess.dossier.erasure import erased_files
from assess.exchange.bundle.container import finish, put
from assess.exchange.bundle.layout import MANIFEST, Entry, Manifest
from assess.exchange.bundle.write import Source, write_bundle
from assess.session import Session, open_session
from tests.mini import OTHER, mini, name, new_session, write_mini


def filled(path: Path) -> Path:
    """A dossier with two bodies, two authors and a file of evidence."""
    (path.parent / "plan.pdf").write_bytes(b"the plan of the east")
    with new_session(path, clock="2026-01-02T03:04:05.678Z") as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="see the secret annex"))
        session.apply(AttachFile(body="east", indicator="plan", path=str(path.parent / "plan.pdf")))
        session.apply(SetAnswer(body="west", indicator="open_share", value=0.25))
    with open_session(path, author=OTHER, pack=mini(), clock=lambda: "2026-01-03T03:04:05.678Z") as session:
        session.apply(RecordFact(body="east", fact="satisfied", value=80))
    return path


def bundled(session: Session, out: Path, *bodies: str) -> Manifest:
    """The bundle of an open session by the mini pack, whole or of some bodies."""
    source = Source(
        events=session.journal(bodies or None),
        pack=session.pack,
        folder=write_mini(out.parent / "packs-at-hand" / "mini"),
        whole=not bodies,
        gone=erased_files(session.erasures()),
    )
    return write_bundle(source, session.blob, out)


def bundle_of(dossier: Path, out: Path, *bodies: str) -> Path:
    """The bundle of a dossier by the mini pack."""
    with open_session(dossier, readonly=True, pack=mini()) as session:
        bundled(session, out, *bodies)
    return out


def parts_of(bundle: Path) -> dict[str, bytes]:
    """Entry -> bytes, in their order."""
    with zipfile.ZipFile(bundle) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def forged(bundle: Path, changes: Mapping[str, bytes | None], **stated: object) -> bytes:
    """`bundle` with entries changed or taken out, and manifest, digests and seal made to fit again."""
    parts = {n: changes.get(n, data) for n, data in {**parts_of(bundle), **changes}.items()}
    parts = {n: data for n, data in parts.items() if data is not None}
    manifest = msgspec.json.decode(parts.pop(MANIFEST) or b"", type=Manifest)
    entries = tuple(
        Entry(name=n, size=len(data), sha256=hashlib.sha256(data).hexdigest())
        for n, data in parts.items()
        if data is not None and n != "signatures.json"
    )
    manifest = msgspec.structs.replace(manifest, entries=entries, **stated)
    return sealed({MANIFEST: msgspec.json.encode(manifest), **parts})


def sealed(parts: Mapping[str, bytes | None]) -> bytes:
    """A zip of `parts` as ours are written, sealed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n, data in parts.items():
            if data is not None:
                put(archive, n, [data])
    finish(file)
    return file.getvalue()
