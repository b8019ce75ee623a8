"""Pages in the folder of a site that an earlier run may have left there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assess.base.texts import LANGS

_PAGE = re.compile(rf"(?P<stem>[^.]+)(?P<part>(\.[^.]+)*)\.({'|'.join(LANGS)})\.html\Z")
_OF_SITE = re.compile(r"\.(total|gap|flags|name|findings|negative|robust|method|data|(layer|rule)-[^.]+)(\.\d+)?\Z")


def stale(folder: Path, written: set[str], stems: Iterable[str]) -> tuple[str, ...]:
    """Names of pages there that are called like ours, were not written, and belong to no body of the campaign.

    A page of a body that is in the campaign is not named: it may have been left out on purpose.
    """
    known = {stem.casefold() for stem in stems}
    return tuple(
        name
        for name in sorted(path.name for path in folder.glob("*.html"))
        if name not in written and (found := _PAGE.match(name)) and _left(found, known)
    )


def _left(found: re.Match[str], known: set[str]) -> bool:
    if found["stem"] == "index":
        return bool(_OF_SITE.match(found["part"]))
    return found["stem"].casefold() not in known
