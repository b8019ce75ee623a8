"""From the pack to the rows of a form: what is asked, what may be chosen, and what must be shown as evidence."""

from __future__ import annotations

from assess.base.texts import Lang, Text, same
from assess.exchange.workbook import words
from assess.exchange.workbook.layout import Line, beside, key, option_text, said
from assess.packs.model import Indicator, Option, Pack, Scale
from assess.packs.vocabulary import EVIDENCE_KINDS, UNIT_NAMES

Languages = tuple[Lang, ...]


def lines_of(pack: Pack, indicator: Indicator, languages: Languages) -> list[Line]:
    """The rows of one question: one, or for a checklist one that asks and one for each option."""
    scale = indicator.scale
    head = Line(
        key=key(indicator),
        indicator=indicator.id,
        option="",
        label=indicator.label,
        question=_question(indicator, languages),
        help=_help(pack, indicator, languages),
        choices=choices(scale, languages),
    )
    if scale.kind != "checklist":
        return [head]
    ticks = tuple(beside(t, languages) for t in words.TICKS.values())
    options = [
        Line(
            key=key(indicator, option),
            indicator=indicator.id,
            option=option.code,
            label=f"{indicator.label} · {number}",
            question=said(option.text, languages),
            help="",
            choices=ticks,
        )
        for number, option in enumerate(scale.options, 1)
    ]
    return [head, *options]


def choices(scale: Scale, languages: Languages) -> tuple[str, ...]:
    """What the drop-down of an answer holds; nothing where the answer is typed, or given row by row."""
    if scale.kind == "checklist":
        return ()
    return tuple(option_text(n, option, languages) for n, option in enumerate(scale.options, 1))


def states(indicator: Indicator, languages: Languages) -> tuple[str, ...]:
    """What may be chosen instead of an answer; “not applicable” only where the pack admits it."""
    admitted = [s for s in words.STATES if s != "not-applicable" or indicator.not_applicable != "refuse"]
    return tuple(beside(words.STATES[s], languages) for s in admitted)


def evidence_kinds(languages: Languages) -> tuple[str, ...]:
    """The kinds of evidence as the drop-down shows them; what only an import counts is left out."""
    return tuple(beside(text, languages) for kind, text in EVIDENCE_KINDS.items() if kind != "citation")


def _question(indicator: Indicator, languages: Languages) -> str:
    title, asks = said(indicator.title, languages), said(indicator.question, languages)
    return asks if asks.startswith(title) else f"{title}\n{asks}"


def _help(pack: Pack, indicator: Indicator, languages: Languages) -> str:
    parts = [_follow_up(pack, indicator), _form(indicator.scale), indicator.guidance, *_needs(indicator.scale)]
    return "\n".join(text for part in parts if part is not None and (text := said(part, languages)))


def _follow_up(pack: Pack, indicator: Indicator) -> Text | None:
    parent = pack.indicator(indicator.follows.indicator) if indicator.follows else None
    if indicator.follows is None or parent is None:
        return None
    on = [o.text for code in indicator.follows.on if (o := parent.scale.option(code))]
    return Text(
        zh=words.ONLY_IF.zh.format(parent=parent.label, answers="、".join(f"“{t.zh}”" for t in on)),
        en=words.ONLY_IF.en.format(parent=parent.label, answers=" or ".join(f"“{t.en}”" for t in on)),
    )


def _form(scale: Scale) -> Text | None:
    if scale.kind == "share":
        return words.SHARE
    if scale.kind == "text":
        return words.TEXT
    if scale.kind == "checklist":
        return words.SEVERAL
    if scale.kind != "number":
        return None
    limits, unit = _limits(scale), UNIT_NAMES.get(scale.unit or "count", same(scale.unit))
    return Text(
        zh=words.NUMBER.zh.format(unit=unit.zh, range=f"，{limits.zh}" if limits else ""),
        en=words.NUMBER.en.format(unit=unit.en, range=f", {limits.en}" if limits else ""),
    )


def _limits(scale: Scale) -> Text | None:
    lo = None if scale.lowest is None else f"{scale.lowest:g}"
    hi = None if scale.highest is None else f"{scale.highest:g}"
    if lo is not None and hi is not None:
        return words.FROM_TO.fill(lo=lo, hi=hi)
    if lo is not None:
        return words.AT_LEAST.fill(lo=lo)
    return None if hi is None else words.AT_MOST.fill(hi=hi)


def _needs(scale: Scale) -> list[Text]:
    return [_needed(option) for option in scale.options if option.evidence]


def _needed(option: Option) -> Text:
    kinds = [(EVIDENCE_KINDS.get(n.kind, n.text), n) for n in option.evidence]
    return Text(
        zh=words.NEEDS.zh.format(
            answer=option.text.zh.rstrip("。"),
            needs="；".join(f"{k.zh}：{n.text.zh}".rstrip("。") for k, n in kinds),
        ),
        en=words.NEEDS.en.format(
            answer=option.text.en.rstrip("."), needs="; ".join(f"{k.en}: {n.text.en}".rstrip(".") for k, n in kinds)
        ),
    )
