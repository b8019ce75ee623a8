"""Families of forensic tests, fixed here before any number is made, over the tables of all bodies together."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from assess.base.texts import Text
from assess.exchange.forensic_table import read_forensic_table
from assess.forensics.family import Family, Planned
from assess.forensics.run import run_family, signals_of
from assess.forensics.verdicts import judge_signals

Row = list[str]
TITLE = Text(zh="模拟", en="Simulated")
PLANS: dict[str, tuple[str, list[str], tuple[Planned, ...]]] = {
    "made-up-counts": ("monthly", ["body", "unit", "month", "count"], (
        Planned(test="terminal_digit", columns={"count": "count"}),
        Planned(test="too_round", columns={"count": "count"}),
    )),
    "impossible-shares": ("shares", ["body", "figure", "cases"], (
        Planned(test="grim", columns={"text": "figure", "cases": "cases"}),
    )),
    "check-in-robots": ("check-ins", ["body", "time", "person"], (
        Planned(test="punch_in_regularity", columns={"time": "time", "person": "person"}),
    )),
}  # fmt: skip
"""Kind of formalism -> the table that its tests read, the columns, and the tests."""


def verdicts(folder: Path) -> dict[str, dict[str, str]]:
    """Kind of formalism -> body -> "yes", "no", or "undetermined" where every test was silent or there is no file."""
    out: dict[str, dict[str, str]] = {}
    homes = sorted(p for p in folder.iterdir() if p.is_dir())
    for kind, (name, head, tests) in PLANS.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            for home in homes:
                writer.writerows([home.name, *row] for row in _rows(home, name))
        plan = Family(id=kind, title=TITLE, tests=tests, body="body")
        judged = judge_signals(signals_of(plan, run_family(plan, read_forensic_table(path))))
        said: dict[str, set[str]] = {home.name: set() for home in homes}
        for j in judged:
            said[j.signal.body].add(j.verdict)
        out[kind] = {
            body: "yes" if "asks" in v else "no" if "clear" in v else "undetermined" for body, v in said.items()
        }
    return out


def _rows(home: Path, name: str) -> Iterator[Row]:
    source = {"monthly": "monthly", "shares": "said", "check-ins": "events"}[name]
    path = home / f"{source}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            if name == "monthly":
                yield row
            elif name == "shares" and row[0].startswith("share "):
                yield row[1:]
            elif name == "check-ins" and row[4] == "checkin":
                yield row[:2]
