"""Two evaluators: each keeps a judgement, the verified score is the hull of both until a third person decides."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from assess.base.band import Band
from assess.base.errors import InputError
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, Adjudicate, Edit, Judge, SetAnswer
from assess.dossier.judging import open_to, standing
from assess.dossier.replay import replay
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.redact import passed_over_in, redacted
from assess.exchange.bundle.write import Source, write_bundle
from assess.scoring.evaluators import disputes, groups
from assess.session import open_session
from tests.exchange.bundle.made import parts_of
from tests.mini import mini, name, new_session, write_mini


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
    return path


def act(dossier: Path, author: str, *edits: Edit) -> Band | None:
    """What `author` does, and the verified band of `open_share` then."""
    with open_session(dossier, author=Author(author, author.encode().hex()[:16]), pack=mini()) as session:
        session.apply(*edits)
        return session.result("east").score.indicators["open_share"].voices.get("verified")


def share(value: float) -> Judge:
    return Judge(body="east", indicator="open_share", value=value)


def decide(value: float, reason: str = "the log says so") -> Adjudicate:
    return Adjudicate(body="east", indicator="open_share", value=value, reason=reason)


def test_two_who_differ_give_the_hull_until_a_third_decides(dossier: Path) -> None:
    first = act(dossier, "Anna", share(0.1))
    second = act(dossier, "Bo", share(0.25))
    assert first is not None
    assert second is not None
    assert first.exact
    assert (second.lo, second.hi > first.hi) == (first.lo, True)
    decided = act(dossier, "Chen", decide(0.25))
    assert decided == Band(second.hi, second.hi)
    # One of them changes the judgement: the decision was on other ones.
    again = act(dossier, "Anna", share(0.2))
    assert again is not None
    assert first.lo < again.lo < again.hi


def test_of_two_decisions_taken_apart_none_stands_until_somebody_settles(dossier: Path) -> None:
    act(dossier, "Anna", share(0.1))
    between = act(dossier, "Bo", share(0.25))
    copy = dossier.with_name("copy.assess")
    shutil.copy(dossier, copy)
    act(dossier, "Chen", decide(0.25))
    act(copy, "Dai", decide(0.1))
    with open_session(copy, pack=mini()) as session:
        theirs = session.journal()
    with open_session(dossier, author=Author("Eve", "e" * 16), pack=mini()) as session:
        held = {e.hash for e in session.journal()}
        session.unite([e for e in theirs if e.hash not in held])
        assert session.result("east").score.indicators["open_share"].voices["verified"] == between
        (conflict,) = session.conflicts()
        chosen = next(s for s in conflict.sides if s.author == "Dai")
        session.settle(conflict.slot, chosen.event)
        settled = session.result("east").score.indicators["open_share"].voices["verified"]
        assert between is not None
        assert settled == Band(between.lo, between.lo)


def test_two_who_agree_stand_as_one_and_over_a_verified_answer(dossier: Path) -> None:
    act(dossier, "Anna", SetAnswer(body="east", indicator="open_share", value=0.2, voice="verified"))
    one = act(dossier, "Anna", share(0.1))
    assert act(dossier, "Bo", share(0.1)) == one
    with open_session(dossier, pack=mini()) as session:
        answer = session.state("east").answer("open_share", "verified")
        assert answer is not None
        assert answer.value == 0.2


def test_only_a_third_person_with_a_reason_decides_and_only_where_there_is_something(dossier: Path) -> None:
    act(dossier, "Anna", share(0.1))
    with pytest.raises(InputError, match="nothing to decide"):
        act(dossier, "Chen", decide(0.1))
    act(dossier, "Bo", share(0.2))
    for evaluator in ("Anna", "Bo"):
        with pytest.raises(InputError, match="one of the evaluators"):
            act(dossier, evaluator, decide(0.1))
    with pytest.raises(InputError, match="reason"):
        act(dossier, "Chen", decide(0.1, " "))


def test_one_sees_what_the_other_judged_only_after_judging(dossier: Path) -> None:
    act(dossier, "Anna", share(0.1))
    indicator = mini().indicator("open_share")
    assert indicator is not None
    with open_session(dossier, pack=mini()) as session:
        found = standing(indicator, session.state("east"))
    assert [j.by for j in open_to(found, "Anna")] == ["Anna"]
    assert open_to(found, "Bo") == []


def test_what_is_off_the_scale_or_no_score_is_refused(dossier: Path) -> None:
    with pytest.raises(InputError):
        act(dossier, "Anna", share(7.0))
    with pytest.raises(InputError, match="free text"):
        act(dossier, "Anna", Judge(body="east", indicator="remarks", value="x"))


def test_agreement_is_told_by_layer_and_disputes_by_how_far_apart_they_are(dossier: Path) -> None:
    parts: list[tuple[str, str, str | float | tuple[str, ...]]] = [
        ("Anna", "open_share", 0.1), ("Bo", "open_share", 0.25), ("Anna", "visits", 500.0), ("Bo", "visits", 500.0),
        ("Anna", "plan", "done"), ("Bo", "plan", "done"), ("Anna", "waiting", 2.0),
    ]  # fmt: skip
    for author, indicator, value in parts:
        act(dossier, author, Judge(body="east", indicator=indicator, value=value))
    with open_session(dossier, pack=mini()) as session:
        states = [session.state("east")]
    layers = {g.id: g for g in groups(mini(), states, "layer")}
    assert (layers["used"].found.units, layers["used"].found.values) == (2, 4)
    assert layers["used"].found.alpha is not None
    assert (layers["built"].found.alpha, layers["built"].found.why) == (None, "no-variation")
    metrics = {g.id: g.metric for g in groups(mini(), states, "indicator")}
    assert metrics == {"plan": "ordinal", "open_share": "interval", "visits": "interval"}
    (only,) = disputes(mini(), states)
    assert (only.indicator, only.decided) == ("open_share", False)


def test_a_single_verified_answer_beside_judgements_is_refused_as_it_would_not_count(dossier: Path) -> None:
    act(dossier, "Anna", Judge(body="east", indicator="open_share", value=0.2))
    with pytest.raises(InputError, match="judged by Anna"):
        act(dossier, "Berta", SetAnswer(body="east", indicator="open_share", value=0.4, voice="verified"))


def _united(dossier: Path, copy: Path) -> None:
    with open_session(copy, pack=mini()) as session:
        theirs = session.journal()
    with open_session(dossier, author=Author("Eve", "e" * 16), pack=mini()) as session:
        held = {e.hash for e in session.journal()}
        session.unite([e for e in theirs if e.hash not in held])


def _verified(dossier: Path) -> Band | None:
    with open_session(dossier, pack=mini()) as session:
        assert session.verify().problems == ()
        return session.result("east").score.indicators["open_share"].voices.get("verified")


def test_one_evaluator_on_two_copies_is_one_person_and_the_later_judgement_stands(
    dossier: Path, tmp_path: Path
) -> None:
    copy = dossier.with_name("copy.assess")
    shutil.copy(dossier, copy)
    act(dossier, "Anna", share(0.1))
    with open_session(copy, author=Author("ＡＮＮＡ", "f" * 16), pack=mini()) as session:
        session.apply(Judge(body="east", indicator="plan", value="none"))
        session.apply(share(0.25))
        later = session.result("east").score.indicators["open_share"].voices.get("verified")
    other = dossier.with_name("other.assess")
    shutil.copy(dossier, other)
    _united(dossier, copy)
    _united(copy, other)
    assert _verified(dossier) == _verified(copy) == later
    with pytest.raises(InputError, match="nothing to decide"):
        act(dossier, "Chen", decide(0.1))
    # A public copy withholds the name that tells it, and computes to the same.
    with open_session(dossier, pack=mini()) as session:
        states = [session.state("east")]
        events, withheld, _ = redacted(session.journal(), mini())
        passed = passed_over_in(session.journal(), mini())
        source = Source(
            events=events, pack=mini(), folder=write_mini(tmp_path / "packs" / "mini"), whole=True, public=True,
            withheld=withheld, passed_over=passed,
        )  # fmt: skip
        write_bundle(source, session.blob, tmp_path / "public.zip")
        full = session.snapshot()
    assert disputes(mini(), states) == []
    found, contents = check_bundle(tmp_path / "public.zip")
    assert found.problems == ()
    assert contents is not None
    assert replay(contents.events, passed).bodies[0].judgements.keys() == {"open_share", "plan"}
    assert any("same evaluator gave a later one" in n.en for n in found.notes)
    stated = msgspec.json.decode(parts_of(tmp_path / "public.zip")["snapshot.json"])
    assert stated["bodies"][0]["score"] == msgspec.json.decode(msgspec.json.encode(full.bodies[0].score))
    # So does a dossier from which the name was erased, and that cannot be taken back.
    again = act(copy, "Anna", share(0.2))
    with open_session(copy, author=Author("Eve", "e" * 16), pack=mini()) as session:
        assert len(session.state("east").judgements["open_share"]) == 1
    with open_session(dossier, author=Author("Eve", "e" * 16), pack=mini()) as session:
        for way in ("Anna", "ＡＮＮＡ"):
            session.erase("left", author=way)
        assert session.result("east").score.indicators["open_share"].voices["verified"] == later
        assert session.undo() is None
    assert _verified(dossier) == later != again
