"""What a bundle is made of: the names in it, its limits, its manifest.

A bundle is a zip file whose entries stand in this order, each with the date 1980-01-01 so that the same content
gives the same bytes:

* `manifest.json`: format, program, campaign, bodies, journal head, digests, and every other entry with its size and
  SHA-256;
* `journal.jsonl`: one event a line in canonical JSON, by (clock, hash);
* `snapshot.json`: the results as they were computed;
* `packs/<id>/…`: the files of the pack and of every pack it extends;
* `blobs/<SHA-256>`: files of evidence;
* `signatures.json`, if it was signed: the one entry that the manifest does not list, because it signs the manifest.

The comment of the zip file is the SHA-256 of all bytes before the end record, so that no byte can change unseen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import msgspec

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
JOURNAL: Final = "journal.jsonl"
SNAPSHOT: Final = "snapshot.json"
PACKS: Final = "packs/"
BLOBS: Final = "blobs/"
SIGNATURES: Final = "signatures.json"
DATE: Final = (1980, 1, 1, 0, 0, 0)
COMMENT: Final = b"assess bundle sha256:"

MOST_ENTRIES: Final = 60_000
MOST_DIRECTORY: Final = 250 * MOST_ENTRIES
"""Of the list of entries, in bytes: it is read whole before anything is known of the entries."""
MOST_BYTES: Final = 4_000_000_000
"""Of the file and of everything unpacked: below what the plain zip format can hold."""
MOST_OF: Final = {MANIFEST: 20_000_000, JOURNAL: 2_000_000_000, SNAPSHOT: 500_000_000, SIGNATURES: 1_000_000}
"""The largest size of an entry, unpacked."""
MOST_PACK_FILE: Final = 5_000_000
MOST_BLOB: Final = 64 * 1024 * 1024
MOST_RATIO: Final = 200
"""How many times larger an entry of more than a megabyte may become; texts of ours stay below 40."""

_NAME: Final = re.compile(
    r"manifest\.json|journal\.jsonl|snapshot\.json|signatures\.json|blobs/[0-9a-f]{64}"
    r"|packs/[A-Za-z0-9][A-Za-z0-9_.-]{0,63}/(?:layers/)?[^/\\\x00-\x1f:*?\"<>|.][^/\\\x00-\x1f:*?\"<>|]{0,98}"
)
_DEVICE: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)")


class Entry(msgspec.Struct, frozen=True):
    """One entry as the manifest lists it."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle says that it holds.

    `bodies` are those whose journal is in it; `whole` says that they are all of the campaign. `public` marks a copy
    in which texts and names are withheld, `withheld` says how many, `blobs_withheld` how many files of evidence.
    `passed_over` are slots of judgements that do not count because the same person, whom it does not name, gave a
    later one.
    """

    format: int
    program: str
    campaign: str
    title_zh: str
    title_en: str
    period: str
    bodies: tuple[str, ...]
    whole: bool
    pack: str
    pack_version: str
    pack_digest: str
    head: str
    events: int
    made: str
    snapshot_digest: str
    entries: tuple[Entry, ...]
    public: bool = False
    withheld: int = 0
    blobs_withheld: int = 0
    passed_over: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """Written only where there are any: earlier versions refuse a manifest that says what they do not know."""


def allowed(name: str) -> bool:
    """Whether a bundle may hold an entry of this name: one that every system stores as it is and people can read.

    Windows drops dots and spaces at an end and keeps some names for devices; macOS stores letters with their marks
    taken apart; characters that turn the direction of writing or show nothing make a name look like another.
    """
    return (
        _NAME.fullmatch(name) is not None
        and not any(unicodedata.category(c)[0] == "C" for c in name)
        and unicodedata.is_normalized("NFC", name)
        and not any(part.endswith((".", " ")) or _DEVICE.match(part) for part in name.split("/"))
    )


def folded(name: str) -> str:
    """What two names have in common that some system takes for one."""
    return unicodedata.normalize("NFKC", name.casefold())


def most_of(name: str) -> int:
    """The largest size that an entry may have."""
    if name in MOST_OF:
        return MOST_OF[name]
    return MOST_BLOB if name.startswith(BLOBS) else MOST_PACK_FILE
