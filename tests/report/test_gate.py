"""The gate sheet on paper and on screens: a page a gate, accessible, nothing cut off."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from assess.base.texts import LANGS, Lang, same
from assess.dossier.entities import Campaign, Record
from assess.report.gate import gate_page
from assess.report.view.frame import frame
from assess.snapshot import Snapshot, build_snapshot
from tests.findings.test_gates import FACTS, PACK, YES, state

from .chromium import Browser
from .page import Page, problems

LATER = {n: "not-due" if i.layer == "launch" else "yes" for n in YES if (i := PACK.indicator(n))}
CASES = {
    "pass": state(YES),
    "conditional": state({**YES, "exit_rule": "no"}, FACTS),
    "stop": state({**LATER, "data_sources": "no", "no_overlap": "no"}),
    "nothing": state({}, {}),
}


def snapshot(case: str) -> Snapshot:
    campaign = Campaign(id="c", title=same("C"), pack=PACK.id, pack_version=PACK.version, pack_digest=PACK.digest)
    record = Record(campaign=campaign, bodies=(CASES[case],), head="0" * 64, events=1)
    return build_snapshot(PACK, record, made="2026-11-22T00:00:00Z")


def sheet(case: str, lang: Lang) -> str:
    shot = snapshot(case)
    return gate_page(frame(shot, lang), shot.bodies[0])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES)
def test_the_sheet_keeps_to_the_form_of_our_pages(case: str, lang: Lang) -> None:
    assert problems(sheet(case, lang)) == []


def test_it_says_decision_reasons_conditions_and_who_signs() -> None:
    text = Page(sheet("stop", "en")).root.text
    for said in (
        "Approval gate Stop",
        "Stop at approval: sources, analysis or use of data are not sorted out",
        "Condition: outside the plan, overlapping, or a module would do",
        "Owner", "Due", "Approving authority", "Gates not due yet",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("case", "pages"), [("pass", 2), ("conditional", 2), ("stop", 1), ("nothing", 2)])
def test_each_gate_prints_on_one_page_of_a4(
    browser: Browser, tmp_path: Path, case: str, pages: int, lang: Lang
) -> None:
    path = tmp_path / "sheet.html"
    path.write_text(sheet(case, lang), "utf-8")
    browser.open(path.as_uri())
    pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    assert len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(pdf))) == pages
