"""What the weights really do, on the page of how sure the order is: every figure from the snapshot, a dash where there is none."""

from __future__ import annotations

import msgspec

from assess.base.texts import Lang
from assess.report.view.doubt import robust_pages
from assess.report.view.frame import frame
from assess.report.view.site import Site
from assess.report.view.site_model import RobustPage
from assess.scoring.robustness import Lopsided
from assess.snapshot import Snapshot


def _page(snapshot: Snapshot, lang: Lang) -> RobustPage:
    return next(robust_pages(Site(frame(snapshot, lang))))


def _with(snapshot: Snapshot, **changes: object) -> Snapshot:
    assert snapshot.robustness is not None
    assert snapshot.robustness.structure is not None
    inside = msgspec.structs.replace(snapshot.robustness.structure, **changes)
    return msgspec.structs.replace(
        snapshot, robustness=msgspec.structs.replace(snapshot.robustness, structure=inside)
    )


def test_layers_stand_beside_what_they_do_with_a_dash_where_nothing_can_be_said(snapshot: Snapshot) -> None:
    rows = _page(snapshot, "en").work_rows
    assert [(r.weight, r.does, r.correlation, r.alpha) for r in rows] == [
        ("25%", "31%", "0.88", "0.81"), ("25%", "31%", "0.88", "−0.25"), ("25%", "31%", "0.88", "–"),
        ("25%", "–", "–", "–"),
    ]  # fmt: skip


def test_what_moves_the_ranks_is_named_in_both_languages(snapshot: Snapshot) -> None:
    chinese, english = (" ".join(_page(snapshot, lang).work_notes) for lang in ("zh", "en"))
    assert "名次的平均变动取决于：得分区间与自报 75%、权重 50%、平均方式 <1%。" in chinese
    assert "hangs on: bands and bare claims 75%, weights 50%, the way of averaging <1%." in english


def test_bodies_that_fall_without_compensation_are_told_and_one_place_is_not(snapshot: Snapshot) -> None:
    assert "goes from 1 to 3" in " ".join(_page(snapshot, "en").work_notes)
    one = {b.body.id: Lopsided(1, 2) for b in snapshot.bodies}
    notes = _page(_with(snapshot, lopsided=one), "en").work_notes
    assert "no body falls by two places" in notes[-1]


def test_without_a_structure_the_page_has_no_such_table(snapshot: Snapshot) -> None:
    assert _page(snapshot, "zh").work is not None
    assert snapshot.robustness is not None
    bare = msgspec.structs.replace(
        snapshot, robustness=msgspec.structs.replace(snapshot.robustness, structure=None)
    )
    assert _page(bare, "zh").work is None


def test_a_snapshot_from_before_has_no_structure_and_still_reads(snapshot: Snapshot) -> None:
    data = msgspec.to_builtins(snapshot)
    del data["robustness"]["structure"]
    assert msgspec.convert(data, Snapshot).robustness.structure is None
