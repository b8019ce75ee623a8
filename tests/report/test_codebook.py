"""The codebook of a pack: whole, in the form of the report's pages, and fit for screens and paper."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import AssessError
from assess.base.texts import LANGS, Lang, Text
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.report.codebook import render_codebook, write_codebook
from assess.report.codebook_words import POLICIES, SCALE_KINDS, SENTENCES, UNITS, WORDS
from tests.packs.inheritance.child import write_child
from tests.packs.sample import FILES, write_pack

from .chromium import A4, Browser
from .hostile import PAYLOADS
from .page import Page, problems

ROOT = Path(__file__).resolve().parents[2]
READABLE = [p for p in PAYLOADS if p.encode("utf-8", "ignore").decode() == p]
"""What a file in UTF-8 can hold."""
SHIPPED = ("digital-government", "open-data-maturity-2023")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load_pack(write_pack(tmp_path_factory.mktemp("pack")))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_the_codebooks_of_the_shipped_packs_keep_to_the_form(name: str, lang: Lang) -> None:
    loaded = load_pack(find_pack(name))
    html = render_codebook(loaded, lang, other_file="other.html")
    assert problems(html) == []
    text = Page(html).root.text
    for part in (*loaded.layers, *loaded.groups, *loaded.indicators, *loaded.facts, *loaded.rules, *loaded.grades):
        assert " ".join(part.title.get(lang).split()) in text, part.id


def test_a_rule_lists_the_evidence_on_its_causes_with_the_condition_in_words(pack: Pack) -> None:
    for lang, said in (
        ("en", ("Evidence on the causes", "Speaks for it (strong)", "Hardly anything is open", "Share open")),
        ("zh", ("成因的证据", "支持（有力）", "几乎没有开放", "开放占比")),
    ):
        page = Page(render_codebook(pack, lang))  # type: ignore[arg-type]
        rule = next(e for e in page.all("article") if e.attributes["id"] == "rule-few_visits")
        for part in said:
            assert part in rule.text, part


def test_an_indicator_is_told_in_full(pack: Pack) -> None:
    page = Page(render_codebook(pack, "zh"))
    item = next(e for e in page.all("article") if e.attributes["id"] == "i-plan_state")
    for said in (
        "规划到了哪一步？",
        "3，占本层 75.0%",
        "满分 12",
        "草案",
        "draft",
        "文件 × 2，须有独立来源：文件",
        "B1 规划",
        "是",
    ):
        assert said.replace(" ", "") in item.text.replace(" ", ""), said
    rows = [[cell.text for cell in row.children] for row in item.all("tr")]
    assert rows[1:3] == [["0", "没有 none", "无"], ["5", "草案 draft", "无"]]
    fed = next(e for e in page.all("article") if e.attributes["id"] == "i-visits_a_day")
    assert "#fact-visits" in [a.attributes["href"] for a in fed.all("a")]
    assert "不计分" in fed.text
    curved = next(e for e in page.all("article") if e.attributes["id"] == "i-online_share")
    assert ["50%", "8"] in [[cell.text for cell in row.children] for row in curved.all("tr")]


def test_a_rule_is_told_in_full_with_its_condition_in_words(pack: Pack) -> None:
    page = Page(render_codebook(pack, "en"))
    rule = next(e for e in page.all("article") if e.attributes["id"] == "rule-few_visits")
    for said in (
        "“Visits” is less than 10, and “Built” is more than 50 points.", "visits < 10 && built > 50",
        "Who uses it?", "It is new", "Logs are shown", "Merge it", "Innovation for show", "A report",
        "Used, 60 points",
    ):  # fmt: skip
        assert said in rule.text, said


def test_facts_and_golden_tests_are_listed(pack: Pack) -> None:
    page = Page(render_codebook(pack, "en"))
    fact = next(e for e in page.all("tr") if e.attributes.get("id") == "fact-open_share")
    assert [cell.text for cell in fact.children] == [
        "Share open open_share", "share", "10% to 90%", "the body", "365 days",
    ]  # fmt: skip
    tests = next(e for e in page.all("section") if e.attributes["id"] == "tests")
    assert ["Few visits", "1", "1", "1", "3"] in [[cell.text for cell in row.children] for row in tests.all("tr")]


def test_the_table_of_contents_names_exactly_the_sections(pack: Pack) -> None:
    page = Page(render_codebook(pack, "zh"))
    listed = [e.attributes["href"][1:] for nav in page.all("nav") for e in nav.all("a")]
    assert listed == [e.attributes["id"] for e in page.all("section")]
    assert listed == ["method", "layer-built", "layer-used", "facts", "rules", "tests"]


def test_sections_that_a_pack_has_nothing_for_are_left_out(pack: Pack) -> None:
    bare = msgspec.structs.replace(pack, facts=(), rules=(), tests=(), sources=(), grades=(), groups=())
    bare = msgspec.structs.replace(
        bare, indicators=tuple(msgspec.structs.replace(i, group=None, feeds=None) for i in bare.indicators)
    )
    for lang in LANGS:
        html = render_codebook(bare, lang)
        assert problems(html) == []
        assert [e.attributes["id"] for e in Page(html).all("section")] == ["method", "layer-built", "layer-used"]


@pytest.mark.parametrize("payload", READABLE, ids=range(len(READABLE)))
def test_hostile_texts_stay_texts(pack: Pack, payload: str) -> None:
    said = Text(zh=f"文{payload}", en=f"x{payload}")
    poisoned = msgspec.structs.replace(
        pack,
        title=said,
        licence=f"x{payload}",
        indicators=tuple(
            msgspec.structs.replace(i, title=said, question=said, guidance=said, label=f"x{payload}")
            for i in pack.indicators
        ),
        rules=tuple(msgspec.structs.replace(r, title=said, ask=said) for r in pack.rules),
        sources=tuple(msgspec.structs.replace(s, title=f"x{payload}", url=payload) for s in pack.sources),
    )
    plain = Page(render_codebook(msgspec.structs.replace(pack, sources=_unlinked(pack)), "zh")).make()
    html = render_codebook(poisoned, "zh")
    assert problems(html) == []
    made = Page(html).make()
    more = {"dd", "div", "dt", "dl", "a"}  # the guidance, and an address that is sound
    assert {key[0] for key in made - plain} <= more


def _unlinked(pack: Pack) -> tuple[object, ...]:
    return tuple(msgspec.structs.replace(s, url="") for s in pack.sources)


def test_the_same_pack_makes_the_same_bytes(pack: Pack, tmp_path: Path) -> None:
    first, second = (write_codebook(pack, tmp_path / name) for name in ("a", "b"))
    assert [p.name for p in first.values()] == ["sample-index.zh.html", "sample-index.en.html"]
    for lang in LANGS:
        assert first[lang].read_bytes() == second[lang].read_bytes()
        (other,) = (x for x in LANGS if x != lang)
        links = [a.attributes["href"] for a in Page(first[lang].read_text(encoding="utf-8")).all("a")]
        assert f"sample-index.{other}.html" in links


def test_a_single_language_may_be_a_file_and_a_place_that_cannot_be_written_is_named(
    pack: Pack, tmp_path: Path
) -> None:
    assert write_codebook(pack, tmp_path / "book.html", ["en"]) == {"en": tmp_path / "book.html"}
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(AssessError, match="cannot write"):
        write_codebook(pack, tmp_path / "taken")


def test_every_text_of_the_codebook_is_used_and_reads_well_in_both_languages() -> None:
    used = "\n".join(
        p.read_text(encoding="utf-8")
        for p in [
            *(ROOT / "templates" / "codebook").glob("*.html"),
            *(ROOT / "assess" / "report" / "view").glob("codebook*.py"),
        ]
    )
    assert {key for key in WORDS if not re.search(rf'\bw\.{key}\b|words\(lang\)\.{key}\b|"{key}"', used)} == set()
    assert {key for key in SENTENCES if f'"{key}"' not in used} == set()
    for table in (WORDS, SENTENCES, SCALE_KINDS, POLICIES, UNITS):
        for key, text in table.items():
            assert not re.search(r"[一-鿿}][,;:?!]", text.zh), key
            assert not re.search(r"[一-鿿，。；：？]", text.en), key
            assert sorted(re.findall(r"{\w+}", text.zh)) == sorted(re.findall(r"{\w+}", text.en)), key


@pytest.fixture(scope="module")
def book(rich: Pack, tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    return write_codebook(rich, tmp_path_factory.mktemp("book"))


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 390, "dark"), ("en", 1280, "light")])
def test_axe_finds_nothing_to_complain_of(
    browser: Browser, book: dict[Lang, Path], lang: Lang, width: int, scheme: str
) -> None:
    browser.open(book[lang].as_uri(), width, prefers_color_scheme=scheme)
    assert browser.axe() == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_no_page_is_wider_than_the_screen_or_the_sheet(
    browser: Browser, book: dict[Lang, Path], lang: Lang
) -> None:
    for width in (320, 390, 768, 1280):
        browser.open(book[lang].as_uri(), width)
        assert browser.run("return document.documentElement.scrollWidth") <= width
    browser.open(book[lang].as_uri(), A4[0], print_="1")
    assert browser.run("return document.documentElement.scrollWidth") <= A4[0]


RICH = (
    FILES["layers/all.toml"]
    .replace('id = "plan_state"\n', 'id = "plan_state"\ncaps = [{ by = "has_plan" }]\nprofiles = ["county"]\n')
    .replace(
        'id = "online_share"\n',
        'id = "online_share"\nvalue_from = "1 - open_share"\napplies_when = "visits >= 1"\nsince = "2024"\n'
        'facets = ["services", "environment"]\n',
    )
    .replace(
        'id = "channels"\n',
        'id = "channels"\nvalue_from = "visits"\nrepeats = { zh = "对照", en = "to compare" }\n',
    )
    .replace('kind = "checklist"\nmaximum = 3', 'kind = "number"\nunit = "count"\ncurve = [[0, 0], [9, 3]]')
    .partition('[[indicators.scale.options]]\ncode = "web"')[0]
    + """
[[indicators]]
id = "faxes"
layer = "used"
status = "retired"
since = "2019"
until = "2023"
scale = "yes_no"
title = { zh = "传真", en = "Faxes" }
question = { zh = "办事还要不要发传真？", en = "Do people still have to send faxes?" }
"""
)
PROFILE = '\n[[profiles]]\nid = "county"\ntitle = { zh = "县级", en = "Counties" }\n'


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack with conditions, measured values, profiles, fields, caps, a retired indicator."""
    tests = FILES["tests.toml"].partition('[[tests]]\nname = "all answered"')[0]
    files = {**FILES, "pack.toml": FILES["pack.toml"] + PROFILE, "layers/all.toml": RICH, "tests.toml": tests}
    return load_pack(write_pack(tmp_path_factory.mktemp("rich"), files))


@pytest.mark.parametrize("lang", LANGS)
def test_conditions_measured_values_profiles_fields_and_caps_are_told(rich: Pack, lang: Lang) -> None:
    html = render_codebook(rich, lang)
    assert problems(html) == []
    page = Page(html)
    items = {e.attributes["id"]: e for e in page.all("article")}
    said = {
        "i-online_share": {
            "zh": ("适用条件", "“访问数”不低于 1", "visits >= 1", "起用 2024", "公共服务与互动、生态环境", "1 减“开放占比”"),
            "en": ("Applies when", "“Visits” is at least 1", "Since 2024", "Public services and interaction, Environment"),
        },
        "i-plan_state": {"zh": ("适用的单位类别 县级", "得分不高于"), "en": ("Asked of Counties", "Scores at most as much as")},
        "i-has_plan": {"zh": ("限制其得分的指标",), "en": ("Caps the scores of",)},
        "i-channels": {"zh": ("实测值的算法 访问数",), "en": ("Measured as Visits",)},
    }  # fmt: skip
    for key, texts in said.items():
        for text in texts[lang]:
            assert text.replace(" ", "") in items[key].text.replace(" ", ""), (text, items[key].text)
    hrefs = [a.attributes["href"] for a in items["i-channels"].all("a")]
    assert "#fact-visits" in hrefs
    assert "i-faxes" not in items


def test_fields_profiles_and_retired_indicators_have_sections_of_their_own(rich: Pack) -> None:
    page = Page(render_codebook(rich, "en"))
    sections = {e.attributes["id"]: e for e in page.all("section")}
    rows = [[cell.text for cell in row.children] for row in sections["fields"].all("tr")]
    # Used weighs 2.5 of 3.5; within it online_share has 10 of 13, half of it for each of its two fields.
    assert ["Public services and interaction", "1", "27.5%"] in rows
    assert ["Market supervision", "0", "0.0%"] in rows
    assert "Fields that no indicator looks at: Social governance, Market supervision" in sections["fields"].text
    assert "5 of 5 indicators apply" in sections["profiles"].text
    assert "county" in sections["profiles"].text  # what the kind of a body must say
    rows = [[cell.text for cell in row.children] for row in sections["reserved"].all("tr")]
    assert rows[1] == ["faxes Faxes faxes", "Used", "retired", "2019", "2023"]


def test_a_pack_that_extends_another_tells_where_it_and_its_indicators_come_from(tmp_path: Path) -> None:
    more = '[[override]]\nindicator = "has_plan"\nlabel = "P"\n[remove]\ngroups = ["g_plan"]\n'
    child = load_pack(write_child(tmp_path, more))
    for lang, said in (
        ("zh", ("继承自 sample-index 1.0.0", "删除的分组：g_plan", "来历 继承，改了：")),
        ("en", ("Extends sample-index 1.0.0", "groups removed: g_plan", "Origin inherited, changed: ")),
    ):
        html = render_codebook(child, lang)  # type: ignore[arg-type]
        assert problems(html) == []
        for text in said:
            assert text.replace(" ", "") in Page(html).root.text.replace(" ", "")
