"""The digest of a family: equal for the same tests in any order, another for whatever bears on the results."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.texts import same
from assess.forensics.family import Family, Planned, base_role

A = Planned("a", {"value": "x"}, {"line": 1.0})
B = Planned("b", {"value": "y"})
FAMILY = Family(id="f", title=same("F"), tests=(A, B), body="county", bodies=("p", "q"))


def test_order_and_titles_do_not_change_the_digest() -> None:
    other = Family(id="f", title=same("another title"), tests=(B, A), body="county", bodies=("q", "p"))
    assert other.digest == FAMILY.digest


@pytest.mark.parametrize(
    "changed",
    [
        {"tests": (A,)},
        {"tests": (A, Planned("b", {"value": "z"}))},
        {"tests": (A, Planned("b", {"value": "y"}, {"line": 2.0}))},
        {"tests": (A, Planned("b", {"value": "y"}, subject="satisfied"))},
        {"level": 0.1},
        {"body": ""},
        {"bodies": ("p",)},
    ],
)
def test_whatever_bears_on_results_changes_the_digest(changed: dict[str, object]) -> None:
    assert msgspec.structs.replace(FAMILY, **changed).digest != FAMILY.digest


@pytest.mark.parametrize(("role", "base"), [("answer.12", "answer"), ("answer", "answer"), ("value.1", "value.1")])
def test_columns_of_one_role_go_by_its_name(role: str, base: str) -> None:
    assert base_role(role) == base
