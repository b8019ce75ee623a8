"""Rules that turn results into sentences, so that a headline always follows the data.

Thresholds: a gap under `LEVEL` points counts as level, from `WIDE` points as wide. A band decides only with its
whole width: what may lie on either side of a threshold is said to be open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from assess.base.band import TIE, Band
from assess.base.texts import Lang
from assess.report.format import decimal, fixed, percent, ranks, score, signed
from assess.report.messages import PROSE
from assess.report.view.marks import Shown
from assess.snapshot import Spread, Standing

Move = Literal["up", "down", "same", "open", "apart", "none"]
"""What became of a score since an earlier period; “apart” does not compare, “none” was not known."""

Stand = Literal["higher", "lower", "level", "open"]
"""How a claim stands to what another voice says."""

LEVEL = 10.0
WIDE = 20.0
SETTLED = 0.5
"""Coverage below which no verdict is given."""


def say(key: str, lang: Lang, **values: object) -> str:
    """The sentence `key` with its places filled in."""
    return PROSE[key].get(lang).format(**values) if values else PROSE[key].get(lang)


def gap_line(gap: Band, lang: Lang) -> str:
    """Whether building outruns use: wide, ahead, level, behind, or open."""
    if gap.lo >= LEVEL:
        return say("far_ahead" if gap.lo >= WIDE else "ahead", lang, gap=signed(gap, lang))
    if gap.hi <= -LEVEL:
        return say("behind", lang, gap=signed(Band(-gap.hi, -gap.lo), lang))
    if gap.lo > -LEVEL and gap.hi < LEVEL:
        return say("level", lang, gap=signed(gap, lang))
    return say("gap_open", lang, gap=signed(gap, lang))


def verdict(total: str | None, coverage: float, gap: Band | None, lang: Lang) -> str:
    """The headline of a body: no score, not settled, the built–used gap, or the plain total."""
    if total is None:
        return say("no_score", lang)
    if coverage < SETTLED:
        return say("half_unknown", lang, coverage=percent(coverage))
    if gap is not None:
        return gap_line(gap, lang)
    return say("total_only", lang, total=total)


def rank_line(total: str, standing: Standing | None, lang: Lang) -> str:
    """The total and the place among peers; alone, the total only."""
    if standing is None or standing.of < 2:
        return say("total_only", lang, total=total)
    key = "ranked_sure" if standing.best == standing.worst else "ranked"
    place = ranks(standing.best, standing.worst)
    return say(key, lang, total=total, of=standing.of, rank=standing.rank, ranks=place)


def flag_line(raised: int, high: int, undetermined: int, rules: int, lang: Lang) -> str:
    """How many risks are raised; undetermined is never called clear."""
    if not rules and not raised and not undetermined:
        return say("flags_no_rules", lang)
    if raised and not undetermined:
        return say("flags_settled", lang, n=raised, high=high)
    if raised:
        return say("flags_some", lang, n=raised, high=high, open=undetermined)
    if undetermined:
        return say("flags_none_open", lang, open=undetermined)
    return say("flags_none", lang, n=rules)


def lowest_layer(layers: Sequence[tuple[str, Band | None]], lang: Lang) -> str:
    """Which layer is surely the lowest, and which has the highest low end; or that bands overlap."""
    scored = [(title, band) for title, band in layers if band is not None]
    if not scored:
        return say("layers_none", lang)
    by_low = sorted(scored, key=lambda pair: (pair[1].lo, pair[1].hi))
    (low_title, low), (high_title, high) = by_low[0], by_low[-1]
    if len(scored) == 1:
        return ""
    if all(band.exact and abs(band.lo - low.lo) <= TIE for _, band in scored):
        return say("layers_even", lang)
    if any(low.hi >= band.lo - TIE for _, band in by_low[1:]):
        return say("layers_overlap", lang)
    least, most = score(low).text, score(high).text
    return say("layers_lowest", lang, layer=low_title, score=least, other=high_title, best=most)


def below_median(layers: Mapping[str, Band | None], spreads: Mapping[str, Spread], lang: Lang) -> str:
    """How many layers lie below the peers' median with their whole band; empty without peers."""
    known = [(band, spreads[key]) for key, band in layers.items() if band is not None and key in spreads]
    known = [(band, spread) for band, spread in known if spread.n > 1]
    if not known:
        return ""
    under = sum(band.hi < spread.median - TIE for band, spread in known)
    return say("layers_below", lang, n=under, of=len(known))


def campaign_gaps(gaps: Sequence[Band], scored: int, lang: Lang) -> str:
    """In how many bodies building is surely ahead of use, and the reverse."""
    if not scored:
        return say("index_none", lang)
    if not gaps:
        return say("index_plain", lang, of=scored)
    ahead, behind = sum(g.lo >= LEVEL for g in gaps), sum(g.hi <= -LEVEL for g in gaps)
    return say("index_gap", lang, of=len(gaps), ahead=ahead, behind=behind, level=decimal(LEVEL))


def campaign_layers(spreads: Sequence[tuple[str, Spread]], lang: Lang) -> str:
    """The layers with the lowest and the highest median; empty when there are not two different ones."""
    by_median = sorted(spreads, key=lambda pair: pair[1].median)
    if len(by_median) < 2 or by_median[-1][1].median - by_median[0][1].median <= TIE:
        return ""
    (low, least), (high, most) = by_median[0], by_median[-1]
    return say("index_layer", lang, layer=low, low=fixed(least.median), other=high, high=fixed(most.median))


def moved(then: Band | None, now: Band | None, *, apart: bool) -> Move:
    """Whether a score surely rose or fell: only when the ranges of then and now have nothing in common."""
    if then is None or now is None:
        return "none"
    if apart:
        return "apart"
    if now.lo > then.hi + TIE:
        return "up"
    if now.hi < then.lo - TIE:
        return "down"
    return "same" if now.width <= TIE and then.width <= TIE else "open"


def year_line(move: Move, what: str, then: Shown | None, now: Shown | None, before: str, lang: Lang) -> str:
    """What became of one score since the period `before`."""
    if then is None or now is None:
        return say("year_none" if now is not None else "year_unscored", lang, what=what, before=before)
    was, is_ = then.band or then.text, now.band or now.text
    return say(f"year_{move}", lang, what=what, before=before, was=was, now=is_)


def layers_moved(moves: Sequence[Move], before: str, lang: Lang) -> str:
    """How many layers surely rose and fell, for how many it is open, and how many do not compare."""
    by = Counter(moves)
    told = len(moves) - by["none"]
    if not told:
        return ""
    if by["apart"] == told:
        return say("layers_apart", lang, n=told, before=before)
    kinds: tuple[Move, ...] = ("up", "down", "same", "open", "apart")
    parts = [say(f"moved_{kind}", lang, n=by[kind]) for kind in kinds if by[kind]]
    return say("layers_moved", lang, n=told, parts=("，" if lang == "zh" else ", ").join(parts))


def among(above: int, below: int, open_: int, lang: Lang) -> str:
    """Where a body stands among the others: what is sure, and with how many the order is open."""
    of = above + below + open_ + 1
    if not open_:
        return say("among_settled", lang, of=of, above=above, below=below)
    if not above and not below:
        return say("among_open", lang, of=of)
    return say("among", lang, of=of, above=above, below=below, open=open_)


def stands(claim: Band, other: Band) -> Stand:
    """Whether a claim surely lies above or below another voice, is the same, or may be either."""
    if claim.lo > other.hi + TIE:
        return "higher"
    if claim.hi < other.lo - TIE:
        return "lower"
    return "level" if claim.width <= TIE and other.width <= TIE else "open"


def voices_line(checked: Sequence[Stand], users: Sequence[Stand], lang: Lang) -> str:
    """How many claims stand above, below and level with what was verified or measured, and with what users say."""
    by, rated = Counter(checked), Counter(users)
    lines = []
    if checked:
        lines.append(
            say(
                "voices_checked", lang, n=len(checked), higher=by["higher"], lower=by["lower"], level=by["level"],
                open=by["open"],
            )
        )  # fmt: skip
    if users:
        higher, lower = rated["higher"], rated["lower"]
        lines.append(say("voices_users", lang, n=len(users), higher=higher, lower=lower))
    return ("" if lang == "zh" else " ").join(lines) or say("voices_else", lang)
