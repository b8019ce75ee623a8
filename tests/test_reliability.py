"""The reliability benchmark in small: no part of it loses anything, and its bounds are those of the literature."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from scipy.stats import beta

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from reliability_parts.page import page  # noqa: E402
from reliability_parts.power import Act, Recorded, after_loss  # noqa: E402
from reliability_parts.tally import Tally, upper  # noqa: E402


@pytest.mark.long
def test_a_few_tries_of_the_quick_harms_lose_nothing() -> None:
    script = str(ROOT / "benchmarks" / "reliability.py")
    parts = [word for name in ("killed", "flipped", "bundles", "workbooks") for word in ("--only", name)]
    order = [sys.executable, script, "--quick", "--json", "--tries", "3", *parts]
    done = subprocess.run(order, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert {name: tally["failures"] for name, tally in found.items()} == {name: [] for name in found}
    assert sum(tally["tries"] for tally in found.values()) == 12


@pytest.mark.parametrize(("failures", "tries"), [(0, 1), (0, 1_000), (1, 200), (3, 10_000), (7, 8), (5, 5)])
def test_the_bound_is_that_of_clopper_and_pearson(failures: int, tries: int) -> None:
    exact = 1.0 if failures == tries else float(beta.ppf(0.95, failures + 1, tries - failures))
    assert upper(failures, tries) == pytest.approx(exact, rel=1e-9)


class _Always:
    """Chance that always falls the same way."""

    def __init__(self, value: float) -> None:
        self.value = value

    def random(self) -> float:
        return self.value

    def choice(self, values: tuple[float, ...]) -> float:
        return 0.5


@pytest.mark.parametrize(("chance", "left"), [(0.0, b"sure+new"), (0.9, b"sure")])
def test_what_was_flushed_stays_and_the_rest_is_up_to_chance(chance: float, left: bytes) -> None:
    acts = (
        Act("w", "d", 0, b"sure"),
        Act("s", "d", 0, b""),
        Act("w", "said", 0, b"1\n"),
        Act("w", "d", 4, b"+new"),
    )
    recorded = Recorded({"d": b""}, acts)
    assert after_loss(recorded, 4, _Always(chance)) == ({"d": left}, 1)  # type: ignore[arg-type]
    assert after_loss(recorded, 2, _Always(chance)) == ({"d": b"sure"}, 0)  # type: ignore[arg-type]


def test_a_new_file_is_there_for_sure_once_its_folder_was_flushed() -> None:
    made = (Act("w", "wal", 0, b"log"), Act("s", "wal", 0, b""))
    gone = after_loss(Recorded({}, made), 2, _Always(0.0))  # type: ignore[arg-type]
    kept = after_loss(Recorded({}, (*made, Act("s", ".", 0, b""))), 3, _Always(0.0))  # type: ignore[arg-type]
    assert (gone, kept) == (({}, 0), ({"wal": b"log"}, 0))


def test_the_page_is_written_from_the_tries_that_are_kept() -> None:
    kept = json.loads((ROOT / "benchmarks" / "reliability.json").read_text("utf-8"))
    tallies = {name: Tally(**tally) for name, tally in kept.items()}
    assert page(tallies) == (ROOT / "docs" / "reliability.md").read_text("utf-8")
    assert all(not tally.failures for tally in tallies.values())
    # Else the method could not see a loss.
    assert tallies["power-control"].outcomes["lost or damaged, as it must be without flushing"] > 0
