"""The four looks: dark, light, high contrast, and ASCII for terminals that draw little."""

from __future__ import annotations

from typing import Final

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
    """Scroll bars without the eighth-block characters, whose width terminals disagree about."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


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
        "cursor": cursor,
        "cursor-idle": cursor_idle,
        "input-selection-background": f"{primary} 40%",
        "input-cursor-background": text,
        "input-cursor-foreground": back,
        "scrollbar": faint,
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
    muted="#8b98a8", faint="#38434f", primary="#6cb6c6", accent="#e3b566", good="#8fc28a",
    warning="#e3b566", error="#ec8177", cursor="#24445a", cursor_idle="#1f2833",
)  # fmt: skip
LIGHT = _theme(
    "assess-light", dark=False, back="#fbfaf6", surface="#f2f0ea", panel="#e9e6dd", text="#22272e",
    muted="#5d6672", faint="#c9c4b8", primary="#0b5f70", accent="#8a5a00", good="#2b6b33",
    warning="#8a5a00", error="#a8261b", cursor="#cfe3e8", cursor_idle="#ebe8df",
)  # fmt: skip
CONTRAST = _theme(
    "assess-contrast", dark=True, back="#000000", surface="#000000", panel="#000000", text="#ffffff",
    muted="#e0e0e0", faint="#a0a0a0", primary="#00ffff", accent="#ffff00", good="#00ff66",
    warning="#ffff00", error="#ff9a9a", cursor="#0040c0", cursor_idle="#303030",
)  # fmt: skip
ASCII = _theme(
    "assess-ascii", dark=True, back="#000000", surface="#101010", panel="#1c1c1c", text="#d8d8d8",
    muted="#9a9a9a", faint="#555555", primary="#5fafd7", accent="#d7af5f", good="#87d787",
    warning="#d7af5f", error="#ff8787", cursor="#1f4f6f", cursor_idle="#262626",
)  # fmt: skip

THEMES: Final = (DARK, LIGHT, CONTRAST, ASCII)


def next_name(name: str) -> str:
    """The theme after `name` in the round."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]
