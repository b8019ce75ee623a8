"""Mistakes of a pack that extends another are told in its own files, with the place in the base beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from assess.packs.load import check_pack
from tests.packs.inheritance.child import CHILD, write_child
from tests.packs.sample import FILES, PACK, write_pack

HAN = re.compile(r"[\u4e00-\u9fff]")
FOLLOW = '[[override]]\nindicator = "plan_state"\n'


class Planted(NamedTuple):
    """What the child says after its `[pack]`, the mark ¦ where the problem must point, and what it must say."""

    more: str
    said: str


ONE = [
    # what is overridden
    Planted('[[override]]\nindicator = ¦"has_plam"\nweight = 2', "no indicator to inherit called `has_plam` — did you mean `has_plan`"),
    Planted('[[override]]\nlayer = ¦"has_plan"\nweight = 2', 'not a layer but an indicator — write `indicator = "has_plan"`'),
    Planted('¦[[override]]\nweight = 2', "does not say what it changes — write `indicator"),
    Planted('¦[[override]]\nindicators = "has_plan"\nweight = 2', "write `indicator` for `indicators`"),
    Planted('[[override]]\nrule = "few_visits"\n¦fact = "visits"\ncap = 3', "changes one thing; here are `rule` and `fact`"),
    Planted('[[override]]\nindicator = "has_plan"\n¦id = "new"\nweight = 2', "an inherited id cannot be changed"),
    Planted('[[override]]\nindicator = ¦"has_plan"', "this [[override]] changes nothing"),
    Planted('[[override]]\nindicator = "has_plan"\n¦wieght = 2', "unknown key `wieght` — did you mean `weight`"),
    Planted('[[override]]\nindicator = ¦7\nweight = 2', "`indicator` should be a text"),
    Planted('[¦override]\nindicator = "has_plan"'.replace("[¦", "¦["), "should be an array of tables — write the header as [[override]]"),
    Planted(
        '[[override]]\nindicator = "has_plan"\nweight = 2\n[[override]]\nindicator = ¦"has_plan"\nlabel = "x"',
        "overridden already — the first one is at pack.toml:12; make one",
    ),
    Planted(
        '[[override]]\nindicator = ¦"has_plan"\nweight = 2\n[remove]\nrules = ["few_visits"]\nindicators = ["has_plan"]\n'
        + FOLLOW.replace("[[override]]\n", "[[override]]\n", 1) + 'unset = ["follows"]',
        "both overridden and removed — it is removed at pack.toml:16",
    ),
    # values that the checks refuse wherever they stand
    Planted('[[override]]\nindicator = "has_plan"\nweight = ¦-1', "`weight` must be greater than 0, not -1"),
    Planted('[[override]]\nindicator = ¦"has_plan"\nlayer = "used"', "the group `g_plan` belongs to the layer `built`"),
    Planted('[[override]]\nindicator = "has_plan"\nscale = ¦"yes_on"', "did you mean `yes_no`"),
    Planted('[[override]]\nindicator = "visits_a_day"\nweight = ¦2', "an indicator that is not scored has no weight"),
    Planted('[[override]]\nindicator = "online_share"\nscale = { kind = "share", curve = [[0, 0], ¦[0, 1]] }', "equals the one before"),
    Planted('[[override]]\nrule = "few_visits"\nsupersedes = [¦"few_visit"]', "did you mean `few_visits`"),
    Planted('[[override]]\nrule = "few_visits"\ntarget = ¦"usd"', "did you mean `used`"),
    Planted('[[override]]\ngrade = "high"\nleast = ¦0', "`least` 0 is not above 0 of the grade before"),
    Planted('[[override]]\nfact = "open_share"\nlowest = ¦2', "`lowest` 2 is not between 0 and 1"),
    Planted(FOLLOW + 'follows = { indicator = "has_plan", on = [¦"maybe"] }', "option of `has_plan` `maybe`"),
    Planted('[scoring]\nlayers = ¦"geometric"', "a geometric mean is 0 as soon as one score is 0"),
    # what is unset
    Planted(FOLLOW + 'unset = [¦"title"]', "`title` is needed and cannot be unset"),
    Planted(FOLLOW + 'unset = [¦"followed"]', "has no `followed` — did you mean `follows`"),
    Planted(FOLLOW + 'weight = 2\nunset = [¦"weight"]', "`weight` is both set and unset"),
    Planted(FOLLOW + 'unset = ["weight", ¦"weight"]', "`weight` is listed already"),
    # what is removed
    Planted('[remove]\nrules = [¦"few_visit"]', "no rule to inherit called `few_visit` — did you mean `few_visits`"),
    Planted('[remove]\nrules = ["few_visits", ¦"few_visits"]', "`few_visits` is listed already"),
    Planted('[remove]\n¦rule = ["few_visits"]', "unknown key `rule` — did you mean `rules`"),
    Planted('[remove]\nscoring = [¦"floor"]', "the inherited [scoring] has no `floor`"),
    Planted(
        '[remove]\nindicators = [¦"has_plan"]',
        "`follows` of the inherited indicator `plan_state` still uses the indicator `has_plan` — "
        "it is used at sample-index/layers/all.toml:49; remove that too",
    ),
    Planted('[remove]\nfacts = [¦"open_share"]', "`weigh` of the inherited rule `few_visits` still uses the fact `open_share`"),
    Planted(
        '[[override]]\nrule = "few_visits"\n[[override.weigh]]\ncause = "vanity"\nwhen = "¦visist < 3"\n'
        'speaks = "for"\nsays = { zh = "少", en = "few" }',
        "visist",
    ),
    Planted('[remove]\nsources = [¦"report_2024"]\nrules = ["few_visits"]', "`sources` of the inherited indicator `has_plan` still uses"),
    Planted('[remove]\nscales = [¦"degree"]', "`scale` of the inherited indicator `plan_state` still uses the scale"),
    Planted('[remove]\ntests = [¦"no idea"]', "the rule `few_visits` has no golden test for `undetermined`"),
    Planted('[remove]\nfacts = [¦"visits"]\nindicators = ["visits_a_day"]', "`when` of the inherited rule `few_visits` still uses the fact `visits`"),
    # what is its own
    Planted(
        '[[facts]]\nid = ¦"visits"\nunit = "count"\ncollector = "tool"\ntitle = { zh = "访", en = "V" }',
        "the fact `visits` is inherited already — the inherited one is at sample-index/facts.toml:2; to change it "
        'write [[override]] fact = "visits"',
    ),
    Planted(
        '[[layers]]\nid = ¦"visits"\nweight = 1\ntitle = { zh = "访", en = "V" }\n',
        "`visits` is already the id of a layer",
    ),
    Planted(
        '[[groups]]\nid = "g"\nlayer = "used"\ntitle = { zh = "组", en = "G" }\n[[override]]\ngroup = ¦"g"\nlayer = "built"',
        "the group `g` is this pack's own, not inherited — it stands at pack.toml:12; change it where it stands",
    ),
    Planted(
        '[remove]\nrules = ["few_visits"]\n[[tests]]\nname = "mine"\nrule = ¦"few_visits"\ngiven = {}\nverdict = "no"',
        "this pack removes the rule `few_visits` — it was removed at pack.toml:12; name another one",
    ),
    Planted(
        '[remove]\nlayers = ["built"]\nrules = ["few_visits"]\n[[tests]]\nname = "mine"\nanswers = {}\nscores = { ¦has_plan = 0 }',
        "removes the indicator `has_plan` (it goes with the layer `built`)",
    ),
    # what an override makes of an inherited part
    Planted(
        '[[override]]\nscale = ¦"yes_no"\nkind = "choice"\noptions = [{ code = "y", points = 1, text = { zh = "是", en = "Y" } }]',
        "the inherited indicator `plan_state`: there is no option of `has_plan` `yes`",
    ),
    Planted('[[override]]\nfact = ¦"visits"\nunit = "share"', "the inherited"),
    Planted('[[override]]\nrule = "few_visits"\nwhen = ¦"visist < 3"'.replace('¦"visist', '"¦visist'), "visist"),
]  # fmt: skip


def _planted(root: Path, more: str) -> tuple[Path, int, int]:
    before, _, after = (CHILD + "\n" + more).partition("¦")
    folder = write_child(root, pack=before + after)
    return folder, before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("planted", ONE, ids=[f"{n}-{p.said[:45]}" for n, p in enumerate(ONE)])
def test_a_mistake_is_told_where_it_can_be_mended(tmp_path: Path, planted: Planted) -> None:
    folder, line, column = _planted(tmp_path, planted.more)
    problems = check_pack(folder)
    found = [p for p in problems if planted.said in p.show("en")]
    assert found, [p.show("en") for p in problems]
    assert (found[0].file, found[0].line, found[0].column) == ("pack.toml", line, column), found[0].show("en")
    for problem in problems:
        assert problem.file == "pack.toml"
        assert HAN.search(problem.message.zh)
        assert not HAN.search(problem.show("en"))
        assert (problem.hint is None) or HAN.search(problem.hint.zh)


def test_a_condition_over_a_new_name_also_asks_for_new_tests(tmp_path: Path) -> None:
    folder, _, _ = _planted(tmp_path, '[[override]]\nrule = ¦"few_visits"\nwhen = "visits < 3"')
    (problem,) = check_pack(folder)
    assert "has no golden test for `yes`, `no`, `undetermined`" in problem.message.en
    assert (problem.file, problem.line, problem.column) == ("pack.toml", 12, 8)


def test_what_only_a_child_may_say_is_refused_elsewhere(tmp_path: Path) -> None:
    alone = PACK + '\n[[override]]\nindicator = "has_plan"\nweight = 2\n[remove]\nrules = ["few_visits"]\n'
    alone = alone.replace('version = "1.0.0"', 'version = "1.0.0"\nextends_version = "1"', 1)
    said = [p.message.en for p in check_pack(write_pack(tmp_path, pack=alone))]
    assert said == [
        f"{x} is for a pack that extends another" for x in ("`extends_version`", "[[override]]", "[remove]")
    ]


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (CHILD.replace("sample-index", "sample-indx"), "there is no pack `sample-indx` — did you mean `sample-index`"),
        (CHILD.replace("sample-index", "child"), "a pack cannot extend itself"),
        (CHILD.replace('"sample-index"', "3"), "`extends` should be a text"),
        (CHILD.replace('"sample-index"', '"../sample"'), "`../sample` is not a valid `extends`"),
        (
            CHILD.replace("title", 'extends_version = "2.0.0"\ntitle', 1),
            "`sample-index` 2.0.0 is wanted, but 1.0.0 was found (folder sample) — compare the two",
        ),
    ],
)  # fmt: skip
def test_a_base_that_cannot_be_had_is_one_problem(tmp_path: Path, pack: str, said: str) -> None:
    folder = write_child(tmp_path, '[[override]]\nindicator = "has_plan"\nweight = 2\n', pack=pack)
    (problem,) = check_pack(folder)
    assert said in problem.show("en")
    assert problem.show("en").startswith("pack.toml:8:19: " if "2.0.0" in said else "pack.toml:7:11: ")


def test_a_broken_base_is_one_problem_that_tells_its_first(tmp_path: Path) -> None:
    write_pack(tmp_path / "sample", facts=FILES["facts.toml"].replace('"count"', '"counts"', 1) + "\n[[")
    (problem,) = check_pack(write_child(tmp_path))
    assert (problem.file, problem.line, problem.column) == ("pack.toml", 7, 11)
    assert "the base pack `sample-index` has " in problem.message.en
    assert "sample-index/facts.toml:" in problem.message.en
    assert problem.hint is not None
    assert "assess pack check sample-index" in problem.hint.en


def test_packs_that_extend_each_other_in_a_ring_are_refused(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        write_child(tmp_path, pack=CHILD.replace("sample-index", base), id=name)
    (problem,) = check_pack(tmp_path / "a")
    assert "the packs extend each other in a circle: a → b → c → a" in problem.message.en
    assert (problem.file, problem.line) == ("pack.toml", 7)


def test_a_line_of_packs_has_an_end(tmp_path: Path) -> None:
    for n in range(12):
        write_child(tmp_path, pack=CHILD.replace("sample-index", f"p{n + 1}"), id=f"p{n}")
    (problem,) = check_pack(tmp_path / "p0")
    assert "more than 8 packs extend one another: p0 → p1 → " in problem.message.en


def test_a_line_of_eight_packs_is_flat(tmp_path: Path) -> None:
    for n in range(8):
        base = "sample-index" if n == 7 else f"p{n + 1}"
        write_child(tmp_path, pack=CHILD.replace("sample-index", base), id=f"p{n}")
    assert check_pack(tmp_path / "p0") == []
