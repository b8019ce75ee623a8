"""A corrected edition counts up, names what it replaces, and lists every number that is another one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.band import point
from assess.base.errors import InputError
from assess.comparing.reissue import reissue
from assess.dossier.edits import SetAnswer
from assess.session import Session, open_session
from assess.snapshot import Erratum, Replaced, Snapshot, fingerprint, from_json, to_json

from .pair import pack, session, shot

SHARES = {"x": (0.8, 0.4), "y": (0.6, 0.2)}


@pytest.fixture
def editions(tmp_path: Path) -> tuple[Snapshot, Snapshot]:
    """What y said of use was entered as 0.2 and is 0.4: its total is 50 and not 40."""
    with session(tmp_path / "d.assess", SHARES) as made:
        first = made.snapshot()
        return first, reissue(_corrected(made, 0.4), first, "Typed wrongly.")


def _corrected(made: Session, value: float) -> Snapshot:
    made.apply(SetAnswer(body="y", indicator="used_share", value=value))
    return made.snapshot()


def test_it_counts_up_and_names_what_it_replaces(editions: tuple[Snapshot, Snapshot], tmp_path: Path) -> None:
    first, second = editions
    held = second.edition
    assert held is not None
    assert (held.number, held.reason) == (2, "Typed wrongly.")
    assert held.replaces == Replaced(1, first.made, first.head, first.digest)
    with open_session(tmp_path / "d.assess", pack=pack()) as made:
        third = reissue(_corrected(made, 0.3), from_json(to_json(second)))
    assert third.edition is not None
    assert (third.edition.number, third.edition.replaces.digest) == (3, second.digest)


def test_its_digest_covers_the_errata(editions: tuple[Snapshot, Snapshot]) -> None:
    second = editions[1]
    assert second.digest == fingerprint(second)
    assert second.edition is not None
    bare = msgspec.structs.replace(second, edition=msgspec.structs.replace(second.edition, errata=()))
    assert fingerprint(bare) != second.digest


def test_every_number_that_changed_is_listed_and_no_other(editions: tuple[Snapshot, Snapshot]) -> None:
    assert editions[1].edition is not None
    errata = [
        e for e in editions[1].edition.errata if e.kind not in ("points", "layer-points", "sampled", "quartiles")
    ]
    # x: 60, y: 40 -> 50 in all; of use x: 40, y: 20 -> 40, where both share the first place then.
    assert errata == [
        Erratum("", "median", "used", point(30.0), point(40.0)),
        Erratum("", "total-median", "", point(50.0), point(55.0)),
        Erratum("y", "total", "overall", point(40.0), point(50.0)),
        Erratum("y", "layer", "used", point(20.0), point(40.0)),
        Erratum("y", "layer-ranks", "used", point(2.0), point(1.0)),
        Erratum("y", "indicator", "used_share", point(20.0), point(40.0)),
        Erratum("y", "findings", "", point(1.0), point(0.0)),
        Erratum("y", "finding", "apart", point(1.0), None),
    ]


def test_another_campaign_and_an_edition_without_a_difference_are_refused(tmp_path: Path) -> None:
    first = shot(tmp_path, SHARES)
    (tmp_path / "other").mkdir()
    with pytest.raises(InputError, match="another campaign"):
        reissue(shot(tmp_path / "other", SHARES), first)
    again = msgspec.structs.replace(first, made="2027-01-01T00:00:00Z")
    with pytest.raises(InputError, match="nothing differs"):
        reissue(again, first)
