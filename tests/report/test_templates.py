"""Templates and style sheet: what they may hold, how the user's own are treated, and that all texts can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from assess.base.errors import InputError, NotFound
from assess.base.resources import searched_first
from assess.report.render import made_page, render_body, render_index
from assess.snapshot import Snapshot

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
CSS = (ROOT / "static" / "report.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_trust_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape|<script|\son\w+=|\sstyle=|javascript:|src=", text)
    assert not re.search(r"=(?!=)\s*{{", text), "an attribute without quotes"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_mark_has_a_class_and_a_presentation_attribute(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mark in re.findall(r"<(?:rect|line|circle|path|text)\b[^>]*>", text):
        assert "class=" in mark, mark
        assert "fill=" in mark or "stroke=" in mark, mark


def test_the_style_sheet_is_small_asks_for_nothing_and_prints_light() -> None:
    assert len(CSS.encode()) < 12_000
    assert not re.search(r"url\(|@import|expression|</|<!", CSS)
    assert "prefers-color-scheme:dark" in CSS
    assert all(m.startswith("screen and") for m in re.findall(r"@media ([^{]*prefers-color-scheme[^{]*){", CSS)), (
        "dark users would print dark pages"
    )
    for needed in ("@page", "::details-content", "forced-colors", "size:A4", "counter(pages)"):
        assert needed in CSS, needed


def _schemes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root\{(.*?)\}", CSS, re.S)
    light, dark = (dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", block)) for block in blocks[:2])
    return {"light": light, "dark": light | dark}


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


TEXT_ON = [
    *[(text, "paper") for text in ("ink", "soft", "link", "accent", "high", "medium", "low")],
    *[(text, "panel") for text in ("ink", "soft", "link", "accent")],
    ("hi", "h1"), ("hi", "h2"), ("hi", "h3"), ("hd", "h4"), ("hd", "h5"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_every_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = _schemes()[scheme]
    assert _contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mark", ["accent", "used", "mid", "whisk"])
def test_every_mark_stands_out_from_the_paper(scheme: str, mark: str) -> None:
    colours = _schemes()[scheme]
    assert _contrast(colours[mark], colours["paper"]) >= (3 if mark != "whisk" else 2.5)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A templates folder of the user's own, searched before ours."""
    monkeypatch.setenv("ASSESS_HOME", str(tmp_path))
    folder = tmp_path / "templates"
    (folder / "report" / "sections").mkdir(parents=True)
    return folder


def _audit(folder: Path, text: str) -> None:
    (folder / "report" / "sections" / "audit.html").write_text(text, encoding="utf-8")


def test_the_users_templates_come_before_ours(own: Path, snapshot: Snapshot) -> None:
    _audit(own, '<section id="audit"><h2 id="audit-h">{{ view.audit.reply }}</h2><p>盖章处</p></section>')
    html = render_body(snapshot, "north", "zh")
    assert "盖章处" in html
    assert "建得多、用得少" in html


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.__class__.__mro__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ view.verdict.__init__.__globals__ }}",
        "{{ ('%s' | attr('format'))(view).__class__ }}",
        "{{ '{0.__class__}'.format(view) }}",
    ],
)
def test_the_users_templates_cannot_reach_beyond_the_view(own: Path, snapshot: Snapshot, template: str) -> None:
    _audit(own, template)
    with pytest.raises(InputError, match=r"report/sections/audit\.html:1 ") as caught:
        render_body(snapshot, "north", "zh")
    assert isinstance(caught.value.__cause__, SecurityError | UndefinedError | TypeError)


@pytest.mark.parametrize(
    "template", ["{{ view.verdict.tiles | length }}", "{{ view.audit }}", "{{ view.indicators.layers }}"]
)
def test_only_texts_made_by_the_view_may_be_printed(own: Path, snapshot: Snapshot, template: str) -> None:
    _audit(own, template)
    with pytest.raises(InputError, match="only texts"):
        render_body(snapshot, "north", "zh")


def test_a_name_that_the_view_does_not_have_is_an_error_and_not_an_empty_place(
    own: Path, snapshot: Snapshot
) -> None:
    _audit(own, "<p></p>\n\n{{ view.audit.replyy }}")
    with pytest.raises(InputError, match=r"audit\.html:3 .*replyy") as caught:
        render_body(snapshot, "north", "zh")
    assert "docs/report.md" in caught.value.lines("zh")[1]


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{% include '/etc/hostname' %}", "hostname"),
        ("{% include '../../../../../etc/hostname' %}", "hostname"),
        ("{% set x = [] %}{{ x.append('a') }}", "unsafe"),
        ("{% set _ = {}.update(a='b') %}", "unsafe"),
        ("{{ view.audit.reply | safe }}", "safe"),
        ("{% autoescape false %}{{ view.audit.reply }}{% endautoescape %}", "autoescape"),
        ("{{ 1 // 0 }}", "zero"),
        ("{% include 'report/sections/audit.html' %}", "recursion"),
        ("{{ 'a' * }}", "expected"),
        ("{{ 'a' * 10**11 }}", "numbers"),
        ("{{ (9 ** 999999999) | string }}", "powers"),
        ("{{ '%99999999999d' % 1 }}", "numbers"),
        ("{{ 'a' | center(99999999999999999) }}", "MemoryError"),
        ("{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}", "more than 1,000,000"),
    ],
)  # fmt: skip
def test_what_a_users_template_may_not_do_is_told_with_its_line(
    own: Path, snapshot: Snapshot, template: str, why: str
) -> None:
    _audit(own, "<p></p>\n" + template)
    with pytest.raises(InputError, match=rf"(?s)report/sections/audit\.html:2 .*{why}"):
        render_body(snapshot, "north", "zh")


@pytest.mark.parametrize(
    "trick",
    [
        "{{ x | upper }}",
        "{{ [x, x] | join }}",
        "{{ x | replace('q', '<') }}",
        "{{ x ~ x }}",
        "{% set y %}{{ x }}{% endset %}{{ y }}",
    ],
)
def test_no_way_of_printing_in_a_users_template_leaves_a_text_unescaped(
    own: Path, snapshot: Snapshot, trick: str
) -> None:
    _audit(own, "{% set x = '<' ~ 'B>' ~ view.audit.reply %}" + trick)
    html = render_body(snapshot, "north", "zh")
    assert "<B>" not in html
    assert "&lt;B&gt;" in html


def test_a_folder_named_for_one_run_comes_before_the_users(own: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    _audit(own, "<p>usual</p>")
    (tmp_path / "run" / "report" / "sections").mkdir(parents=True)
    _audit(tmp_path / "run", "<p>this once</p>")
    with searched_first("templates", tmp_path / "run"):
        assert "<p>this once</p>" in render_body(snapshot, "north", "zh")
    assert "<p>usual</p>" in render_body(snapshot, "north", "zh")


def test_a_fault_of_our_own_templates_is_not_blamed_on_a_user() -> None:
    with pytest.raises(UndefinedError):
        made_page("report/chooser.html")


@pytest.mark.parametrize(
    "css",
    [
        "@import '//evil.example';",
        "a{background:URL(//evil.example)}",
        "@\\69mport '//evil.example';",
        "a{b:\\75 rl(x)}",
        "a{b:image-set('x' 1x)}",
        "a{background:url(//evil.example/x)}",
        "</style><script>x</script>",
        "<!--",
    ],
)
def test_a_style_sheet_of_the_users_may_not_ask_for_anything(own: Path, snapshot: Snapshot, css: str) -> None:
    (own / "static").mkdir()
    (own / "static" / "report.css").write_text(css, encoding="utf-8")
    with pytest.raises(InputError, match="style sheet"):
        render_index(snapshot, "zh", {})


@pytest.mark.parametrize("name", ["report/sections/audit.html", "static/report.css"])
def test_a_file_of_the_users_that_is_not_utf8_is_named(own: Path, snapshot: Snapshot, name: str) -> None:
    (own / name).parent.mkdir(exist_ok=True)
    (own / name).write_bytes("盖章处".encode("gb18030"))
    with pytest.raises(InputError, match=r"(audit\.html:1|report\.css) .*not UTF-8"):
        render_body(snapshot, "north", "zh")


def test_the_loops_of_each_page_are_counted_anew(own: Path, snapshot: Snapshot) -> None:
    _audit(own, "{% for i in range(700) %}{% for j in range(999) %}{% endfor %}{% endfor %}<p>盖章处</p>")
    assert all("盖章处" in render_body(snapshot, "north", lang) for lang in ("zh", "en"))


def test_a_style_sheet_of_the_users_is_used_and_sealed(own: Path, snapshot: Snapshot) -> None:
    from .page import problems

    (own / "static").mkdir()
    (own / "static" / "report.css").write_text("body{max-width:40rem}\r\n", encoding="utf-8", newline="")
    html = render_body(snapshot, "south", "zh")
    assert "<style>body{max-width:40rem}\n" in html
    assert problems(html) == []


def test_a_body_that_is_not_there_is_named(snapshot: Snapshot) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        render_body(snapshot, "nowhere", "zh")
