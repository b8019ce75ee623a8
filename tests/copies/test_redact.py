"""Copies leave out what the table says and nothing else: no number moves, and nothing internal stays."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import msgspec
import pytest

from assess.base.errors import InputError, NotFound
from assess.base.texts import LANGS, Text
from assess.copies.redact import copy_of
from assess.copies.table import TABLE, public_address
from assess.dossier.imprint import Imprint
from assess.snapshot import Snapshot, fingerprint, to_json

from .rich import INTERNAL, KEY, OPEN, rich


@pytest.fixture(scope="module")
def full() -> Snapshot:
    return rich()


@pytest.fixture(scope="module")
def public(full: Snapshot) -> Snapshot:
    return copy_of(full, "public", KEY)


@pytest.fixture(scope="module")
def agency(full: Snapshot) -> Snapshot:
    return copy_of(full, "agency", KEY, "north")


def _numbers(snapshot: Snapshot, body: str) -> Any:
    found = snapshot.body(body)
    assert found is not None
    scores = msgspec.to_builtins((found.score, found.standing, found.layer_standings, found.facts, found.gap))
    measured = [(m.fact, m.band, m.coverage, m.n) for m in found.measurements]
    spreads = msgspec.to_builtins((snapshot.layer_spreads, snapshot.total_spread))
    held = snapshot.robustness
    ranks = {node: places.get(body) for node, places in held.nodes.items()} if held else None
    gates = [(g.gate, g.ruling, g.items, g.met, len(g.stops), len(g.conditions)) for g in found.gates]
    answers = [(a.indicator, a.voice, a.state, a.value) for a in found.answers]
    return scores, measured, spreads, ranks, gates, answers, [(e.id, e.status, e.sha256) for e in found.evidence]


def test_every_score_band_rank_and_ruling_of_a_copy_is_that_of_the_original(
    full: Snapshot, public: Snapshot, agency: Snapshot
) -> None:
    assert [b.body for b in public.bodies] == [b.body for b in full.bodies]
    for body in full.bodies:
        assert _numbers(public, body.body.id) == _numbers(full, body.body.id)
    assert _numbers(agency, "north") == _numbers(full, "north")


def test_a_public_copy_holds_nothing_internal_and_what_is_public(full: Snapshot, public: Snapshot) -> None:
    whole, open_ = to_json(full).decode(), to_json(public).decode()
    assert [text for text in INTERNAL if text not in whole] == []
    assert [text for text in INTERNAL if text in open_] == []
    assert [text for text in OPEN if text not in open_] == []


def test_only_findings_on_which_the_body_was_heard_are_public(public: Snapshot, full: Snapshot) -> None:
    north = public.body("north")
    assert north is not None
    assert [(f.rule, f.state) for f in north.findings] == [("registered_not_active", "upheld")]
    assert public.copy is not None
    kept = sum(len(b.findings) for b in public.bodies)
    gone = public.copy.counts["findings"] + public.copy.counts["undetermined"]
    assert kept + gone == sum(len(b.findings) for b in full.bodies)


def test_a_finding_whose_basis_changed_since_the_hearing_is_not_public(full: Snapshot) -> None:
    changed = Text(zh="依据有变", en="The basis changed")
    north = full.body("north")
    assert north is not None
    findings = tuple(msgspec.structs.replace(f, basis_changed=changed) for f in north.findings)
    bodies = tuple(msgspec.structs.replace(b, findings=findings) if b is north else b for b in full.bodies)
    copy = copy_of(msgspec.structs.replace(full, bodies=bodies), "public", KEY)
    found = copy.body("north")
    assert found is not None
    assert found.findings == ()


def test_an_agency_copy_holds_its_own_findings_and_of_others_the_spread_only(
    full: Snapshot, agency: Snapshot
) -> None:
    north, own = agency.body("north"), full.body("north")
    assert north is not None
    assert own is not None
    assert [b.body.id for b in agency.bodies] == ["north"]
    assert north.findings == own.findings
    text = to_json(agency).decode()
    others = [b.body for b in full.bodies if b.body.id != "north"]
    assert not [b for b in others if b.name.zh in text or b.name.en in text]
    assert "内部核实意见甲" not in text
    assert "http://10.2.3.4/log" not in text, "evidence of others, marked as not for publication"
    assert "访谈记录丁" in text
    assert agency.total_spread == full.total_spread
    assert agency.signals == ()


def test_the_same_key_gives_the_same_bytes_and_another_key_other_marks(full: Snapshot, public: Snapshot) -> None:
    assert to_json(copy_of(full, "public", KEY)) == to_json(public)
    other = copy_of(full, "public", KEY[::-1])
    assert public.copy is not None
    assert other.copy is not None
    assert [x.path for x in other.copy.left if x.path[-1] != "-"] == [
        x.path for x in public.copy.left if x.path[-1] != "-"
    ]
    assert not {x.mark for x in other.copy.left} & {x.mark for x in public.copy.left}


def test_a_mark_is_the_hmac_that_the_documentation_gives(full: Snapshot, public: Snapshot) -> None:
    def hmac_json(key: bytes, *parts: object) -> bytes:
        said = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        return hmac.new(key, said, hashlib.sha256).digest()

    salt = hmac_json(KEY, "assess.copy.salt.1", "public", "", full.digest)
    assert public.copy is not None
    entry = next(x for x in public.copy.left if x.path == "bodies/north/evidence/e4/title")
    assert entry.kind == "evidence"
    assert entry.mark == hmac_json(salt, "assess.copy.1", "evidence", entry.path, "访谈记录丁").hex()
    north = public.body("north")
    assert north is not None
    assert next(e.title for e in north.evidence if e.id == "e4") == "■ " + entry.mark[:12]


def test_a_copy_names_the_digest_of_the_original_and_its_own(full: Snapshot, public: Snapshot) -> None:
    assert public.copy is not None
    assert public.copy.original == full.digest == fingerprint(full)
    assert public.digest == fingerprint(public) != full.digest


def test_a_mark_of_classification_that_is_no_secret_is_left_off_the_public_copy(public: Snapshot) -> None:
    assert public.imprint is not None
    assert (public.imprint.classification.zh, public.imprint.secrecy.en) == ("", "")
    assert public.imprint.number == "测评〔2026〕3号"


@pytest.mark.parametrize("mark", ["秘密", "机密", "绝密", "Top secret"])
def test_no_public_copy_is_made_of_what_is_marked_as_a_state_secret(full: Snapshot, mark: str) -> None:
    secret = msgspec.structs.replace(full, imprint=Imprint(classification=Text(zh=mark, en=mark)))
    with pytest.raises(InputError, match="no public copy"):
        copy_of(secret, "public", KEY)


def test_no_copy_is_made_of_a_copy_or_for_a_body_that_is_not_there(full: Snapshot, public: Snapshot) -> None:
    with pytest.raises(InputError, match="copy already"):
        copy_of(public, "agency", KEY, "north")
    with pytest.raises(NotFound, match="no body nowhere"):
        copy_of(full, "agency", KEY, "nowhere")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://www.gov.cn/x", True), ("http://example.org", True), ("http://8.8.8.8/", True),
        ("http://10.2.3.4/log", False), ("http://192.168.1.1", False), ("http://oa/x", False),
        ("https://oa.city.local/x", False), ("http://localhost:80/", False), ("https://u:p@example.org/", False),
        ("ftp://example.org/x", False), ("plan.pdf", False), ("", False), ("http://[::1]/", False), ("http://[", False),
    ],
)  # fmt: skip
def test_only_addresses_that_anybody_can_reach_are_public(address: str, public: bool) -> None:
    assert public_address(address) is public


def test_every_row_of_the_table_has_a_name_and_a_reason_and_no_number_among_its_places() -> None:
    assert len({row.kind for row in TABLE}) == len(TABLE)
    for row in TABLE:
        assert all(text.get(lang) for text in (row.name, row.why) for lang in LANGS)
        for take in row.takes:
            assert not [p for p in take.places if {"score", "band", "facts", "points", "gap"} & set(p.split("/"))]
