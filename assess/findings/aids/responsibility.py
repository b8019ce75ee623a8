"""Who answers for a shared dataset: owner, user and managing department, against the seven tasks they have.

The owner collects, stores, updates and maintains, the user verifies and calls, the managing department
supervises (清华大学国情研究院, 2021-07-28). Gaps and doubles are lines to be put to those concerned, not verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import point
from assess.base.texts import Text
from assess.findings.aids.columns import Row, plain
from assess.measure.found import Found

Party = Literal["owner", "users", "manager"]
Fault = Literal["no-party", "no-task", "double", "outsider", "own-judge", "own-user"]

TASKS: Final[dict[str, Party]] = {
    "collect": "owner",
    "store": "owner",
    "update": "owner",
    "maintain": "owner",
    "verify": "users",
    "call": "users",
    "supervise": "manager",
}
TASK_NAMES: Final = {
    "collect": Text(zh="采集", en="Collect"),
    "store": Text(zh="存储", en="Store"),
    "update": Text(zh="更新", en="Update"),
    "maintain": Text(zh="维护", en="Maintain"),
    "verify": Text(zh="核对", en="Verify"),
    "call": Text(zh="调用", en="Call"),
    "supervise": Text(zh="监督", en="Supervise"),
}
PARTIES: Final[dict[Party, Text]] = {
    "owner": Text(zh="数源部门", en="Owner"),
    "users": Text(zh="使用部门", en="User"),
    "manager": Text(zh="管理部门", en="Manager"),
}
FAULTS: Final[dict[Fault, Text]] = {
    "no-party": Text(zh="没有这一方", en="party not named"),
    "no-task": Text(zh="没人负责", en="nobody for the task"),
    "double": Text(zh="多头负责", en="more than one"),
    "outsider": Text(zh="由别的部门做", en="done by another"),
    "own-judge": Text(zh="自己监督自己", en="supervises itself"),
    "own-user": Text(zh="只有自己用", en="no other user"),
}
ASKS: Final[dict[Fault, Text]] = {
    "no-party": Text(zh="这一方是谁？写入目录并由其确认。", en="Who is it? Have it enter itself in the catalogue."),
    "no-task": Text(zh="这件事由谁做，出了争议找谁？", en="Who does this, and who answers when it is disputed?"),
    "double": Text(zh="以谁为准？定一家主责，其余写明配合。", en="Whose word counts? Name one, and who helps."),
    "outsider": Text(zh="是委托还是越位？有没有书面约定？", en="Is it done on its behalf, and in writing?"),
    "own-judge": Text(zh="谁来监督它？换一家或由上级监督。", en="Who supervises it? Name another."),
    "own-user": Text(zh="有没有别的部门要用而拿不到？", en="Does any other department want it and not get it?"),
}  # fmt: skip
_SINGLE: Final = ("owner", "manager")


class Line(msgspec.Struct, frozen=True):
    """One gap or double: which dataset, which party or task, and which departments it is about."""

    row: int
    dataset: str
    fault: Fault
    where: str
    departments: tuple[str, ...]


class Kept(msgspec.Struct, frozen=True):
    """A dataset with its three parties, who does each task, and what is wrong; `said` tasks were stated as such."""

    row: int
    dataset: str
    parties: dict[str, tuple[str, ...]]
    tasks: dict[str, tuple[str, ...]]
    said: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def complete(self) -> bool:
        """Whether all three parties are named."""
        return all(self.parties[p] for p in PARTIES)


class Matrix(msgspec.Struct, frozen=True):
    """All shared datasets; `unshared` rows were left out because the table says that they are not shared."""

    datasets: tuple[Kept, ...]
    columns: tuple[str, ...]
    unshared: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """All gaps and doubles."""
        return tuple(line for d in self.datasets for line in d.lines)


def matrix(rows: Sequence[Row]) -> Matrix:
    """Who answers for what, by dataset.

    Where the table has no column for a task, the task falls to the party it belongs to; where it has one that is
    empty, nobody does it.
    """
    held = [r for r in rows if r.text("shared") != "no"]
    columns = tuple(t for t in TASKS if any(t in r.values for r in rows))
    return Matrix(tuple(_kept(r, columns) for r in held), columns, len(rows) - len(held))


def _kept(row: Row, columns: Sequence[str]) -> Kept:
    parties: dict[str, tuple[str, ...]] = {p: row.names(p) for p in PARTIES}
    tasks = {t: row.names(t) if t in columns else parties[p] for t, p in TASKS.items()}
    lines = [*_of_parties(row, parties), *_of_tasks(row, parties, tasks, columns)]
    said = tuple(t for t in columns if row.names(t))
    return Kept(row.number, row.text("dataset"), parties, tasks, said, tuple(lines))


def _of_parties(row: Row, parties: dict[str, tuple[str, ...]]) -> list[Line]:
    found = [_line(row, "no-party", p) for p in PARTIES if not parties[p]]
    found += [_line(row, "double", p, parties[p]) for p in _SINGLE if len(parties[p]) > 1]
    owners, users = set(map(plain, parties["owner"])), set(map(plain, parties["users"]))
    managers = set(map(plain, parties["manager"]))
    if managers and managers <= owners:
        found.append(_line(row, "own-judge", "manager", parties["manager"]))
    if users and users <= owners:
        found.append(_line(row, "own-user", "users", parties["users"]))
    return found


def _of_tasks(
    row: Row, parties: dict[str, tuple[str, ...]], tasks: dict[str, tuple[str, ...]], columns: Sequence[str]
) -> list[Line]:
    found = []
    for task in columns:
        party, doing = TASKS[task], tasks[task]
        if not doing:
            found.append(_line(row, "no-task", task))
            continue
        if party in _SINGLE and len(doing) > 1:
            found.append(_line(row, "double", task, doing))
        its = set(map(plain, parties[party]))
        strangers = tuple(d for d in doing if plain(d) not in its)
        if its and strangers:
            found.append(_line(row, "outsider", task, strangers))
    return found


def _line(row: Row, fault: Fault, where: str, departments: tuple[str, ...] = ()) -> Line:
    return Line(row.number, row.text("dataset"), fault, where, departments)


def facts(result: Matrix, source: str) -> list[Found]:
    """The share of shared datasets with all three parties named, as the pack `data-sharing` asks for it."""
    n = len(result.datasets)
    if not n:
        return []
    share = sum(d.complete for d in result.datasets) / n
    title = Text(zh="三方责任齐备的共享数据集占比", en="Shared datasets with all three parties named")
    return [
        Found(fact="three_parties_share", title=title, unit="share", value=point(share), n=n,
              method="aid responsibility", inputs=(source,))
    ]  # fmt: skip


def table(result: Matrix) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows for spreadsheets: one row a gap or double, and one for each dataset without any."""
    head = ["row", "dataset", "fault", "where", "departments", *PARTIES]
    rows: list[list[str | float | None]] = []
    for d in result.datasets:
        named = ["、".join(d.parties[p]) for p in PARTIES]
        rows += [[x.row, x.dataset, x.fault, x.where, "、".join(x.departments), *named] for x in d.lines]
        if not d.lines:
            rows.append([d.row, d.dataset, "", "", "", *named])
    return head, rows
