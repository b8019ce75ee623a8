"""Every text of the report exists in both languages, reads well in each, and is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assess.base.resources import shipped
from assess.base.texts import LANGS
from assess.report import messages
from assess.report.messages import LABELS, PROSE, labels, name
from assess.report.wording import places, tables

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {p: p.read_text(encoding="utf-8") for p in sorted((ROOT / "templates").rglob("*.html"))}
SOURCES = {p: p.read_text(encoding="utf-8") for p in sorted((ROOT / "assess" / "report").rglob("*.py"))}
TEXTS = [(f"{table}.{key}", text) for table, texts in tables().items() for key, text in texts.items()]
HAN = re.compile("[\u4e00-\u9fff]")
COLOURS = re.compile(
    r"\b(red|green|blue|black|white|grey|gray|orange|yellow|dark(er)?|light(er)?)\b|[红绿蓝黑白灰橙黄]色?", re.I
)


def test_both_catalogues_hold_the_same_entries_in_the_same_order_once() -> None:
    from babel.messages.pofile import read_po

    for path in sorted((shipped("templates") / "locale" / "zh").glob("*.po")):
        both = []
        for lang in LANGS:
            source = path.parent.parent / lang / path.name
            with source.open("rb") as file:
                both.append([(m.context, m.id) for m in read_po(file, abort_invalid=True) if m.id])
            assert len(both[-1]) == source.read_text(encoding="utf-8").count("\nmsgid ") - 1, (
                f"an entry twice in {source.name}"
            )
        assert both[0] == both[1], path.name


def test_every_text_is_there_in_both_languages_with_the_same_places() -> None:
    lacking = [key for key, text in TEXTS if not (text.zh.strip() and text.en.strip())]
    otherwise = [key for key, text in TEXTS if places(text.zh) != places(text.en)]
    mixed = [
        key for key, text in TEXTS if HAN.search(text.en) and key not in ("label.other_language", "label.sha256")
    ]
    assert (lacking, otherwise, mixed) == ([], [], [])


def test_chinese_texts_use_full_width_punctuation() -> None:
    half = [
        text.zh for _, text in TEXTS if re.search(r"[\u4e00-\u9fff}][,;:?!()]|[,;:?!(][\u4e00-\u9fff]", text.zh)
    ]
    full = [t.en for _, t in TEXTS if re.search(r"[，。；：？（）“”]", t.en.replace("“", "").replace("”", ""))]
    assert (half, full) == ([], [])


def test_no_text_names_a_colour_or_claims_that_formalism_was_found() -> None:
    coloured = [t for _, t in TEXTS if COLOURS.search(t.zh.replace("空白", "")) or COLOURS.search(t.en)]
    claiming = [
        t for _, t in TEXTS
        if re.search(r"formalism (was |is )?(found|proven|confirmed)", t.en)
        or "存在形式主义" in t.zh.replace("不证明存在形式主义", "")
    ]  # fmt: skip
    assert (coloured, claiming) == ([], [])


def test_every_label_is_used_and_every_label_used_exists() -> None:
    used = {m for text in TEMPLATES.values() for m in re.findall(r"\bt\.(\w+)", text)}
    used |= {m for text in SOURCES.values() for m in re.findall(r"\bt\.(\w+)", text)}
    assert used == set(LABELS)


def test_every_sentence_is_used_and_every_sentence_used_exists() -> None:
    text = "\n".join(SOURCES.values())
    asked = set(re.findall(r'say\(\s*"(\w+)"', text))
    assert asked <= set(PROSE)
    begun = tuple(re.findall(r'say\(\s*f"(\w+_){', text))
    assert {key for key in PROSE if f'"{key}"' not in text and not key.startswith(begun)} == set()


def test_labels_come_in_one_language() -> None:
    assert labels("zh").layer == "层"
    assert labels("en").layer == "Layer"


def test_a_state_that_a_newer_engine_adds_is_shown_as_it_is() -> None:
    assert name(messages.EFFECTS, "escalated", "zh") == "escalated"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", TEMPLATES[path], flags=re.S)
    bare = re.sub(r"<!doctype html>|<[^<>]*>", "", bare)
    assert not re.search(r"[^\W\d_]", bare), bare.split()
    for attribute in re.findall(r'(?:aria-label|title|alt|data-label)="([^"]*)"', TEMPLATES[path]):
        assert re.fullmatch(r"{{[^}]*}}", attribute), attribute


def test_the_pages_keep_the_punctuation_of_their_language(sample_pages: dict[str, str]) -> None:
    from .page import Page

    for key, html in sample_pages.items():
        for element in Page(html).all("p", "li", "dd", "td", "th", "h2", "h3", "h4", "caption", "dt"):
            if element.within("table") and element.tag == "td" and list(element.all("code")):
                continue
            if key.endswith(".zh"):
                assert not re.search(r"[\u4e00-\u9fff][,;:?!]", element.text), element.text
            else:
                assert not re.search(r"[A-Za-z][，。；：？]", element.text), element.text
