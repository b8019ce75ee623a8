"""docs/forensics.md tells what the cards and the benchmark say, in step with them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from assess.forensics.cards import CARDS

ROOT = Path(__file__).resolve().parents[2]


def test_the_sections_are_those_that_the_cards_give():
    """Where this fails: python docs/make_forensics.py"""
    spec = importlib.util.spec_from_file_location("make_forensics", ROOT / "docs" / "make_forensics.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    text = made.DOCS.read_text("utf-8")
    assert text.partition(made.BEGIN)[2].partition(made.END)[0].strip() == made.sections()


def test_every_test_was_measured_on_honest_numbers():
    """No test is offered whose rate of leads among honest bodies nobody has measured."""
    rates = json.loads((ROOT / "benchmarks" / "forensic_rates.json").read_text("utf-8"))
    honest = {row["test"] for row in rates if row["honest"]}
    # The density jump needs an optional package; its section says so.
    assert set(CARDS) - honest <= {"density_jump"}


def test_honest_models_lead_hardly_more_often_than_the_level_and_the_nasty_ones_are_silent():
    rates = json.loads((ROOT / "benchmarks" / "forensic_rates.json").read_text("utf-8"))
    often = [
        r for r in rates if r["honest"] and "wrongly said" not in r["model"] and r["lead"] > 0.08 + 3 * r["se"]
    ]
    loud = [r for r in rates if r["honest"] and r["expect_silent"] and r["silent"] < 0.7]
    assert often == []
    assert loud == []
