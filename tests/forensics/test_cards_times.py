"""Cards of the tests on times hold what planners, documents and findings need of them."""

from __future__ import annotations

import inspect

import pytest

from assess.forensics.card import ROLES, Card, settings
from assess.forensics.cards_times import TIMES
from assess.packs.vocabulary import CAUSES, MANIFESTATIONS


@pytest.mark.parametrize("card", TIMES, ids=lambda card: card.id)
def test_a_card_names_roles_causes_and_a_manifestation_that_exist(card: Card) -> None:
    assert set(card.reads) | set(card.may_read) <= set(ROLES)
    assert set(card.causes) <= set(CAUSES)
    assert card.causes
    assert card.family in MANIFESTATIONS


@pytest.mark.parametrize("card", TIMES, ids=lambda card: card.id)
def test_a_card_says_where_the_formula_comes_from_and_what_else_could_explain_it(card: Card) -> None:
    assert card.source
    assert card.formula
    for text in (card.asks, card.assumes, card.may_be_wrong_if, card.ask, card.withdrawn_if, card.remedy):
        assert text.zh.endswith(("。", "？"))
        assert text.en.endswith((".", "?"))
    module = inspect.getmodule(card.run)
    assert module is not None
    assert len(module.__doc__ or "") > 300


def test_a_least_time_that_nobody_stated_is_asked_for() -> None:
    card = next(card for card in TIMES if card.id == "faster_than_possible")
    with pytest.raises(KeyError):
        settings(card, {})
    assert settings(card, {"seconds": 20}) == {"seconds": 20, "tolerated": 0.01}
