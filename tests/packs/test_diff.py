"""Two packs compared by content: every change is found, and sorted by what it touches."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.resources import shipped
from assess.base.texts import Text
from assess.packs import model
from assess.packs.diff import EFFECTS, PARTS, Change, PackDiff, diff_packs
from assess.packs.load import load_pack

from .sample import FILES, write_pack


def _diff(folder: Path, file: str, old: str, new: str) -> PackDiff:
    """What differs when `old` is replaced by `new` in a file of the sample."""
    assert old in FILES[file]
    before = write_pack(folder / "before")
    after = write_pack(folder / "after", {**FILES, file: FILES[file].replace(old, new)})
    return diff_packs(load_pack(before), load_pack(after))


def _only(found: PackDiff) -> Change:
    assert not found.same
    assert len(found.changes) == 1, found.changes
    return found.changes[0]


P, L, F, R = "pack.toml", "layers/all.toml", "facts.toml", "rules.toml"
CHANGES = [
    (P, 'version = "1.0.0"', 'version = "1.1.0"', "pack", "sample-index", "text"),
    (P, 'id = "sample-index"', 'id = "other"', "pack", "other", "meaning"),
    (P, 'zh = "使用"', 'zh = "利用"', "layers", "used", "text"),
    (P, "weight = 2.5", "weight = 3", "layers", "used", "scoring"),
    (P, 'base_layer = "readiness"', 'base_layer = "platform"', "layers", "built", "meaning"),
    (P, "least = 75", "least = 80", "grades", "high", "scoring"),
    (P, 'id = "sum"\nmethod = "points-sum"', 'id = "sum"\nmethod = "layers-mean"', "totals", "sum", "scoring"),
    (P, 'title = "A report"', 'title = "The report"', "sources", "report_2024", "text"),
    (P, 'en = "Plans"', 'en = "Planning"', "groups", "g_plan", "text"),
    (L, 'zh = "规划"', 'zh = "计划"', "indicators", "has_plan", "text"),
    (L, 'zh = "有规划吗？"', 'zh = "规划公布了吗？"', "indicators", "has_plan", "meaning"),
    (L, "weight = 3", "weight = 4", "indicators", "plan_state", "scoring"),
    (L, "points = 5", "points = 6", "indicators", "plan_state", "scoring"),
    (L, 'zh = "草案"', 'zh = "初稿"', "indicators", "plan_state", "meaning"),
    (L, "count = 2, ", "", "indicators", "plan_state", "meaning"),
    (L, ', on = ["yes"]', ', on = ["no"]', "indicators", "plan_state", "meaning"),
    (L, "[0.5, 8]", "[0.5, 7]", "indicators", "online_share", "scoring"),
    (F, "max_age_days = 365", "max_age_days = 100", "facts", "open_share", "meaning"),
    (F, "max_age_days = 365", "max_age_days = 365\nof_cases = false", "facts", "open_share", "meaning"),
    (F, 'en = "Visits"', 'en = "Calls"', "facts", "visits", "text"),
    (R, "visits < 10", "visits < 12", "rules", "few_visits", "meaning"),
    (R, "visits < 10 && built", "visits<10&&  built", "rules", "few_visits", "text"),
    (R, 'en = "Who uses it?"', 'en = "Who used it?"', "rules", "few_visits", "text"),
    (R, "cap = 60", "cap = 50", "rules", "few_visits", "scoring"),
    (R, "open_share < 0.3", "open_share < 0.2", "rules", "few_visits", "meaning"),
    (R, 'speaks = "for"', 'speaks = "against"', "rules", "few_visits", "meaning"),
    (R, 'severity = "high"', 'severity = "low"', "rules", "few_visits", "meaning"),
]


@pytest.mark.parametrize(("file", "old", "new", "part", "id", "kind"), CHANGES)
def test_a_change_is_sorted_by_what_it_touches(
    tmp_path: Path, file: str, old: str, new: str, part: str, id: str, kind: str
) -> None:
    change = _only(_diff(tmp_path, file, old, new))
    assert (change.part, change.id, change.kind) == (part, id, kind)
    assert change.edits


@pytest.mark.parametrize(
    ("old", "new", "carry"),
    [
        ('zh = "规划"', 'zh = "计划"', True),
        ("weight = 3", "weight = 4", True),
        ("points = 5", "points = 6", False),
        ('zh = "有规划吗？"', 'zh = "规划公布了吗？"', False),
    ],
)
def test_answers_carry_over_exactly_where_the_digest_is_the_same(
    tmp_path: Path, old: str, new: str, carry: bool
) -> None:
    change = _only(_diff(tmp_path, L, old, new))
    digests = {
        load_pack(tmp_path / x).indicator(change.id).digest  # type: ignore[union-attr]
        for x in ("before", "after")
    }
    assert change.answers_carry_over is carry is (len(digests) == 1)


@pytest.mark.parametrize("case", CHANGES, ids=lambda c: f"{c[3]}-{c[5]}")
def test_what_changes_the_meaning_of_an_indicator_changes_its_digest(
    tmp_path: Path, case: tuple[str, str, str, str, str, str]
) -> None:
    file, old, new, part, _, kind = case
    change = _only(_diff(tmp_path, file, old, new))
    if part == "indicators":
        assert kind != "meaning" or change.answers_carry_over is False
        assert kind != "text" or change.answers_carry_over is True
    else:
        assert change.answers_carry_over is None


def test_values_are_shown_as_they_were_and_are(tmp_path: Path) -> None:
    (edit,) = _only(_diff(tmp_path, L, "points = 5", "points = 6")).edits
    assert (edit.key, edit.before, edit.after) == (("scale", "options", "draft", "points"), 5, 6)


def test_parts_that_come_and_go_are_added_and_removed(tmp_path: Path) -> None:
    more = '\n[[facts]]\nid = "calls"\nunit = "count"\ncollector = "tool"\ntitle = { zh = "来电", en = "Calls" }\n'
    before = write_pack(tmp_path / "before")
    after = write_pack(tmp_path / "after", facts=FILES[F] + more)
    assert [(c.part, c.id, c.kind) for c in diff_packs(load_pack(before), load_pack(after)).changes] == [
        ("facts", "calls", "added")
    ]
    assert [(c.part, c.id, c.kind) for c in diff_packs(load_pack(after), load_pack(before)).changes] == [
        ("facts", "calls", "removed")
    ]


def test_another_order_of_indicators_is_text_and_another_leading_total_is_scoring(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    turned = msgspec.structs.replace(pack, indicators=pack.indicators[::-1])
    change = _only(diff_packs(pack, turned))
    assert (change.part, change.kind, change.edits[0].key) == ("pack", "text", ("indicators", "order"))
    led = msgspec.structs.replace(pack, totals=pack.totals[::-1])
    change = _only(diff_packs(pack, led))
    assert (change.kind, change.edits[0].key) == ("scoring", ("totals", "leading"))


def test_golden_tests_are_counted_apart_and_their_place_in_the_file_is_no_change(tmp_path: Path) -> None:
    before = load_pack(write_pack(tmp_path / "before"))
    moved = load_pack(write_pack(tmp_path / "moved", tests="# moved by two lines\n\n" + FILES["tests.toml"]))
    assert diff_packs(before, moved).same
    other = FILES["tests.toml"].replace("visits = 3", "visits = 4").replace("no idea", "none")
    found = diff_packs(before, load_pack(write_pack(tmp_path / "other", tests=other)))
    assert not found.same
    assert found.changes == ()
    assert (found.tests.added, found.tests.removed, found.tests.changed) == (
        ("none",),
        ("no idea",),
        ("three visits",),
    )


def test_the_gravest_changes_come_first(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    rule = msgspec.structs.replace(pack.rules[0], when="visits < 3")
    layer = msgspec.structs.replace(pack.layers[0], weight=9.0)
    changed = msgspec.structs.replace(
        pack, version="2", rules=(rule,), layers=(layer, pack.layers[1]), facts=pack.facts[1:]
    )
    assert [c.kind for c in diff_packs(pack, changed).changes] == ["meaning", "scoring", "text", "removed"]


@pytest.mark.parametrize("name", ["digital-government", "open-data-maturity-2023"])
def test_a_pack_says_the_same_as_itself(name: str) -> None:
    folder = shipped("indicators") / name
    found = diff_packs(load_pack(folder), load_pack(folder))
    assert found.same
    assert found.changes == ()


def test_of_every_field_of_a_pack_it_is_said_what_its_change_touches() -> None:
    structs = {
        "layers": model.Layer, "groups": model.Group, "indicators": model.Indicator, "facts": model.Fact,
        "rules": model.Rule, "totals": model.Total, "grades": model.Grade, "sources": model.Source,
        "reserved": model.Indicator, "profiles": model.Profile, "gates": model.Gate,
        "contradictions": model.Contradiction,
    }  # fmt: skip
    assert structs.keys() == set(PARTS)
    for part, struct in structs.items():
        assert set(struct.__struct_fields__) - {"id", "digest"} <= EFFECTS[part].keys(), part
    assert set(model.Pack.__struct_fields__) - {*PARTS, "tests", "digest", "lineage"} <= EFFECTS["pack"].keys()


def test_a_retired_indicator_is_the_same_indicator_and_no_longer_carries_answers(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    gone = msgspec.structs.replace(pack.indicators[4], status="retired", until="2025")
    later = msgspec.structs.replace(pack, indicators=pack.indicators[:4], reserved=(gone,))
    (change,) = diff_packs(pack, later).changes
    assert (change.part, change.id, change.kind) == ("indicators", gone.id, "scoring")
    assert [(e.key, e.before, e.after) for e in change.edits] == [
        (("status",), "active", "retired"), (("until",), "", "2025"),
    ]  # fmt: skip
    assert change.answers_carry_over is None
    (back,) = diff_packs(later, pack).changes
    assert (back.id, back.kind, back.answers_carry_over) == (gone.id, "scoring", True)


def test_profiles_and_reserved_indicators_that_come_and_go_are_parts_of_their_own(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    county = model.Profile("county", Text(zh="县", en="County"))
    coming = msgspec.structs.replace(pack.indicators[0], id="coming", status="future")
    more = msgspec.structs.replace(pack, profiles=(county,), reserved=(coming,))
    assert [(c.part, c.id, c.kind) for c in diff_packs(pack, more).changes] == [
        ("reserved", "coming", "added"), ("profiles", "county", "added"),
    ]  # fmt: skip
    assert [(c.part, c.id, c.kind) for c in diff_packs(more, pack).changes] == [
        ("reserved", "coming", "removed"), ("profiles", "county", "removed"),
    ]  # fmt: skip
    renamed = msgspec.structs.replace(county, title=Text(zh="县区", en="County"))
    asked = msgspec.structs.replace(coming, title=Text(zh="新", en="New"), weight=9.0)
    (first, second) = diff_packs(
        more, msgspec.structs.replace(more, profiles=(renamed,), reserved=(asked,))
    ).changes
    assert (first.part, first.kind, second.part, second.kind) == ("reserved", "text", "profiles", "text")
