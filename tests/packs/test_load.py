"""A valid pack becomes what its files say: defaults, order, digests, shared scales."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from assess.base.texts import Text
from assess.packs.load import check_pack, load_pack
from assess.packs.model import Follow, Pack
from assess.packs.vocabulary import UNITS
from tests.packs.sample import FACTS, FILES, LAYERS, PACK, TESTS, write_pack

SHIPPED = sorted((Path(__file__).parents[2] / "indicators").glob("*/pack.toml"))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return load_pack(write_pack(tmp_path))


def _changed(tmp_path: Path, old: str, new: str) -> Pack:
    assert sum(text.count(old) for text in FILES.values()) == 1, old
    return load_pack(write_pack(tmp_path, {name: text.replace(old, new) for name, text in FILES.items()}))


def test_the_sample_has_no_problems(tmp_path: Path) -> None:
    assert check_pack(write_pack(tmp_path)) == []


@pytest.mark.parametrize("path", SHIPPED, ids=[p.parent.name for p in SHIPPED])
def test_shipped_packs_have_no_problems(path: Path) -> None:
    assert [p.show("en") for p in check_pack(path.parent)] == []
    assert load_pack(path.parent).indicators


def test_identity_and_order_are_those_of_the_files(pack: Pack) -> None:
    assert (pack.id, pack.version, pack.licence) == ("sample-index", "1.0.0", "CC0-1.0")
    assert pack.title == Text(zh="样例", en="Sample")
    assert [x.id for x in pack.layers] == ["built", "used"]
    assert [t.id for t in pack.totals] == ["overall", "sum"]
    assert [i.id for i in pack.of_layer("used")] == ["online_share", "visits_a_day", "channels"]
    assert [(g.id, g.least) for g in pack.grades] == [("low", 0), ("high", 75)]


def test_defaults_of_an_indicator(pack: Pack) -> None:
    plan, state, share, visits, channels = pack.indicators
    assert (plan.label, state.label) == ("B1", "plan_state")
    assert (plan.weight, state.weight, share.weight, channels.weight) == (1, 3, 10, 3)
    assert (plan.scored, visits.scored, visits.weight) == (True, False, 0)
    assert plan.not_applicable == "leave-denominator"
    assert state.follows == Follow(indicator="has_plan", on=("yes",))
    assert (plan.sources, plan.serves, visits.feeds) == (("report_2024",), ("R1",), "visits")


def test_scales_take_their_maximum_from_the_points_unless_told(pack: Pack) -> None:
    plan, state, share, visits, channels = (i.scale for i in pack.indicators)
    assert (plan.maximum, state.maximum, share.maximum, channels.maximum) == (1, 12, 10, 3)
    assert visits.maximum == 0
    assert [(o.code, o.points, o.state) for o in plan.options] == [
        ("yes", 1, "scored"), ("no", 0, "scored"), ("na", 0, "not-applicable"),
    ]  # fmt: skip
    assert share.curve == ((0, 0), (0.5, 8), (1, 10))
    assert (share.unit, visits.unit, visits.lowest) == ("share", "count", 0)
    need = state.options[2].evidence[0]
    assert (need.kind, need.count, need.independent) == ("document", 2, True)


def test_a_checklist_without_a_maximum_is_worth_the_sum_of_its_points(tmp_path: Path) -> None:
    pack = _changed(tmp_path, "maximum = 3\n", "")
    assert pack.indicators[4].scale.maximum == 4
    assert pack.indicators[4].weight == 4


def test_golden_tests_know_where_they_stand(pack: Pack) -> None:
    lines = [n for n, line in enumerate(TESTS.splitlines(), 1) if line == "[[tests]]"]
    assert [t.where for t in pack.tests] == [f"tests.toml:{n}" for n in lines]
    assert pack.tests[1].given == {"visits": (100, math.inf), "prev(visits)": 4}
    assert pack.tests[3].answers["channels"] == ("web", "app")
    assert pack.tests[3].scores["built"] == (50, 60)


def test_golden_tests_written_as_one_list_are_told_apart_by_number(tmp_path: Path) -> None:
    listed = (
        'tests = [{ name = "a", scores = { used = [0, 100] } }, { name = "b", scores = { used = [0, 100] } }]\n'
    )
    files = {**FILES, "rules.toml": "", "tests.toml": listed}
    assert [t.where for t in load_pack(write_pack(tmp_path, files)).tests] == [
        "tests.toml tests[0]", "tests.toml tests[1]",
    ]  # fmt: skip


def test_the_units_of_scales_are_those_of_facts(tmp_path: Path) -> None:
    for unit in UNITS:
        layers = LAYERS.replace('unit = "count"', f'unit = "{unit}"')
        facts = FACTS.replace('id = "visits"\nunit = "count"', f'id = "visits"\nunit = "{unit}"')
        assert check_pack(write_pack(tmp_path / unit, all=layers, facts=facts, rules="", tests="")) == []


WORDING = [
    ('label = "B1"', 'label = "B9"'),
    ('title = { zh = "规划", en = "Plan" }', 'title = { zh = "计划", en = "Plan" }'),
    ('group = "g_plan"\n', ""),
    ('group = "g_plan"\n', 'group = "g_plan"\nguidance = { zh = "看文件", en = "Look at the text" }\n'),
    ('serves = ["R1"]', 'serves = ["R2"]'),
    ('sources = ["report_2024"]\nserves = ["R1"]', 'serves = ["R1"]'),
    ('label = "B1"', 'label = "B1"\nweight = 7'),
]
MEANING = [
    ('{ zh = "有规划吗？", en = "Is there a plan?" }', '{ zh = "有规划吗？", en = "Is there any plan?" }'),
    ('{ zh = "是", en = "Yes" }', '{ zh = "有", en = "Yes" }'),
    ('code = "yes", points = 1', 'code = "yes", points = 2'),
    ('code = "na"', 'code = "not_a"'),
    ('state = "not-applicable"', 'state = "unknown"'),
    ('label = "B1"', 'label = "B1"\nnot_applicable = "refuse"'),
]


@pytest.mark.parametrize(("old", "new"), WORDING)
def test_labels_titles_and_weights_do_not_change_what_an_answer_means(tmp_path: Path, old: str, new: str) -> None:
    before, after = load_pack(write_pack(tmp_path / "before")), _changed(tmp_path, old, new)
    assert [i.digest for i in before.indicators] == [i.digest for i in after.indicators]
    assert before.digest != after.digest


@pytest.mark.parametrize(("old", "new"), MEANING)
def test_question_scale_and_policy_change_what_an_answer_means(tmp_path: Path, old: str, new: str) -> None:
    before, after = load_pack(write_pack(tmp_path / "before")), _changed(tmp_path, old, new)
    assert before.indicators[0].digest != after.indicators[0].digest
    assert [i.digest for i in before.indicators[2:]] == [i.digest for i in after.indicators[2:]]
    assert before.digest != after.digest


def test_tests_comments_and_layout_leave_the_digest_of_the_pack_alone(tmp_path: Path) -> None:
    before = load_pack(write_pack(tmp_path / "before"))
    tests = TESTS.replace("tolerance = 10", "tolerance = 20")
    after = load_pack(write_pack(tmp_path, tests=tests, pack=f"# note\n{PACK}\n", facts=FACTS.replace(" = ", "=")))
    assert before.digest == after.digest


def test_what_is_uncertain_is_read_and_leaves_the_digest_alone_at_its_defaults(tmp_path: Path) -> None:
    head = '[[totals]]\nid = "overall"'
    plain = load_pack(write_pack(tmp_path))
    said = _changed(tmp_path, head, f"[uncertainty]\ndraws = 1000\nseed = 1\nweights = 0.25\n\n{head}")
    varied = _changed(tmp_path, head, f'[uncertainty]\nmeans = ["minimum"]\nevidence = 0.1\n\n{head}')
    assert said.digest == plain.digest
    assert (varied.uncertainty.means, varied.uncertainty.evidence) == (("minimum",), 0.1)
    assert varied.digest != plain.digest


def test_evidence_on_causes_is_read_with_its_rule_and_leaves_other_packs_as_they_were(
    pack: Pack, tmp_path: Path
) -> None:
    (entry,) = pack.rules[0].weigh
    assert (entry.cause, entry.speaks, entry.weight) == ("vanity", "for", "strong")
    assert (entry.when, entry.says.en) == ("open_share < 0.3", "Hardly anything is open")
    assert _changed(tmp_path / "weak", 'weight = "strong"\n', "").rules[0].weigh[0].weight == "weak"
    bare = FILES["rules.toml"].split("\n[[rules.weigh]]")[0]
    assert load_pack(write_pack(tmp_path / "bare", rules=bare)).rules[0].weigh == ()
