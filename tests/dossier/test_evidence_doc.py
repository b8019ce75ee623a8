"""The page on evidence tells the states as the program has them."""

from __future__ import annotations

from pathlib import Path

from assess.dossier.evidence_states import MOVES, STATES

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_the_table_of_states_is_that_of_the_program() -> None:
    lines = [
        line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    told = {cells[0].strip("`"): cells[1:] for cells in lines}
    assert list(told) == list(STATES)
    for state, text in STATES.items():
        zh, en, moves = told[state]
        assert (zh, en) == (text.zh, text.en)
        ways = {m.target for m in MOVES if m.source == state and m.who == "judge"}
        assert set(moves.split(", ")) == (ways or {"(computed)"})
