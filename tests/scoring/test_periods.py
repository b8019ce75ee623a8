"""When scores of two periods do not compare: what in the pack must have changed, and what may."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assess.base.texts import same
from assess.packs.model import Pack
from assess.scoring.periods import Apart, apart, past_pack
from tests.mini import mini


def _then(**changes: Any) -> dict[str, Apart]:
    """What sets a pack with `changes` apart from the mini pack."""
    pack = mini()
    return apart(past_pack(msgspec.structs.replace(pack, digest="another", **changes)), past_pack(pack))


def _with_first(layer: str, **changes: Any) -> tuple[Any, ...]:
    pack = mini()
    first = next(i for i in pack.indicators if i.layer == layer and i.scored)
    return tuple(msgspec.structs.replace(i, **changes) if i.id == first.id else i for i in pack.indicators)


def _label(layer: str) -> str:
    return next(i.label for i in mini().indicators if i.layer == layer and i.scored)


def test_the_same_pack_compares() -> None:
    pack = past_pack(mini())
    assert apart(pack, pack) == {}


def test_another_version_with_other_words_compares() -> None:
    assert _then(version="0.9", title=same("Old"), indicators=_with_first("built", title=same("Old"))) == {}


def test_an_indicator_asked_otherwise_breaks_its_layer_and_the_total_but_no_other_layer() -> None:
    found = _then(indicators=_with_first("built", digest="0" * 64))
    assert found["built"] == Apart(changed=(_label("built"),))
    assert found["overall"] == Apart(changed=("built",))
    assert "used" not in found


def test_added_and_dropped_indicators_are_named() -> None:
    pack = mini()
    gone = next(i for i in pack.indicators if i.layer == "built" and i.scored)
    without = tuple(i for i in pack.indicators if i.id != gone.id)
    assert _then(indicators=without)["built"].added == (gone.label,)
    old = past_pack(pack)
    new = past_pack(msgspec.structs.replace(pack, indicators=without, digest="another"))
    assert apart(old, new)["built"].dropped == (gone.label,)


def test_another_weight_or_mean_or_floor_breaks_the_line() -> None:
    assert _then(indicators=_with_first("built", weight=99.0))["built"] == Apart(weights=True)
    floor = msgspec.structs.replace(mini().scoring, floor=1.0)
    assert _then(scoring=floor)["built"] == Apart(method=True)
    assert _then(scoring=floor)["overall"].method
    mean = msgspec.structs.replace(mini().scoring, layers="geometric")
    assert set(_then(scoring=mean)) == {"overall"}, "a sum of points knows no mean of layers"


def test_ranking_otherwise_breaks_nothing() -> None:
    assert _then(scoring=msgspec.structs.replace(mini().scoring, rank="dense", rank_digits=1)) == {}


def test_weights_of_layers_break_only_their_mean() -> None:
    layers = tuple(msgspec.structs.replace(x, weight=x.weight + 1) for x in mini().layers)
    assert set(_then(layers=layers)) == {"overall"}


def test_a_rule_that_caps_breaks_its_layer_and_one_that_only_flags_nothing() -> None:
    def rules(caps: bool) -> tuple[Any, ...]:
        return tuple(
            msgspec.structs.replace(r, when="1 > 2") if (r.effect in ("cap-indicator", "cap-layer")) == caps else r
            for r in mini().rules
        )

    assert _then(rules=rules(caps=False)) == {}
    found = _then(rules=rules(caps=True))
    assert any(what.caps for what in found.values())


def test_a_layer_that_was_not_there_is_gone() -> None:
    pack = mini()
    found = _then(layers=pack.layers[:1], indicators=tuple(i for i in pack.indicators if i.layer == "built"))
    assert found["used"] == Apart(gone=True)
    assert found["overall"].added == ("used",)


@pytest.mark.parametrize("same_pack", [True, False])
def test_scores_made_from_all_bodies_never_compare(same_pack: bool) -> None:
    pack: Pack = mini()
    then = past_pack(pack if same_pack else msgspec.structs.replace(pack, digest="another"))
    found = apart(then, past_pack(pack), {"built", "overall"})
    assert found["built"].relative
    assert found["overall"].relative
    assert "used" not in found


def test_a_snapshot_too_old_to_tell_how_it_was_scored_does_not_compare() -> None:
    bare = msgspec.structs.replace(past_pack(mini()), digest="", layers=(), indicators=(), totals=())
    assert {what.gone for what in apart(bare, past_pack(mini())).values()} == {True}
