"""Hostile text in every field is shown as text: the page is made of the same elements as with harmless text."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from assess.base.texts import LANGS, Lang
from assess.report.render import render_body
from assess.report.security import clean
from assess.snapshot import Snapshot

from .filled import filled, text_places, texts_at
from .gallery import KINDS, SOURCES, gallery
from .hostile import GROUPS, PAYLOADS, poisoned
from .page import Page, problems
from .sample import make_snapshot

Make = Counter[tuple[str, tuple[str, ...]]]
FOREIGN = {name: kind for name, kind in KINDS.items() if kind.foreign}


def hostile_gallery(group: int) -> dict[str, str]:
    """Each kind of page with all payloads of a group in every text, in one language, the groups taking turns."""
    return gallery(lambda shot: poisoned(filled(shot), "".join(GROUPS[group])), FOREIGN, (_lang(group),))


def _lang(group: int) -> Lang:
    return LANGS[group % len(LANGS)]


@cache
def _harmless(lang: Lang) -> dict[str, Make]:
    made = gallery(lambda shot: poisoned(filled(shot), "harmless"), FOREIGN, (lang,))
    return {name: Page(html).make() for name, html in made.items()}


def _told(text: str) -> str:
    return " ".join(clean(text).split())


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_no_text_adds_an_element_or_an_attribute_and_all_of_it_is_shown(group: int) -> None:
    for name, html in hostile_gallery(group).items():
        assert problems(html) == [], name
        # The policy is taken out: what holds must hold without its help.
        page = Page(html.replace("Content-Security-Policy", "x"))
        assert page.make() - _harmless(_lang(group))[name] == Counter(), name
        for payload in GROUPS[group]:
            assert _told(payload) in page.root.text, (name, payload)


PRESCRIBED = {("Finding", "state"), ("Finding", "effect"), ("Also", "effect"), ("IndicatorScore", "voices")}
"""Fields typed as texts that hold one of a few words of our own."""


@pytest.mark.parametrize("source", SOURCES)
def test_every_field_of_the_snapshot_that_can_hold_a_text_holds_a_hostile_one(source: str) -> None:
    places = text_places()
    assert len(places) > 200
    struck = {place for place, text in texts_at(poisoned(filled(SOURCES[source]()), "☠")) if "☠" in text}
    assert places - struck == PRESCRIBED


def test_there_are_enough_payloads_and_each_is_in_a_group() -> None:
    assert len(PAYLOADS) >= 30
    assert sorted(p for group in GROUPS for p in group) == sorted(PAYLOADS)
    html = render_body(poisoned(make_snapshot(), "<b>mark</b>"), "<b>mark</b>north<b>mark</b>", "zh")
    assert html.count("&lt;b&gt;mark&lt;/b&gt;") > 300
    assert "<b>mark</b>" not in html


def _body(payload: str) -> tuple[Snapshot, str]:
    shot = poisoned(make_snapshot(), payload)
    return shot, render_body(shot, shot.bodies[0].body.id, "zh")


def test_text_that_would_be_cut_off_by_braces_or_percent_signs_is_shown_whole() -> None:
    hostile = "{campaign.__class__}{0}%s%(x)s"
    assert f"{hostile}北川市{hostile}" in Page(_body(hostile)[1]).root.text


def test_a_hostile_address_is_shown_but_leads_nowhere() -> None:
    page = Page(_body("javascript:alert(1)//")[1])
    assert not [e for e in page.all("a") if "script" in e.attributes["href"].split(":")[0]]
