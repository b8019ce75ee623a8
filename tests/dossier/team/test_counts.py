"""A dossier on a server is counted as one in a file is, and so is its card on the home screen."""

from __future__ import annotations

import contextlib
from pathlib import Path

from assess.base.texts import same
from assess.dossier.store import open_store
from assess.session import create_session
from assess.tui.cards import Reading
from tests.dossier.test_tally import filled
from tests.mini import AUTHOR, mini, name


def test_a_dossier_on_a_server_is_counted_as_one_in_a_file_is(place: Path, tmp_path: Path) -> None:
    tallies = []
    for path in (place, tmp_path / "d.assess"):
        with create_session(path, mini(), name("Campaign"), author=AUTHOR) as session:
            filled(session)
            told = [entry.batch for entry in session.history(limit=3)]
        with contextlib.closing(open_store(path, readonly=True)) as store:
            tallies.append(store.tally())
            assert store.newest_batches(3) == told
    assert tallies[0] == tallies[1]
    card = Reading().card(place)
    assert (card.title, card.bodies, card.unverified) == (same("Campaign"), 2, tallies[1].unverified)
