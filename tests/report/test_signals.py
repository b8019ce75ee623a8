"""Forensic tests in the report: what asks, what does not, what stayed silent and why, and which family it was."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.texts import Lang, Text, same
from assess.dossier.signal import Effect
from assess.findings.book import judged_book
from assess.findings.signalled import signal_findings
from assess.findings.standing import NOTES
from assess.report.render import render_body, render_index
from assess.report.view.body import body_view
from assess.report.view.doubt import method_page
from assess.report.view.frame import frame
from assess.report.view.overview import rule_rows
from assess.report.view.site import Site
from assess.snapshot import Snapshot
from tests.forensics.fake import signal
from tests.scoring.states import state

from .page import Page, problems

_SHARE = Effect(name=Text(zh="凑不出来的占比", en="Share impossible"), value=0.25, lo=0.1, hi=0.5, unit="share")


@pytest.fixture
def tested(snapshot: Snapshot) -> Snapshot:
    """The first body with one test that asks, one that does not and one that is silent; a note on the campaign."""
    body = snapshot.bodies[0]
    few = Text(zh="只有 3 个数，不作判断。", en="Only 3 values; silent.")
    signals = [
        signal(
            0.0, body="north", test="grim", subject="rate", words=same("9 of 36 cannot be."), effect=_SHARE, n=36
        ),
        signal(0.04, body="north", test="too_round", subject="rate", changed_from="e" * 64),
        signal(None, body="north", test="benford_first", subject="sums"),
    ]
    signals[2] = msgspec.structs.replace(signals[2], silent=few)
    note = signal(
        0.6, body="", test="terminal_digit", subject="*", plan=NOTES, family="n" * 64, words=same("Even.")
    )
    book = judged_book(signals, [note])
    found = signal_findings(snapshot.pack, state(), book.of("north"), [])
    changed = msgspec.structs.replace(body, findings=tuple(found), signals=book.of("north"))
    return msgspec.structs.replace(
        snapshot, bodies=(changed, *snapshot.bodies[1:]), families=book.families, signals=book.campaign
    )


def test_a_finding_shows_its_tests_with_effect_interval_q_and_family_size(tested: Snapshot) -> None:
    view = body_view(frame(tested, "en"), tested.bodies[0])
    assert view.findings is not None
    (item,) = view.findings.items
    assert item.signals is not None
    first, second = item.signals.rows
    assert (first.test, first.n, first.effect, first.what, first.q, first.of, first.verdict) == (
        "Impossible percentages (GRIM)", "36", "25.0% [10.0%, 50.0%]", "Share impossible", "0", "2", "asks",
    )  # fmt: skip
    assert (second.verdict, second.q) == ("asks", "0.04")
    assert item.basis.startswith("9 of 36 cannot be.")
    assert "not proof" in item.signals.note


def test_tests_that_ask_nothing_are_shown_to_the_body_as_well(tested: Snapshot) -> None:
    view = body_view(frame(tested, "zh"), tested.bodies[0])
    assert view.findings is not None
    assert view.findings.quiet is not None
    assert view.findings.quiet.caption == "对该单位的数字所做、没有发问的检验（1）"
    (row,) = view.findings.quiet.rows
    assert (row.verdict, row.words, row.q) == ("不作判断", "只有 3 个数，不作判断。", "–")


def test_the_method_names_every_family_its_silent_tests_and_that_a_plan_was_changed(tested: Snapshot) -> None:
    view = body_view(frame(tested, "en"), tested.bodies[1])
    assert view.method.families is not None
    plan, notes = view.method.families.rows
    assert plan.title == "Plan plan"
    assert (plan.digest, plan.whole) == ("f" * 16, "f" * 64)
    assert plan.ran == "runs: 3; said anything: 2; asked: 2; false discovery rate 0.05"
    assert (
        plan.silent == ("First digits against Benford's law: Only 3 values; silent (runs: 1)",)
        or len(plan.silent) == 1
    )
    assert "eeee" in plan.changed
    assert notes.title == "Standing tests of the campaign as a whole"
    assert notes.changed == ""


def test_what_is_asked_of_the_campaign_stands_on_its_page_and_not_on_a_body(tested: Snapshot) -> None:
    site = Site(frame(tested, "en"))
    families = method_page(site).method.families
    assert families is not None
    assert families.campaign is not None
    assert [r.verdict for r in families.campaign.rows] == ["nothing to ask"]
    row = next(r for r in rule_rows(site) if r.rule == "signals")
    assert (row.title.text, row.raised) == ("Forensic tests of reported figures", "1")


def test_a_campaign_without_tests_says_nothing_of_them(snapshot: Snapshot) -> None:
    view = body_view(frame(snapshot, "zh"), snapshot.bodies[0])
    assert view.method.families is None
    assert view.findings is None or view.findings.quiet is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_with_tests_are_sound(tested: Snapshot, lang: Lang) -> None:
    for html in (render_body(tested, "north", lang), render_index(tested, lang, {})):
        assert problems(html) == []
        assert Page(html).all("table")
