"""A bundle holds what it was made of, and whatever is done to it afterwards is found and named."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.dossier.events import Event, seal
from assess.exchange.bundle import check
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.known import LATE
from assess.exchange.bundle.write import line_of
from assess.scoring.agreed import LayerAgreement
from assess.snapshot import Snapshot, build_snapshot
from tests.exchange.bundle.made import bundle_of, filled, forged, parts_of, sealed


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("bundle")
    return bundle_of(filled(room / "d.assess"), room / "sound.zip")


def _told(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    found, contents = check_bundle(path)
    assert contents is None
    assert found.problems
    return found.problems[0].en


def test_a_bundle_is_sound_and_every_number_of_it_was_computed_again(bundle: Path) -> None:
    found, contents = check_bundle(bundle)
    assert found.problems == ()
    assert found.notes == ()
    assert contents is not None
    stated = json.loads(parts_of(bundle)["snapshot.json"])
    assert stated["bodies"][0]["score"]["totals"]["overall"]["value"][0] >= 0
    assert found.numbers > 200


def test_the_same_dossier_makes_the_same_bytes(tmp_path: Path) -> None:
    dossier = filled(tmp_path / "d.assess")
    first = bundle_of(dossier, tmp_path / "a.zip").read_bytes()
    assert bundle_of(dossier, tmp_path / "b.zip").read_bytes() == first


def test_a_bundle_of_one_body_holds_nothing_of_another_and_says_so(tmp_path: Path) -> None:
    path = bundle_of(filled(tmp_path / "d.assess"), tmp_path / "west.zip", "west")
    found, contents = check_bundle(path)
    assert found.problems == ()
    assert contents is not None
    assert {e.body for e in contents.events} == {"", "west"}
    assert not any(b"secret annex" in data or b"East" in data for data in parts_of(path).values())
    assert ["1 bodies" in note.en for note in found.notes] == [True]


@settings(max_examples=150, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(bundle: Path, where: float, by: int) -> None:
    data = bytearray(bundle.read_bytes())
    data[int(where * len(data))] ^= by
    assert _told(bundle.with_name("flipped.zip"), bytes(data))


@settings(max_examples=40, deadline=None)
@given(keep=st.floats(0, 1, exclude_max=True))
def test_what_is_cut_off_is_refused(bundle: Path, keep: float) -> None:
    data = bundle.read_bytes()
    told = _told(bundle.with_name("cut.zip"), data[: int(keep * len(data))])
    # In the last hundred bytes only the seal is cut.
    assert "cut off" in told or (keep * len(data) > len(data) - 100 and "was changed" in told)


def test_bytes_before_or_behind_the_file_are_seen(bundle: Path) -> None:
    data = bundle.read_bytes()
    assert _told(bundle.with_name("before.zip"), b"#!/bin/sh\n" + data)
    assert _told(bundle.with_name("behind.zip"), data + b"\0")


def test_the_same_content_packed_again_is_told_apart(bundle: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry, data in parts_of(bundle).items():
            archive.writestr(entry, data)
    assert "packed again" in _told(bundle.with_name("again.zip"), file.getvalue())


def _zip(bundle: Path, add: Callable[[zipfile.ZipFile], object]) -> bytes:
    file = io.BytesIO(bundle.read_bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        add(archive)
    return file.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("packs/mini/rules.toml~")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(("entry", "told"), [
    ("../evil", "../evil: is no name that a bundle may hold"),
    ("/etc/passwd", "/etc/passwd: is no name that a bundle may hold"),
    ("packs/../../evil.toml", "is no name that a bundle may hold"),
    ("packs\\mini\\evil.toml", "is no name that a bundle may hold"),
    ("packs/mini/.hidden", "is no name that a bundle may hold"),
    ("packs/", "is a link or a special file"),
    ("journal.jsonl", "journal.jsonl: there are two of this name"),
    ("packs/mini/RULES.toml", "packs/mini/RULES.toml: there are two of this name"),
    (_link(), "is a link or a special file"),
    ("packs/mini/more.toml", "packs/mini/more.toml: is not in the manifest"),
])  # fmt: skip
def test_entries_that_do_not_belong_are_named(bundle: Path, entry: str | zipfile.ZipInfo, told: str) -> None:
    data = _zip(bundle, lambda archive: archive.writestr(entry, b"x"))
    assert told in _told(bundle.with_name("more.zip"), data)


def test_a_bomb_is_refused_before_it_is_unpacked(bundle: Path) -> None:
    def add(archive: zipfile.ZipFile) -> None:
        with archive.open(zipfile.ZipInfo("packs/mini/big.toml"), "w") as file:
            file.write(b"")
        archive.writestr("blobs/" + "0" * 64, b"\0" * 30_000_000, zipfile.ZIP_DEFLATED)

    assert "would grow beyond measure" in _told(bundle.with_name("bomb.zip"), _zip(bundle, add))
    big = _zip(bundle, lambda a: a.writestr("packs/mini/big.toml", b"#" * 6_000_000, zipfile.ZIP_STORED))
    assert "packs/mini/big.toml: is too large" in _told(bundle.with_name("bomb.zip"), big)


def test_another_version_is_told_with_the_way_out(bundle: Path) -> None:
    manifest = json.loads(parts_of(bundle)["manifest.json"]) | {"format": 2, "novel": True}
    data = sealed({**parts_of(bundle), "manifest.json": json.dumps(manifest).encode()})
    assert "has format 2" in _told(bundle.with_name("newer.zip"), data)


def test_a_missing_entry_is_named(bundle: Path) -> None:
    parts = {n: d for n, d in parts_of(bundle).items() if n != "packs/mini/rules.toml"}
    assert _told(bundle.with_name("less.zip"), sealed(parts)) == "packs/mini/rules.toml: is missing"


# A forger who makes the digests fit again


def _events(bundle: Path) -> list[Event]:
    return [msgspec.json.decode(line, type=Event) for line in parts_of(bundle)["journal.jsonl"].splitlines()]


def _journal(events: list[Event]) -> dict[str, bytes | None]:
    return {"journal.jsonl": b"".join(map(line_of, events))}


def _with_value(event: Event, **values: object) -> Event:
    fields = {n: msgspec.structs.replace(f, value=values.get(n, f.value)) for n, f in event.fields.items()}
    return msgspec.structs.replace(event, fields=fields)


def _at(events: list[Event], slot: str) -> int:
    return next(i for i, e in enumerate(events) if e.slot.startswith(slot))


def test_a_changed_answer_does_not_fit_its_commitment(bundle: Path) -> None:
    events = _events(bundle)
    i = _at(events, "answer/east")
    events[i] = _with_value(events[i], value="done")
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "Li Lei@01234567 east #2: its content was altered"


def test_a_changed_event_with_a_new_hash_breaks_the_chain_behind_it(bundle: Path) -> None:
    events = _events(bundle)
    i = _at(events, "answer/east")
    events[i] = seal(_with_value(events[i], value="done"))
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "Li Lei@01234567 east #3: does not join the link before it"


def test_an_event_taken_out_is_missed(bundle: Path) -> None:
    events = _events(bundle)
    del events[_at(events, "answer/east")]
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "Li Lei@01234567 east #3: link 2 is missing"


def test_the_end_of_a_chain_taken_off_is_missed(bundle: Path) -> None:
    events = _events(bundle)
    del events[_at(events, "measurement/east")]
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "the journal's head is not the one in the manifest"


def test_another_author_s_name_does_not_fit(bundle: Path) -> None:
    events = _events(bundle)
    i = _at(events, "measurement/east")
    events[i] = seal(msgspec.structs.replace(events[i], author="Li Lei"))
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "Li Lei@fedcba98 east #1: its content was altered"


def test_an_answer_put_into_another_body_s_place_is_found_in_a_perfect_chain(bundle: Path) -> None:
    events = _events(bundle)
    i = _at(events, "answer/west")
    # The last link of its chain: with a new hash the chain is whole again.
    events[i] = seal(_with_value(events[i], body="east"))
    told = _told(bundle.with_name("f.zip"), forged(bundle, _journal(events)))
    assert told == "Li Lei@01234567 west #2: has a payload that belongs to another place"


def test_a_changed_number_is_named_with_both_values(bundle: Path) -> None:
    tree = json.loads(parts_of(bundle)["snapshot.json"])
    west = next(b for b in tree["bodies"] if b["body"]["id"] == "west")
    assert west["score"]["layers"]["used"]["score"][0] == 10.0
    west["score"]["layers"]["used"]["score"][0] = 90.0
    data = forged(bundle, {"snapshot.json": json.dumps(tree).encode()})
    told = _told(bundle.with_name("f.zip"), data)
    assert told == (
        "computed otherwise: bodies[west].score.layers.used.score.lo is 90.0 in the bundle and 10.0 when computed again"
    )


def test_results_by_another_pack_are_found(bundle: Path) -> None:
    pack = parts_of(bundle)["packs/mini/pack.toml"].replace(b"points = 2\n", b"points = 3\n")
    data = forged(bundle, {"packs/mini/pack.toml": pack})
    assert _told(bundle.with_name("f.zip"), data) == "the pack's digest is not the one in the manifest"


def test_a_broken_pack_is_told_and_not_raised(bundle: Path) -> None:
    data = forged(bundle, {"packs/mini/pack.toml": b"[pack"})
    assert _told(bundle.with_name("f.zip"), data).startswith("the pack does not load")


def test_another_file_of_evidence_is_found(bundle: Path) -> None:
    blob = next(n for n in parts_of(bundle) if n.startswith("blobs/"))
    data = forged(bundle, {blob: b"another plan"})
    assert _told(bundle.with_name("f.zip"), data) == f"{blob}: is not the file of that digest"
    gone = forged(bundle, {blob: None})
    assert _told(bundle.with_name("f.zip"), gone) == f"a file of evidence is missing: {blob[6:22]}"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_journal_of_anything_is_refused_in_words(bundle: Path, data: st.DataObject) -> None:
    """Lines of JSON of every shape, in a bundle whose digests fit, end in a sentence and never in a traceback."""
    lines = parts_of(bundle)["journal.jsonl"].splitlines()
    event = json.loads(lines[data.draw(st.integers(0, len(lines) - 1))])
    key = data.draw(st.sampled_from(sorted(event)))
    event[key] = data.draw(
        st.none() | st.integers(-(2**63), 2**63) | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.text(max_size=3), st.fixed_dictionaries({"salt": st.text(max_size=4)}), max_size=2)
    )  # fmt: skip
    lines.append(json.dumps(event).encode())
    changed = forged(bundle, {"journal.jsonl": b"\n".join(lines) + b"\n"})
    assert _told(bundle.with_name("any.zip"), changed)


def _rewritten(bundle: Path, tree: dict[str, Any]) -> bytes:
    """`bundle` with the snapshot `tree`, as the version that computed it would have written it."""
    digest = hashlib.sha256(msgspec.json.encode({**tree, "digest": "", "made": ""})).hexdigest()
    return forged(
        bundle, {"snapshot.json": msgspec.json.encode({**tree, "digest": digest})}, snapshot_digest=digest
    )


def _without(tree: dict[str, Any], *names: str) -> dict[str, Any]:
    """A snapshot `tree` as a version wrote it that did not have the fields `names`."""
    for name in names:
        kind, field = name.split(".")
        for place in {
            "Snapshot": [tree],
            "BodyResult": tree["bodies"],
            "Answer": [a for b in tree["bodies"] for a in b["answers"]],
            "IndicatorScore": [s for b in tree["bodies"] for s in b["score"]["indicators"].values()],
            "Campaign": [tree["campaign"]],
            "Evidence": [e for b in tree["bodies"] for e in b["evidence"]],
            "EvidenceNeed": [
                n for i in tree["pack"]["indicators"] for o in i["scale"]["options"] for n in o["evidence"]
            ],
        }[kind]:
            del place[field]
    return tree


def test_what_an_earlier_version_did_not_compute_is_told_and_what_was_taken_out_is_not_sound(
    bundle: Path, tmp_path: Path
) -> None:
    evidence, workflow, agreement = LATE[3], LATE[4], ("Snapshot.agreement",)
    assert LATE[5:] == (agreement,)

    def tree() -> dict[str, Any]:
        read: dict[str, Any] = json.loads(parts_of(bundle)["snapshot.json"])
        return read

    old = tmp_path / "old.zip"
    for gone in ((*evidence, *workflow, *agreement), (*workflow, *agreement), agreement):
        old.write_bytes(_rewritten(bundle, _without(tree(), *gone)))
        found, contents = check_bundle(old)
        assert found.problems == ()
        assert contents is not None
        assert f"not compared: {', '.join(sorted(gone))}" in found.notes[0].en
    # A version that knows a later field writes the earlier ones.
    taken = _rewritten(bundle, _without(tree(), *evidence))
    assert "computed otherwise: bodies[east]" in _told(tmp_path / "less.zip", taken)
    some = tree()
    del some["bodies"][0]["work"]
    assert "bodies[east].work is – in the bundle" in _told(tmp_path / "some.zip", _rewritten(bundle, some))
    less = _without(tree(), *agreement)
    del less["bodies"][0]["score"]["indicators"]["plan"]
    assert "computed otherwise: bodies[east].score.indicators.plan" in _told(
        tmp_path / "less.zip", _rewritten(bundle, less)
    )


def test_a_field_that_is_computed_since_holds_nothing_against_a_bundle_of_the_day_before(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_agreement(*args: Any, **more: Any) -> Snapshot:
        said = LayerAgreement(layer="built", alpha=0.5, band=None, units=3, equal=0.5, says="few")
        return msgspec.structs.replace(build_snapshot(*args, **more), agreement=(said,))

    monkeypatch.setattr(check, "build_snapshot", with_agreement)
    assert "computed otherwise: agreement" in check_bundle(bundle)[0].problems[0].en
    tree = _without(json.loads(parts_of(bundle)["snapshot.json"]), "Snapshot.agreement")
    (bundle.parent / "before.zip").write_bytes(_rewritten(bundle, tree))
    assert check_bundle(bundle.parent / "before.zip")[0].problems == ()


def test_what_a_later_version_computes_more_is_told_and_a_number_beside_it_is_compared(
    bundle: Path, tmp_path: Path
) -> None:
    tree = json.loads(parts_of(bundle)["snapshot.json"])
    tree["outlook"] = 7
    tree["bodies"][0]["outlook"] = {"lo": 1}
    (tmp_path / "new.zip").write_bytes(_rewritten(bundle, tree))
    found, contents = check_bundle(tmp_path / "new.zip")
    assert found.problems == ()
    assert contents is not None
    assert "not compared: BodyResult.outlook, Snapshot.outlook" in found.notes[0].en
    tree["events"] += 1
    assert "computed otherwise: events" in _told(tmp_path / "wrong.zip", _rewritten(bundle, tree))


def test_every_field_of_a_snapshot_is_entered_with_those_it_came_with() -> None:
    fields: dict[type, list[str]] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if kind in fields:
                return
            fields[kind] = [f"{kind.__name__}.{f.encode_name}" for f in msgspec.structs.fields(kind)]
            for inner in get_type_hints(kind).values():
                walk(inner)
        for inner in (*get_args(kind), *([kind.__value__] if hasattr(kind, "__value__") else [])):
            walk(inner)

    walk(Snapshot)
    names = [n for found in fields.values() for n in found]
    late = {n for line in LATE for n in line}
    assert {names.count(n) for n in late} == {1}
    # Another figure means that a snapshot has a field more, which belongs at the end of LATE in bundle/known.py: then
    # this is the same again. A field that went, or changed its name, is the only reason to write another one here.
    first = hashlib.sha256("\n".join(sorted(set(names) - late)).encode()).hexdigest()[:16]
    assert first == "9439e8ad2b8c3e6e"
