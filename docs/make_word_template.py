"""Makes the skeletons of the Word report, `templates/word/report.{zh,en}.docx`, for review as text.

The Chinese one has the page of GB/T 9704-2012 (A4; margins 37, 28, 35 and 26 mm above, left, below and right; title
in 2号小标宋, text in 3号仿宋 on lines of 28 points, headings in 黑体 and 楷体, page numbers outside as “— 1 —”);
the English one has the same page with type of 11 points. What stands in braces is filled in by
assess/report/export/word.py.

    python docs/make_word_template.py
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TARGET = Path(__file__).resolve().parent.parent / "templates" / "word"
WIDTH = 8845
"""Text width of the page in twentieths of a point: 156 mm."""


@dataclass(frozen=True)
class Look:
    """Type of one language: sizes in points, East Asian faces, and what stands between number and title."""

    lang: str
    body: float
    line: float
    title: float
    small: float
    indent: int
    gap: str
    faces: dict[str, str]


FACES = {"title": "方正小标宋简体", "body": "仿宋", "h1": "黑体", "h2": "楷体", "small": "仿宋", "number": "宋体"}
LOOKS = (
    Look("zh", 16, 28, 22, 10.5, 200, "", FACES),
    Look("en", 11, 16, 20, 9.5, 0, " ", FACES),
)
ALTERNATIVES = {
    "方正小标宋简体": "小标宋;宋体;SimSun",
    "仿宋": "FangSong;仿宋_GB2312",
    "黑体": "SimHei",
    "楷体": "KaiTi;楷体_GB2312",
}


def make(look: Look) -> bytes:
    """A skeleton as a file: the parts of python-docx's own, less its picture, with dates fixed."""
    doc = Document()
    _page(doc, look)
    _styles(doc, look)
    _headers(doc)
    _footers(doc)
    _properties(doc)
    _content(doc, look)
    buffer = io.BytesIO()
    doc.save(buffer)
    return _tidy(buffer.getvalue())


def _page(doc: Doc, look: Look) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    doc.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    if look.lang == "zh":
        section._sectPr.append(_element("w:docGrid", type="lines", linePitch="579"))


def _styles(doc: Doc, look: Look) -> None:
    styles = doc.styles
    lang = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    lang.set(qn("w:val"), "en-GB")
    lang.set(qn("w:eastAsia"), "zh-CN")
    for name in ("Source", "Rows"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _style(doc, look, "Normal", "body", look.body, line=look.line)
    _style(doc, look, "Body Text", "body", look.body, line=look.line, indent=look.indent)
    _style(doc, look, "List Bullet", "body", look.body, line=look.line)
    _style(doc, look, "Title", "title", look.title, line=look.title * 1.5, bold=look.lang == "en", center=True)
    _style(doc, look, "Subtitle", "h2", look.body, line=look.line, center=True)
    _style(
        doc,
        look,
        "Heading 1",
        "h1",
        look.body + (0 if look.lang == "zh" else 4),
        line=look.line,
        before=look.line / 2,
        bold=look.lang == "en",
    )
    _style(
        doc,
        look,
        "Heading 2",
        "h2",
        look.body + (0 if look.lang == "zh" else 1),
        line=look.line,
        before=look.line / 3,
        bold=True,
    )
    _style(doc, look, "Heading 3", "body", look.body, line=look.line, bold=True)
    _style(doc, look, "Caption", "h2", look.small, before=4, keep=True)
    _style(doc, look, "Source", "small", look.small)
    _style(doc, look, "Rows", "small", look.small)
    _style(doc, look, "Header", "h1", look.body, bold=look.lang == "en")
    _style(doc, look, "Footer", "number", 14 if look.lang == "zh" else 10)
    for name in ("Caption", "Source", "Rows"):
        properties = styles[name].element.get_or_add_pPr()
        properties.append(_element("w:snapToGrid", val="0"))
    rows = styles["Rows"].paragraph_format
    rows.space_before = rows.space_after = Pt(2)


def _style(
    doc: Doc, look: Look, name: str, face: str, size: float, *, line: float = 0, before: float = 0, indent: int = 0,
    bold: bool = False, center: bool = False, keep: bool = False,
) -> None:  # fmt: skip
    style = doc.styles[name]
    properties = style.element.get_or_add_rPr()
    for old in (
        properties.findall(qn("w:rFonts")) + properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern"))
    ):
        properties.remove(old)
    fonts = _element(
        "w:rFonts",
        ascii="Times New Roman",
        hAnsi="Times New Roman",
        cs="Times New Roman",
        eastAsia=look.faces[face],
    )
    if look.lang == "zh":
        fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(0)
    if line:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    else:
        paragraph.line_spacing = 1.0
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if keep:
        paragraph.keep_with_next = True
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    if indent:
        style.element.get_or_add_pPr().append(
            _element("w:ind", firstLineChars=str(indent), firstLine=str(int(size * 20 * indent / 100)))
        )


def _headers(doc: Doc) -> None:
    """The mark of classification on every page, above the text on the left as on the first page of GB/T 9704."""
    section = doc.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.style = doc.styles["Header"]
        paragraph.add_run("{{ view.mark }}")


def _footers(doc: Doc) -> None:
    section = doc.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = doc.styles["Footer"], side
        paragraph.add_run("— ")
        field = _element("w:fldSimple", instr="PAGE")
        run = _element("w:r")
        text = _element("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)
        paragraph.add_run(" —")


def _properties(doc: Doc) -> None:
    """Leave the properties empty: word.py fills them in."""
    core = doc.core_properties
    core.title = core.subject = core.language = core.author = core.comments = core.identifier = ""
    core.keywords = core.last_modified_by = core.category = ""
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC)


def _content(doc: Doc, look: Look) -> None:
    def say(style: str, text: str) -> None:
        doc.add_paragraph(text, style=style)

    def each(loop: str, style: str, text: str) -> None:
        say(style, f"{{%p for {loop} %}}")
        say(style, text)
        say(style, "{%p endfor %}")

    def heading(name: str) -> None:
        say("Heading 1", f"{{{{ view.{name}.number }}}}{look.gap}{{{{ view.{name}.title }}}}")

    say("Title", "{{ view.title }}")
    say("Subtitle", "{{ view.kicker }}")
    say("Normal", "{%p if view.copy %}")
    say("Source", "{{ view.copy }}")
    say("Normal", "{%p endif %}")
    _table(
        doc,
        "{{ t.report }}",
        "pair in view.facts",
        [("", 26, ""), ("", 74, "")],
        ["{{ pair.label }}", "{{ pair.whole or pair.value }}"],
        head=False,
    )

    heading("verdict")
    say("Heading 2", "{{ view.lead }}")
    each("line in view.sentences", "Body Text", "{{ line }}")
    _table(
        doc,
        "{{ w.figures }}",
        "tile in view.tiles",
        [
            ("{{ w.figure }}", 34, ""),
            ("{{ w.value }}", 16, "r"),
            ("{{ w.range }}", 20, "r"),
            ("{{ w.note }}", 30, ""),
        ],
        ["{{ tile.label }}", "{{ tile.value }}", "{{ tile.range }}", "{{ tile.note }}"],
        caption=True,
    )
    _table(
        doc,
        "{{ view.layers_caption }}",
        "row in view.layers",
        [
            ("{{ t.layer }}", 17, ""),
            ("{{ t.score }}", 19, "r"),
            ("{{ t.weight }}", 10, "r"),
            ("{{ t.coverage }}", 13, "r"),
            ("{{ t.median }}", 11, "r"),
            ("{{ t.possible_rank }}", 13, "r"),
            ("{{ t.chart }}", 17, ""),
        ],
        [
            "{{ row.title }}",
            "{{ row.score }}",
            "{{ row.weight }}",
            "{{ row.coverage }}",
            "{{ row.median }}",
            "{{ row.rank }}",
            "{{ row.bar }}",
        ],
        caption=True,
    )
    say("Body Text", "{{ w.bar_note }}")

    say("Normal", "{%p if view.gap_rows %}")
    heading("gap")
    say("Body Text", "{{ view.gap_lead }}")
    _table(
        doc,
        "{{ t.gap_table }}",
        "row in view.gap_rows",
        [
            ("{{ t.built }}", 40, ""),
            ("{{ t.built_score }}", 20, "r"),
            ("{{ t.used }}", 20, "r"),
            ("{{ t.difference_short }}", 20, "r"),
        ],
        ["{{ row.title }}", "{{ row.built }}", "{{ row.used }}", "{{ row.gap }}"],
        caption=True,
    )
    say("Normal", "{%p endif %}")

    say("Normal", "{%p if view.findings %}")
    heading("risks")
    say("Body Text", "{{ view.findings.section.lead }}")
    _table(
        doc,
        "{{ t.flag_table }}",
        "row in view.flags",
        [
            ("{{ t.manifestation }}", 42, ""),
            ("{{ t.high }}", 12, "r"),
            ("{{ t.medium }}", 14, "r"),
            ("{{ t.low }}", 12, "r"),
            ("{{ t.undetermined }}", 20, "r"),
        ],
        ["{{ row.title }}", "{{ row.high }}", "{{ row.medium }}", "{{ row.low }}", "{{ row.undetermined }}"],
        caption=True,
    )
    _finding(say, each)
    say("Normal", "{%p if view.findings.open %}")
    say("Heading 2", "{{ t.open_rules }}")
    say("Body Text", "{{ t.open_note }}")
    _table(
        doc,
        "{{ t.open_rules }}",
        "r in view.findings.open",
        [
            ("{{ t.rule }}", 30, ""),
            ("{{ t.severity }}", 10, ""),
            ("{{ t.missing }}", 30, ""),
            ("{{ t.ask }}", 30, ""),
        ],
        ["{{ r.title }}", "{{ r.mark }} {{ r.severity }}", "{{ r.missing | join(w.join) }}", "{{ r.ask }}"],
    )
    say("Normal", "{%p endif %}")
    say("Normal", "{%p endif %}")

    heading("silent_section")
    each("line in view.silent", "List Bullet", "{{ line }}")

    heading("method_section")
    say("Body Text", "{{ view.method.summary }}")
    _table(
        doc,
        "{{ t.method }}",
        "pair in view.method.facts",
        [("", 26, ""), ("", 74, "")],
        ["{{ pair.label }}", "{{ pair.value }}"],
        head=False,
    )
    _table(
        doc,
        "{{ t.method_layers }}",
        "row in view.method.layers",
        [
            ("{{ t.layer }}", 34, ""),
            ("{{ t.weight }}", 16, "r"),
            ("{{ t.weight_share }}", 16, "r"),
            ("{{ t.indicator_count }}", 17, "r"),
            ("{{ t.full_marks }}", 17, "r"),
        ],
        ["{{ row.title }}", "{{ row.weight }}", "{{ row.share }}", "{{ row.indicators }}", "{{ row.points }}"],
        caption=True,
    )
    each("line in view.method.notes", "List Bullet", "{{ line }}")
    say("Normal", "{%p if view.method.sources %}")
    say("Heading 2", "{{ t.source_table }}")
    each(
        "s in view.method.sources",
        "Source",
        "{{ s.title.text }}{% if s.publisher %} · {{ s.publisher }}{% endif %}{% if s.date %} · {{ s.date }}{% endif %}{% if s.title.href %} · {{ s.title.href }}{% endif %}",
    )
    say("Normal", "{%p endif %}")

    heading("record")
    _table(
        doc,
        "{{ t.audit }}",
        "pair in view.audit.facts",
        [("", 26, ""), ("", 74, "")],
        ["{{ pair.label }}", "{{ pair.whole or pair.value }}"],
        head=False,
    )
    say("Heading 2", "{{ t.reply }}")
    say("Body Text", "{{ view.audit.reply }}")
    say("Normal", "{%p if view.review %}")
    say("Body Text", "{{ view.review }}")
    say("Normal", "{%p endif %}")
    say("Heading 2", "{{ t.recompute }}")
    say("Body Text", "{{ view.audit.recompute }}")
    say("Body Text", "{{ view.rest }}")
    say("Normal", "{%p if view.signatories %}")
    say("Heading 2", "{{ t.imprint_sign }}")
    _table(
        doc,
        "{{ t.imprint_sign }}",
        "row in view.signatories",
        [("{{ t.sign_role }}", 34, ""), ("{{ t.sign_name }}", 36, ""), ("{{ t.sign_date }}", 30, "")],
        ["{{ row.role }}", "{{ row.name }}", "{{ row.date }}"],
    )
    say("Normal", "{%p endif %}")


def _finding(say, each) -> None:  # type: ignore[no-untyped-def]
    say("Normal", "{%p for f in view.findings.items %}")
    say("Heading 2", "{{ f.mark }} {{ f.severity }} {{ f.title }}")
    say(
        "Source",
        "{% for p in f.tags %}{{ p.label }}{{ w.colon }}{{ p.value }}{% if not loop.last %}{{ w.join }}{% endif %}{% endfor %}",
    )
    say("Body Text", "{{ t.basis }}{{ w.colon }}{{ f.basis }}")
    say("Normal", "{%p if f.changed %}")
    say("Body Text", "{{ f.changed }}")
    say("Normal", "{%p endif %}")
    for title, field in (("support", "support"), ("counter", "counter")):
        say("Heading 3", f"{{{{ t.{title} }}}}")
        say("Normal", f"{{%p if f.{field} %}}")
        each(f"line in f.{field}", "List Bullet", "{{ line }}")
        say("Normal", "{%p else %}")
        say("Body Text", "{{ t.none_recorded }}")
        say("Normal", "{%p endif %}")
    say("Normal", "{%p for p in f.texts %}")
    say("Normal", "{%p if p.value %}")
    say("Heading 3", "{{ p.label }}")
    say("Body Text", "{{ p.value }}")
    say("Normal", "{%p endif %}")
    say("Normal", "{%p endfor %}")
    say("Normal", "{%p for b in f.blocks %}")
    say("Heading 3", "{{ b.title }}")
    each("line in b.lines", "List Bullet", "{{ line }}")
    say("Normal", "{%p endfor %}")
    say("Normal", "{%p endfor %}")


def _table(
    doc: Doc, name: str, loop: str, columns: list[tuple[str, int, str]], cells: list[str], *,
    head: bool = True, caption: bool = False,
) -> None:  # fmt: skip
    """A real table: its head on every page, one row for each turn of `loop`, no row torn apart."""
    if caption:
        doc.add_paragraph(name, style="Caption")
    rows = 4 if head else 3
    table = doc.add_table(rows=rows, cols=len(columns))
    table.style = doc.styles["Table Grid"]
    table.autofit = False
    properties = table._tbl.tblPr
    properties.append(_element("w:tblCaption", val=name))
    for column, (_, share, _) in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        column.set(qn("w:w"), str(WIDTH * share // 100))
    if head:
        first = table.rows[0]._tr.get_or_add_trPr()
        first.append(_element("w:cantSplit"))
        first.append(_element("w:tblHeader"))
    texts = [[c[0] for c in columns]] if head else []
    texts += [[f"{{%tr for {loop} %}}"], cells, ["{%tr endfor %}"]]
    for row, words in zip(table.rows, texts, strict=True):
        if words is cells:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for n, cell in enumerate(row.cells):
            paragraph = cell.paragraphs[0]
            paragraph.style = doc.styles["Rows"]
            run = paragraph.add_run(words[n] if n < len(words) else "")
            run.bold = True if (head and words is texts[0]) or (not head and n == 0) else None
            if columns[n][2] == "r":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            cell.width = Pt(WIDTH * columns[n][1] / 2000)
            if head and words is texts[0]:
                cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="F1F4F7"))
    doc.add_paragraph("", style="Rows")


def _element(tag: str, **attributes: str):  # type: ignore[no-untyped-def]
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _tidy(data: bytes) -> bytes:
    """The same parts with one date, fonts that may stand in for those that an office lacks, and no thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "docProps/thumbnail.jpeg":
                continue
            if item.filename == "_rels/.rels":
                content = b"".join(
                    p + (b"/>" if n < content.count(b"/>") else b"")
                    for n, p in enumerate(content.split(b"/>"))
                    if b"thumbnail" not in p
                )
            if item.filename == "word/fontTable.xml":
                fonts = "".join(
                    f'<w:font w:name="{n}"><w:altName w:val="{a}"/><w:charset w:val="86"/></w:font>'
                    for n, a in ALTERNATIVES.items()
                )
                content = content.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
            new.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        (TARGET / f"report.{look.lang}.docx").write_bytes(make(look))
        print(f"templates/word/report.{look.lang}.docx")
