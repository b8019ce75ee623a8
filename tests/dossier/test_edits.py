"""Edits: what is let in, what is refused with a way out, and what each is called."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assess.base.band import Band
from assess.base.errors import AssessError, InputError, NotFound
from assess.base.texts import Text
from assess.dossier.attachment import LARGEST_FILE, read_file
from assess.dossier.author import this_author
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    AttachFile,
    ClearAnswer,
    ClearFact,
    Edit,
    JudgeEvidence,
    PutImported,
    RecordFact,
    RemoveBody,
    RemoveEvidence,
    RenameBody,
    SetAnswer,
)
from assess.dossier.entities import Answer, Body, Evidence, Import
from assess.session import Session, create_session
from tests.dossier.play import held
from tests.mini import AUTHOR, acting, mini, name, new_session

NAN = math.nan


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=Text(zh="东岭市", en="East"), kind="city"))
        yield session


def _answer(**changed: Any) -> SetAnswer:
    return SetAnswer(**{"body": "east", "indicator": "plan", "value": "draft"} | changed)


def _report(body: str) -> Import:
    return Import(id="x", body=body, name="f.xlsx", sha256="00")


REFUSED: dict[str, tuple[Edit, type[AssessError], str]] = {
    "a body that is not there": (_answer(body="west"), NotFound, "there is no body west"),
    "an indicator that is not there": (_answer(indicator="plann"), NotFound, "the pack has no indicator plann"),
    "an answer off the scale": (_answer(value="splendid"), InputError, "R1: the answer 'splendid' is not"),
    "a number off its range": (_answer(indicator="open_share", value=1.2), InputError, "U1: the answer 1.2 is not"),
    "no number": (_answer(indicator="visits", value=NAN), InputError, "U2: the answer nan is not on its scale"),
    "an endless number": (_answer(indicator="staff", value=math.inf), InputError, "U5: the answer inf is not"),
    "a number for a choice": (_answer(value=3.0), InputError, "R1: the answer 3.0 is not on its scale"),
    "a choice for a number": (_answer(indicator="visits", value="many"), InputError, "the answer 'many' is not"),
    "one code for a checklist": (_answer(indicator="parts", value="a"), InputError, "R3: the answer 'a' is not"),
    "nothing": (_answer(value=None), InputError, "R1: the answer None is not on its scale"),
    "a value with what is no answer": (_answer(state="unknown"), InputError, "only an answered indicator"),
    "an excuse that is not admitted": (
        _answer(indicator="team", value=None, state="not-applicable"), InputError, "R4 does not admit"
    ),
    "text that is no Unicode": (_answer(comment="\udcff"), InputError, "cannot be stored"),
    "an id with a slash": (AddBody(id="a/b", name=name("x")), InputError, "'a/b' cannot be the id of a body"),
    "an empty id": (AddBody(id="", name=name("x")), InputError, "'' cannot be the id of a body"),
    "an id in Chinese": (AddBody(id="东", name=name("x")), InputError, "'东' cannot be the id of a body"),
    "an id too long": (AddBody(id="x" * 65, name=name("x")), InputError, "cannot be the id of a body"),
    "an id with a line end": (AddBody(id="x\n", name=name("x")), InputError, "cannot be the id of a body"),
    "a body twice": (AddBody(id="east", name=name("x")), InputError, "there is a body east already"),
    "a body without a name": (AddBody(id="west", name=Text(zh="西", en=" ")), InputError, "a body needs a name"),
    "a rename to nothing": (RenameBody(id="east", name=name("")), InputError, "a body needs a name"),
    "a rename of nobody": (RenameBody(id="west", name=name("x")), NotFound, "there is no body west"),
    "the removal of nobody": (RemoveBody(id="west"), NotFound, "there is no body west"),
    "evidence of no kind": (
        AddEvidence(body="east", indicator="plan", kind="rumour", title="x"), InputError, "evidence 'rumour'"
    ),
    "evidence of nothing": (
        AddEvidence(body="east", indicator="plan", kind="link", title=" "), InputError, "needs a title or a link"
    ),
    "a date that is none": (
        AddEvidence(body="east", indicator="plan", kind="link", title="x", captured="2026-02-30"), InputError,
        "'2026-02-30' is not a date",
    ),
    "a file that is not there": (
        AttachFile(body="east", indicator="plan", path="/nonexistent/file.pdf"), InputError, "cannot read"
    ),
    "a judgement on nothing": (
        JudgeEvidence(body="east", evidence="e1", status="accepted"), NotFound, "there is no evidence e1"
    ),
    "the removal of no evidence": (RemoveEvidence(body="east", evidence="e1"), NotFound, "there is no evidence e1"),
    "a fact that is not there": (RecordFact(body="east", fact="visits", value=1), NotFound, "no fact visits"),
    "a fact off its range": (
        RecordFact(body="east", fact="satisfied", value=101), InputError, "satisfied must lie between 0 and 100"
    ),
    "a fact below its range": (
        RecordFact(body="east", fact="visits_a_month", value=-1), InputError, "must lie between 0 and inf"
    ),
    "a band the wrong way round": (
        RecordFact(body="east", fact="satisfied", value=(3, 2)), InputError, "satisfied: not a valid band"
    ),
    "a band of no numbers": (
        RecordFact(body="east", fact="satisfied", value=(0, NAN)), InputError, "satisfied: not a valid band"
    ),
    "a band without an end": (
        RecordFact(body="east", fact="visits_a_month", value=(0, math.inf)), InputError, "must be finite numbers"
    ),
    "fewer than no cases": (
        RecordFact(body="east", fact="satisfied", value=3, n=-1), InputError, "cannot be negative: -1"
    ),
    "a derived fact by hand": (
        RecordFact(body="east", fact="bare_share", value=0), InputError, "bare_share is computed from the dossier"
    ),
    "an import into an impossible place": (
        PutImported(entities=(), report=_report("a/b")), InputError, "'a/b' cannot be the id of a body"
    ),
    "an import into a body that is not there": (
        PutImported(entities=(), report=_report("west")), NotFound, "there is no body west"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_and_changes_nothing(session: Session, case: str) -> None:
    edit, kind, told = REFUSED[case]
    before, events = held(session), session._store.counts()
    with pytest.raises(kind) as caught:
        session.apply(AddBody(id="other", name=name("Other")), edit)
    assert told in caught.value.message.en
    assert caught.value.message.zh != caught.value.message.en
    assert (held(session), session._store.counts()) == (before, events), "the good edit beside it went in"
    assert session.verify().problems == ()


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (_answer(indicator="plann"), "Did you mean plan?"),
        (RecordFact(body="east", fact="satisfyed", value=1), "Did you mean satisfied?"),
        (_answer(value="splendid"), "choose from: none, draft, done"),
        (_answer(indicator="open_share", value=1.2), "it must lie between 0 and 1"),
        (_answer(body="west"), "See all with “assess open DOSSIER --list”."),
    ],
)
def test_the_error_says_what_would_do(session: Session, edit: Edit, hint: str) -> None:
    with pytest.raises(AssessError) as caught:
        session.apply(edit)
    assert caught.value.lines("en")[1] == hint
    assert caught.value.lines("zh")[1] != hint


def test_an_indicator_may_be_named_by_its_label(session: Session) -> None:
    session.apply(_answer(indicator="r1"))
    assert session.state("east").answer("plan") is not None


def test_a_comment_stays_unless_another_is_given(session: Session) -> None:
    def comment() -> str:
        answer = session.state("east").answer("plan")
        assert answer is not None
        return answer.comment

    session.apply(_answer(comment="见附件"))
    session.apply(_answer(value="done"))
    assert comment() == "见附件"
    session.apply(_answer(value="done", comment=""))
    assert comment() == ""


def test_an_answer_remembers_what_it_answered(session: Session) -> None:
    session.apply(_answer())
    answer, plan = session.state("east").answer("plan"), mini().indicator("plan")
    assert answer is not None
    assert plan is not None
    assert answer.definition == plan.digest


def test_a_fact_that_was_looked_for_in_vain_is_no_zero(session: Session) -> None:
    session.apply(RecordFact(body="east", fact="satisfied", value=None))
    found = session.state("east").measurements["satisfied/measured"]
    assert (found.band, found.status, found.unit) == (None, "unavailable", "percent")
    session.apply(RecordFact(body="east", fact="satisfied", value=(3, 4.5), n=12, method="survey", period="2026"))
    found = session.state("east").measurements["satisfied/measured"]
    assert (found.band, found.status, found.n) == (Band(3, 4.5), "ok", 12)


def test_a_fact_that_a_tool_measured_says_what_it_rests_on(session: Session) -> None:
    session.apply(
        RecordFact(
            body="east", fact="satisfied", value=(2, 4), coverage=0.25, inputs=("ab",), note="one page of four"
        )
    )
    found = session.state("east").measurements["satisfied/measured"]
    assert (found.status, found.coverage, found.inputs, found.note) == (
        "partial",
        0.25,
        ("ab",),
        "one page of four",
    )
    with pytest.raises(InputError, match="coverage lies in 0 to 1"):
        session.apply(RecordFact(body="east", fact="satisfied", value=3, coverage=1.5))


def test_this_year_and_last_are_two_places(session: Session) -> None:
    session.apply(RecordFact(body="east", fact="satisfied", value=3))
    session.apply(RecordFact(body="east", fact="satisfied", value=2, previous=True))
    state = session.state("east")
    assert (state.measurements["satisfied/measured"].band, state.previous["satisfied/measured"].band) == (
        Band(3, 3), Band(2, 2)
    )  # fmt: skip
    session.apply(ClearFact(body="east", fact="satisfied", previous=True))
    assert session.state("east").previous == {}
    assert "satisfied/measured" in session.state("east").measurements


def test_a_judgement_keeps_what_was_attached(session: Session) -> None:
    session.apply(
        AddEvidence(
            body="east", indicator="plan", kind="link", title="Plan", locator="https://x", captured="2026-01-31"
        )
    )
    (before,) = session.state("east").evidence["plan"]
    with acting(session):
        session.apply(
            JudgeEvidence(body="east", evidence=before.id, status="accepted", note="seen", independent=True)
        )
    (after,) = session.state("east").evidence["plan"]
    assert (after.status, after.note, after.independent) == ("accepted", "seen", True)
    assert (after.id, after.title, after.locator, after.captured) == (before.id, "Plan", "https://x", "2026-01-31")
    with acting(session):
        session.apply(JudgeEvidence(body="east", evidence=before.id, status="rejected", note="withdrawn"))
    (last,) = session.state("east").evidence["plan"]
    assert last.independent, "not said is not changed"


def test_edits_of_one_action_build_on_each_other(session: Session) -> None:
    session.apply(
        AddBody(id="west", name=name("West")),
        _answer(body="west", comment="first"),
        _answer(body="west", value="done"),
    )
    answer = session.state("west").answer("plan")
    assert answer is not None
    assert (answer.value, answer.comment) == ("done", "first")
    with pytest.raises(NotFound, match="no body west"):
        session.apply(RemoveBody(id="west"), _answer(body="west"))
    with pytest.raises(InputError, match="already"):
        session.apply(AddBody(id="north", name=name("N")), AddBody(id="north", name=name("M")))
    assert [b.id for b in session.bodies()] == ["east", "west"]


def test_removing_a_body_removes_all_that_was_recorded_on_it(session: Session, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"f")
    session.apply(
        _answer(),
        RecordFact(body="east", fact="satisfied", value=2, previous=True),
        AttachFile(body="east", indicator="plan", path=str(tmp_path / "f")),
    )
    before = held(session)
    assert session.apply(RemoveBody(id="east")).events == 4
    assert session._store.holders().keys() == {"campaign"}
    session.undo()
    assert held(session) == before


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "  {} ", "file://{}"])
def test_a_dropped_path_is_understood(tmp_path: Path, form: str) -> None:
    (tmp_path / "规划.pdf").write_bytes(b"plan")
    assert read_file(form.format(tmp_path / "规划.pdf")) == (tmp_path / "规划.pdf", b"plan")


def test_a_dropped_address_is_unquoted(tmp_path: Path) -> None:
    (tmp_path / "a b.pdf").write_bytes(b"plan")
    assert read_file(f"file://{tmp_path}/a%20b.pdf")[1] == b"plan"


def test_a_home_is_found_and_a_strangers_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "x").write_bytes(b"x")
    assert read_file("~/x")[1] == b"x"
    with pytest.raises(InputError, match="cannot read ~nobody-here/x"):
        read_file("~nobody-here/x")


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(InputError, match="is not a file"):
            read_file(str(path))


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(InputError, match="larger than 64 MB"):
        read_file(str(tmp_path / "huge"))


def test_a_file_is_kept_by_its_bytes(session: Session, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"the plan")
    session.apply(AttachFile(body="east", indicator="plan", path=str(tmp_path / "plan.pdf"), independent=True))
    (tmp_path / "plan.pdf").write_bytes(b"another")
    (evidence,) = session.state("east").evidence["plan"]
    assert (evidence.title, evidence.locator, evidence.size) == ("plan.pdf", "plan.pdf", 8)
    assert (evidence.media_type, evidence.kind, evidence.independent) == ("application/pdf", "document", True)
    assert session.blob(evidence.sha256) == b"the plan"


# What edits are called

LABELS: dict[str, tuple[Edit, str, str]] = {
    "add": (AddBody(id="west", name=name("West")), "登记单位 west", "Enter body west"),
    "rename": (RenameBody(id="east", name=name("Far East")), "修改单位 east", "Change body east"),
    "remove": (RemoveBody(id="east"), "移除单位 east（6 项）", "Remove body east (6 items)"),
    "answer": (_answer(indicator="portal", value="yes"), "作答 R2 平台", "Answer R2 Portal"),
    "answer again": (_answer(value="done"), "作答 R1 规划", "Answer R1 Plan"),
    "verify": (_answer(voice="verified"), "作答 R1 规划（核实）", "Answer R1 Plan (verified)"),
    "clear": (ClearAnswer(body="east", indicator="plan"), "清除答案 R1 规划", "Clear answer to R1 Plan"),
    "attach": (
        AddEvidence(body="east", indicator="plan", kind="link", title="公报"),
        "登记证据 公报", "Enter evidence 公报",
    ),
    "judge": (
        JudgeEvidence(body="east", evidence="e1", status="rejected", note="x"), "判定证据 计划", "Judge evidence 计划"
    ),
    "detach": (RemoveEvidence(body="east", evidence="e1"), "移除证据 e1", "Remove evidence e1"),
    "fact": (
        RecordFact(body="east", fact="results_displayed", value=3), "登记事实 展示的成果数",
        "Record fact Results displayed",
    ),
    "clear fact": (ClearFact(body="east", fact="satisfied"), "清除事实 满意率", "Clear fact Satisfied users"),
    "import": (
        PutImported(
            entities=(
                Body(id="west", name=name("West")),
                Answer(body="west", indicator="plan", voice="claimed", state="answered", value="done"),
            ),
            report=_report("west"),
        ),
        "导入 f.xlsx（3 项）", "Import f.xlsx (3 items)",
    ),
    "the report of an import alone": (PutImported(entities=(), report=_report("east")), "导入 x", "Import x"),
}  # fmt: skip


@pytest.mark.parametrize("case", LABELS)
def test_each_action_has_a_name_in_both_languages(session: Session, case: str) -> None:
    edit, zh, en = LABELS[case]
    evidence = Evidence(id="e1", body="east", indicator="plan", kind="link", title="计划")
    session.apply(_answer(), RecordFact(body="east", fact="satisfied", value=3))
    session.apply(PutImported(entities=(evidence,), report=Import(id="y", body="east", name="g", sha256="")))
    session.apply(AddEvidence(body="east", indicator="portal", kind="link", title="x"))
    change = session.apply(edit)
    assert (change.label.zh, change.label.en) == (zh, en)
    assert session.history(limit=1)[0].label == change.label
    undone = session.undo()
    assert undone is not None
    assert (undone.label.zh, undone.label.en) == (f"撤销：{zh}", f"Undo: {en}")
    assert session.history(limit=1)[0].label == undone.label


def test_several_edits_are_named_by_the_first(session: Session) -> None:
    change = session.apply(_answer(), _answer(indicator="portal", value="yes"))
    assert (change.label.zh, change.label.en) == ("作答 R1 规划 等 2 项", "Answer R1 Plan and 1 more")


def test_the_first_entry_of_the_history_is_the_campaign(session: Session) -> None:
    assert session.history()[-1].label == Text(zh="新建评估活动", en="Start campaign")


# Who edits


def test_the_device_is_made_once_and_kept(home: Path) -> None:
    one, again = this_author("Li Lei"), this_author("Li Lei")
    assert one == again
    assert len(one.device) == 16
    assert (home / "device").read_text() == one.device


def test_a_home_that_cannot_be_written_costs_nothing_else(home: Path) -> None:
    home.rmdir()
    home.write_text("in the way")
    assert this_author("x").device


@pytest.mark.parametrize(
    ("given", "kept"), [(" Li  Lei ", "Li Lei"), ("a\nb\tc", "a b c"), ("\udcffx", "?x"), ("李雷", "李雷")]
)
def test_a_name_is_what_can_be_stored_and_shown_on_a_line(given: str, kept: str) -> None:
    assert this_author(given).name == kept


@pytest.mark.parametrize("given", [None, "", "  "])
def test_without_a_name_the_account_stands(given: str | None) -> None:
    assert this_author(given).name.strip()


def test_a_campaign_has_a_title_that_can_be_stored(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be stored"):
        create_session(tmp_path / "d.assess", mini(), name("\udcff"), author=AUTHOR)
    assert list(tmp_path.iterdir()) == []
