"""Rules that turn a comparison into sentences, the same in the terminal and on the page.

A difference is called one only where the two bands do not touch; where indicators were defined otherwise, nothing
is said about scores that hold them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assess.base.band import Band, subtract
from assess.base.texts import Lang
from assess.comparing.model import Broken, Campaigns, Comparison, Line, NoSplit
from assess.report.format import fixed, ranks, score, signed
from assess.report.headlines import say
from assess.scoring.shapley import Parts
from assess.snapshot import Standing


def headline(found: Comparison, lang: Lang, bounds: tuple[float, ...] = (100.0,)) -> str:
    """What can be said of the leading total."""
    total, years = found.totals[0], found.mode == "years"
    values = {
        "title": total.title.get(lang),
        "before": told(total.before, bounds, total.maximum),
        "after": told(total.after, bounds, total.maximum),
    }
    if total.change == "unknown":
        return say("cmp_unknown", lang, **values)
    if total.change == "broken":
        return say("cmp_broken", lang, **values)
    if total.change == "higher":
        return say("cmp_rose" if years else "cmp_higher", lang, **values, gap=_gap(total, lang))
    if total.change == "lower":
        return say("cmp_fell" if years else "cmp_lower", lang, **values, gap=_gap(total, lang))
    if total.change == "equal":
        return say("cmp_equal", lang, **values)
    return say("cmp_open", lang, **values)


def told(band: Band | None, bounds: tuple[float, ...] = (100.0,), maximum: float = 100.0) -> str:
    """A score as its band where it has one, else as the number: whole where it is out of more than 100."""
    if band is None:
        return "–"
    shown = score(band, decimals(maximum), bounds)
    return shown.band or shown.text


def decimals(maximum: float) -> int:
    """How many decimals a score out of `maximum` is shown with."""
    return 1 if maximum <= 100 else 0


def _gap(line: Line, lang: Lang) -> str:
    if line.before is None or line.after is None:
        return "–"
    difference = subtract(line.after, line.before)
    return signed(difference if difference.lo >= 0 else Band(-difference.hi, -difference.lo), lang)


def broken_line(broken: Broken, lang: Lang) -> str:
    """Why a line is broken; empty where it is not."""
    counts = {"changed": len(broken.changed), "added": len(broken.added), "removed": len(broken.removed)}
    return say("cmp_why_broken", lang, **counts) if broken.any else ""


def sentences(found: Comparison, lang: Lang) -> list[str]:
    """What follows the headline: why the line is broken, what is comparable, ranks, whose doing, findings."""
    lines = [broken_line(found.totals[0].broken, lang)]
    lines.append(count_line(found.indicators, lang))
    lines.append(rank_line(found.totals[0], lang))
    lines.append(split_line(found.score_parts, found.no_split, lang))
    shifts = Counter(f.shift for f in found.findings)
    counts = {
        "new": shifts["new"] + shifts["told"],
        "remain": shifts["remains"],
        "gone": shifts["gone"],
        "untold": shifts["untold"] + shifts["not-applicable"] + shifts["no-rule"],
    }
    lines.append(say("cmp_findings_line" if found.mode == "years" else "cmp_findings_bodies", lang, **counts))
    return [line for line in lines if line]


def count_line(indicators: Sequence[Line], lang: Lang) -> str:
    """How the indicators compare, one by one."""
    by = Counter(i.change for i in indicators)
    counts = {key: by[key] for key in ("higher", "lower", "equal", "open", "broken", "unknown")}
    counts["open"] += counts.pop("unknown") + by["alike"]
    return say("cmp_counts", lang, n=len(indicators), **counts)


def rank_line(total: Line, lang: Lang) -> str:
    """The rank on both sides with the ranks that are possible; empty where one side has no peers."""
    before, after = total.before_standing, total.after_standing
    if before is None or after is None or before.of < 2 or after.of < 2:
        return ""
    return say("cmp_ranks", lang, before=place(before, lang), after=place(after, lang))


def place(standing: Standing | None, lang: Lang) -> str:
    """A rank of so many, with the possible ones where they are more than one."""
    if standing is None:
        return "–"
    if standing.best == standing.worst:
        return say("cmp_place_sure", lang, rank=standing.rank, of=standing.of)
    possible = ranks(standing.best, standing.worst)
    return say("cmp_place", lang, rank=standing.rank, of=standing.of, ranks=possible)


def ranked(standing: Standing | None) -> str:
    """A rank with the possible ones in brackets, for a table."""
    if standing is None:
        return "–"
    sure = standing.best == standing.worst
    return str(standing.rank) if sure else f"{standing.rank} [{ranks(standing.best, standing.worst)}]"


def split_line(parts: Parts | None, why: NoSplit | None, lang: Lang) -> str:
    """Whose doing the difference is, or why that cannot be said."""
    if parts is None:
        return "" if why in (None, "bodies") else say(f"cmp_nosplit_{why}", lang)
    whole = parts.own + parts.others + parts.method
    named = {"own": parts.own, "others": parts.others, "method": parts.method}
    return say("cmp_split", lang, whole=plus(whole), **{k: plus(v) for k, v in named.items()})


def plus(value: float, digits: int = 1) -> str:
    """A difference with its sign; 0 where it would read so."""
    shown = fixed(value, digits, ()) if abs(value) >= 0.5 * 10**-digits else "0"
    return f"+{shown}" if value > 0 and shown != "0" else shown


def campaigns_headline(found: Campaigns, lang: Lang) -> str:
    """In how many bodies the leading total surely rose or fell, or is open."""
    if not found.rows:
        return say("cmp_no_bodies", lang)
    by = Counter(row.total.change for row in found.rows)
    if by["broken"] == len(found.rows):
        return say("cmp_all_broken", lang, n=len(found.rows))
    rest = by["open"] + by["alike"] + by["unknown"] + by["broken"]
    return say(
        "cmp_all", lang, n=len(found.rows), rose=by["higher"], fell=by["lower"], equal=by["equal"], open=rest
    )


def campaigns_sentences(found: Campaigns, lang: Lang) -> list[str]:
    """Findings over all bodies, those in one snapshot only, and why nothing is split."""
    lines = [broken_line(found.rows[0].total.broken, lang)] if found.rows else []
    counts = {key: sum(getattr(row, key) for row in found.rows) for key in ("new", "remain", "gone")}
    lines.append(say("cmp_findings_all", lang, **counts))
    lines.append(split_line(None, found.no_split, lang))
    for key, bodies in (("cmp_only_before", found.only_before), ("cmp_only_after", found.only_after)):
        names = ("、" if lang == "zh" else ", ").join(b.name.get(lang) for b in bodies)
        lines.append(say(key, lang, names=names, n=len(bodies)) if bodies else "")
    return [line for line in lines if line]
