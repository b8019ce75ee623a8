"""The tree of layers, groups, indicators and facts as a flat list of lines: filtered, folded, marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import Voice
from assess.packs.model import Fact, Group, Indicator, Layer, Pack
from assess.packs.vocabulary import VOICES
from assess.scoring.result import BodyScore
from assess.tui.matching import folded, matches
from assess.tui.numerals import score_text, shown_band
from assess.tui.saving import BodyView
from assess.tui.standing import Flag, Mark, Pointers, fact_answered, is_answered, is_asked, mark_of
from assess.tui.states import Sign, in_state, sign_of, state_words

Kind = Literal["layer", "group", "indicator", "fact"]

FACTS = Text(zh="事实（供规则判断）", en="Facts (what rules look at)")
COLLECTORS = {
    "agency": Text(zh="由单位提供", en="From the body"),
    "evaluator": Text(zh="由评估人员采集", en="Collected by evaluators"),
    "tool": Text(zh="由工具测得", en="Measured by tools"),
    "users": Text(zh="来自用户调查", en="From users"),
}


class Line(msgspec.Struct, frozen=True):
    """One line of the tree. `key` is "indicator/<id>", "fact/<id>", "layer/<id>" or "group/<id>"."""

    key: str
    kind: Kind
    depth: int
    label: str
    title: Text
    mark: Mark | None = None
    flag: Flag = ""
    value: str = ""
    opened: bool = True
    done: int = 0
    of: int = 0
    asked: bool = True
    sign: Sign | None = None

    @property
    def id(self) -> str:
        """The id of the layer, group, indicator or fact."""
        return self.key.partition("/")[2]


class Look(msgspec.Struct, frozen=True):
    """How the tree is looked at: as which voice, through which filter, with which headings closed."""

    voice: Voice = "claimed"
    filter: str = ""
    closed: frozenset[str] = frozenset()
    dash: str = "–"


def lines(pack: Pack, view: BodyView, flags: Pointers, look: Look) -> list[Line]:
    """The lines of the tree as now seen. Under a filter every heading is open."""
    found: list[Line] = []
    for layer in pack.layers:
        inner = _layer(pack, layer, view, flags, look)
        if inner:
            found += inner
    return found + _facts(pack, view, flags, look)


def _layer(pack: Pack, layer: Layer, view: BodyView, flags: Pointers, look: Look) -> list[Line]:
    shown = [i for i in pack.of_layer(layer.id) if _indicator_kept(i, view, look)]
    if not shown:
        return []
    groups = {g.id: g for g in pack.groups if g.layer == layer.id}
    head = _heading(f"layer/{layer.id}", "layer", 0, layer.title, shown, view, look)
    head = msgspec.structs.replace(head, value=_layer_score(view.result.score, layer.id, look.dash))
    body: list[Line] = []
    for group, members in _by_group(shown, groups):
        depth = 1
        if group is not None:
            line = _heading(f"group/{group.id}", "group", 1, group.title, members, view, look)
            body.append(line)
            if not line.opened:
                continue
            depth = 2
        body += [_indicator(i, depth, view, flags, look) for i in members]
    return [head, *body] if head.opened else [head]


def _layer_score(score: BodyScore, layer: str, dash: str) -> str:
    found = score.layers.get(layer)
    return score_text(found.score, dash) if found else ""


def _by_group(shown: Iterable[Indicator], groups: dict[str, Group]) -> list[tuple[Group | None, list[Indicator]]]:
    runs: dict[str, list[Indicator]] = {}
    for indicator in shown:
        runs.setdefault(indicator.group or "", []).append(indicator)
    return [(groups.get(name), members) for name, members in runs.items()]


def _heading(
    key: str, kind: Kind, depth: int, title: Text, members: list[Indicator], view: BodyView, look: Look
) -> Line:
    return Line(
        key=key,
        kind=kind,
        depth=depth,
        label="",
        title=title,
        opened=bool(look.filter) or key not in look.closed,
        done=sum(is_answered(i, view, look.voice) for i in members if is_asked(i, view.result.score)),
        of=sum(is_asked(i, view.result.score) for i in members),
    )


def _indicator(i: Indicator, depth: int, view: BodyView, flags: Pointers, look: Look) -> Line:
    answer = view.state.answer(i.id, look.voice)
    scored = view.result.score.indicators.get(i.id)
    band: Band | None = scored.voices.get(look.voice) if scored else None
    said = is_answered(i, view, look.voice)
    return Line(
        key=f"indicator/{i.id}",
        kind="indicator",
        depth=depth,
        label=i.label,
        title=i.title,
        mark="answered" if said and answer is None else mark_of(i, answer),
        flag="!" if scored is not None and scored.veto == "yes" else flags.of(i.id),
        value=score_text(band, look.dash) if band is not None and said and i.role != "veto" else "",
        asked=is_asked(i, view.result.score),
        sign=sign_of(view.work, i.id),
    )


def _facts(pack: Pack, view: BodyView, flags: Pointers, look: Look) -> list[Line]:
    shown = [f for f in pack.facts if _kept(look, f.id, "", f.title, FACTS)]
    if not shown:
        return []
    known = [f for f in shown if fact_answered(f, view.state) or f.derive]
    opened = bool(look.filter) or "layer/facts" not in look.closed
    head = Line(
        key="layer/facts",
        kind="layer",
        depth=0,
        label="",
        title=FACTS,
        opened=opened,
        done=len(known),
        of=len(shown),
    )
    if not opened:
        return [head]
    found = [head]
    for collector, title in COLLECTORS.items():
        members = [f for f in shown if f.collector == collector]
        if not members:
            continue
        key = f"group/facts-{collector}"
        group_open = bool(look.filter) or key not in look.closed
        done = sum(f in known for f in members)
        found.append(
            Line(
                key=key, kind="group", depth=1, label="", title=title, opened=group_open, done=done, of=len(members)
            )
        )
        if group_open:
            found += [_fact(f, view, flags, look) for f in members]
    return found


def _fact(fact: Fact, view: BodyView, flags: Pointers, look: Look) -> Line:
    band = view.result.facts.get(fact.id)
    held = fact_answered(fact, view.state) or (fact.derive is not None and band is not None)
    mark: Mark = "unanswered"
    if held:
        mark = "answered" if band is not None and band.exact else "partial"
    return Line(
        key=f"fact/{fact.id}",
        kind="fact",
        depth=2,
        label="",
        title=fact.title,
        mark=mark,
        flag=flags.of(fact.id),
        value=shown_band(band, fact.unit, look.dash) if held and band is not None else "",
    )


def _indicator_kept(i: Indicator, view: BodyView, look: Look) -> bool:
    """Whether the filter leaves the indicator: each word fits what it is called, or names its state."""
    if not look.filter:
        return True
    words = state_words(view.work, i.id)
    rest = " ".join(w for w in folded(look.filter).split() if not in_state(w, words))
    return not rest or matches(rest, i.label, i.id, i.title.zh, i.title.en, i.question.zh, i.question.en)


def _kept(look: Look, label: str, id: str, title: Text, more: Text) -> bool:
    return not look.filter or matches(look.filter, label, id, title.zh, title.en, more.zh, more.en)


def voice_name(voice: Voice) -> Text:
    """The voice's name."""
    return VOICES[voice]
