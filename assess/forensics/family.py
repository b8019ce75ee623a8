"""A family of forensic tests, fixed before anybody looks at the numbers.

Whoever tries tests until one of them asks something will always be rewarded. A family therefore says beforehand
which tests are run on which columns, with which options, for which bodies and at which false discovery rate
(Benjamini & Hochberg 1995); its digest shows afterwards that this is what was run.
"""

from __future__ import annotations

from typing import Final

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text

FORMAT: Final = 1
"""Version of the form in which a family is written (`format` of a plan)."""

LEVEL: Final = 0.05
"""The false discovery rate of a family that names none."""

NUMBERS: Final = frozenset(
    {"value", "cases", "count", "reported", "traced", "coverage", "expected", "views", "downloads"}
)
"""Roles whose columns are read as numbers."""

TIMES: Final = frozenset({"time", "deadline", "ended", "seen"})
"""Roles whose columns are read as points in time; all others are read as text."""

SEVERAL: Final = frozenset({"answer"})
"""Roles that may have several columns, named `answer.1`, `answer.2` and so on for the test."""


class Planned(msgspec.Struct, frozen=True):
    """One test of a family: columns by role, and options; `subject` is the id of a fact, or words."""

    test: str
    columns: dict[str, str]
    options: dict[str, float] = {}
    subject: str = ""

    @property
    def about(self) -> str:
        """What the test looks at: its subject, else its columns."""
        return self.subject or " / ".join(dict.fromkeys(self.columns.values()))


class Family(msgspec.Struct, frozen=True):
    """Which tests are run, for whom and at which level; `body` is the column that names the body of each row.

    Without `body`, the table is about one body. `bodies` leaves out all others; empty: none are left out.
    """

    id: str
    title: Text
    tests: tuple[Planned, ...]
    level: float = LEVEL
    body: str = ""
    bodies: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what is fixed: tests, columns, options, subjects, bodies and level, whatever their order."""
        tests = sorted(([p.test, p.columns, p.options, p.subject] for p in self.tests), key=digest)
        return digest(["assess.family.1", tests, self.level, self.body, sorted(self.bodies)])


def base_role(role: str) -> str:
    """The role of a column that is one of several: `answer` for `answer.3`."""
    head, _, number = role.rpartition(".")
    return head if head in SEVERAL and number.isdigit() else role
