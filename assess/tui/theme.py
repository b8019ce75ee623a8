"""The four looks: dark, light, high contrast, and ASCII for terminals that draw little."""

from __future__ import annotations

from typing import Any, Final

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender
from textual.theme import Theme

from assess.base.texts import Text

NAMES: Final = ("assess-dark", "assess-light", "assess-contrast", "assess-ascii")
TITLES: Final = {
    "assess-dark": Text(zh="深色", en="dark"),
    "assess-light": Text(zh="浅色", en="light"),
    "assess-contrast": Text(zh="高对比度", en="high contrast"),
    "assess-ascii": Text(zh="纯 ASCII 符号", en="plain ASCII marks"),
}


class PlainBars(ScrollBarRender):
    """Scroll bars as the lists draw theirs: a thin thumb without a track, and no eighth-block characters.

    Terminals disagree about the width of those.
    """

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8
    thumb = "▐"
    """A space draws the thumb as a block of the ground's own cells, for the ASCII look."""

    @classmethod
    def render_bar(cls, *args: Any, **kwargs: Any) -> Segments:
        """Textual's own bar, its thumb redrawn."""
        bar = super().render_bar(*args, **kwargs)
        if cls.thumb != " " and kwargs.get("vertical", True):
            bar.segments = [_thin(segment, cls.thumb) for segment in bar.segments]
        return bar


def _thin(segment: Segment, thumb: str) -> Segment:
    text, style, _ = segment
    if style is None or not style.reverse:
        return segment
    return Segment(thumb.rjust(len(text)), style + Style(reverse=False))


def _theme(
    name: str,
    *,
    dark: bool,
    back: str,
    surface: str,
    panel: str,
    text: str,
    muted: str,
    faint: str,
    edge: str,
    primary: str,
    accent: str,
    good: str,
    warning: str,
    error: str,
    cursor: str,
    cursor_idle: str,
) -> Theme:
    variables = {
        "text": text,
        "text-muted": muted,
        "text-disabled": faint,
        "border": primary,
        "border-blurred": faint,
        "line": faint,
        "edge": edge,
        "cursor": cursor,
        "cursor-idle": cursor_idle,
        "input-selection-background": f"{primary} 40%",
        "input-cursor-background": text,
        "input-cursor-foreground": back,
        "scrollbar": edge,
        "scrollbar-hover": muted,
        "scrollbar-active": primary,
        "scrollbar-background": back,
        "scrollbar-background-hover": back,
        "scrollbar-background-active": back,
        "scrollbar-corner-color": back,
    }
    return Theme(
        name=name, dark=dark, background=back, surface=surface, panel=panel, foreground=text,
        primary=primary, secondary=primary, accent=accent, success=good, warning=warning, error=error,
        boost=panel, variables=variables,
    )  # fmt: skip


DARK = _theme(
    "assess-dark", dark=True, back="#11161d", surface="#171d26", panel="#1d2530", text="#d3dae3",
    muted="#99a6b5", faint="#38434f", edge="#66788a", primary="#74bdcd", accent="#e3b566", good="#8fc28a",
    warning="#e3b566", error="#f08f85", cursor="#1f3d51", cursor_idle="#1f2833",
)  # fmt: skip
LIGHT = _theme(
    "assess-light", dark=False, back="#fbfaf6", surface="#f2f0ea", panel="#e9e6dd", text="#22272e",
    muted="#5b6470", faint="#c9c4b8", edge="#7d7768", primary="#0b5f70", accent="#855700", good="#2b6b33",
    warning="#855700", error="#a8261b", cursor="#d6e7eb", cursor_idle="#ebe8df",
)  # fmt: skip
CONTRAST = _theme(
    "assess-contrast", dark=True, back="#000000", surface="#000000", panel="#000000", text="#ffffff",
    muted="#e8e8e8", faint="#a0a0a0", edge="#a0a0a0", primary="#00ffff", accent="#ffff00", good="#00ff66",
    warning="#ffff00", error="#ffc4c4", cursor="#00309a", cursor_idle="#303030",
)  # fmt: skip
ASCII = _theme(
    "assess-ascii", dark=True, back="#000000", surface="#101010", panel="#1c1c1c", text="#d8d8d8",
    muted="#a0a0a0", faint="#555555", edge="#757575", primary="#6fbbe0", accent="#d7af5f", good="#87d787",
    warning="#d7af5f", error="#ff8f8f", cursor="#183a52", cursor_idle="#262626",
)  # fmt: skip

THEMES: Final = (DARK, LIGHT, CONTRAST, ASCII)


def next_name(name: str) -> str:
    """The theme after `name` in the round."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]
