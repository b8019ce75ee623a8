"""The responsibility matrix: each gap and double found where it is, and nowhere else."""

from __future__ import annotations

import pytest

from assess.findings.aids.columns import Row, Value
from assess.findings.aids.responsibility import Matrix, facts, matrix, table

SOUND: dict[str, Value] = {
    "dataset": "d", "owner": ("甲局",), "users": ("乙局", "丙局"), "manager": ("大数据局",), "collect": ("甲局",), "store": ("甲局",),
    "update": ("甲局",), "maintain": ("甲局",), "verify": ("乙局",), "call": ("乙局", "丙局"), "supervise": ("大数据局",),
}  # fmt: skip


def found(**changes: Value) -> Matrix:
    return matrix([Row(2, {**SOUND, **changes})])


def lines(m: Matrix) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(x.fault, x.where, x.departments) for x in m.lines]


def test_a_sound_dataset_has_no_lines() -> None:
    assert lines(found()) == []
    assert found().datasets[0].complete


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"users": ()}, [("no-party", "users", ())]),
        ({"manager": ()}, [("no-party", "manager", ())]),
        ({"owner": ("甲局", "丁局")}, [("double", "owner", ("甲局", "丁局"))]),
        ({"store": ()}, [("no-task", "store", ())]),
        ({"update": ("甲局", "乙局")}, [("double", "update", ("甲局", "乙局")), ("outsider", "update", ("乙局",))]),
        ({"maintain": ("外包公司",)}, [("outsider", "maintain", ("外包公司",))]),
        ({"verify": ("甲局",)}, [("outsider", "verify", ("甲局",))]),
        ({"manager": ("甲局",), "supervise": ("甲局",)}, [("own-judge", "manager", ("甲局",))]),
        ({"users": ("甲局",), "verify": ("甲局",), "call": ("甲局",)}, [("own-user", "users", ("甲局",))]),
        ({"owner": (" 甲 局",)}, []),
    ],
)  # fmt: skip
def test_each_fault_is_found(changes: dict[str, Value], expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert lines(found(**changes)) == expected


def test_a_task_without_a_column_falls_to_its_party() -> None:
    bare = {k: SOUND[k] for k in ("dataset", "owner", "users", "manager")}
    (kept,) = matrix([Row(2, bare)]).datasets
    assert kept.tasks["store"] == ("甲局",)
    assert kept.tasks["call"] == ("乙局", "丙局")
    assert (kept.said, kept.lines) == ((), ())


def test_what_is_not_shared_is_counted_and_left_out() -> None:
    m = matrix([Row(2, {**SOUND, "shared": "no"}), Row(3, {**SOUND, "shared": "yes"}), Row(4, SOUND)])
    assert (len(m.datasets), m.unshared) == (2, 1)


def test_the_share_with_three_parties_is_a_fact() -> None:
    m = matrix([Row(2, SOUND), Row(3, {**SOUND, "users": ()}), Row(4, {**SOUND, "manager": ()}), Row(5, SOUND)])
    (fact,) = facts(m, "x")
    assert fact.value is not None
    assert (fact.fact, fact.value.lo, fact.value.hi, fact.n) == ("three_parties_share", 0.5, 0.5, 4)
    assert facts(matrix([Row(2, {**SOUND, "shared": "no"})]), "x") == []


def test_the_table_lists_every_line_and_the_sound_ones() -> None:
    head, rows = table(matrix([Row(2, SOUND), Row(3, {**SOUND, "users": (), "store": ()})]))
    assert [(r[0], r[2]) for r in rows] == [(2, ""), (3, "no-party"), (3, "no-task")]
    assert {len(r) for r in rows} == {len(head)}
