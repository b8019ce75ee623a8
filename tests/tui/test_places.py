"""The other places: start, bodies, findings, history, palette, help; language, look, read-only, reports."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, RecordFact, SetAnswer
from assess.session import Session, open_session
from assess.tui.widgets.fields import Line
from tests.tui.conftest import BUREAU
from tests.tui.driving import EVERYWHERE, LARGE, SMALL, answer, held, running

EVERY = pytest.mark.parametrize(("lang", "size"), EVERYWHERE)


@pytest.fixture
def two_bodies(session: Session) -> Path:
    """A dossier with two bodies, one of them with answers and a finding."""
    session.apply(AddBody(id="hotline", name=Text(zh="热线中心", en="Hotline Centre")))
    session.apply(SetAnswer(body="hotline", indicator="plan", value="bound"))
    session.apply(RecordFact(body="hotline", fact="displayed", value=213))
    session.apply(RecordFact(body="hotline", fact="effective", value=91))
    session.close()
    return session.path


@EVERY
async def test_the_bodies_show_progress_total_and_findings(
    two_bodies: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(two_bodies, lang, size) as app:
        assert app.sees("被评估单位 2" if lang == "zh" else "Assessed bodies 2")
        assert app.sees("1/7")
        # Readiness from 2 / 7; of utilization half is measured by the two facts: 91 / 213 on its curve.
        assert app.sees("27.1–87.8")
        assert app.sees("!1 ?1")
        await app.press("j", "enter")
        assert app.sees("热线中心" if lang == "zh" else "Hotline Centre")
        await app.press("escape")
        assert app.sees("0/7")


async def test_a_body_is_added_renamed_and_taken_back(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        await app.press("escape", "a")
        await app.type("民政局")
        await app.press("ctrl+s")
        assert app.sees("被评估单位 2")
        assert app.sees("民政局")
        await app.press("r")
        await app.type("（市）")
        await app.press("ctrl+s")
        assert app.sees("民政局（市）")
        await app.press("u", "u")
        assert app.sees("被评估单位 1")
    with open_session(dossier, readonly=True) as session:
        assert [b.name for b in session.bodies()] == [BUREAU]


async def test_the_kind_of_a_body_decides_what_is_asked_of_it(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("escape", "a")
        await app.type("县")
        app.app.screen.query_one("#field-kind").focus()
        await app.settle()
        await app.press("1", "ctrl+s")
        assert app.sees("0/6")
        await app.press("enter")
        app.bench.go("indicator/story")
        await app.settle()
        assert app.sees("Does not apply to this body")
        await app.press("escape")
        await app.press("r")
        app.app.screen.query_one("#field-kind").focus()
        await app.settle()
        await app.press("2", "ctrl+s")
    with open_session(dossier, readonly=True) as session:
        assert [b.kind for b in session.bodies()] == ["agency", ""]


async def test_a_dossier_without_bodies_says_how_to_begin(session: Session) -> None:
    session.undo()
    session.close()
    async with running(session.path, "zh", SMALL) as app:
        assert app.sees("还没有被评估单位。按 a 添加第一个。")
        await app.press("R")
        assert app.message is not None
        assert "没有报告可写" in app.message.zh


@EVERY
async def test_findings_are_told_in_full_and_lead_to_what_they_wait_for(
    two_bodies: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(two_bodies, lang, size) as app:
        await app.press("j", "enter", "F")
        for part in ("依据", "要问什么", "什么情况下可能有误", "撤回的条件") if lang == "zh" else ("Basis",):
            assert app.sees(part) or size == SMALL
        assert app.sees("风险线索，不是结论" if lang == "zh" else "A risk and a lead, not a verdict")
        await app.press("j")
        assert app.sees("未定：缺少事实" if lang == "zh" else "facts are missing")
        await app.press("enter")
        assert app.bench.key == "fact/apps"


async def test_next_flagged_goes_to_what_a_finding_rests_on(two_bodies: Path) -> None:
    async with running(two_bodies) as app:
        await app.press("j", "enter", "f")
        assert app.bench.key == "fact/effective"
        assert app.sees("Used by")
        await app.press("f")
        assert app.bench.key == "fact/displayed"


async def test_the_history_lists_every_action_and_undoes_from_there(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("2", "H")
        assert app.sees("A1 One plan for all")
        assert app.sees("2026-01-01 00:00")
        await app.press("u")
        assert app.sees("Undo:")
        await app.press("escape")
        assert app.bench.form.draft is not None
        assert app.bench.form.draft.state is None
    assert answer(dossier, "plan") is None


@EVERY
async def test_the_palette_finds_in_both_languages_and_runs_what_was_found(
    dossier: Path, lang: Lang, size: tuple[int, int]
) -> None:
    for text, key in (
        ("a2a", "indicator/gate_report"),
        ("职责", "indicator/duties"),
        ("展示的成果数", "fact/displayed"),
    ):
        async with running(dossier, lang, size) as app:
            await app.press("ctrl+p")
            assert app.sees("查找命令" if lang == "zh" else "Find commands")
            await app.type(text)
            await app.settle()
            await app.press("enter")
            assert app.bench.key == key


async def test_the_palette_says_when_nothing_matches_and_closes_on_escape(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("ctrl+p")
        await app.type("zzzz")
        await app.settle()
        assert app.sees("Nothing matches")
        await app.press("enter", "escape")
        assert app.app.screen is app.bench


async def test_the_palette_opens_another_body(two_bodies: Path) -> None:
    async with running(two_bodies) as app:
        await app.press("enter", "ctrl+p")
        await app.type("hotline")
        await app.settle()
        await app.press("enter")
        assert app.bench.body == "hotline"
        await app.press("escape")
        assert app.sees("Assessed bodies 2")


@EVERY
async def test_help_explains_the_place_and_its_keys(dossier: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(dossier, lang, size) as app:
        await app.press("question_mark")
        assert app.sees("工作台" if lang == "zh" else "Workbench")
        assert app.sees("下一个还没有作答的指标" if lang == "zh" else "next indicator without an answer")
        await app.press("escape")
        assert app.app.screen is app.bench


async def test_one_key_changes_the_language_of_everything_and_is_remembered(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSESS_LANG")
    async with running(dossier, "zh") as app:
        assert app.sees("一套规划管到底")
        await app.press("f2")
        assert app.sees("One plan for all")
        assert app.sees("Overall")
        assert app.sees("Comment and reasons")
        assert app.sees("next open")
        assert not any(
            "\u4e00" <= c <= "\u9fff" for c in app.screen().replace("中文", "").replace("测试用资料", "")
        )
    async with running(dossier, "zh") as app:
        assert app.sees("One plan for all")


def doubtful(screen: str) -> set[str]:
    """Characters whose width terminals disagree about: neither ASCII nor wide."""
    return {c for c in screen if not c.isascii() and unicodedata.east_asian_width(c) not in "WF"}


async def test_the_looks_go_round_and_the_last_one_draws_its_own_marks_in_ascii(dossier: Path) -> None:
    async with running(dossier) as app:
        assert "○" in doubtful(app.screen())
        await app.press("f9", "f9", "f9")
        assert app.app.theme == "assess-ascii"
        assert doubtful(app.screen()) == set()
        for key in ("e", "question_mark", "ctrl+p", "F", "H"):
            await app.press(key)
            assert doubtful(app.screen()) == set()
            await app.press("escape")


async def test_a_second_opener_reads_only_and_is_told_by_whom_the_dossier_is_held(session: Session) -> None:
    async with running(session.path, "zh") as app:
        assert app.sees("只读")
        assert app.app.banner is not None
        assert app.sees(app.app.banner)
        await app.press("2", "x", "d", "delete", "a", "e", "u")
        assert app.message is not None
        await app.press("c")
        await app.type("这里写不进去")
        await app.press("escape")
    assert session.state("bureau").answers == {}
    session.close()


async def test_the_report_is_written_beside_the_dossier_in_both_languages(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("2", "R")
        for _ in range(100):
            if app.message and "Report written" in app.message.en:
                break
            await app.settle()
        assert app.message is not None
        assert "sample-report" in app.message.en
    pages = sorted(p.name for p in (dossier.parent / "sample-report").glob("*.html"))
    assert pages == ["bureau.en.html", "bureau.zh.html"]


async def test_the_start_screen_lists_the_folders_dossiers_and_opens_one(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dossier.parent)
    (dossier.parent / "notes.txt").write_text("not a dossier", encoding="utf-8")
    (dossier.parent / "looks-like.assess").write_bytes(b"SQLite format 3\0" + b"\0" * 600)
    async with running(None, "zh") as app:
        assert app.sees("手边的评估活动 1")
        assert app.sees("示例市评估")
        assert not app.sees("looks-like")
        await app.press("enter")
        assert app.sees("一套规划管到底")
        await app.press("escape", "escape")
        assert app.sees("手边的评估活动 1")


async def test_a_new_assessment_is_made_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(None, "zh", SMALL) as app:
        assert app.sees("还没有评估卷宗")
        await app.press("n")
        await app.press("ctrl+s")
        assert app.sees("至少填一个")
        assert app.focused_id == "field-zh"
        await app.type("全新的评估")
        assert app.sees("将写入")
        app.app.screen.query_one("#field-period", Line).value = "２０２６"
        app.app.screen.query_one("#field-assessed_on", Line).value = "２０２６－１３－０１"
        await app.press("ctrl+s")
        assert app.sees("2026-05-31")
        assert app.focused_id == "field-assessed_on"
        app.app.screen.query_one("#field-assessed_on", Line).value = "２０２６－１２－０１"
        app.app.screen.query_one("#field-file", Line).value = "no/such/folder"
        await app.press("ctrl+s")
        assert app.sees("没有目录")
        app.app.screen.query_one("#field-file", Line).value = "fresh"
        app.app.screen.query_one("#field-pack").focus()
        await app.settle()
        choices = app.app.screen.query_one("#field-pack")
        codes = [c.code for c in choices.choices]  # type: ignore[attr-defined]
        await app.press("home", *["down"] * codes.index("small"), "space", "ctrl+s")
        assert app.sees("全新的评估")
        assert app.sees("还没有被评估单位")
    made = next(tmp_path.glob("*.assess"))
    with open_session(made, readonly=True) as session:
        assert (session.campaign.title.zh, session.pack.id) == ("全新的评估", "small")
        assert (session.campaign.period, session.campaign.assessed_on) == ("2026", "2026-12-01")


async def test_a_missing_dossier_ends_with_its_error_and_exit_code(tmp_path: Path) -> None:
    async with running(tmp_path / "nowhere.assess") as app:
        assert app.app.failure is not None
        assert app.app.return_code == app.app.failure.exit_code == 5


@EVERY
async def test_the_line_of_keys_always_shows_the_way_to_help(
    dossier: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(dossier, lang, size) as app:
        for keys in ((), ("enter",), ("c",), ("escape", "F"), ("escape", "H")):
            await app.press(*keys)
            app.app.say(Text(zh="好", en="Fine"))
            app.app.screen.query_one("KeyBar").say(None)  # type: ignore[attr-defined]
            await app.settle()
            assert app.screen().splitlines()[-1].rstrip().endswith("帮助" if lang == "zh" else "help")


async def test_a_large_screen_has_all_three_panels(dossier: Path) -> None:
    async with running(dossier, "en", (200, 60)) as app:
        assert app.sees("One plan for all")
        assert app.sees("Findings 0")
        assert held(dossier).body.id == "bureau"
    assert LARGE == (120, 40)
