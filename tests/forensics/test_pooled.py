"""Figures that fail in body after body are asked about once, and of no single body."""

from __future__ import annotations

import numpy as np

from assess.base.texts import same
from assess.forensics.card import Column
from assess.forensics.family import Family, Planned
from assess.forensics.run import Ran, run_family


class _Table:
    def __init__(self, rows: list[tuple[str, str, int]]) -> None:
        self.rows = rows

    def numbers(self, column: str) -> Column:
        return np.array([r[2] for r in self.rows], dtype=np.float64)

    def times(self, column: str) -> Column:
        return np.array([], dtype="datetime64[us]")

    def texts(self, column: str) -> Column:
        return np.array([r[0 if column == "county" else 1] for r in self.rows])


def _ran(rows: list[tuple[str, str, int]]) -> tuple[Ran, ...]:
    planned = Planned("grim", {"text": "rate", "cases": "cases"}, {})
    return run_family(Family(id="f", title=same("F"), body="county", tests=(planned,)), _Table(rows))


def test_one_body_of_ten_answers_for_its_own_figure() -> None:
    # 17/20 and 9/20 are 85.0 and 45.0; 20 cases cannot give 85.3.
    ran = _ran([(f"b{i}", "85.0" if i % 2 else "45.0", 20) for i in range(9)] + [("z", "85.3", 20)])
    assert [r.body for r in ran if r.outcome.p == 0] == ["z"]
    assert len(ran) == 10


def test_cases_of_another_figure_accuse_no_body() -> None:
    # Shares of 30 cases (such as 7/30 = 23.3) beside a column of 20 cases: twentieths are multiples of 5.
    rows = [(f"b{i}", f"{100 * k / 30:.1f}", 20) for i, k in enumerate((7, 8, 10, 11, 13, 14, 16, 17, 6, 12))]
    ran = _ran(rows)
    assert [r.body for r in ran if r.outcome.p == 0] == [""]
    whole = ran[-1].outcome
    assert whole.n == 10
    assert whole.figures["impossible"] == 8  # 6/30 and 12/30 are 20.0 and 40.0
    assert "是不是另一列" in whole.words.zh
    assert all(r.outcome.silent is not None for r in ran[:8])
