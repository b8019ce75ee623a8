"""The form of every page: one file, no script, no request, accessible tables and drawings, links that arrive."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.texts import LANGS, Lang
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.report.render import render_annex, render_body, render_index
from assess.snapshot import Snapshot

from .conftest import pages
from .large import make_large
from .page import Page, problems


def test_every_page_keeps_to_the_form(sample_pages: dict[str, str]) -> None:
    assert {name: problems(html) for name, html in sample_pages.items() if problems(html)} == {}


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("<p>x</p><script>1</script>", "<script> is not allowed"),
        ('<p style="color:red">x</p>', "<p style> is not allowed"),
        ('<p onclick="x()">x</p>', "<p onclick> is not allowed"),
        ('<a href="javascript:x">x</a>', "a link to 'javascript:x'"),
        ('<a href="#nowhere">x</a>', "a link to #nowhere, which is not there"),
        ('<p id="verdict">x</p>', "id verdict occurs 2 times"),
        ("<table><tr><td>x</td></tr></table>", "a table without a caption"),
        ('<svg width="1"></svg>', "a drawing that is neither hidden nor described"),
        ('<svg aria-hidden="true"><rect/></svg>', "a mark <rect> without class and presentation attribute"),
        ("<h1>again</h1>", "not exactly one first-level heading at the start"),
        ("<div><p>x</div>", "</div> closes <p>"),
    ],
)
def test_the_reader_of_pages_sees_what_is_not_allowed(
    sample_pages: dict[str, str], broken: str, fault: str
) -> None:
    assert fault in problems(sample_pages["0.zh"].replace("</main>", f"{broken}</main>"))


def test_a_changed_style_sheet_no_longer_fits_the_policy(sample_pages: dict[str, str]) -> None:
    html = sample_pages["0.zh"].replace("<style>", "<style>a{color:#f00}")
    assert "the policy does not name the style sheet" in problems(html)


def test_a_body_report_has_its_sections_in_order(sample_pages: dict[str, str]) -> None:
    sections = [e.attributes["id"] for e in Page(sample_pages["0.zh"]).all("section")]
    assert sections == [
        "verdict", "layers", "gap", "findings", "facts", "peers", "use", "voices", "indicators", "evidence",
        "method", "imports", "audit",
    ]  # fmt: skip


def test_the_table_of_contents_names_exactly_the_sections(sample_pages: dict[str, str]) -> None:
    for name, html in sample_pages.items():
        page = Page(html)
        contents = [nav for nav in page.all("nav") if nav.attributes["class"] == "toc"]
        listed = [e.attributes["href"][1:] for nav in contents for e in nav.all("a")]
        if listed:
            assert listed == [e.attributes["id"] for e in page.all("section")], name


def test_what_cannot_be_filled_is_left_out(snapshot: Snapshot) -> None:
    pack = msgspec.structs.replace(
        snapshot.pack, rules=(), facts=(), groups=(), grades=(), sources=(),
        layers=tuple(msgspec.structs.replace(x, base_layer=None) for x in snapshot.pack.layers),
    )  # fmt: skip
    bare = tuple(
        msgspec.structs.replace(
            b, gap=None, findings=(), imports=(), evidence=(), measurements=(), facts={}, series=()
        )
        for b in snapshot.bodies
    )
    small = msgspec.structs.replace(snapshot, pack=pack, bodies=bare)
    for lang in LANGS:
        for html in pages(small).values():
            assert problems(html) == []
        sections = [e.attributes["id"] for e in Page(render_body(small, "north", lang)).all("section")]
        assert sections == ["verdict", "layers", "peers", "voices", "indicators", "evidence", "method", "audit"]


def test_a_body_alone_is_not_compared(snapshot: Snapshot) -> None:
    alone = msgspec.structs.replace(
        snapshot,
        bodies=(msgspec.structs.replace(snapshot.bodies[0], standing=None, layer_standings={}),),
        layer_spreads={},
        total_spread=None,
    )
    html = render_body(alone, "north", "zh")
    assert problems(html) == []
    text = Page(html).root.text
    assert "中位数" not in text
    assert "没有同类可比" in text
    assert problems(render_index(alone, "zh", {})) == []


def test_a_campaign_without_bodies_has_a_page(snapshot: Snapshot) -> None:
    empty = msgspec.structs.replace(snapshot, bodies=(), layer_spreads={}, total_spread=None)
    for lang in LANGS:
        assert problems(render_index(empty, lang, {})) == []


def test_a_body_without_any_score_is_told_as_unknown_and_not_as_zero(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["5.zh"])
    verdict = next(e for e in page.all("section") if e.attributes["id"] == "verdict")
    assert "尚无得分" in verdict.text
    assert "0.0" not in verdict.text


@pytest.mark.parametrize("lang", LANGS)
def test_a_large_body_fits_the_budget_and_its_annex_holds_the_rest(lang: Lang) -> None:
    comment = "台账显示共享目录按月更新，责任部门已逐项确认。" * 12
    snapshot = make_large(comment, 400)
    html = render_body(snapshot, "north", lang)
    assert problems(html) == []
    assert len(html.encode()) <= 250_000
    assert comment not in html
    annex = render_annex(snapshot, "north", lang)
    assert annex is not None
    assert problems(annex) == []
    assert annex.count(comment) == 172
    rows = [e for e in Page(annex).all("tr") if e.attributes.get("id", "").startswith("e-")]
    assert len(rows) == 400


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_and_its_annex_point_at_places_that_are_there(lang: Lang) -> None:
    snapshot = make_large("说明。" * 100, 400)
    files = {
        f"north.{lang}.html": Page(render_body(snapshot, "north", lang)),
        f"north.evidence.{lang}.html": Page(render_annex(snapshot, "north", lang) or ""),
    }
    ids = {name: set(page.ids()) for name, page in files.items()}
    for name, page in files.items():
        outward = [
            e.attributes["href"] for e in page.all("a") if not e.attributes["href"].startswith(("http", "#"))
        ]
        assert len(outward) > 100, name
        for href in outward:
            target, _, anchor = href.partition("#")
            assert target in files, href
            assert not anchor or anchor in ids[target], href


def test_short_evidence_and_comments_need_no_annex(snapshot: Snapshot) -> None:
    assert render_annex(snapshot, "north", "zh") is None
    # 172 indicators of 900 bytes leave room for 60 rows of 420.
    full = make_large("短", 60)
    assert render_annex(full, "north", "zh") is None
    assert len(render_body(full, "north", "zh").encode()) <= 250_000
    assert render_annex(make_large("短", 61), "north", "zh") is not None
    few = msgspec.structs.replace(full, pack=snapshot.pack)
    item = full.bodies[0].evidence[0]
    for n, apart in ((150, False), (151, True)):
        held = tuple(msgspec.structs.replace(item, id=f"e{k}", indicator="r1") for k in range(n))
        body = msgspec.structs.replace(snapshot.bodies[0], evidence=held)
        assert (render_annex(msgspec.structs.replace(few, bodies=(body,)), "north", "zh") is not None) == apart


def test_folded_parts_carry_the_question_the_answers_and_the_comment(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["0.zh"])
    drill = next(e for e in page.all("details") if e.attributes.get("id") == "i-r1")
    for text in ("每项数据是否都有唯一的责任部门？", "自报", "核实", "已现场核对。", "10 / 10", "证据 1 件"):
        assert text in drill.text


def test_findings_show_all_that_may_speak_for_and_against_them(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["0.zh"])
    finding = next(e for e in page.all("article") if e.attributes["id"] == "f-north.displayed_not_effective")
    for text in (
        "高", "把握中等", "displayed_not_effective", "91 / 213 = 0.427", "results_displayed &gt;= 10", "支持的证据",
        "相反的证据", "需要问的问题", "可能看错的情形", "撤回的条件", "对策", "处置建议",
        "可能的成因", "U1 有效成果",
    ):  # fmt: skip
        assert text.replace("&gt;", ">") in finding.text, text


def test_a_dropped_finding_is_kept_but_not_counted(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["0.zh"])
    assert any(e.attributes["id"] == "f-north.bare_claims_high" for e in page.all("article"))
    verdict = next(e for e in page.all("section") if e.attributes["id"] == "verdict")
    assert "有 3 条风险线索" in verdict.text
    assert "另有 1 条不予认定" in page.root.text


def test_undetermined_rules_name_what_is_missing(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["0.zh"])
    row = next(e for e in page.all("tr") if e.attributes.get("id") == "u-north.repeat_forms")
    assert "有效的成果数" in row.text
    assert "实际使用" in row.text


def test_contradictions_of_an_import_come_first(sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["0.zh"])
    section = next(e for e in page.all("section") if e.attributes["id"] == "imports")
    first = [row.text for row in section.all("tr")][1]
    assert "矛盾" in first


@pytest.mark.parametrize("pack", ["digital-government", "open-data-maturity-2023"])
def test_the_shipped_packs_have_reports_before_anything_is_known(pack: str) -> None:
    from assess.dossier.entities import Body, BodyState, Campaign, Record
    from assess.snapshot import build_snapshot

    loaded = load_pack(find_pack(pack))
    campaign = Campaign("c", loaded.title, loaded.id, loaded.version, loaded.digest)
    states = tuple(BodyState(Body(name, loaded.title)) for name in ("a", "b"))
    snapshot = build_snapshot(loaded, Record(campaign, states, "0" * 64, 0), made="2026-01-01T00:00:00.000Z")
    for name, html in pages(snapshot).items():
        assert problems(html) == [], name
        assert len(html.encode()) <= 250_000
