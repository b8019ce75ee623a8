"""Personal data: what counts as such, how it is replaced, and how the key is kept."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.errors import InputError
from assess.base.privacy import KEY_BYTES, NAMELESS, Pseudonyms, form, kept

HELD = Pseudonyms(b"k" * KEY_BYTES)
PERSONAL = [
    "13812345678", "+86 138 1234 5678", "138-1234-5678", "0571-87654321", "110101199003074578", "11010119900307457X",
    "6222 0202 0000 1234 567", "li.si@example.gov.cn", "192.168.10.24", "2001:db8:85a3::8a2e:370:7334",
    "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
]  # fmt: skip
PLAIN = [
    "民政局",
    "2026-01-31",
    "2026-01-31 23:59:59",
    "08:30:00.5",
    "1.2.3",
    "20260131",
    "噪音 12345 热线",
    "GB/T 39735-2020",
]


@pytest.mark.parametrize("value", PERSONAL)
def test_what_names_a_person_is_replaced_wherever_it_stands(value: str) -> None:
    masked = HELD.masked(f"来电{value}，请回")
    assert value not in masked
    assert masked.startswith("来电#")
    assert NAMELESS.masked(f"x {value} y") == "x # y"


@pytest.mark.parametrize("value", PLAIN)
def test_offices_times_and_short_numbers_stay(value: str) -> None:
    assert HELD.masked(value) == value


def test_a_pseudonym_is_a_keyed_hash_and_not_a_bare_one() -> None:
    # RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?".
    assert Pseudonyms(b"Jefe").of("what do ya want for nothing?") == "#5bdcc146bf60"
    key = b"k" * KEY_BYTES
    assert Pseudonyms(key).of("13812345678") != "#" + hashlib.sha256(b"13812345678").hexdigest()[:12]
    assert Pseudonyms(key).of("王五") == "#" + hmac.new(key, "王五".encode(), "sha256").hexdigest()[:12]


def test_two_keys_give_two_pseudonyms_and_one_key_the_same() -> None:
    one, other = HELD, Pseudonyms(b"l" * KEY_BYTES)
    assert one.of("x") == one.of("x") != other.of("x")


def test_the_key_does_not_show() -> None:
    held = Pseudonyms(b"secret" * 8)
    assert "secret" not in repr(held)
    assert "secret" not in f"{held}"


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1))
def test_the_form_of_a_text_keeps_none_of_its_letters_and_digits(text: str) -> None:
    assert set(form(text)) <= set("9x〇…")


def test_plain_numbers_and_times_are_told_and_everything_else_is_not() -> None:
    held = HELD
    assert held.told("2026-02-30 08:00") == "2026-02-30 08:00"
    assert held.told("12.5%") == "12.5%"
    for value in ("王小明", "13812345678", "N/A", "zhang san"):
        assert value not in held.told(value)
        assert held.told(value).endswith(held.of(value))


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "c.key"
    assert kept(path).key == kept(path).key
    assert len(kept(path).key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.key"
    kept(path)
    path.chmod(0o644)
    with pytest.raises(InputError, match="others may read it"):
        kept(path)


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "ab" * 31])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "c.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(InputError, match="cannot be used"):
        kept(path)
