"""The causes of a finding weighed: what the facts of this very body say for and against each.

A piece of evidence speaks where its condition holds; where the condition does not hold it says nothing, for what
was not seen is no evidence of the opposite; where it cannot be decided it is listed with the facts that would
decide it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assess.base.band import Band
from assess.base.texts import Text
from assess.findings.model import CausePiece, WeighedCause
from assess.packs.model import Rule, Weigh
from assess.rules import Compiled, NameInfo, evaluate, in_words

STRENGTH = {"strong": 2, "weak": 1}


def weighed(
    rule: Rule,
    entries: Sequence[Compiled],
    names: Mapping[str, NameInfo],
    values: Mapping[str, Band | None],
    previous: Mapping[str, Band | None],
    away: frozenset[str],
) -> tuple[WeighedCause, ...]:
    """The causes of `rule`, best supported first and otherwise as the pack lists them.

    `entries` are the conditions of `rule.weigh`, compiled and in its order; the values are those that rules see.
    """
    pieces: dict[str, list[CausePiece]] = {cause: [] for cause in rule.causes}
    for entry, compiled in zip(rule.weigh, entries, strict=True):
        piece = _piece(entry, compiled, names, values, previous, away)
        if piece is not None:
            pieces[entry.cause].append(piece)
    found = [WeighedCause(cause, _balance(told), tuple(told)) for cause, told in pieces.items()]
    return tuple(sorted(found, key=lambda c: -c.balance))


def _piece(
    entry: Weigh,
    compiled: Compiled,
    names: Mapping[str, NameInfo],
    values: Mapping[str, Band | None],
    previous: Mapping[str, Band | None],
    away: frozenset[str],
) -> CausePiece | None:
    result = evaluate(compiled, values, previous, away)
    if result.verdict in ("no", "does-not-apply"):
        return None
    return CausePiece(
        speaks=entry.speaks,
        weight=entry.weight,
        open=result.verdict == "undetermined",
        says=entry.says,
        basis=Text(zh=in_words(result, names, "zh"), en=in_words(result, names, "en")),
        missing=tuple(dict.fromkeys((*result.unknown, *result.unknown_previous))),
    )


def _balance(pieces: Sequence[CausePiece]) -> int:
    return sum((1 if p.speaks == "for" else -1) * STRENGTH[p.weight] for p in pieces if not p.open)
