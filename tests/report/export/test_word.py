"""The Word document: real headings and tables, the page's own numbers, and hostile text as text."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Mm

from assess.base.errors import InputError
from assess.base.resources import searched_first, shipped
from assess.base.texts import LANGS, Lang, Text
from assess.copies.redact import copy_of
from assess.dossier.imprint import Imprint, Signatory
from assess.report.export.word import body_word
from assess.report.security import clean
from assess.report.view.body import body_view
from assess.report.view.frame import frame

from ..hostile import PAYLOADS, poisoned
from ..sample import make_snapshot


@cache
def _made(lang: Lang) -> bytes:
    snapshot = make_snapshot()
    return body_word(frame(snapshot, lang), snapshot.bodies[0])


def _document(data: bytes) -> Doc:
    return Document(io.BytesIO(data))


def _text(document: Doc) -> str:
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def test_the_chinese_page_is_that_of_the_standard() -> None:
    section = _document(_made("zh")).sections[0]
    sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    for side, wanted in zip(sides, (37, 28, 35, 26), strict=True):
        assert side is not None
        assert abs(side - Mm(wanted)) < Mm(0.1)
    assert section.page_width is not None
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    normal = _document(_made("zh")).styles["Normal"]
    assert normal.font.size is not None
    assert normal.font.size.pt == 16
    assert normal.paragraph_format.line_spacing.pt == 28
    assert normal.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋"


@pytest.mark.parametrize("lang", LANGS)
def test_headings_have_levels_that_skip_none(lang: Lang) -> None:
    levels = [
        int(p.style.name[-1])
        for p in _document(_made(lang)).paragraphs
        if p.style and p.style.name.startswith("Heading")
    ]
    assert levels.count(1) == 6
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("lang", LANGS)
def test_tables_repeat_their_heads_and_are_named(lang: Lang) -> None:
    tables = _document(_made(lang)).tables
    assert len(tables) >= 7
    heads = 0
    for table in tables:
        named = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert named is not None
        assert named.get(qn("w:val"))
        heads += table.rows[0]._tr.trPr is not None and table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert heads >= 5


@pytest.mark.parametrize("lang", LANGS)
def test_its_language_and_properties_are_set(lang: Lang) -> None:
    document = _document(_made(lang))
    tag = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert tag.get(qn("w:eastAsia")) == "zh-CN"
    assert document.core_properties.language == {"zh": "zh-CN", "en": "en"}[lang]
    assert {"zh": "北川市", "en": "Beichuan"}[lang] in document.core_properties.title
    assert document.core_properties.identifier == make_snapshot().digest


@pytest.mark.parametrize("lang", LANGS)
def test_its_numbers_are_those_of_the_page(lang: Lang) -> None:
    snapshot = make_snapshot()
    page = body_view(frame(snapshot, lang), snapshot.bodies[0])
    text = _text(_document(_made(lang)))
    cells = [[c.text for c in row.cells] for table in _document(_made(lang)).tables for row in table.rows]
    for tile in page.verdict.tiles:
        assert [tile.label, tile.value, tile.range, tile.note] in cells
    for row in page.verdict.layers:
        shown = row.score
        assert shown is not None
        score = f"{shown.text} [{shown.band}]" if shown.band else shown.text
        assert [row.title, score, row.weight, row.coverage, row.median, row.rank] in [c[:6] for c in cells]
    assert page.gap is not None
    assert page.findings is not None
    assert all([r.title, r.gap] in [[c[0], c[-1]] for c in cells] for r in page.gap.rows)
    for said in (page.verdict.section.lead, *page.verdict.sentences, *page.verdict.silent, snapshot.digest):
        assert said in text
    for finding in page.findings.items:
        for part in (
            finding.basis,
            *(p.value for p in finding.texts),
            *(x for b in finding.blocks for x in b.lines),
        ):
            assert part in text


def test_a_bar_has_as_many_marks_as_the_score_has_tens() -> None:
    bars = [
        row.cells[6].text for table in _document(_made("zh")).tables for row in table.rows if len(row.cells) == 7
    ]
    # Scores of 92, 88.5, 75 and 31 points, to whole tens; a half goes to the even one.
    assert bars[1:] == ["■" * 9 + "□", "■" * 9 + "□", "■" * 8 + "□□", "■" * 3 + "□" * 7]


def test_the_same_snapshot_gives_the_same_bytes_and_nothing_but_text() -> None:
    snapshot = make_snapshot()
    assert body_word(frame(snapshot, "zh"), snapshot.bodies[0]) == _made("zh")
    with zipfile.ZipFile(io.BytesIO(_made("zh"))) as parts:
        names = parts.namelist()
        assert not [n for n in names if "vba" in n.lower() or "embed" in n.lower() or n.endswith((".bin", ".jpeg"))]
        assert not [n for n in names if n.endswith(".rels") and b'TargetMode="External"' in parts.read(n)]


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 12))
def test_hostile_text_comes_out_as_text(first: int) -> None:
    payload = " ".join(PAYLOADS[first : first + 12])
    snapshot = poisoned(make_snapshot(), payload)
    document = _document(body_word(frame(snapshot, "zh"), snapshot.bodies[0]))
    shape = [p.style.name for p in _document(_made("zh")).paragraphs if p.style]
    assert [p.style.name for p in document.paragraphs if p.style] == shape
    name = f"{payload}北川市{payload}"
    assert " ".join(document.paragraphs[0].text.split()) == " ".join(clean(name).split())


def test_braces_of_every_kind_are_kept() -> None:
    text = "{_{ x }_} {_% x %_} {{ x }} {% x %} {%p x %}"
    snapshot = poisoned(make_snapshot(), text)
    document = _document(body_word(frame(snapshot, "zh"), snapshot.bodies[0]))
    assert document.paragraphs[0].text == f"{text}北川市{text}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_mark_stands_on_every_page_and_the_copy_and_signatories_are_told(lang: Lang) -> None:
    imprint = Imprint(
        classification=Text(zh="内部", en="Internal"),
        signatories=(Signatory(role=Text(zh="组长", en="Lead"), name="Li Lei"),),
        reply_by="2026-12-01",
    )
    whole = msgspec.structs.replace(make_snapshot(), imprint=imprint)
    copy = copy_of(whole, "agency", b"k" * 32, whole.bodies[0].body.id)
    document = _document(body_word(frame(copy, lang), copy.bodies[0]))
    section, text = document.sections[0], _text(document)
    for header in (section.header, section.even_page_header):
        assert [p.text for p in header.paragraphs] == ["内部" if lang == "zh" else "Internal"]
    assert "2026-12-01" in text
    assert "Li Lei" in text
    assert ("供被评估单位自用" if lang == "zh" else "Copy for the assessed body") in text


def test_a_report_without_imprint_has_no_mark_and_no_lines_to_sign() -> None:
    document = _document(_made("zh"))
    assert document.sections[0].header.paragraphs[0].text == ""
    assert "签署" not in _text(document)


def test_a_users_skeleton_stands_in_for_ours_and_its_faults_are_told(tmp_path: Path) -> None:
    snapshot = make_snapshot()
    (tmp_path / "word").mkdir()
    own = tmp_path / "word" / "report.zh.docx"
    document = Document()
    document.add_paragraph("{{ view.title }} 某某局")
    document.save(str(own))
    with searched_first("templates", tmp_path):
        assert _document(body_word(frame(snapshot, "zh"), snapshot.bodies[0])).paragraphs[0].text == "北川市 某某局"
        document.add_paragraph("{{ view.nothing }}")
        document.save(str(own))
        with pytest.raises(InputError, match=r"word/report\.zh\.docx .*nothing"):
            body_word(frame(snapshot, "zh"), snapshot.bodies[0])
        own.write_text("not a zip", encoding="utf-8")
        with pytest.raises(InputError, match=r"word/report\.zh\.docx is no Word file"):
            body_word(frame(snapshot, "zh"), snapshot.bodies[0])


def test_the_skeletons_are_those_that_the_script_makes() -> None:
    import importlib.util

    script = Path(__file__).resolve().parents[3] / "docs" / "make_word_template.py"
    spec = importlib.util.spec_from_file_location("make_word_template", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    for look in module.LOOKS:
        kept = (shipped("templates") / "word" / f"report.{look.lang}.docx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(kept)) as ours, zipfile.ZipFile(io.BytesIO(module.make(look))) as made:
            assert {n: ours.read(n) for n in ours.namelist()} == {n: made.read(n) for n in made.namelist()}


@pytest.mark.office
@pytest.mark.long
def test_libreoffice_opens_it_and_shows_the_same_words(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: apt-get install libreoffice-writer-nogui"
    for lang in LANGS:
        (tmp_path / f"{lang}.docx").write_bytes(_made(lang))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    from pypdf import PdfReader

    for lang, said in (("zh", "本报告没有说什么"), ("en", "Whatthisreportdoesnotsay")):
        pages = PdfReader(tmp_path / f"{lang}.pdf").pages
        text = "".join("".join(page.extract_text().split()) for page in pages)
        assert said in text
        assert "—1—" in text
        assert 2 <= len(pages) <= 25
