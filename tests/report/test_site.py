"""The campaign's site: every order, paging, ways between the pages, and that all of them arrive."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest

from assess.base.texts import LANGS, Lang
from assess.report import jobs
from assess.report.view.findings import held, live, undetermined
from assess.report.view.findings_over import findings_pages, negative_pages, rule_pages
from assess.report.view.frame import frame
from assess.report.view.names import letter, name_key
from assess.report.view.orders import lines, order_pages, orders
from assess.report.view.site import PER_PAGE, Site, parts
from assess.report.write import write_site
from assess.scoring.robustness import Place
from assess.snapshot import Snapshot

from .many import make_many
from .page import Element, Page, problems


@pytest.fixture(scope="module")
def many() -> Snapshot:
    return make_many(430)


def _row_names(page: Page) -> list[str]:
    table = page.all("table")[0]
    return [row.children[1].text for row in table.all("tr") if row.children[0].tag == "td"]


def _site_pages(folder: Path) -> dict[str, Page]:
    return {p.name: Page(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.html"))}


def _unreached(folder: Path) -> list[tuple[str, str]]:
    """Links of the site that lead nowhere, with the page they are on."""
    pages = _site_pages(folder)
    ids = {name: set(page.ids()) for name, page in pages.items()}
    lost = []
    for name, page in pages.items():
        for link in page.all("a"):
            target, _, anchor = link.attributes["href"].partition("#")
            if target.startswith("http"):
                continue
            target = unquote(target) or name
            there = (folder / target).is_file() and (not anchor or anchor in ids[target])
            lost += [] if there else [(name, link.attributes["href"])]
    return lost


def test_every_page_of_the_site_is_sound_and_every_link_arrives(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path)
    assert {name: found for name, page in _site_pages(tmp_path).items() if (found := problems(page.html))} == {}
    assert _unreached(tmp_path) == []


def test_with_some_bodies_in_one_language_no_link_leads_to_what_was_not_written(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    write_site(snapshot, tmp_path, langs=("zh",), bodies=["south", "mid"])
    assert _unreached(tmp_path) == []


def test_a_campaign_of_hundreds_is_spread_over_pages_that_all_arrive(tmp_path: Path, many: Snapshot) -> None:
    write_site(many, tmp_path, langs=("zh",), bodies=["b0000", "b0001"])
    assert _unreached(tmp_path) == []
    names = {p.name for p in tmp_path.glob("*.html")}
    for page in ("total", "layer-data", "gap", "flags", "name", "findings"):
        assert {f"index.{page}.zh.html", f"index.{page}.2.zh.html", f"index.{page}.3.zh.html"} <= names, page
        assert f"index.{page}.4.zh.html" not in names
    assert all(p.stat().st_size < 250_000 for p in tmp_path.glob("*.html"))
    for page in _site_pages(tmp_path).values():
        assert problems(page.html) == []


def test_the_first_page_of_many_bodies_is_short_and_leads_to_all_of_them(tmp_path: Path, many: Snapshot) -> None:
    write_site(many, tmp_path, langs=("en",), bodies=[])
    page = Page((tmp_path / "index.en.html").read_text(encoding="utf-8"))
    assert "lists the first 50 of 430 bodies" in page.root.text
    league = next(e for e in page.all("section") if e.attributes["id"] == "league")
    assert len([r for r in league.all("tr") if r.children[0].tag == "td"]) == 50
    leads = {e.attributes["href"] for e in league.all("a")}
    assert {"index.total.en.html", "index.total.2.en.html", "index.total.3.en.html"} <= leads
    assert {f"letter-{c}" for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} == {x.partition("#")[2] for x in leads if "#" in x}
    assert len(page.html.encode()) < 120_000


@pytest.mark.parametrize("lang", LANGS)
def test_every_order_holds_every_body_once(lang: Lang, many: Snapshot) -> None:
    site = Site(frame(many, lang))
    every, told = orders(site), lines(site)
    ids = {b.body.name.get(lang) for b in many.bodies}
    assert [o.page for o in every] == [
        "total", "layer-readiness", "layer-platform", "layer-data", "layer-utilization", "gap", "flags", "name",
    ]  # fmt: skip
    for order in every:
        shown = [r.line.body.text for p in order_pages(site, every, order, told) for r in p.rows]
        assert len(shown) == len(ids)
        assert set(shown) == ids


def test_each_order_is_sorted_by_what_it_is_called(many: Snapshot) -> None:
    by = {o.page: o.bodies for o in orders(Site(frame(many, "en")))}
    lows = [b.score.layers["data"].score.lo for b in by["layer-data"] if b.score.layers["data"].score]
    assert lows == sorted(lows, reverse=True)
    gaps = [b.gap.lo for b in by["gap"] if b.gap]
    assert gaps == sorted(gaps, reverse=True)
    flags = [len(live(b)) for b in by["flags"]]
    assert flags == sorted(flags, reverse=True)
    names = [b.body.name.en for b in by["name"]]
    assert names == sorted(names)
    ranks = [b.standing.rank for b in by["total"] if b.standing]
    assert ranks == sorted(ranks)


def test_the_head_of_a_column_leads_to_the_order_by_it_and_the_open_one_says_its_direction(
    sample_pages: dict[str, str],
) -> None:
    heads = {
        e.text: e for e in Page(sample_pages["index.layer-data.en"]).all("th") if e.attributes["scope"] == "col"
    }

    def leads(head: Element) -> list[str]:
        return [a.attributes["href"] for a in head.all("a")]

    assert heads["Data"].attributes["aria-sort"] == "descending"
    assert leads(heads["Data"]) == []
    assert leads(heads["Total"]) == ["index.total.en.html"]
    assert leads(heads["Body"]) == ["index.name.en.html"]
    assert leads(heads["Platform"]) == ["index.layer-platform.en.html"]
    assert leads(heads["Gap"]) == ["index.gap.en.html"]
    assert leads(heads["Risk flags"]) == ["index.flags.en.html"]


def test_a_letter_leads_to_the_first_body_under_it(many: Snapshot) -> None:
    site = Site(frame(many, "zh"))
    every, told = orders(site), lines(site)
    pages = list(order_pages(site, every, every[-1], told))
    for link in pages[0].letters:
        file, _, anchor = link.href.partition("#")
        number = int(found[1]) if (found := re.search(r"\.(\d+)\.zh", file)) else 1
        rows = pages[number - 1].rows
        at = next(n for n, r in enumerate(rows) if r.anchor == anchor)
        assert letter(rows[at].line.body.text, "zh") == link.text
        if at:
            assert letter(rows[at - 1].line.body.text, "zh") < link.text


@pytest.mark.parametrize(
    ("name", "initial"),
    [("北川市", "B"), ("重庆市", "C"), ("衢州市", "Q"), ("厦门市", "X"), ("安阳", "A"), ("座山", "Z"), ("Zeeland", "Z"),
     ("Île", "I"), ("㐀", "#"), ("", "#"), ("7 区", "#")],
)  # fmt: skip
def test_names_stand_under_the_initial_of_their_pinyin(name: str, initial: str) -> None:
    assert letter(name, "zh") == initial


def test_names_without_a_letter_come_last() -> None:
    names = ["㐀县", "中州", "apple", "北川", "安阳", "Zed"]
    assert sorted(names, key=lambda n: name_key(n, "zh")) == ["apple", "安阳", "北川", "Zed", "中州", "㐀县"]


@pytest.mark.parametrize(("rows", "cut"), [
    (0, [(0, 0)]), (1, [(0, 1)]), (PER_PAGE, [(0, PER_PAGE)]), (PER_PAGE + 1, [(0, PER_PAGE), (PER_PAGE, PER_PAGE + 1)]),
])  # fmt: skip
def test_a_page_is_begun_only_when_there_is_something_to_put_on_it(rows: int, cut: list[tuple[int, int]]) -> None:
    assert parts(rows) == cut


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_a_rule_lists_every_body_it_is_raised_or_open_for(lang: Lang, many: Snapshot) -> None:
    site = Site(frame(many, lang), {b.body.id: f"{b.body.id}.html" for b in many.bodies})
    for rule in many.pack.rules:
        pages = list(rule_pages(site, rule.id))
        raised = [r.body.href for p in pages for r in p.raised]
        open_ = [r.body.href for p in pages for r in p.open]
        assert sorted(raised) == sorted(
            f"{b.body.id}.html#f-{f.id}" for b in many.bodies for f in held(b) if f.rule == rule.id
        )
        assert sorted(open_) == sorted(
            f"{b.body.id}.html#u-{f.id}" for b in many.bodies for f in undetermined(b) if f.rule == rule.id
        )
        assert all(len(p.raised) + len(p.open) <= PER_PAGE for p in pages)


def test_findings_count_bodies_and_flags_by_manifestation(snapshot: Snapshot) -> None:
    page = next(findings_pages(Site(frame(snapshot, "en"))))
    found = [f for b in snapshot.bodies for f in live(b)]
    for row in page.kind_rows:
        assert int(row.bodies) <= sum(map(int, (row.high, row.medium, row.low)))
    assert sum(int(n) for r in page.kind_rows for n in (r.high, r.medium, r.low)) == len(found)
    assert sum(int(r.open) for r in page.kind_rows) == sum(len(undetermined(b)) for b in snapshot.bodies)


def test_what_is_missing_most_counts_each_body_once(snapshot: Snapshot) -> None:
    page = next(findings_pages(Site(frame(snapshot, "en"))))
    wanting = [b for b in snapshot.bodies if any("results_effective" in f.missing for f in undetermined(b))]
    row = next(r for r in page.missing_rows if r.title == "Results that work")
    assert row.bodies == str(len(wanting))


def test_a_negative_list_without_entries_says_what_it_would_hold(snapshot: Snapshot) -> None:
    pages = list(negative_pages(Site(frame(snapshot, "en"))))
    assert [p.rows for p in pages] == [()]


def test_a_body_leads_back_to_the_first_page_and_to_its_neighbours_in_the_league(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    write_site(snapshot, tmp_path, langs=("en",))
    ordered = sorted((b for b in snapshot.bodies if b.standing), key=lambda b: b.standing.rank)  # type: ignore[union-attr]
    middle = ordered[1].body.id
    page = Page((tmp_path / f"{middle}.en.html").read_text(encoding="utf-8"))
    ways = next(nav for nav in page.all("nav") if nav.attributes["class"] == "ways")
    assert [a.attributes["href"] for a in ways.all("a")] == [
        "index.en.html", f"{ordered[0].body.id}.en.html", f"{ordered[2].body.id}.en.html"
    ]  # fmt: skip


def test_the_chance_to_be_before_the_next_is_shown_where_it_was_sampled(snapshot: Snapshot) -> None:
    from assess.report.view.doubt import robust_pages

    assert snapshot.robustness is not None
    first = min((b for b in snapshot.bodies if b.standing), key=lambda b: b.standing.rank)  # type: ignore[union-attr]
    places = snapshot.robustness.nodes["overall"]
    told = {**places, first.body.id: msgspec.structs.replace(places[first.body.id], ahead=0.53)}
    assert isinstance(told[first.body.id], Place)
    held_ = msgspec.structs.replace(snapshot.robustness, nodes={"overall": told})
    page = next(robust_pages(Site(frame(msgspec.structs.replace(snapshot, robustness=held_), "en"))))
    assert [r.ahead for r in page.rows] == ["53%", *["–"] * (len(page.rows) - 1)]
    assert any("near one half" in note for note in page.notes)


def test_pages_of_an_earlier_run_are_named_and_left(tmp_path: Path, snapshot: Snapshot) -> None:
    left = ["gone.zh.html", "gone.evidence.en.html", "index.total.9.zh.html", "index.rule-old.en.html"]
    ours = ["index.compare.zh.html", "north.brief.zh.html", "notes.html", "old.fr.html"]
    for name in (*left, *ours):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    written = write_site(snapshot, tmp_path, bodies=["south"])
    assert written.stale == tuple(sorted(left))
    assert {(tmp_path / name).read_text(encoding="utf-8") for name in (*left, *ours)} == {"mine"}


def test_several_processes_write_the_same_bytes_as_one(
    tmp_path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_FEW", 0)
    told: list[int] = []
    one = write_site(snapshot, tmp_path / "one")
    two = write_site(snapshot, tmp_path / "two", workers=2, progress=lambda done, _of: told.append(done))
    assert one.files == two.files
    assert one.bytes == two.bytes
    assert told == [1, 2, 3, 4, 5, 6]
    for name in one.files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
