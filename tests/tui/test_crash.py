"""The crash boundary: saves, redacts, writes a report, and says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.resources import home
from assess.tui import crash
from assess.tui.app import AssessApp
from tests.tui.driving import answer, running

SECRET = "举报人 Zhang 的证词"


def fail(evidence: str) -> None:
    """A fault with a secret in its message, its arguments and its locals."""
    local = evidence + "!"
    try:
        raise KeyError(f"no such thing: '{local}'")
    except KeyError as error:
        raise RuntimeError(f"cannot handle {local} in /srv/x/{local}") from error


def report() -> str:
    """The report on that fault."""
    try:
        fail(SECRET)
    except RuntimeError as error:
        return crash.describe(error)
    raise AssertionError


def test_the_report_names_the_fault_and_its_cause_with_their_places() -> None:
    text = report()
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert "tui/test_crash.py" in text
    assert " fail" in text


def test_the_report_tells_nothing_of_what_the_dossier_holds() -> None:
    text = report()
    assert not any("\u4e00" <= c <= "\u9fff" for c in text)
    assert "/srv/x" not in text


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("no 'secret' here", "no '…' here"),
        ('a "b c" d', "a '…' d"),
        ("at /var/lib/x.assess: gone", "at <path>: gone"),
        ("保密 x", "… x"),
        ("x" * 500, "x" * 200),
    ],
)
def test_messages_keep_no_quotation_path_or_foreign_word(message: str, left: str) -> None:
    assert crash.redact(message) == left


def test_telling_writes_the_report_and_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        fail(SECRET)
    except RuntimeError as error:
        assert crash.tell(error, "zh") == crash.EXIT_CODE == 70
    (written,) = (home() / "crashes").iterdir()
    said = capsys.readouterr().err
    assert str(written) in said
    assert "内部错误" in said
    assert SECRET not in said + written.read_text(encoding="utf-8")


async def test_a_fault_ends_the_app_with_its_code_and_saves_what_was_typed(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(AssessApp, "action_help", lambda self: fail(SECRET))
    with pytest.raises(RuntimeError):
        async with running(dossier) as app:
            await app.press("c")
            await app.type("kept")
            await app.pilot.press("f1")
    assert app.app.return_code == crash.EXIT_CODE
    assert app.app.fault is not None
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err
    found = answer(dossier, "plan")
    assert found is not None
    assert found.comment == "kept"
