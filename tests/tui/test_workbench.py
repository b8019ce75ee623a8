"""The workbench: answering with keys, what is shown at once, and what the file then holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from assess.base.texts import Lang
from tests.tui.driving import EVERYWHERE, LARGE, SMALL, answer, held, running

EVERY = pytest.mark.parametrize(("lang", "size"), EVERYWHERE)


@EVERY
async def test_a_digit_in_the_form_answers_saves_and_moves_the_score(
    dossier: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(dossier, lang, size) as app:
        assert app.sees("总分" if lang == "zh" else "Overall")
        await app.press("enter", "3")
        found = answer(dossier, "plan")
        assert found is not None
        assert (found.state, found.value) == ("answered", "bound")
        assert app.app.status == "saved"
        assert app.sees("已保存" if lang == "zh" else "saved")
        # Two of the seven points of one layer of two: from 2 / 7 / 2 upwards.
        assert app.sees("14.3–100")


async def test_every_kind_of_scale_can_be_answered_by_keyboard_alone(dossier: Path) -> None:
    async with running(dossier, "zh", SMALL) as app:
        await app.press("enter", "2", "n", "2", "n", "1", "n", "1", "3", "n")
        await app.type("45%")
        await app.press("ctrl+n")
        await app.type("12")
        await app.press("ctrl+n")
        await app.type("老人当天领到了补贴")
        await app.press("escape")
    state = held(dossier)
    values = {i: a.value for (i, _), a in state.answers.items()}
    assert values == {
        "plan": "paper", "gate": "yes", "gate_report": "no", "duties": ("collect", "supervise"),
        "done_online": 0.45, "apps_count": 12.0, "story": "老人当天领到了补贴",
    }  # fmt: skip


async def test_digits_answer_from_the_tree_where_the_form_is_in_sight(dossier: Path) -> None:
    async with running(dossier, "en", LARGE) as app:
        assert app.focused_id == "tree"
        await app.press("2")
    assert answer(dossier, "plan") is not None


async def test_a_digit_never_answers_a_question_that_is_not_on_the_screen(dossier: Path) -> None:
    async with running(dossier, "en", SMALL) as app:
        await app.press("2")
        assert answer(dossier, "plan") is None
        assert app.focused_id == "choices"
        await app.press("2")
    assert answer(dossier, "plan") is not None


async def test_next_open_passes_over_answered_ones_and_questions_that_do_not_arise(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("1", "n", "1", "n")
        # The gate was answered "no", so its follow-up does not arise.
        assert app.bench.key == "indicator/duties"
        await app.press("k")
        assert app.sees("follow-up does not arise")


async def test_next_open_says_so_when_nothing_is_left(dossier: Path) -> None:
    async with running(dossier) as app:
        for _ in range(7):
            await app.press("d", "n")
        assert app.message is not None
        assert "No indicator is left" in app.message.en


async def test_full_width_digits_and_the_chinese_percent_sign_are_numbers(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        app.bench.go("indicator/done_online")
        await app.press("enter")
        await app.type("４５％")
        await app.press("escape")
    assert getattr(answer(dossier, "done_online"), "value", None) == 0.45


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_number_typed_in_the_tree_loses_no_digit_and_adds_none_to_one_that_is_there(
    dossier: Path, size: tuple[int, int]
) -> None:
    async with running(dossier, "zh", size) as app:
        app.bench.go("indicator/done_online")
        await app.settle()
        await app.type("0.45")
        await app.press("escape")
        await app.type("3")
        await app.settle()
        assert app.sees("按 Enter 到栏里修改")
        app.bench.go("indicator/plan")
        await app.press("3")
        assert app.sees("还没有作答") is (size == SMALL)
    assert getattr(answer(dossier, "done_online"), "value", None) == 0.45
    assert (answer(dossier, "plan") is None) is (size == SMALL)


async def test_a_value_off_the_scale_is_named_and_neither_it_nor_its_beginning_is_saved(dossier: Path) -> None:
    async with running(dossier) as app:
        app.bench.go("indicator/done_online")
        await app.press("enter")
        await app.type("12")
        await app.settle()
        assert app.sees("Not saved")
        assert app.sees("For 12 percent write 12%")
        await app.press("ctrl+s")
        assert app.bench.form.value.value == "12"
        await app.press("ctrl+n")
        assert app.message is not None
        assert "12" in app.message.en
    assert answer(dossier, "done_online") is None


async def test_a_comment_keeps_every_pasted_line(dossier: Path) -> None:
    from textual import events

    text = "第一段：规划已印发。\n\n第二段，附三份：\n  1. 甲\n  2. 乙"
    async with running(dossier, "zh") as app:
        await app.press("c")
        assert app.focused_id == "comment"
        app.app.post_message(events.Paste(text))
        await app.pilot.pause()
        await app.press("escape")
        assert app.app.status == "saved"
    found = answer(dossier, "plan")
    assert found is not None
    assert found.comment == text


async def test_a_comment_alone_is_kept_and_counts_as_no_answer(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("c")
        await app.type("ask again")
        await app.press("escape")
        assert app.sees("0/4")
        await app.press("n")
        assert app.bench.key == "indicator/gate"
    found = answer(dossier, "plan")
    assert found is not None
    assert (found.state, found.comment) == ("not-reviewed", "ask again")


async def test_answering_after_a_comment_keeps_the_comment(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("c")
        await app.type("why")
        await app.press("escape", "2")
    found = answer(dossier, "plan")
    assert found is not None
    assert (found.value, found.comment) == ("paper", "why")


async def test_what_is_being_typed_is_not_overwritten_by_what_was_saved_of_it(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("c")
        await app.type("first")
        app.app.flush()
        await app.type(" second")
        await app.settle()
        assert app.bench.form.comment.text == "first second"
        await app.press("escape")
    found = answer(dossier, "plan")
    assert found is not None
    assert found.comment == "first second"


async def test_typing_is_written_when_the_indicator_is_left(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("c")
        await app.type("left behind")
        app.bench.go("indicator/gate")
        await app.settle()
    found = answer(dossier, "plan")
    assert found is not None
    assert found.comment == "left behind"


async def test_quitting_writes_what_was_typed_a_moment_before(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("c")
        await app.pilot.press(*"last words", "ctrl+q")
    found = answer(dossier, "plan")
    assert found is not None
    assert found.comment == "last words"


async def test_not_applicable_asks_for_a_reason_and_keeps_it(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        await app.press("x")
        assert app.sees("为什么不适用")
        await app.press("ctrl+s")
        assert app.sees("必须填写")
        await app.type("本市没有这类项目")
        await app.press("ctrl+s")
        assert app.sees("已标为不适用")
    found = answer(dossier, "plan")
    assert found is not None
    assert (found.state, found.comment) == ("not-applicable", "本市没有这类项目")


async def test_not_applicable_is_refused_where_the_pack_refuses_it(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("j", "x")
        assert app.message is not None
        assert "A2 does not admit" in app.message.en
    assert answer(dossier, "gate") is None


async def test_the_packs_own_not_applicable_and_unknown_options_are_used(dossier: Path) -> None:
    async with running(dossier) as app:
        app.bench.go("indicator/gate_report")
        await app.press("x")
        assert getattr(answer(dossier, "gate_report"), "value", None) == "na"
        await app.press("d")
        assert getattr(answer(dossier, "gate_report"), "value", None) == "dk"


async def test_unknown_widens_the_band_and_clearing_takes_the_answer_back(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("d")
        assert getattr(answer(dossier, "plan"), "state", None) == "unknown"
        assert app.sees("the band stays wide")
        await app.press("delete")
    assert answer(dossier, "plan") is None


async def test_the_voices_stand_side_by_side_and_none_overwrites_another(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("3", "v", "v", "v")
        assert app.sees("as: Verified")
        await app.press("1")
        assert app.sees("Claimed ● #3")
        assert app.sees("Verified ● #1")
        assert app.sees("above what was verified")
    assert getattr(answer(dossier, "plan"), "value", None) == "bound"
    assert getattr(answer(dossier, "plan", "verified"), "value", None) == "none"


async def test_the_evidence_that_a_level_needs_stands_under_the_options(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        await app.press("3")
        assert app.sees("须有：")
        assert app.sees("文件 × 2：比对记录")
        assert app.sees("现场核查记录，来自独立来源：现场核查")


async def test_findings_appear_with_the_answer_that_raises_them_and_point_to_it(dossier: Path) -> None:
    async with running(dossier) as app:
        assert app.sees("Findings 0, undetermined 2")
        app.bench.go("indicator/apps_count")
        await app.press("enter")
        await app.type("25")
        await app.press("escape")
        assert app.sees("Findings 1, undetermined 1")
        assert app.sees("!● B2")
        assert app.sees("Finding: Too many work apps")


async def test_a_fact_is_recorded_and_a_rule_decides_at_once(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        app.bench.go("fact/displayed")
        await app.press("enter")
        await app.type("２１３")
        await app.press("ctrl+s")
        app.bench.go("fact/effective")
        await app.press("enter")
        await app.type("80-91")
        await app.press("ctrl+s")
        assert app.sees("风险线索 1，未定 1")
    state = held(dossier)
    assert {k: (m.band.lo, m.band.hi) for k, m in state.measurements.items() if m.band} == {
        "displayed/claimed": (213, 213), "effective/claimed": (80, 91),
    }  # fmt: skip


async def test_the_details_of_a_fact_are_saved_with_its_value(dossier: Path) -> None:
    async with running(dossier) as app:
        app.bench.go("fact/displayed")
        await app.press("enter")
        await app.type("40")
        await app.press("tab")
        await app.type("12")
        await app.press("tab")
        await app.type("counted")
        await app.press("tab")
        await app.type("2025")
        await app.press("tab")
        await app.type("30")
        await app.press("escape")
    state = held(dossier)
    now, before = state.measurements["displayed/claimed"], state.previous["displayed/claimed"]
    assert (now.n, now.method, now.period) == (12, "counted", "2025")
    assert before.band is not None
    assert before.band.lo == 30


async def test_a_derived_fact_shows_its_value_and_takes_none(dossier: Path) -> None:
    async with running(dossier) as app:
        app.bench.go("fact/answered_part")
        await app.settle()
        assert app.sees("Computed from the dossier itself")
        await app.press("5")
    assert held(dossier).measurements == {}


async def test_undo_and_redo_go_back_to_what_they_changed_and_survive_a_restart(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("3", "j", "2")
    async with running(dossier) as app:
        app.bench.go("indicator/duties")
        await app.press("u")
        assert app.bench.key == "indicator/gate"
        assert answer(dossier, "gate") is None
        await app.press("ctrl+z")
        assert answer(dossier, "plan") is None
        await app.press("ctrl+y", "U")
    assert getattr(answer(dossier, "plan"), "value", None) == "bound"
    assert getattr(answer(dossier, "gate"), "value", None) == "yes"


async def test_nothing_to_undo_is_said_not_hidden(dossier: Path) -> None:
    async with running(dossier) as app:
        for _ in range(4):
            await app.press("U")
        assert app.message is not None
        assert "nothing to redo" in app.message.en


async def test_the_filter_finds_by_code_chinese_and_english_and_enter_goes_there(dossier: Path) -> None:
    for text, key in (("a2a", "gate_report"), ("真实 数据", "gate"), ("duties", "duties"), ("Ｂ１", "done_online")):
        async with running(dossier) as app:
            await app.press("slash")
            await app.type(text)
            await app.settle()
            await app.press("enter")
            assert app.bench.key == f"indicator/{key}"
            assert app.bench.in_form
            await app.press("escape", "slash", "escape")
            assert not app.bench.outline.filtering
            assert app.sees("A1")


async def test_vim_keys_and_folding_move_about_in_the_tree(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("g")
        assert app.bench.key == "layer/readiness"
        assert app.sees("Plans, organisation and rules")
        await app.press("space")
        assert not app.sees("A1 One plan")
        await app.press("space", "j", "j")
        assert app.bench.key == "indicator/plan"
        await app.press("h")
        assert app.bench.key == "group/plans"
        await app.press("G")
        assert app.bench.key == "layer/facts"


async def test_escape_leads_from_the_form_to_the_tree_to_the_bodies(dossier: Path) -> None:
    async with running(dossier, "en", SMALL) as app:
        await app.press("enter")
        assert app.bench.in_form
        await app.press("escape")
        assert app.focused_id == "tree"
        await app.press("escape")
        assert app.sees("Assessed bodies 1")


async def test_a_narrow_screen_shows_one_panel_at_a_time_and_the_score_in_one_line(dossier: Path) -> None:
    async with running(dossier, "en", SMALL) as app:
        assert app.sees("A1 One plan for all")
        assert not app.sees("bound by one plan?")
        assert app.sees("Overall 0–100")
        await app.press("tab")
        assert app.sees("bound by one plan?")
        await app.press("s")
        assert app.sees("Utilization")
        assert not app.sees("bound by one plan?")


async def test_resizing_brings_the_panels_back(dossier: Path) -> None:
    async with running(dossier, "en", SMALL) as app:
        await app.pilot.resize_terminal(*LARGE)
        await app.settle()
        assert app.sees("A1 One plan for all")
        assert app.sees("bound by one plan?")
        assert app.sees("Findings 0")


async def test_in_a_field_for_a_number_other_letters_are_commands_and_prose_is_refused(dossier: Path) -> None:
    async with running(dossier, size=(120, 40)) as app:
        app.bench.go("indicator/done_online")
        await app.press("enter")
        await app.press("4", "5", "%", "n")
        assert app.bench.form.indicator is not None
        assert app.bench.form.indicator.id != "done_online"
        app.bench.go("indicator/done_online")
        await app.press("enter")
        app.app.post_message(events.Paste("First paragraph.\nSecond."))
        await app.settle()
        assert app.bench.form.value.value == "45%"
        assert app.message is not None
        assert "comment" in app.message.en
        await app.press("c", "x")
        assert app.bench.form.comment.text == "x"
    found = answer(dossier, "done_online")
    assert found is not None
    assert (found.value, found.comment) == (0.45, "x")
