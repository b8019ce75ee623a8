"""The journal's format: what events commit to, with the hashes in full, so that it cannot change unnoticed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import Answer, Body, Campaign, Entity, Evidence, Import, Measurement, Remark
from assess.dossier.events import Event, Field, chain_id, entity_of, event_hash, field_hash, salted, seal

SALT = "00112233445566778899aabbccddeeff"
CHAIN = "f648ecde1e0bf92e6de8ab7508168ef8bdd4fae1754c6a86ed050b04bacea9d1"

ENTITIES: list[Entity] = [
    Campaign(id="c", title=Text(zh="活动", en="Campaign"), pack="mini", pack_version="1", pack_digest="d"),
    Body(id="cn", name=Text(zh="某市", en="A city"), kind="city"),
    Answer(body="cn", indicator="plan", voice="claimed", state="answered", value="done", comment="见附件"),
    Answer(body="cn", indicator="parts", voice="verified", state="answered", value=("a", "b")),
    Answer(body="cn", indicator="open_share", voice="claimed", state="answered", value=0.45, stated_points=5.5),
    Evidence(id="e", body="cn", indicator="plan", kind="document", title="规划.pdf", sha256="ab", size=3),
    Measurement(body="cn", fact="visits_a_month", voice="measured", band=Band(3, 4.5), n=12, inputs=("x",)),
    Import(
        id="odm", body="cn", name="a.xlsx", sha256="ff", read={"rows": 3}, stated={"total": 1.5},
        remarks=(Remark("warning", "A1", Text(zh="注意", en="Note")),),
    ),
]  # fmt: skip


def _event(entity: Entity | None, **changed: Any) -> Event:
    plain = {} if entity is None else msgspec.to_builtins(entity)
    kind = plain.pop("type", "")
    # Came later: what was written before it commits to fields without it.
    plain.pop("judged", None)
    event = Event(
        version=1, chain=chain_id("c", "cn", "Li Lei", "dev"), link=1, prev="p", clock=7, body="cn",
        author="Li Lei", device="dev", at="2026-01-02T03:04:05.678Z", slot="answer/cn/plan/claimed", kind=kind,
        replaces="", batch="b", act="do", target="",
        fields={name: Field(salt=SALT, value=value) for name, value in plain.items()}, hash="",
    )  # fmt: skip
    return seal(msgspec.structs.replace(event, **changed))


def test_the_hashes_of_version_1_are_these() -> None:
    field = Field(salt=SALT, value="见附件")
    assert field_hash("comment", field) == "82cbd08e97cc7ca0400ca31db7600c939c23924e3114e632002d7baaace03436"
    assert chain_id("c", "cn", "Li Lei", "dev") == CHAIN
    assert _event(ENTITIES[2]).hash == "0f003631e5ba4653f8dba3e08b09c3e25a7c4fb561e74ea4c5f1d5043e4fa485"
    assert _event(None).hash == "2292ca2a79d8ba96c33ecf4da62c175ffbf5e9b320c2e392eae6604d1d77cb25"


def test_the_hashes_are_those_that_the_format_describes() -> None:
    event = _event(ENTITIES[4])

    def canonical(value: Any) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    fields = {}
    for name, field in event.fields.items():
        data = (
            b"assess.field.1\0" + bytes.fromhex(field.salt) + b"\0" + name.encode() + b"\0" + canonical(field.value)
        )
        fields[name] = hashlib.sha256(data).hexdigest()
    header = {
        "version": 1, "chain": event.chain, "link": 1, "prev": "p", "clock": 7, "body": "cn", "author": "Li Lei",
        "device": "dev", "at": "2026-01-02T03:04:05.678Z", "slot": "answer/cn/plan/claimed", "kind": "answer",
        "replaces": "", "batch": "b", "act": "do", "target": "", "fields": fields,
    }  # fmt: skip
    assert event.hash == hashlib.sha256(canonical(header)).hexdigest()
    assert event.chain == hashlib.sha256(canonical(["assess.chain.1", "c", "cn", "Li Lei", "dev"])).hexdigest()


@pytest.mark.parametrize("name", [n for n in Event.__struct_fields__ if n not in ("hash", "fields")])
def test_every_part_of_the_header_is_committed_to(name: str) -> None:
    event = _event(ENTITIES[2])
    value = getattr(event, name)
    other = value + 1 if isinstance(value, int) else value + "x"
    assert event_hash(msgspec.structs.replace(event, **{name: other})) != event.hash


@pytest.mark.parametrize("change", [{"salt": "ff" * 16}, {"value": "draft"}, {"erased": "00" * 32}])
def test_every_part_of_a_field_is_committed_to(change: dict[str, str]) -> None:
    event = _event(ENTITIES[2])
    fields = event.fields | {"value": msgspec.structs.replace(event.fields["value"], **change)}
    assert event_hash(msgspec.structs.replace(event, fields=fields)) != event.hash
    fewer = {name: field for name, field in event.fields.items() if name != "comment"}
    assert event_hash(msgspec.structs.replace(event, fields=fewer)) != event.hash


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: type(e).__name__)
def test_an_event_puts_the_entity_it_was_made_of(entity: Entity) -> None:
    fields = msgspec.json.decode(msgspec.json.encode(salted(entity)), type=dict[str, Field])
    assert entity_of(_event(entity, fields=fields)) == entity


def test_an_event_without_a_kind_empties_its_slot() -> None:
    assert entity_of(_event(None)) is None
    assert salted(None) == {}


@given(st.text(max_size=20))
def test_equal_texts_have_unequal_commitments(text: str) -> None:
    """Without salts, a short erased text could be found by trying words."""
    answer = Answer(body="b", indicator="i", voice="claimed", state="unknown", comment=text)
    one, other = salted(answer), salted(answer)
    assert one["comment"].value == other["comment"].value
    assert field_hash("comment", one["comment"]) != field_hash("comment", other["comment"])
    assert len({f.salt for f in one.values()}) == len(one), "each field has a salt of its own"


@pytest.mark.parametrize(
    ("entity", "name", "blank"),
    [
        (ENTITIES[2], "comment", ""),
        (ENTITIES[5], "title", ""),
        (ENTITIES[1], "name", Text(zh="", en="")),
        (ENTITIES[0], "title", Text(zh="", en="")),
        (ENTITIES[7], "name", ""),
    ],
)
def test_an_erased_text_keeps_the_hash_and_reads_as_blank(entity: Entity, name: str, blank: Any) -> None:
    event = _event(entity)
    gone = event.fields | {name: Field(erased=field_hash(name, event.fields[name]))}
    erased = msgspec.structs.replace(event, fields=gone)
    assert event_hash(erased) == event.hash
    assert getattr(entity_of(erased), name) == blank
    assert str(getattr(entity, name)).encode() not in msgspec.json.encode(erased)
