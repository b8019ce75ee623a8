"""Hostile text stays text, hostile links lead nowhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.report.security import anchor, clean, csp, safe_href, safe_url


@given(st.text(st.characters()))
def test_cleaned_text_holds_no_character_that_hides_or_reorders_others(text: str) -> None:
    cleaned = clean(text)
    for char in cleaned:
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"), f"U+{ord(char):04X}"
        assert unicodedata.bidirectional(char) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )
    assert clean(cleaned) == cleaned
    cleaned.encode()


@pytest.mark.parametrize("char", list("\x00\x1b\x7f\u00ad\u200b\u200d\u200e\u202e\u2066\u2069\ufeff\U000e0041"))
def test_characters_that_cannot_be_seen_are_dropped(char: str) -> None:
    assert clean(f"a{char}b") == "ab"


def test_ordinary_text_of_any_language_is_left_alone() -> None:
    text = "数字政府：“一网通办”，§5 — Ünïcode 🏛\nnext line\t\u3000"
    assert clean(text) == text


def test_line_ends_become_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//evil.example/", "/absolute", "relative.html", "http:", "http://",
        "https://a.example/\"onmouseover=alert(1)", "https://a.example/<b>", "https://a b.example/", "ftp://a.example/",
        "https://gov.cn@evil.example/", "https:\\\\evil.example", "http://[bad", "https://a.example/\u202egpj.exe",
        "https://a.example/" + "x" * 3000, "blob:https://a.example/1", "",
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://data.europa.eu/",
        "http://example.org/a?b=c&d=e#f",
        "https://例え.jp/路径",
        "https://a.example:8443/x",
    ],
)
def test_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) == url
    assert safe_href(url) == url


@pytest.mark.parametrize("address", ["AT.zh.html", "a-1.en.html#i-q1", "%E5%8C%97.zh.html", "sub/AT.zh.html"])
def test_pages_of_the_site_may_be_linked(address: str) -> None:
    assert safe_href(address) == address


@pytest.mark.parametrize("address", ["//evil.example", "/etc/passwd", "javascript:x", "a b.html", 'a"b.html', "?x"])
def test_anything_else_may_not(address: str) -> None:
    assert safe_href(address) == ""


def test_anchors_of_plain_ids_can_be_read_and_others_cannot_do_harm() -> None:
    assert anchor("i", "open_share") == "i-open_share"
    assert anchor("i", 'x" onclick="alert(1)').startswith("i-x")
    assert anchor("i", "北京") != anchor("i", "南京")
    assert anchor("i", "a\ud800")


def test_the_policy_allows_one_style_sheet_and_nothing_else() -> None:
    policy = csp("body{color:#000}")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert csp("a{}") != csp("b{}")
