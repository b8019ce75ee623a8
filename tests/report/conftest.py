"""The sample campaign, made once, and one browser for all that look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assess.base.texts import LANGS
from assess.report.render import render_annex, render_body, render_chooser
from assess.report.site import page_jobs
from assess.report.view.frame import frame
from assess.report.view.site import Site
from assess.snapshot import Snapshot

from .gallery import plain_gallery
from .sample import make_snapshot

if TYPE_CHECKING:
    from .chromium import Browser


def pages(snapshot: Snapshot) -> dict[str, str]:
    """Every page of the campaign, by a short name."""
    made: dict[str, str] = {"chooser": render_chooser(snapshot)}
    for lang in LANGS:
        links = {b.body.id: f"{n}.{lang}.html" for n, b in enumerate(snapshot.bodies)}
        site = Site(frame(snapshot, lang), links)
        for job in page_jobs({lang: site}):
            for name, data, _ in job.make():
                made[name.removesuffix(".html")] = data.decode()
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


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from .chromium import Browser  # Only tests with a browser need its driver.

    chromium = Browser(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.driver.quit()


@pytest.fixture(scope="session")
def gallery_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page of every kind in both languages."""
    folder = tmp_path_factory.mktemp("gallery")
    for name, html in plain_gallery().items():
        (folder / name).write_text(html, encoding="utf-8")
    return folder
