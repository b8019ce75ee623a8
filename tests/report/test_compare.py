"""The pages of comparisons: their form, what their headlines say, and that hostile text stays text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.band import Band
from assess.base.texts import LANGS, Lang, Text
from assess.comparing.compare import compare_bodies, compare_campaigns
from assess.comparing.model import Campaigns, Comparison
from assess.dossier.imprint import Imprint
from assess.report.compare import compare_page, write_comparison
from assess.report.compare_lines import campaigns_headline, headline, plus, sentences, told
from assess.snapshot import Snapshot
from tests.comparing.pair import pack, shot

from .hostile import GROUPS, poisoned
from .page import Page, problems
from .sample import make_snapshot

Sides = tuple[Snapshot, Snapshot]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """x rises from 60 to 65 though the method takes 7.5; y has not answered half of what it is asked."""
    folder = tmp_path_factory.mktemp("years")
    first = shot(folder, {"x": (0.8, 0.4), "y": (0.6, 0.2)})
    return first, shot(folder, {"x": (0.8, 0.6), "y": (0.6, None)}, pack(1, 3), "2026")


def _found(sides: Sides, body: str) -> Comparison:
    return compare_bodies(sides[0], body, sides[1], body)


@pytest.mark.parametrize(
    ("body", "lang", "said"),
    [
        ("x", "en", "Overall surely rose: 60.0 → 65.0, by 5.0 points"),
        ("x", "zh", "总分确定上升：60.0 → 65.0，升 5.0 分"),
        ("y", "en", "Overall: which is higher is open, 40.0 against 15.0–90.0; the ranges overlap"),
    ],
)
def test_the_headline_says_what_is_sure(years: Sides, body: str, lang: Lang, said: str) -> None:
    assert headline(_found(years, body), lang) == said


def test_the_headline_of_two_bodies_names_which_is_higher(years: Sides) -> None:
    found = compare_bodies(years[0], "x", years[0], "y")
    assert headline(found, "en") == "Overall: the first is surely higher, 60.0 against 40.0, by 20.0 points"


def test_a_broken_line_is_never_called_a_rise(tmp_path: Path) -> None:
    sides = shot(tmp_path, {"x": (0.1, 0.1)}), shot(tmp_path, {"x": (1, 1)}, pack(asked="How often"), "2026")
    found = compare_bodies(sides[0], "x", sides[1], "x")
    assert headline(found, "en").startswith("Overall does not compare")
    said = " ".join(sentences(found, "en"))
    assert "1 indicators are defined otherwise" in said
    assert "cannot be told: indicators are defined otherwise" in said


def test_the_sentences_tell_whose_doing_it_is(years: Sides) -> None:
    lines = sentences(_found(years, "x"), "en")
    assert "The low end moved by +5.0 points: its own doing +12.5, the other bodies' 0, the method's −7.5." in lines
    assert "Rank: 1 of 2 → 1 of 2 (possibly 1–2)." in lines


def test_all_bodies_are_counted_by_what_is_sure(years: Sides) -> None:
    found = compare_campaigns(*years)
    said = "Of 2 bodies, 1 surely rose, 0 surely fell, 0 stayed equal and 1 are open"
    assert campaigns_headline(found, "en") == said


@pytest.mark.parametrize(
    ("value", "shown"), [(0.04, "0"), (-0.04, "0"), (0.06, "+0.1"), (-7.5, "−7.5"), (0.0, "0")]
)
def test_a_difference_has_its_sign_and_noise_has_none(value: float, shown: str) -> None:
    assert plus(value) == shown


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages_keep_to_the_form_of_our_pages(years: Sides, lang: Lang) -> None:
    whole = make_snapshot()
    pages = [
        compare_page(years, _found(years, "x"), lang, "other.html"),
        compare_page(years, compare_campaigns(*years), lang),
        compare_page((whole, whole), compare_bodies(whole, "north", whole, "new"), lang),
    ]
    for html in pages:
        assert problems(html) == []
    text = Page(pages[0]).root.text
    assert ("−7.5" in text, "+12.5" in text) == (True, True)


def test_a_comparison_carries_the_marks_of_both_sides(years: Sides) -> None:
    held = [Imprint(classification=Text(zh=zh, en=en)) for zh, en in (("秘密", "Secret"), ("内部", "Internal"))]
    sides = tuple(msgspec.structs.replace(s, imprint=i) for s, i in zip(years, held, strict=True))
    for found in (_found(years, "x"), compare_campaigns(*years)):
        assert "秘密 · 内部" in compare_page((sides[0], sides[1]), found, "zh")
        assert 'class="secret"' in compare_page((years[0], sides[1]), found, "en")
        assert 'class="secret"' not in compare_page(years, found, "en")


def test_the_numbers_in_prose_are_those_in_the_tables(years: Sides) -> None:
    page = Page(compare_page(years, _found(years, "x"), "en"))
    cells = " ".join(cell.text for cell in page.all("td"))
    for number in ("60.0", "65.0", "+12.5", "−7.5", "1 of 2 (possibly 1–2)"):
        assert number in cells, number


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_hostile_text_adds_no_element(group: int) -> None:
    payload = "".join(GROUPS[group])
    clean, hostile = make_snapshot(), poisoned(make_snapshot(), payload)
    one, two = (b.body.id for b in clean.bodies[:2])
    for lang in LANGS:
        pages = []
        for whole in (clean, hostile):
            # Compared first: a pack whose every word was spoilt cannot be scored by.
            made = compare_bodies(clean, one, clean, two), compare_bodies(clean, one, clean, one)
            found: list[Comparison | Campaigns] = [*made, compare_campaigns(clean, clean)]
            found = [poisoned(f, payload) for f in found] if whole is hostile else found
            pages.append(
                [compare_page((whole, whole), f, lang).replace("Content-Security-Policy", "x") for f in found]
            )
        for plain, poison in zip(*pages, strict=True):
            assert not Page(poison).make() - Page(plain).make()


def test_pages_and_data_are_written_side_by_side(years: Sides, tmp_path: Path) -> None:
    found = _found(years, "x")
    written = write_comparison(years, found, tmp_path / "out")
    assert [p.name for p in written] == ["compare.x.zh.html", "compare.x.en.html", "compare.x.json"]
    assert msgspec.json.decode(written[-1].read_bytes(), type=Comparison) == found
    assert 'href="compare.x.en.html"' in written[0].read_text("utf-8")


def test_a_total_out_of_more_than_100_is_whole_as_in_the_reports() -> None:
    assert told(Band(1068, 1443), maximum=2540) == "1,068–1,443"
    assert told(Band(41.7, 41.7)) == "41.7"
