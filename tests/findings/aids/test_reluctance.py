"""The diagnosis: reasons by word and code, undetermined where they are missing, behaviour held against words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.findings.aids.columns import Row, Value
from assess.findings.aids.reluctance import CLASSES, Department, diagnose, facts, table


def row(number: int, shared: str = "no", **values: Value) -> Row:
    return Row(number, {"department": "甲局", "dataset": f"d{number}", "shared": shared, **values})


def one(*rows: Row) -> Department:
    (found,) = diagnose(rows).departments
    return found


def coded(*codes: str | None) -> list[Row]:
    return [row(n, code=code) for n, code in enumerate(codes, 2)]


@pytest.mark.parametrize(
    ("reason", "basis", "code"),
    [
        ("本部门自用，没必要共享", None, "will_not"),
        ("担心泄露个人隐私", None, "dare_not"),
        ("没有接口，标准不一", None, "cannot"),
        ("依法不予共享，属国家秘密", "《保守国家秘密法》", "lawful"),
        ("属国家秘密", None, "unclear"),
        ("担心泄露，也没有接口", None, "unclear"),
        ("领导未批", None, "unclear"),
        (None, None, "missing"),
        ("We invested in this; it is our own data", None, "will_not"),
        ("Fear of a leak", None, "dare_not"),
        ("No budget for an interface", None, "cannot"),
    ],
)
def test_a_reason_is_classed_by_its_words_or_not_at_all(reason: str | None, basis: str | None, code: str) -> None:
    (found,) = diagnose([row(2, reason=reason, basis=basis)]).codings
    assert (found.code, found.given) == (code, False)


def test_a_code_in_the_table_goes_before_the_words() -> None:
    (found,) = diagnose([row(2, code="cannot", reason="担心泄露")]).codings
    assert (found.code, found.given) == ("cannot", True)


@pytest.mark.parametrize(
    ("codes", "diagnosis"),
    [
        (("will_not",) * 3, "will_not"),
        (("dare_not", "dare_not", "dare_not", "cannot"), "dare_not"),
        # 3 against 1 and one not known: 3 > 2, so it leads whatever that one is.
        (("cannot", "cannot", "cannot", "will_not", None), "cannot"),
        # 3 against 1 and two not known: those could make it three all.
        (("cannot", "cannot", "cannot", "will_not", None, None), "undetermined"),
        (("will_not", "will_not", "cannot", "cannot"), "mixed"),
        (("will_not", "will_not"), "undetermined"),
        ((), "nothing-withheld"),
    ],
)
def test_only_what_missing_reasons_cannot_change_is_a_diagnosis(
    codes: tuple[str | None, ...], diagnosis: str
) -> None:
    rows = coded(*codes) if codes else [row(2, shared="yes")]
    assert one(*rows).diagnosis == diagnosis


def test_all_withheld_by_law_is_no_reluctance() -> None:
    assert one(*[row(n, code="lawful", basis="法") for n in range(2, 6)]).diagnosis == "lawful"


def test_behaviour_that_points_elsewhere_than_the_reasons_is_told() -> None:
    says = [row(n, code="cannot", days=200.0) for n in range(2, 5)]
    found = one(*says, row(9, shared="yes", records=2.0))
    assert (found.diagnosis, found.contradicted) == ("cannot", True)
    kinds = {(p.about, p.speaks, p.count) for p in found.points}
    assert {("cannot", "for", 3), ("will_not", "for", 3), ("will_not", "for", 1)} <= kinds
    assert not one(*coded("cannot", "cannot", "cannot")).contradicted


def test_conditions_under_which_nothing_was_granted_speak_for_unwillingness() -> None:
    stuck = row(2, shared="conditional", requests=4.0, granted=0.0)
    some = row(3, shared="conditional", requests=4.0, granted=1.0)
    told = row(4, shared="conditional")
    (point,) = [p for p in one(stuck, some, told).points if p.about == "will_not"]
    assert (point.speaks, point.count, point.samples) == ("for", 1, ("d2",))


def test_what_a_department_does_share_speaks_against_cannot_and_promptness_against_will_not() -> None:
    found = one(
        row(2, shared="yes", records=5000.0), row(3, shared="conditional", requests=2.0, granted=2.0, days=5.0)
    )
    assert {(p.about, p.speaks) for p in found.points} == {("cannot", "against"), ("will_not", "against")}


def test_facts_widen_by_reasons_that_are_not_known() -> None:
    rows = [
        *coded("will_not", "cannot", None),
        row(9, shared="yes", records=3.0),
        row(10, shared="conditional", requests=5.0, granted=2.0),
    ]
    values = {f.fact: f.value for f in facts(diagnose(rows), "x")}
    assert values == {
        "datasets_shared": Band(2, 2), "datasets_token": Band(1, 1), "datasets_withheld": Band(3, 3),
        "withheld_with_reason": Band(0, 0), "conditional_datasets": Band(1, 1), "requests_made": Band(5, 5),
        "requests_refused": Band(3, 3), "reasons_will_not": Band(1, 2), "reasons_dare_not": Band(0, 1),
        "reasons_cannot": Band(1, 2),
    }  # fmt: skip


def test_departments_are_told_apart_and_one_can_be_chosen() -> None:
    other = Row(8, {"department": "乙局", "dataset": "x", "shared": "yes"})
    result = diagnose([*coded("will_not"), other])
    assert [d.name for d in result.departments] == ["甲局", "乙局"]
    assert next(f.value for f in facts(result, "x", "乙局") if f.fact == "datasets_shared") == Band(1, 1)
    assert len(table(result)[1]) == 2


CODES = st.sampled_from(["will_not", "dare_not", "cannot", None])


@given(st.lists(CODES, min_size=1, max_size=12), st.data())
def test_learning_missing_reasons_never_overturns_a_diagnosis(codes: list[str | None], data: st.DataObject) -> None:
    before = one(*coded(*codes)).diagnosis
    learned = [c or data.draw(st.sampled_from(CLASSES)) for c in codes]
    after = one(*coded(*learned)).diagnosis
    if before in CLASSES:
        assert after == before
