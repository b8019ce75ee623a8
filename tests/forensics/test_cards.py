"""Every card says all that a planner, a reader and an accused body need to know."""

from __future__ import annotations

import inspect

import pytest

from assess.base.texts import Text
from assess.forensics.card import ROLES, settings
from assess.forensics.cards import CARDS
from assess.packs.vocabulary import CAUSES, MANIFESTATIONS

EVERY = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)


@EVERY
def test_a_card_is_complete_in_both_languages(card):
    texts = [card.title, card.asks, card.assumes, card.may_be_wrong_if, card.ask, card.withdrawn_if, card.remedy]
    texts += [option.what for option in card.options]
    assert all(isinstance(t, Text) and t.zh.strip() and t.en.strip() for t in texts)
    assert card.formula
    assert any(ch.isdigit() for ch in card.source)
    assert card.least >= 1


@EVERY
def test_a_card_uses_known_roles_families_and_causes(card):
    assert {*card.reads, *card.may_read} <= set(ROLES)
    assert card.family in MANIFESTATIONS
    assert set(card.causes) <= set(CAUSES)
    assert card.unit_of_test in ("body", "campaign")


@EVERY
def test_the_function_of_a_card_says_what_it_does(card):
    assert len(inspect.getdoc(card.run) or "") > 80


@EVERY
def test_defaults_lie_within_the_limits_of_their_options(card):
    needed = {o.name: max(o.least, min(o.most, 0.0)) for o in card.options if o.default is None}
    assert set(settings(card, needed)) == {o.name for o in card.options}


@EVERY
def test_a_title_makes_no_accusation(card):
    for word in ("fraud", "fabricat", "fake", "cheat", "造假", "作假", "舞弊"):
        assert word not in card.title.en.lower()
        assert word not in card.title.zh
        assert word not in card.ask.en.lower()
        assert word not in card.ask.zh
