"""What was done, in words: also where a dossier from elsewhere holds what no edit makes."""

from __future__ import annotations

import pytest

from assess.dossier.events import Event, Field
from assess.dossier.labels import describe
from tests.mini import mini

KINDS = (
    "answer", "judgement", "adjudication", "measurement", "signal", "series", "finding", "restriction", "waiver", "draw",
    "key", "work", "grant", "evidence", "nothing-known",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rest", ["", "/", "/b", "/b/plan", "/b/plan/no-such-voice", "/b/answer/plan/x", "//////"])
def test_slots_that_no_edit_makes_are_told_as_they_stand(kind: str, rest: str) -> None:
    event = Event(
        version=2, chain="c", link=0, prev="", clock=1, body="b", author="a", device="d",
        at="2026-01-01T00:00:00.000Z", slot=kind + rest, kind="x", replaces="", batch="t", act="do", target="",
        fields={"title": Field({"zh": 1}, "")}, hash="h",
    )  # fmt: skip
    told = describe([event], mini())
    assert told.zh
    assert told.en
