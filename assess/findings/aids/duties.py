"""The funnel of duties: how many have a system, leave data, are fit to share and are used by others.

Matching the list of duties with systems and data shows how little of government leaves data that others can use
(清华大学国情研究院, 2021-07-28: fewer than 30 of 100 duties have a system that leaves data, and of those fewer than
20 of 100 are good enough to share). Names are matched by likeness; a match is a proposal until a person has
confirmed it, and until then it widens the band of every stage it bears on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.findings.aids.columns import Row, plain
from assess.findings.aids.names import Index
from assess.measure.found import Found

Kind = Literal["system", "dataset"]
Decision = Literal["yes", "no", ""]
State = Literal["yes", "maybe", "no"]
_RANK: Final[dict[State, int]] = {"no": 0, "maybe": 1, "yes": 2}
SAME_OFFICE: Final = 0.1
"""What is added to the score of a candidate of the duty's own department (our own)."""
LEAST: Final = 0.3
"""Score below which a candidate is not proposed (our own)."""
MOST: Final = 3
"""Candidates proposed for a duty, of each kind."""

STAGES: Final = {
    "duties": Text(zh="职责", en="Duties"),
    "system": Text(zh="有系统", en="with a system"),
    "data": Text(zh="留下数据", en="leaving data"),
    "shareable": Text(zh="够得上共享", en="fit to share"),
    "used": Text(zh="被他部门使用", en="used by others"),
}
FACTS: Final = ("duties_total", "duties_with_system", "duties_with_data", "duties_shareable", "duties_used")


class Proposal(msgspec.Struct, frozen=True):
    """A duty and what may belong to it. `decision` is what a person said; empty while nobody has."""

    kind: Kind
    duty: str
    department: str
    candidate: str
    score: float
    decision: Decision = ""
    by: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a decision is about, whatever its spelling."""
        return self.kind, plain(self.duty), plain(self.department), plain(self.candidate)


class DutyState(msgspec.Struct, frozen=True):
    """A duty at each stage: for certain, perhaps, or not. `unmatched` has no candidate for a system at all."""

    row: int
    duty: str
    department: str
    system: State
    data: State
    shareable: State
    used: State
    unmatched: bool
    data_without_system: bool


class Stage(msgspec.Struct, frozen=True):
    """A stage of the funnel: how many duties, their share of all and of the stage before."""

    id: str
    count: Band
    of_all: Band
    of_before: Band | None


class Funnel(msgspec.Struct, frozen=True):
    """The whole result; `open` proposals await a decision, `repeated` duties stood in the list more than once."""

    stages: tuple[Stage, ...]
    duties: tuple[DutyState, ...]
    proposals: tuple[Proposal, ...]
    open: int
    unmatched: int
    repeated: int
    strays: tuple[Proposal, ...]
    """Decisions on duties or candidates that are in none of the tables."""


def propose(duties: Sequence[Row], systems: Sequence[Row], datasets: Sequence[Row]) -> list[Proposal]:
    """For every duty the systems and datasets whose names are most like its own, best first."""
    found: list[Proposal] = []
    kinds: tuple[tuple[Kind, Sequence[Row], str], ...] = (("system", systems, "about"), ("dataset", datasets, ""))
    for kind, rows, more in kinds:
        names = [row.text(kind) for row in rows]
        index = Index([f"{row.text(kind)} {row.text(more)}".strip() if more else row.text(kind) for row in rows])
        for row in _once(duties):
            duty, office = row.text("duty"), row.text("department")
            candidates: dict[str, float] = {}
            for match in index.search(duty, 2 * MOST, LEAST - SAME_OFFICE):
                own = bool(office) and plain(office) == plain(rows[match.at].text("department"))
                score = min(match.score + SAME_OFFICE * own, 1.0)
                candidates[names[match.at]] = max(score, candidates.get(names[match.at], 0.0))
            best = sorted(((s, n) for n, s in candidates.items() if s >= LEAST), key=lambda x: (-x[0], x[1]))
            found += [Proposal(kind, duty, office, name, round(score, 4)) for score, name in best[:MOST]]
    return found


def funnel(
    duties: Sequence[Row], systems: Sequence[Row], datasets: Sequence[Row], decisions: Iterable[Proposal] = ()
) -> Funnel:
    """The funnel by proposals and the decisions on them; a decision may name a candidate that was not proposed."""
    known = {
        "system": {plain(r.text("system")) for r in systems},
        "dataset": {plain(r.text("dataset")) for r in datasets},
    }
    kept = _once(duties)
    keys = {(plain(r.text("duty")), plain(r.text("department"))) for r in kept}
    merged = {p.key: p for p in propose(duties, systems, datasets)}
    strays = []
    for d in decisions:
        if (d.key[1], d.key[2]) not in keys or d.key[3] not in known[d.kind]:
            strays.append(d)
            continue
        was = merged.get(d.key)
        merged[d.key] = msgspec.structs.replace(d, score=was.score if was else d.score)
    proposals = tuple(merged.values())
    by_duty: dict[tuple[str, str], list[Proposal]] = {}
    for p in proposals:
        by_duty.setdefault((p.key[1], p.key[2]), []).append(p)
    sets = _by_name(datasets)
    of_system = _by_system(datasets)
    states = tuple(
        _state(row, by_duty.get((plain(row.text("duty")), plain(row.text("department"))), []), sets, of_system)
        for row in kept
    )
    return Funnel(
        stages=_stages(states),
        duties=states,
        proposals=proposals,
        open=sum(1 for p in proposals if not p.decision),
        unmatched=sum(1 for s in states if s.unmatched),
        repeated=len(duties) - len(kept),
        strays=tuple(strays),
    )


def _once(duties: Sequence[Row]) -> list[Row]:
    """Each duty of a department once: lists of powers repeat what the list of duties says."""
    first: dict[tuple[str, str], Row] = {}
    for row in duties:
        first.setdefault((plain(row.text("duty")), plain(row.text("department"))), row)
    return list(first.values())


def _by_name(datasets: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in datasets:
        found.setdefault(plain(row.text("dataset")), []).append(row)
    return found


def _by_system(datasets: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in datasets:
        if row.text("system"):
            found.setdefault(plain(row.text("system")), []).append(row)
    return found


def _state(
    row: Row, proposals: Sequence[Proposal], sets: Mapping[str, list[Row]], of_system: Mapping[str, list[Row]]
) -> DutyState:
    systems = [(p, _said(p)) for p in proposals if p.kind == "system"]
    links: list[tuple[Row, State]] = []
    for p, state in systems:
        links += [(data, state) for data in of_system.get(p.key[3], ())]
    for p in proposals:
        if p.kind == "dataset":
            links += [(data, _said(p)) for data in sets.get(p.key[3], ())]
    system = _best(state for _, state in systems)
    data = _best(state for _, state in links)
    fit = _best(_least(state, _fit(found)) for found, state in links)
    used = _best(_least(state, _fit(found), _used(found)) for found, state in links)
    return DutyState(
        row=row.number,
        duty=row.text("duty"),
        department=row.text("department"),
        system=system,
        data=_least(system, data),
        shareable=_least(system, fit),
        used=_least(system, used),
        unmatched=not systems,
        data_without_system=system == "no" and data == "yes",
    )


def _said(p: Proposal) -> State:
    return "yes" if p.decision == "yes" else "no" if p.decision == "no" else "maybe"


def _fit(data: Row) -> State:
    """Fit to share: judged so, or shared already; not known counts as perhaps."""
    good, shared = data.text("good"), data.text("shared")
    if good == "yes" or (not good and shared == "yes"):
        return "yes"
    return "no" if good == "no" else "maybe"


def _used(data: Row) -> State:
    calls = data.number_of("used")
    return "maybe" if calls is None else "yes" if calls > 0 else "no"


def _best(states: Iterable[State]) -> State:
    return max(states, key=_RANK.__getitem__, default="no")


def _least(*states: State) -> State:
    return min(states, key=_RANK.__getitem__)


def _stages(states: Sequence[DutyState]) -> tuple[Stage, ...]:
    whole = Band(float(len(states)), float(len(states)))
    counts = [whole]
    for name in ("system", "data", "shareable", "used"):
        said = [getattr(s, name) for s in states]
        sure = sum(1 for x in said if x == "yes")
        counts.append(Band(float(sure), float(sure + sum(1 for x in said if x == "maybe"))))
    return tuple(
        Stage(name, count, _share(count, whole), None if n == 0 else _share(count, counts[n - 1]))
        for n, (name, count) in enumerate(zip(STAGES, counts, strict=True))
    )


def _share(part: Band, whole: Band) -> Band:
    """The share of a subset in its whole, both as bands: an outer bound; 0 to 1 where nothing is there."""
    if whole.hi <= 0:
        return Band(0.0, 1.0)
    high = 1.0 if whole.lo <= 0 else min(1.0, part.hi / whole.lo)
    return Band(part.lo / whole.hi, high)


def decisions_in(rows: Iterable[Row]) -> list[Proposal]:
    """What a confirmations file says, the rows where a decision was made."""
    return [
        Proposal(
            kind="system" if row.text("kind") == "system" else "dataset",
            duty=row.text("duty"),
            department=row.text("department"),
            candidate=row.text("candidate"),
            score=row.number_of("score") or 0.0,
            decision="yes" if row.text("decision") == "yes" else "no",
            by=row.text("by"),
            note=row.text("note"),
        )
        for row in rows
        if row.text("decision")
    ]


def facts(result: Funnel, source: str) -> list[Found]:
    """The stages as the facts of the pack `data-sharing`; unconfirmed matches make bands of them."""
    n = len(result.duties)
    return [
        Found(
            fact=fact,
            title=STAGES[stage.id],
            unit="count",
            value=stage.count,
            n=n,
            method="aid duties",
            status="partial" if result.open else "ok",
            inputs=(source,),
            note=Text(zh=f"{result.open} 个匹配尚未确认", en=f"{result.open} matches not confirmed yet")
            if result.open
            else Text(zh="", en=""),
        )
        for fact, stage in zip(FACTS, result.stages, strict=True)
    ]


CONFIRMATIONS: Final = ("kind", "duty", "department", "candidate", "score", "decision", "by", "note")


def confirmations(result: Funnel) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows of the file that a person edits: `decision` yes or no, whoever decided in `by`."""
    rows: list[list[str | float | None]] = [
        [p.kind, p.duty, p.department, p.candidate, p.score, p.decision, p.by, p.note] for p in result.proposals
    ]
    return list(CONFIRMATIONS), rows


def table(result: Funnel) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows for spreadsheets, one row a duty."""
    head = ["row", "duty", "department", "system", "data", "shareable", "used", "unmatched", "data_without_system"]
    return head, [
        [s.row, s.duty, s.department, s.system, s.data, s.shareable, s.used,
         "yes" if s.unmatched else "no", "yes" if s.data_without_system else "no"]
        for s in result.duties
    ]  # fmt: skip
