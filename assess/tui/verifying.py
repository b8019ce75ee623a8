"""What an evaluator sees of one indicator: what is claimed, what others say, what was measured, the evidence."""

from __future__ import annotations

from assess.base.texts import Lang, Text
from assess.dossier.entities import Answer, Evidence, Series, Voice
from assess.dossier.evidence_states import STALE, Stale, evidence_state
from assess.dossier.evidence_states import STATES as STATES_OF_EVIDENCE
from assess.dossier.spots import spot_words
from assess.packs.model import Indicator, Pack
from assess.packs.vocabulary import EVIDENCE_KINDS, VOICES
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text, shown, shown_band
from assess.tui.over_time import course_lines, courses
from assess.tui.saving import BodyView
from assess.tui.standing import concerns, in_order, is_answered, is_asked, mark_of, names_in
from assess.tui.widgets.base import Para, para
from assess.tui.widgets.evidence import INDEPENDENT, dates_words, size_text

NOT_SAID = Text(zh="没有作答", en="No answer")
STATES: dict[str, Text] = {
    "not-applicable": Text(zh="不适用", en="Not applicable"),
    "unknown": Text(zh="不清楚", en="Not known"),
    "error": Text(zh="有误，待重新作答", en="An error; to be answered again"),
    "not-reviewed": NOT_SAID,
}
SCORE = Text(zh="{points} 分", en="score {points}")
ON_FACTS = Text(zh="由事实得出", en="From facts")
FACTS = Text(zh="相关事实", en="Facts that bear on it")
NO_FACT = Text(zh="未登记", en="not recorded")
OVER_TIME = Text(zh="随时间", en="Over time")
FLAGGED = Text(zh="有关的风险线索", en="Findings that bear on it")
OBTAINED = Text(zh="取得日期 {date}", en="obtained {date}")
RECEIVED = Text(zh="收到日期 {date}", en="received {date}")
NOTE = Text(zh="判定理由：{note}", en="Reason: {note}")
PIECES = Text(zh="{n} 件", en="{n} pieces")


def of_body(pack: Pack, view: BodyView) -> list[Indicator]:
    """The indicators that are asked of the body, in the order of the tree."""
    return [i for i in in_order(pack) if is_asked(i, view.result.score)]


def waits(indicator: Indicator, view: BodyView) -> bool:
    """Whether an evaluator still has to look: a claim not verified as it now stands, or evidence not judged."""
    own = view.work.indicators.get(indicator.id) if view.work is not None else None
    fell_back = own is not None and own.note is not None
    judged = is_answered(indicator, view, "verified") and not fell_back
    claimed = is_answered(indicator, view, "claimed") and not judged
    return claimed or any(e.status == "attached" for e in view.state.evidence.get(indicator.id, ()))


def lacks(indicator: Indicator, view: BodyView) -> bool:
    """Whether evidence carries less than the verified answer that was given."""
    scored = view.result.score.indicators.get(indicator.id)
    return scored is not None and scored.gated is not None and bool(scored.gated.missing)


def progress(pack: Pack, view: BodyView) -> tuple[int, int]:
    """(verified, claimed) indicators of those that are asked."""
    claimed = [i for i in of_body(pack, view) if is_answered(i, view, "claimed")]
    return sum(is_answered(i, view, "verified") for i in claimed), len(claimed)


def answer_page(indicator: Indicator, view: BodyView, voice: Voice, lang: Lang, g: Glyphs) -> list[Para]:
    """One voice's answer in full: its words, what it earns, and its comment."""
    answer = view.state.answer(indicator.id, voice)
    scored = view.result.score.indicators.get(indicator.id)
    band = scored.voices.get(voice) if scored else None
    if answer is None and (band is None or not is_answered(indicator, view, voice)):
        return [para(NOT_SAID.get(lang), "$text-muted", f"{g.unanswered} ", "$text-muted")]
    mark = g.answered if answer is None else getattr(g, mark_of(indicator, answer))
    words = answer_words(indicator, answer, lang) if answer is not None else [ON_FACTS.get(lang)]
    lines = [para(words[0], "", f"{mark} ", "$primary")]
    lines += [para(more, "", "  ") for more in words[1:]]
    if band is not None:
        lines.append(para(SCORE.fill(points=score_text(band, g.dash)).get(lang), "$text-muted", "  "))
    if answer is not None and answer.comment.strip():
        lines += [para(""), para(answer.comment.strip(), "$text-muted")]
    return lines


def answer_words(indicator: Indicator, answer: Answer, lang: Lang) -> list[str]:
    """What was answered, in the words of the options; one line for each that is chosen."""
    if answer.state != "answered" or answer.value is None:
        return [STATES.get(answer.state, NOT_SAID).get(lang)]
    scale, value = indicator.scale, answer.value
    if isinstance(value, float):
        return [shown(value, "share" if scale.kind == "share" else scale.unit)]
    codes = value if isinstance(value, tuple) else (value,)
    numbers = {o.code: n for n, o in enumerate(scale.options, start=1)}
    found = [f"#{numbers[c]} {o.text.get(lang)}" if (o := scale.option(c)) else c for c in codes]
    return found or [NOT_SAID.get(lang)]


def others_page(pack: Pack, indicator: Indicator, view: BodyView, lang: Lang, g: Glyphs) -> list[Para]:
    """What was measured and what users say, the facts behind it, and the findings that bear on it."""
    lines: list[Para] = []
    voices: tuple[Voice, ...] = ("measured", "users")
    for voice in voices:
        lines += [para(VOICES[voice].get(lang), "bold"), *answer_page(indicator, view, voice, lang, g), para("")]
    facts = _facts(pack, indicator, view, lang, g)
    if facts:
        lines += [para(FACTS.get(lang), "bold"), *facts, para("")]
    if courses := _courses(indicator, view):
        lines.append(para(OVER_TIME.get(lang), "bold"))
        for series in courses:
            lines += course_lines(series, lang, g)
        lines.append(para(""))
    raised = [f for f in view.result.findings if f.verdict == "yes" and indicator.id in concerns(pack, f)]
    if raised:
        lines.append(para(FLAGGED.get(lang), "bold"))
        lines += [para(f.title.get(lang), "", f"{g.flag} ", "bold $error") for f in raised]
    return lines


def _courses(indicator: Indicator, view: BodyView) -> list[Series]:
    """The tables over time from the files from which the facts behind the indicator were measured."""
    held = [m for key, m in view.state.measurements.items() if key.rpartition("/")[0] in _behind(indicator)]
    inputs = {i for m in held for i in m.inputs}
    return courses(view.state, inputs) if inputs else []


def _behind(indicator: Indicator) -> set[str]:
    return names_in(indicator.value_from or "") | ({indicator.feeds} if indicator.feeds else set())


def _facts(pack: Pack, indicator: Indicator, view: BodyView, lang: Lang, g: Glyphs) -> list[Para]:
    named = _behind(indicator)
    lines: list[Para] = []
    for fact in (f for f in pack.facts if f.id in named):
        held = [(v, m) for key, m in view.state.measurements.items() if (v := _voice_of(key, fact.id))]
        lead = (f"{g.dot} ", "$text-muted")
        lines.append(para(fact.title.get(lang), "", *lead))
        said = [f"{VOICES[v].get(lang)} {shown_band(m.band, fact.unit, g.dash)}" for v, m in held]
        if not said and (band := view.result.facts.get(fact.id)) is not None:
            said = [f"{ON_FACTS.get(lang)} {shown_band(band, fact.unit, g.dash)}"]
        lines += [para(text, "$text-muted", "    ") for text in said or [NO_FACT.get(lang)]]
    return lines


def _voice_of(key: str, fact: str) -> Voice | None:
    name, _, voice = key.partition("/")
    return voice if name == fact and voice in VOICES else None  # type: ignore[return-value]


def evidence_page(piece: Evidence, stale: tuple[Stale, ...], lang: Lang) -> list[Para]:
    """One piece of evidence in full, with its state and why: how it was judged, or why it is `stale`."""
    kind = EVIDENCE_KINDS[piece.kind].get(lang) if piece.kind in EVIDENCE_KINDS else piece.kind
    about = [kind]
    about += [INDEPENDENT.get(lang)] if piece.independent else []
    about += [PIECES.fill(n=piece.count).get(lang)] if piece.count > 1 else []
    about += [size_text(piece.size)] if piece.size else []
    about += [OBTAINED.fill(date=piece.captured).get(lang)] if piece.captured else []
    about += [RECEIVED.fill(date=piece.received).get(lang)] if piece.received else []
    lines = [para(piece.title, "bold"), para("  ".join(about), "$text-muted")]
    if piece.locator and piece.locator != piece.title:
        lines.append(para(piece.locator, "$text-muted"))
    if piece.sha256:
        lines.append(para(f"SHA-256 {piece.sha256[:16]}", "$text-muted"))
    if piece.spots:
        lines.append(para("  ".join(spot_words(s).get(lang) for s in piece.spots), "$text-muted"))
    if dates := dates_words(piece):
        lines.append(para(dates.get(lang), "$text-muted"))
    state = evidence_state(piece, stale)
    lines.append(para(STATES_OF_EVIDENCE[state].get(lang), "$accent"))
    lines += [para(STALE[why].get(lang), "$warning") for why in stale]
    return [*lines, *([para(NOTE.fill(note=piece.note).get(lang))] if piece.note else [])]
