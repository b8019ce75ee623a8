"""Names of the report's files, safe on every file system whatever a body's id is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from assess.base.digest import sha256_hex
from assess.base.texts import Lang

SNAPSHOT: Final = "snapshot.json"
CHOOSER: Final = "index.html"
DATA: Final = "data"
"""The folder of the tables for other programs."""
README: Final = "data/README.md"
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}\Z")
_TAKEN: Final = frozenset(
    ["index", "snapshot", "con", "prn", "aux", "nul"]
    + [f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)]
)


def stems(ids: Iterable[str]) -> dict[str, str]:
    """A file stem for each body id: the id itself where it is plain and alone, else a slug with a digest.

    Two ids that differ only in case, and ids that a system or this site keeps for itself, get a digest too.
    """
    ids = list(ids)
    folded = Counter(key.casefold() for key in ids)
    return {
        key: key
        if _PLAIN.match(key) and folded[key.casefold()] == 1 and key.casefold() not in _TAKEN
        else _slug(key)
        for key in ids
    }


def _slug(key: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", key.casefold()).strip("-")[:40] or "body"
    return f"{plain}-{sha256_hex(key.encode('utf-8', 'replace'))[:10]}"


def page(stem: str, lang: Lang) -> str:
    """The file of a body's report."""
    return f"{stem}.{lang}.html"


def pdf(stem: str, lang: Lang) -> str:
    """The file of a body's report as a PDF."""
    return f"{stem}.{lang}.pdf"


def word(stem: str, lang: Lang) -> str:
    """The file of a body's report as a Word document."""
    return f"{stem}.{lang}.docx"


def data(stem: str) -> str:
    """The file of a body's result as JSON."""
    return f"{stem}.json"


def annex(stem: str, lang: Lang, part: int = 1) -> str:
    """The file of a report's annex; of a long one, the page `part`."""
    return f"{stem}.evidence{'' if part == 1 else f'-{part}'}.{lang}.html"


def gate(stem: str, lang: Lang) -> str:
    """The file of a body's gate sheet."""
    return f"{stem}.gate.{lang}.html"


def brief(stem: str, lang: Lang) -> str:
    """The file of a body's one-page brief."""
    return f"{stem}.brief.{lang}.html"


def index(lang: Lang) -> str:
    """The file of the campaign's page."""
    return f"index.{lang}.html"


def site(page: str, lang: Lang, number: int = 1) -> str:
    """A page of the campaign beside its first, the `number`-th of its kind; no body's file is called so.

    Stems of bodies have no dots, and none is `index`.
    """
    return f"index.{page}.{lang}.html" if number == 1 else f"index.{page}.{number}.{lang}.html"


def table(name: str, ending: str) -> str:
    """The file of a table for other programs."""
    return f"{DATA}/{name}.{ending}"


def link(name: str, anchor: str = "") -> str:
    """A relative address of the file `name`, with an anchor."""
    return quote(name) + (f"#{anchor}" if anchor else "")
