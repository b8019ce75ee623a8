"""The benchmark with known truth: its makers know nothing of the product, and published cases come out as published."""

from __future__ import annotations

import ast
import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "benchmarks" / "known_truth"
MAKERS = ("world", "logs", "figures", "catalogues", "generate")


@pytest.mark.parametrize("maker", MAKERS)
def test_whoever_plants_the_truth_imports_nothing_of_the_product(maker: str) -> None:
    tree = ast.parse((HERE / f"{maker}.py").read_text("utf-8"))
    imported = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    imported |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    assert not {name for name in imported if name.split(".")[0] in ("assess", "tests")}
    # Nothing reaches the judging side either, by which the product would leak in.
    assert not imported & {"reading", "judging", "published", "run"}


def test_the_same_seed_plants_the_same_truth_and_writes_the_same_files(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        subprocess.run(
            [sys.executable, HERE / "generate.py", tmp_path / folder, "2", "11"], check=True, capture_output=True
        )
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.*"))
    assert len(files) > 10
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_every_kind_is_planted_at_full_size_at_half_size_and_not_at_all(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, sys.argv[1]); import world\n"
         "for b in world.bodies(300, 7):\n for f, s in b.truth.items(): print(f'{b.id},{f},{s}')", HERE],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seen: dict[str, list[str]] = {}
    for _, family, strength in csv.reader(done.stdout.splitlines()):
        seen.setdefault(family, []).append(strength)
    assert len(seen) >= 18
    for family, strengths in seen.items():
        assert len(strengths) == 300, family
        assert strengths.count("1.0") >= 10, family
        assert strengths.count("0.5") >= 10, family
        assert strengths.count("0.0") >= 200, family


def test_published_cases_come_out_as_published_and_counter_cases_raise_nothing() -> None:
    cases = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["case"]
    assert sum(not case["asks"] for case in cases) >= 5
    code = "import sys; sys.path.insert(0, sys.argv[1]); from published import judge_published; sys.exit(not judge_published())"
    done = subprocess.run([sys.executable, "-c", code, HERE], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\n") == len(cases) + 2
