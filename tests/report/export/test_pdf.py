"""The PDF is the page: tagged, with all it folds away, in embedded fonts, and the same bytes twice."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from assess.base.texts import LANGS, Lang
from assess.report.export.pdf import body_pdf, page_pdf
from assess.report.messages import labels
from assess.report.view.frame import frame

from ..sample import make_snapshot

pytestmark = pytest.mark.office
FOLDED = {
    "zh": ("是否只有一个对外入口？", "展示的成果有多少仍然可用？"),
    "en": ("Is there one public entry?", "How many displayed results still work?"),
}


@cache
def _made(lang: Lang) -> bytes:
    snapshot = make_snapshot()
    return body_pdf(frame(snapshot, lang), snapshot.bodies[0], f"north.{lang}.pdf")


def _reader(lang: Lang) -> PdfReader:
    return PdfReader(io.BytesIO(_made(lang)))


@cache
def _pages(lang: Lang) -> tuple[str, ...]:
    """What each page says, without its spaces: reading that takes as long as making the pages."""
    return tuple("".join(page.extract_text().split()) for page in _reader(lang).pages)


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_tagged_and_says_its_title_and_language(lang: Lang) -> None:
    reader = _reader(lang)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf's own boolean
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else False
    assert reader.metadata is not None
    assert {"zh": "北川市", "en": "Beichuan"}[lang] in str(reader.metadata.title)
    assert str(reader.metadata.get("/CreationDate")).startswith("D:20260305")


@pytest.mark.parametrize("lang", LANGS)
def test_folded_parts_are_there_and_pages_are_headed_and_numbered(lang: Lang) -> None:
    reader = _reader(lang)
    text = "".join(_pages(lang))
    for said in (*FOLDED[lang], labels(lang).steps):
        assert "".join(said.split()) in text, said
    assert 4 <= len(reader.pages) <= 14
    assert all(len(page) > 80 for page in _pages(lang)), "a page is all but blank"
    first, second = _pages(lang)[:2]
    assert f"1/{len(reader.pages)}" in first
    assert f"north.{lang}.pdf" in first
    above = "".join(f"{frame(make_snapshot(), lang).text(make_snapshot().bodies[0].body.name)} ·".split())
    assert above in second
    assert reader.outline, "no bookmarks"


@pytest.mark.parametrize("lang", LANGS)
def test_every_font_is_embedded_and_every_character_has_a_glyph(lang: Lang) -> None:
    fonts: dict[str, DictionaryObject] = {}
    for page in _reader(lang).pages:
        found: Any = page["/Resources"]
        fonts |= {str(f.get_object()["/BaseFont"]): f.get_object() for f in found["/Font"].values()}
    assert fonts
    for font in fonts.values():
        within: Any = font["/DescendantFonts"]
        descriptor = within[0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    # A character without a glyph would have no Unicode value to give back, or come back as U+FFFD.
    assert "\ufffd" not in "".join(_pages(lang))
    assert "\x00" not in "".join(_pages(lang))


def test_links_lead_to_places_of_the_document_and_to_the_web_only() -> None:
    addresses: set[str] = set()
    inside = 0
    for page in _reader("zh").pages:
        for note in page.get("/Annots", []):
            action: Any = note.get_object().get("/A")
            if action and "/URI" in action:
                addresses.add(str(action["/URI"]))
            else:
                inside += 1
    assert inside > 20
    assert all(a.startswith(("http://", "https://")) for a in addresses)


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    snapshot = make_snapshot()
    again = body_pdf(frame(snapshot, "en"), snapshot.bodies[0], "north.en.pdf")
    assert again == _made("en")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "secret.css").write_text("body::before{content:'read from disk'}", encoding="utf-8")
    here = (tmp_path / "secret.css").as_uri()
    html = (
        '<!doctype html><html lang="en"><head><title>t</title>'
        f'<link rel="stylesheet" href="{here}"><link rel="stylesheet" href="http://evil.example/x.css">'
        "<style></style></head><body><p>kept</p>"
        f'<img alt="x" src="{here}"><img alt="y" src="https://evil.example/x.png"></body></html>'
    )
    text = PdfReader(io.BytesIO(page_pdf(html, "", "", "2026-01-01T00:00:00Z"))).pages[0].extract_text()
    assert "kept" in text
    assert "read from disk" not in text


def test_a_hostile_name_is_shown_as_text_in_the_running_head() -> None:
    html = (
        '<!doctype html><html lang="en"><head><title>t</title><style></style></head><body><p>kept</p></body></html>'
    )
    for hostile in ('"}</style><h1>out</h1>', "\\22 }*{display:none}", "a\n@import 'x'"):
        text = PdfReader(io.BytesIO(page_pdf(html, "", hostile, "2026-01-01T00:00:00Z"))).pages[0].extract_text()
        assert "kept" in text
        assert "".join(hostile.split()) in "".join(text.split())
