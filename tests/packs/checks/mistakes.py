"""One planted mistake after another: the file, what is replaced, by what, and what the problem must say.

The mark ¦ stands where the problem must point to, line and column; it is taken out before the file is written.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    file: str
    old: str
    new: str
    said: str
    more: int = 0
    """Problems that follow from this one: names that are gone now."""


P, L, F, R, T = "pack.toml", "layers/all.toml", "facts.toml", "rules.toml", "tests.toml"

KEYS_AND_TYPES = [
    Mistake(P, 'zh = "样例"', f'zh = ¦"{"长" * 10_001}"', "`zh` has 10001 characters; at most 10000 are allowed"),
    Mistake(
        P, 'licence = "CC0', '¦licenze = "x"\nlicence = "CC0', "unknown key `licenze` — did you mean `licence`"
    ),
    Mistake(
        P, "format = 1\n", "format = 1\n¦indicator = 3\n", "unknown key `indicator` — did you mean `indicators`"
    ),
    Mistake(P, '[pack]\nid = "sample-index"\n', "¦[pack]\n", "`id` is missing"),
    Mistake(P, "format = 1", "format = ¦2", "written in format 2; this version of assess reads format 1"),
    Mistake(P, "format = 1", 'format = ¦"1"', "`format` should be a whole number, not a text"),
    Mistake(P, "format = 1", "¦", "`format` is missing"),
    Mistake(P, 'id = "sample-index"', 'id = ¦"Sample_Index"', "`Sample_Index` is not a valid `id`"),
    Mistake(
        P, 'version = "1.0.0"', "version = ¦1.0", "`version` should be a text, not a number — put it in double"
    ),
    Mistake(P, 'version = "1.0.0"', 'version = ¦"one"', "`one` is not a valid `version`"),
    Mistake(P, 'licence = "CC0-1.0"', 'licence = ¦" "', "`licence` is empty"),
    Mistake(P, "[[grades]]\nid", "[[grades]]\n¦color = 3\nid", "unknown key `color`"),
    Mistake(P, 'en = "Sample" }', "en = ¦7 }", "`en` should be a text, not a whole number"),
    Mistake(
        P, '¦title = { zh = "样例", en = "Sample" }', '¦title = { zh = "样例" }', "`title` has no English text"
    ),
    Mistake(P, 'zh = "样例"', 'zh = ¦""', "the Chinese text of `title` is empty"),
    Mistake(P, 'zh = "样例"', '¦cn = "样例"', "unknown key `cn`"),
    Mistake(P, '{ zh = "样例", en = "Sample" }', '¦"Sample"', 'not a text — write { zh = "…", en = "…" }'),
    Mistake(P, "2024-01-31", '2024-01-31"\n¦langauge = "', "unknown key `langauge`"),
    Mistake(L, "maximum = 12", "maximum = ¦true", "`maximum` should be a number, not true or false"),
    Mistake(L, "maximum = 12", 'maximum = ¦"12"', "`maximum` should be a number, not a text — remove the quotes"),
    Mistake(L, "scored = false", 'scored = ¦"no"', "`scored` should be true or false, not a text"),
    Mistake(L, "count = 2", "count = ¦2.5", "`count` should be a whole number, not a number"),
    Mistake(L, "count = 2", "count = ¦0", "`count` must be at least 1, not 0"),
    Mistake(L, 'serves = ["R1"]', 'serves = ¦"R1"', "`serves` should be a list, not a text"),
    Mistake(L, 'serves = ["R1"]', 'serves = ["R1", ¦2]', "`serves[1]` should be a text"),
    Mistake(F, "max_age_days = 365", "max_age_days = ¦0", "`max_age_days` must be at least 1"),
    Mistake(F, 'unit = "count"', 'unit = ¦"counts"', "`unit` cannot be `counts` — did you mean `count`"),
    Mistake(F, 'collector = "agency"', 'collector = ¦"agent"', "did you mean `agency`"),
    Mistake(
        F, '[[facts]]\nid = "claimed"', '¦[[fact]]\nid = "claimed"', "unknown key `fact` — did you mean `facts`"
    ),
    Mistake(
        P, '[[groups]]\nid = "g_plan"', '¦[groups]\nid = "g_plan"', "not a table — write the header as [[groups]]"
    ),
    Mistake(R, 'severity = "high"', 'severity = ¦"hihg"', "did you mean `high`"),
    Mistake(R, 'causes = ["vanity"]', 'causes = [¦"vain"]', "`causes[0]` cannot be `vain`"),
    Mistake(R, 'manifestation = "decorative"', 'manifestation = ¦"decorated"', "did you mean `decorative`"),
    Mistake(R, "cap = 60", 'cap = 60\nsupersedes = [¦"few_visit"]', "few_visit` — did you mean `few_visits`"),
    Mistake(R, "cap = 60", 'cap = 60\nsupersedes = ¦["few_visits"]', "a rule cannot supersede itself"),
    Mistake(T, 'verdict = "no"', 'verdict = ¦"maybe"', "choose from `yes`, `no`, `undetermined`"),
]

IDS = [
    Mistake(L, 'id = "has_plan"', 'id = ¦"1_plan"', "`1_plan` is not a valid `id`"),
    Mistake(F, 'id = "claimed"', 'id = ¦"known"', "`known` is a word of the rule language"),
    Mistake(L, 'id = "channels"', 'id = ¦"online_share"', "`online_share` is already the id of an indicator", 1),
    Mistake(
        F,
        'id = "claimed"',
        'id = ¦"built"',
        "`built` is already the id of a layer — the first one is at pack.toml:38",
    ),
    Mistake(R, 'id = "few_visits"', 'id = ¦"visits"', "`visits` is already the id of a fact", 3),
    Mistake(P, 'id = "sum"', 'id = ¦"overall"', "already the id of a total", 1),
    Mistake(P, 'id = "high"', 'id = ¦"low"', "the first one is at pack.toml:28"),
    Mistake(
        P,
        '[[groups]]\nid = "g_plan"',
        '[[groups]]\nid = "g_plan"\nlayer = "built"\ntitle = { zh = "甲", en = "A" }\n[[groups]]\nid = ¦"g_plan"',
        "already the id of a group",
    ),
    Mistake(L, 'id = "yes_no"', 'id = ¦"degree"', "already the id of a scale", 1),
    Mistake(T, 'name = "many visits"', 'name = ¦"three visits"', "already the name of a test"),
    Mistake(
        L,
        'code = "draft"',
        'code = ¦"none"',
        "the option `none` is there twice — the first one is at layers/all.toml:7",
    ),
    Mistake(L, 'code = "draft"', 'code = ¦"In draft"', "`In draft` is not a valid `code`"),
]

LINKS = [
    Mistake(
        L,
        'label = "B1"\nlayer = "built"',
        'label = "B1"\nlayer = ¦"buildt"',
        "there is no layer `buildt` — did you mean `built`",
    ),
    Mistake(L, 'group = "g_plan"', 'group = ¦"g_plans"', "there is no group `g_plans` — did you mean `g_plan`"),
    Mistake(
        L, "weight = 3", 'weight = 3\nsources = [¦"report_2042"]', "there is no source `report_2042` — did you mean"
    ),
    Mistake(L, 'scale = "degree"', 'scale = ¦"degrees"', "there is no scale `degrees` — did you mean `degree`"),
    Mistake(L, 'indicator = "has_plan"', 'indicator = ¦"has_plans"', "there is no indicator `has_plans`"),
    Mistake(L, 'on = ["yes"]', 'on = [¦"yess"]', "there is no option of `has_plan` `yess` — did you mean `yes`"),
    Mistake(L, 'on = ["yes"]', "on = ¦[]", "`on` needs at least 1 element"),
    Mistake(L, 'indicator = "has_plan"', 'indicator = ¦"online_share"', "`online_share` has no options to follow"),
    Mistake(
        L,
        'indicator = "has_plan", on = ["yes"]',
        'indicator = ¦"plan_state", on = ["draft"]',
        "circle: plan_state → plan_state",
    ),
    Mistake(
        L,
        'label = "B1"',
        'label = "B1"\nfollows = { indicator = ¦"plan_state", on = ["draft"] }',
        "circle: has_plan → plan_state → has_plan",
    ),
    Mistake(L, 'feeds = "visits"', 'feeds = ¦"visit"', "there is no fact `visit` — did you mean `visits`"),
    Mistake(
        L,
        'feeds = "visits"',
        'feeds = ¦"open_share"',
        "the unit of the scale is `count`, that of the fact `open_share` is `share`",
    ),
    Mistake(
        L,
        'layer = "used"\ntitle = { zh = "网办率"',
        'layer = "used"\nfeeds = ¦"claimed"\ntitle = { zh = "网办率"',
        "the fact `claimed` is computed from the dossier",
    ),
    Mistake(
        L, 'label = "B1"', 'label = "B1"\nfeeds = ¦"open_share"', "the answer of a `yes-no` scale is no number"
    ),
    Mistake(
        L,
        'id = "channels"',
        'id = "visitors"\nlayer = "used"\nscored = false\nfeeds = ¦"visits"\n'
        'scale = { kind = "number", unit = "count" }\ntitle = { zh = "甲", en = "A" }\n'
        'question = { zh = "甲", en = "A" }\n[[indicators]]\nid = "channels"',
        "another indicator feeds `visits` already",
    ),
    Mistake(P, 'layer = "built"', 'layer = ¦"bilt"', "there is no layer `bilt`"),
    Mistake(
        P,
        "[[groups]]",
        '[[layers]]\nid = ¦"idle"\nweight = 1\ntitle = { zh = "空", en = "Idle" }\n[[groups]]',
        "the layer `idle` has no scored indicator",
    ),
    Mistake(R, 'sources = ["report_2024"]', 'sources = [¦"reports"]', "there is no source `reports`"),
    Mistake(T, 'source = "report_2024"', 'source = ¦"x"', "there is no source `x` — choose from `report_2024`"),
]

SCALES = [
    Mistake(P, "weight = 2.5", "weight = ¦0", "`weight` must be greater than 0, not 0"),
    Mistake(P, "weight = 2.5", "weight = ¦-1", "`weight` must be greater than 0, not -1"),
    Mistake(P, "weight = 2.5", "weight = ¦nan", "`weight` is not a usable number"),
    Mistake(P, "weight = 2.5", "weight = ¦inf", "`weight` must be finite"),
    Mistake(P, "least = 75", "least = ¦0", "`least` 0 is not above 0 of the grade before"),
    Mistake(P, "least = 75", "least = ¦101", "beyond the 0 to 100 of the total"),
    Mistake(L, "points = 10\n", "points = ¦4\n", "the points fall from 5 to 4"),
    Mistake(L, "points = 10\n", "points = ¦-4\n", "`points` must be at least 0"),
    Mistake(
        L,
        '[[scales.options]]\ncode = "force"\npoints = 10',
        '¦[[scales.options]]\ncode = "force"',
        "`points` is missing",
    ),
    Mistake(L, "maximum = 12", "maximum = ¦9", "the maximum 9 is below the highest points 10"),
    Mistake(L, "[0.5, 8], [1, 10]", "[0.5, 8], ¦[0.5, 10]", "the value 0.5 equals the one before"),
    Mistake(L, "[0.5, 8], [1, 10]", "[0.5, 8], ¦[0.4, 10]", "the value 0.4 is below the one before"),
    Mistake(L, "[0.5, 8], [1, 10]", "[0.5, 8], ¦[1, 7]", "the curve both rises and falls"),
    Mistake(L, "[1, 10]]", "[¦1.5, 10]]", "1.5 is not between 0 and 1"),
    Mistake(L, "[[0, 0], [0.5, 8], [1, 10]]", "¦[[0, 0]]", "`curve` needs at least 2 elements"),
    Mistake(L, "[0.5, 8]", "¦[0.5, 8, 9]", "`curve[1]` should be a pair of numbers"),
    Mistake(L, "[0.5, 8]", '[0.5, ¦"8"]', "should be a number, not a text"),
    Mistake(L, '\nunit = "count"', '\nunit = ¦"visits"', "`unit` cannot be `visits`"),
    Mistake(
        L, 'kind = "share"', 'kind = "share"\nunit = ¦"percent"', "the unit of a share scale cannot be `percent`"
    ),
    Mistake(
        L,
        'kind = "share"',
        'kind = "share"\n¦options = [{ code = "a", points = 1, text = { zh = "甲", en = "A" } }]',
        "a `share` scale has no `options`",
    ),
    Mistake(L, "lowest = 0", "lowest = 0\nhighest = ¦-1", "`highest` -1 must be greater than `lowest` 0"),
    Mistake(
        L,
        'options = [\n  { code = "yes", points = 1, text = { zh = "是", en = "Yes" } },\n'
        '  { code = "no", points = 0, text = { zh = "否", en = "No" } },\n',
        '¦options = [\n  { code = "yes", points = 1, text = { zh = "是", en = "Yes" } },\n',
        "a yes-no scale needs the option `no`",
    ),
    Mistake(L, 'kind = "levels"', 'kind = ¦"level"', "did you mean `levels`"),
    Mistake(L, "scored = false", "scored = false\nweight = ¦2", "an indicator that is not scored has no weight"),
    Mistake(
        L,
        '[indicators.scale]\nkind = "number"\nunit = "count"\nlowest = 0\n\n[[indicators]]\nid = "channels"',
        '[indicators.scale]\nkind = "number"\nunit = "count"\nlowest = 0\n\n[[indicators]]\nid = "note"\n'
        'layer = "used"\nscale = ¦{ kind = "text" }\ntitle = { zh = "甲", en = "A" }\n'
        'question = { zh = "甲", en = "A" }\n[[indicators]]\nid = "channels"',
        "the indicator is scored but its scale earns no points",
    ),
    Mistake(
        L,
        '[[scales.options]]\ncode = "draft"\npoints = 5\ntext = { zh = "草案", en = "Draft" }',
        '¦[[scales.options]]\ncode = "draft"\npoints = 5',
        "`text` is missing",
    ),
    Mistake(L, 'kind = "document"', 'kind = ¦"paper"', "`kind` cannot be `paper`"),
    Mistake(F, "highest = 0.9", "highest = ¦90", "`highest` 90 is not between 0 and 1"),
    Mistake(F, "highest = 0.9", "highest = ¦0.1", "`highest` 0.1 must be greater than `lowest` 0.1"),
    Mistake(
        F,
        'unit = "share"\ncollector = "tool"',
        'unit = ¦"count"\ncollector = "tool"',
        "the unit of `claimed-points-share` is `share`",
    ),
    Mistake(F, '"claimed-points-share"', '¦""', "`derive` cannot be ``"),
    Mistake(P, '"2024-01-31"', '¦"2024-02-30"', "`2024-02-30` is not a date"),
    Mistake(P, '"2024-01-31"', "¦2024-01-31", "`date` should be a text, not a date — put it in double quotes"),
    Mistake(
        P, '"https://example.org/report"', '¦"ftp://example.org"', "`ftp://example.org` is not a usable address"
    ),
    Mistake(P, '"https://example.org/report"', '¦"javascript:alert(1)"', "is not a usable address"),
    Mistake(P, '"https://example.org/report"', '¦"http://[::1"', "is not a usable address"),
]

SEVERE = """[[rules]]
id = "few_visits"
manifestation = "decorative"
when = "visits < 10 && built > 50"
severity = "high"
confidence = "medium"
"""
RULES = [
    Mistake(R, "visits < 10", "¦visist < 10", "visist"),
    Mistake(R, "visits < 10 && built", "visits < 10 && ¦online", "online"),
    Mistake(R, '"visits < 10 && built > 50"', "'''\n  visits < 10\n  && ¦bild > 50'''", "bild"),
    Mistake(R, "visits < 10 && ", "visits < 10 && ¦visits_a_day > 3 && ", "this indicator is not scored"),
    Mistake(
        R,
        SEVERE + 'effect = "cap-layer"\ntarget = "used"\n',
        "¦" + SEVERE + 'effect = "cap-layer"\n',
        "the effect `cap-layer` needs a `target`",
    ),
    Mistake(
        R,
        SEVERE + 'effect = "cap-layer"\ntarget = "used"\ncap = 60\n',
        "¦" + SEVERE + 'effect = "cap-layer"\ntarget = "used"\n',
        "the effect `cap-layer` needs a `cap`",
    ),
    Mistake(R, "cap = 60", "cap = ¦160", "`cap` must be at most 100, not 160"),
    Mistake(R, "cap = 60", "cap = ¦-6", "`cap` must be at least 0, not -6"),
    Mistake(
        R,
        'effect = "cap-layer"\ntarget = "used"\ncap = 60',
        'effect = "flag"\n¦cap = 60',
        "the effect `flag` has no `cap`",
    ),
    Mistake(R, 'target = "used"', 'target = ¦"has_plan"', "there is no layer `has_plan`"),
    Mistake(R, 'cause = "vanity"', 'cause = ¦"data_walls"', "the rule does not name the cause `data_walls`"),
    Mistake(R, 'cause = "vanity"', 'cause = ¦"vain"', "`cause` cannot be `vain`"),
    Mistake(R, "open_share < 0.3", "¦open_shar < 0.3", "open_shar"),
    Mistake(R, "open_share < 0.3", "¦open_share < 12", "open_share"),
    Mistake(
        R, '"open_share < 0.3"', '¦"visits<10 && built>50"', "this evidence is the condition of the rule itself"
    ),
    Mistake(R, 'speaks = "for"', 'speaks = ¦"fore"', "cannot be `fore` — did you mean `for`"),
    Mistake(R, 'weight = "strong"', 'weight = ¦"heavy"', "cannot be `heavy`"),
    Mistake(R, 'speaks = "for"\n', 'speaks = "for"\n¦strong = true\n', "unknown key `strong`"),
    Mistake(R, '[[rules.weigh]]\ncause = "vanity"', "¦[[rules.weigh]]", "`cause` is missing"),
    Mistake(R, '"cap-layer"', '¦"cap"', "`effect` cannot be `cap`"),
    Mistake(
        T,
        'rule = "few_visits"\ngiven = { built',
        'rule = ¦"few_visit"\ngiven = { built',
        "there is no rule `few_visit`",
    ),
    Mistake(
        T,
        "{ visits = 3",
        "{ ¦visitors = 3",
        "there is no fact, indicator or layer `visitors` — did you mean `visits`",
    ),
    Mistake(T, 'built = 80 }\nverdict = "yes"', 'built = ¦800 }\nverdict = "yes"', "800 is not between 0 and 100"),
    Mistake(T, "{ visits = 3", '{ visits = ¦"3"', "`visits` should be a number, not a text"),
    Mistake(T, "[100, inf]", "¦[100, 4]", "the ends of `visits` are the wrong way round"),
    Mistake(T, "[100, inf]", "¦[100]", "`visits` should be a number or [low, high]"),
    Mistake(T, "[100, inf]", "[100, ¦nan]", "is not a usable number"),
    Mistake(T, '"prev(visits)"', '¦"prev(visit)"', "there is no fact, indicator or layer `visit`"),
    Mistake(
        T,
        '[[tests]]\nname = "no idea"\nrule = "few_visits"\ngiven = { built = 80 }\nverdict = "undetermined"',
        '¦[[tests]]\nname = "no idea"\nrule = "few_visits"\ngiven = { built = 80 }',
        "there is a `rule` but no `verdict`",
    ),
    Mistake(T, 'has_plan = "yes"', 'has_plan = ¦"yep"', "`yep` is not on the scale — did you mean `yes`"),
    Mistake(T, 'has_plan = "yes"', "has_plan = ¦1", "the answer on a `yes-no` scale is a text"),
    Mistake(T, "online_share = 0.5", "online_share = ¦50", "50 is not between 0 and 1"),
    Mistake(T, "online_share = 0.5", 'online_share = ¦"half"', "the answer on a `share` scale is a number"),
    Mistake(T, '["web", "app"]', '["web", ¦"ap"]', "`ap` is not on the scale — did you mean `app`"),
    Mistake(T, '["web", "app"]', '¦"web"', "the answer on a `checklist` scale is a list of option codes"),
    Mistake(T, "plan_state =", "¦plan_stat =", "there is no indicator `plan_stat`"),
    Mistake(
        T, "sum = 12", "¦summ = 12", "there is no scored indicator, layer or total `summ` — did you mean `sum`"
    ),
    Mistake(T, "has_plan = 100", "has_plan = ¦101", "101 is not between 0 and 100"),
    Mistake(T, "has_plan = 100", "has_plan = [0, ¦inf]", "must be finite"),
    Mistake(T, "tolerance = 10", "tolerance = ¦-1", "`tolerance` must be at least 0"),
    Mistake(T, "tolerance = 10", "¦given = { visits = 3 }", "`given` is for the test of a rule only"),
    Mistake(T, "tolerance = 10", "¦not_applicable = []", "`not_applicable` is for the test of a rule only"),
    Mistake(
        T, 'verdict = "no"', 'verdict = "no"\nnot_applicable = [¦"buil"]', "there is no scored indicator or layer"
    ),
    Mistake(
        T,
        'built = 80 }\nverdict = "yes"',
        'built = 80 }\nnot_applicable = [¦"built"]\nverdict = "yes"',
        "`built` is given a value and said not to apply",
    ),
    Mistake(T, 'verdict = "no"', 'verdict = "no"\n¦scores = { built = 3 }', "the test of a rule has no `scores`"),
    Mistake(
        T,
        '[[tests]]\nname = "no idea"',
        '¦[[tests]]\nname = "empty"\n[[tests]]\nname = "no idea"',
        "this test checks nothing",
    ),
]

ELSEWHERE = [
    (
        Mistake(P, 'layer = "built"', 'layer = "used"', ""),
        L,
        'group = ¦"g_plan"',
        "the group `g_plan` belongs to the layer `used`, not to `built`",
    ),
    (
        Mistake(T, 'verdict = "undetermined"', 'verdict = "no"', ""),
        R,
        'id = ¦"few_visits"',
        "no golden test for `undetermined`",
    ),
]
