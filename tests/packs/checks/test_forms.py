"""Mistakes in the forms of published schemes: each is found where it stands, with a way out, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.packs.load import check_pack
from tests.packs.checks.mistakes import L, Mistake, P, T
from tests.packs.checks.test_mistakes import HAN, _planted
from tests.packs.sample import FILES, write_pack

HERE = '[[layers]]\nid = "built"\n'


def scoring(text: str, said: str) -> Mistake:
    return Mistake(P, HERE, f"[scoring]\n{text}\n\n{HERE}", said)


def uncertainty(text: str, said: str) -> Mistake:
    return Mistake(P, HERE, f"[uncertainty]\n{text}\n\n{HERE}", said)


MEANS = [
    scoring('layers = ¦"geometrc"', "`layers` cannot be `geometrc` — did you mean `geometric`"),
    scoring(
        'layers = ¦"geometric"', "a geometric mean is 0 as soon as one score is 0, and the indicator `has_plan` can"
    ),
    scoring('indicators = ¦"harmonic"', "`floor = 0` lets one zero void the whole"),
    scoring('layers = "power"\npower = ¦0', "the exponent cannot be 0 — that mean is the geometric one"),
    scoring('layers = ¦"power"', "a power mean needs its exponent `power`"),
    scoring('layers = ¦"power"\npower = -1', "a power mean is 0 as soon as one score is 0"),
    scoring("¦power = 2", "nothing here is a power mean"),
    scoring("floor = ¦101", "`floor` must be at most 100, not 101"),
    scoring('rank = ¦"densest"', "did you mean `dense`"),
    scoring("rank_digits = ¦10", "`rank_digits` must be at most 9, not 10"),
    scoring("rank_digits = ¦0.5", "`rank_digits` should be a whole number"),
    uncertainty("draws = ¦-1", "`draws` must be at least 0, not -1"),
    uncertainty("weights = ¦1", "`weights` must be at most 0.9, not 1"),
    uncertainty('means = [¦"power"]', "`means[0]` cannot be `power`"),
    uncertainty('means = ["minimum", ¦"geometric"]', "write `floor = 1` in [uncertainty]"),
    uncertainty("¦floor = 1", "without other `means`, `floor` does nothing"),
    uncertainty("evidence = ¦1.5", "`evidence` must be at most 1, not 1.5"),
    uncertainty("¦sed = 1", "unknown key `sed` — did you mean `seed`"),
    scoring("¦flor = 1", "unknown key `flor` — did you mean `floor`"),
    Mistake(P, HERE, f'{HERE}aggregation = ¦"harmonic"\n', "a harmonic mean is 0 as soon as one score is 0"),
    Mistake(P, HERE, f'{HERE}aggregation = ¦"mean"\n', "choose from `arithmetic`, `geometric`, `harmonic`"),
    Mistake(
        L,
        '[[scales]]\nid = "degree"',
        '¦[scoring]\nfloor = 0\n[[scales]]\nid = "degree"',
        "`scoring` may stand in pack.toml only",
    ),
]
SHARE = 'kind = "share"\ncurve = [[0, 0], [0.5, 8], [1, 10]]'
COUNT = 'scored = false\nfeeds = "visits"'
NUMBER = 'kind = "number"\nunit = "count"\nlowest = 0'


def share(text: str, said: str) -> Mistake:
    return Mistake(L, SHARE, f'kind = "share"\n{text}', said)


def count(text: str, said: str) -> Mistake:
    return Mistake(L, NUMBER, f"{NUMBER}\n{text}", said)


GOALPOSTS = [
    share("¦curve = [[0, 0], [1, 10]]\ngoalposts = [0, 1]", "a scale has either a `curve` or `goalposts`"),
    share("goalposts = ¦[0.5, 0.5]", "both goalposts are 0.5 — write [the value that earns 0"),
    share("goalposts = [0, ¦100]", "100 is not between 0 and 1"),
    share("goalposts = ¦[0, 0.5, 1]", "`goalposts` should be a pair of numbers [worst, best]"),
    share('goalposts = [0, ¦"1"]', "should be a number, not a text — remove the quotes"),
    share("goalposts = [¦0, 1]\nlog = true", "0 has no logarithm — both goalposts must be above 0"),
    share("curve = [[0, 0], [1, 10]]\n¦log = true", "`log` goes with `goalposts` only — add"),
    count("goalposts = [100, ¦-5]\nlog = true", "-5 has no logarithm"),
    count('goalposts = [1, 9]\nlog = ¦"yes"', "`log` should be true or false"),
    count("¦maximum = 10", "without a `curve` there are no points to have a maximum"),
    Mistake(L, 'kind = "checklist"\nmaximum = 3', 'kind = "checklist"\n¦goalposts = [0, 3]', "has no `goalposts`"),
]
B1 = 'label = "B1"\n'
CAPS = [
    Mistake(L, B1, f'{B1}caps = [{{ by = ¦"channel" }}]\n', "no indicator `channel` — did you mean `channels`"),
    Mistake(L, B1, f'{B1}caps = [{{ by = ¦"visits_a_day" }}]\n', "indicator `visits_a_day` is not scored and caps"),
    Mistake(L, B1, f'{B1}caps = [{{ by = ¦"has_plan" }}]\n', "cap each other in a circle: has_plan → has_plan"),
    Mistake(L, B1, f'{B1}caps = [{{ ¦bye = "channels" }}]\n', "unknown key `bye` — did you mean `by`"),
    Mistake(L, B1, f"{B1}caps = [¦{{}}]\n", "`by` is missing"),
    Mistake(L, B1, f'{B1}caps = [¦"channels"]\n', "`caps[0]` should be a table, not a text"),
    Mistake(L, B1, f"{B1}caps = ¦[]\n", "`caps` needs at least 1 element"),
    Mistake(L, COUNT, f'{COUNT}\n¦caps = [{{ by = "channels" }}]', "an indicator that is not scored has no score"),
]


def plan(text: str, said: str) -> Mistake:
    """A mistake in the first indicator, which nothing follows or caps once it is not the parent any more."""
    return Mistake(L, B1, f"{B1}{text}\n", said)


PROFILES = '[[profiles]]\nid = "county"\ntitle = { zh = "县级", en = "County" }\n'
FOLLOWS = 'follows = { indicator = "has_plan", on = ["yes"] }\n'
APPLIES = [
    plan('applies_when = "¦visit > 3"', "visit"),
    plan('applies_when = "¦built > 3"', "`built` is a score; only facts may be named here — name the facts"),
    plan('applies_when = "visits > 3 && ¦channels < 9"', "`channels` is a score; only facts may be named here"),
    plan('applies_when = "¦visits"', "is a number where a condition is needed"),
    plan('applies_when = "visits > ¦open_share"', "unlike units"),
    plan("applies_when = ¦true", "`applies_when` should be a text, not true or false"),
    plan('profiles = [¦"county"]', "there is no profile `county`"),
    plan("profiles = ¦[]", "`profiles` needs at least 1 element"),
    plan('status = ¦"retird"', "`status` cannot be `retird` — did you mean `retired`"),
    plan("since = ¦2024", "`since` should be a text, not a whole number — put it in double quotes"),
    Mistake(P, HERE, f"{PROFILES}¦title_en = 3\n{HERE}", "unknown key `title_en`"),
    Mistake(
        P, HERE, f'{PROFILES}[[profiles]]\nid = ¦"county"\ntitle = {{ zh = "县", en = "C" }}\n{HERE}', "already"
    ),
    Mistake(L, FOLLOWS, f'{FOLLOWS}caps = [{{ by = ¦"old" }}]\n', "there is no indicator `old`"),
    Mistake(
        T,
        'online_share = 0.5, channels = ["web", "app"] }',
        "online_share = 0.5 }\nfacts = { ¦visit = 3 }",
        "`visit`",
    ),
    Mistake(T, "tolerance = 10", "facts = { ¦claimed = 0.5 }", "the fact `claimed` is computed from the dossier"),
    Mistake(T, "tolerance = 10", "facts = { open_share = ¦2 }", "2 is not between 0.1 and 0.9"),
    Mistake(T, 'verdict = "no"', 'verdict = "no"\n¦kind = "county"', "the test of a rule has no `kind`"),
]
ONLINE = '\n[indicators.scale]\nkind = "share"'


def value(text: str, said: str, more: int = 0) -> Mistake:
    return Mistake(L, ONLINE, f"value_from = {text}\n{ONLINE}", said, more=more)


VALUES = [
    value('"¦visit"', "visit"),
    value('"¦built"', "`built` is a score; only facts may be named here"),
    value('"¦open_share > 0.5"', "is a condition where a number is needed"),
    value('"¦0.5"', "this names nothing and is always the same — name the fact"),
    value('¦"visits"', "the value is in count, the scale in a share or ratio — make the units the same", more=1),
    value('"visits + ¦open_share"', "unlike units"),
    value("¦0.5", "`value_from` should be a text"),
    plan('value_from = ¦"open_share"', "the answer of a `yes-no` scale is no number to be worked out from facts"),
    Mistake(
        L, COUNT, f'{COUNT}\nvalue_from = ¦"visits"', "measured by the fact `visits`, which its own answer feeds"
    ),
]
ALL = [*MEANS, *GOALPOSTS, *CAPS, *APPLIES, *VALUES]
NAMES = [f"{n}-{m.said[:50]}" for n, m in enumerate(ALL)]


@pytest.mark.parametrize("mistake", ALL, ids=NAMES)
def test_a_mistake_in_a_form_is_the_only_problem_and_is_found_where_it_stands(
    tmp_path: Path, mistake: Mistake
) -> None:
    problems, line, column = _planted(tmp_path, mistake)
    found = [p for p in problems if mistake.said in p.show("en")]
    assert found, [p.show("en") for p in problems]
    assert (found[0].file, found[0].line, found[0].column) == (mistake.file, line, column)
    assert len(problems) == 1 + mistake.more, [p.show("en") for p in problems]
    assert HAN.search(found[0].message.zh)
    assert not HAN.search(found[0].message.en)


@pytest.mark.parametrize("mistake", ALL, ids=NAMES)
def test_a_problem_of_a_form_says_the_way_out(tmp_path: Path, mistake: Mistake) -> None:
    problem = _planted(tmp_path, mistake)[0][0]
    limit = any(x in problem.message.en for x in ("must be at", "should be", "needs at least", "is not between"))
    assert limit or problem.hint is not None


def test_indicators_that_cap_each_other_are_told_once(tmp_path: Path) -> None:
    one = 'layer = "used"\ntitle = { zh = "网办率"'
    text = FILES[L].replace(B1, f'{B1}caps = [{{ by = "online_share" }}]\n')
    text = text.replace(one, f'caps = [{{ by = "channels" }}, {{ by = "has_plan" }}]\n{one}')
    problems = check_pack(write_pack(tmp_path, {**FILES, L: text}))
    assert [p.message.en for p in problems] == [
        "the indicators cap each other in a circle: has_plan → online_share → has_plan"
    ]


OLD = """
[[indicators]]
id = "old"
status = "retired"
until = "2023"
layer = "used"
scale = "yes_no"
title = { zh = "旧题", en = "Old item" }
question = { zh = "旧题？", en = "The old item?" }
"""
NOT_ASKED = [
    (L, FOLLOWS, 'follows = { indicator = "old", on = ["yes"] }\n', "the indicator `old` is retired and not asked"),
    (L, FOLLOWS, f'{FOLLOWS}caps = [{{ by = "old" }}]\n', "the indicator `old` is retired and not asked"),
    ("rules.toml", "visits < 10 &&", "visits < 10 && old > 5 &&", "this indicator is retired or future"),
    (T, 'has_plan = "yes"', 'has_plan = "yes", old = "yes"', "the indicator `old` is retired and not asked"),
    (T, "sum = 12", "old = 12", "there is no scored indicator, layer or total `old`"),
    (L, OLD, f"{OLD}{OLD}", "`old` is already the id of an indicator"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), NOT_ASKED)
def test_what_is_not_asked_keeps_its_id_and_cannot_be_named(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    files = {**FILES, L: FILES[L] + OLD}
    assert check_pack(write_pack(tmp_path / "sound", files)) == []
    assert old in files[file]
    problems = check_pack(write_pack(tmp_path / "wrong", {**files, file: files[file].replace(old, new, 1)}))
    assert len(problems) == 1, [p.show("en") for p in problems]
    assert said in problems[0].show("en")


def test_a_layer_whose_indicators_are_all_retired_has_nothing_to_score(tmp_path: Path) -> None:
    text = FILES[L].replace('layer = "built"', 'layer = "built"\nstatus = "retired"')
    said = [p.show("en") for p in check_pack(write_pack(tmp_path, {**FILES, L: text}))]
    assert any("the layer `built` has no scored indicator" in line for line in said), said
