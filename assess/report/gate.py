"""The gate sheet of a body: one page that can be printed and signed, in each language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assess.base.errors import NotFound
from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang, Text
from assess.report import files
from assess.report.gate_words import words
from assess.report.render import STYLE, made_page, result
from assess.report.view.frame import Frame, frame
from assess.report.view.gate import gate_sheet
from assess.report.view.notice import notice
from assess.snapshot import BodyResult, Snapshot

_SHEETS = (STYLE, "static/gate.css")


def gate_page(shared: Frame, body: BodyResult, other_file: str = "", report_file: str = "") -> str:
    """The sheet of a body, from a frame that many pages share."""
    view = gate_sheet(shared, body, other_file, report_file)
    return made_page("gate/sheet.html", _SHEETS, notice(shared), view=view, t=shared.t, w=words(shared.lang))


def write_gates(snapshot: Snapshot, body: str, out: Path, langs: Sequence[Lang] = LANGS) -> dict[Lang, Path]:
    """Write the sheet of `body` and say where, by language; NotFound when the pack has no gates.

    `out` is a folder, or for a single language an .html file.
    """
    found = result(snapshot, body)
    if not found.gates:
        raise no_gates(snapshot.pack.id)
    frames = {lang: frame(snapshot, lang) for lang in langs}
    if out.suffix.lower() in (".html", ".htm"):
        paths = {langs[0]: out}
    else:
        paths = {lang: out / files.gate(shared.stems[body], lang) for lang, shared in frames.items()}
    for lang, path in paths.items():
        other = next((p.name for x, p in paths.items() if x != lang), "")
        write_atomically(path, gate_page(frames[lang], found, other).encode())
    return paths


def no_gates(pack: str) -> NotFound:
    """The error for a pack that decides nothing."""
    return NotFound(
        Text(zh=f"指标包 {pack} 没有关口", en=f"the pack {pack} has no gates"),
        Text(
            zh="新建活动时用 --pack gates，或在指标包里写 [[gates]]。",
            en="Make the campaign with --pack gates, or give the pack [[gates]].",
        ),
    )
