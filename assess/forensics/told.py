"""Signals in words that every face shows alike: effects with their interval, small probabilities, the verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assess.base.lang import Lang
from assess.base.texts import Text
from assess.dossier.signal import Effect
from assess.forensics.verdicts import VERDICT_NAMES, Judged

_UNITS = {
    "days": Text(zh=" 天", en=" days"),
    "hours": Text(zh=" 小时", en=" h"),
    "minutes": Text(zh=" 分钟", en=" min"),
    "seconds": Text(zh=" 秒", en=" s"),
    "ratio": Text(zh=" 倍", en="×"),
    "percent": Text(zh="%", en="%"),
    "points": Text(zh=" 分", en=" points"),
}


def small(p: float | None) -> str:
    """A probability for people: three digits, "< 0.001" below that; "–" for none."""
    if p is None:
        return "–"
    return "< 0.001" if 0 < p < 0.001 else f"{p:.3f}".rstrip("0").rstrip(".") or "0"


def effect_words(effect: Effect | None, lang: Lang) -> str:
    """An effect with its unit and interval; "–" for none."""
    if effect is None:
        return "–"
    value = _value(effect.value, effect.unit, lang)
    if effect.lo is None and effect.hi is None:
        return value
    ends = ["…" if end is None else _value(end, effect.unit, lang, bare=True) for end in (effect.lo, effect.hi)]
    return f"{value} [{ends[0]}, {ends[1]}]"


def _value(value: float, unit: str, lang: Lang, bare: bool = False) -> str:
    if unit == "share":
        return f"{100 * value:.1f}%"
    shown = f"{value:,.0f}" if abs(value) >= 1000 or (unit == "count" and value == int(value)) else f"{value:.3g}"
    return shown if bare or unit not in _UNITS else shown + _UNITS[unit].get(lang)


def signal_words(judged: Judged) -> Text:
    """What a signal says beside the others of its family: its own words, or why it is not followed up."""
    signal = judged.signal
    if signal.silent is not None:
        return signal.silent
    if judged.verdict == "asks" or signal.p is None or signal.p > signal.level:
        return signal.words
    p = small(signal.p)
    return Text(
        zh=f"单看这一项，偏离不小（p = {p}）；但同族 {judged.of:,} 项检验中，诚实的数也会有这样的，不追问。",
        en=f"By itself it departs (p = {p}); among {judged.of:,} tests of the family honest numbers do so as well, "
        "so it is not followed up.",
    )


_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def skeleton(why: Text) -> str:
    """A reason without its figures: reasons with one skeleton are told together."""
    return _FIGURE.sub("#", why.en)


def together(reasons: Sequence[Text]) -> Text:
    """Reasons of one skeleton as one, with a range wherever their figures differ: “Only 3–12 values”."""
    return Text(zh=_ranged([r.zh for r in reasons]), en=_ranged([r.en for r in reasons]))


def _ranged(texts: Sequence[str]) -> str:
    found = [_FIGURE.findall(t) for t in texts]
    if len({len(f) for f in found}) != 1:
        return texts[0]
    ends = []
    for column in zip(*found, strict=True):
        ordered = sorted(set(column), key=lambda figure: float(figure.replace(",", "")))
        ends.append(ordered[0] if len(ordered) == 1 else f"{ordered[0]}–{ordered[-1]}")
    figures = iter(ends)
    return _FIGURE.sub(lambda _: next(figures), texts[0])


def signal_line(judged: Judged) -> Text:
    """A signal in one line: the test, n, effect with interval, q, the size of its family, and what follows."""
    from assess.forensics.cards import CARDS

    signal, card = judged.signal, CARDS.get(judged.signal.test)
    name = card.title if card else Text(zh=signal.test, en=signal.test)
    verdict = VERDICT_NAMES[judged.verdict]
    if signal.silent is not None:
        return Text(
            zh=f"{name.zh}：{verdict.zh}。{signal.silent.zh}", en=f"{name.en}: {verdict.en}. {signal.silent.en}"
        )
    effect = {"zh": "", "en": ""}
    if signal.effect is not None:
        effect = {
            "zh": f"{signal.effect.name.zh} {effect_words(signal.effect, 'zh')}；",
            "en": f"{signal.effect.name.en} {effect_words(signal.effect, 'en')}; ",
        }
    q, of = small(judged.q), f"{judged.of:,}"
    return Text(
        zh=f"{name.zh}：{verdict.zh}（n = {signal.n:,}；{effect['zh']}q = {q}，同族 {of} 项检验）",
        en=f"{name.en}: {verdict.en} (n = {signal.n:,}; {effect['en']}q = {q} over {of} tests of the family)",
    )
