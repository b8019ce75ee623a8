"""Other weights of the layers: totals are the weighted means of the layers' bands, ranks those the bands leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.band import Band
from assess.base.errors import InputError
from assess.scoring.reweighed import Scales
from tests.scoring.forms import indicator, layer, pack_of
from tests.scoring.test_campaign import _scores

PARTS = (
    layer("built", weight=1),
    layer("used", weight=3),
    indicator("plan", "built"),
    indicator("visits", "used"),
    indicator("reuse", "used"),
)
# Scores, by hand, of the claims in test_campaign: a has built 20, used (10 + 30) / 2 = 20; b has built 90 and used
# from (50 + 0) / 2 = 25 to (50 + 100) / 2 = 75, because it says nothing about reuse; c has built 5, used 75.


@pytest.fixture
def scales(tmp_path: Path) -> Scales:
    pack = pack_of(tmp_path, *PARTS)
    return Scales(pack, _scores(pack))


def test_the_packs_own_weights_give_the_totals_and_ranks_there_are(scales: Scales) -> None:
    assert [(x.id, x.share) for x in scales.levers] == [("built", 0.25), ("used", 0.75)]
    found = scales.at()
    assert found.totals["a"] == Band(20.0, 20.0)
    assert (found.totals["b"].lo, found.totals["b"].hi) == pytest.approx((41.25, 78.75))
    assert (found.totals["c"].lo, found.totals["c"].hi) == pytest.approx((57.5, 57.5))
    assert [(n, found.ranks[n].rank, found.ranks[n].best, found.ranks[n].worst) for n in "abc"] == [
        ("a", 3, 3, 3), ("b", 2, 1, 2), ("c", 1, 1, 2),
    ]  # fmt: skip


def test_other_weights_move_totals_and_ranks_and_zero_leaves_a_layer_out(scales: Scales) -> None:
    before = scales.at()
    mostly_built = scales.at({"built": 0.9, "used": 0.1})
    assert mostly_built.totals["b"].lo == pytest.approx(83.5)
    assert mostly_built.ranks["b"].worst == 1
    only_built = scales.at({"built": 1.0, "used": 0.0})
    assert [only_built.totals[n].lo for n in "abc"] == pytest.approx([20, 90, 5])
    assert all(only_built.totals[n].lo == only_built.totals[n].hi for n in "abc")
    assert scales.at() == before


def test_what_has_no_layers_to_weigh_is_refused(scales: Scales, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="every weight is 0"):
        scales.at({"built": 0.0, "used": 0.0})
    one = pack_of(tmp_path / "one", layer("built"), indicator("plan", "built"), indicator("portal", "built"))
    with pytest.raises(InputError, match="no weights to change"):
        Scales(one, _scores(one))
