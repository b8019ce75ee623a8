"""Which answers and figures two voices differ on most, so that a body can answer for each."""

from __future__ import annotations

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import BodyState, Voice
from assess.measure.voices import FROM_PAIRS, Figures, Pair, figures, pairs, widest
from assess.packs.model import Fact, Pack
from assess.packs.vocabulary import VOICES

MOST = 5
"""So many are named; the others stand with their indicators and facts."""


def widest_apart(pack: Pack, state: BodyState, fact: Fact) -> Text | None:
    """The items behind the derived `fact` on which the voices differ most; None where none do."""
    if fact.derive == "own-figures-apart-share":
        return _listed([_of_figures(f) for f in figures(pack, state) if f.apart])
    if fact.derive is None or fact.derive not in FROM_PAIRS or fact.derive.endswith("-pairs"):
        return None
    voice = FROM_PAIRS[fact.derive][0]
    return _listed([_of_pair(p, voice) for p in widest(pairs(pack, state, voice), MOST)])


def _of_pair(pair: Pair, voice: Voice) -> Text:
    own, other, label = _figure(pair.claim), _figure(pair.other), pair.indicator.label
    title, name = pair.indicator.title, VOICES[voice]
    return Text(
        zh=f"{label}“{title.zh}”自报 {own} 分，{name.zh} {other} 分",
        en=f"{label} “{title.en}” claimed {own}, {name.en.lower()} {other}",
    )


def _of_figures(both: Figures) -> Text:
    own, other, name = _figure(both.own), _figure(both.other), VOICES[both.voice]
    return Text(
        zh=f"“{both.fact.title.zh}”自报 {own}，{name.zh} {other}",
        en=f"“{both.fact.title.en}” claimed {own}, {name.en.lower()} {other}",
    )


def _figure(band: Band) -> str:
    ends = [f"{end:,.6g}" if abs(end) < 1e6 else f"{end:,.0f}" for end in (band.lo, band.hi)]
    return ends[0] if band.exact or ends[0] == ends[1] else "–".join(ends)


def _listed(items: list[Text]) -> Text | None:
    shown = items[:MOST]
    if not shown:
        return None
    return Text(zh="；".join(t.zh for t in shown), en="; ".join(t.en for t in shown))
