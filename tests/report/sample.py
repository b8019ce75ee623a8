"""A small campaign built by hand from the snapshot's structs: six bodies, four layers, twelve indicators.

It holds what a report must cope with: bands, unknowns, answers that do not apply, all four voices, findings of each
kind, imports with contradictions, a body without any score, and (on request) hostile text everywhere.
"""

from __future__ import annotations

from typing import Any

import msgspec

from assess.base.band import Band, point, subtract
from assess.base.digest import sha256_hex
from assess.base.texts import Text, same
from assess.dossier.entities import Answer, Body, Campaign, Evidence, Import, Measurement, Remark, Series
from assess.findings.model import Finding, Step
from assess.packs.model import (
    Fact,
    Grade,
    Group,
    Indicator,
    Layer,
    Option,
    Pack,
    Rule,
    Scale,
    Source,
    Total,
)
from assess.scoring.result import BodyScore, IndicatorScore, LayerScore, TotalScore
from assess.scoring.robustness import LayerPart, Lopsided, Mover, Place, Robustness, Structure
from assess.snapshot import BodyResult, Snapshot, Spread, Standing, fingerprint

LAYERS = (
    ("readiness", "准备度", "Readiness"),
    ("platform", "平台层", "Platform"),
    ("data", "数据层", "Data"),
    ("utilization", "利用层", "Utilization"),
)
_ASKED = {
    "readiness": (
        ("R1", "一数一源", "One datum, one source",
         "每项数据是否都有唯一的责任部门？", "Does every datum have one owner?"),
        ("R2", "统筹规划", "One plan",
         "建设项目是否纳入统一规划和预算？", "Do projects follow one plan and budget?"),
        ("R3", "绩效考核", "Appraisal",
         "数据共享是否列入绩效考核？", "Is data sharing part of appraisal?"),
    ),
    "platform": (
        ("P1", "统一入口", "One entry",
         "是否只有一个对外入口？", "Is there one public entry?"),
        ("P2", "全程办理", "End-to-end service",
         "能全程办结的事项占多少？", "What share of services completes online?"),
        ("P3", "反馈渠道", "Feedback",
         "留言多久得到答复？", "How soon are messages answered?"),
    ),
    "data": (
        ("D1", "目录完整", "Complete catalogue",
         "目录覆盖了多少职责事项？", "What share of duties is in the catalogue?"),
        ("D2", "机器可读", "Machine readable",
         "可机读的数据集占多少？", "What share of datasets is machine readable?"),
        ("D3", "更新及时", "Up to date",
         "按约定更新的数据集占多少？", "What share is updated as promised?"),
    ),
    "utilization": (
        ("U1", "有效成果", "Effective results",
         "展示的成果有多少仍然可用？", "How many displayed results still work?"),
        ("U2", "实际使用", "Real use",
         "注册用户中每月办事的占多少？", "What share of users acts each month?"),
        ("U3", "用户评价", "Users' ratings",
         "用户评价如何？", "How do users rate it?"),
    ),
}  # fmt: skip
_BODIES = (
    ("north", "北川市", "Beichuan", (92.0, 88.5, 75.0, 31.0), (0, 0, 0, 0)),
    ("south", "南浦市", "Nanpu", (81.0, 79.0, 68.0, 60.0), (0, 6, 8, 12)),
    ("east", "东岭市", "Dongling", (78.0, 83.0, 71.0, 52.0), (4, 0, 6, 20)),
    ("west", "西河县", "Xihe County", (55.0, 49.0, 37.0, 61.0), (0, 0, 0, 0)),
    ("mid", "中州区", "Zhongzhou District", (64.0, 58.0, 52.0, 55.0), (10, 10, 12, 16)),
    ("new", "新港区", "Xingang District", None, None),
)


def make_pack() -> Pack:
    """Four layers of three indicators, two totals, three grades, five facts and five rules."""
    yes_no = Scale(
        kind="choice",
        maximum=10,
        options=(
            Option("all", Text(zh="全部", en="All"), 10),
            Option("some", Text(zh="一部分", en="Some"), 5),
            Option("none", Text(zh="没有", en="None"), 0),
        ),
    )
    share = Scale(kind="share", maximum=10, curve=((0.0, 0.0), (1.0, 10.0)))
    indicators = tuple(
        Indicator(
            id=label.lower(),
            label=label,
            layer=layer,
            weight=10,
            title=Text(zh=zh, en=en),
            question=Text(zh=ask_zh, en=ask_en),
            scale=share if n == 1 else yes_no,
            digest=sha256_hex(label.encode()),
            group=f"g_{layer}" if n < 2 else None,
        )
        for layer, asked in _ASKED.items()
        for n, (label, zh, en, ask_zh, ask_en) in enumerate(asked)
    )
    return Pack(
        id="sample",
        version="1.2.0",
        title=Text(zh="示例指标包", en="Sample pack"),
        summary=Text(zh="用于测试报告的小指标包。", en="A small pack for testing reports."),
        licence="CC0-1.0",
        layers=tuple(Layer(key, Text(zh=zh, en=en), 1.0, base_layer=key) for key, zh, en in LAYERS),  # type: ignore[arg-type]
        indicators=indicators,
        totals=(
            Total("overall", Text(zh="综合得分", en="Overall score"), "layers-mean"),
            Total("points", Text(zh="分值合计", en="Sum of points"), "points-sum"),
        ),
        digest=sha256_hex(b"sample pack"),
        groups=tuple(
            Group(f"g_{key}", key, Text(zh=f"{zh}基本要求", en=f"{en}: basics")) for key, zh, en in LAYERS
        ),
        grades=(
            Grade("low", Text(zh="起步", en="Starting"), 0),
            Grade("mid", Text(zh="成长", en="Growing"), 50),
            Grade("high", Text(zh="成熟", en="Mature"), 75),
        ),
        facts=(
            Fact("results_displayed", Text(zh="展示的成果数", en="Results displayed"), "count", "tool"),
            Fact("results_effective", Text(zh="有效的成果数", en="Results that work"), "count", "evaluator"),
            Fact("reply_days", Text(zh="留言答复天数", en="Days to answer a message"), "days", "tool"),
            Fact("active_share", Text(zh="月活跃用户占比", en="Share of users active in a month"), "share", "tool"),
            Fact(
                "bare_claims",
                Text(zh="无证据的自报得分占比", en="Share of claimed points without evidence"),
                "share",
                "tool",
                derive="unsupported-claims-share",
            ),
        ),
        rules=tuple(_rule(*r) for r in _RULES),
        sources=(
            Source("caict_2021", "数字时代治理现代化研究报告(2021)", "中国信通院", "2021-03-19"),
            Source("odm", "Open Data Maturity", "data.europa.eu", "2023", url="https://data.europa.eu/"),
        ),
    )


_RULES = (
    ("displayed_not_effective", "decorative", "high", "medium",
     "展示的成果多数不可用", "Most displayed results do not work"),
    ("registered_not_active", "decorative", "high", "high",
     "注册的多，办事的少", "Many register, few act"),
    ("slow_reply", "decorative", "medium", "low",
     "留言长期无人答复", "Messages go unanswered"),
    ("repeat_forms", "burden", "medium", "medium",
     "同一数据反复填报", "The same data is asked for again"),
    ("bare_claims_high", "embellished", "low", "medium",
     "得分多数没有证据", "Most points rest on no evidence"),
)  # fmt: skip


def _rule(key: str, manifestation: str, severity: Any, confidence: Any, zh: str, en: str) -> Rule:
    return Rule(
        id=key,
        manifestation=manifestation,
        when="results_displayed >= 10 && ratio(results_effective, results_displayed) < 0.5",
        severity=severity,
        confidence=confidence,
        title=Text(zh=zh, en=en),
        ask=Text(zh="请逐项说明成果的使用情况。", en="Please show the use of each result."),
        may_be_wrong_if=Text(zh="统计口径不同。", en="The counts were made differently."),
        withdrawn_if=Text(zh="抽查的成果多数可用。", en="Most sampled results work."),
        remedy=Text(zh="下线失效成果，按月核对。", en="Take dead results down and check monthly."),
        causes=("vanity", "judged_on_paper"),
        sources=("caict_2021",),
    )


def finding(pack: Pack, body: str, rule: str, verdict: Any = "yes", state: str = "raised") -> Finding:
    """A finding of `rule` about `body` with a full trace."""
    r = next(x for x in pack.rules if x.id == rule)
    return Finding(
        id=f"{body}.{rule}",
        body=body,
        rule=rule,
        verdict=verdict,
        manifestation=r.manifestation,
        severity=r.severity,
        confidence=r.confidence,
        title=r.title,
        basis=Text(
            zh="展示 213 项，有效 91 项，有效率 91 / 213 = 0.427 < 0.5。",
            en="213 displayed, 91 effective: 91 / 213 = 0.427 < 0.5.",
        ),
        steps=(
            Step("results_displayed >= 10", same("213 ≥ 10"), "yes"),
            Step("ratio(results_effective, results_displayed) < 0.5", same("0.427 < 0.5"), verdict),
        ),
        missing=() if verdict == "yes" else ("results_effective", "u2"),
        indicators=("u1", "u2"),
        ask=r.ask,
        may_be_wrong_if=r.may_be_wrong_if,
        withdrawn_if=r.withdrawn_if,
        remedy=r.remedy,
        response=Text(zh="意图未查明前，补充使用证据。", en="Until intent is shown, produce evidence of use."),
        causes=r.causes,
        support=(Text(zh="“展示的成果数”：实测", en="“Results displayed”: measured"),),
        counter=(Text(zh="所依据的答案尚未核实", en="The answers have not been verified"),)
        if rule == "slow_reply"
        else (),
        sources=r.sources,
        state=state,
    )


def make_snapshot() -> Snapshot:
    """The campaign, with peers' quartiles and possible ranks worked out from the bands."""
    pack = make_pack()
    bodies = [_body(pack, *b) for b in _BODIES]
    totals = {b.body.id: b.score.totals["overall"].value for b in bodies}
    places = _standings(totals)
    layer_places = {key: _standings({b.body.id: b.score.layers[key].score for b in bodies}) for key, _, _ in LAYERS}
    placed = tuple(
        msgspec.structs.replace(
            b,
            standing=places.get(b.body.id),
            layer_standings={x: p[b.body.id] for x, p in layer_places.items() if b.body.id in p},
        )
        for b in bodies
    )
    snapshot = Snapshot(
        format=1,
        engine="assess 0.1.0",
        made="2026-03-05T08:30:00.000Z",
        head=sha256_hex(b"head"),
        events=1234,
        pack=pack,
        campaign=Campaign(
            "demo", Text(zh="2026 年示例评估", en="Sample assessment 2026"), "sample", "1.2.0", pack.digest, "2025"
        ),
        bodies=placed,
        layer_spreads={
            key: s for key, _, _ in LAYERS if (s := _spread([b.score.layers[key].score for b in bodies]))
        },
        total_spread=_spread(list(totals.values())),
        robustness=_robustness(places),
        digest="",
    )
    # Through JSON once, so that whole numbers in places of fractions are fractions, as the engine makes them.
    typed = msgspec.json.decode(msgspec.json.encode(snapshot), type=Snapshot)
    return msgspec.structs.replace(typed, digest=fingerprint(typed))


def _robustness(standings: dict[str, Standing]) -> Robustness:
    """As if the draws had found just the ranks that the bands leave possible, in one group."""
    places = {
        body: Place(low=s.best, high=s.worst, median=(s.best + s.worst) / 2, first=0.25, top=0.5, groups=(1,))
        for body, s in standings.items()
    }
    return Robustness(
        draws=1000, seed=1, sources=("bands", "weights", "means", "evidence"), weights=0.25, top=2,
        nodes={"overall": places},
        structure=Structure(
            bodies=len(places),
            layers=tuple(
                LayerPart(key, weight=0.25, importance=None if n == 3 else 0.3125, r=None if n == 3 else 0.875,
                          alpha=(0.8125, -0.25, None, None)[n])
                for n, (key, _, _) in enumerate(LAYERS)
            ),
            movers=(Mover("cells", 0.5, 0.75), Mover("weights", 0.25, 0.5), Mover("means", 0.0, 0.004)),
            lopsided={body: Lopsided(s.rank, s.rank + 2 * (s.rank == 1)) for body, s in standings.items()},
            floor=1.0,
        ),
    )  # fmt: skip


def _body(
    pack: Pack, key: str, zh: str, en: str, lows: tuple[float, ...] | None, widths: tuple[int, ...] | None
) -> BodyResult:
    score = _scores(pack, key, lows, widths)
    built = [score.layers[x].score for x in ("readiness", "platform", "data")]
    used = score.layers["utilization"].score
    gap = None
    if used is not None and all(b is not None for b in built):
        mean = Band(sum(b.lo for b in built if b) / 3, sum(b.hi for b in built if b) / 3)
        gap = subtract(mean, used)
    found = _found(pack, key)
    return BodyResult(
        body=Body(key, Text(zh=zh, en=en), "city"),
        score=score,
        standing=None,
        layer_standings={},
        findings=found,
        answers=_answers(pack, key) if lows else (),
        evidence=_evidence(key) if lows else (),
        measurements=_measurements(key) if lows else (),
        imports=_imports(key) if key in ("north", "south") else (),
        facts={
            "results_displayed": point(213.0) if lows else None,
            "results_effective": Band(80, 91) if key == "north" else None,
            "reply_days": point(12.5) if lows else None,
            "active_share": Band(0.031, 0.047) if lows else None,
            "bare_claims": point(0.62) if lows else None,
        },
        gap=gap,
        series=_series(key) if key == "north" else (),
    )


def _series(body: str) -> tuple[Series, ...]:
    """One table of each form; of the days, the fourth has no record."""

    def table(
        id: str, form: Any, axes: tuple[str, str], rows: str, columns: str, values: Any, **more: Any
    ) -> Series:
        return Series(
            body, id, Text(zh="痕迹", en="Traces"), Text(zh="如何计数。", en="How it is counted."), form, *axes,
            tuple(rows.split()), tuple(columns.split()), values, coverage=0.96, method=f"traces/{id} 1",
            period="2026-01-01/2026-01-05", inputs=("0" * 64,), **more,
        )  # fmt: skip

    days = " ".join(f"2026-01-0{n}" for n in range(1, 6))
    return (
        table("active_by_day", "time", ("day", ""), days, "present acting",
              ((100.0, 40.0), (120.0, 30.0), (90.0, 45.0), (None, None), (80.0, 8.0))),
        table("by_department_and_hour", "grid", ("department", "hour"), "民政局 <b>教育局</b> *3", "8 9 10",
              ((0.0, 10.0, 20.0), (1.0, 2.0, 3.0), (0.0, 0.0, 4.0)), n=40),
        table("by_topic_and_weekday", "grid", ("topic", "weekday"), "社保", "1 2 3 4 5 6 7",
              ((5.0, 5.0, 5.0, 5.0, 5.0, 0.0, 0.0),), n=25),
        table("submissions_before_deadline", "bins", ("days_left", ""), "14 1 0 -1 -8", "submissions",
              ((2.0,), (6.0,), (30.0,), (1.0,), (1.0,)), n=40, limit=0.0),
        table("use_funnel", "steps", ("step", ""), "registered active acting completed", "users",
              ((1000.0,), (400.0,), (300.0,), (120.0,)), n=1000),
    )  # fmt: skip


def _scores(pack: Pack, key: str, lows: tuple[float, ...] | None, widths: tuple[int, ...] | None) -> BodyScore:
    indicators: dict[str, IndicatorScore] = {}
    layers: dict[str, LayerScore] = {}
    bands: list[Band] = []
    for n, (layer, _, _) in enumerate(LAYERS):
        band = Band(lows[n], lows[n] + widths[n]) if lows and widths else None
        items = pack.of_layer(layer)
        for k, item in enumerate(items):
            indicators[item.id] = _indicator(item.id, k, n, band, key)
        known = 0.0 if band is None else 1 - band.width / 100
        layers[layer] = LayerScore(
            layer,
            band,
            _points(band, 30),
            30.0,
            known,
            {"scored": 2, "not-applicable": 1} if band else {"unknown": 3},
        )
        if band:
            bands.append(band)
    total = Band(sum(b.lo for b in bands) / 4, sum(b.hi for b in bands) / 4) if bands else None
    return BodyScore(
        body=key,
        indicators=indicators,
        layers=layers,
        totals={
            "overall": TotalScore("overall", total, 100.0),
            "points": TotalScore("points", _points(total, 120) if total else None, 120.0),
        },
        coverage=sum(x.coverage for x in layers.values()) / 4,
        grade=None if total is None else "high" if total.lo >= 75 else "mid" if total.lo >= 50 else "low",
    )


def _points(band: Band | None, maximum: float) -> Band:
    return Band(0, maximum) if band is None else Band(band.lo * maximum / 100, band.hi * maximum / 100)


def _indicator(key: str, k: int, n: int, layer: Band | None, body: str) -> IndicatorScore:
    if layer is None:
        return IndicatorScore(key, "unknown", None, Band(0, 100), Band(0, 10), 10.0)
    if k == 2 and n == 1:
        return IndicatorScore(key, "not-applicable", "claimed", None, None, 10.0)
    if k == 1 and not layer.exact:
        return IndicatorScore(key, "unknown", None, Band(0, 100), Band(0, 10), 10.0)
    score = point(100.0) if k == 0 else point(0.0) if n == 3 and k == 2 else point(50.0)
    standing = "verified" if body == "north" and k == 0 else "claimed"
    voices = {"claimed": score} | ({"verified": score} if standing == "verified" else {})
    if body == "north" and key == "u3":
        voices["users"] = Band(38.2, 44.6)
    notes = (Text(zh="按规则封顶。", en="Capped by a rule."),) if key == "u1" else ()
    return IndicatorScore(key, "scored", standing, score, Band(score.lo / 10, score.hi / 10), 10.0, voices, notes)  # type: ignore[arg-type]


def _answers(pack: Pack, body: str) -> tuple[Answer, ...]:
    answers = []
    for n, item in enumerate(pack.indicators):
        if n % 3 == 1:
            answers.append(Answer(body, item.id, "claimed", "answered", 0.424, comment="按 2025 年台账统计。"))
        elif item.id == "p3":
            answers.append(Answer(body, item.id, "claimed", "not-applicable", comment="没有留言功能。"))
        else:
            answers.append(Answer(body, item.id, "claimed", "answered", "all" if n % 3 == 0 else "some"))
        if body == "north" and n % 3 == 0:
            answers.append(Answer(body, item.id, "verified", "answered", "all", comment="已现场核对。"))
    if body == "north":
        answers.append(Answer(body, "u3", "users", "answered", "some", comment="问卷 1,204 份。"))
    return tuple(answers)


def _evidence(body: str) -> tuple[Evidence, ...]:
    return (
        Evidence(
            "e1", body, "r1", "document", "责任清单.pdf", sha256=sha256_hex(b"e1"), size=248_320,
            captured="2025-11-02", status="accepted", independent=True,
        ),
        Evidence("e2", body, "p1", "link", "门户首页", "https://example.org/portal", captured="2025-11-03"),
        Evidence("e3", body, "d2", "citation", "", count=7, status="insufficient", note="仅计数"),
    )  # fmt: skip


def _measurements(body: str) -> tuple[Measurement, ...]:
    return (
        Measurement(body, "results_displayed", "measured", point(213.0), "count", 213, 1.0, "门户页面清点", "2025"),
        Measurement(body, "reply_days", "measured", point(12.5), "days", 840, 0.96, "留言日志", "2025", "partial"),
        Measurement(
            body, "reply_days", "measured", point(9.0), "days", 610, 1.0, "留言日志", "2024", previous=True
        ),
    )


def _imports(body: str) -> tuple[Import, ...]:
    return (
        Import(
            "i1", body, "questionnaire.xlsx", sha256_hex(b"import"),
            {"answers": 12, "evidence": 3}, {"total": 71.5},
            (
                Remark("info", "Sheet 1", Text(zh="读入 12 个答案", en="12 answers were read")),
                Remark(
                    "contradiction", "D2!F14",
                    Text(zh="答“不适用”却给了 10 分", en="Answered “not applicable” and still given 10 points"),
                ),
                Remark("warning", "U1!C3", Text(zh="选项文字与模板不同", en="An option differs from the template")),
            ),
        ),
    )  # fmt: skip


def _found(pack: Pack, body: str) -> tuple[Finding, ...]:
    if body == "north":
        return (
            finding(pack, body, "slow_reply"),
            finding(pack, body, "displayed_not_effective"),
            finding(pack, body, "registered_not_active", state="contested"),
            finding(pack, body, "bare_claims_high", state="dropped"),
            finding(pack, body, "repeat_forms", "undetermined"),
        )
    if body in ("south", "mid"):
        return (finding(pack, body, "bare_claims_high"), finding(pack, body, "slow_reply", "undetermined"))
    if body == "new":
        return tuple(finding(pack, body, r.id, "undetermined") for r in pack.rules)
    return ()


def _standings(bands: dict[str, Band | None]) -> dict[str, Standing]:
    known = {key: b for key, b in bands.items() if b is not None}
    return {
        key: Standing(
            rank=1 + sum(o.lo > b.lo for o in known.values()),
            best=1 + sum(o.lo > b.hi for o in known.values()),
            worst=len(known) - sum(o.hi < b.lo for k, o in known.items() if k != key),
            of=len(known),
        )
        for key, b in known.items()
    }


def _spread(bands: list[Band | None]) -> Spread | None:
    lows = sorted(b.lo for b in bands if b is not None)
    if not lows:
        return None
    quarter = [lows[round(q * (len(lows) - 1))] for q in (0.25, 0.5, 0.75)]
    return Spread(len(lows), lows[0], *quarter, lows[-1])
