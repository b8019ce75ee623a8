"""A small pack with every kind of scale, follow-ups of follow-ups, derived facts and each effect of a rule."""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assess.base.texts import Text, same
from assess.dossier.author import Author
from assess.dossier.writer import Writer
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.session import Session, create_session

AUTHOR = Author(name="Li Lei", device="0123456789abcdef")
OTHER = Author(name="Han Meimei", device="fedcba9876543210")

TOML = """\
format = 1

[pack]
id = "mini"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "小指标包", en = "Mini pack" }
summary = { zh = "测试用", en = "For tests" }

[[totals]]
id = "overall"
method = "layers-mean"
title = { zh = "总分", en = "Overall" }
[[totals]]
id = "sum"
method = "points-sum"
title = { zh = "总点数", en = "Points" }

[[grades]]
id = "low"
least = 0
title = { zh = "低", en = "Low" }
[[grades]]
id = "mid"
least = 50
title = { zh = "中", en = "Middle" }
[[grades]]
id = "high"
least = 75
title = { zh = "高", en = "High" }

[[layers]]
id = "built"
weight = 1
base_layer = "readiness"
title = { zh = "建设", en = "Built" }
[[layers]]
id = "used"
weight = 3
base_layer = "utilization"
title = { zh = "使用", en = "Used" }

[[indicators]]
id = "plan"
label = "R1"
layer = "built"
title = { zh = "规划", en = "Plan" }
question = { zh = "有规划吗？", en = "Is there a plan?" }
[indicators.scale]
kind = "levels"
[[indicators.scale.options]]
code = "none"
points = 0
text = { zh = "没有", en = "None" }
[[indicators.scale.options]]
code = "draft"
points = 2
text = { zh = "草案", en = "A draft" }
evidence = [{ kind = "document", count = 1, text = { zh = "草案文本", en = "The draft" } }]
[[indicators.scale.options]]
code = "done"
points = 4
text = { zh = "已印发", en = "Issued" }
evidence = [
  { kind = "document", count = 1, text = { zh = "文件", en = "The plan" } },
  { kind = "document", count = 1, independent = true, text = { zh = "第三方评估", en = "A review by others" } },
  { kind = "link", count = 1, text = { zh = "公开网址", en = "Where it is published" } },
]

[[indicators]]
id = "portal"
label = "R2"
layer = "built"
not_applicable = "full-marks"
title = { zh = "平台", en = "Portal" }
question = { zh = "有平台吗？", en = "Is there a portal?" }
[indicators.scale]
kind = "yes-no"
[[indicators.scale.options]]
code = "no"
points = 0
text = { zh = "否", en = "No" }
[[indicators.scale.options]]
code = "yes"
points = 10
text = { zh = "是", en = "Yes" }
evidence = [{ kind = "link", text = { zh = "网址", en = "Its address" } }]
[[indicators.scale.options]]
code = "na"
points = 8
state = "not-applicable"
text = { zh = "不适用", en = "Not applicable" }
[[indicators.scale.options]]
code = "dk"
points = 0
state = "unknown"
text = { zh = "不知道", en = "I do not know" }

[[indicators]]
id = "parts"
label = "R3"
layer = "built"
title = { zh = "组成", en = "Parts" }
question = { zh = "有哪些？", en = "Which are there?" }
[indicators.scale]
kind = "checklist"
maximum = 10
[[indicators.scale.options]]
code = "a"
points = 3
text = { zh = "甲", en = "A" }
evidence = [{ kind = "document", text = { zh = "甲的文件", en = "A document on A" } }]
[[indicators.scale.options]]
code = "b"
points = 3
text = { zh = "乙", en = "B" }
[[indicators.scale.options]]
code = "c"
points = 6
text = { zh = "丙", en = "C" }
evidence = [{ kind = "screenshot", text = { zh = "截图", en = "A screenshot" } }]
[[indicators.scale.options]]
code = "unsure"
points = 0
state = "unknown"
text = { zh = "不确定", en = "Not sure what else" }

[[indicators]]
id = "team"
label = "R4"
layer = "built"
not_applicable = "refuse"
follows = { indicator = "portal", on = ["yes"] }
title = { zh = "团队", en = "Team" }
question = { zh = "多大的团队？", en = "How large a team?" }
[indicators.scale]
kind = "choice"
[[indicators.scale.options]]
code = "big"
points = 6
text = { zh = "大", en = "Big" }
[[indicators.scale.options]]
code = "small"
points = 3
text = { zh = "小", en = "Small" }
[[indicators.scale.options]]
code = "none"
points = 0
text = { zh = "没有", en = "None" }

[[indicators]]
id = "lead"
label = "R5"
layer = "built"
follows = { indicator = "team", on = ["big"] }
title = { zh = "负责人", en = "Lead" }
question = { zh = "有负责人吗？", en = "Is there a lead?" }
[indicators.scale]
kind = "yes-no"
[[indicators.scale.options]]
code = "no"
points = 0
text = { zh = "否", en = "No" }
[[indicators.scale.options]]
code = "yes"
points = 5
text = { zh = "是", en = "Yes" }

[[indicators]]
id = "open_share"
label = "U1"
layer = "used"
title = { zh = "开放比例", en = "Share open" }
question = { zh = "开放多少？", en = "How much is open?" }
[indicators.scale]
kind = "share"
curve = [[0, 0], [0.5, 6], [1, 10]]

[[indicators]]
id = "visits"
label = "U2"
layer = "used"
feeds = "visits_a_month"
title = { zh = "访问量", en = "Visits" }
question = { zh = "每月多少访问？", en = "How many visits a month?" }
[indicators.scale]
kind = "number"
unit = "count"
curve = [[0, 0], [1000, 10]]
lowest = 0
highest = 1000000

[[indicators]]
id = "waiting"
label = "U3"
layer = "used"
title = { zh = "等候天数", en = "Days of waiting" }
question = { zh = "等几天？", en = "How many days?" }
[indicators.scale]
kind = "number"
unit = "days"
curve = [[2, 10], [12, 0]]

[[indicators]]
id = "remarks"
label = "U4"
layer = "used"
scored = false
title = { zh = "备注", en = "Remarks" }
question = { zh = "还有什么要说？", en = "Anything else?" }
[indicators.scale]
kind = "text"

[[indicators]]
id = "staff"
label = "U5"
layer = "used"
scored = false
title = { zh = "人数", en = "Staff" }
question = { zh = "多少人？", en = "How many people?" }
[indicators.scale]
kind = "number"
unit = "count"

[[facts]]
id = "visits_a_month"
unit = "count"
collector = "tool"
lowest = 0
title = { zh = "月访问量", en = "Visits a month" }
[[facts]]
id = "results_displayed"
unit = "count"
collector = "tool"
lowest = 0
title = { zh = "展示的成果数", en = "Results displayed" }
[[facts]]
id = "results_effective"
unit = "count"
collector = "evaluator"
lowest = 0
title = { zh = "有效的成果数", en = "Effective results" }
[[facts]]
id = "satisfied"
unit = "percent"
collector = "users"
lowest = 0
highest = 100
title = { zh = "满意率", en = "Satisfied users" }
[[facts]]
id = "claimed_share"
unit = "share"
collector = "tool"
derive = "claimed-points-share"
title = { zh = "自报得分率", en = "Share of points claimed" }
[[facts]]
id = "bare_share"
unit = "share"
collector = "tool"
derive = "unsupported-claims-share"
title = { zh = "无证据比例", en = "Share of claims without evidence" }
[[facts]]
id = "answered_share"
unit = "share"
collector = "tool"
derive = "answered-share"
title = { zh = "作答比例", en = "Share answered" }
[[facts]]
id = "excused_share"
unit = "share"
collector = "tool"
derive = "not-applicable-share"
title = { zh = "不适用比例", en = "Share excused" }
[[facts]]
id = "stated_difference"
unit = "points"
collector = "tool"
derive = "stated-points-difference"
title = { zh = "得分差", en = "Difference of points" }
"""

_RULE = """
[[rules]]
id = "{id}"
manifestation = "{manifestation}"
when = "{when}"
severity = "{severity}"
confidence = "medium"
{effect}
causes = ["vanity"]
title = {{ zh = "规则 {id}", en = "Rule {id}" }}
ask = {{ zh = "为什么？", en = "Why?" }}
may_be_wrong_if = {{ zh = "口径不同", en = "counted differently" }}
withdrawn_if = {{ zh = "有记录", en = "records show it" }}
remedy = {{ zh = "改进", en = "Improve" }}
"""
_FLAG = 'effect = "flag"'
_RULES = (
    ("displayed", "decorative",
     "results_displayed >= 10 && ratio(results_effective, results_displayed) < 0.5", "high", _FLAG),
    ("shrinking", "decorative", "visits_a_month < prev(visits_a_month)", "low", _FLAG),
    ("lopsided", "decorative", "built - used >= 40", "medium", _FLAG),
    ("unproven", "embellished", "bare_share > 0.8", "medium", 'effect = "needs-review"'),
    ("dead_portal", "decorative", "visits_a_month < 10 && portal > 50", "high",
     'effect = "cap-indicator"\ntarget = "portal"\ncap = 40'),
    ("dead_links", "decorative", "results_displayed >= 100 && results_effective < 1", "high",
     'effect = "cap-layer"\ntarget = "used"\ncap = 30'),
)  # fmt: skip


def _case(rule: str, verdict: str, given: str) -> str:
    lines = ["", "[[tests]]", f'name = "{rule} {verdict}"', f'rule = "{rule}"', f"given = {{ {given} }}"]
    return "\n".join([*lines, f'verdict = "{verdict}"', ""])


_CASES = (
    ("displayed", "yes", "results_displayed = 213, results_effective = 91"),
    ("displayed", "no", "results_displayed = 213, results_effective = 150"),
    ("displayed", "undetermined", "results_displayed = 213"),
    ("shrinking", "yes", 'visits_a_month = 5, "prev(visits_a_month)" = 6'),
    ("shrinking", "no", 'visits_a_month = 6, "prev(visits_a_month)" = 5'),
    ("shrinking", "undetermined", "visits_a_month = 5"),
    ("lopsided", "yes", "built = 90, used = 20"),
    ("lopsided", "no", "built = 90, used = 60"),
    ("lopsided", "undetermined", "built = 90"),
    ("unproven", "yes", "bare_share = 0.9"),
    ("unproven", "no", "bare_share = 0.8"),
    ("unproven", "undetermined", "bare_share = [0.7, 0.9]"),
    ("dead_portal", "yes", "visits_a_month = 9, portal = 100"),
    ("dead_portal", "no", "visits_a_month = 10"),
    ("dead_portal", "undetermined", "portal = 100"),
    ("dead_links", "yes", "results_displayed = 100, results_effective = 0"),
    ("dead_links", "no", "results_displayed = 99"),
    ("dead_links", "undetermined", "results_displayed = 100"),
)
RULES = "".join(_RULE.format(id=i, manifestation=m, when=w, severity=s, effect=e) for i, m, w, s, e in _RULES)
TESTS = (
    "".join(_case(*case) for case in _CASES)
    + """
[[tests]]
name = "half of everything"
answers = { open_share = 0.25, visits = 500, waiting = 7 }
facts = { results_displayed = 99 }
scores = { used = 43.333333333333336 }
tolerance = 1e-9
"""
)


def write_mini(folder: Path) -> Path:
    """The pack as files in `folder`, made if absent."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(TOML, encoding="utf-8")
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    (folder / "tests.toml").write_text(TESTS, encoding="utf-8")
    return folder


@functools.cache
def mini() -> Pack:
    """The pack, loaded once."""
    with tempfile.TemporaryDirectory() as folder:
        return load_pack(write_mini(Path(folder) / "mini"))


def new_session(path: Path, *, author: Author = AUTHOR, pack: Pack | None = None, clock: str = "") -> Session:
    """A new campaign by the mini pack; `clock` stops the clock."""
    chosen = {"clock": lambda: clock} if clock else {}
    return create_session(path, pack or mini(), Text(zh="活动", en="Campaign"), author=author, **chosen)  # type: ignore[arg-type]


@contextlib.contextmanager
def acting(session: Session, author: Author = OTHER) -> Iterator[Session]:
    """`session` as `author` at the same machine, for what one person may not do alone."""
    before = session.author, session._writer
    session.author = author
    session._writer = Writer(session._store, session.campaign.id, author, session._clock)
    try:
        yield session
    finally:
        session.author, _ = before
        session._writer = Writer(session._store, session.campaign.id, session.author, session._clock)


def name(text: str) -> Text:
    """A name that is the same in both languages."""
    return same(text)
