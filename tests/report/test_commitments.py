"""Commitments in the report: what was promised, by whom, by when, and whether it was kept on the day of the report."""

from __future__ import annotations

import pytest

from assess.base.texts import LANGS, Lang
from assess.dossier.edits import AddBody, RecordFact, StepFinding
from assess.findings.years import earlier_of
from assess.report.render import render_body
from assess.session import open_session
from assess.snapshot import Snapshot
from tests.mini import AUTHOR, OTHER, mini, name, new_session

from .page import Page, problems
from .sample import make_snapshot

WORK = ("results_effective", 91.0, 200.0)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """East promised and did; west promised and did not; both were due before this year's report."""
    path = tmp_path_factory.mktemp("commitments") / "d.assess"
    fact, bad, good = WORK
    with new_session(path, clock="2025-05-04T08:00:00.000Z") as session:
        for body in ("east", "west"):
            session.apply(
                AddBody(id=body, name=name(body.title())),
                RecordFact(body=body, fact="results_displayed", value=213),
                RecordFact(body=body, fact=fact, value=bad),
            )
    with open_session(path, author=OTHER, pack=mini(), clock=lambda: "2025-06-01T08:00:00.000Z") as session:
        for body in ("east", "west"):
            promise = {"commitment": "Take dead results down", "due": "2026-03-31", "owner": "Data office"}
            session.apply(StepFinding(body=body, finding="displayed", move="accept", **promise))  # type: ignore[arg-type]
        before = earlier_of(session.snapshot())
    with open_session(path, author=AUTHOR, pack=mini(), clock=lambda: "2026-05-04T08:00:00.000Z") as session:
        session.apply(RecordFact(body="east", fact=fact, value=good))
        return session.snapshot([before])


@pytest.mark.parametrize(
    ("body", "lang", "said"),
    [
        ("east", "en", "Kept Take dead results down Data office 31 March 2026"),
        ("west", "en", "Not kept Take dead results down Data office 31 March 2026"),
        ("west", "zh", "未兑现 Take dead results down Data office 2026年3月31日"),
    ],
)
def test_a_commitment_is_judged_in_the_report(years: Snapshot, body: str, lang: Lang, said: str) -> None:
    page = Page(render_body(years, body, lang))
    assert problems(page.html) == []
    section = next(e for e in page.all("section") if e.attributes["id"] == "commitments")
    rows = [" ".join(cell.text for cell in row.children) for row in section.all("tr")]
    assert len(rows) == 2, "one that stands in the dossier since last year is told once"
    assert rows[1].startswith(said)


@pytest.mark.parametrize("lang", LANGS)
def test_it_stands_between_the_findings_and_the_facts(years: Snapshot, lang: Lang) -> None:
    ids = [e.attributes["id"] for e in Page(render_body(years, "west", lang)).all("section")]
    assert ids.index("findings") < ids.index("commitments") < ids.index("facts")


def test_a_report_without_any_has_no_such_section() -> None:
    assert "commitments" not in Page(render_body(make_snapshot(), "north", "en")).ids()
