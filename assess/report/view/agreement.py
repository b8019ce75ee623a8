"""How far evaluators agree, in the method section: a sentence for each layer that two judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assess.report.format import fixed, percent
from assess.report.headlines import say
from assess.report.view.frame import Frame
from assess.scoring.agreed import Says

_BOUNDS: Final = (0.667, 0.8, 1.0)
_READING: Final[Mapping[Says, str]] = {
    "too-few": "agree_too_few",
    "no-variation": "agree_no_variation",
    "few": "agree_few",
    "reliable": "agree_reliable",
    "tentative": "agree_tentative",
    "unreliable": "agree_unreliable",
    "open": "agree_open",
}


def agreement_notes(frame: Frame) -> tuple[str, ...]:
    """Sentences on alpha by layer and what it allows one to say; none where nobody judged twice."""
    lang, found = frame.lang, frame.snapshot.agreement
    if not found:
        return ()
    lines = [say("agree_how", lang, n=sum(a.units for a in found))]
    for a in found:
        title = frame.name_of(a.layer)
        reading = say(_READING[a.says], lang)
        if a.alpha is None or a.band is None or a.equal is None:
            lines.append(say("agree_none", lang, layer=title, reading=reading))
            continue
        low, high = fixed(a.band.lo, 3, _BOUNDS), fixed(a.band.hi, 3, _BOUNDS)
        lines.append(
            say("agree_layer", lang, layer=title, alpha=fixed(a.alpha, 3, _BOUNDS), low=low, high=high, n=a.units,
                equal=percent(a.equal), reading=reading)
        )  # fmt: skip
    return tuple(lines)
