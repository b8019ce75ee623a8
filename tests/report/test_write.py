"""Writing the site: whole files, nothing else touched, links between files that arrive."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.report.write import write_body, write_site
from assess.snapshot import Snapshot, fingerprint

from .large import make_large
from .page import Page, problems

PAGES = [
    "total", "layer-readiness", "layer-platform", "layer-data", "layer-utilization", "gap", "flags", "name",
    "findings", "negative", "robust", "method", "data", "rule-displayed_not_effective", "rule-registered_not_active",
    "rule-slow_reply", "rule-repeat_forms", "rule-bare_claims_high",
]  # fmt: skip
TABLES = ["league", "layers", "indicators", "findings", "evidence", "facts", "definitions"]


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_site_has_a_page_for_each_body_and_language(tmp_path: Path, snapshot: Snapshot) -> None:
    told: list[tuple[int, int]] = []
    folder = tmp_path / "new" / "site"
    written = write_site(snapshot, folder, progress=lambda done, of: told.append((done, of)))
    ids = [b.body.id for b in snapshot.bodies]
    assert _files(folder) == sorted(
        ["index.html", "index.zh.html", "index.en.html", "snapshot.json", "data/README.md"]
        + [f"{name}.{lang}.html" for name in ids for lang in ("zh", "en")]
        + [f"index.{page}.{lang}.html" for page in PAGES for lang in ("zh", "en")]
        + [f"data/{table}.{form}" for table in TABLES for form in ("csv", "xlsx", "json")]
    )
    assert list(written.files) == _files(folder)
    assert told == [(n, 6) for n in range(1, 7)]
    assert written.bodies["north"]["zh"].name == "north.zh.html"
    assert written.index["en"].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert written.bytes == sum((folder / name).stat().st_size for name in written.files)
    assert written.seconds > 0


def test_every_link_between_the_files_arrives(tmp_path: Path) -> None:
    write_site(make_large("说明。" * 100, 200), tmp_path)
    pages = {p.name: Page(p.read_text(encoding="utf-8")) for p in tmp_path.glob("*.html")}
    ids = {name: set(page.ids()) for name, page in pages.items()}
    assert "north.evidence.zh.html" in pages
    for name, page in pages.items():
        for link in page.all("a"):
            target, _, anchor = link.attributes["href"].partition("#")
            if target.startswith("http"):
                continue
            assert target in {"", *pages} or (tmp_path / target).is_file(), (name, target)
            assert not anchor or anchor in ids[target or name], (name, target, anchor)


def test_the_chooser_leads_to_both_languages_without_script(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert problems(html) == []
    assert [e.attributes["href"] for e in Page(html).all("a")] == ["index.zh.html", "index.en.html"]


def test_each_report_leads_to_the_other_language_only_if_it_is_written(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path / "both")
    write_site(snapshot, tmp_path / "one", langs=("en",))
    assert 'href="north.en.html"' in (tmp_path / "both" / "north.zh.html").read_text(encoding="utf-8")
    alone = (tmp_path / "one" / "north.en.html").read_text(encoding="utf-8")
    assert "north.zh.html" not in alone
    assert "index.zh.html" not in (tmp_path / "one" / "index.en.html").read_text(encoding="utf-8")
    assert not (tmp_path / "one" / "north.zh.html").exists()


def test_a_choice_of_bodies_limits_reports_and_links_but_not_the_league(tmp_path: Path, snapshot: Snapshot) -> None:
    written = write_site(snapshot, tmp_path, bodies=["south"])
    assert set(written.bodies) == {"south"}
    assert not (tmp_path / "north.zh.html").exists()
    index = Page((tmp_path / "index.zh.html").read_text(encoding="utf-8"))
    assert "北川市" in index.root.text
    reports = {e.attributes["href"].partition("#")[0] for e in index.all("a")}
    assert {to for to in reports if to.endswith(".zh.html") and not to.startswith("index.")} == {"south.zh.html"}


def test_a_body_that_is_not_there_is_named_before_anything_is_written(tmp_path: Path, snapshot: Snapshot) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        write_site(snapshot, tmp_path / "site", bodies=["south", "nowhere"])
    assert not (tmp_path / "site").exists()


def test_the_snapshot_beside_the_pages_is_the_one_they_show(tmp_path: Path, snapshot: Snapshot) -> None:
    write_site(snapshot, tmp_path, bodies=[])
    again = msgspec.json.decode((tmp_path / "snapshot.json").read_bytes(), type=Snapshot)
    assert again == snapshot
    assert fingerprint(again) == fingerprint(snapshot)


def test_files_of_others_are_left_alone_and_ours_are_replaced(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "old.zh.html").write_text("old", encoding="utf-8")
    (tmp_path / "north.zh.html").write_text("stale", encoding="utf-8")
    write_site(snapshot, tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "old.zh.html").read_text(encoding="utf-8") == "old"
    assert "stale" not in (tmp_path / "north.zh.html").read_text(encoding="utf-8")
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]


def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "north.zh.html").write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError) as caught:
        write_body(snapshot, "north", tmp_path)
    assert "No space left" in caught.value.message.en
    assert caught.value.hint is not None
    assert (tmp_path / "north.zh.html").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["north.zh.html"]


def test_a_folder_that_cannot_be_made_is_an_error_with_a_way_out(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        write_site(snapshot, tmp_path / "file" / "site")
    assert len(caught.value.lines("zh")) == 2


def test_one_body_can_be_written_alone(tmp_path: Path, snapshot: Snapshot) -> None:
    paths = write_body(snapshot, "north", tmp_path, ["zh"])
    assert paths == {"zh": tmp_path / "north.zh.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["north.zh.html"]


def test_bodies_with_dangerous_ids_are_written_inside_the_folder(tmp_path: Path, snapshot: Snapshot) -> None:
    ids = ["../escape", "index", "a/b", "CON", "北京", "x" * 300]
    bodies = tuple(
        msgspec.structs.replace(b, body=msgspec.structs.replace(b.body, id=name))
        for b, name in zip(snapshot.bodies, ids, strict=True)
    )
    site = tmp_path / "site"
    written = write_site(msgspec.structs.replace(snapshot, bodies=bodies), site)
    assert set(written.bodies) == set(ids)
    assert len([p for p in site.glob("*.html") if not p.name.startswith("index.")]) == 12
    assert [p.name for p in tmp_path.iterdir()] == ["site"]
