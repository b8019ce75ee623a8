"""Keys of one's own: what is right applies, what is wrong is told and left aside."""

from __future__ import annotations

import pytest
import tomli

from assess.tui.actions import ACTIONS, BY_ID
from assess.tui.keymap import FIXED, Keymap, canonical, read, written


@pytest.mark.parametrize(
    ("typed", "name"),
    [("?", "question_mark"), ("/", "slash"), ("G", "G"), ("ctrl+T", "ctrl+t"), ("F3", "f3"), ("Ctrl+Home", "ctrl+home"),
     ("space", "space"), ("slash", "slash"), ("shift+f5", "shift+f5"), ("nokey", None), ("ctrl+", None), ("\t", None)],
)  # fmt: skip
def test_keys_are_written_as_characters_or_names(typed: str, name: str | None) -> None:
    assert canonical(typed) == name


def test_every_key_of_every_action_is_written_so_that_it_is_read_again() -> None:
    again = {tomli.loads(f"k = {written(key)}")["k"]: key for a in ACTIONS for key in a.keys}
    assert {canonical(text) for text in again} == set(again.values())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[keys]\nnext_opn = 't'", "did you mean next_open"),
        ("[keys]\npick = 't'", "cannot be changed"),
        ("[keys]\nhelp = []", 'write it like "ctrl+t"'),
        ("[keys]\nhelp = 5", 'write it like "ctrl+t"'),
        ("[keys]\nhelp = 'nokey'", "“nokey” is no key"),
        ("[keys]\nnext_open = 'f'", "taken by “next_flagged”"),
        ("[keys]\nnext_open = '3'", "taken by “pick”"),
        ("[keys]\ntheme = 'n'", "taken by"),
        ("keys = 5", "no table [keys]"),
        ("[keys\n", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(text: str, told: str) -> None:
    found = read(text)
    assert told in found.problems[0].en
    assert found.keys == {}


def test_two_actions_may_change_places_and_the_rest_stays() -> None:
    found = read("[keys]\nnext_open = 'f'\nnext_flagged = 'n'\nbad = 'x'")
    assert found.keys == {"next_open": ("f",), "next_flagged": ("n",)}
    assert len(found.problems) == 1
    assert found.of(BY_ID["help"]) == BY_ID["help"].keys


def test_keys_that_are_as_they_were_clash_with_nothing() -> None:
    lines = [f"{a.id} = [{', '.join(written(k) for k in a.keys)}]" for a in ACTIONS if a.id not in FIXED]
    found = read("[keys]\n" + "\n".join(lines))
    assert found.problems == ()
    assert {a.id: found.of(a) for a in ACTIONS} == {a.id: Keymap().of(a) for a in ACTIONS}
