"""The canonical form: the same bytes for the same value everywhere, written out here so that it cannot drift."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.base.digest import canonical, digest, sha256_hex
from assess.base.texts import Text
from assess.dossier.entities import Answer

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (1.0, "1"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e21, "1e+21"),
        (2.0**53, "9007199254740992.0"),
        (2.0**53 - 1, "9007199254740991"),
        (1e-7, "1e-07"),
        (12345678901234567890, "12345678901234567890"),
        ("é中\n\"\\", '"é中\\n\\"\\\\"'),
        (("a", 1), '["a",1]'),
        ([], "[]"),
        ({"b": 1, "a": [1.5, {"y": None, "x": False}]}, '{"a":[1.5,{"x":false,"y":null}],"b":1}'),
        ({"é": 1, "z": 2, "a": 3, "中": 4, "𠀀": 5}, '{"a":3,"z":2,"é":1,"中":4,"𠀀":5}'),
        (Text(zh="状态", en="State"), '{"en":"State","zh":"状态"}'),
        (Band(0, 12.5), "[0,12.5]"),
    ],
)  # fmt: skip
def test_the_canonical_form_is_this(value: Any, form: str) -> None:
    assert canonical(value) == form.encode()


def test_a_struct_has_the_form_of_its_fields() -> None:
    answer = Answer(body="b", indicator="i", voice="claimed", state="answered", value=("x", "y"))
    assert canonical(answer) == (
        b'{"body":"b","comment":"","definition":"","indicator":"i","judged":"","origin":"",'
        b'"state":"answered","stated_points":null,"type":"answer","value":["x","y"],"voice":"claimed"}'
    )


def test_the_digest_is_sha_256_of_the_form() -> None:
    assert digest({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(PLAIN)
def test_the_form_is_json_of_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_makes_no_difference(value: dict[str, int]) -> None:
    backwards = dict(reversed(value.items()))
    assert canonical(backwards) == canonical(value)


@given(PLAIN)
def test_reading_the_form_back_gives_the_same_form(value: Any) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_has_no_form(value: float) -> None:
    with pytest.raises(ValueError, match="no canonical form"):
        canonical({"x": [value]})


def test_what_is_no_text_has_no_form() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")
