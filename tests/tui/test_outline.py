"""The tree's lines and where each indicator and fact stands, worked out without a screen."""

from __future__ import annotations

import pytest

from assess.dossier.edits import RecordFact, SetAnswer
from assess.packs.model import Pack
from assess.session import Session
from assess.tui.answers import Draft, draft_of
from assess.tui.formtext import voices_line
from assess.tui.glyphs import UNICODE
from assess.tui.outline import Look, lines
from assess.tui.saving import BodyView, view_of
from assess.tui.standing import (
    concerns,
    has_answer,
    in_order,
    is_answered,
    is_asked,
    mark_of,
    no_pointers,
    open_indicators,
    ordered_findings,
    pointers,
)


def view(session: Session) -> BodyView:
    """The body as the screens get it."""
    return view_of(session, "bureau")


def keys(session: Session, **look: object) -> list[str]:
    """The keys of the lines as looked at."""
    return [x.key for x in lines(session.pack, view(session), no_pointers(), Look(**look))]  # type: ignore[arg-type]


def test_the_tree_lists_layers_groups_indicators_and_facts_in_the_packs_order(session: Session) -> None:
    assert keys(session) == [
        "layer/readiness", "group/plans", "indicator/plan", "indicator/gate", "indicator/gate_report", "indicator/duties",
        "layer/utilization", "indicator/done_online", "indicator/apps_count", "indicator/story",
        "layer/facts", "group/facts-evaluator", "fact/effective", "fact/apps", "group/facts-tool", "fact/displayed",
        "fact/answered_part",
    ]  # fmt: skip
    assert [i.id for i in in_order(session.pack)] == [
        "plan", "gate", "gate_report", "duties", "done_online", "apps_count", "story",
    ]  # fmt: skip


def test_closed_headings_hide_what_is_in_them_and_a_filter_opens_all(session: Session) -> None:
    closed = frozenset({"layer/readiness", "layer/facts"})
    assert keys(session, closed=closed)[:2] == ["layer/readiness", "layer/utilization"]
    assert "indicator/plan" in keys(session, closed=closed, filter="a1")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A2", {"gate", "gate_report"}), ("规划", {"plan"}), ("published", {"gate_report"}), ("真实 测试", {"gate"}),
        ("ＡＰＰＳ", {"apps_count"}), ("ghgd", {"plan"}), ("nothing at all", set()),
    ],
)  # fmt: skip
def test_the_filter_matches_code_chinese_and_english(session: Session, text: str, found: set[str]) -> None:
    shown = {k.removeprefix("indicator/") for k in keys(session, filter=text) if k.startswith("indicator/")}
    assert shown == found


def test_counts_and_scores_stand_beside_the_headings(session: Session) -> None:
    session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    found = {x.key: x for x in lines(session.pack, view(session), no_pointers(), Look())}
    assert (found["layer/readiness"].done, found["layer/readiness"].of) == (1, 4)
    assert found["layer/readiness"].value == "28.6–100"
    assert found["indicator/plan"].value == "100"
    assert found["indicator/gate"].value == ""


def test_a_follow_up_that_does_not_arise_is_not_asked(session: Session) -> None:
    report = session.pack.indicator("gate_report")
    assert report is not None
    assert is_asked(report, view(session).result.score)
    session.apply(SetAnswer(body="bureau", indicator="gate", value="no"))
    assert not is_asked(report, view(session).result.score)
    assert "gate_report" not in open_indicators(session.pack, view(session), "claimed")


def test_marks_tell_the_kinds_of_answers_apart(session: Session) -> None:
    def mark(indicator: str) -> str:
        found = session.pack.indicator(indicator)
        assert found is not None
        return mark_of(found, session.state("bureau").answer(indicator))

    assert mark("plan") == "unanswered"
    session.apply(SetAnswer(body="bureau", indicator="plan", value=None, state="not-reviewed", comment="later"))
    assert mark("plan") == "unanswered"
    assert not has_answer(session.state("bureau").answer("plan"))
    session.apply(
        SetAnswer(body="bureau", indicator="plan", value="bound"),
        SetAnswer(body="bureau", indicator="gate", value=None, state="unknown"),
        SetAnswer(body="bureau", indicator="gate_report", value="na"),
        SetAnswer(body="bureau", indicator="duties", value=None, state="not-applicable"),
    )
    assert [mark(i) for i in ("plan", "gate", "gate_report", "duties")] == [
        "answered", "partial", "not_applicable", "not_applicable",
    ]  # fmt: skip


def test_findings_point_to_facts_and_to_the_indicators_that_feed_them(session: Session) -> None:
    flags = pointers(session.pack, view(session).result.findings)
    assert flags.of("displayed") == "?"
    session.apply(SetAnswer(body="bureau", indicator="apps_count", value=25.0))
    session.apply(RecordFact(body="bureau", fact="displayed", value=3))
    found = view(session).result.findings
    flags = pointers(session.pack, found)
    assert (flags.of("apps_count"), flags.of("apps"), flags.of("displayed")) == ("!", "!", "")
    assert concerns(session.pack, ordered_findings(found)[0]) >= {"apps", "apps_count"}


def test_findings_that_hold_come_before_undetermined_ones_and_severe_ones_first(session: Session) -> None:
    assert [f.rule for f in ordered_findings(view(session).result.findings)] == ["idle_results", "many_apps"]
    session.apply(SetAnswer(body="bureau", indicator="apps_count", value=25.0))
    assert [f.rule for f in ordered_findings(view(session).result.findings)] == ["many_apps", "idle_results"]


def test_facts_show_their_value_and_a_band_is_known_in_part(session: Session, pack: Pack) -> None:
    session.apply(RecordFact(body="bureau", fact="displayed", value=213))
    session.apply(RecordFact(body="bureau", fact="effective", value=(80, 91)))
    found = {x.key: x for x in lines(pack, view(session), no_pointers(), Look())}
    assert (found["fact/displayed"].mark, found["fact/displayed"].value) == ("answered", "213")
    assert (found["fact/effective"].mark, found["fact/effective"].value) == ("partial", "80–91")
    assert found["fact/answered_part"].value == "0%"


def test_a_value_that_facts_give_is_the_measured_voice_without_an_answer(session: Session) -> None:
    indicator = session.pack.indicator("done_online")
    assert indicator is not None
    session.apply(RecordFact(body="bureau", fact="displayed", value=200))
    session.apply(RecordFact(body="bureau", fact="effective", value=100))
    assert is_answered(indicator, view(session), "measured")
    assert not is_answered(indicator, view(session), "claimed")
    found = {x.key: x for x in lines(session.pack, view(session), no_pointers(), Look(voice="measured"))}
    assert (found["indicator/done_online"].mark, found["indicator/done_online"].value) == ("answered", "60")
    (line,) = voices_line(indicator, view(session), "claimed", "en", UNICODE)
    assert "Measured ● (60)" in "".join(text for text, _ in line.pieces).replace("\u00a0", " ")


def test_a_draft_amounts_to_the_edit_that_makes_it_so(session: Session) -> None:
    draft = Draft(body="bureau", indicator="plan", voice="claimed")
    steps = [
        draft.with_value("paper"),
        draft.with_value("paper").with_comment("why"),
        draft.with_value("paper").with_comment("why").with_value(None),
        draft.with_state("unknown"),
        draft.with_state("not-applicable", "no such thing"),
        draft,
    ]
    for step in steps:
        session.apply(step.edit())
        held = session.state("bureau").answer("plan")
        assert draft_of("bureau", "plan", "claimed", held) == step
        assert held is None or held.slot == step.slot
    assert session.state("bureau").answer("plan") is None
