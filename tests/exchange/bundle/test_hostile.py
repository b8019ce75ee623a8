"""Bundles made to do harm: each is refused by name or reported, and none ends in a traceback."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from assess.dossier.author import Author
from assess.dossier.edits import SetAnswer
from assess.dossier.events import Event, seal
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.container import Container, read_manifest
from assess.exchange.bundle.keyfile import load_private, make_key
from assess.exchange.bundle.merge import plan_merge, read_bundles
from assess.exchange.bundle.signature import sign_bundle
from assess.exchange.bundle.write import line_of
from assess.session import open_session
from tests.exchange.bundle.made import bundle_of, bundled, filled, forged, parts_of, sealed
from tests.mini import mini


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("hostile")
    return bundle_of(filled(room / "d.assess"), room / "sound.zip")


def _told(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    found, contents = check_bundle(path)
    assert contents is None
    assert all(p.zh and p.en for p in found.problems)
    return found.problems[0].en


def _with(bundle: Path, name: str, data: bytes = b"x") -> bytes:
    file = io.BytesIO(bundle.read_bytes())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)
    return file.getvalue()


# Names


@pytest.mark.parametrize("name", [
    "packs/mini/../mini/evil.toml", "packs/mini/layers/../../evil.toml", "C:/evil.toml", "//host/share/evil.toml",
    "packs/mini/evil\u202elmot.toml", "packs/mini/zero\u200bwidth.toml", "packs/mini/pack.toml.", "packs/mini/pack.toml ",
    "packs/mini/con.toml", "packs/mini/AUX", "packs/com1.x/pack.toml", "packs/mini/e\u0301.toml", "packs/mini/a\nb.toml",
    "packs/mini/a:stream.toml", "packs/mini/deep/er/evil.toml", "blobs/" + "A" * 64, "packs/mini/" + "n" * 200,
])  # fmt: skip
def test_a_name_that_some_system_would_take_for_another_is_refused(bundle: Path, name: str) -> None:
    told = _told(bundle.with_name("name.zip"), _with(bundle, name))
    assert told.endswith("is no name that a bundle may hold")
    assert not any(c in told for c in "\u202e\n"), "what is told fits on one line"


def test_a_name_with_a_nul_is_not_read_as_what_stands_before_it(bundle: Path) -> None:
    data = _with(bundle, "packs/mini/evil.toml#.txt").replace(b"evil.toml#", b"evil.toml\0")
    assert _told(bundle.with_name("nul.zip"), data).endswith("is no name that a bundle may hold")


@pytest.mark.parametrize(
    "pair", [("ﬁle.toml", "file.toml"), ("straße.toml", "STRASSE.toml"), ("Ａ.toml", "a.toml")]
)
def test_two_names_that_some_system_takes_for_one_are_refused(bundle: Path, pair: tuple[str, str]) -> None:
    parts = {**parts_of(bundle), **{f"packs/mini/{name}": b"" for name in pair}}
    assert _told(bundle.with_name("two.zip"), sealed(parts)).endswith("there are two of this name")


@pytest.mark.parametrize(
    "id", [pytest.param("9" * 5000, id="long"), "", ".", "..", "../mini", "mini/layers", "/", "\0", "mini/../mini"]
)
def test_a_pack_that_is_not_in_the_bundle_is_refused_before_its_id_is_a_path(bundle: Path, id: str) -> None:
    data = forged(bundle, {}, pack=id)
    assert "the pack does not load: there is no pack" in _told(bundle.with_name("id.zip"), data)


# The container


def test_a_name_that_is_no_text_before_an_entry_is_refused(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    with zipfile.ZipFile(bundle) as archive:
        entry = archive.getinfo("journal.jsonl")
        listed = data.index(b"PK\1\2", archive.start_dir + 1)  # the second of the list, as it is the second entry
    data[entry.header_offset + 30] = 0xA0
    data[listed + 9] |= 0x08  # says that the name is UTF-8
    assert _told(bundle.with_name("name.zip"), bytes(data)) == "the bundle: journal.jsonl: does not unpack"


def test_a_million_tiny_entries_are_refused_before_they_are_read(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = b"PK\1\2" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3, 3, len(directory), 0, 0)
    monkeypatch.delattr(zipfile, "ZipFile")  # what reads the entries one by one is not to be needed
    assert "more than 60000 entries" in _told(bundle.with_name("many.zip"), directory + end)


def test_sizes_beyond_the_plain_format_are_refused(bundle: Path) -> None:
    data = bundle.read_bytes()
    at = data.rindex(b"PK\5\6")
    locator = b"PK\6\7" + struct.pack("<LQL", 0, at, 1)
    assert "is a zip64 file" in _told(bundle.with_name("z64.zip"), data[:at] + locator + data[at:])


def test_two_entries_cannot_share_their_bytes(bundle: Path) -> None:
    """Overlapping entries are how a small file unpacks to a huge one without a high ratio of any entry."""
    file = io.BytesIO(bundle.read_bytes())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("packs/mini/more.toml", b"x")
        archive.getinfo("packs/mini/more.toml").header_offset = archive.getinfo(
            "packs/mini/pack.toml"
        ).header_offset
    parts = parts_of(bundle)
    manifest = json.loads(parts["manifest.json"])
    assert manifest
    assert "packs/mini/more.toml" in _told(bundle.with_name("shared.zip"), file.getvalue())


def test_a_size_that_lies_is_found_while_unpacking(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    at = data.index(b"PK\1\2")
    name = data.index(b"journal.jsonl", at) - 46
    data[name + 24 : name + 28] = struct.pack("<L", 10)
    assert "journal.jsonl" in _told(bundle.with_name("lies.zip"), bytes(data))


def test_a_bundle_within_a_bundle_is_not_opened(bundle: Path) -> None:
    parts = {**parts_of(bundle), "packs/mini/inner.zip": bundle.read_bytes()}
    assert "packs/mini/inner.zip: is not in the manifest" in _told(bundle.with_name("nest.zip"), sealed(parts))


# The record


def _events(bundle: Path) -> list[Event]:
    return [msgspec.json.decode(line, type=Event) for line in parts_of(bundle)["journal.jsonl"].splitlines()]


def _journal(events: list[Event]) -> dict[str, bytes | None]:
    return {"journal.jsonl": b"".join(map(line_of, events))}


def _last(**changes: object) -> Callable[[list[Event]], None]:
    """Change the last event of the whole journal, whose chain nothing follows, and seal it anew."""

    def change(events: list[Event]) -> None:
        events[-1] = seal(msgspec.structs.replace(events[-1], **changes))

    return change


@pytest.mark.parametrize(("change", "told"), [
    (_last(author="Mallory"), "its content was altered"),
    (_last(device="0" * 16), "does not belong to this chain"),
    (_last(at="tomorrow"), "has a malformed time"),
    (_last(at="2026-01-03T03:04:05.678Z\n"), "has a malformed time"),
    (_last(clock=2**53), "has a number out of range"),
    (_last(clock=0), "has a number out of range"),
    (_last(link=5), "link 1 is missing"),
    (_last(version=99), "has version 99, which is not known"),
    (_last(version=-1), "has version -1, which is not known"),
    (_last(kind="settlement"), "has a payload that"),
    (_last(kind="erasure"), "has a payload that"),
    (_last(slot="measurement/east/other/measured"), "has a payload that belongs to another place"),
    (_last(slot="measurement/../../x"), "names a body that its place is not of"),
    (_last(body="west"), "does not belong to this chain"),
    (_last(replaces="0" * 64), "replaces an event that is missing"),
    (_last(target="x" * 10_000), "has too long a “target”"),
])  # fmt: skip
def test_an_event_that_was_sealed_anew_is_refused_for_what_it_says(
    bundle: Path, change: Callable[[list[Event]], None], told: str
) -> None:
    events = _events(bundle)
    change(events)
    assert told in _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))


def test_an_event_that_stands_twice_is_told(bundle: Path) -> None:
    events = _events(bundle)
    assert _told(bundle.with_name("f.zip"), forged(bundle, _journal([*events, events[-1]]))).startswith(
        "Han Meimei@"
    )


@pytest.mark.parametrize("stated", [
    {"campaign": "another"}, {"bodies": ("east",)}, {"bodies": ("west", "east")}, {"events": 3}, {"head": "0" * 64},
    {"title_en": "Another campaign"}, {"pack": "../../etc"}, {"pack": "other"}, {"pack_version": "9.9.9"},
    {"pack_digest": "0" * 64}, {"snapshot_digest": "0" * 64}, {"made": "2000-01-01T00:00:00Z"}, {"blobs_withheld": 1},
])  # fmt: skip
def test_a_manifest_that_says_otherwise_than_what_it_lists_is_refused(
    bundle: Path, stated: dict[str, object]
) -> None:
    assert _told(bundle.with_name("m.zip"), forged(bundle, {}, **stated))


def test_events_dated_in_the_future_are_reported(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    with open_session(
        dossier,
        author=Author(name="Mallory", device="f" * 16),
        pack=mini(),
        clock=lambda: "2999-01-01T00:00:00.000Z",
    ) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
    found, contents = check_bundle(bundle_of(dossier, tmp_path / "b.zip"))
    assert contents is not None
    assert "1 events are dated in the future, the last by Mallory at 2999-01-01" in " ".join(
        n.en for n in found.notes
    )


# What is sound and yet not to be trusted blindly


def test_who_writes_in_another_s_name_on_a_device_of_their_own_is_told_as_new(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    theirs = tmp_path / "theirs.assess"
    theirs.write_bytes(dossier.read_bytes())
    with open_session(theirs, author=Author(name="Li Lei", device="e" * 16), pack=mini()) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        bundled(session, tmp_path / "theirs.zip")
    with open_session(dossier, readonly=True, pack=mini()) as session:
        plan = plan_merge(
            session.journal(), frozenset(), session.campaign.id, read_bundles([tmp_path / "theirs.zip"])
        )
    assert [(a.author, a.device, a.known) for a in plan.arrivals] == [("Li Lei", "e" * 16, False)]


def test_an_older_bundle_sent_again_brings_nothing(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    old = bundle_of(dossier, tmp_path / "old.zip")
    with open_session(dossier, author=Author(name="Li Lei", device="0123456789abcdef"), pack=mini()) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        plan = plan_merge(session.journal(), frozenset(), session.campaign.id, read_bundles([old]))
        assert plan.events == ()
        answer = session.state("east").answer("plan")
    assert answer is not None
    assert answer.value == "done"


def _signed(bundle: Path, room: Path) -> Path:
    make_key(room / "k", b"")
    (path := room / "signed.zip").write_bytes(bundle.read_bytes())
    container = Container(path)
    manifest, data = read_manifest(container)
    sign_bundle(container, manifest, data, load_private(room / "k", b""), "2026-03-01T10:00:00.000Z")
    container.close()
    return path


def test_a_signature_does_not_outlive_a_manifest_that_was_written_anew(bundle: Path, tmp_path: Path) -> None:
    parts = parts_of(_signed(bundle, tmp_path))
    tree = json.loads(parts["manifest.json"])
    parts["manifest.json"] = json.dumps(dict(reversed(tree.items()))).encode()
    assert "does not fit this bundle" in _told(tmp_path / "f.zip", sealed(parts))


def test_a_bundle_whose_signature_was_taken_off_is_not_told_as_signed(bundle: Path, tmp_path: Path) -> None:
    signed = _signed(bundle, tmp_path)
    assert len(check_bundle(signed)[0].signatures) == 1
    parts = {name: data for name, data in parts_of(signed).items() if name != "signatures.json"}
    (tmp_path / "bare.zip").write_bytes(sealed(parts))
    assert check_bundle(tmp_path / "bare.zip")[0].signatures == ()
