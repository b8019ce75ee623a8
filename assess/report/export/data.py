"""A body's result as JSON: its part of the snapshot, with what says which snapshot that was."""

from __future__ import annotations

import msgspec

from assess.base.texts import Text
from assess.snapshot import BodyResult, Snapshot


class BodyFile(msgspec.Struct, frozen=True):
    """One body out of a snapshot; `digest` is that of the whole snapshot."""

    format: int
    engine: str
    made: str
    head: str
    digest: str
    campaign: Text
    period: str
    pack: str
    pack_version: str
    pack_digest: str
    body: BodyResult


def body_json(snapshot: Snapshot, body: BodyResult) -> bytes:
    """The result of `body` in the form of the snapshot's JSON."""
    file = BodyFile(
        format=snapshot.format,
        engine=snapshot.engine,
        made=snapshot.made,
        head=snapshot.head,
        digest=snapshot.digest,
        campaign=snapshot.campaign.title,
        period=snapshot.campaign.period,
        pack=snapshot.pack.id,
        pack_version=snapshot.pack.version,
        pack_digest=snapshot.pack.digest,
        body=body,
    )
    return msgspec.json.format(msgspec.json.encode(file, order="deterministic"), indent=1)
