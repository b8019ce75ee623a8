"""The same snapshot gives the same bytes, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assess.base.texts import LANGS
from assess.report.render import render_body, render_index
from assess.snapshot import Snapshot

from .conftest import pages

ROOT = Path(__file__).resolve().parents[2]
_PRINT = """
import hashlib
from tests.report.conftest import pages
from tests.report.large import make_large
from tests.report.sample import make_snapshot
for snapshot in (make_snapshot(), make_large("x" * 400, 200)):
    for name, html in pages(snapshot).items():
        print(name, hashlib.sha256(html.encode()).hexdigest())
"""


def _digests(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _PRINT],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_pages_are_the_same_bytes_whatever_the_hash_seed() -> None:
    first = _digests("1")
    assert first.count("\n") > 30
    assert first == _digests("2718")


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
