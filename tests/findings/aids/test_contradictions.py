"""The four contradictions: sides as means of their indicators, ahead only where bands leave no doubt."""

from __future__ import annotations

import pytest

from assess.base.band import Band
from assess.base.resources import shipped
from assess.base.texts import same
from assess.dossier.entities import Answer, Body, BodyState
from assess.findings.aids.contradictions import Opposed, contradictions, table
from assess.findings.evaluate import judge
from assess.packs.load import load_pack
from assess.packs.model import Indicator

PACK = load_pack(shipped("indicators") / "digital-government")


def best(i: Indicator, high: bool) -> str | float | tuple[str, ...]:
    """The answer that earns most, or least."""
    scale = i.scale
    if scale.options:
        scored = [o for o in scale.options if o.state == "scored"]
        if scale.kind == "checklist":
            return tuple(o.code for o in scored) if high else ()
        return (max if high else min)(scored, key=lambda o: o.points).code
    return (max if high else min)(scale.curve, key=lambda c: c[1])[0]


def found(high: dict[str, bool]) -> dict[str, Opposed]:
    answers = {
        (i.id, "claimed"): Answer(
            body="b",
            indicator=i.id,
            voice="claimed",
            state="answered",
            value=best(i, high[i.id]),
            definition=i.digest,
        )
        for i in PACK.indicators
        if i.id in high
    }
    judged = judge(PACK, BodyState(body=Body(id="b", name=same("B")), answers=answers))  # type: ignore[arg-type]
    return {c.id: c for c in contradictions(PACK, judged.score, judged.findings)}


def test_the_pack_declares_all_four() -> None:
    assert set(found({})) == {"supply-demand", "plan-innovation", "governance-institutions", "security-use"}


def test_with_nothing_answered_both_sides_are_open() -> None:
    for c in found({}).values():
        assert (c.first.score, c.second.score, c.ahead) == (Band(0, 100), Band(0, 100), "undetermined")
        assert c.first.known == c.second.known == 0


def test_a_side_is_ahead_only_when_no_open_answer_can_change_it() -> None:
    (declared,) = [c for c in PACK.contradictions if c.id == "supply-demand"]
    supply = dict.fromkeys(declared.first, True)
    demand = dict.fromkeys(declared.second, False)
    assert found({**supply, **demand})["supply-demand"].ahead == "first"
    assert found(supply)["supply-demand"].ahead == "undetermined"
    assert (
        found({**dict.fromkeys(declared.first, False), **dict.fromkeys(declared.second, True)})[
            "supply-demand"
        ].ahead
        == "second"
    )


def test_a_side_weighs_its_indicators_as_the_index_does() -> None:
    (declared,) = [c for c in PACK.contradictions if c.id == "security-use"]
    one = declared.first[0]
    side = found({name: name == one for name in declared.first})["security-use"].first
    weight = {}
    for name in declared.first:
        i = PACK.indicator(name)
        assert i is not None
        layer = PACK.layer(i.layer)
        assert layer is not None
        weight[name] = layer.weight * i.weight / sum(x.weight for x in PACK.of_layer(i.layer))
    expected = 100 * weight[one] / sum(weight.values())
    assert side.score is not None
    assert (side.score.lo, side.score.hi) == pytest.approx((expected, expected))


def test_findings_stand_on_the_side_of_their_rule() -> None:
    sides = found({})["supply-demand"]
    assert "displayed_not_effective" in sides.first.open
    assert "registered_not_active" in sides.second.open
    assert sides.first.flags == ()


def test_the_table_has_two_rows_a_contradiction() -> None:
    head, rows = table(tuple(found({}).values()))
    assert (len(rows), {len(r) for r in rows}) == (8, {len(head)})
    assert rows[0][2:4] == [0.0, 100.0]
