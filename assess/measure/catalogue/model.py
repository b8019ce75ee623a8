"""The one form that every kind of catalogue is read into: entries with their files, as far as the source tells."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from assess.base.privacy import NAMELESS

Access = Literal["", "public", "restricted", "closed", "withheld"]

FIELDS: Final = (
    "id", "title", "publisher", "description", "theme", "keywords", "frequency", "format", "url", "licence",
    "issued", "modified", "contact", "views", "downloads", "rows", "access", "fields", "spatial", "temporal",
    "size",
)  # fmt: skip
"""What a source can say of an entry; a list that has no column for one says nothing about it, not “none”."""


class Distribution(msgspec.Struct, frozen=True, gc=False):
    """One file or interface of an entry; empty texts and None are what the source does not say."""

    access: str = ""
    """The address of a page or an interface."""
    download: str = ""
    """The address of the file itself."""
    format: str = ""
    media_type: str = ""
    licence: str = ""
    rights: bool = False
    size: float | None = None
    checksum: str = ""

    @property
    def addressed(self) -> bool:
        """Whether it says where it is."""
        return bool(self.access or self.download)


class Dataset(msgspec.Struct, frozen=True, gc=False):
    """One entry. Texts are the source's own; dates stay as written, see `dates.read_date`.

    `words` is the length of the description, 0 also where it only repeats the title. `content` and `record` are
    digests, of title, description and files, and of everything but dates.
    """

    id: str = ""
    title: str = ""
    publisher: str = ""
    words: int = 0
    themes: tuple[str, ...] = ()
    keywords: int = 0
    frequency: str = ""
    licence: str = ""
    open_licence: bool | None = None
    """What the source itself says of the licence (CKAN's `isopen`)."""
    issued: str = ""
    modified: str = ""
    contact: bool = False
    views: int | None = None
    downloads: int | None = None
    rows: int | None = None
    access: Access = ""
    access_code: str = ""
    rights: bool = False
    fields: bool = False
    """Whether it points to an explanation of its fields."""
    spatial: bool = False
    temporal: bool = False
    distributions: tuple[Distribution, ...] = ()
    content: bytes = b""
    record: bytes = b""

    @property
    def public(self) -> bool:
        """Whether the catalogue marks it as public; where it marks none, all are."""
        return self.access in ("", "public")


class Source(msgspec.Struct, frozen=True):
    """A file that was read: what it was taken for and its SHA-256."""

    name: str
    kind: str
    sha256: str
    encoding: str = ""
    guessed: bool = False
    columns: dict[str, str] = {}
    """Field -> column, for lists."""


class Catalogue(msgspec.Struct, frozen=True):
    """All entries read, and what stands between them and the whole catalogue."""

    datasets: tuple[Dataset, ...]
    sources: tuple[Source, ...]
    known: frozenset[str] = frozenset(FIELDS)
    """The fields that the source can speak of."""
    declared: int | None = None
    """How many entries the catalogue itself says it has."""
    cut: bool = False
    """Whether a file ended in the middle: how many entries are missing is not known then."""
    bad: int = 0
    """Entries or rows that could not be used."""
    bad_samples: tuple[str, ...] = ()
    repeated: int = 0
    """Entries left out because another page or file holds them word for word."""

    @property
    def missing(self) -> int:
        """Entries that are known to exist and were not read."""
        return max(self.bad, (self.declared or 0) - len(self.datasets))

    @property
    def unread_or_cut(self) -> bool:
        """Whether any entry of the whole catalogue is not here."""
        return self.cut or self.missing > 0

    @property
    def coverage(self) -> float:
        """The share of the catalogue's entries that was read; of a cut file, the share of what is there."""
        whole = len(self.datasets) + self.missing
        return len(self.datasets) / whole if whole else 1.0


class Part(msgspec.Struct):
    """What one file gave, before files are joined. `names` are the entries that a `package_list` announces."""

    source: Source
    datasets: list[Dataset] = []
    known: frozenset[str] = frozenset(FIELDS)
    declared: int | None = None
    names: tuple[str, ...] | None = None
    cut: bool = False
    bad: int = 0
    bad_samples: list[str] = []

    def spoil(self, where: str, sample: str) -> None:
        """Count an entry that cannot be used, and keep one of the first as a sample."""
        self.bad += 1
        if len(self.bad_samples) < 5:
            self.bad_samples.append(NAMELESS.masked(f"{where}: {sample}")[:160])
