"""Two sets of marks: one for terminals that draw Unicode well, one in plain ASCII.

Unicode leaves the width of marks such as ● and █ to the terminal ("ambiguous" in UAX #11); where a terminal
draws them two cells wide, the columns slip, and the ASCII set is the way out. Every state has its own shape, so
that nothing is told by colour alone.
"""

from __future__ import annotations

import os

import msgspec


class Glyphs(msgspec.Struct, frozen=True):
    """The marks of one set; each is one cell wide (`ellipsis` may be wider in ASCII).

    A `thumb` that is a space is drawn as a block of its colour.
    """

    unanswered: str
    answered: str
    partial: str
    not_applicable: str
    flag: str
    undetermined: str
    pointer: str
    opened: str
    closed: str
    radio_off: str
    radio_on: str
    box_off: str
    box_on: str
    bar_sure: str
    bar_maybe: str
    bar_rest: str
    ellipsis: str
    dash: str
    saved: str
    saving: str
    failed: str
    path: str
    dot: str
    line: str
    wall: str
    thumb: str
    queried: str
    reviewed: str
    returned: str
    disputed: str
    settled: str


UNICODE = Glyphs(
    unanswered="○", answered="●", partial="◐", not_applicable="⊘", flag="!", undetermined="?",
    pointer="▸", opened="▾", closed="▸", radio_off="○", radio_on="●", box_off="□", box_on="■",
    bar_sure="━", bar_maybe="╍", bar_rest="·", ellipsis="…", dash="–", saved="✓", saving="…", failed="!",
    path="›", dot="·", line="─", wall="│", thumb="▐",
    queried="¶", reviewed="◇", returned="«", disputed="≠", settled="◆",
)  # fmt: skip

ASCII = Glyphs(
    unanswered="o", answered="*", partial="~", not_applicable="-", flag="!", undetermined="?",
    pointer=">", opened="v", closed=">", radio_off="o", radio_on="*", box_off="-", box_on="x",
    bar_sure="#", bar_maybe=":", bar_rest=".", ellipsis="..", dash="-", saved="=", saving="~", failed="!",
    path="/", dot="-", line="-", wall="|", thumb=" ",
    queried="q", reviewed=":", returned="<", disputed="x", settled="+",
)  # fmt: skip


PLAINER = str.maketrans(
    {
        **dict.fromkeys("“”", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—−·─", "-"), "…": ".", "•": "*",
        "×": "x", "÷": "/", "≥": ">", "≤": "<", "≠": "~", "≈": "~", "→": ">", "←": "<", "↑": "^", "↓": "v", "±": "+",  # noqa: E501
        "°": "o", "§": "S", "∞": "8", "│": "|", "○": "o", "●": "*", "□": "-", "■": "x", "①": "1", "②": "2",
        "③": "3", "④": "4", "⑤": "5", "\u00a0": " ",
    }
)  # fmt: skip
"""For the ASCII look: signs within texts whose width terminals disagree about, each by its nearest ASCII sign."""


def wants_ascii() -> bool:
    """Whether the terminal is one that rarely has the Unicode marks: the Linux console or a non-UTF-8 locale."""
    if os.environ.get("TERM", "") in {"linux", "dumb", "vt100", "vt220"}:
        return True
    named = next((os.environ[k] for k in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(k)), "")
    return bool(named) and "utf" not in named.lower() and "." in named
