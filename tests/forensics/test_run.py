"""A family run over a table: body by body, rows without a needed cell left out, every result recorded."""

from __future__ import annotations

import numpy as np
import pytest

from assess.base.texts import Text, same
from assess.dossier.signal import Signal
from assess.forensics.card import Column
from assess.forensics.family import Family, Planned
from assess.forensics.outcome import Effect, Outcome
from assess.forensics.recording import changed_from, recording
from assess.forensics.run import Ran, Told, run_family, signals_of, steps
from tests.forensics.fake import CARDS, signal


class Given:
    """A table of plain lists."""

    def __init__(self, **columns: list[object]) -> None:
        self.columns = columns

    def numbers(self, column: str) -> Column:
        return np.array([np.nan if x is None else x for x in self.columns[column]], dtype=np.float64)

    def times(self, column: str) -> Column:
        return np.array(self.columns[column], dtype="datetime64[us]")

    def texts(self, column: str) -> Column:
        return np.array(["" if x is None else str(x) for x in self.columns[column]])


TABLE = Given(
    county=["b", "a", "b", "a", "b", "c", "", "a"],
    x=[1, 9, 9, 9, 1, 9, 9, None],
)
FAMILY = Family(
    id="f", title=same("F"), body="county",
    tests=(Planned("above", {"value": "x"}, {"line": 5.0}), Planned("rows", {"unit": "county"})),
)  # fmt: skip


def test_each_body_is_tested_on_its_rows_and_the_campaign_on_all() -> None:
    ran = run_family(FAMILY, TABLE, CARDS)
    assert [(r.planned.test, r.body, r.outcome.n, r.outcome.p) for r in ran] == [
        ("above", "b", 3, 2 / 3),
        ("above", "a", 2, None),
        ("above", "c", 1, None),
        ("rows", "", 7, 1.0),
    ]
    assert [r.left_out for r in ran] == [0, 1, 0, 0]


def test_only_the_bodies_of_the_plan_are_tested() -> None:
    only = Family(id="f", title=same("F"), body="county", bodies=("b",), tests=FAMILY.tests)
    assert [(r.body, r.outcome.n) for r in run_family(only, TABLE, CARDS)] == [("b", 3), ("", 3)]


def test_progress_counts_every_run_of_a_test() -> None:
    heard: list[int] = []
    run_family(FAMILY, TABLE, CARDS, heard.append)
    assert heard == [1, 2, 3, 4]
    assert steps(FAMILY, TABLE, CARDS) == 4


def test_a_table_that_names_no_bodies_is_about_one() -> None:
    family = Family(id="f", title=same("F"), tests=FAMILY.tests[:1])
    (ran,) = run_family(family, TABLE, CARDS)
    assert (ran.body, ran.outcome.n, ran.left_out) == ("", 7, 1)
    (told,) = signals_of(family, [ran], Told(body="east"))
    assert told.body == "east"


def test_silent_tests_are_recorded_with_their_reason_and_facts_by_their_title() -> None:
    family = Family(
        id="f", title=same("F"), body="county", tests=(Planned("above", {"value": "x"}, {}, "satisfied"),)
    )
    title = Text(zh="满意率", en="Satisfied")
    told = Told(inputs=("0" * 64,), period="2024", titles={"satisfied": title})
    found = signals_of(family, run_family(family, TABLE, CARDS), told)
    assert [(s.body, s.p is None, s.silent is None) for s in found] == [
        ("b", False, True),
        ("a", True, False),
        ("c", True, False),
    ]
    assert {(s.about, s.subject, s.period, s.tests, s.family) for s in found} == {
        (title, "satisfied", "2024", 1, family.digest)
    }
    again = signals_of(family, run_family(family, TABLE, CARDS), told)
    assert [s.slot for s in again] == [s.slot for s in found]


def test_what_cannot_be_stored_is_left_out_of_a_signal() -> None:
    effect = Effect(name=same("e"), value=2.0, lo=1.0, hi=float("inf"))
    outcome = Outcome(test="above", n=3, p=0.5, effect=effect, figures={"a": float("nan"), "b": 1.0})
    (made,) = signals_of(FAMILY, [Ran(FAMILY.tests[0], "a", outcome)])
    assert made.effect == Effect(name=same("e"), value=2.0, lo=1.0)
    assert made.figures == {"b": 1.0}


@pytest.mark.parametrize("p", [float("nan"), 1.5, None])
def test_what_is_no_probability_is_silence(p: float | None) -> None:
    (made,) = signals_of(FAMILY, [Ran(FAMILY.tests[0], "a", Outcome(test="above", n=3, p=p))])
    assert made.p is None
    assert made.silent is not None


def test_a_run_replaces_what_its_plan_said_of_the_period_and_leaves_the_rest() -> None:
    held = (
        signal(0.1, test="gone", period="2024"),
        signal(0.1, test="kept", period="2023"),
        signal(0.1, test="other", plan="other", period="2024"),
    )
    edit = recording("a", held, [signal(0.2, body="A's name", test="new", period="2024")])
    assert edit.emptied == ("signal/a/gone",)
    assert [(s.body, s.changed_from) for s in edit.signals] == [("a", "")]


def test_a_plan_changed_after_looking_says_so_for_good() -> None:
    first = signal(0.01, family="1" * 64)
    edit = recording("a", (first,), [signal(0.2, test="u", family="2" * 64)])
    assert edit.emptied == (first.slot,)
    assert edit.signals[0].changed_from == "1" * 64
    assert changed_from(edit.signals, "plan", "2" * 64) == "1" * 64
    assert changed_from((first,), "plan", "1" * 64) == ""
    assert changed_from((first,), "another", "2" * 64) == ""


def test_a_signal_lives_under_its_body() -> None:
    made: Signal = signal(0.5, body="east", test="x")
    assert made.slot == "signal/east/x"
