"""Saving: in order, merged while typing, kept and tried again when the disk refuses."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assess.base.errors import AssessError, InputError, StoreError
from assess.base.texts import Text
from assess.dossier.edits import Edit, SetAnswer
from assess.session import Change, Session
from assess.tui.saving import Applied, Done, Saver
from tests.tui.driving import answer, running

FULL = StoreError(Text(zh="磁盘已满", en="the disk is full"))


class Desk:
    """A saver with its messages collected instead of posted to an app."""

    def __init__(self, session: Session) -> None:
        self.done: list[Done] = []
        self.saver = Saver(lambda message: self.done.append(message))  # type: ignore[arg-type]
        self.saver.session = session
        self.applied: list[Applied] = []

    def put(self, *edits: Edit) -> None:
        """Write `edits`."""
        self.saver.put(*edits, key="slot", body="bureau", then=self.applied.append)

    def wait(self) -> list[AssessError]:
        """Take the ends of all jobs, as the app does; gives the errors."""
        errors: list[AssessError] = []
        until = time.monotonic() + 10
        while not self.saver.idle and time.monotonic() < until:
            while self.done:
                if error := self.saver.ended(self.done.pop(0)):
                    errors.append(error)
            time.sleep(0.002)
        return errors


def comment(text: str) -> SetAnswer:
    """An edit of the comment."""
    return SetAnswer(body="bureau", indicator="plan", value=None, state="not-reviewed", comment=text)


def test_edits_are_applied_in_the_order_in_which_they_were_made(session: Session) -> None:
    desk = Desk(session)
    for number in range(30):
        desk.put(comment(str(number)))
    assert desk.wait() == []
    assert [a.view.state.answer("plan").comment for a in desk.applied if a.view] == [str(n) for n in range(30)]  # type: ignore[union-attr]
    assert desk.saver.finish() == []


def test_what_is_typed_in_one_place_becomes_one_edit_written_before_anything_else(session: Session) -> None:
    desk = Desk(session)
    for text in ("h", "he", "hello"):
        desk.saver.hold("comment", comment(text))
    assert desk.saver.busy("comment")
    assert desk.saver.status == "saving"
    desk.put(SetAnswer(body="bureau", indicator="gate", value="yes"))
    desk.wait()
    assert desk.saver.status == "saved"
    assert [e.label.en.split()[1] for e in session.history()][:2] == ["A2", "A1"]
    assert len(session.history()) == 4
    assert session.state("bureau").answers["plan", "claimed"].comment == "hello"
    desk.saver.finish()


def test_a_refused_value_is_told_and_not_tried_again(session: Session) -> None:
    desk = Desk(session)
    desk.put(SetAnswer(body="bureau", indicator="plan", value="no-such-option"))
    (error,) = desk.wait()
    assert isinstance(error, InputError)
    assert desk.saver.failed == []
    assert desk.saver.status == "saved"
    desk.saver.finish()


def test_what_the_disk_refused_is_kept_and_written_first_when_it_is_tried_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, real, refuse = Desk(session), session.apply, [True]

    def apply(*edits: Edit) -> Change:
        if refuse[0]:
            raise FULL
        return real(*edits)

    monkeypatch.setattr(session, "apply", apply)
    desk.put(comment("first"))
    assert desk.wait() == [FULL]
    assert desk.saver.status == "failed"
    refuse[0] = False
    desk.put(SetAnswer(body="bureau", indicator="plan", value="paper"))
    assert desk.wait() == []
    found = session.state("bureau").answers["plan", "claimed"]
    assert (found.value, found.comment) == ("paper", "first")
    assert desk.saver.status == "saved"
    desk.saver.finish()


def test_finishing_writes_what_is_held_and_tells_what_could_not_be(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def apply(*edits: Edit) -> Change:
        raise FULL

    desk = Desk(session)
    monkeypatch.setattr(session, "apply", apply)
    desk.saver.hold("comment", comment("lost otherwise"))
    assert desk.saver.finish() == [FULL]


def test_a_fault_in_a_job_is_raised_where_it_is_taken_up(session: Session) -> None:
    desk = Desk(session)
    desk.saver.ask(lambda: 1 / 0, lambda _: None)
    with pytest.raises(ZeroDivisionError):
        desk.wait()
    desk.saver.finish()


async def test_the_badge_tells_of_a_failed_save_and_of_its_mending(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(dossier, "zh") as app:
        session = app.app.saver.session
        assert session is not None
        real = session.apply

        def apply(*edits: Edit) -> Change:
            raise FULL

        monkeypatch.setattr(session, "apply", apply)
        await app.press("2")
        assert app.sees("! 保存失败")
        assert app.message is not None
        assert "磁盘已满" in app.message.zh
        await app.press("ctrl+q")
        assert "Ctrl+S" in app.message.zh
        assert app.app.return_code is None
        monkeypatch.setattr(session, "apply", real)
        await app.press("ctrl+s")
        assert app.sees("已保存")
    assert getattr(answer(dossier, "plan"), "value", None) == "paper"
