"""Verifying by keyboard: everything about an indicator in sight, evidence judged with reasons, the answer given."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import AddEvidence, JudgeEvidence, RecordFact, SetAnswer
from assess.session import Session, open_session

from .driving import EVERYWHERE, LARGE, SMALL, answer, held, running


@pytest.fixture
def claimed(session: Session) -> Path:
    """A claim with two pieces of evidence, entered by the office; a second claim; a fact that was measured."""
    session.close()
    with open_session(session.path, author=Author("office", "0" * 16)) as other:
        other.apply(SetAnswer(body="bureau", indicator="plan", value="bound", comment="One was sent back."))
        other.apply(SetAnswer(body="bureau", indicator="gate", value="no"))
        other.apply(RecordFact(body="bureau", fact="displayed", value=213))
        for title in ("The plan", "The minutes"):
            other.apply(AddEvidence(body="bureau", indicator="plan", kind="document", title=title))
    return session.path


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_claim_evidence_measurement_and_judgement_are_in_sight_together(
    claimed: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(claimed, lang, size) as app:
        await app.press("g", "j", "j", "V")
        assert app.sees("The plan")
        assert app.sees("One was sent back.")
        assert app.sees("拨款前须与规划比对" if lang == "zh" else "Money is released only after comparison")
        assert app.sees("已核实 0，共 2 项自报" if lang == "zh" else "0 of 2 claims verified")
        await app.press("2")
        # Nothing is accepted yet, so nothing is supported; one document bears out the first of two points.
        assert app.sees("自报比核实高 100 分" if lang == "zh" else "The claim is 100 above what was verified")
        await app.press("plus")
        assert app.sees("自报比核实高 50 分" if lang == "zh" else "The claim is 50 above what was verified")
        given = answer(claimed, "plan", "verified")
        assert given is not None
        assert given.value == "paper"
        await app.press("escape")
        assert app.bench.key == "indicator/plan"
        assert app.bench.view is not None
        assert app.bench.view.state.answer("plan", "verified") is not None


@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL), ("en", LARGE)])
async def test_a_rejection_takes_its_reason_and_acceptance_none(
    claimed: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(claimed, lang, size) as app:
        await app.press("g", "j", "j", "V", "minus", "ctrl+s")
        assert app.sees("必须填写" if lang == "zh" else "is required")
        await app.type("Draft only")
        await app.press("ctrl+s")
        assert app.sees("判定理由：Draft only" if lang == "zh" else "Reason: Draft only")
        await app.press("e", "j", "plus")
        pieces = held(claimed).evidence["plan"]
        assert [(p.status, p.note) for p in pieces] == [("rejected", "Draft only"), ("accepted", "")]
        await app.press("u")
        assert [p.status for p in held(claimed).evidence["plan"]] == ["rejected", "attached"]


async def test_the_round_goes_to_what_waits_and_says_when_nothing_does(claimed: Path) -> None:
    async with running(claimed) as app:
        await app.press("g", "j", "j", "V", "2", "i")
        await app.type("Too old")
        await app.press("ctrl+s", "e", "j", "plus", "n")
        assert app.sees("Tested on real data before launch")
        await app.press("equals_sign", "n")
        assert app.message is not None
        assert app.message.en == "Nothing is left to verify"
        await app.press("right_square_bracket", "left_square_bracket")
        assert app.sees("Tested on real data before launch")
    given = answer(claimed, "gate", "verified")
    assert given is not None
    assert given.value == "no"
    claim = answer(claimed, "gate")
    assert claim is not None
    assert claim.value == "no"


async def test_reasons_are_kept_when_one_goes_on_typing_and_moves_away(claimed: Path) -> None:
    async with running(claimed) as app:
        await app.press("g", "j", "j", "V", "2", "c")
        await app.type("No project was sent back")
        await app.press("ctrl+n")
    given = answer(claimed, "plan", "verified")
    assert given is not None
    assert given.comment == "No project was sent back"


async def test_a_read_only_dossier_is_looked_at_and_left_as_it_is(claimed: Path) -> None:
    async with running(claimed, readonly=True) as app:
        await app.press("g", "j", "j", "V", "2", "minus")
        assert app.sees("read-only")
    assert answer(claimed, "plan", "verified") is None


@pytest.mark.parametrize(("lang", "size"), [("zh", LARGE), ("en", SMALL)])
async def test_what_a_level_lacks_is_waived_by_a_second_person_alone(
    claimed: Path, lang: Lang, size: tuple[int, int]
) -> None:
    with open_session(claimed, author=Author("evaluator", "1" * 16)) as other:
        other.apply(SetAnswer(body="bureau", indicator="plan", value="paper", voice="verified"))
    async with running(claimed, lang, size) as app:
        await app.press("g", "j", "j", "V", "w")
        await app.press("ctrl+s")
        assert app.sees("必须填写" if lang == "zh" else "is required")
        await app.type("Seen on site")
        await app.press("ctrl+s")
        assert app.sees("所缺证据已豁免：Seen on site" if lang == "zh" else "waived: Seen on site")
        assert held(claimed).waivers["plan"].reason == "Seen on site"
        await app.press("u", "3", "w")
        await app.type("My own")
        await app.press("ctrl+s")
        assert app.sees("给出了核实答案" if lang == "zh" else "gave the verified answer")
        assert "plan" not in held(claimed).waivers


async def test_a_waiver_of_nothing_is_not_asked_for(claimed: Path) -> None:
    async with running(claimed) as app:
        await app.press("g", "j", "j", "V", "w")
        assert app.message is not None
        assert app.message.en == "The verified answer lacks no evidence to waive"


@pytest.mark.parametrize(("lang", "size"), [("zh", LARGE), ("en", LARGE)])
async def test_accepted_evidence_that_went_stale_says_why(claimed: Path, lang: Lang, size: tuple[int, int]) -> None:
    with open_session(claimed, author=Author("evaluator", "1" * 16)) as other:
        piece = other.state("bureau").evidence["plan"][0]
        other.apply(JudgeEvidence(body="bureau", evidence=piece.id, status="accepted"))
    with open_session(claimed, author=Author("office", "0" * 16)) as other:
        other.apply(SetAnswer(body="bureau", indicator="plan", value="paper"))
    async with running(claimed, lang, size) as app:
        await app.press("g", "j", "j", "V")
        assert app.sees("已失效" if lang == "zh" else "stale")
        assert app.sees("采信之后自报答案改了" if lang == "zh" else "the claim has changed since it was accepted")
