"""File names of the report are safe and distinct whatever the bodies are called."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assess.report.files import annex, index, link, page, stems


@given(st.lists(st.text(max_size=80), unique=True, max_size=12))
def test_every_id_gets_a_safe_stem_of_its_own_even_where_case_does_not_count(ids: list[str]) -> None:
    names = stems(ids)
    assert set(names) == set(ids)
    assert len({n.casefold() for n in names.values()}) == len(ids)
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,70}", name)


def test_plain_ids_are_kept() -> None:
    assert stems(["AT", "city-1", "x_2"]) == {"AT": "AT", "city-1": "city-1", "x_2": "x_2"}


def test_names_that_the_site_or_a_system_needs_are_not_taken() -> None:
    for taken in ("index", "Snapshot", "con", "COM1", "../etc", ".hidden", "a/b", "a.evidence"):
        name = stems([taken])[taken]
        assert name.casefold() != taken.casefold()
        assert "/" not in name
        assert "." not in name


def test_ids_that_differ_in_case_only_do_not_overwrite_each_other() -> None:
    names = stems(["at", "AT"])
    assert names["at"].casefold() != names["AT"].casefold()


def test_pages_are_named_by_body_and_language() -> None:
    assert (page("AT", "zh"), annex("AT", "en"), index("zh")) == (
        "AT.zh.html",
        "AT.evidence.en.html",
        "index.zh.html",
    )
    assert link("AT.zh.html", "i-q1") == "AT.zh.html#i-q1"
