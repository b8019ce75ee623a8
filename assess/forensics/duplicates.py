"""Rows of answers that are nearly copies of each other inside one unit.

A fixed rule such as "85 % equal answers" (Kuriakose & Robbins 2016, *Statistical J. IAOS* 32(3)) flags most honest
rows of short or uniform forms (Simmons, Mercer, Schwarzer & Kennedy 2016, *Statistical J. IAOS* 32(3)). Here a form
is its own yardstick: how alike the most alike rows of a unit are is compared with the same rows dealt out to units
at random.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import chance, lead

DUPLICATES = "near_duplicates"
LEAST, MOST, ITEMS = 40, 6000, 8
UNIT_LEAST = 15
_FIRST_DRAWS, _CLEAR = 99, 0.2
_COPIES = 5
"""Equal rows from which on a pattern is taken for one: a household may send two, three or four."""
SEED = 20160316


class Forms(NamedTuple):
    """How many answers each two rows share (int16, 0 across strata), and which rows belong to whom."""

    alike: Column
    unit: Column
    stratum: Column
    items: int
    names: list[str]
    pattern: Column
    """For each row the number of its pattern of answers, -1 where fewer than `_COPIES` rows have it."""


class Between(NamedTuple):
    """Best matches of rows with the rows of one other unit at a time: what copies inside a unit cannot change."""

    top: float
    """The mean of the highest tenth."""
    high: float
    """What 1 row in 100 exceeds."""
    gap: float
    """How far 1 row in 100 lies above the lower quartile of its block."""
    mean: float
    spread: float
    """Mean likeness of two rows of different units, and the standard deviation of that mean from unit to unit."""


def near_duplicates(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Are the most alike rows inside some unit more alike than rows of different units?

    Per row the number of equal answers with its best match in its own unit, less the lower quartile of these in the
    unit, which is its own measure of how alike its people are; per unit the mean of the highest tenth (two rows at
    least) and the sum of what goes beyond nearly all matches between units. Short forms leave no room above that:
    there the largest number of wholly equal rows tells, five at least, less those elsewhere (see `_equal`). The
    unit labels are dealt out again at
    random, within strata where `stratum` is given (Pesarin & Salmaso 2010, *Permutation Tests for Complex Data*); p
    compares the largest standardised figure with the largest under `draws` dealings, so it holds for all units
    together (Westfall & Young 1993, *Resampling-Based Multiple Testing*). c equal rows meet in one of u units again
    in u^(1−c) of the dealings, and p cannot be less. The draws are seeded. Silent below 40 rows, 8 answers or two
    units of 15 rows, where rows of different units already coincide, and where the rows of the unit are alike in
    general, beyond its near-copies.
    """
    forms = _forms(columns)
    n = len(forms.unit)
    if n < LEAST:
        return too_few(DUPLICATES, n, LEAST)
    checks: tuple[Check, ...] = (_enough(forms),)
    if (refused := first_failed(DUPLICATES, n, checks)) is not None:
        return refused
    between = _between(forms)
    z = deal(forms, between.gap, int(options.get("draws", 999)), int(options.get("seed", SEED)))
    unit = int(np.argmax(z[0]))
    checks += (_room(between.top / forms.items), _otherwise_like_others(forms, between, unit))
    if (refused := first_failed(DUPLICATES, n, checks)) is not None:
        return refused
    p = float(np.mean(z.max(axis=1) >= z[0, unit] - 1e-12))
    best = _best(forms, unit)
    seen = float(_highest(best).mean()) / forms.items
    close = int(np.sum((best > between.high) | _copied(forms, unit)))
    usual = between.top / forms.items
    return Outcome(
        test=DUPLICATES,
        n=n,
        p=p,
        effect=Effect(
            name=Text(zh="最相似的一成多出的相同作答", en="Equal answers in excess among the most alike tenth"),
            value=seen - usual,
            unit="share",
        ),
        checks=checks,
        words=_words(forms.names[unit], seen, usual, close, p),
        figures={"best_match": seen, "expected": usual, "rows_standing_out": float(close), "draws": len(z) - 1.0},
    )


def deal(forms: Forms, gap: float, draws: int, seed: int) -> Column:
    """Standardised figures by dealing (the first is the real one) and unit.

    The labels are dealt out again 99 times and, unless that settles it, up to `draws` times.
    """
    rng = np.random.default_rng(seed)
    figures = []
    labels = forms.unit
    for turn in range(draws + 1):
        equal = _equal(forms, labels)
        figures.append(
            [(*_figures(forms, gap, np.flatnonzero(labels == u)), equal[u]) for u in range(len(forms.names))]
        )
        if turn == _FIRST_DRAWS:
            z = _standard(np.array(figures))
            if np.mean(z.max(axis=1) >= z[0].max()) > _CLEAR:
                return z
        labels = _shuffled(forms, rng)
    return _standard(np.array(figures))


def _standard(figures: Column) -> Column:
    # Dealings × units × three figures; a unit counts with the greatest of its three.
    spread = figures.std(axis=0)
    z: Column = ((figures - figures.mean(axis=0)) / np.where(spread > 0, spread, 1)).max(axis=2)
    return z


def _figures(forms: Forms, gap: float, rows: Column) -> tuple[float, float]:
    best = forms.alike[np.ix_(rows, rows)].max(axis=1)
    above = best - _quartile(best)
    return float(_highest(above).mean()), float(np.maximum(above - gap, 0).sum())


def _equal(forms: Forms, labels: Column) -> list[float]:
    """For each unit the largest number of wholly equal rows, beyond four and beyond all rows like them elsewhere.

    What many people answer anyway (the best grade throughout) is found in other units too, and does not count.
    """
    known = forms.pattern >= 0
    if not known.any():
        return [0.0] * len(forms.names)
    counts = np.zeros((len(forms.names), int(forms.pattern.max()) + 1))
    np.add.at(counts, (labels[known], forms.pattern[known]), 1)
    beyond = np.maximum(2 * counts - counts.sum(axis=0) - (_COPIES - 1), 0)
    return [float(x) for x in beyond.max(axis=1)]


def _copied(forms: Forms, unit: int) -> Column:
    """Which of the unit's rows belong to patterns that `_equal` counts."""
    mine = forms.pattern[forms.unit == unit]
    inside = np.array([np.sum(mine == p) for p in mine])
    everywhere = np.array([np.sum(forms.pattern == p) for p in mine])
    copied: Column = (mine >= 0) & (2 * inside - everywhere >= _COPIES)
    return copied


def _quartile(best: Column) -> float:
    place = len(best) // 4
    return float(np.partition(best, place)[place])


def _highest(best: Column) -> Column:
    top = max(2, math.ceil(len(best) / 10))
    highest: Column = np.partition(best, -top)[-top:]
    return highest


def _best(forms: Forms, unit: int) -> Column:
    rows = np.flatnonzero(forms.unit == unit)
    best: Column = forms.alike[np.ix_(rows, rows)].max(axis=1)
    return best


def _between(forms: Forms) -> Between:
    places = [np.flatnonzero(forms.unit == u) for u in range(len(forms.names))]
    tops, bests, means = [], [], []
    for one in range(len(places)):
        for two in range(len(places)):
            if one != two:
                block = forms.alike[np.ix_(places[one], places[two])]
                bests.append(block.max(axis=1))
                tops.append(float(_highest(bests[-1]).mean()))
                means.append(float(block[block > 0].mean()) if block.any() else 0.0)
    high = float(np.quantile(np.concatenate(bests), 0.99))
    gap = float(np.quantile(np.concatenate([b - _quartile(b) for b in bests]), 0.99))
    return Between(float(np.mean(tops)), high, gap, float(np.mean(means)), float(np.std(means)))


def _shuffled(forms: Forms, rng: np.random.Generator) -> Column:
    labels: Column = forms.unit.copy()
    for s in range(int(forms.stratum.max()) + 1):
        rows = np.flatnonzero(forms.stratum == s)
        labels[rows] = forms.unit[rng.permutation(rows)]
    return labels


def _codes(column: Column) -> Column:
    """Whole codes of equal answers from 1; 0 where there is no answer."""
    number = column.dtype.kind == "f"
    missing = ~np.isfinite(column) if number else np.array([not str(v).strip() for v in column])
    codes: Column = np.unique(column, return_inverse=True)[1].astype(np.int32) + 1
    codes[missing] = 0
    return codes


def _forms(columns: Columns) -> Forms:
    """Rows with at least half of the answers known, in units of at least `UNIT_LEAST` such rows."""
    roles = sorted(role for role in columns if role == "answer" or role.startswith("answer."))
    answers = np.column_stack([_codes(np.asarray(columns[role])) for role in roles])
    keep = np.mean(answers > 0, axis=1) >= 0.5
    names, label = np.unique(columns["unit"], return_inverse=True)
    sizes = np.bincount(label[keep], minlength=len(names))
    keep &= sizes[label] >= UNIT_LEAST
    keep &= np.cumsum(keep) <= MOST
    answers, used = answers[keep], np.unique(label[keep])
    unit = np.searchsorted(used, label[keep])
    stratum = np.zeros(len(unit), dtype=int)
    if "stratum" in columns:
        stratum = np.unique(columns["stratum"][keep], return_inverse=True)[1]
    alike = np.zeros((len(unit), len(unit)), dtype=np.int16)
    for item in answers.T:
        alike += (item[:, None] == item[None, :]) & (item > 0)[:, None]
    alike[stratum[:, None] != stratum[None, :]] = 0
    np.fill_diagonal(alike, 0)
    return Forms(alike, unit, stratum, answers.shape[1], [str(names[u]) for u in used], _patterns(answers))


def _patterns(answers: Column) -> Column:
    if not len(answers):
        return np.zeros(0, dtype=np.int64)
    _, codes, counts = np.unique(answers, axis=0, return_inverse=True, return_counts=True)
    repeated = counts >= _COPIES
    number: Column = np.where(repeated, np.cumsum(repeated) - 1, -1)
    return number[codes.reshape(-1)]


def _enough(forms: Forms) -> Check:
    return Check(
        what=Text(
            zh=f"至少 {ITEMS} 道题，至少两个单位各有 {UNIT_LEAST} 份",
            en=f"At least {ITEMS} answers, and two units with {UNIT_LEAST} rows each",
        ),
        held=forms.items >= ITEMS and len(forms.names) >= 2,
        seen=Text(
            zh=f"{forms.items} 道题，{len(forms.names)} 个单位",
            en=f"{forms.items} answers, {len(forms.names)} units",
        ),
    )


def _room(usual: float) -> Check:
    return Check(
        what=Text(
            zh="问卷足以区分不同的人（不同单位的问卷并不完全相同）",
            en="The form tells people apart (rows of different units do not coincide)",
        ),
        held=usual < 0.97,
        seen=Text(
            zh=f"不同单位之间最相似的一成平均有 {usual:.0%} 相同",
            en=f"between units the most alike tenth share {usual:.0%} of their answers",
        ),
    )


def _otherwise_like_others(forms: Forms, between: Between, unit: int) -> Check:
    """Whether the unit's rows without its near-copies are no more alike than rows of different units."""
    rows = np.flatnonzero(forms.unit == unit)
    rest = rows[(_best(forms, unit) <= between.high) & ~_copied(forms, unit)]
    excess = 0.0
    if len(rest) >= UNIT_LEAST // 2:
        inside = forms.alike[np.ix_(rest, rest)]
        pairs = inside[inside > 0]
        # The mean likeness inside a unit varies by √2 more than between two units of independent people.
        spread = math.sqrt(2) * between.spread * math.sqrt(len(rows) / len(rest))
        excess = (float(pairs.mean()) - between.mean) / spread if spread > 0 and len(pairs) else 0.0
    return Check(
        what=Text(
            zh="除近乎相同的几份外，这个单位的作答并不普遍比别处相似（否则应按服务类型等分层）",
            en="Apart from near-copies the unit's rows are no more alike than elsewhere (else strata, such as the "
            "type of service, are needed)",
        ),
        held=excess <= 2,
        seen=Text(
            zh=f"高出不同单位之间 {excess:.1f} 个标准差",
            en=f"{excess:.1f} standard deviations above rows of different units",
        ),
    )


def _words(name: str, seen: float, usual: float, close: int, p: float) -> Text:
    return lead(
        zh=f"“{name}”内最相似的一成问卷平均有 {seen:.0%} 的作答相同，不同单位之间约为 {usual:.0%}，"
        f"碰巧相似到这个程度的可能性为 {chance(p)}；其中 {close} 份相似得出格。这些问卷由谁、怎样填写？",
        en=f"Inside “{name}” the most alike tenth of the rows share {seen:.0%} of their answers, against "
        f"{usual:.0%} between units; chance makes them as alike with probability {chance(p)}. {close} rows "
        f"stand out. By whom "
        "and how were they filled in?",
    )
