"""A corrected edition in the report: said on the first page, every changed number listed old and new."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from assess.base.texts import LANGS, Lang
from assess.comparing.reissue import reissue
from assess.dossier.edits import RecordFact, SetAnswer
from assess.report.render import render_body
from assess.snapshot import Edition, Snapshot
from tests.mini import new_session

from .hostile import PAYLOADS, poisoned
from .page import Page, problems
from .sample import make_snapshot

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    from assess.dossier.edits import AddBody
    from tests.mini import name

    path = tmp_path_factory.mktemp("reissue") / "d.assess"
    with new_session(path, clock="2026-05-04T08:00:00.000Z") as session:
        for body, share in (("east", 0.25), ("west", 0.75)):
            session.apply(
                AddBody(id=body, name=name(body.title())),
                SetAnswer(body=body, indicator="open_share", value=share),
                SetAnswer(body=body, indicator="visits", value=600.0),
                RecordFact(body=body, fact="results_displayed", value=213),
                RecordFact(body=body, fact="results_effective", value=91),
            )
        first = session.snapshot()
        session.apply(
            SetAnswer(body="east", indicator="open_share", value=0.5),
            RecordFact(body="east", fact="results_effective", value=200),
        )
        return first, reissue(session.snapshot(), first, "An answer was typed wrongly.")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Edition 2, replaces edition 1 of 4 May 2026, 08:00 UTC (digest "),
        ("zh", "第 2 版，取代 2026年5月4日 08:00 UTC 的第 1 版（摘要 "),
    ],
)
def test_the_first_page_says_which_edition_it_is(
    editions: tuple[Snapshot, Snapshot], lang: Lang, said: str
) -> None:
    page = Page(render_body(editions[1], "east", lang))
    head = next(iter(page.all("header"))).text
    assert said + editions[0].digest[:12] in head
    assert problems(page.html) == []
    assert "An answer was typed wrongly." in _section(page, "errata")
    first = Page(render_body(editions[0], "east", lang))
    assert "errata" not in first.ids()


def test_every_number_of_the_tables_that_changed_stands_in_the_errata(editions: tuple[Snapshot, Snapshot]) -> None:
    old, new = (Page(render_body(s, "east", "en")) for s in editions)
    errata = set(NUMBER.findall(_cells(new, "errata")))
    for part in ("verdict", "layers", "gap", "facts", "indicators"):
        before, after = (Counter(NUMBER.findall(_cells(p, part))) for p in (old, new))
        assert set(after - before) - set(before) <= errata, part


def _cells(page: Page, part: str) -> str:
    section = next(e for e in page.all("section") if e.attributes["id"] == part)
    # What lies between a score and the peers' median is worked out from two numbers that are listed.
    cells = [c.text for c in section.all("td", "summary") if "to" not in c.text.split()]
    return " ".join(cells)


def _section(page: Page, part: str) -> str:
    return next(e for e in page.all("section") if e.attributes["id"] == part).text


@pytest.mark.parametrize("payload", PAYLOADS[:12], ids=range(12))
def test_a_hostile_reason_and_hostile_ids_add_no_element(payload: str) -> None:
    old = make_snapshot()
    body = old.bodies[0]
    facts = dict.fromkeys(body.facts)
    changed = msgspec.structs.replace(
        old, bodies=(msgspec.structs.replace(body, facts=facts, findings=()), *old.bodies[1:])
    )
    clean = reissue(changed, old, "Because")
    hostile = poisoned(clean, payload)
    for lang in LANGS:
        plain, poison = (
            Page(render_body(s, s.bodies[0].body.id, lang).replace("Content-Security-Policy", "x"))
            for s in (clean, hostile)
        )
        assert not poison.make() - plain.make()
    assert isinstance(hostile.edition, Edition)


def test_an_edition_without_a_reason_says_so(tmp_path: Path, editions: tuple[Snapshot, Snapshot]) -> None:
    second = editions[1]
    assert second.edition is not None
    bare = msgspec.structs.replace(second, edition=msgspec.structs.replace(second.edition, reason=""))
    assert "None was given." in _section(Page(render_body(bare, "east", "en")), "errata")
