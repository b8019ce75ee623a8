"""`assess aid`: tables in, results as text, JSON, tables and pages, facts into a dossier only when asked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.findings.aids import tables as made
from tests.report.page import problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tables")
    made.save(place / "data.csv", *made.datasets(800))
    made.save(place / "duties.csv", *made.duties(300))
    made.save(place / "systems.xlsx", *made.systems(120))
    made.save(place / "catalogue.csv", *made.catalogue(200))
    made.save(place / "parties.xlsx", *made.parties(250))
    made.save(place / "refusals.csv", *made.refusals(400))
    return place


VERBS = [
    ("quadrant", ["data.csv"], "800 datasets", "800 个数据集"),
    ("duties", ["duties.csv", "systems.xlsx", "catalogue.csv"], "Of 300 duties", "300 条职责"),
    ("responsibility", ["parties.xlsx"], "Of 250 shared datasets", "250 个共享数据集"),
    ("reluctance", ["refusals.csv"], "10 departments", "10 个部门"),
]


@pytest.mark.parametrize(("verb", "files", "en", "zh"), VERBS)
def test_each_aid_prints_saves_and_writes_its_page(
    run: Run, folder: Path, tmp_path: Path, verb: str, files: list[str], en: str, zh: str
) -> None:
    paths = [folder / f for f in files]
    done = run("aid", verb, *paths, "--out", tmp_path / "r.csv", "--html", tmp_path / "web")
    assert en in done.out
    assert files[0] in done.err
    for lang, said in (("en", en), ("zh", zh)):
        page = (tmp_path / "web" / f"{verb}.{lang}.html").read_text("utf-8")
        assert problems(page) == []
        assert said in page
        assert len(page.encode()) <= 250_000
    assert len(list(csv.reader((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()))) > 10
    assert zh in run("aid", verb, *paths, lang="zh").out


@pytest.mark.parametrize(("verb", "files", "en", "zh"), VERBS)
def test_json_holds_the_result_and_how_the_tables_were_read(
    run: Run, folder: Path, verb: str, files: list[str], en: str, zh: str
) -> None:
    found = run("aid", verb, *(folder / f for f in files), "--json").json
    assert set(found) == {"result", "tables"}
    assert [t["set_aside"] for t in found["tables"]] == [0] * len(files)
    assert all(t["rows"] == t["total"] >= 120 for t in found["tables"])


def test_a_person_confirms_matches_in_a_table_that_is_read_back(run: Run, folder: Path, tmp_path: Path) -> None:
    files = [folder / f for f in ("duties.csv", "systems.xlsx", "catalogue.csv")]
    before = run("aid", "duties", *files, "--proposals", tmp_path / "p.csv", "--json").json["result"]
    assert before["stages"][1]["count"][0] == 0
    with (tmp_path / "p.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    duty = next(x["duty"] for x in lines if x["kind"] == "system")
    for line in lines:
        line["decision"], line["by"] = ("yes" if line["duty"] == duty else "no"), "李雷"
    with (tmp_path / "p.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    after = run(
        "aid", "duties", *files, "--confirmations", tmp_path / "p.csv", "--proposals", tmp_path / "q.csv", "--json"
    ).json["result"]
    assert after["open"] == 0
    assert after["stages"][1]["count"] == [1.0, 1.0]
    assert "李雷" in (tmp_path / "q.csv").read_text("utf-8-sig")


def test_facts_come_into_a_dossier_after_a_preview(run: Run, folder: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "d.assess"
    run("new", dossier, "--pack", "data-sharing", "--body", "city=甲市")
    words = [
        "aid",
        "quadrant",
        folder / "data.csv",
        "--frequency",
        "10",
        "--spillover",
        "5",
        "--into",
        dossier,
        "--body",
        "city",
    ]
    assert "nothing was written" in run(*words).out
    done = run(*words, "--yes", "--json").json["recorded"]
    assert done["events"] > 0
    assert {f["fact"] for f in done["facts"]} == {"both_high", "both_high_logical", "both_low", "both_low_physical"}
    assert run("aid", "quadrant", folder / "data.csv", "--into", dossier, code=2).err


def test_bad_rows_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("数据集,使用频率\n甲,很多\n,3\n乙,4\n", "utf-8")
    err = run("aid", "quadrant", tmp_path / "t.csv").err
    assert "3 rows, 2 used, 1 set aside" in err
    assert "row 2" in err
    assert "row 3" in err


def test_the_contradictions_of_a_body(run: Run, tmp_path: Path) -> None:
    dossier = tmp_path / "d.assess"
    run("new", dossier, "--pack", "digital-government", "--body", "a=甲市")
    assert "Supply and demand" in run("aid", "contradictions", dossier, "--html", tmp_path / "web").out
    assert problems((tmp_path / "web" / "contradictions.zh.html").read_text("utf-8")) == []
    assert len(run("aid", "contradictions", dossier, "a", "--json").json) == 4
    other = tmp_path / "o.assess"
    run("new", other, "--pack", "gates", "--body", "a=甲")
    assert "declares no contradictions" in run("aid", "contradictions", other, code=4).err


def test_a_department_that_is_not_there_is_refused(run: Run, folder: Path) -> None:
    assert "no department" in run("aid", "reluctance", folder / "refusals.csv", "--department", "丁局", code=4).err
