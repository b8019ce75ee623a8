"""Claims with some left open, and what they may turn out to be."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from assess.base.band import Band

VALUES: dict[str, list[Any]] = {
    "plan": ["none", "draft", "done"],
    "portal": ["yes", "no", "na"],
    "parts": [(), ("a",), ("b", "c"), ("a", "b", "c")],
    "team": ["big", "small", "none"],
    "lead": ["yes", "no"],
    "open_share": [0.0, 0.3, 1.0],
    "visits": [0.0, 5.0, 700.0, 9000.0],
    "waiting": [0.0, 6.0, 30.0],
}
OPEN: dict[str, list[Any]] = {"portal": ["dk"], "parts": [("unsure",)]}


@st.composite
def claims(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers with some left open, and the same ones with every one decided."""
    partly, wholly = {}, {}
    for indicator, values in VALUES.items():
        wholly[indicator] = draw(st.sampled_from(values))
        open_now = draw(st.sampled_from(["", "!unknown", "!error", "-", *OPEN.get(indicator, [])]))
        if open_now == "":
            partly[indicator] = wholly[indicator]
        elif open_now != "-":
            partly[indicator] = open_now
    for follow_up, parent, on in (("team", "portal", "yes"), ("lead", "team", "big")):
        if wholly.get(parent) != on:
            # Who answers a question that does not arise contradicts himself; that is no more knowledge.
            partly.pop(follow_up, None)
            del wholly[follow_up]
    return partly, wholly


def within(inner: Band | None, outer: Band | None) -> bool:
    """Whether a band lies in another, but for the last digits; what leaves the denominator contradicts nothing."""
    if inner is None or outer is None:
        return inner is None or outer is None
    return outer.lo - 1e-9 <= inner.lo <= inner.hi <= outer.hi + 1e-9
