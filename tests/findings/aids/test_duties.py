"""The funnel of duties: a case worked out by hand, decisions of people, and bands that hold the truth."""

from __future__ import annotations

from assess.base.band import Band
from assess.findings.aids.columns import Row
from assess.findings.aids.duties import (
    FACTS,
    Funnel,
    Proposal,
    confirmations,
    decisions_in,
    facts,
    funnel,
    propose,
    table,
)

DUTIES = [
    Row(2, {"duty": "不动产登记", "department": "自然资源局"}),
    Row(3, {"duty": "婚姻登记", "department": "民政局"}),
    Row(4, {"duty": "殡葬管理", "department": "民政局"}),
    Row(5, {"duty": "外事接待", "department": "办公室"}),
    Row(6, {"duty": "不动产登记", "department": "自然资源局"}),
]
SYSTEMS = [
    Row(2, {"system": "不动产登记系统", "department": "自然资源局", "about": None}),
    Row(3, {"system": "婚姻登记系统", "department": "民政局", "about": None}),
    Row(4, {"system": "殡葬管理平台", "department": "民政局", "about": None}),
]
DATA = [
    Row(2, {"dataset": "不动产登记结果", "system": "不动产登记系统", "good": "yes", "shared": "yes", "used": 12.0}),
    Row(3, {"dataset": "婚姻登记结果", "system": "婚姻登记系统", "good": "no", "shared": "no", "used": 0.0}),
]


def counted(found: Funnel) -> list[tuple[float, float]]:
    return [(s.count.lo, s.count.hi) for s in found.stages]


def said(duty: str, candidate: str, decision: str, office: str = "", kind: str = "system") -> Proposal:
    return Proposal(kind, duty, office, candidate, 0.0, decision, "Li Lei")  # type: ignore[arg-type]


ALL = [
    said("不动产登记", "不动产登记系统", "yes", "自然资源局"),
    said("婚姻登记", "婚姻登记系统", "yes", "民政局"),
    said("殡葬管理", "殡葬管理平台", "yes", "民政局"),
]


def open_as_no(found: Funnel) -> list[Proposal]:
    return [
        Proposal(p.kind, p.duty, p.department, p.candidate, p.score, p.decision or "no") for p in found.proposals
    ]


def test_before_anyone_confirmed_nothing_is_certain() -> None:
    found = funnel(DUTIES, SYSTEMS, DATA)
    assert (len(found.duties), found.repeated, found.unmatched) == (4, 1, 1)
    assert counted(found) == [(4, 4), (0, 3), (0, 2), (0, 1), (0, 1)]
    assert found.stages[1].of_all == Band(0, 0.75)


def test_confirmed_matches_make_the_chain_exact() -> None:
    found = funnel(DUTIES, SYSTEMS, DATA, [*open_as_no(funnel(DUTIES, SYSTEMS, DATA, ALL)), *ALL])
    assert found.open == 0
    assert counted(found) == [(4, 4), (3, 3), (2, 2), (1, 1), (1, 1)]
    assert [s.of_before for s in found.stages] == [
        None,
        Band(0.75, 0.75),
        Band(2 / 3, 2 / 3),
        Band(0.5, 0.5),
        Band(1, 1),
    ]


def test_a_person_may_reject_or_name_another_candidate() -> None:
    decisions = [
        said("外事接待", "婚姻登记系统", "yes", "办公室"),
        said("殡葬管理", "殡葬管理平台", "no", "民政局"),
    ]
    found = funnel(DUTIES, SYSTEMS, DATA, decisions)
    states = {d.duty: d for d in found.duties}
    assert (states["外事接待"].system, states["外事接待"].unmatched) == ("yes", False)
    assert states["殡葬管理"].system != "yes"


def test_decisions_on_what_is_in_no_table_are_told_and_not_used() -> None:
    found = funnel(
        DUTIES,
        SYSTEMS,
        DATA,
        [said("不动产登记", "没有的系统", "yes", "自然资源局"), said("没有的职责", "婚姻登记系统", "yes")],
    )
    assert len(found.strays) == 2
    assert counted(found) == counted(funnel(DUTIES, SYSTEMS, DATA))


def test_data_of_unknown_fitness_or_use_counts_as_perhaps() -> None:
    unknown = [
        Row(
            2, {"dataset": "不动产登记结果", "system": "不动产登记系统", "good": None, "shared": None, "used": None}
        )
    ]
    found = funnel(DUTIES[:1], SYSTEMS, unknown, ALL[:1])
    assert counted(found)[2:] == [(1, 1), (0, 1), (0, 1)]


def test_data_whose_duty_has_no_system_is_told() -> None:
    alone = [Row(2, {"dataset": "外事接待台账", "good": "yes", "shared": "yes", "used": 3.0})]
    found = funnel(DUTIES[3:4], SYSTEMS, alone, [said("外事接待", "外事接待台账", "yes", "办公室", "dataset")])
    assert found.duties[0].data_without_system
    assert counted(found) == [(1, 1), (0, 0), (0, 0), (0, 0), (0, 0)]


def test_the_same_department_lifts_a_candidate() -> None:
    two = [
        Row(2, {"system": "档案管理系统", "department": "甲局"}),
        Row(3, {"system": "档案管理平台", "department": "乙局"}),
    ]
    first = propose([Row(2, {"duty": "档案管理", "department": "乙局"})], two, [])[0]
    assert first.candidate == "档案管理平台"


def test_what_is_written_to_be_confirmed_is_read_back() -> None:
    head, lines = confirmations(funnel(DUTIES, SYSTEMS, DATA, ALL))
    rows = [
        Row(n, {k: (v if v != "" else None) for k, v in zip(head, line, strict=True)})
        for n, line in enumerate(lines, 2)
    ]  # type: ignore[misc]
    assert {p.key for p in decisions_in(rows)} == {p.key for p in ALL}


def test_every_later_stage_is_within_the_one_before() -> None:
    for decisions in ([], ALL[:1], ALL):
        found = funnel(DUTIES, SYSTEMS, DATA, decisions)
        for before, after in zip(found.stages, found.stages[1:], strict=False):
            assert after.count.lo <= before.count.lo
            assert after.count.hi <= before.count.hi
            assert after.of_before is not None
            assert 0 <= after.of_before.lo <= after.of_before.hi <= 1


def test_facts_are_those_of_the_pack_and_say_what_is_open() -> None:
    found = facts(funnel(DUTIES, SYSTEMS, DATA), "sha")
    assert [f.fact for f in found] == list(FACTS)
    assert {f.status for f in found} == {"partial"}
    assert found[1].value == Band(0, 3)


def test_the_table_has_a_row_for_every_duty() -> None:
    head, lines = table(funnel(DUTIES, SYSTEMS, DATA))
    assert (len(lines), {len(x) for x in lines}) == (4, {len(head)})
