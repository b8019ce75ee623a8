"""docs/workflow.md says what the table of the workflow says."""

from __future__ import annotations

import re
from pathlib import Path

from assess.dossier.workflow.table import ASSESSMENT_STATES, INDICATOR_STATES, MOVES, ROLES

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "workflow.md").read_text("utf-8")


def _rows(heading: str) -> dict[str, tuple[str, str]]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([a-z-]+) \| (\S+) \| (.*) \|$", part, re.MULTILINE)
    return {name: (zh, rest) for name, zh, rest in rows}


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "–"


def test_the_page_lists_every_role_with_its_moves() -> None:
    assert _rows("Roles") == {
        role: (text.zh, _listed([m for m, move in MOVES.items() if role in move.roles]))
        for role, text in ROLES.items()
    }


def test_the_page_lists_every_state_with_the_moves_from_it() -> None:
    steps = {name: move for name, move in MOVES.items() if move.matter == "state"}
    assert _rows("States of an assessment") == {
        state: (text.zh, _listed([m for m, move in steps.items() if state in move.sources]))
        for state, text in ASSESSMENT_STATES.items()
    }
    assert {n: zh for n, (zh, _) in _rows("States of an indicator").items()} == {
        n: t.zh for n, t in INDICATOR_STATES.items()
    }
