"""The pages of comparisons, one self-contained HTML page a language, with the data as JSON beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang
from assess.comparing.model import Campaigns, Comparison
from assess.report import files
from assess.report.render import STYLE, made_page
from assess.report.view.compare import campaigns_view, compare_view
from assess.report.view.frame import frame
from assess.report.view.notice import marked
from assess.snapshot import Snapshot

_SHEETS = (STYLE, "static/compare.css")


def compare_page(
    sides: tuple[Snapshot, Snapshot], found: Comparison | Campaigns, lang: Lang, other_file: str = ""
) -> str:
    """The page of a comparison of the snapshots `sides`; `other_file` is the same page in the other language."""
    frames = (frame(sides[0], lang), frame(sides[1], lang))
    mark = marked(*frames)
    if isinstance(found, Comparison):
        view, template = compare_view(frames, found, other_file), "compare/page.html"
        return made_page(template, _SHEETS, mark, view=view, t=frames[1].t)
    over = campaigns_view(frames, found, other_file)
    return made_page("compare/campaigns.html", _SHEETS, mark, view=over, t=frames[1].t)


def write_comparison(
    sides: tuple[Snapshot, Snapshot], found: Comparison | Campaigns, folder: Path, langs: Sequence[Lang] = LANGS
) -> list[Path]:
    """Write the pages and the JSON into `folder`, made if absent; where they are."""
    stem = "compare"
    if isinstance(found, Comparison):
        names = files.stems(dict.fromkeys(b.id for b in found.bodies))
        stem = ".".join(["compare", *dict.fromkeys(names.values())])
    paths = []
    for lang in langs:
        other = next((files.page(stem, x) for x in langs if x != lang), "")
        page = compare_page(sides, found, lang, other)
        paths.append(folder / files.page(stem, lang))
        write_atomically(paths[-1], page.encode())
    paths.append(folder / f"{stem}.json")
    data = msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=1)
    write_atomically(paths[-1], data)
    return paths
