"""Copies are written whole, told one by one, and refused before anything is written when a library is missing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from assess.base.lang import Lang
from assess.report.export import needs, write
from assess.report.export.data import BodyFile
from assess.report.export.write import count, write_copies
from assess.snapshot import from_json

from ..sample import make_snapshot


def _without(library: str, error: type[Exception]) -> None:
    def load(name: str) -> object:
        if name == library:
            raise error(name)
        return object()

    needs.require(["html", "pdf", "docx", "json"], load)


@pytest.mark.parametrize(
    ("library", "error", "way"),
    [
        ("weasyprint", ImportError, "assess-digital-government[pdf]"),
        ("weasyprint", OSError, "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("docxtpl", ImportError, "assess-digital-government[word]"),
    ],
)
def test_a_missing_library_is_told_with_the_way_out(library: str, error: type[Exception], way: str) -> None:
    with pytest.raises(needs.Missing) as caught:
        _without(library, error)
    for lang in ("zh", "en"):
        message, hint = caught.value.lines(lang)
        assert "\n" not in message
        assert way in hint


def test_nothing_is_written_when_a_library_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        _without("weasyprint", ImportError)

    monkeypatch.setattr(write, "require", refuse)
    with pytest.raises(needs.Missing):
        write_copies(make_snapshot(), tmp_path / "out", ["pdf", "json"])
    assert not (tmp_path / "out").exists()


def test_word_and_json_are_written_for_the_bodies_and_languages_asked_for(tmp_path: Path) -> None:
    snapshot = make_snapshot()
    steps: list[int] = []
    langs: list[Lang] = ["zh", "en"]
    written = write_copies(snapshot, tmp_path, ["json", "docx"], langs, ["south", "new"], steps.append)
    assert [(c.body, c.format, c.lang) for c in written] == [
        ("south", "docx", "zh"), ("south", "docx", "en"), ("south", "json", None),
        ("new", "docx", "zh"), ("new", "docx", "en"), ("new", "json", None),
    ]  # fmt: skip
    assert steps == [1, 2, 3, 4, 5, 6]
    assert count(["json", "docx"], langs, 2) == 6
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "new.en.docx", "new.json", "new.zh.docx", "snapshot.json", "south.en.docx", "south.json", "south.zh.docx",
    ]  # fmt: skip
    assert from_json((tmp_path / "snapshot.json").read_bytes()).digest == snapshot.digest
    one = msgspec.json.decode((tmp_path / "south.json").read_bytes(), type=BodyFile)
    assert one.body == snapshot.body("south")
    assert (one.digest, one.head, one.pack_version) == (snapshot.digest, snapshot.head, "1.2.0")
