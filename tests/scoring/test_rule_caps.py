"""A cap of a rule that cannot be determined yet widens the band, so that later facts never leave it."""

from __future__ import annotations

import pytest

from assess.base.band import point
from assess.base.texts import same
from assess.dossier.entities import Answer, Body, BodyState, Measurement
from assess.findings.evaluate import judge
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack

COUNTS = {"functions_listed": 10.0, "functions_tested_real": 10.0, "functions_failed": 0.0}


@pytest.fixture(scope="module")
def gates() -> Pack:
    return load_pack(find_pack("gates"))


def project(pack: Pack, facts: dict[str, float]) -> BodyState:
    body = Body("p", same("Project"))
    answers = {(i.id, "claimed"): Answer(body.id, i.id, "claimed", "answered", "yes") for i in pack.indicators}
    held = {f"{f}/measured": Measurement(body.id, f, "measured", point(n)) for f, n in facts.items()}
    return BodyState(body=body, answers=answers, measurements=held)


def test_an_undetermined_cap_lowers_only_the_low_end_and_says_so(gates):
    launch = judge(gates, project(gates, {})).score.layers["launch"].score
    assert (launch.lo, launch.hi) == (0.0, 100.0)


@pytest.mark.parametrize(("facts", "expected"), [(COUNTS, 100.0), ({**COUNTS, "functions_tested_real": 9.0}, 0.0)])
def test_facts_that_settle_the_rule_end_inside_the_earlier_band(gates, facts, expected):
    before = judge(gates, project(gates, {})).score.layers["launch"].score
    after = judge(gates, project(gates, facts)).score.layers["launch"].score
    assert after == point(expected)
    assert before.lo <= after.lo <= after.hi <= before.hi
