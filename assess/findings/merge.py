"""One root, one finding: rules that hold for the same reason are told once, with the others beside.

Two rules hold for the same reason when they are about the same manifestation and the weaker one reads nothing that
the stronger does not read too (last period's value of a fact is another fact). What a rule of the pack `supersedes`
is told with it as well. A finding on which steps were taken stays one of its own: what was put to a body does not
vanish into another question.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import msgspec

from assess.findings.model import Also, Finding
from assess.packs.model import Rule
from assess.packs.vocabulary import SEVERITIES

_GRAVITY = {name: n for n, name in enumerate(SEVERITIES)}


def merged(findings: Sequence[Finding], rules: Mapping[str, Rule], stepped: Container[str] = ()) -> list[Finding]:
    """`findings` with those that are told with a stronger one taken out and put under its `also`.

    `stepped` are ids of findings on which steps were taken. An undetermined finding that a rule which holds
    supersedes is left out: the stronger has said it.
    """
    hold = sorted((f for f in findings if f.verdict == "yes"), key=_strength)
    gone: dict[str, str] = {}
    for covers in (lambda a, b: b.rule in _supersedes(a, rules), _same_root):
        for strong in hold:
            for weak in (f for f in hold if f.id != strong.id and f.id not in gone and f.id not in stepped):
                if covers(strong, weak) and _root(gone, strong.id) != weak.id:
                    gone[weak.id] = strong.id
    left_out = {name for f in hold for name in _supersedes(f, rules)}
    stays = [f for f in findings if f.id not in gone]
    kept = [f for f in stays if f.verdict == "yes" or f.id in stepped or f.rule not in left_out]
    return [_with(f, [w for w in findings if _root(gone, w.id) == f.id]) for f in kept]


def _supersedes(finding: Finding, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    rule = rules.get(finding.rule)
    return rule.supersedes if rule is not None else ()


def _strength(finding: Finding) -> tuple[int, int, str, str]:
    # What the rule declares and reads, not how sure it is today: a rule must not change places by new evidence.
    return (_GRAVITY[finding.severity], -len(finding.rests_on), finding.rule, finding.id)


def _same_root(strong: Finding, weak: Finding) -> bool:
    """Whether the weaker, which comes later in the order of strength, reads nothing beyond the stronger."""
    same = bool(weak.rests_on) and set(weak.rests_on) <= set(strong.rests_on)
    return same and strong.manifestation == weak.manifestation and _strength(strong) < _strength(weak)


def _root(gone: Mapping[str, str], id: str) -> str:
    """The finding that `id` is told with, through those that are told with another themselves; "" for none."""
    found = gone.get(id, "")
    while found in gone:
        found = gone[found]
    return found


def _with(finding: Finding, weaker: Sequence[Finding]) -> Finding:
    also = tuple(Also(f.rule, f.title, f.basis, f.severity, f.ask, f.effect) for f in weaker)
    return msgspec.structs.replace(finding, also=(*finding.also, *also)) if also else finding
