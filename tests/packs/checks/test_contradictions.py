"""Mistakes in contradictions: each is found where it stands, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.packs.load import check_pack, load_pack
from tests.packs.checks.test_gates import folder
from tests.packs.checks.test_mistakes import HAN
from tests.scoring.forms import HEAD, YES_NO, indicator, layer

SIDES = """[[contradictions]]
id = "supply-demand"
first = ["asked"]
second = ["two"]
"""
SOUND = (
    HEAD
    + layer("one")
    + indicator("asked", "one", YES_NO)
    + layer("two")
    + indicator("other", "two", YES_NO)
    + SIDES
)


def test_sides_name_indicators_and_layers(tmp_path: Path) -> None:
    (found,) = load_pack(folder(tmp_path, SOUND)).contradictions
    assert (found.first, found.second, found.first_rules) == (("asked",), ("two",), ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('first = ["asked"]', 'first = ["askd"]', "there is no indicator `askd`"),
        ('second = ["two"]', 'second = ["two", "asked"]', "`asked` stands on both sides"),
        ('second = ["two"]', 'second = ["two"]\nsecond_rules = ["gone"]', "there is no rule `gone`"),
        ('"supply-demand"', '"supply-demnd"', "supply-demnd"),
        ('second = ["two"]\n', "", "`second` is missing"),
        (SIDES, SIDES + SIDES, "is already the id of a contradiction"),
    ],
)
def test_a_mistake_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOUND
    problems = check_pack(folder(tmp_path, SOUND.replace(old, new)))
    assert any(message in p.message.en for p in problems), [p.message.en for p in problems]
    assert all(HAN.search(p.message.zh) for p in problems)
