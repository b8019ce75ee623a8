"""A verified answer counts only as far as accepted evidence carries it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.base.texts import same
from assess.dossier.dates import Period, When
from assess.dossier.entities import BodyState, Evidence
from assess.dossier.gating import Gated, met, waived_print
from assess.dossier.waiver import Waiver
from assess.packs.model import EvidenceNeed, Indicator
from assess.packs.scales import points_of
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
    found = score_indicator(mini(), _strict("plan"), state(None, {"plan": "done"}))
    assert (found.state, found.score) == ("unknown", Band(0, 100))
    assert found.notes[0].zh == "已采信的证据不足以支持任何一档"


def test_a_level_that_nothing_carries_is_no_better_than_was_given() -> None:
    plan = _strict("plan")
    found = score_indicator(mini(), plan, state(None, {"plan": "draft"}))
    assert (found.state, found.points) == ("unknown", Band(0, 2))


def _strict(name: str) -> Indicator:
    """The indicator with every level asking for a document at least."""
    found = mini().indicator(name)
    assert found is not None
    need = EvidenceNeed(kind="document", text=same("x"))
    options = tuple(msgspec.structs.replace(o, evidence=o.evidence or (need,)) for o in found.scale.options)
    return msgspec.structs.replace(found, scale=msgspec.structs.replace(found.scale, options=options))


def test_what_is_missing_is_told_for_the_next_level_and_why_pieces_of_the_kind_do_not_serve() -> None:
    pieces = accepted("plan", "document", "document", "link", "survey")
    held = (msgspec.structs.replace(pieces[0], status="in-review"), pieces[1], pieces[2], pieces[3])
    found = score("plan", None, {"plan": "done"}, {"plan": held}).gated
    assert found is not None
    assert (found.given, found.held, found.short) == (("done",), ("draft",), True)
    assert {(m.option, m.need.kind, m.need.independent, m.held) for m in found.missing} == {
        ("done", "document", True, 0)
    }
    (lacking,) = found.missing
    assert [(x.evidence, x.why) for x in lacking.left] == [
        ("plan0", ("in-review", "not-independent")), ("plan1", ("not-independent",)),
    ]  # fmt: skip
    assert score("plan", None, {"plan": "done"}, {"plan": accepted("plan", "document*2+", "link")}).gated == Gated(
        given=("done",), held=("done",)
    )


def test_a_pack_that_asks_for_nothing_holds_nothing_back() -> None:
    assert score("visits", None, {"visits": 3.0}).gated is None
    assert score("plan", {"plan": "done"}).gated is None, "a claim is not gated"


def test_the_pack_s_age_is_counted_from_capture_to_the_day_of_the_assessment() -> None:
    need = EvidenceNeed(kind="log", text=same("x"), within_days=30)

    def piece(captured: str) -> Evidence:
        return Evidence(id="e", body="b", indicator="i", kind="log", title="", captured=captured, status="accepted")

    assert met([need], [piece("2026-12-01")], "2026-12-31"), "30 days"
    assert not met([need], [piece("2026-11-30")], "2026-12-31"), "31 days"
    assert not met([need], [piece("")], "2026-12-31"), "nobody knows how old it is"
    assert met([need], [piece("2026-11-30")], ""), "nobody knows when the assessment is"


KINDS = ("document", "link")
AGES = st.sampled_from((None, 10, 20))
NEEDS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 2), st.booleans(), AGES), max_size=3)
DAYS = st.sampled_from(("", "2026-01-05", "2026-01-15", "2026-01-25"))
"""No date, and 26, 16 and 6 days before the assessment."""
ON, OLD = "2026-01-31", {"": 999, "2026-01-05": 26, "2026-01-15": 16, "2026-01-25": 6}
HELD = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 2), st.booleans(), DAYS), max_size=4)


def _by_hand(needs: list[tuple[str, int, bool, int | None]], held: list[tuple[str, int, bool, str]]) -> bool:
    """Whether units of evidence can be dealt out to units of need, each unit once, tried in every way."""
    wanted = [(kind, alone, age) for kind, count, alone, age in needs for _ in range(count)]
    units = [(kind, alone, OLD[day]) for kind, count, alone, day in held for _ in range(count)]
    if len(wanted) > len(units):
        return False

    def deal(n: int, left: frozenset[int]) -> bool:
        if n == len(wanted):
            return True
        kind, alone, age = wanted[n]
        return any(
            u[0] == kind and (u[1] or not alone) and (age is None or u[2] <= age) and deal(n + 1, left - {i})
            for i, u in enumerate(units)
            if i in left
        )

    return deal(0, frozenset(range(len(units))))


def _pieces(held: list[tuple[str, int, bool, str]]) -> list[Evidence]:
    return [
        Evidence(
            id=f"{n}", body="b", indicator="i", kind=k, title="", count=c, independent=alone, captured=day,
            status="accepted",
        )
        for n, (k, c, alone, day) in enumerate(held)
    ]  # fmt: skip


@given(needs=NEEDS, held=HELD)
def test_needs_are_met_exactly_when_the_evidence_can_be_dealt_out(
    needs: list[tuple[str, int, bool, int | None]], held: list[tuple[str, int, bool, str]]
) -> None:
    wanted = [
        EvidenceNeed(kind=k, text=same("x"), count=n, independent=alone, within_days=age)
        for k, n, alone, age in needs
    ]
    assert met(wanted, _pieces(held), ON) == _by_hand(needs, held)


# Whatever the evidence

STATUSES = ("attached", "in-review", "accepted", "insufficient", "rejected")
YEAR = When(period=Period("2026-01-01", "2026-12-31"), on="2026-12-31")
SAID = st.sampled_from(
    (("plan", "done"), ("plan", "draft"), ("portal", "yes"), ("parts", ("a", "b", "c")), ("parts", ("c",)))
)
PIECE = st.builds(
    Evidence,
    id=st.just(""), body=st.just("b"), indicator=st.just(""), title=st.just("t"),
    kind=st.sampled_from(("document", "link", "screenshot")), independent=st.booleans(),
    count=st.integers(1, 2), status=st.sampled_from(STATUSES),
    expires=st.sampled_from(("", "2026-06-30", "2027-06-30")),
    effective_from=st.sampled_from(("", "2025-01-01", "2026-02-01")),
)  # fmt: skip
MANY = st.lists(PIECE, max_size=5)


def _state(said: tuple[str, Any], pieces: list[Evidence], *waivers: Waiver) -> BodyState:
    held = tuple(msgspec.structs.replace(e, id=f"e{n}", indicator=said[0]) for n, e in enumerate(pieces))
    found = state({said[0]: said[1]}, {said[0]: said[1]}, {said[0]: held})
    return msgspec.structs.replace(found, when=YEAR, waivers={w.indicator: w for w in waivers})


def _points_of(said: tuple[str, Any], held: BodyState, strict: bool) -> tuple[Band, Band]:
    """What the verified answer earns, and what it would by itself."""
    indicator = _strict(said[0]) if strict else mini().indicator(said[0])
    assert indicator is not None
    found = score_indicator(mini(), indicator, held).points
    assert found is not None
    return found, points_of(indicator.scale, said[1])


@given(said=SAID, pieces=MANY, more=PIECE, strict=st.booleans())
def test_more_accepted_evidence_never_lowers_a_score(
    said: tuple[str, Any], pieces: list[Evidence], more: Evidence, strict: bool
) -> None:
    before, _ = _points_of(said, _state(said, pieces), strict)
    another = msgspec.structs.replace(more, status="accepted")
    after, _ = _points_of(said, _state(said, [*pieces, another]), strict)
    assert after.lo >= before.lo


@given(said=SAID, pieces=MANY, strict=st.booleans())
def test_gating_never_raises(said: tuple[str, Any], pieces: list[Evidence], strict: bool) -> None:
    found, given_points = _points_of(said, _state(said, pieces), strict)
    assert found.lo <= given_points.lo
    # The lowest verdict, if nobody showed it, is none.
    assert found.hi <= given_points.hi or given_points.hi == 0


@given(said=SAID, pieces=MANY, at=st.integers(0, 4), strict=st.booleans())
def test_expiry_only_lowers(said: tuple[str, Any], pieces: list[Evidence], at: int, strict: bool) -> None:
    before, _ = _points_of(said, _state(said, pieces), strict)
    gone = [msgspec.structs.replace(e, expires="2026-12-30") if n == at else e for n, e in enumerate(pieces)]
    after, given_points = _points_of(said, _state(said, gone), strict)
    assert after.lo <= before.lo
    assert after.hi <= given_points.hi or given_points.hi == 0


@given(said=SAID, pieces=MANY, strict=st.booleans(), stands=st.booleans())
def test_a_waiver_never_lifts_above_the_given_level(
    said: tuple[str, Any], pieces: list[Evidence], strict: bool, stands: bool
) -> None:
    indicator = _strict(said[0]) if strict else mini().indicator(said[0])
    assert indicator is not None
    covers = waived_print(indicator, _state(said, pieces)) if stands else "something else"
    waiver = Waiver(body="b", indicator=said[0], reason="because", covers=covers)
    bare, given_points = _points_of(said, _state(said, pieces), strict)
    waived, _ = _points_of(said, _state(said, pieces, waiver), strict)
    assert waived == (given_points if stands else bare)


@given(said=SAID, pieces=MANY, strict=st.booleans())
def test_something_is_missing_exactly_when_less_is_held_than_was_given(
    said: tuple[str, Any], pieces: list[Evidence], strict: bool
) -> None:
    indicator = _strict(said[0]) if strict else mini().indicator(said[0])
    assert indicator is not None
    found = score_indicator(mini(), indicator, _state(said, pieces)).gated
    assert found is not None
    assert bool(found.missing) == found.short
    assert all(m.held < m.need.count for m in found.missing)
