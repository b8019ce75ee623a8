"""Campaigns for packs in which all bodies make the scores, and published tables to check them against."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from assess.dossier.entities import BodyState
from assess.findings.evaluate import score_together
from assess.packs.model import Pack
from assess.scoring.result import BodyScore
from tests.scoring.forms import body

Answers = Mapping[str, str | float | tuple[str, ...]]


def published(name: str) -> list[dict[str, str]]:
    """The rows of a table in tests/scoring/data."""
    path = Path(__file__).parent / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scored(
    pack: Pack, answers: Mapping[str, Answers], absent: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, BodyScore]:
    """The scores of bodies that claim these answers; `absent` are their “not applicable”."""
    states = []
    for name, said in answers.items():
        state = body(dict(said), absent=(absent or {}).get(name, ()))
        states.append(msgspec.structs.replace(state, body=msgspec.structs.replace(state.body, id=name)))
    return {name: found.score for name, found in score_together(pack, states).items()}


def named(states: Sequence[BodyState]) -> list[BodyState]:
    """The same states as bodies b0, b1, …"""
    return [
        msgspec.structs.replace(s, body=msgspec.structs.replace(s.body, id=f"b{n}")) for n, s in enumerate(states)
    ]


def number(id: str, layer: str, normalise: str = "", scale: str = "", extra: str = "") -> str:
    """An indicator with a number and no curve; `normalise` is a table of its own, if any."""
    own = f"normalise = {normalise}\n" if normalise else ""
    return (
        f'[[indicators]]\nid = "{id}"\nlayer = "{layer}"\n{own}{extra}'
        f'title = {{ zh = "题", en = "Item" }}\nquestion = {{ zh = "{id} 有多少？", en = "How many {id}?" }}\n'
        f'scale = {{ kind = "number", unit = "points"{", " + scale if scale else ""} }}\n'
    )


def case(
    id: str, answers: Mapping[str, float], scores: Mapping[str, float] | None = None, rank: int | None = None
) -> str:
    """One body of a golden test."""
    said = ", ".join(f"{name} = {value!r}" for name, value in answers.items())
    want = ", ".join(f"{name} = {value!r}" for name, value in (scores or {}).items())
    return (
        f'[[tests.bodies]]\nid = "{id}"\nanswers = {{ {said} }}\n'
        + (f"scores = {{ {want} }}\n" if scores else "")
        + (f"rank = {rank}\n" if rank else "")
    )
