"""The committed facts of 2023, and making them again from workbooks."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from assess.base.errors import InputError
from assess.base.resources import shipped
from assess.exchange.odm_facts import ANSWERS, COUNTRIES, main, read_facts

from .odm_sheets import facts, pack, write

FOLDER = shipped("examples") / "odm2023"


def test_there_are_25_countries_of_172_rows_each() -> None:
    books = facts()
    assert len(books) == 25
    order = [i.id for i in pack().indicators]
    for book in books.values():
        assert sorted(order.index(c.indicator) for c in book.cells) == list(range(172))


def test_the_points_of_every_country_add_up_to_its_published_figures() -> None:
    for book in facts().values():
        assert sum(c.stated_points or 0 for c in book.cells) == book.stated_total
        for layer in pack().layers:
            own = {i.id for i in pack().of_layer(layer.id)}
            assert (
                sum(c.stated_points or 0 for c in book.cells if c.indicator in own) == book.stated_layers[layer.id]
            )
        assert book.stated_preliminary == (book.stated_total or 0) - (book.stated_unsure or 0)


def test_known_totals_stand_as_published() -> None:
    totals = {code: facts()[code].stated_total for code in ("FR", "PL", "EE", "RS", "AL")}
    assert totals == {"FR": 2497, "PL": 2485, "EE": 2440, "RS": 1914, "AL": 1068}
    assert {c: b.stated_unsure for c, b in facts().items() if b.stated_unsure} == {"RS": 10}


def test_the_facts_carry_no_text_beyond_codes_and_names() -> None:
    known = {o.code for i in pack().indicators for o in i.scale.options} | {""}
    lines = (FOLDER / ANSWERS).read_text("utf-8").splitlines()[1:]
    assert {line.split(",")[2] for line in lines} <= known
    assert all(len(line) < 40 and line.count(",") == 6 for line in lines)


def test_the_same_contradictions_are_found_in_the_facts_as_in_the_workbooks() -> None:
    found = Counter(b.country_code for b in facts().values() for n in b.notices if n.severity == "contradiction")
    assert found == {"AL": 2, "BE": 1, "BG": 1, "HU": 1, "LV": 2, "ME": 1, "PT": 1, "SE": 1, "SK": 1}


def test_workbooks_derive_to_the_facts_they_were_written_from(tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    for code in ("FR", "RS"):
        write(facts()[code]).save(forms / f"{code}_ODM 2023.xlsx")
    assert main(["derive", str(forms), str(tmp_path / "out")]) == 0
    committed = [
        line for line in (FOLDER / ANSWERS).read_text("utf-8").splitlines() if line[:2] in ("FR", "RS", "co")
    ]
    assert (tmp_path / "out" / ANSWERS).read_text("utf-8").splitlines() == committed
    again = read_facts(tmp_path / "out")
    digests = [hashlib.sha256((forms / b.name).read_bytes()).hexdigest() for b in again]
    assert [b.sha256 for b in again] == digests
    assert [b.country for b in again] == ["France", "Serbia"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (ANSWERS, "AL,q1,yes,30,", "AL,q1,yes,thirty,", "line 2"),
        (ANSWERS, "AL,q1,yes,30,", "AL,q1,yes,nan,", "line 2"),
        (ANSWERS, "AL,q1,yes,30,2,1,0", "AL,q1,yes,30", "line 2"),
        (ANSWERS, "AL,q1,yes,30,2,1,0", "AL,q1,yes,30,2,1,0,0,0", "line 2"),
        (ANSWERS, "country,question", "land,question", "lacks columns: country"),
        (COUNTRIES, ",1068,", ",1068 points,", "line 2"),
        (COUNTRIES, "AL,", '"AL,', "cannot be read"),
    ],
)
def test_spoilt_facts_are_refused_with_the_line(name: str, old: str, new: str, words: str, tmp_path: Path) -> None:
    for file in (ANSWERS, COUNTRIES):
        text = (FOLDER / file).read_text("utf-8")
        (tmp_path / file).write_text(text.replace(old, new, 1) if file == name else text, "utf-8")
    with pytest.raises(InputError, match=words) as caught:
        read_facts(tmp_path)
    assert caught.value.hint is not None


def test_missing_or_undecodable_facts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"answers\.csv cannot be read"):
        read_facts(tmp_path)
    (tmp_path / ANSWERS).write_bytes(
        "country,question,answer,points,links,text,marked\nAL,q1,é,1,1,1,0\n".encode("latin-1")
    )
    with pytest.raises(InputError, match="UnicodeDecodeError"):
        read_facts(tmp_path)


def test_a_folder_without_questionnaires_and_wrong_arguments_end_with_an_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["derive", str(tmp_path), str(tmp_path / "out")]) == 3
    assert not (tmp_path / "out").exists()
    assert main(["derive"]) == 2
    assert "odm_facts derive" in capsys.readouterr().err
