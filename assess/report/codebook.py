"""The codebook of a pack: one self-contained HTML page a language, from the report's environment and style."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang
from assess.packs.model import Pack
from assess.report.codebook_words import words
from assess.report.messages import labels
from assess.report.render import STYLE, made_page
from assess.report.view.codebook import codebook_view

_SHEETS = (STYLE, "static/codebook.css")


def render_codebook(pack: Pack, lang: Lang, *, other_file: str = "") -> str:
    """The codebook of `pack` in one language; `other_file` is the name of the other, linked when given."""
    view = codebook_view(pack, lang, other_file)
    return made_page("codebook/book.html", _SHEETS, view=view, t=labels(lang), w=words(lang))


def write_codebook(pack: Pack, out: Path, langs: Sequence[Lang] = LANGS) -> dict[Lang, Path]:
    """Write the codebook and say where, by language; InputError when the place cannot be written.

    `out` is a folder, in which the files are called after the pack and the language, or for a single language
    an .html file.
    """
    if out.suffix.lower() in (".html", ".htm"):
        paths = {langs[0]: out}
    else:
        paths = {lang: out / f"{pack.id}.{lang}.html" for lang in langs}
    for lang, path in paths.items():
        other = next((p.name for x, p in paths.items() if x != lang), "")
        write_atomically(path, render_codebook(pack, lang, other_file=other).encode())
    return paths
