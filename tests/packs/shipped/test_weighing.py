"""The shipped rules weigh their causes: evidence for and against, beyond what the rule itself has looked at."""

from __future__ import annotations

import pytest

from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack, Rule
from assess.packs.names import rule_names
from assess.rules import Compiled, compile_rule

PACKS = ("digital-government", "government-apps", "data-sharing", "open-data", "gates", "service-rating")
UNWEIGHED = {
    "open-data": {"dates_all_alike", "numbers_do_not_fit", "login_for_open_data", "hard_to_convert"},
    "service-rating": {"rate_without_sample", "few_services_rated", "one_channel_speaks"},
}
"""Leads and slips whose causes nothing in the pack tells apart."""
PART_OF_THE_RULE = {
    ("displayed_not_effective", "vanity"),  # the same counts, a year before
    ("approval_without_data", "traces_unused"),  # which of the three answers was no
}


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(find_pack(request.param))


def _weighed(pack: Pack) -> list[Rule]:
    return [r for r in pack.rules if r.id not in UNWEIGHED.get(pack.id, set())]


def _named(compiled: Compiled) -> frozenset[str]:
    return frozenset(compiled.uses | compiled.uses_prev)


def test_every_rule_but_those_named_has_evidence_for_and_against(pack: Pack) -> None:
    assert [r.id for r in pack.rules if not r.weigh] == [r.id for r in pack.rules if r not in _weighed(pack)]
    assert [r.id for r in _weighed(pack) if {w.speaks for w in r.weigh} != {"for", "against"}] == []


def test_where_a_rule_names_several_causes_evidence_bears_on_two_of_them_at_least(pack: Pack) -> None:
    bearing = {r.id: {w.cause for w in r.weigh} for r in _weighed(pack)}
    assert {r.id for r in _weighed(pack) if len(bearing[r.id]) < min(2, len(r.causes))} == set()
    assert {r.id for r in _weighed(pack) if not bearing[r.id] <= set(r.causes)} == set()


def test_evidence_looks_at_something_the_rule_has_not_looked_at(pack: Pack) -> None:
    names = rule_names(pack.facts, pack.indicators, pack.layers)
    idle = {
        (rule.id, piece.cause)
        for rule in pack.rules
        for piece in rule.weigh
        if _named(compile_rule(piece.when, names)) <= _named(compile_rule(rule.when, names))
    }
    assert idle <= PART_OF_THE_RULE


def test_no_two_pieces_of_evidence_of_a_rule_say_the_same(pack: Pack) -> None:
    for rule in pack.rules:
        said = [(w.cause, w.when) for w in rule.weigh]
        assert len(said) == len(set(said)), rule.id
