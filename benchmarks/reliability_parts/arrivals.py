"""Harm to what comes from outside: bundles and returned workbooks, damaged by accident and altered on purpose."""

from __future__ import annotations

import functools
import io
import json
import random
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import msgspec

from assess.base.errors import AssessError
from assess.dossier.entities import Answer
from assess.dossier.events import Event, seal
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.write import line_of
from tests.exchange.bundle.made import bundle_of, filled, forged, parts_of, sealed
from tests.exchange.workbook import made as forms
from tests.exchange.workbook.test_programs import damaged
from tests.mini import mini

from .tally import Lost

_JUNK: tuple[Any, ...] = (
    None, True, -1, 2**63, 1e308, "", "\0", "\u202e", "../../etc/passwd", "east\n", [], {}, [[]], {"a": None}, "9" * 5000,
)  # fmt: skip


@functools.cache
def _bundle() -> Path:
    room = Path(tempfile.mkdtemp(prefix="assess-reliability-"))
    return bundle_of(filled(room / "d.assess"), room / "sound.zip")


@functools.cache
def _parts() -> dict[str, bytes]:
    return parts_of(_bundle())


def _flip(rng: random.Random) -> bytes:
    data = bytearray(_bundle().read_bytes())
    for _ in range(rng.choice((1, 1, 3, 30))):
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    return bytes(data)


def _cut(rng: random.Random) -> bytes:
    data = _bundle().read_bytes()
    at, long = rng.randrange(len(data)), rng.randrange(1, 2000)
    return rng.choice((data[:at], data[:at] + data[at + long :], data[:at] + data[at : at + long] * 2 + data[at:]))


def _inside(rng: random.Random) -> bytes:
    """One entry damaged, and everything that can be made to fit made to fit."""
    name = rng.choice([n for n in _parts() if n != "manifest.json"])
    data = bytearray(_parts()[name])
    for _ in range(rng.choice((1, 1, 5))):
        if data:
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
    return forged(_bundle(), {name: bytes(data)})


def _junk(rng: random.Random) -> bytes:
    """A value of manifest, journal or results replaced by something else; digests and seal fit."""
    name = rng.choice(("manifest.json", "journal.jsonl", "journal.jsonl", "snapshot.json"))
    if name == "journal.jsonl":
        events = _parts()[name].splitlines()
        at = rng.randrange(len(events))
        events[at] = json.dumps(_spoilt(json.loads(events[at]), rng)).encode()
        return forged(_bundle(), {name: b"\n".join(events) + b"\n"})
    tree = json.dumps(_spoilt(json.loads(_parts()[name]), rng)).encode()
    if name == "manifest.json":
        return sealed({**_parts(), name: tree})
    return forged(_bundle(), {name: tree})


def _spoilt(tree: Any, rng: random.Random) -> Any:
    """`tree` with one place of it replaced, taken out or doubled."""
    at = tree
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = rng.choice(keys)
        if isinstance(at[key], (dict, list)) and at[key] and rng.random() < 0.8:
            at = at[key]
            continue
        if rng.random() < 0.2:
            del at[key]
        else:
            at[key] = rng.choice(_JUNK)
        break
    return tree


def _resealed(rng: random.Random) -> bytes:
    """An event changed and its chain written anew behind it: the work of someone who knows the format."""
    events = [msgspec.json.decode(line, type=Event) for line in _parts()["journal.jsonl"].splitlines()]
    at = rng.randrange(len(events))
    change = rng.choice((
        {"author": "Mallory"}, {"at": "2999-01-01T00:00:00Z"}, {"body": "west"}, {"slot": "answer/west/plan/claimed"},
        {"kind": "answer"}, {"clock": 10**6}, {"link": 7}, {"replaces": "0" * 64}, {"device": "0" * 16},
    ))  # fmt: skip
    events[at] = seal(msgspec.structs.replace(events[at], **change))
    rng.choice((lambda: None, lambda: events.pop(), lambda: rng.shuffle(events)))()
    return forged(_bundle(), {"journal.jsonl": b"".join(map(line_of, events))}, events=len(events))


def _zip_made_anew(rng: random.Random) -> bytes:
    """The same entries in a zip file of another hand: order, names, methods and additions."""
    names = list(_parts())
    rng.shuffle(names)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            if rng.random() < 0.1:
                continue
            method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
            entry = name if rng.random() < 0.9 else rng.choice((name.upper(), "../" + name, name + "\0", "é/" + name))
            archive.writestr(zipfile.ZipInfo(entry, (2026, 1, 1, 0, 0, 0)), _parts()[name], method)
    return file.getvalue()


WAYS = (_flip, _cut, _inside, _junk, _resealed, _zip_made_anew)


def bundle(seed: int, room: Path) -> str:
    """One malformed bundle: refused with a problem named in both languages, or in every byte of its content sound."""
    rng = random.Random(seed)
    make = WAYS[seed % len(WAYS)]
    (path := room / "b.zip").write_bytes(make(rng))
    found, contents = check_bundle(path)
    if contents is None:
        if not found.problems or not all(p.zh and p.en for p in found.problems):
            raise Lost("refused without a word")
        return "refused by name"
    if parts_of(path)["journal.jsonl"] != _parts()["journal.jsonl"] or found.numbers < 200:
        raise Lost(f"{make.__name__}: accepted with another journal")
    return "accepted: only what a bundle may say differently was changed"


@functools.cache
def _form() -> tuple[Path, bytes]:
    room = Path(tempfile.mkdtemp(prefix="assess-reliability-"))
    with forms.session_at(room) as session:
        whole = forms.filled(
            forms.sent(session, room / "a.xlsx"), {("R1", "answer"): "draft", ("U2", "answer"): 7}
        ).read_bytes()
    return room / "d.assess", whole


_SAID = {"plan": "draft", "visits": 7.0}


def workbook(seed: int, room: Path) -> str:
    """One malformed workbook: refused, or read with every cell that is not as it was filled told of."""
    dossier, whole = _form()
    (path := room / "b.xlsx").write_bytes(damaged(whole, random.Random(seed)))
    before = dossier.read_bytes()
    try:
        with forms.open_session(dossier, readonly=True, pack=mini()) as session:
            found = forms.proposal(session, path)
    except AssessError as error:
        if not (error.message.zh and error.message.en):
            raise Lost("refused without a word") from error
        outcome = "refused in words"
    else:
        said = {e.indicator: e.value for e in found.edit.entities if isinstance(e, Answer)}
        told = any(c.fate != "same" for c in found.cells)
        if not (said.items() <= _SAID.items() or told):
            raise Lost("read otherwise without a word")
        outcome = "read, cell by cell"
    if dossier.read_bytes() != before:
        raise Lost("the dossier changed")
    return outcome
