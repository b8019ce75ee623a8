"""A verified answer counts only as far as accepted evidence carries it."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.base.texts import same
from assess.dossier.entities import Evidence
from assess.packs.model import EvidenceNeed
from assess.dossier.gating import met
from assess.scoring.indicator import score_indicator
from tests.mini import mini
from tests.scoring.states import accepted, score, state


def _plan(*kinds: str, said: str = "done") -> tuple[Band | None, str]:
    found = score("plan", {"plan": "done"}, {"plan": said}, {"plan": accepted("plan", *kinds)})
    return found.points, found.notes[0].en if found.notes else ""


def test_all_that_a_level_needs_carries_it() -> None:
    assert _plan("document", "document+", "link") == (point(4), "")
    assert _plan("document+", "document+", "link", "survey") == (point(4), "")
    assert _plan("document*2+", "link") == (point(4), "")


def test_what_does_not_carry_the_level_carries_a_lower_one_and_says_so() -> None:
    told = "verified as “Issued”, but accepted evidence carries only “A draft”"
    assert _plan("document", "document", "link") == (point(2), told), "none of them independent"
    assert _plan("document+", "link") == (point(2), told), "one document does not serve two needs"
    assert _plan("document", "document+") == (point(2), told), "no link"
    assert _plan("link") == (point(0), "verified as “Issued”, but accepted evidence carries only “None”")
    assert _plan() == (point(0), "verified as “Issued”, but accepted evidence carries only “None”")


def test_a_level_that_needs_nothing_is_carried_by_nothing() -> None:
    assert _plan(said="none") == (point(0), "")


@pytest.mark.parametrize("status", ["attached", "insufficient", "rejected"])
def test_only_accepted_evidence_counts(status: Any) -> None:
    held = tuple(
        msgspec.structs.replace(e, status=status) for e in accepted("plan", "document", "document+", "link")
    )
    assert score("plan", None, {"plan": "done"}, {"plan": held}).points == point(0)


def test_evidence_of_another_indicator_does_not_count() -> None:
    assert score("plan", None, {"plan": "draft"}, {"portal": accepted("portal", "document")}).points == point(0)


def test_a_claim_is_not_gated() -> None:
    assert score("plan", {"plan": "done"}).points == point(4)


def test_an_excuse_never_stands_in_for_a_level_that_is_not_carried() -> None:
    """“Not applicable” needs no evidence and earns 8 of 10; a verified “yes” without its link is no 8."""
    found = score("portal", None, {"portal": "yes"})
    assert (found.state, found.points) == ("scored", point(0))
    assert score("portal", None, {"portal": "na"}).points == point(8), "said by the evaluator it is what it is"
    assert score("portal", None, {"portal": "dk"}).points == Band(0, 10)


def test_each_tick_of_a_checklist_is_carried_by_its_own_evidence() -> None:
    def parts(*kinds: str) -> tuple[Band | None, list[str]]:
        found = score("parts", None, {"parts": ("a", "b", "c")}, {"parts": accepted("parts", *kinds)})
        return found.points, [n.en for n in found.notes]

    assert parts("document", "screenshot") == (point(10), [])
    assert parts("screenshot") == (point(9), ["the accepted evidence does not carry: A"])
    assert parts() == (point(3), ["the accepted evidence does not carry: A; C"])


def test_a_level_that_nothing_carries_leaves_the_answer_undecided() -> None:
    plan = mini().indicator("plan")
    assert plan is not None
    need = EvidenceNeed(kind="document", text=same("x"))
    options = tuple(msgspec.structs.replace(o, evidence=(need,)) for o in plan.scale.options)
    strict = msgspec.structs.replace(plan, scale=msgspec.structs.replace(plan.scale, options=options))
    found = score_indicator(mini(), strict, state(None, {"plan": "done"}))
    assert (found.state, found.score) == ("unknown", Band(0, 100))
    assert found.notes[0].zh == "已采信的证据不足以支持任何一档"


KINDS = ("document", "link")
NEEDS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 2), st.booleans()), max_size=3)
HELD = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 2), st.booleans()), max_size=4)


def _by_hand(needs: list[tuple[str, int, bool]], held: list[tuple[str, int, bool]]) -> bool:
    """Whether units of evidence can be dealt out to units of need, each unit once, tried in every way."""
    wanted = [(kind, alone) for kind, count, alone in needs for _ in range(count)]
    units = [(kind, alone) for kind, count, alone in held for _ in range(count)]
    if len(wanted) > len(units):
        return False
    return any(
        all(u[0] == w[0] and (u[1] or not w[1]) for u, w in zip(dealt, wanted, strict=True))
        for dealt in itertools.permutations(units, len(wanted))
    )


@given(needs=NEEDS, held=HELD)
def test_needs_are_met_exactly_when_the_evidence_can_be_dealt_out(
    needs: list[tuple[str, int, bool]], held: list[tuple[str, int, bool]]
) -> None:
    wanted = [EvidenceNeed(kind=k, text=same("x"), count=n, independent=alone) for k, n, alone in needs]
    evidence = [
        Evidence(
            id=f"{i}", body="b", indicator="i", kind=k, title="", count=n, independent=alone, status="accepted"
        )
        for i, (k, n, alone) in enumerate(held)
    ]
    assert met(wanted, evidence) == _by_hand(needs, held)
