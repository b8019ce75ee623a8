"""A copy is proved to be one of its original, and a copy with any one thing changed is not."""

from __future__ import annotations

import copy as copying
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.copies.check import check_copy
from assess.copies.marks import salt_of
from assess.copies.redact import copy_of
from assess.snapshot import to_json

from .rich import KEY, rich

FULL = rich()
WHOLE = to_json(FULL)
COPIES = {
    kind: (to_json(copy_of(FULL, kind, KEY, body)), salt_of(KEY, kind, body, FULL.digest))  # type: ignore[arg-type]
    for kind, body in (("public", ""), ("agency", "north"))
}
Place = tuple[str | int, ...]


def _leaves(node: Any, way: Place = ()) -> list[Place]:
    if isinstance(node, dict):
        return [p for key, child in node.items() for p in _leaves(child, (*way, key))]
    if isinstance(node, list):
        return [p for n, child in enumerate(node) for p in _leaves(child, (*way, n))]
    return [way]


def _nodes(node: Any, way: Place = ()) -> list[Place]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = [way] if isinstance(node, list) and node else []
    return found + [p for key, child in inside for p in _nodes(child, (*way, key))]


def _at(tree: Any, way: Place) -> Any:
    for key in way:
        tree = tree[key]
    return tree


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return value + "x" if isinstance(value, str) else None


def _redone(tree: Any) -> bytes:
    """The copy with its digest made to fit, as whoever tampers with it would do."""
    tree["digest"] = sha256_hex(msgspec.json.encode({**tree, "digest": "", "made": ""}))
    return msgspec.json.encode(tree)


TREES = {kind: msgspec.json.decode(data) for kind, (data, _) in COPIES.items()}
LEAVES = {
    kind: [w for w in _leaves(tree) if w not in (("made",), ("digest",)) and _at(tree, w) is not None]
    for kind, tree in TREES.items()
}
LISTS = {kind: _nodes(tree) for kind, tree in TREES.items()}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_found_to_be_one_of_its_original(kind: str) -> None:
    data, salt = COPIES[kind]
    found = check_copy(data, WHOLE, salt)
    assert found.differences == ()
    assert found.marks == found.left > 0
    assert found.original == FULL.digest
    assert found.places > 500


def test_without_the_salt_all_that_is_left_is_compared_and_the_marks_are_not() -> None:
    found = check_copy(COPIES["public"][0], WHOLE, None)
    assert found.differences == ()
    assert found.marks is None


@settings(max_examples=60)
@given(st.data())
def test_any_single_changed_field_is_found_even_with_a_digest_that_fits(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(COPIES)))
    way = data.draw(st.sampled_from(LEAVES[kind]))
    tree = copying.deepcopy(TREES[kind])
    _at(tree, way[:-1])[way[-1]] = _other(_at(tree, way))
    try:
        found = check_copy(_redone(tree), WHOLE, COPIES[kind][1])
    except InputError:
        return  # It is no snapshot any more.
    assert "copy/seal" in {d.path for d in found.differences}
    outside = way[0] != "copy"
    assert len(found.differences) > 1 or not outside, "the place itself is named as well as the broken seal"


@settings(max_examples=40)
@given(st.data())
def test_any_member_taken_out_or_put_in_twice_is_found_without_the_salt_too(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(COPIES)))
    way = data.draw(st.sampled_from(LISTS[kind]))
    tree = copying.deepcopy(TREES[kind])
    members = _at(tree, way)
    at = data.draw(st.integers(0, len(members) - 1))
    members[at : at + 1] = [] if data.draw(st.booleans()) else [members[at]] * 2
    try:
        found = check_copy(_redone(tree), WHOLE, None)
    except InputError:
        return
    assert found.differences


def test_a_changed_place_is_named_by_its_path() -> None:
    data, salt = COPIES["public"]
    found = check_copy(data.replace("公开的申辩".encode(), "公开的承认".encode()), WHOLE, salt)
    paths = [d.path for d in found.differences]
    assert "bodies/north/findings/north.registered_not_active/case/steps/1/text" in paths


def test_what_is_left_out_without_being_listed_is_named() -> None:
    tree = copying.deepcopy(TREES["public"])
    north = next(b for b in tree["bodies"] if b["body"]["id"] == "north")
    north["evidence"] = [e for e in north["evidence"] if e["id"] != "e1"]
    found = check_copy(_redone(tree), WHOLE, None)
    said = {d.path: d.what.en for d in found.differences}
    assert said["bodies/north/evidence/e1"] == "it is left out without being listed"


def test_an_original_that_says_otherwise_where_a_mark_stands_is_found_with_the_salt() -> None:
    data, salt = COPIES["public"]
    other = WHOLE.replace("访谈记录丁".encode(), "访谈记录戌".encode())
    found = check_copy(data, other, salt)
    assert {"digest", "bodies/north/evidence/e4/title"} == {d.path for d in found.differences}


def test_another_salt_proves_nothing() -> None:
    found = check_copy(COPIES["public"][0], WHOLE, bytes(32))
    assert len(found.differences) > 10


def test_the_order_of_marks_does_not_tell_which_finding_is_left_out() -> None:
    left = [e for e in TREES["public"]["copy"]["left"] if e["path"] == "bodies/north/findings/-"]
    assert len(left) == 4
    assert [e["mark"] for e in left] == sorted(e["mark"] for e in left)


@pytest.mark.parametrize(("first", "second"), [(b"{}", WHOLE), (b"[", WHOLE), (WHOLE, WHOLE)])
def test_what_is_no_copy_or_no_snapshot_is_refused(first: bytes, second: bytes) -> None:
    with pytest.raises(InputError):
        check_copy(first, second, None)
