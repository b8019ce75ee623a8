"""A finding about claims names the items on which the voices differ, so that each can be answered for."""

from __future__ import annotations

import msgspec

from assess.base.band import Band, point
from assess.dossier.entities import Measurement, Voice
from assess.findings.apart import MOST, widest_apart
from assess.findings.basis import support
from assess.packs.model import Fact
from tests.mini import mini, name
from tests.scoring.states import state


def _derived(derive: str) -> Fact:
    return Fact(id="gap", title=name("Gap"), unit="points", collector="tool", derive=derive)


def test_the_widest_comes_first_and_a_claim_below_is_not_listed() -> None:
    held = state(
        {"plan": "draft", "portal": "yes", "open_share": 1.0, "waiting": 12.0},
        {"plan": "none", "portal": "no", "open_share": 0.5, "waiting": 2.0},
    )
    told = widest_apart(mini(), held, _derived("claim-minus-verified"))
    assert told is not None
    # portal 100 and 0, plan 50 and 0, open_share 100 and 60; the claim on waiting lies below.
    assert [part.split()[0] for part in told.en.split("; ")] == ["R2", "R1", "U1"]
    assert "claimed 100, verified 0" in told.en
    assert "自报 100 分，核实 0 分" in told.zh


def test_figures_that_differ_are_named_with_both() -> None:
    said: list[tuple[Voice, Band]] = [("claimed", point(12000.0)), ("measured", Band(3000.0, 3200.0))]
    seen = {f"visits_a_month/{v}": Measurement("b", "visits_a_month", v, band) for v, band in said}
    held = msgspec.structs.replace(state(), measurements=seen)
    told = widest_apart(mini(), held, _derived("own-figures-apart-share"))
    assert told is not None
    assert told.en.endswith("claimed 12,000, measured 3,000–3,200")


def test_nothing_is_listed_where_nobody_differs_or_the_fact_is_about_none() -> None:
    agreed = state({"plan": "done"}, {"plan": "done"})
    assert widest_apart(mini(), agreed, _derived("claim-minus-verified")) is None
    assert widest_apart(mini(), agreed, _derived("verified-pairs")) is None
    assert widest_apart(mini(), agreed, _derived("answered-share")) is None


def test_a_long_list_is_cut() -> None:
    pack = mini()
    many = (Fact(id=f"f{n}", title=name(f"F{n}"), unit="count", collector="tool") for n in range(MOST + 3))
    facts = (_derived("own-figures-apart-share"), *many)
    said: list[tuple[Voice, float]] = [("claimed", 100.0), ("verified", 10.0)]
    seen = {f"f{n}/{v}": Measurement("b", f"f{n}", v, point(value)) for n in range(MOST + 3) for v, value in said}
    held = msgspec.structs.replace(state(), measurements=seen)
    told = widest_apart(msgspec.structs.replace(pack, facts=facts, digest="long"), held, facts[0])
    assert told is not None
    assert len(told.en.split("; ")) == MOST


def test_the_basis_of_a_finding_carries_the_list() -> None:
    fact = _derived("claim-minus-verified")
    pack = msgspec.structs.replace(mini(), facts=(fact,), digest="basis")
    lines = support(pack, state({"portal": "yes"}, {"portal": "no"}), [fact.id])
    assert len(lines) == 1
    assert "widest apart: R2" in lines[0].en
    assert "相差最大的：R2" in lines[0].zh
