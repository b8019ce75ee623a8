"""Questions asked twice are refused where they stand, unless the pack says why; different ones are let through."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.texts import Text
from assess.packs.checks.beside import repeats_of
from assess.packs.find import available_packs
from assess.packs.likeness import ALIKE, likeness, repeated, wordings
from assess.packs.load import check_pack, load_pack
from tests.scoring.forms import HEAD, fact, layer

YES_NO = """{ kind = "yes-no", options = [
  { code = "yes", points = 1, text = { zh = "是", en = "Yes" } },
  { code = "no", points = 0, text = { zh = "否", en = "No" } } ] }"""
NUMBER = '{ kind = "number", unit = "count", curve = [[0, 0], [9, 9]] }'


def asks(id: str, zh: str, en: str, extra: str = "", scale: str = YES_NO) -> str:
    return (
        f'[[indicators]]\nid = "{id}"\nlayer = "one"\nscale = {scale}\n{extra}'
        f'title = {{ zh = "题", en = "Item" }}\nquestion = {{ zh = "{zh}", en = "{en}" }}\n'
    )


def problems(folder: Path, *parts: str) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(HEAD + layer("one") + "".join(parts), "utf-8")
    return [p.show("en") for p in check_pack(folder)]


FIRST = asks("first", "是否公布了数据资源目录？", "Is there a published catalogue of data resources?")
BECAUSE = 'repeats = { zh = "另有用处", en = "For another use" }\n'


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("是否公布了数据资源目录？", "Something else altogether, in other words"),
        ("完全不同的另一件事情", "Is there a published catalogue of data resources?"),
        ("是否 公布了，数据资源目录", "Something else altogether, in other words"),
        ("完全不同的另一件事情", "Is there a published catalogue of the data resources?"),
    ],
    ids=["same in Chinese", "same in English", "other punctuation", "one word more"],
)
def test_a_repeated_question_is_refused_where_it_stands(tmp_path: Path, zh: str, en: str) -> None:
    (said,) = problems(tmp_path, FIRST, asks("again", zh, en))
    assert said == (
        "pack.toml:32:12: asks the same as the indicator `first`, in nearly the same words — the first one is at "
        'pack.toml:24; ask it once; if it has to be asked again, give the reason in `repeats = { zh = "…", '
        'en = "…" }`'
    )


@pytest.mark.parametrize("on", ["first", "again"])
def test_a_reason_on_either_lets_both_through(tmp_path: Path, on: str) -> None:
    same = ("是否公布了数据资源目录？", "Is there a published catalogue of data resources?")
    parts = [asks(name, *same, BECAUSE if name == on else "") for name in ("first", "again")]
    assert problems(tmp_path, *parts) == []


def test_a_question_that_is_not_asked_repeats_nothing(tmp_path: Path) -> None:
    same = ("是否公布了数据资源目录？", "Is there a published catalogue of data resources?")
    assert problems(tmp_path, FIRST, asks("old", *same, 'status = "retired"\n')) == []


def test_questions_that_name_other_numbers_are_different(tmp_path: Path) -> None:
    one = asks("in_2023", "2023 年新增了多少数据集？", "How many datasets were added in 2023?")
    two = asks("in_2024", "2024 年新增了多少数据集？", "How many datasets were added in 2024?")
    assert problems(tmp_path, one, two) == []


def test_two_questions_on_one_fact_are_refused(tmp_path: Path) -> None:
    drawn = asks("drawn", "甲的情况怎样？", "How is it with the first?", 'value_from = "visits"\n', NUMBER)
    again = asks("again", "乙又是怎么回事？", "And what of the second?", 'value_from = " visits "\n', NUMBER)
    fed = asks("fed", "丙有多少来访的人？", "Who came to see the third?", 'feeds = "visits"\n', NUMBER)
    (said,) = problems(tmp_path / "a", fact("visits"), drawn, again)
    assert "asks for the same fact as the indicator `drawn`" in said
    (said,) = problems(tmp_path / "b", fact("visits"), drawn, fed)
    assert "asks for the same fact as the indicator `fed`" in said
    assert (
        problems(tmp_path / "c", fact("visits"), drawn, again.replace("value_from", f"{BECAUSE}value_from")) == []
    )


def test_a_pack_beside_another_may_not_ask_what_that_one_asks(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(HEAD + layer("one") + FIRST, "utf-8")
    other = tmp_path / "other"
    other.mkdir()
    head = HEAD.replace('"forms"', '"other"')
    (other / "pack.toml").write_text(head + layer("one") + FIRST.replace('"first"', '"theirs"'), "utf-8")
    mine, theirs = load_pack(tmp_path), load_pack(other)
    (found,) = repeats_of(tmp_path, mine, [theirs])
    assert (found.line, found.message.en) == (24, "the indicator `theirs` of the pack `other` asks the same")
    (tmp_path / "pack.toml").write_text(HEAD + layer("one") + FIRST.replace("title", f"{BECAUSE}title", 1), "utf-8")
    assert repeats_of(tmp_path, load_pack(tmp_path), [theirs]) == []


def test_the_packs_that_ship_ask_nothing_twice_and_stay_clear_of_the_limit() -> None:
    for _, folder in available_packs():
        words = [wordings(i.question) for i in load_pack(folder).indicators]
        assert list(repeated(words)) == []


def test_likeness_is_dice_over_pairs_of_letters() -> None:
    # night: ni ig gh ht; nacht: na ac ch ht. One pair in common: 2 × 1 / (4 + 4); too short to count, so lengthened.
    one, other = wordings(Text(zh="night night", en=""))[0], wordings(Text(zh="night nacht", en=""))[0]
    # nightnight has 9 pairs, nightnacht 9; in common: ni ig gh ht tn and the second ht.
    assert likeness(one, other) == 2 * 6 / 18


@given(st.text("政务数据 abc", max_size=24), st.text("政务数据 abc", max_size=24))
def test_likeness_is_symmetric_and_full_only_of_the_same_letters(one: str, other: str) -> None:
    a, b = wordings(Text(zh=one, en=other))
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1
    if one.replace(" ", "") == other.replace(" ", ""):
        assert likeness(a, b) == 1 >= ALIKE
