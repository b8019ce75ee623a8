"""Every text of the report exists in both languages, reads well in each, and is used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from assess.base.texts import Text
from assess.report import messages
from assess.report.messages import LABELS, labels, name
from assess.report.prose import PROSE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {p: p.read_text(encoding="utf-8") for p in sorted((ROOT / "templates").rglob("*.html"))}
SOURCES = {p: p.read_text(encoding="utf-8") for p in sorted((ROOT / "assess" / "report").rglob("*.py"))}
TABLES = {
    key: table
    for key, table in vars(messages).items()
    if isinstance(table, dict) and all(isinstance(v, Text) for v in table.values())
} | {"PROSE": PROSE}
TEXTS = [(f"{table}.{key}", text) for table, texts in TABLES.items() for key, text in texts.items()]
HAN = re.compile("[\u4e00-\u9fff]")
COLOURS = re.compile(
    r"\b(red|green|blue|black|white|grey|gray|orange|yellow|dark(er)?|light(er)?)\b|[红绿蓝黑白灰橙黄]色?", re.I
)


def _places(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_a_text_is_there_in_both_languages_with_the_same_places(key: str, text: Text) -> None:
    assert text.zh.strip(), key
    assert text.en.strip(), key
    assert _places(text.zh) == _places(text.en), key
    if key not in ("LABELS.other_language", "LABELS.sha256"):
        assert not HAN.search(text.en), key


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_chinese_texts_use_full_width_punctuation(key: str, text: Text) -> None:
    assert not re.search(r"[\u4e00-\u9fff}][,;:?!()]|[,;:?!(][\u4e00-\u9fff]", text.zh), text.zh
    assert not re.search(r"[，。；：？（）“”]", text.en.replace("“", "").replace("”", "")), text.en


@pytest.mark.parametrize(("key", "text"), TEXTS)
def test_no_text_names_a_colour_or_claims_that_formalism_was_found(key: str, text: Text) -> None:
    assert not COLOURS.search(text.zh.replace("空白", "")), text.zh
    assert not COLOURS.search(text.en), text.en
    assert not re.search(r"formalism (was |is )?(found|proven|confirmed)", text.en)
    assert "存在形式主义" not in text.zh.replace("不证明存在形式主义", "")


def test_every_label_is_used_and_every_label_used_exists() -> None:
    used = {m for text in TEMPLATES.values() for m in re.findall(r"\bt\.(\w+)", text)}
    used |= {m for text in SOURCES.values() for m in re.findall(r"\bt\.(\w+)", text)}
    assert used == set(LABELS)


def test_every_sentence_is_used_and_every_sentence_used_exists() -> None:
    text = "\n".join(t for p, t in SOURCES.items() if p.name != "prose.py")
    asked = set(re.findall(r'say\(\s*"(\w+)"', text))
    assert asked <= set(PROSE)
    assert {key for key in PROSE if f'"{key}"' not in text} == set()


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
