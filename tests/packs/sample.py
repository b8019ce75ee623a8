"""A small valid pack that uses every part of the format, and ways to write it with mistakes."""

from __future__ import annotations

from pathlib import Path

PACK = """\
format = 1

[pack]
id = "sample-index"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "样例", en = "Sample" }
summary = { zh = "检验用", en = "For tests" }

[[sources]]
id = "report_2024"
title = "A report"
publisher = "An institute"
date = "2024-01-31"
url = "https://example.org/report"

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
weight = 2.5
title = { zh = "使用", en = "Used" }

[[groups]]
id = "g_plan"
layer = "built"
title = { zh = "规划", en = "Plans" }
"""

LAYERS = """\
[[scales]]
id = "degree"
kind = "levels"
maximum = 12

[[scales.options]]
code = "none"
points = 0
text = { zh = "没有", en = "None" }

[[scales.options]]
code = "draft"
points = 5
text = { zh = "草案", en = "Draft" }

[[scales.options]]
code = "force"
points = 10
text = { zh = "生效", en = "In force" }
evidence = [
  { kind = "document", count = 2, independent = true, text = { zh = "文件", en = "A document" } },
]

[[scales]]
id = "yes_no"
kind = "yes-no"
options = [
  { code = "yes", points = 1, text = { zh = "是", en = "Yes" } },
  { code = "no", points = 0, text = { zh = "否", en = "No" } },
  { code = "na", state = "not-applicable", text = { zh = "不适用", en = "Not applicable" } },
]

[[indicators]]
id = "has_plan"
label = "B1"
layer = "built"
group = "g_plan"
scale = "yes_no"
title = { zh = "规划", en = "Plan" }
question = { zh = "有规划吗？", en = "Is there a plan?" }
sources = ["report_2024"]
serves = ["R1"]

[[indicators]]
id = "plan_state"
layer = "built"
weight = 3
scale = "degree"
follows = { indicator = "has_plan", on = ["yes"] }
title = { zh = "规划状态", en = "State of the plan" }
question = { zh = "规划到了哪一步？", en = "How far is the plan?" }

[[indicators]]
id = "online_share"
layer = "used"
title = { zh = "网办率", en = "Online share" }
question = { zh = "网上办结的占比？", en = "What share is completed online?" }

[indicators.scale]
kind = "share"
curve = [[0, 0], [0.5, 8], [1, 10]]

[[indicators]]
id = "visits_a_day"
layer = "used"
scored = false
feeds = "visits"
title = { zh = "日访问", en = "Daily visits" }
question = { zh = "每天多少访问？", en = "How many visits a day?" }

[indicators.scale]
kind = "number"
unit = "count"
lowest = 0

[[indicators]]
id = "channels"
layer = "used"
title = { zh = "渠道", en = "Channels" }
question = { zh = "有哪些渠道？", en = "Which channels are there?" }

[indicators.scale]
kind = "checklist"
maximum = 3

[[indicators.scale.options]]
code = "web"
points = 2
text = { zh = "网站", en = "Web" }

[[indicators.scale.options]]
code = "app"
points = 2
text = { zh = "应用", en = "App" }
"""

FACTS = """\
[[facts]]
id = "visits"
unit = "count"
collector = "tool"
title = { zh = "访问数", en = "Visits" }

[[facts]]
id = "open_share"
unit = "share"
collector = "agency"
lowest = 0.1
highest = 0.9
max_age_days = 365
title = { zh = "开放占比", en = "Share open" }

[[facts]]
id = "claimed"
unit = "share"
collector = "tool"
derive = "claimed-points-share"
title = { zh = "自报占比", en = "Claimed share" }
"""

RULES = """\
[[rules]]
id = "few_visits"
manifestation = "decorative"
when = "visits < 10 && built > 50"
severity = "high"
confidence = "medium"
effect = "cap-layer"
target = "used"
cap = 60
causes = ["vanity"]
title = { zh = "少有人用", en = "Few visits" }
ask = { zh = "谁在用？", en = "Who uses it?" }
may_be_wrong_if = { zh = "刚上线", en = "It is new" }
withdrawn_if = { zh = "有日志", en = "Logs are shown" }
remedy = { zh = "合并", en = "Merge it" }
sources = ["report_2024"]
serves = ["R2"]

[[rules.weigh]]
cause = "vanity"
when = "open_share < 0.3"
speaks = "for"
weight = "strong"
says = { zh = "几乎没有开放", en = "Hardly anything is open" }
"""

TESTS = """\
[[tests]]
name = "three visits"
rule = "few_visits"
given = { visits = 3, built = 80 }
verdict = "yes"
source = "report_2024"

[[tests]]
name = "many visits"
rule = "few_visits"
given = { visits = [100, inf], "prev(visits)" = 4 }
verdict = "no"

[[tests]]
name = "no idea"
rule = "few_visits"
given = { built = 80 }
verdict = "undetermined"

[[tests]]
name = "all answered"
answers = { has_plan = "yes", plan_state = "draft", online_share = 0.5, channels = ["web", "app"] }
scores = { has_plan = 100, built = [50, 60], sum = 12 }
tolerance = 10
"""

FILES = {
    "pack.toml": PACK,
    "layers/all.toml": LAYERS,
    "facts.toml": FACTS,
    "rules.toml": RULES,
    "tests.toml": TESTS,
}


def write_pack(folder: Path, files: dict[str, str] | None = None, **changed: str) -> Path:
    """Write the sample, or `files`, into `folder`; `changed` replaces or adds files by stem (`facts="…"`)."""
    for name, content in {**(FILES if files is None else files)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(path.stem, content), encoding="utf-8", newline="\n")
    return folder
