"""Findings beside earlier periods: new, persisting, settled, and what was promised."""

from __future__ import annotations

import msgspec

from assess.dossier.entities import Body, BodyState, Measurement
from assess.dossier.step import FindingStep
from assess.findings.evaluate import judge
from assess.findings.model import Persistence
from assess.findings.years import (
    Beside,
    Earlier,
    EarlierBody,
    EarlierCampaign,
    EarlierFinding,
    EarlierPack,
    EarlierRule,
    beside,
)
from tests.mini import mini, name
from tests.scoring.states import measured, state

RULES = {r.id: r.when for r in mini().rules}
USED = (measured("results_displayed", 213), measured("results_effective", 91))
BETTER = (measured("results_displayed", 213), measured("results_effective", 200))
PROMISE = FindingStep(
    id="p", body="b", finding="", number=1, move="accept", commitment="Merge them", due="2026-03-31"
)


def _judged(measurements: tuple[Measurement, ...], promise: bool = False) -> tuple[object, ...]:
    held: BodyState = state(measurements=measurements)
    if promise:
        (first,) = (f for f in judge(mini(), held).findings if f.rule == "displayed")
        step = msgspec.structs.replace(PROMISE, finding=first.id)
        held = msgspec.structs.replace(held, steps={first.id: (step,)})
    return judge(mini(), held).findings


def _earlier(period: str, findings: tuple[object, ...], rules: dict[str, str] = RULES) -> Earlier:
    return Earlier(
        made=f"{period}-12-31T00:00:00Z", head="h",
        campaign=EarlierCampaign(name("Campaign"), period),
        pack=EarlierPack("mini", "1", tuple(EarlierRule(i, w) for i, w in rules.items())),
        bodies=(EarlierBody(Body("b", name("B")), msgspec.convert(msgspec.to_builtins(findings), tuple[EarlierFinding, ...])),),
    )  # fmt: skip


def _beside(now: tuple[object, ...], *before: Earlier) -> Beside:
    return beside("b", now, before, RULES, "2026")  # type: ignore[arg-type]


def _told(found: Beside) -> Persistence | None:
    return next(f.persistence for f in found.findings if f.rule == "displayed")


def test_a_finding_that_was_not_there_before_is_new() -> None:
    assert _told(_beside(_judged(USED), _earlier("2025", _judged(BETTER)))) == Persistence("new", 1, "2026")
    assert _told(_beside(_judged(USED))) is None, "without an earlier period nothing is said"


def test_a_finding_persists_for_as_many_periods_as_it_held_in_a_row() -> None:
    y3, y4, y5 = _earlier("2023", _judged(USED)), _earlier("2024", _judged(BETTER)), _earlier("2025", _judged(USED))
    found = _told(_beside(_judged(USED), y3, y5))
    assert found is not None
    assert (found.kind, found.periods, found.since) == ("persisting", 3, "2023")
    broken = _told(_beside(_judged(USED), y4, y3, y5))
    assert broken is not None
    assert (broken.periods, broken.since) == (2, "2025"), "a period in which it did not hold breaks the row"


def test_the_count_of_an_earlier_comparison_goes_on() -> None:
    two = _beside(_judged(USED), _earlier("2024", _judged(USED))).findings
    found = _told(_beside(_judged(USED), _earlier("2025", two)))
    assert found is not None
    assert (found.periods, found.since) == (3, "2024")


def test_what_no_longer_holds_is_settled_and_its_promise_kept() -> None:
    found = _beside(_judged(BETTER), _earlier("2025", _judged(USED, promise=True)))
    (gone,) = (s for s in found.settled if s.rule == "displayed")
    assert (gone.period, gone.how, gone.state) == ("2025", "settled", "accepted")
    assert gone.promise is not None
    assert (gone.promise.text, gone.promise.due, gone.promise.now) == ("Merge them", "2026-03-31", "gone")


def test_a_promise_is_not_kept_while_the_risk_holds_and_open_while_it_cannot_be_told() -> None:
    before = _earlier("2025", _judged(USED, promise=True))
    held = _told(_beside(_judged(USED), before))
    assert held is not None
    assert held.promise is not None
    assert held.promise.now == "holds"
    lost = _beside(_judged(USED[:1]), before)
    untold = _told(lost)
    assert untold is not None
    assert untold.promise is not None
    assert (untold.kind, untold.promise.now) == ("untold", "open")
    assert "displayed" not in {s.rule for s in lost.settled}, "what cannot be told is not settled"


def test_a_rule_that_was_changed_says_so() -> None:
    other = {**RULES, "displayed": RULES["displayed"].replace("0.5", "0.6")}
    found = _told(_beside(_judged(USED), _earlier("2025", _judged(USED), other)))
    assert found is not None
    assert found.changed
    spaced = {**RULES, "displayed": RULES["displayed"].replace(" ", "  ")}
    same = _told(_beside(_judged(USED), _earlier("2025", _judged(USED), spaced)))
    assert same is not None
    assert not same.changed


def test_a_dropped_finding_of_last_year_is_no_risk_that_persists() -> None:
    dropped = tuple(msgspec.structs.replace(f, state="dropped") for f in _judged(USED))  # type: ignore[type-var]
    assert _told(_beside(_judged(USED), _earlier("2025", dropped))) == Persistence("new", 1, "2026")
    assert _beside(_judged(BETTER), _earlier("2025", dropped)).settled == ()
