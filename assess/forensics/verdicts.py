"""From the signals of a campaign to what they ask: q-values over each family, and one p-value for each body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.signal import Signal
from assess.forensics.combine import benjamini_hochberg, cauchy

Verdict = Literal["asks", "clear", "silent"]

VERDICT_NAMES: Final = {
    "asks": Text(zh="需要问一问", en="asks"),
    "clear": Text(zh="没有要问的", en="nothing to ask"),
    "silent": Text(zh="不作判断", en="silent"),
}
NOT_PROOF: Final = Text(
    zh="这是要问的问题，不是证明。",
    en="This is a question to ask, not a proof.",
)


class Judged(msgspec.Struct, frozen=True):
    """A signal beside the others of its family.

    `q` is the smallest false discovery rate at which it would be a lead (None: silent), `of` the number of tests
    that said anything, over which q was computed. `verdict` is never more than that something is to be asked.
    """

    signal: Signal
    verdict: Verdict
    q: float | None
    of: int


class Combined(msgspec.Struct, frozen=True):
    """All tests of one family on one body taken together (Cauchy combination), with q over the bodies."""

    body: str
    p: float
    q: float
    tests: int


def judge_signals(signals: Iterable[Signal]) -> tuple[Judged, ...]:
    """Every signal with its verdict, in the order given.

    Signals of one family and period are one family of tests, in however many runs they came. A run may have
    covered bodies that are not recorded here: their tests count as having found nothing (p = 1), so that picking
    bodies out of a table cannot make a result stronger.
    """
    all_signals = list(signals)
    families: dict[tuple[str, str], list[Signal]] = {}
    for signal in all_signals:
        families.setdefault((signal.family, signal.period), []).append(signal)
    q_of: dict[int, float] = {}
    size = {key: _size(members) for key, members in families.items()}
    for key, members in families.items():
        said = [(id(s), s.p) for s in members if s.p is not None]
        q = benjamini_hochberg([p for _, p in said] + [1.0] * (size[key] - len(said)))
        q_of.update({name: value for (name, _), value in zip(said, q, strict=False)})
    return tuple(_judged(s, q_of.get(id(s)), size[s.family, s.period]) for s in all_signals)


def _size(members: Sequence[Signal]) -> int:
    """How many tests of the family said anything, in all its runs."""
    here: dict[str, int] = {}
    stated: dict[str, int] = {}
    for signal in members:
        here[signal.run] = here.get(signal.run, 0) + (signal.p is not None)
        stated[signal.run] = max(signal.tests, stated.get(signal.run, 0))
    return sum(max(count, stated[run]) for run, count in here.items())


def _judged(signal: Signal, q: float | None, of: int) -> Judged:
    verdict: Verdict = "silent" if q is None else "asks" if q <= signal.level else "clear"
    return Judged(signal=signal, verdict=verdict, q=q, of=of)


def combined(judged: Iterable[Judged]) -> tuple[Combined, ...]:
    """One p-value for each body of one family, and q over bodies; bodies of which nothing was said are left out."""
    by_body: dict[str, list[float]] = {}
    for j in judged:
        if j.signal.p is not None:
            by_body.setdefault(j.signal.body, []).append(j.signal.p)
    if len(by_body) > 1:
        by_body.pop("", None)  # Tests that compare bodies are about none of them.
    p = {body: cauchy(values) for body, values in by_body.items()}
    q = benjamini_hochberg(list(p.values()))
    return tuple(
        Combined(body=body, p=p[body], q=value, tests=len(by_body[body])) for body, value in zip(p, q, strict=True)
    )


def by_body(judged: Iterable[Judged]) -> Mapping[str, tuple[Judged, ...]]:
    """Judged signals by body."""
    found: dict[str, list[Judged]] = {}
    for j in judged:
        found.setdefault(j.signal.body, []).append(j)
    return {body: tuple(items) for body, items in found.items()}
