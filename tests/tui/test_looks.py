"""Marks, bars and colours: one cell each, telling apart by shape, readable by contrast."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import Theme

from assess.base.band import Band
from assess.tui import settings, theme
from assess.tui.bars import band_bar, progress_bar
from assess.tui.cells import width
from assess.tui.glyphs import ASCII, PLAINER, UNICODE, Glyphs, wants_ascii
from assess.tui.widgets.base import thumb

SETS = pytest.mark.parametrize("glyphs", [UNICODE, ASCII])


@SETS
def test_every_mark_takes_one_cell(glyphs: Glyphs) -> None:
    marks = msgspec.structs.asdict(glyphs)
    del marks["ellipsis"]
    assert {name for name, mark in marks.items() if width(mark) != 1} == set()


@SETS
def test_states_differ_by_shape_and_not_by_colour_alone(glyphs: Glyphs) -> None:
    states = [
        glyphs.unanswered,
        glyphs.answered,
        glyphs.partial,
        glyphs.not_applicable,
        glyphs.flag,
        glyphs.undetermined,
    ]
    assert len(set(states)) == len(states)
    assert len({glyphs.bar_sure, glyphs.bar_maybe, glyphs.bar_rest}) == 3
    assert len({glyphs.saved, glyphs.saving, glyphs.failed}) == 3
    assert glyphs.radio_on != glyphs.radio_off
    assert glyphs.box_on != glyphs.box_off


def test_the_ascii_set_is_ascii() -> None:
    assert all(str(mark).isascii() for mark in msgspec.structs.asdict(ASCII).values())
    assert all(isinstance(to, str) and len(to) == 1 and to.isascii() for to in PLAINER.values())


@pytest.mark.parametrize(
    ("term", "lang", "wanted"),
    [("xterm-256color", "zh_CN.UTF-8", False), ("linux", "zh_CN.UTF-8", True), ("xterm", "zh_CN.GBK", True), ("xterm", "C", False)],
)  # fmt: skip
def test_terminals_that_draw_little_begin_with_ascii(
    monkeypatch: pytest.MonkeyPatch, term: str, lang: str, wanted: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("LANG", lang)
    monkeypatch.delenv("LC_CTYPE", raising=False)
    assert wants_ascii() is wanted


@given(st.floats(0, 100), st.floats(0, 100), st.integers(4, 60))
def test_a_bar_has_its_cells_and_shows_every_open_band(a: float, b: float, cells: int) -> None:
    band = Band(min(a, b), max(a, b))
    sure, maybe, rest = (text for text, _ in band_bar(band, 100, cells, UNICODE))
    assert len(sure) + len(maybe) + len(rest) == cells
    assert bool(maybe) >= (band.hi > band.lo and len(sure) < cells)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(4, 60))
def test_progress_is_full_only_when_all_is_done(done: int, of: int, cells: int) -> None:
    done = min(done, of)
    filled, rest = (text for text, _ in progress_bar(done, of, cells, UNICODE))
    assert len(filled) + len(rest) == cells
    assert (not rest) == (done == of)
    assert (not filled) == (done == 0)


@given(st.integers(1, 60), st.integers(0, 500), st.floats(0, 1))
def test_the_thumb_lies_within_its_bar_and_reaches_both_ends(height: int, whole: int, part: float) -> None:
    first, after = thumb(height, whole, part * max(whole - height, 0))
    assert 0 <= first <= after <= height
    assert (first == after) == (whole <= height)
    if whole > height:
        assert thumb(height, whole, 0)[0] == 0
        assert thumb(height, whole, whole - height)[1] == height


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour by WCAG 2.2."""
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in Color.parse(colour).normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("one", theme.THEMES, ids=lambda t: t.name)
def test_texts_and_marks_are_readable_on_every_ground(one: Theme) -> None:
    """WCAG 2.2: 4.5 to 1 for text; 7 to 1 in the look made for it."""
    least = 7.0 if one.name == "assess-contrast" else 4.5
    assert one.foreground
    assert one.background
    inks = {"text": one.foreground, "muted": one.variables["text-muted"], "primary": one.primary, "good": one.success,
            "warning": one.warning, "error": one.error, "accent": one.accent}  # fmt: skip
    grounds = {"background": one.background, "surface": one.surface, "panel": one.panel,
               "row chosen": one.variables["cursor"], "row left": one.variables["cursor-idle"]}  # fmt: skip
    poor = {
        (ink, ground): round(ratio, 2)
        for ink, colour in inks.items()
        for ground, back in grounds.items()
        if (ratio := contrast(str(colour), str(back))) < least
    }
    assert poor == {}


@pytest.mark.parametrize("one", theme.THEMES, ids=lambda t: t.name)
def test_edges_thumbs_and_bars_stand_out_from_every_ground(one: Theme) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for the edge of a field, the thumb of a scroll bar, both parts of a bar."""
    ((_, sure), (_, maybe), _) = band_bar(Band(20, 60), 100, 10, UNICODE)
    inks = {"edge": (one.variables["edge"], 1.0), "sure": (one.primary, share_of(sure)),
            "maybe": (one.primary, share_of(maybe))}  # fmt: skip
    poor = {
        (mark, ground)
        for mark, (colour, share) in inks.items()
        for ground in (
            one.background,
            one.surface,
            one.panel,
            *([one.variables["cursor"]] if mark != "edge" else []),
        )
        if contrast(Color.parse(str(ground)).blend(Color.parse(str(colour)), share).hex, str(ground)) < 3
    }
    assert poor == set()


def share_of(style: str) -> float:
    """The opacity that a style such as "$primary 80%" asks for."""
    _, _, percent = style.partition(" ")
    return int(percent.rstrip("%")) / 100 if percent else 1.0


def test_the_round_of_looks_comes_back_and_survives_an_unknown_name() -> None:
    name = theme.NAMES[0]
    seen = [name := theme.next_name(name) for _ in theme.NAMES]
    assert sorted(seen) == sorted(theme.NAMES)
    assert theme.next_name("gone") == theme.NAMES[0]
    assert set(theme.TITLES) == set(theme.NAMES)


def test_settings_are_remembered_and_a_broken_file_is_no_obstacle() -> None:
    settings.save(settings.Settings(lang="zh", theme="assess-light"))
    assert settings.load() == settings.Settings(lang="zh", theme="assess-light")
    settings._path().write_bytes(b"{nonsense")
    assert settings.load() == settings.Settings()
