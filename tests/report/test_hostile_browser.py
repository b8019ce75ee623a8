"""Hostile texts in every field, without the policy, in a real browser: nothing runs and nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .chromium import Browser
from .hostile import GROUPS
from .test_hostile import hostile_gallery

pytestmark = pytest.mark.browser

WATCH = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...x) => window.ran.push(name);
addEventListener('securitypolicyviolation', () => window.ran.push('policy'));
"""
"""Before anything of the page: what payloads call is written down."""
PROVOKE = """
document.querySelectorAll('details').forEach(d => d.open = true);
const kinds = ['mouseover', 'mouseenter', 'focus', 'click', 'toggle', 'load', 'error', 'begin', 'animationstart'];
for (const e of document.querySelectorAll('*'))
  if (!e.closest('a[href]')) for (const kind of kinds) e.dispatchEvent(new Event(kind));
const leads = ['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'xlink:href', 'background', 'poster'];
const live = [...document.querySelectorAll('*')].filter(e => e.tagName === 'SCRIPT' || [...e.attributes].some(a =>
  a.name.startsWith('on') || a.name === 'style' ||
  (leads.includes(a.name) && !/^(https?:|#|[\\w.%-]+\\.(html|json)|data\\/\\w+\\.(csv|xlsx|json|md))/.test(a.value))))
  .map(e => e.outerHTML.slice(0, 120));
return [window.ran, live];
"""
"""What a visitor could set off is set off; then what ran, and the elements that could do or fetch something."""


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Browser]:
    handle = browser.before_each_page(WATCH)
    yield browser
    browser.no_longer(handle)


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_hostile_text_does_nothing_even_without_the_policy(watched: Browser, tmp_path: Path, group: int) -> None:
    watched.requested()
    for name, html in hostile_gallery(group).items():
        path = tmp_path / name
        path.write_text(html.replace("Content-Security-Policy", "no-policy"), encoding="utf-8")
        watched.open(path.as_uri())
        assert watched.run(PROVOKE) == [[], []], name
    asked = watched.requested()
    assert len(asked) >= 10
    assert all(url.startswith("file:") and url.endswith(".html") for url in asked), asked


def test_what_would_run_or_fetch_is_noticed(watched: Browser, tmp_path: Path) -> None:
    page = (
        "<p onclick='alert(1)'>a<a href='javascript:x'>b</a><b style='top:0'>c</b><img src=y.png onerror=alert(1)>"
    )
    (tmp_path / "x.html").write_text(page + "<script>prompt(1)</script>", encoding="utf-8")
    watched.requested()
    watched.open((tmp_path / "x.html").as_uri())
    ran, live = watched.run(PROVOKE)
    assert {"prompt", "alert"} <= set(ran)
    assert len(live) == 5
    assert any(url.endswith("y.png") for url in watched.requested())
