"""How often each forensic test would accuse honest bodies, and how often it sees numbers that were made up.

One row a model: `lead` is the share of replicates with p <= 0.05 before any correction over a family, with its Monte
Carlo standard error; `silent` the share where the test refused to judge. A refusal counts as no lead. By hand, never
as a test:

    python benchmarks/bench_forensics.py [--full] [--only TEST] [--json FILE]

The seed is fixed per row, so the figures come out the same again. Real fabricators differ from the models.
"""

from __future__ import annotations

import argparse
import json
import math
import time
import zlib
from pathlib import Path
from typing import Any

import forensic_cases_numbers
import forensic_cases_times
import numpy as np
from forensic_cases import Case

from assess.forensics.card import settings
from assess.forensics.cards import CARDS

LEVEL = 0.05


def measured(case: Case, runs: int) -> dict[str, Any]:
    """The row of one case: shares of leads and of silence over `runs` replicates."""
    card = CARDS[case.test]
    options = settings(card, case.options)
    rng = np.random.default_rng(zlib.crc32(f"{case.test}/{case.model}".encode()))
    begun = time.perf_counter()
    leads = silent = 0
    for _ in range(runs):
        outcome = card.run(case.draw(rng), options)
        silent += outcome.silent is not None
        leads += outcome.p is not None and outcome.p <= LEVEL
    share = leads / runs
    return {
        "test": case.test,
        "model": case.model,
        "honest": case.honest,
        "expect_silent": case.expect_silent,
        "runs": runs,
        "lead": share,
        "se": math.sqrt(max(share * (1 - share), 1 / runs * (1 - 1 / runs)) / runs),
        "silent": silent / runs,
        "ms": 1000 * (time.perf_counter() - begun) / runs,
    }


def line(row: dict[str, Any]) -> str:
    """A row as printed."""
    kind = "honest" if row["honest"] else "made up"
    shares = f"{row['lead']:.3f} ± {row['se']:.3f} {row['silent']:7.3f}"
    return f"{row['test']:22} {kind:8} {shares} {row['runs']:6} {row['ms']:8.2f}  {row['model']}"


def main() -> None:
    """Print the table; with `--json`, write it to a file too."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--full", action="store_true", help="ten times as many replicates")
    asked.add_argument("--only", help="one test by its id")
    asked.add_argument("--json", type=Path, help="write the rows here too")
    given = asked.parse_args()
    cases = (*forensic_cases_numbers.CASES, *forensic_cases_times.CASES)
    print(f"{'test':22} {'numbers':8} {'lead':15} {'silent':>7} {'runs':>6} {'ms each':>8}  model")
    rows = []
    for case in cases:
        if given.only in (None, case.test):
            rows.append(measured(case, case.runs * (10 if given.full else 1)))
            print(line(rows[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
