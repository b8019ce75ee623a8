"""Mistakes in gates: each is found where it stands, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.packs.load import check_pack, load_pack
from tests.packs.checks.test_mistakes import HAN
from tests.scoring.forms import HEAD, YES_NO, indicator, layer

GATE = """[[gates]]
id = "launch"
layer = "one"
blocking = ["asked"]
title = { zh = "上线关", en = "Launch" }
"""
SOUND = (
    HEAD
    + layer("one")
    + indicator("asked", "one", YES_NO)
    + layer("two")
    + indicator("other", "two", YES_NO)
    + GATE
)


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "pack.toml").write_text(text, "utf-8")
    return tmp_path


def test_a_sound_gate_is_loaded_and_bears_on_the_digest(tmp_path: Path) -> None:
    pack = load_pack(folder(tmp_path, SOUND))
    (gate,) = pack.gates
    assert (gate.id, gate.layer, gate.blocking, gate.stop_rules, gate.proof) == (
        "launch",
        "one",
        ("asked",),
        (),
        "evidence",
    )
    assert load_pack(folder(tmp_path, SOUND.replace(GATE, ""))).digest != pack.digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('blocking = ["asked"]', 'blocking = ["askd"]', "there is no indicator `askd`"),
        ('blocking = ["asked"]', 'blocking = ["other"]', "`other` is not in the gate's layer `one`"),
        ('blocking = ["asked"]', 'blocking = ["asked", "asked"]', "names `asked` twice"),
        ('blocking = ["asked"]', 'blocking = ["asked"]\nstop_rules = ["gone"]', "there is no rule `gone`"),
        ('blocking = ["asked"]', "blocking = []", "`blocking`"),
        ('blocking = ["asked"]\n', "", "`blocking` is missing"),
        ('layer = "one"\nblocking', 'layer = "three"\nblocking', "there is no layer `three`"),
        ('blocking = ["asked"]', 'blocking = ["asked"]\nproof = "trust"', "trust"),
        (GATE, GATE + GATE, "is already the id of a gate"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_gate_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOUND
    problems = check_pack(folder(tmp_path, SOUND.replace(old, new)))
    assert any(message in p.message.en for p in problems), [p.message.en for p in problems]
    assert all(HAN.search(p.message.zh) for p in problems)
    assert all(p.line > 0 for p in problems)


def test_a_veto_cannot_be_an_item_of_a_gate(tmp_path: Path) -> None:
    text = SOUND.replace('id = "asked"\n', 'id = "asked"\nrole = "veto"\nunqualified_on = ["no"]\n')
    assert any("may be no veto" in p.message.en for p in check_pack(folder(tmp_path, text)))
