"""Findings in the report: what holds, what is open, what another covers, what the engine itself raises."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.packs.model import Profile, Scoring
from assess.report.render import render_body, render_index
from assess.report.view.body import body_view
from assess.report.view.frame import frame
from assess.report.view.gap import gap_section
from assess.report.view.marks import Section
from assess.report.view.method import method_facts, method_notes
from assess.report.view.overview import rule_rows
from assess.report.view.site import Site
from assess.snapshot import BodyResult, Snapshot

from .page import problems
from .sample import finding


def _with(snapshot: Snapshot, body: BodyResult) -> Snapshot:
    return msgspec.structs.replace(snapshot, bodies=(body, *snapshot.bodies[1:]))


def test_a_rule_covered_by_another_is_told_under_it_and_is_not_clear(snapshot: Snapshot) -> None:
    rules = tuple(
        msgspec.structs.replace(r, supersedes=("slow_reply",)) if r.id == "registered_not_active" else r
        for r in snapshot.pack.rules
    )
    pack = msgspec.structs.replace(snapshot.pack, rules=rules)
    body = msgspec.structs.replace(snapshot.bodies[0], findings=(finding(pack, "north", "registered_not_active"),))
    changed = _with(msgspec.structs.replace(snapshot, pack=pack), body)
    view = body_view(frame(changed, "zh"), changed.bodies[0])
    assert view.findings is not None
    assert view.findings.items[0].covers == ("留言长期无人答复",)
    assert "slow_reply" not in [p.label for p in view.findings.clear]
    assert (
        view.findings.section.lead == "检查了 5 条规则：1 条成立，0 条未定，3 条不成立。另有 1 条并入了成立的规则。"
    )


def test_the_parts_of_the_count_add_up(snapshot: Snapshot) -> None:
    import re

    for body in snapshot.bodies:
        view = body_view(frame(snapshot, "zh"), body)
        assert view.findings is not None
        whole, *parts = (int(n) for n in re.findall(r"\d+", view.findings.section.lead))
        assert whole == sum(parts)


def _engine_findings(snapshot: Snapshot) -> BodyResult:
    raised = tuple(
        msgspec.structs.replace(
            finding(snapshot.pack, "north", "slow_reply"), id=f"x{n}", rule="grim", indicators=()
        )
        for n in range(2)
    )
    return msgspec.structs.replace(snapshot.bodies[0], findings=raised)


def test_what_the_engine_itself_raises_is_shown_though_no_rule_of_the_pack_says_it(snapshot: Snapshot) -> None:
    changed = _with(snapshot, _engine_findings(snapshot))
    view = body_view(frame(changed, "zh"), changed.bodies[0])
    assert view.findings is not None
    assert len(view.findings.items) == 2
    assert "检查了 6 条规则：1 条成立" in view.findings.section.lead
    rows = [r for r in rule_rows(Site(frame(changed, "zh"))) if r.rule == "grim"]
    assert [(r.raised, len(r.bodies)) for r in rows] == [("1", 1)]
    other = body_view(frame(changed, "zh"), changed.bodies[1])
    assert other.findings is not None
    assert "grim" not in [p.label for p in other.findings.clear]


def test_engine_findings_are_shown_even_when_the_pack_has_no_rules(snapshot: Snapshot) -> None:
    pack = msgspec.structs.replace(snapshot.pack, rules=())
    bodies = (_engine_findings(snapshot), *(msgspec.structs.replace(b, findings=()) for b in snapshot.bodies[1:]))
    changed = msgspec.structs.replace(snapshot, pack=pack, bodies=bodies)
    html = render_body(changed, "north", "zh")
    assert problems(html) == []
    assert "有 2 条风险线索" in html
    assert "没有形式主义规则" not in html
    assert problems(render_index(changed, "en", {})) == []


def test_several_utilization_layers_are_compared_by_their_mean(snapshot: Snapshot) -> None:
    layers = tuple(
        msgspec.structs.replace(x, base_layer="utilization") if x.id == "data" else x for x in snapshot.pack.layers
    )
    body = msgspec.structs.replace(snapshot.bodies[1], gap=Band(1.0, 18.0))
    changed = msgspec.structs.replace(snapshot, pack=msgspec.structs.replace(snapshot.pack, layers=layers))
    view = gap_section(frame(changed, "zh"), body, Section("gap", "", ""))
    assert view is not None
    assert view.used == "数据层、利用层"
    assert view.rows[0].used.band == "64.0–74.0"


@pytest.mark.parametrize(
    ("scoring", "told"),
    [
        (Scoring(), ["加权算术平均", "名次空出"]),
        (Scoring(layers="geometric", floor=1.0), ["加权几何平均", "低于 1 的得分先提到 1"]),
        (Scoring(indicators="power", power=0.5), ["加权幂平均（指数 0.5）"]),
        (Scoring(rank="dense", rank_digits=0), ["名次不空", "四舍五入到 0 位小数"]),
    ],
)
def test_the_method_is_that_of_the_pack(snapshot: Snapshot, scoring: Scoring, told: list[str]) -> None:
    pack = msgspec.structs.replace(snapshot.pack, scoring=scoring)
    shared = frame(msgspec.structs.replace(snapshot, pack=pack), "zh")
    text = " ".join([*method_notes(shared), *(p.value for p in method_facts(shared))])
    for part in told:
        assert part in text


def test_a_layer_with_a_mean_of_its_own_is_named(snapshot: Snapshot) -> None:
    layers = tuple(
        msgspec.structs.replace(x, aggregation="minimum") if x.id == "data" else x for x in snapshot.pack.layers
    )
    changed = msgspec.structs.replace(snapshot, pack=msgspec.structs.replace(snapshot.pack, layers=layers))
    assert "“数据层”层取最低值。" in method_notes(frame(changed, "zh"))


def test_a_rule_left_open_by_wide_bands_alone_says_so(snapshot: Snapshot) -> None:
    wide = msgspec.structs.replace(finding(snapshot.pack, "north", "slow_reply", "undetermined"), missing=())
    changed = _with(snapshot, msgspec.structs.replace(snapshot.bodies[0], findings=(wide,)))
    view = body_view(frame(changed, "zh"), changed.bodies[0])
    assert view.findings is not None
    assert "区间还太宽" in view.findings.open[0].missing[0]


def test_the_kind_of_a_body_is_told_by_the_title_of_its_profile(snapshot: Snapshot) -> None:
    profiles = (Profile("city", Text(zh="设区的市", en="Prefecture-level city")),)
    changed = msgspec.structs.replace(snapshot, pack=msgspec.structs.replace(snapshot.pack, profiles=profiles))
    assert "设区的市" in [p.value for p in body_view(frame(changed, "zh"), changed.bodies[0]).masthead.facts]
    assert "city" in [p.value for p in body_view(frame(snapshot, "zh"), snapshot.bodies[0]).masthead.facts]


def test_an_exact_gap_has_no_range(snapshot: Snapshot) -> None:
    body = msgspec.structs.replace(snapshot.bodies[0], gap=point(54.2))
    view = gap_section(frame(snapshot, "en"), body, Section("gap", "", ""))
    assert view is not None
    assert view.rows[-1].gap == "54.2"
    assert view.strip is not None
    assert view.strip.own_range is None
