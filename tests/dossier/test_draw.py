"""Samples for second review: who may be drawn for, what counts as a second judgement, undo, erasure, forgeries."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError
from assess.dossier.author import Author
from assess.dossier.draw import Draw, Drawn, Stratum, check_draw
from assess.dossier.edits import AddBody, Adjudicate, Edit, Judge, PutDraw, SetAnswer
from assess.dossier.events import entity_of
from assess.scoring.second import Known, Result, draw, reasons_of, result_of
from assess.session import open_session
from tests.mini import mini, name, new_session

BODIES = ("east", "north", "west")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Three bodies; Anna judged the share of each, and gave the verified answer on visits of one."""
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(*(AddBody(id=b, name=name(b.title())) for b in BODIES))
    act(path, "Anna", *(share(b, 0.1) for b in BODIES))
    act(path, "Anna", SetAnswer(body="east", indicator="visits", value=500.0, voice="verified"))
    return path


def act(path: Path, author: str, *edits: Edit) -> None:
    with open_session(path, author=Author(author, author.encode().hex()[:16]), pack=mini()) as session:
        session.apply(*edits)


def share(body: str, value: float) -> Judge:
    return Judge(body=body, indicator="open_share", value=value)


def drawn(path: Path, holder: str, n: int = 9, seed: str = "s") -> Draw:
    with open_session(path, readonly=True, pack=mini()) as session:
        states = [session.state(b) for b in BODIES]
        known = {b: Known(session.result(b).score.indicators) for b in BODIES}
        own = {e.slot for e in session.journal() if e.author == holder}
        return draw(mini(), states, known, seed=seed, head=session.head, n=n, not_by=holder, own=own)


def outcome(path: Path) -> Result:
    with open_session(path, readonly=True, pack=mini()) as session:
        (held,) = session.draws()
        return result_of(held, {b: session.state(b) for b in BODIES}, mini())


def test_only_what_another_judged_once_is_drawn(dossier: Path) -> None:
    assert {(d.body, d.indicator) for d in drawn(dossier, "Bo").items} == {
        ("east", "open_share"), ("north", "open_share"), ("west", "open_share"), ("east", "visits"),
    }  # fmt: skip
    with pytest.raises(InputError, match="nothing to draw"):
        drawn(dossier, "Anna")
    act(dossier, "Bo", share("east", 0.1))
    assert ("east", "open_share") not in {(d.body, d.indicator) for d in drawn(dossier, "Chen").items}


def test_a_draw_is_the_same_for_the_same_seed_and_head(dossier: Path) -> None:
    assert drawn(dossier, "Bo", 2) == drawn(dossier, "Bo", 2)
    assert drawn(dossier, "Bo", 2).id != drawn(dossier, "Bo", 2, "t").id


def test_the_error_rate_counts_what_the_holder_judged_otherwise_than_was_said_when_drawn(dossier: Path) -> None:
    act(dossier, "lead", PutDraw(drawn(dossier, "Bo")))
    assert (outcome(dossier).estimate.done, outcome(dossier).estimate.rate) == (0, None)
    act(dossier, "Chen", share("west", 0.2))  # Not on Chen's list.
    assert outcome(dossier).estimate.done == 0
    act(dossier, "Bo", share("east", 0.1), share("north", 0.25))
    act(dossier, "Anna", share("north", 0.25))  # Coming round later hides nothing.
    told = outcome(dossier)
    assert (told.estimate.done, told.estimate.errors, told.frame) == (2, 1, 4)
    assert [i.done for i in told.items].count(True) == 2
    assert "value" not in msgspec.structs.asdict(told.items[0])


def test_where_the_two_are_decided_between_the_decision_counts(dossier: Path) -> None:
    act(dossier, "lead", PutDraw(drawn(dossier, "Bo")))
    act(dossier, "Bo", share("north", 0.25))
    assert outcome(dossier).estimate.errors == 1
    act(dossier, "Chen", Adjudicate(body="north", indicator="open_share", value=0.1, reason="the log"))
    assert outcome(dossier).estimate.errors == 0
    with open_session(dossier, pack=mini()) as session:
        session.erase("asked to", author="Chen")
    assert outcome(dossier).estimate.errors == 0


def test_a_verified_answer_is_reviewed_by_a_judgement(dossier: Path) -> None:
    act(dossier, "lead", PutDraw(drawn(dossier, "Bo")))
    act(dossier, "Bo", Judge(body="east", indicator="visits", value=400.0))
    assert (outcome(dossier).estimate.done, outcome(dossier).estimate.errors) == (1, 1)


def test_reasons_are_told_of_each_item(dossier: Path) -> None:
    with open_session(dossier, readonly=True, pack=mini()) as session:
        scores = session.result("east").score.indicators
    assert reasons_of("open_share", Known(scores)) == ()
    assert reasons_of("open_share", Known(scores, {"open_share"}, set())) == ("finding", "new")
    assert reasons_of("open_share", Known(scores, before={"open_share"})) == ()


def test_a_draw_is_undone_and_its_holder_can_be_erased(dossier: Path) -> None:
    with open_session(dossier, pack=mini()) as session:
        label = session.apply(PutDraw(made())).label
        assert label.en == "Draw a sample for second review by Bo"
        session.undo()
        assert session.draws() == ()
        session.redo()
        session.erase("asked to", author="Bo")
        assert [d.holder for d in session.draws()] == [""]
        session.erase("asked to", author="Anna")
        assert {j.by for b in BODIES for j in session.state(b).judgements["open_share"]} == {""}
        assert all(entity_of(e) for e in session.journal() if e.kind)


def made() -> Draw:
    return Draw("d", "s", "h", (Stratum({}, 3, 1),), (Drawn("east", "open_share", 0, "", "answered"),), holder="Bo")


@pytest.mark.parametrize(
    "wrong",
    [
        {"strata": ()},
        {"strata": (Stratum({}, 3, 2),)},
        {"strata": (Stratum({}, 0, 1),)},
        {"items": (Drawn("east", "open_share", 1, "", "answered"),)},
        {"items": (Drawn("east", "open_share", 0, "", "answered"),) * 2},
    ],
)
def test_a_draw_that_does_not_fit_its_strata_is_refused(wrong: dict[str, object]) -> None:
    check_draw(made())
    with pytest.raises(InputError, match="strata"):
        check_draw(msgspec.structs.replace(made(), **wrong))
