"""The sample campaign, made once."""

from __future__ import annotations

import pytest

from assess.base.texts import LANGS
from assess.report.render import render_annex, render_body, render_chooser, render_index
from assess.snapshot import Snapshot

from .sample import make_snapshot


def pages(snapshot: Snapshot) -> dict[str, str]:
    """Every page of the campaign, by a short name."""
    made: dict[str, str] = {"chooser": render_chooser(snapshot)}
    for lang in LANGS:
        links = {b.body.id: f"{n}.{lang}.html" for n, b in enumerate(snapshot.bodies)}
        made[f"index.{lang}"] = render_index(snapshot, lang, links)
        for n, body in enumerate(snapshot.bodies):
            made[f"{n}.{lang}"] = render_body(snapshot, body.body.id, lang, other_file="other.html")
            if (annex := render_annex(snapshot, body.body.id, lang)) is not None:
                made[f"{n}.annex.{lang}"] = annex
    return made


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return make_snapshot()


@pytest.fixture(scope="session")
def sample_pages(snapshot: Snapshot) -> dict[str, str]:
    return pages(snapshot)
