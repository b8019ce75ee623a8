"""Facts about the dossier itself: how much is claimed, how much of that is backed, how much is answered."""

from __future__ import annotations

from typing import Any

import pytest

from assess.base.band import Band, point
from assess.measure.derived import derive
from assess.packs.vocabulary import DERIVATIONS
from tests.mini import mini
from tests.scoring.states import accepted, answer, near, state


def _share(name: str, *args: Any, **kwargs: Any) -> Band | None:
    return derive(name, mini(), state(*args, **kwargs))


def test_every_derivation_a_pack_may_name_is_computed() -> None:
    for name in DERIVATIONS:
        assert derive(name, mini(), state()) in (None, point(0.0)), name


def test_the_claimed_share_is_of_all_points_there_are() -> None:
    assert near(_share("claimed-points-share", {"plan": "draft", "portal": "yes"}), 12 / 65)
    assert near(_share("claimed-points-share", {"plan": "!unknown", "portal": "dk"}), 0)
    assert _share("claimed-points-share") == point(0)


def test_not_applicable_claims_what_it_earns() -> None:
    assert near(_share("claimed-points-share", {"portal": "na"}), 8 / 65)
    assert near(_share("claimed-points-share", {"portal": "!not-applicable"}), 10 / 65)
    assert near(_share("claimed-points-share", {"plan": "!not-applicable"}), 0)


def test_what_the_evaluator_says_is_no_claim() -> None:
    assert _share("claimed-points-share", None, {"plan": "done"}) == point(0)


def test_bare_claims_are_those_with_nothing_attached() -> None:
    claims = {"plan": "done", "portal": "yes", "parts": ("a", "b")}
    assert near(_share("unsupported-claims-share", claims), 1)
    assert near(_share("unsupported-claims-share", claims, None, {"portal": accepted("portal", "link")}), 10 / 20)
    assert _share("unsupported-claims-share", {"plan": "none"}) is None, "nothing is claimed"
    assert near(_share("unsupported-claims-share", {"plan": "done", "portal": "na"}), 1), "an excuse is no claim"


@pytest.mark.parametrize(
    ("change", "bare"), [({"status": "attached"}, 0), ({"status": "rejected"}, 1), ({"count": 0}, 1)]
)
def test_what_was_rejected_or_counts_nothing_backs_nothing(change: dict[str, Any], bare: float) -> None:
    import msgspec

    evidence = tuple(msgspec.structs.replace(e, **change) for e in accepted("plan", "document"))
    assert near(_share("unsupported-claims-share", {"plan": "done"}, None, {"plan": evidence}), bare)


def test_answered_is_what_was_answered_or_excused() -> None:
    claims = {"plan": "done", "portal": "na", "parts": "!unknown", "visits": "!not-applicable", "remarks": "x"}
    assert near(_share("answered-share", claims), 3 / 8)


def test_the_excused_share_is_of_what_is_claimed() -> None:
    assert near(_share("not-applicable-share", {"portal": "na", "plan": "draft"}), 8 / 10)
    assert near(_share("not-applicable-share", {"portal": "!not-applicable", "plan": "draft"}), 10 / 12)
    assert near(_share("not-applicable-share", {"plan": "draft"}), 0)
    assert _share("not-applicable-share", {"plan": "!not-applicable"}) is None


def test_stated_points_are_compared_with_what_the_answers_earn() -> None:
    answers = (
        answer("plan", "draft", stated_points=4.0),
        answer("portal", "yes", stated_points=10.0),
        answer("parts", "!unknown", stated_points=3.0),
        answer("team", "big"),
    )
    assert near(_share("stated-points-difference", answers=answers), 2 + 0 + 3)
    assert _share("stated-points-difference", {"plan": "done"}) is None
