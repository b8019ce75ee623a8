"""Addresses of dossiers on a server: read alike with one slash or two, and never with a password in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assess.base.errors import InputError, StoreError
from assess.dossier.server import Server, server_of
from assess.dossier.store import open_store


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("postgresql://li@db.example.org:5433/assess?campaign=health2026&sslmode=verify-full",
         Server("db.example.org", 5433, "li", "assess", "health2026", (("sslmode", "verify-full"),))),
        ("postgres://db/assess", Server("db", None, "", "assess", "assess")),
        ("postgresql:///assess?host=/var/run/postgresql",
         Server("", None, "", "assess", "assess", (("host", "/var/run/postgresql"),))),
        ("postgresql://l%40i@/a%20b", Server("", None, "l@i", "a b", "assess")),
    ],
)  # fmt: skip
def test_an_address_is_read_whether_it_comes_as_text_or_as_a_path(address: str, server: Server) -> None:
    assert server_of(address) == server
    assert server_of(Path(address)) == server


@pytest.mark.parametrize("path", ["a.assess", "postgresql", "postgresql:a", "/postgresql:/x", "./postgresql:/x/y"])
def test_the_path_of_a_file_is_no_address(path: str) -> None:
    assert server_of("x/" + path) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://li:s3cret@h/d", "must not hold a password"),
        ("postgresql://li@h/d?password=s3cret", "must not hold a password"),
        ("postgresql://h:s3cret/d", "malformed"),
        ("postgresql://h/d?s3cret", "malformed"),
        ("postgresql://h/", "names no database") ,
        ("postgresql://h/d?campaign=S3cret;drop", "no name for one"),
        ("postgresql://h/d?campaign=pg_toast", "no name for one"),
        ("postgresql://h/d?options=-csearch_path", "unknown parameters: options"),
    ],
)  # fmt: skip
def test_a_wrong_address_is_refused_without_being_repeated(address: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        server_of(address)
    assert "s3cret" not in " ".join((*caught.value.lines("en"), *caught.value.lines("zh"))).lower()


def test_a_missing_driver_is_named_by_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="not installed") as caught:
        open_store(Path("postgresql://h/d"))
    assert "assess-digital-government[postgres]" in " ".join(caught.value.lines("en"))
