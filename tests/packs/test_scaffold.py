"""The pack written to start from is sound, passes its own tests, and nothing is overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assess.base.errors import InputError
from assess.golden import run_golden_tests
from assess.packs.load import load_pack
from assess.packs.scaffold import FILES, scaffold_pack

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_it_loads_and_its_golden_tests_pass(tmp_path: Path) -> None:
    scaffold_pack(tmp_path / "new", "my-index", "我的指标", "My index")
    pack = load_pack(tmp_path / "new")
    assert (pack.id, pack.title.zh, pack.title.en) == ("my-index", "我的指标", "My index")
    outcomes = run_golden_tests(pack)
    assert len(outcomes) == len(pack.tests) == 5
    assert [o for o in outcomes if not o.passed] == []


def test_every_file_explains_itself_in_both_languages() -> None:
    for name, text in FILES.items():
        first, second, *_ = text.splitlines()
        assert first.startswith("# "), name
        assert HAN.search(first), name
        assert second.startswith("# "), name
        assert not HAN.search(second), name


@pytest.mark.parametrize("title", ['He said "no" \\ yes', "@ID@ @TITLE@", "{zh}", "\\1", "标题，“引号”"])
def test_titles_are_kept_letter_by_letter(tmp_path: Path, title: str) -> None:
    scaffold_pack(tmp_path, "my-index", title, title)
    assert load_pack(tmp_path).title.zh == title
    assert load_pack(tmp_path).title.en == title


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        scaffold_pack(tmp_path, "my-index", "甲", "A")
    assert [p.name for p in tmp_path.iterdir()] == ["facts.toml"]
    assert (tmp_path / "facts.toml").read_text() == "mine"
    with pytest.raises(InputError, match="not empty"):
        scaffold_pack(tmp_path / "facts.toml", "my-index", "甲", "A")


@pytest.mark.parametrize("id", ["", "My", "1a", "a b", "a/../b", "a_b", "x" * 300])
def test_a_wrong_id_is_refused_before_anything_is_written(tmp_path: Path, id: str) -> None:
    with pytest.raises(InputError):
        scaffold_pack(tmp_path / "new", id, "甲", "A")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("zh", "en"), [("", "A"), ("甲", "  "), ("甲\n乙", "A"), ("甲", "A" * 10_001)])
def test_a_title_is_one_line_in_both_languages(tmp_path: Path, zh: str, en: str) -> None:
    with pytest.raises(InputError):
        scaffold_pack(tmp_path / "new", "my-index", zh, en)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot write"):
        scaffold_pack(tmp_path / "file" / "new", "my-index", "甲", "A")
