"""The pages of decision aids: one self-contained HTML page a language, in the form and style of the reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assess import __version__
from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang, Text
from assess.findings.aids.columns import Sheet
from assess.report.format import numeral
from assess.report.messages import HTML_LANG, labels
from assess.report.render import STYLE, made_page
from assess.report.view.aids.blocks import AidView, Block, identity, reading
from assess.report.view.marks import Link, Masthead, Section

_SHEETS = (STYLE, "static/aids.css")
TITLES = {
    "quadrant": Text(zh="物理汇聚还是逻辑汇聚", en="Gather physically or logically"),
    "duties": Text(zh="职责漏斗", en="The funnel of duties"),
    "responsibility": Text(zh="三方责任矩阵", en="Who answers for shared data"),
    "reluctance": Text(zh="不愿、不敢、不能", en="Will not, dare not, cannot"),
    "contradictions": Text(zh="四重矛盾", en="Four contradictions"),
}
Made = Callable[[Lang], tuple[Sequence[Block], Sequence[str]]]
"""What makes the sections of a page and the sentences on its method, by language."""


def aid_page(
    aid: str, made: Made, sheets: Sequence[Sheet], lang: Lang, of: Text | None = None, other_file: str = ""
) -> str:
    """The page of the aid `aid`; `of` is the body it is about, if it is about one."""
    blocks, method = made(lang)
    every = [*blocks, reading(lang, sheets, method)] if sheets else [*blocks, _method(lang, method)]
    numbered = tuple(_numbered(b, at, lang) for at, b in enumerate(every, 1))
    title, kicker = TITLES[aid].get(lang), "assess"
    if of is not None:
        title, kicker = of.get(lang), title
    other: Lang = "en" if lang == "zh" else "zh"
    view = AidView(
        html_lang=HTML_LANG[lang],
        page_title=title,
        masthead=Masthead(
            kicker=kicker,
            title=title,
            facts=identity(lang, sheets, f"assess {__version__}"),
            other=Link(labels(lang).other_language, other_file) if other_file else None,
            other_lang=HTML_LANG[other],
        ),
        contents=tuple(b.section for b in numbered),
        blocks=numbered,
    )
    return made_page("aids/page.html", _SHEETS, view=view, t=labels(lang))


def write_aid(
    aid: str, made: Made, sheets: Sequence[Sheet], out: Path, lang: Lang, of: Text | None = None
) -> list[Path]:
    """Write the page into the folder `out` in both languages, or to an .html file in `lang`; its places."""
    if out.suffix.lower() in (".html", ".htm"):
        paths: dict[Lang, Path] = {lang: out}
    else:
        paths = {x: out / f"{aid}.{x}.html" for x in LANGS}
    for x, path in paths.items():
        other = next((p.name for y, p in paths.items() if y != x), "")
        write_atomically(path, aid_page(aid, made, sheets, x, of, other).encode())
    return list(paths.values())


def _numbered(block: Block, at: int, lang: Lang) -> Block:
    old = block.section
    section = Section(old.id, numeral(at, lang), old.title, old.lead)
    return Block(section, block.tiles, block.lines, block.legend, block.scatter, block.grids)


def _method(lang: Lang, lines: Sequence[str]) -> Block:
    return Block(Section("reading", "", "方法" if lang == "zh" else "Method"), lines=tuple(lines))
