"""`assess archive`: an archive is read with standard tools, by nothing but what its read-me says."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Files, Run


@pytest.fixture
def archive(run: Run, dossier: Path, tmp_path: Path) -> Path:
    """The campaign, put away with a file of evidence and a mark."""
    (tmp_path / "规划.txt").write_text("the plan", encoding="utf-8")
    run("attach", dossier, "west", "plan", tmp_path / "规划.txt", "--kind", "document")
    run("imprint", "set", dossier, "--classification", "秘密")
    said = run("archive", dossier, tmp_path / "out.zip").out
    assert hashlib.sha256((tmp_path / "out.zip").read_bytes()).hexdigest() in said
    return tmp_path / "out.zip"


def _whole(text: str) -> float:
    return int(float(text)) if float(text).is_integer() else float(text)


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _field(name: str, field: dict[str, Any]) -> str:
    salt = bytes.fromhex(field["salt"])
    return hashlib.sha256(
        b"\0".join((b"assess.field.1", salt, name.encode(), _canonical(field.get("value"))))
    ).hexdigest()


def test_an_archive_is_read_and_verified_by_its_read_me_alone(
    run: Run, archive: Path, dossier: Path, tmp_path: Path
) -> None:
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".assess-")]
    with zipfile.ZipFile(archive) as outer:
        files = {name: outer.read(name) for name in outer.namelist()}
    listed = dict(line.split("  ", 1)[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "SHA256SUMS"}
    text = files["README.txt"].decode("utf-8-sig")
    assert text.startswith("秘密\n")
    assert text.count("\n秘密\n") == 1, "and once more above the other language"
    with zipfile.ZipFile(io.BytesIO(files["bundle.zip"])) as inner:
        events = [json.loads(line, parse_float=_whole) for line in inner.read("journal.jsonl").splitlines()]
        blobs = {
            name.removeprefix("blobs/"): inner.read(name) for name in inner.namelist() if name.startswith("blobs/")
        }
    for event in events:
        apart = {"fields", "hash", "author"}
        header = {k: v for k, v in event.items() if k not in apart}
        header["fields"] = {name: _field(name, field) for name, field in event["fields"].items()}
        assert hashlib.sha256(_canonical(header)).hexdigest() == event["hash"]
    tips: dict[str, str] = {}
    for event in sorted(events, key=lambda e: (e["chain"], e["link"])):
        assert event["prev"] == tips.get(event["chain"], event["chain"])
        tips[event["chain"]] = event["hash"]
    head = hashlib.sha256(_canonical(sorted(tips.values()))).hexdigest()
    assert re.findall(r"(?:流水头：|Journal head: )([0-9a-f]{64})", text) == [head, head]
    last = {e["slot"]: e for e in sorted(events, key=lambda e: (e["clock"], e["hash"]))}
    assert last["answer/east/plan/claimed"]["fields"]["value"]["value"] == "done"
    assert list(blobs.values()) == [b"the plan"]
    assert {e["fields"]["sha256"]["value"] for e in events if e["kind"] == "evidence"} - {""} == set(blobs)
    (tmp_path / "again.assess").write_bytes(files["dossier.assess"])
    with sqlite3.connect(tmp_path / "again.assess") as database:
        assert database.execute("SELECT count(*) FROM events").fetchone() == (len(events),)
    assert {"report/index.html", "report/east.zh.html", "report/east.en.html", "snapshot.json"} <= files.keys()
    assert run("check", tmp_path / "again.assess").out == run("check", dossier).out


def test_an_archive_overwrites_nothing(run: Run, dossier: Path, tmp_path: Path, files: Files) -> None:
    (tmp_path / "out.zip").write_bytes(b"held")
    before = files()
    assert "exists already" in run("archive", dossier, tmp_path / "out.zip", code=2).err
    assert files() == before
