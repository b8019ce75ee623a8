"""What became of a finding stands in the reports: causes weighed, the reply beside it, and upheld ones on the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.dossier.edits import AddBody, RecordFact, StepFinding
from assess.findings.years import earlier_of
from assess.report.write import write_site
from assess.session import open_session
from assess.snapshot import Snapshot
from tests.mini import AUTHOR, OTHER, mini, name, new_session

from .page import Page, problems

NOW = "2026-05-04T08:00:00.000Z"


def _step(move: str, **more: object) -> StepFinding:
    return StepFinding(body="east", finding="displayed", move=move, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A finding that was contested and upheld; another body's is only put; last year's snapshot is beside."""
    path = tmp_path_factory.mktemp("life") / "d.assess"
    with new_session(path, clock=NOW) as session:
        for body in ("east", "west"):
            session.apply(
                AddBody(id=body, name=name(body.title())),
                RecordFact(body=body, fact="results_displayed", value=213),
                RecordFact(body=body, fact="results_effective", value=91),
            )
        before = earlier_of(session.snapshot())
        session.apply(_step("put", due="2026-06-01"))
        asked = {"text": "Which of the 213 open today?", "due": "2026-06-01"}
        session.apply(StepFinding(body="west", finding="displayed", move="put", **asked))  # type: ignore[arg-type]
    with open_session(path, author=OTHER, pack=mini(), clock=lambda: NOW) as session:
        session.apply(_step("contest", text="Partners use <b>ninety</b> more."))
    with open_session(path, author=AUTHOR, pack=mini(), clock=lambda: NOW) as session:
        session.apply(_step("uphold", text="No list was shown.", due="2026-12-01"))
        return session.snapshot([before])


def _page(shot: Snapshot, folder: Path, which: str, lang: Lang) -> str:
    write_site(shot, folder, [lang])
    found = next(p for p in folder.iterdir() if p.name.startswith(which) and p.name.endswith(f"{lang}.html"))
    html = found.read_text(encoding="utf-8")
    assert problems(html) == []
    return Page(html).root.text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("The body’s reply", "Partners use <b>ninety</b> more.", "Possible causes, in no order",
                "no evidence either way", "Uphold", "It has held for 2 periods", "Upheld")),
        ("zh", ("被评估单位的答复", "不分先后", "没有支持或反对的证据", "维持", "连续 2 期成立")),
    ],
)  # fmt: skip
def test_a_finding_shows_its_reply_causes_record_and_persistence(
    shot: Snapshot, tmp_path: Path, lang: Lang, said: tuple[str, ...]
) -> None:
    text = _page(shot, tmp_path, "east", lang)
    for part in said:
        assert part in text, part


def test_the_question_that_was_put_stands_in_the_place_of_the_rules(shot: Snapshot, tmp_path: Path) -> None:
    # Once as the question of the finding, once in the record of what was done.
    assert _page(shot, tmp_path, "west", "en").count("Which of the 213 open today?") == 2


def test_the_campaign_lists_upheld_findings_with_the_reply_and_no_others(shot: Snapshot, tmp_path: Path) -> None:
    listed = _page(shot, tmp_path, "index.negative", "en").split("upheld after the body was heard: 1.")[1]
    assert "Partners use <b>ninety</b> more." in listed
    assert "No list was shown." in listed
    assert "West" not in listed


def test_a_proposed_response_is_conditional_until_the_finding_is_upheld(shot: Snapshot, tmp_path: Path) -> None:
    assert "Proposed response, if upheld" in _page(shot, tmp_path, "west", "en")
    assert "Proposed response, if upheld" not in _page(shot, tmp_path, "east", "en")
