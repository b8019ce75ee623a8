"""Public copies and legal erasure: the text is gone from every byte, and everything still verifies."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.dossier.edits import PutKey, SetAnswer
from assess.dossier.entities import Entity
from assess.dossier.erasure import WRITTEN
from assess.dossier.key import Key, key_id
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.merge import blobs_from, plan_merge, read_bundles
from assess.exchange.bundle.redact import redacted
from assess.exchange.bundle.write import Source, write_bundle
from assess.session import open_session
from tests.exchange.bundle.made import bundle_of, filled, parts_of
from tests.mini import AUTHOR, OTHER, mini, write_mini

OPEN = {
    "campaign": {"id", "title", "pack", "pack_version", "pack_digest", "period", "created", "assessed_on"},
    "body": {"id", "name", "kind"},
    "answer": {"body", "indicator", "voice", "state", "value", "definition", "stated_points", "judged"},
    "evidence": {"id", "body", "indicator", "kind", "sha256", "size", "media_type", "captured", "count", "independent", "status",
                 "received", "effective_from", "effective_to", "expires", "supersedes", "attachment", "against"},
    "measurement": {"body", "fact", "voice", "band", "unit", "n", "coverage", "period", "status", "inputs", "previous"},
    "series": {"body", "id", "title", "says", "form", "row_axis", "column_axis", "rows", "columns", "values", "unit", "n",
               "coverage", "method", "period", "inputs", "limit"},
    "import": {"id", "body", "sha256", "read", "stated"},
    "signal": {"id", "body", "test", "subject", "about", "plan", "family", "level", "run", "tests", "n", "silent", "p",
               "effect", "checks", "words", "figures", "period", "inputs", "changed_from"},
    "finding": {"id", "body", "finding", "number", "move", "at", "after", "evidence", "due", "intent", "rule", "title",
                "verdict", "basis"},
    "settlement": {"id", "of", "heads", "chosen"},
    "key": {"id", "role", "public", "since", "state", "until", "by"},
    "imprint": {"number", "office", "classification", "secrecy", "reply_by", "review_by", "review_to"},
    "restriction": {"body", "target"},
    "waiver": {"body", "indicator", "covers"},
    "draw": {"id", "seed", "head", "strata", "items", "drawn_on"},
    "judgement": {"id", "body", "indicator", "state", "value", "definition", "judged"},
    "adjudication": {"body", "indicator", "state", "value", "definition", "judged", "of"},
    "work": {"id", "body", "matter", "number", "move", "at", "after", "about", "thread", "due", "basis", "head", "role"},
    "grant": {"id", "roles", "bodies"},
    "erasure": {"id", "events", "names", "files"},
}  # fmt: skip
"""What a public copy shows: written down here so that every new field is decided upon."""


def test_every_field_is_either_shown_or_withheld() -> None:
    for kind in get_args(Entity):
        tag = kind.__struct_config__.tag
        assert set(kind.__struct_fields__) == OPEN.get(tag, set()) | set(WRITTEN.get(tag, ())), tag


def test_a_public_copy_verifies_computes_the_same_and_holds_no_text_or_name(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(SetAnswer(body="west", indicator="remarks", value="words of one person"))
        session.apply(
            PutKey(Key(id=key_id("ab" * 32), name="Zhang San", role="", public="ab" * 32, since="2026-01-01"))
        )
        events, withheld, named = redacted(session.journal(), mini())
        assert named == 0
        folder = write_mini(tmp_path / "packs" / "mini")
        source = Source(events=events, pack=mini(), folder=folder, whole=True, public=True, withheld=withheld)
        write_bundle(source, session.blob, tmp_path / "public.zip")
        full = session.snapshot()
    found, contents = check_bundle(tmp_path / "public.zip")
    assert found.problems == ()
    assert ["left out" in note.en for note in found.notes] == [True]
    data = b"".join(parts_of(tmp_path / "public.zip").values())
    for gone in (
        "secret annex",
        "words of one",
        "Li Lei",
        "Han Meimei",
        "Zhang San",
        "plan.pdf",
        "the plan of the east",
    ):
        assert gone.encode() not in data, gone
    assert contents is not None
    assert contents.manifest.head == full.head
    snapshot = msgspec.json.decode(parts_of(tmp_path / "public.zip")["snapshot.json"])
    scores = {b["body"]["id"]: b["score"] for b in snapshot["bodies"]}
    assert scores == {b.body.id: msgspec.json.decode(msgspec.json.encode(b.score)) for b in full.bodies}
    with pytest.raises(InputError, match="is a public copy"):
        read_bundles([tmp_path / "public.zip"])


def _bytes(path: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(path.name + "*")))


def test_an_erased_text_is_in_no_byte_of_the_file_and_the_chain_holds(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        before = session.snapshot()
        evidence = session.state("east").evidence["plan"][0]
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="another secret annex"))
        assert b"secret annex" in _bytes(dossier)
        session.erase("asked for by the writer", ["answer/east/plan/claimed"])
        session.erase("personal data", [evidence.slot], files=True)
        assert session.verify().problems == ()
        assert session.blob(evidence.sha256) is None
        after = session.snapshot()
        assert [b.score for b in after.bodies] == [b.score for b in before.bodies]
        undone = session.undo()
        assert undone is None or "rase" not in undone.label.en
        assert len(session.erasures()) == 2
        with pytest.raises(NotFound):
            session.erase("again", ["answer/east/plan/claimed"])
    assert b"secret annex" not in _bytes(dossier)
    assert b"the plan of the east" not in _bytes(dossier)
    assert b"plan.pdf" not in _bytes(dossier)


def test_the_name_of_an_author_is_erased_and_the_chain_holds(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.erase("left the service", author="Han Meimei")
        assert session.verify().problems == ()
        assert {e.author for e in session.journal()} == {"Li Lei", ""}
    assert b"Han Meimei" not in _bytes(dossier)


def test_an_erasure_goes_where_the_journal_goes_and_old_bundles_do_not_bring_it_back(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    old = bundle_of(dossier, tmp_path / "old.zip")
    copy = tmp_path / "copy.assess"
    shutil.copy(dossier, copy)
    with open_session(dossier, author=OTHER, pack=mini()) as session:
        evidence = session.state("east").evidence["plan"][0]
        session.erase("the law", ["answer/east/plan/claimed"])
        session.erase("the law", [evidence.slot], files=True)
        plan = plan_merge(session.journal(), session.blobs_held(), session.campaign.id, read_bundles([old]))
        session.unite(plan.events, blobs_from(plan))
        assert session.blob(evidence.sha256) is None
        head = session.snapshot().head
    assert b"secret annex" not in _bytes(dossier)
    sent = bundle_of(dossier, tmp_path / "sent.zip")
    assert check_bundle(old)[0].problems == ()
    assert check_bundle(sent)[0].problems == ()
    with open_session(copy, author=AUTHOR, pack=mini()) as session:
        plan = plan_merge(session.journal(), session.blobs_held(), session.campaign.id, read_bundles([sent]))
        session.unite(plan.events, blobs_from(plan))
        assert session.snapshot().head == head
        assert session.verify().problems == ()
        assert session.blob(evidence.sha256) is None
    assert b"secret annex" not in _bytes(copy)
