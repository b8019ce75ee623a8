"""Hostile text in every field is shown as text: the page is made of the same elements as with harmless text."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from assess.report.render import render_annex, render_body, render_index
from assess.report.view import evidence
from assess.snapshot import Snapshot

from .hostile import PAYLOADS, poisoned
from .page import Page, problems
from .sample import make_snapshot

Make = Counter[tuple[str, tuple[str, ...]]]


@cache
def _clean(kind: str) -> Make:
    return Page(_page(make_snapshot(), kind)).make()


def _page(snapshot: Snapshot, kind: str) -> str:
    body = snapshot.bodies[0].body.id
    if kind == "body":
        return render_body(snapshot, body, "zh")
    if kind == "annex":
        return render_annex(snapshot, body, "en") or ""
    return render_index(snapshot, "en", {b.body.id: b.body.id for b in snapshot.bodies})


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
@pytest.mark.parametrize("kind", ["body", "annex", "index"])
def test_no_text_adds_an_element_or_an_attribute(payload: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_ROWS", 1)
    _clean.cache_clear()
    html = _page(poisoned(make_snapshot(), payload), kind)
    # The policy is taken out: what holds must hold without its help.
    bare = html.replace("Content-Security-Policy", "x")
    added = Page(bare).make() - _clean(kind)
    assert added == Counter()
    assert problems(html) == []


def test_there_are_enough_payloads_and_they_reach_the_page() -> None:
    assert len(PAYLOADS) >= 30
    html = render_body(poisoned(make_snapshot(), "<b>mark</b>"), "<b>mark</b>north<b>mark</b>", "zh")
    assert html.count("&lt;b&gt;mark&lt;/b&gt;") > 300
    assert "<b>mark</b>" not in html


def test_text_that_would_be_cut_off_by_braces_or_percent_signs_is_shown_whole() -> None:
    text = Page(_page(poisoned(make_snapshot(), "{campaign.__class__}{0}%s%(x)s"), "body")).root.text
    assert "{campaign.__class__}{0}%s%(x)s北川市{campaign.__class__}{0}%s%(x)s" in text


def test_a_hostile_address_is_shown_but_leads_nowhere() -> None:
    snapshot = poisoned(make_snapshot(), "javascript:alert(1)//")
    page = Page(_page(snapshot, "body"))
    assert not [e for e in page.all("a") if "script" in e.attributes["href"].split(":")[0]]
