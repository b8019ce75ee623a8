"""The registry of actions: everything in it can be done, by one key a place, and is explained in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from assess.tui.actions import ACTIONS, BY_ID, bindings, key_name, of_place, refused_readonly, typing_key
from assess.tui.app import AssessApp
from assess.tui.places import PLACES
from assess.tui.screens.bodies import BodiesScreen
from assess.tui.screens.compare import CompareScreen
from assess.tui.screens.confirming import Confirm
from assess.tui.screens.conflicts import ConflictsScreen
from assess.tui.screens.dialogs import Dialog
from assess.tui.screens.findings import FindingsScreen
from assess.tui.screens.flow import FlowScreen
from assess.tui.screens.helping import HelpScreen
from assess.tui.screens.history import HistoryScreen
from assess.tui.screens.jobs import JobsScreen
from assess.tui.screens.judgements import JudgementsScreen
from assess.tui.screens.measuring import MeasureScreen
from assess.tui.screens.palette import PaletteScreen
from assess.tui.screens.people import PeopleScreen
from assess.tui.screens.start import StartScreen
from assess.tui.screens.verify import VerifyScreen
from assess.tui.screens.whatif import WhatIfScreen
from assess.tui.screens.work import WorkScreen
from assess.tui.screens.workbench import Workbench
from assess.tui.widgets.evidence import EvidenceRows
from assess.tui.widgets.rows import RowList
from assess.tui.widgets.sliders import Sliders
from assess.tui.widgets.tree import TreeRows

OWNERS: dict[str, list[type]] = {
    "any": [AssessApp], "start": [StartScreen], "bodies": [BodiesScreen], "workbench": [Workbench], "list": [RowList],
    "tree": [TreeRows], "evidence": [EvidenceRows], "findings": [FindingsScreen], "history": [HistoryScreen],
    "measuring": [MeasureScreen], "verify": [VerifyScreen], "conflicts": [ConflictsScreen],
    "whatif": [WhatIfScreen], "sliders": [Sliders], "compare": [CompareScreen], "jobs": [JobsScreen],
    "flow": [FlowScreen], "work": [WorkScreen], "people": [PeopleScreen], "judgements": [JudgementsScreen],
    "dialog": [Dialog, HelpScreen, PaletteScreen, Confirm],
}  # fmt: skip


def test_every_action_can_be_done_in_every_place_it_is_offered_in() -> None:
    missing = [
        (action.id, place, owner.__name__)
        for action in ACTIONS
        for place in action.places
        for owner in OWNERS[place]
        if not callable(getattr(owner, f"action_{action.id}", None))
    ]
    assert missing == []


def test_every_place_is_explained_or_is_part_of_one_that_is() -> None:
    assert set(PLACES) == {p for p in OWNERS if p not in {"any", "list", "tree", "evidence", "sliders"}}


@pytest.mark.parametrize("place", OWNERS)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    keys = Counter(key for action in {*of_place(place), *of_place("any")} for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_ids_are_unique_and_every_text_is_there() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert all(t.zh.strip() and t.en.strip() for a in ACTIONS for t in (a.text, a.help))


def test_digits_are_bound_one_by_one() -> None:
    assert [b.key for b in bindings("workbench") if b.action.startswith("pick")] == list("0123456789")


def test_what_changes_the_dossier_is_refused_when_it_is_read_only() -> None:
    assert refused_readonly("attach")
    assert not refused_readonly("report")
    assert not refused_readonly("no such action")


def test_keys_are_named_as_they_are_printed() -> None:
    assert [key_name(k) for k in ("ctrl+z", "slash", "f2", "f", "1", "down")] == ["^z", "/", "F2", "f", "1–9", "↓"]
    assert all(key_name(k, plain=True).isascii() for a in ACTIONS for k in a.keys)


def test_while_typing_only_keys_that_are_no_text_are_offered() -> None:
    offered = {typing_key(a.keys) for a in ACTIONS} - {None}
    assert {"escape", "ctrl+n", "f2"} <= offered
    assert not {k for k in offered if k is not None and len(k) == 1}
