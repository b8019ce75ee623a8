"""What the form says around the fields: question, voices, evidence needed, guidance, sources."""

from __future__ import annotations

from collections.abc import Iterable

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.dossier.entities import Answer, Measurement, Voice
from assess.dossier.gating import Missing
from assess.findings.model import Finding
from assess.packs.burden import minutes_of
from assess.packs.model import Fact, Indicator, Option, Pack
from assess.packs.vocabulary import EVIDENCE_KINDS, VOICES
from assess.tui.answers import Draft
from assess.tui.cells import cut
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text, shown, shown_band, unit_name
from assess.tui.roles import held_note, role_note, veto_word
from assess.tui.saving import BodyView
from assess.tui.standing import is_answered, mark_of, names_in
from assess.tui.widgets.base import Para, Piece, para

NEEDS = Text(zh="这一项要被核实，须有：", en="To be verified, this answer needs:")

INDEPENDENT = Text(zh="，来自独立来源", en=", from an independent source")
GUIDANCE = Text(zh="说明", en="Guidance")
SOURCES = Text(zh="出处", en="Sources")
NOT_SCORED = Text(zh="只收集，不计分", en="Collected, not scored")
FOLLOW_UP = Text(
    zh="后续问题：只在“{parent}”答为{codes}时提出", en="Follow-up: arises only when “{parent}” is answered {codes}"
)
STATES = {
    "not-applicable": Text(
        zh="已标为不适用，理由见备注。", en="Marked as not applicable; the reason is in the comment."
    ),
    "unknown": Text(
        zh="已标为不清楚：得分区间保持最宽，不当作零分。",
        en="Marked as unknown: the band stays wide and nothing counts as zero.",
    ),
    "error": Text(zh="此项有错误，请重新作答。", en="There is an error here; please answer again."),
}  # fmt: skip
MINUTES = Text(zh="约 {n} 分钟，含找证据", en="About {n} minutes, with looking for evidence")
ASSUMED_MINUTES = Text(
    zh="约 {n} 分钟，含找证据（推定）", en="About {n} minutes, with looking for evidence (assumed)"
)
HOLDS = Text(zh="风险线索", en="Finding")
OVERCLAIMED = Text(zh="自报比核实高 {points} 分", en="The claim is {points} above what was verified")
DERIVED = Text(zh="由卷宗自动计算，不用填写。", en="Computed from the dossier itself; nothing to fill in.")
USED_BY = Text(zh="用于判断", en="Used by")
WOULD_DECIDE = Text(zh="填上它，才能判断：", en="Filling it in would decide:")
RANGE = Text(zh="取值", en="Range")
MAX_AGE = Text(zh="有效期 {days} 天", en="valid for {days} days")
NOW = Text(zh="目前：", en="Now: ")


def heading(
    label: str, title: Text, crumbs: Iterable[Text], flags: Iterable[Finding], lang: Lang, g: Glyphs
) -> list[Para]:
    """Code and title, where it belongs, and the findings raised on it."""
    where = f" {g.path} ".join(c.get(lang) for c in crumbs)
    lines = [para(title.get(lang), "bold", f"{label}  " if label else "", "bold $primary")]
    lines.append(para(where, "$text-muted"))
    lines += [
        para(
            f"{HOLDS.get(lang)}{'：' if lang == 'zh' else ': '}{f.title.get(lang)}",
            "$error",
            f"{g.flag} ",
            "bold $error",
        )
        for f in flags
    ]
    return lines


def voices_line(indicator: Indicator, view: BodyView, active: Voice, lang: Lang, g: Glyphs) -> list[Para]:
    """The voices side by side, the active one first marked; below it the gap between claim and judgement."""
    pieces: list[Piece] = []
    scored = view.result.score.indicators.get(indicator.id)
    for voice in ("claimed", "measured", "users", "verified"):
        answer = view.state.answer(indicator.id, voice)
        band = scored.voices.get(voice) if scored else None
        on = voice == active
        if pieces:
            pieces.append((f"\u00a0{g.wall} ", "$text-disabled"))
        pieces.append((g.pointer if on else "", "$primary"))
        pieces.append((VOICES[voice].get(lang), "bold" if on else "$text-muted"))
        answered = is_answered(indicator, view, voice)
        mark = g.answered if answered and answer is None else getattr(g, mark_of(indicator, answer))
        # A voice stays together when the line is broken.
        words = f" {mark} {said(indicator, answer, g)}".rstrip().replace(" ", "\u00a0")
        pieces.append((words, "" if answered else "$text-muted"))
        if band is not None and answered:
            worth = veto_word(band).get(lang) if indicator.role == "veto" else score_text(band, g.dash)
            pieces.append((f"\u00a0({worth})", "$text-muted"))
    lines = [Para(pieces=tuple(pieces))]
    if indicator.role == "veto":
        held = held_note(scored.veto if scored else None)
        return [*lines, para(held.get(lang), "bold $error", f"{g.flag} ", "bold $error")] if held else lines
    return [*lines, *gap(scored.voices if scored else {}, lang, g)]


def gap(voices: dict[str, Band], lang: Lang, g: Glyphs) -> list[Para]:
    """By how much the claim is surely above what was verified; nothing when it is not."""
    claimed, verified = voices.get("claimed"), voices.get("verified")
    if claimed is None or verified is None or claimed.lo <= verified.hi:
        return []
    points = shown(claimed.lo - verified.hi)
    return [para(OVERCLAIMED.fill(points=points).get(lang), "$warning", f"{g.flag} ", "$warning")]


def said(indicator: Indicator, answer: Answer | None, g: Glyphs) -> str:
    """An answer in a few characters: the option's number or the value; empty for none."""
    if answer is None or answer.value is None:
        return ""
    scale = indicator.scale
    codes = [o.code for o in scale.options]
    if isinstance(answer.value, tuple):
        return f"{len(answer.value)}/{len(codes)}"
    if isinstance(answer.value, float):
        return shown(answer.value, "share" if scale.kind == "share" else scale.unit)
    if isinstance(answer.value, str) and answer.value in codes:
        return f"#{codes.index(answer.value) + 1}"
    return cut(str(answer.value), 12, g.ellipsis)


def needs(option: Option | None, number: int, lacking: Iterable[Missing], lang: Lang, g: Glyphs) -> list[Para]:
    """What an evaluator must see before the option can be verified, and what of it is `lacking`."""
    if option is None or option.state != "scored":
        return []
    if not option.evidence:
        return []
    lines = [para(NEEDS.get(lang), "$text-muted", f"#{number} ", "$text-muted")]
    open_ = {m.need: m.held for m in lacking}
    for need in option.evidence:
        box = g.box_off if need in open_ else g.box_on
        kind = EVIDENCE_KINDS[need.kind].get(lang) if need.kind in EVIDENCE_KINDS else need.kind
        count = f" × {need.count}" if need.count > 1 else ""
        count = f" {open_[need]}/{need.count}" if open_.get(need) else count
        more = INDEPENDENT.get(lang) if need.independent else ""
        colon = "：" if lang == "zh" else ": "
        lines.append(para(f"{kind}{count}{more}{colon}{need.text.get(lang)}", "", f"   {box} ", "$accent"))
    return lines


def state_text(draft: Draft, indicator: Indicator, view: BodyView, lang: Lang, g: Glyphs) -> list[Para]:
    """What state the answer is in when it is not an answer, and what the scoring has to say about it."""
    lines: list[Para] = []
    if draft.state in STATES:
        mark = g.not_applicable if draft.state == "not-applicable" else g.partial
        lines.append(para(STATES[draft.state].get(lang), "$warning", f"{mark} ", "$warning"))
    scored = view.result.score.indicators.get(indicator.id)
    notes = scored.notes if scored else ()
    return lines + [para(note.get(lang), "$warning", f"{g.flag} ", "$warning") for note in notes]


def guide(pack: Pack, indicator: Indicator, lang: Lang, g: Glyphs) -> list[Para]:
    """Guidance, whose follow-up it is, and sources."""
    lines: list[Para] = []
    if indicator.guidance:
        lines.append(para(indicator.guidance.get(lang), "", f"{GUIDANCE.get(lang)}  ", "$text-muted"))
    if indicator.role is not None:
        lines.append(para(role_note(indicator).get(lang), "$text-muted", f"{g.dot} "))
    elif not indicator.scored:
        lines.append(para(NOT_SCORED.get(lang), "$text-muted", f"{g.dot} "))
    if indicator.follows and (parent := pack.indicator(indicator.follows.indicator)):
        named = [f"“{o.text.get(lang)}”" for c in indicator.follows.on if (o := parent.scale.option(c))]
        codes = ("、" if lang == "zh" else ", ").join(named)
        lines.append(para(FOLLOW_UP.fill(parent=parent.label, codes=codes).get(lang), "$text-muted", f"{g.dot} "))
    minutes = MINUTES if indicator.minutes is not None else ASSUMED_MINUTES
    lines.append(para(minutes.fill(n=shown(minutes_of(indicator))).get(lang), "$text-muted", f"{g.dot} "))
    return lines + sources(pack, indicator.sources, lang)


def sources(pack: Pack, ids: Iterable[str], lang: Lang) -> list[Para]:
    """The publications that are cited."""
    found = [s for s in pack.sources if s.id in set(ids)]
    comma, semicolon = ("，", "；") if lang == "zh" else (", ", "; ")
    text = semicolon.join(comma.join((s.publisher, s.title, s.date)) for s in found)
    return [para(text, "$text-muted", f"{SOURCES.get(lang)}  ", "$text-muted")] if found else []


def fact_about(fact: Fact, view: BodyView, lang: Lang, g: Glyphs) -> list[Para]:
    """What the fact is, its unit and range, and the rules that look at it."""
    lines: list[Para] = []
    if fact.description:
        lines.append(para(fact.description.get(lang)))
    low = "" if fact.lowest is None else shown(fact.lowest, fact.unit)
    high = "" if fact.highest is None else shown(fact.highest, fact.unit)
    unit = unit_name(fact.unit).get(lang)
    about = f"{unit}  {RANGE.get(lang)} {low or '−∞'} {g.dash} {high or '+∞'}" if low or high else unit
    if fact.max_age_days:
        about += f"  {MAX_AGE.fill(days=fact.max_age_days).get(lang)}"
    lines.append(para(about, "$text-muted"))
    band = view.result.facts.get(fact.id)
    if fact.derive:
        lines.append(para(DERIVED.get(lang), "$text-muted", f"{g.dot} "))
        lines.append(para(NOW.get(lang) + shown_band(band, fact.unit, g.dash), "bold"))
    return lines


def fact_uses(pack: Pack, fact: Fact, view: BodyView, lang: Lang, g: Glyphs) -> list[Para]:
    """The rules that name the fact, those that wait for it first."""
    waiting = [f for f in view.result.findings if f.verdict == "undetermined" and fact.id in f.missing]
    lines: list[Para] = []
    if waiting:
        lines.append(para(WOULD_DECIDE.get(lang), "$text-muted"))
        lines += [para(f.title.get(lang), "", f"  {g.undetermined} ", "$accent") for f in waiting]
    rest = [r for r in pack.rules if fact.id in names_in(r.when) and r.id not in {f.rule for f in waiting}]
    raised = {f.rule for f in view.result.findings if f.verdict == "yes"}
    if rest:
        lines.append(para(USED_BY.get(lang), "$text-muted"))
    for rule in rest:
        lead = (f"  {g.flag} ", "bold $error") if rule.id in raised else (f"  {g.dot} ", "$text-muted")
        lines.append(para(rule.title.get(lang), "" if rule.id in raised else "$text-muted", *lead))
    return lines


def fact_voices(fact: Fact, held: dict[str, Measurement], active: Voice, lang: Lang, g: Glyphs) -> list[Para]:
    """What each voice has recorded, side by side."""
    pieces: list[Piece] = []
    for voice in ("claimed", "measured", "users", "verified"):
        one = held.get(f"{fact.id}/{voice}")
        on = voice == active
        if pieces:
            pieces.append((f"\u00a0{g.wall} ", "$text-disabled"))
        pieces.append((g.pointer if on else "", "$primary"))
        pieces.append((VOICES[voice].get(lang), "bold" if on else "$text-muted"))
        value = shown_band(one.band, fact.unit, g.dash) if one else g.dash
        pieces.append((f" {value}", "" if one else "$text-muted"))
    return [Para(pieces=tuple(pieces))]
