"""The same snapshot gives the same bytes, in every process, and those that were looked at last."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from assess.base.texts import LANGS
from assess.report.render import render_body, render_index
from assess.snapshot import Snapshot

from .conftest import pages
from .gallery import KINDS
from .golden import GOLDEN

ROOT = Path(__file__).resolve().parents[2]


@cache
def _digests(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.report.golden", "--print"],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("seed", ["0", "1"])
def test_every_kind_of_page_has_its_golden_bytes_whatever_the_hash_seed(seed: str) -> None:
    made = dict(reversed(line.split("  ")) for line in _digests(seed).splitlines())
    golden = dict(reversed(line.split("  ")) for line in GOLDEN.read_text("utf-8").splitlines())
    assert len(made) == len(KINDS) * len(LANGS)
    changed = sorted(name for name in made.keys() | golden.keys() if made.get(name) != golden.get(name))
    assert changed == [], "pages changed: look at them, then run `python -m tests.report.golden`"


def test_rendering_twice_in_one_process_gives_the_same_bytes(
    snapshot: Snapshot, sample_pages: dict[str, str]
) -> None:
    assert pages(snapshot) == sample_pages


def test_rendering_one_body_does_not_depend_on_what_was_rendered_before(snapshot: Snapshot) -> None:
    alone = render_body(snapshot, "south", "en")
    for lang in LANGS:
        render_index(snapshot, lang, {})
        render_body(snapshot, "north", lang)
    assert render_body(snapshot, "south", "en") == alone
