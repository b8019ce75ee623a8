"""Plans: every problem at once with its line, and what is written reads back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.forensics.family import Family, Planned
from assess.forensics.plan_file import PlanErrors, load_plan, plan_toml
from tests.forensics.fake import CARDS

GOOD = """\
format = 1
[plan]
id = "ratings"
title = "Ratings"
body = "county"
[[tests]]
test = "above"
columns = { value = "x" }
options = { line = 5 }
"""


def _problems(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanErrors) as caught:
        load_plan(path, CARDS)
    return [(p.line, f"{p.message.en} — {p.hint.en if p.hint else ''}") for p in caught.value.problems]


def test_a_plan_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(GOOD, "utf-8")
    family = load_plan(tmp_path / "plan.toml", CARDS)
    assert family == Family(
        id="ratings", title=Text(zh="Ratings", en="Ratings"), body="county", level=0.05,
        tests=(Planned("above", {"value": "x"}, {"line": 5.0}),),
    )  # fmt: skip


def test_every_problem_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    found = _problems(
        tmp_path,
        """\
format = 2
[plan]
id = "Ratings!"
level = 0.5
[[tests]]
test = "abvoe"
columns = { value = "x" }
[[tests]]
test = "above"
columns = { valeu = "x" }
[[tests]]
test = "above"
columns = { value = ["x", "y"] }
options = { line = 500, lin = 3 }
[[tests]]
test = "target"
columns = { value = "x" }
""",
    )
    expected = [
        (1, "`format` must be 1"),
        (2, "`title` is missing"),
        (3, "is not a valid `id`"),
        (4, "at most 0.2"),
        (6, "no test `abvoe` — did you mean `above`?"),
        (10, "does not read `valeu` — did you mean `value`?"),
        (13, "`value` is one column only"),
        (14, "`line` lies within 0 and 100, not 500"),
        (14, "no option `lin` — did you mean `line`?"),
        (15, "needs the option `line`: the line"),
    ]
    for line, said in expected:
        assert any(at == line and said in told for at, told in found), (line, said, found)
    assert len(found) == len(expected)


def test_one_test_twice_on_the_same_columns_is_told(tmp_path: Path) -> None:
    twice = GOOD + '[[tests]]\ntest = "above"\ncolumns = { value = "x" }\noptions = { line = 5 }\n'
    ((line, said),) = _problems(tmp_path, twice)
    assert (line, "twice, exactly alike" in said) == (11, True)


@pytest.mark.parametrize("text", ["", "format = 1\n", "format = 1\ntests = 3\n", "not toml", "format = true\n"])
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    assert _problems(tmp_path, text)


def test_a_plan_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_plan(tmp_path / "nowhere.toml", CARDS)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    family = Family(
        id="p-1", title=Text(zh="满意“率”", en='a "quoted" \\ title'), level=0.1, body="区县", bodies=("甲", "乙\t丙"),
        tests=(Planned("above", {"value": "列 \u2028 一"}, {"line": 2.5}, "satisfied"), Planned("rows", {"unit": "区县"})),
    )  # fmt: skip
    path = tmp_path / "plan.toml"
    path.write_text(plan_toml(family, ["a remark\nof two lines", ""]), "utf-8")
    assert load_plan(path, CARDS) == family
