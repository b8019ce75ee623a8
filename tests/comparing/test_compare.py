"""Two snapshots beside each other: sure changes, broken lines, and parts that were worked out by hand."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.band import Band
from assess.base.errors import InputError, NotFound
from assess.comparing.compare import compare_bodies, compare_campaigns
from assess.comparing.lines import changed
from assess.comparing.model import Broken, Change, EvidenceShift
from assess.dossier.edits import AddEvidence
from assess.dossier.entities import Body, Evidence
from assess.scoring.shapley import Parts
from assess.snapshot import Snapshot, fingerprint

from .pair import pack, session, shot

BEFORE = {"x": (0.8, 0.4), "y": (0.6, 0.62)}
AFTER = {"x": (0.8, 0.6), "y": (0.6, 0.62)}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Band(10, 20), Band(20.5, 30), "higher"),
        (Band(10, 20), Band(20, 30), "open"),
        (Band(10, 20), Band(0, 9), "lower"),
        (Band(10, 10), Band(10, 10), "equal"),
        (Band(10, 20), Band(10, 20), "alike"),
        (Band(10, 20), Band(12, 14), "open"),
        (None, Band(1, 2), "unknown"),
        (Band(1, 2), None, "unknown"),
    ],
)
def test_a_change_is_sure_only_where_the_bands_do_not_touch(
    before: Band | None, after: Band | None, change: Change
) -> None:
    assert changed(before, after, Broken()) == change
    assert changed(before, after, Broken(added=("i",))) == "broken"


def test_a_change_is_split_into_own_doing_and_method(tmp_path: Path) -> None:
    # Overall by weights 1:1 is 60, then 70; by 1:3 it is 50, then 65. Own: (10 + 15) / 2; method: (-10 - 5) / 2.
    first, second = shot(tmp_path, BEFORE), shot(tmp_path, AFTER, pack(1, 3), "2026")
    found = compare_bodies(first, "x", second, "x")
    (total,) = found.totals
    assert total.before is not None
    assert total.after is not None
    assert (round(total.before.lo, 9), round(total.after.lo, 9), total.change) == (60.0, 65.0, "higher")
    assert found.no_split is None
    assert _rounded(found.score_parts) == Parts(12.5, 0.0, -7.5)
    # y is at 61 and 61.5: x passes it by its own doing under either method.
    assert _rounded(found.rank_parts) == Parts(-1.0, 0.0, 0.0)
    assert [(line.id, line.weight) for line in found.layers] == [("built", (1.0, 1.0)), ("used", (1.0, 3.0))]


def test_a_rank_moves_by_others_doing_when_only_they_answered_otherwise(tmp_path: Path) -> None:
    first = shot(tmp_path, BEFORE)
    second = shot(tmp_path, {"x": (0.8, 0.4), "y": (0.5, 0.5)}, period="2026")
    found = compare_bodies(first, "x", second, "x")
    assert _rounded(found.score_parts) == Parts(0.0, 0.0, 0.0)
    assert _rounded(found.rank_parts) == Parts(0.0, -1.0, 0.0)


def _rounded(parts: Parts | None) -> Parts | None:
    return parts and Parts(*(round(x, 9) + 0.0 for x in (parts.own, parts.others, parts.method)))


def test_the_line_is_broken_where_an_indicator_means_something_else(tmp_path: Path) -> None:
    first, second = shot(tmp_path, BEFORE), shot(tmp_path, AFTER, pack(asked="How often"), "2026")
    found = compare_bodies(first, "x", second, "x")
    assert {line.id: line.change for line in found.layers} == {"built": "equal", "used": "broken"}
    assert found.totals[0].change == "broken"
    assert found.totals[0].broken == Broken(changed=("used_share",))
    assert (found.score_parts, found.no_split) == (None, "broken")


def test_an_indicator_that_was_added_breaks_the_total_but_not_the_other_layers(tmp_path: Path) -> None:
    first, second = shot(tmp_path, BEFORE), shot(tmp_path, AFTER, pack(more="open"), "2026")
    found = compare_bodies(first, "x", second, "x")
    changes = {line.id: (line.change, line.broken.added) for line in found.layers}
    assert changes == {"built": ("equal", ()), "used": ("higher", ()), "open": ("broken", ("open_share",))}
    assert found.totals[0].change == "broken"


def test_a_snapshot_that_does_not_come_out_again_is_not_split(tmp_path: Path) -> None:
    first, second = shot(tmp_path, BEFORE), shot(tmp_path, AFTER, period="2026")
    body = first.bodies[0]
    total = msgspec.structs.replace(body.score.totals["overall"], value=Band(59, 59))
    score = msgspec.structs.replace(body.score, totals={"overall": total})
    other = msgspec.structs.replace(first, bodies=(msgspec.structs.replace(body, score=score), *first.bodies[1:]))
    assert compare_bodies(other, "x", second, "x").no_split == "engine"


def test_findings_are_new_gone_or_remain(tmp_path: Path) -> None:
    first = shot(tmp_path, {"x": (0.9, 0.1), "y": (0.5, 0.5), "z": (0.9, 0.1), "u": (0.9, 0.1)})
    later = {"x": (0.9, 0.1), "y": (0.9, 0.1), "z": (0.5, 0.5), "u": (0.9, None)}
    second = shot(tmp_path, later, period="2026")
    shifts = {
        b: [(f.rule, f.shift, f.rule_changed) for f in compare_bodies(first, b, second, b).findings] for b in later
    }
    assert shifts == {
        "x": [("apart", "remains", False)],
        "y": [("apart", "new", False)],
        "z": [("apart", "gone", False)],
        "u": [("apart", "untold", False)],
    }
    stricter = shot(tmp_path, later, pack(least=40), "2027")
    assert [f.rule_changed for f in compare_bodies(first, "x", stricter, "x").findings] == [True]


def test_two_bodies_of_one_campaign_are_compared_by_rule_and_not_split(tmp_path: Path) -> None:
    whole = shot(tmp_path, {"x": (0.9, 0.1), "y": (0.9, 0.2)})
    found = compare_bodies(whole, "x", whole, "y")
    assert found.mode == "bodies"
    assert [f.shift for f in found.findings] == ["remains"]
    assert (found.no_split, found.totals[0].change) == ("bodies", "higher")


def test_evidence_is_told_apart_by_hash(tmp_path: Path) -> None:
    first = shot(tmp_path, {"x": (0.5, 0.5)})
    held = [_file("a", "1" * 64), _file("b", "2" * 64), _file("c", "3" * 64)]
    later = [_file("a", "1" * 64), _file("b", "4" * 64), _file("d", "5" * 64)]
    found = compare_bodies(_with(first, held), "x", _with(first, later), "x")
    assert found.evidence_kept == 1
    assert found.evidence == (
        EvidenceShift("built_share", "d", "added", "", "5" * 64),
        EvidenceShift("built_share", "b", "revised", "2" * 64, "4" * 64),
        EvidenceShift("built_share", "c", "removed", "3" * 64, ""),
    )


def _file(title: str, sha256: str) -> Evidence:
    return Evidence(f"e-{title}", "x", "built_share", "document", title, sha256=sha256)


def _with(whole: Snapshot, evidence: list[Evidence]) -> Snapshot:
    body = msgspec.structs.replace(whole.bodies[0], evidence=tuple(evidence))
    changed = msgspec.structs.replace(whole, bodies=(body,))
    return msgspec.structs.replace(changed, digest=fingerprint(changed))


def test_all_bodies_of_two_campaigns_stand_in_one_table(tmp_path: Path) -> None:
    first = shot(tmp_path, {**BEFORE, "left": (0.1, 0.1)})
    second = shot(tmp_path, {**AFTER, "came": (0.1, 0.1)}, pack(1, 3), "2026")
    found = compare_campaigns(first, second)
    assert [(row.body.id, row.total.change, _rounded(row.parts)) for row in found.rows] == [
        ("x", "higher", Parts(12.5, 0.0, -7.5)),
        ("y", "higher", Parts(0.0, 0.0, 0.5)),
    ]
    assert found.only_before == (Body("left", found.only_before[0].name),)
    assert [b.id for b in found.only_after] == ["came"]


def test_packs_of_other_families_and_bodies_that_are_not_there_are_refused(tmp_path: Path) -> None:
    first = shot(tmp_path, BEFORE)
    strange = msgspec.structs.replace(first, pack=msgspec.structs.replace(first.pack, id="other"))
    with pytest.raises(InputError, match="different families"):
        compare_campaigns(first, strange)
    with pytest.raises(NotFound, match="no body xx"):
        compare_bodies(first, "xx", first, "x")


def test_a_link_that_counts_otherwise_was_revised(tmp_path: Path) -> None:
    with session(tmp_path / "d.assess", {"x": (0.5, 0.5)}) as made:
        before = made.snapshot()
        made.apply(
            AddEvidence(body="x", indicator="used_share", kind="link", title="", locator="https://a.example")
        )
        after = made.snapshot()
    found = compare_bodies(before, "x", after, "x")
    assert [(e.shift, e.indicator) for e in found.evidence] == [("added", "used_share")]
