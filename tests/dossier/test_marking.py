"""The imprint and marks of what is not for publication: checked, kept apart from what they are on, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text, same
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    JudgeEvidence,
    RemoveBody,
    Restrict,
    SetAnswer,
    SetImprint,
)
from assess.dossier.imprint import EMPTY, Imprint, Signatory
from assess.dossier.record import read_record
from assess.dossier.replay import replay
from assess.session import Session, open_session
from tests.mini import AUTHOR, acting, mini, name, new_session

FULL = Imprint(
    number="测评〔2026〕3号",
    office=Text(zh="市数据局", en="City data office"),
    classification=Text(zh="内部", en="Internal"),
    secrecy=Text(zh="5年", en="5 years"),
    signatories=(Signatory(Text(zh="组长", en="Lead"), "王五", "2026-03-06"), Signatory(same("x"))),
    reply_by="2026-04-01",
    review_by="2026-04-01",
    review_to=same("x"),
    contact=same("y"),
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "d.assess") as made:
        made.apply(AddBody(id="east", name=name("East")))
        made.apply(
            SetAnswer(body="east", indicator="plan", value="done", comment="x"),
            AddEvidence(body="east", indicator="plan", kind="link", title="List"),
        )
        yield made


def _evidence(session: Session) -> str:
    return session.state("east").evidence["plan"][0].id


def test_an_imprint_is_kept_replaced_and_undone_and_is_in_the_snapshot(session: Session, tmp_path: Path) -> None:
    assert session.imprint() is None
    change = session.apply(SetImprint(FULL))
    assert (change.label.zh, change.label.en) == ("填写落款事项", "Set the imprint")
    assert session.apply(SetImprint(FULL)).events == 0
    session.apply(SetImprint(msgspec.structs.replace(FULL, contact=same("z"))))
    session.undo()
    assert session.imprint() == FULL
    assert session.snapshot().imprint == FULL
    cleared = session.apply(SetImprint(EMPTY))
    assert (cleared.label.zh, cleared.label.en) == ("清除落款事项", "Clear the imprint")
    assert session.snapshot().imprint is None
    session.undo()
    with open_session(tmp_path / "d.assess", author=AUTHOR, readonly=True, pack=mini()) as again:
        assert again.imprint() == FULL
        assert again.verify().problems == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reply_by": "2026-02-30"}, "'2026-02-30' is not a date"),
        ({"review_by": "20260401"}, "is not a date"),
        ({"reply_by": "2026-04-02"}, "before replies are due"),
        ({"classification": same("")}, "without a classification"),
        ({"office": Text(zh="局", en="")}, "in both languages or in neither"),
        ({"number": "x" * 301}, "over 300"),
        ({"signatories": (Signatory(same("")),)}, "needs a role"),
        ({"signatories": (Signatory(same("x"), "y", "soon"),)}, "'soon' is not a date"),
        ({"signatories": (Signatory(same("x")),) * 13}, "more than 12 signatories"),
    ],
)
def test_an_imprint_that_cannot_be_printed_is_refused(
    session: Session, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        session.apply(SetImprint(msgspec.structs.replace(FULL, **changes)))
    assert session.imprint() is None


@pytest.mark.parametrize(
    ("mark", "secret", "public"),
    [("", False, True), ("公开", False, True), ("Public", False, True), ("内部", False, False),
     ("秘密", True, False), ("机密", True, False), ("Secret", True, False)],
)  # fmt: skip
def test_a_mark_is_known_as_secret_open_or_neither(mark: str, secret: bool, public: bool) -> None:
    imprint = Imprint(classification=same(mark))
    assert (imprint.secret, imprint.public) == (secret, public)


def test_a_mark_of_not_for_publication_outlives_judging_and_answering_again(session: Session) -> None:
    target = f"evidence/{_evidence(session)}"
    marked = session.apply(Restrict("east", target, "names a person"))
    assert marked.label.en.startswith("Mark as not for publication: evidence ")
    answered = session.apply(Restrict("east", "answer/plan/claimed", "asked to keep"))
    assert (answered.label.zh, answered.label.en) == (
        "标为不公开：R1 的答案（自报）", "Mark as not for publication: answer R1 (claimed)",
    )  # fmt: skip
    with acting(session):
        session.apply(JudgeEvidence(body="east", evidence=_evidence(session), status="accepted"))
    session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
    (body,) = session.snapshot().bodies
    assert [(r.target, r.reason) for r in body.restrictions] == [
        ("answer/plan/claimed", "asked to keep"), (target, "names a person"),
    ]  # fmt: skip


def test_a_mark_is_lifted_and_the_lifting_undone(session: Session) -> None:
    session.apply(Restrict("east", "answer/plan/claimed", "asked to keep"))
    lifted = session.apply(Restrict("east", "answer/plan/claimed"))
    assert lifted.label.en == "Lift “not for publication” from answer R1 (claimed)"
    assert session.state("east").restrictions == {}
    session.undo()
    assert session.state("east").restrictions["answer/plan/claimed"].reason == "asked to keep"


def test_a_body_that_is_removed_takes_its_marks_with_it_and_brings_them_back(session: Session) -> None:
    session.apply(Restrict("east", "answer/plan/claimed", "asked to keep"))
    before = session.state("east")
    session.apply(RemoveBody(id="east"))
    session.undo()
    assert session.state("east") == before
    assert session.verify().problems == ()


def test_only_what_is_there_can_be_marked(session: Session) -> None:
    with pytest.raises(NotFound, match="no evidence or answer answer/plan/verified"):
        session.apply(Restrict("east", "answer/plan/verified", "x"))
    with pytest.raises(InputError, match="not marked"):
        session.apply(Restrict("east", "answer/plan/claimed", " "))


def test_a_journal_worked_out_in_memory_holds_imprint_and_marks_as_the_file_does(session: Session) -> None:
    session.apply(SetImprint(FULL), Restrict("east", "answer/plan/claimed", "asked to keep"))
    found = replay(session._store.events())
    assert found == read_record(session._store)
    assert found.imprint == FULL
