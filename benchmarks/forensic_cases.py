"""One row of the benchmark of forensic tests: numbers drawn from a model whose truth is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from assess.forensics.card import Columns


@dataclass(frozen=True)
class Case:
    """`draw` makes one body's (or campaign's) columns; `honest` says whether anything in them is made up.

    Of an honest model the right answers are "nothing found" and "silent"; `expect_silent` marks those models where
    the test must be silent nearly always, because it would accuse honest bodies.
    """

    test: str
    model: str
    honest: bool
    draw: Callable[[np.random.Generator], Columns]
    options: Mapping[str, float] = field(default_factory=dict)
    expect_silent: bool = False
    runs: int = 400
    """Replicates of the quick run; `--full` does ten times as many."""
