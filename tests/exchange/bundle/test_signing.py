"""Signatures: whose they are, whether they are trusted, and why not."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import msgspec
import pytest

from assess.base.errors import InputError
from assess.dossier.edits import PutKey
from assess.dossier.key import Key, key_id, trust_at
from assess.exchange.bundle.check import Checked, check_bundle
from assess.exchange.bundle.container import Container, read_manifest
from assess.exchange.bundle.keyfile import is_encrypted, load_private, load_public, make_key
from assess.exchange.bundle.signature import sign_bundle
from assess.session import open_session
from tests.exchange.bundle.made import bundle_of, filled, forged, parts_of, sealed
from tests.mini import AUTHOR, mini

SIGNED = "2026-03-01T10:00:00.000Z"


def _key(public: str, **more: str) -> Key:
    return Key(id=key_id(public), name="Li Lei", role="lead", public=public, since="2026-01-01", **more)  # type: ignore[arg-type]


def _sign(bundle: Path, file: Path, at: str = SIGNED) -> None:
    container = Container(bundle)
    manifest, data = read_manifest(container)
    sign_bundle(container, manifest, data, load_private(file, b""), at)
    container.close()


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A bundle signed by a key that its own list holds; the key is in `lead` beside it."""
    public = make_key(tmp_path / "lead", b"")
    dossier = filled(tmp_path / "d.assess")
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(PutKey(_key(public)))
    bundle = bundle_of(dossier, tmp_path / "signed.zip")
    _sign(bundle, tmp_path / "lead")
    return bundle


def _found(bundle: Path, *keys: Key) -> Checked:
    found, _ = check_bundle(bundle, {k.id: k for k in keys} if keys else None)
    return found


def test_a_key_file_is_its_owner_s_alone_and_needs_its_passphrase(tmp_path: Path) -> None:
    public = make_key(tmp_path / "k", b"correct horse")
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    assert is_encrypted(tmp_path / "k")
    assert load_public(tmp_path / "k.pub") == public
    with pytest.raises(InputError, match="passphrase is wrong"):
        load_private(tmp_path / "k", b"wrong")
    with pytest.raises(InputError, match="exists already"):
        make_key(tmp_path / "k", b"")
    load_private(tmp_path / "k", b"correct horse")
    (tmp_path / "k").chmod(0o644)
    with pytest.raises(InputError, match="others may read it"):
        load_private(tmp_path / "k", b"correct horse")


def test_a_signature_by_a_key_that_the_reader_trusts_is_trusted(signed: Path) -> None:
    found = _found(signed, _key(load_public(signed.with_name("lead.pub"))))
    assert found.problems == ()
    assert [(s.name, s.role, s.trust, s.why.en) for s in found.signatures] == [
        ("Li Lei", "lead", "trusted", "on the list since 2026-01-01")
    ]


def test_a_bundle_s_own_list_does_not_vouch_for_it(signed: Path) -> None:
    (told,) = _found(signed).signatures
    assert told.trust == "listed"
    assert "the list is the bundle's own" in told.why.en


def test_a_key_that_the_reader_does_not_have_is_not_trusted(signed: Path, tmp_path: Path) -> None:
    (told,) = _found(signed, _key(make_key(tmp_path / "other", b""))).signatures
    assert (told.trust, told.why.en) == ("untrusted", "the key list does not have this key")


@pytest.mark.parametrize(("more", "trusted", "why"), [
    ({"state": "lost", "until": "2026-02-15"}, False, "signed after the key was lost (2026-02-15)"),
    ({"state": "lost", "until": "2026-03-02"}, True, "on the list when it signed; the key was lost (2026-03-02) later, and the time is the signer's own word"),
    ({"state": "replaced", "until": "2026-03-01T10:00Z", "by": "abcd"}, False, "signed after the key was replaced by abcd (2026-03-01T10:00Z)"),
    ({}, True, "on the list since 2026-01-01"),
])  # fmt: skip
def test_trust_is_that_of_the_time_of_signing(more: dict[str, str], trusted: bool, why: str) -> None:
    key = _key("ab" * 32, **more)
    found = trust_at({key.id: key}, key.id, SIGNED)
    assert (found.trusted, found.why.en) == (trusted, why)
    assert not trust_at({key.id: key}, key.id, "2025-12-31T23:59:59.999Z").trusted


def test_several_people_sign_and_none_twice(signed: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "second", b"")
    _sign(signed, tmp_path / "second")
    found = _found(signed)
    assert found.problems == ()
    assert [s.trust for s in found.signatures] == ["listed", "untrusted"]
    with pytest.raises(InputError, match="has signed it already"):
        _sign(signed, tmp_path / "second")


def test_a_signature_does_not_fit_another_manifest_time_or_key(signed: Path, tmp_path: Path) -> None:
    told = "the signature of key " + key_id(load_public(signed.with_name("lead.pub"))) + " does not fit this bundle"
    moved = tmp_path / "moved.zip"
    moved.write_bytes(forged(signed, {}, program="assess 9"))
    assert _found(moved).problems[0].en == told
    later = json.loads(parts_of(signed)["signatures.json"])
    later["signatures"][0]["signed"] = "2026-01-01T00:00:00Z"
    moved.write_bytes(sealed({**parts_of(signed), "signatures.json": json.dumps(later).encode()}))
    assert _found(moved).problems[0].en == told
    moved.write_bytes(sealed({**parts_of(signed), "signatures.json": b"{}"}))
    assert _found(moved).problems[0].en == "signatures.json: does not read"


def test_only_a_real_public_key_with_a_name_gets_on_the_list(tmp_path: Path) -> None:
    public = make_key(tmp_path / "k", b"")
    with open_session(filled(tmp_path / "d.assess"), author=AUTHOR, pack=mini()) as session:
        for wrong in ({"id": "0" * 16}, {"name": " "}, {"since": "soon"}):
            with pytest.raises(InputError):
                session.apply(PutKey(msgspec.structs.replace(_key(public), **wrong)))
        assert session.keys() == {}
