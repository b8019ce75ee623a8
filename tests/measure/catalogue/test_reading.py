"""Reading catalogues: every form comes out as the same entries, and what is broken is told instead of dropped."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import socket
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.errors import AssessError, InputError, NotFound
from assess.measure.catalogue.mapping import Mapping, read_mapping
from assess.measure.catalogue.read import KINDS, read_bytes, read_catalogue

from .sample import ENTRIES, data_json, package, page, titles, write

TRADITIONAL = (
    '"編號","資料集名稱","提供機關","更新頻率","檔案格式","瀏覽次數","下載次數"\r\n'
    '"1","公共停車場資訊","交通局","每月","CSV","1,200","34"\r\n'
    '"2","空氣品質監測資料","環境保護局","每日","JSON","560","61"\r\n'
    '"3","市政統計年報\n（第二版）","主計處","每年","PDF","8","0"\r\n'
)
SIMPLIFIED = "数据集名称,提供部门,更新频率,数据格式,开放条件\n公共停车场信息,交通局,每月,CSV,无条件开放\n行政审批事项目录,政务服务局,每年,XLS,有条件开放\n"
TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://q.example/c> a dcat:Catalog ; dcat:dataset <https://q.example/1>, <https://q.example/2> .
<https://q.example/1> a dcat:Dataset ; dct:title "Trees"@en, "Alberi"@it ; dct:description "All trees" ;
  dct:publisher [ foaf:name "Parks" ] ; dcat:keyword "tree", "park" ; dct:modified "2026-01-02"^^xsd:date ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:distribution <https://q.example/1/csv>, [ a dcat:Distribution ; dcat:accessURL <https://q.example/1.rdf> ] .
<https://q.example/1/csv> a dcat:Distribution ; dcat:downloadURL <https://q.example/1.csv> ; dcat:byteSize "5" ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> .
<https://q.example/2> a dcat:Dataset ; dct:title "Secrets" ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC> .
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_a_list_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    read = read_catalogue([write(tmp_path, "list.csv", TRADITIONAL.encode(encoding))])
    assert [d.title for d in read.datasets] == ["公共停車場資訊", "空氣品質監測資料", "市政統計年報\n（第二版）"]
    assert [(d.publisher, d.views, d.downloads) for d in read.datasets[:2]] == [
        ("交通局", 1200, 34),
        ("環境保護局", 560, 61),
    ]
    assert read.sources[0].guessed == (encoding == "cp950")
    assert read.sources[0].columns["frequency"] == "更新頻率"


def test_simplified_chinese_in_gb18030_keeps_its_conditions_of_access(tmp_path: Path) -> None:
    read = read_catalogue([write(tmp_path, "list.csv", SIMPLIFIED.encode("gb18030"))])
    assert [(d.title, d.access) for d in read.datasets] == [
        ("公共停车场信息", "public"),
        ("行政审批事项目录", "restricted"),
    ]
    assert read.sources[0].encoding == "gb18030"


@pytest.mark.parametrize("ends", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_lines_may_end_and_cells_be_parted_in_any_usual_way(tmp_path: Path, ends: str, delimiter: str) -> None:
    text = SIMPLIFIED.replace(",", delimiter).replace("\n", ends)
    assert titles(write(tmp_path, "list.csv", text.encode())) == ["公共停车场信息", "行政审批事项目录"]


def test_an_encoding_that_cannot_be_told_is_asked_for_and_taken(tmp_path: Path) -> None:
    path = write(tmp_path, "list.csv", "名称,格式\nа,б\n".encode("gb18030")[:5] + "имя;вид\n".encode("cp1251"))
    with pytest.raises(InputError, match="cannot be told"):
        read_catalogue([path])
    russian = write(tmp_path, "ru.csv", "title;format\nДороги;CSV\n".encode("cp1251"))
    assert [d.title for d in read_catalogue([russian], Mapping(encoding="cp1251")).datasets] == ["Дороги"]


def test_excel_lists_may_begin_with_a_heading(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["青河市开放数据目录"],
        [],
        ["序号", "数据集名称", "提供部门", "下载次数"],
        [1, "停车场", "交通局", 34],
        [2, "公厕", "城管局", 0],
    ):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    read = read_catalogue([tmp_path / "list.xlsx"])
    assert [(d.id, d.title, d.downloads) for d in read.datasets] == [("1", "停车场", 34), ("2", "公厕", 0)]


def test_rows_that_do_not_fit_are_counted_and_shown(tmp_path: Path) -> None:
    text = "title,publisher,format\nA,X,CSV\nB,X\nC,X,CSV,more\n,X,CSV\nD,X,CSV,,\n\n"
    read = read_catalogue([write(tmp_path, "list.csv", text)])
    assert ([d.title for d in read.datasets], read.bad) == (["A", "D"], 3)
    assert [s.split(":")[1] for s in read.bad_samples] == ["3", "4", "5"]
    assert read.coverage == 2 / 5


def test_a_quote_that_is_never_closed_spoils_one_row_only(tmp_path: Path) -> None:
    text = 'title,publisher\nA,X\n"B,X\nC,X\nD,X\n'
    read = read_catalogue([write(tmp_path, "list.csv", text)])
    assert ([d.title for d in read.datasets], read.bad) == (["A", "C", "D"], 1)
    assert '"B,X' in read.bad_samples[0]


def test_a_mapping_says_what_no_vocabulary_knows(tmp_path: Path) -> None:
    path = write(tmp_path, "list.csv", "Naam,Soort,title\nBomen,CSV,wrong\n")
    toml = write(tmp_path, "m.toml", '[columns]\ntitle = "Naam"\nformat = "Soort"\n')
    read = read_catalogue([path], read_mapping(toml))
    assert [(d.title, d.distributions[0].format) for d in read.datasets] == [("Bomen", "CSV")]
    assert read.known == {"title", "format"}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[columns]\ntitel = "a"\n', "Did you mean title?"),
        ("[columns]\ntitle = 3\n", "Write encoding"),
        ('names = "x"\n', "Write encoding"),
    ],
)
def test_a_mapping_that_is_none_is_refused_with_the_way_out(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_mapping(write(tmp_path, "m.toml", toml))
    assert said in caught.value.lines("en")[1]


def test_a_column_that_is_not_there_and_a_list_without_titles_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "list.csv", "aaa,bbb\n1,2\n")
    with pytest.raises(InputError, match="has no column"):
        read_catalogue([path], Mapping(columns={"title": "ccc"}))
    with pytest.raises(InputError, match="looks like the name of a dataset"):
        read_catalogue([path])


def test_dcat_us_of_both_versions_is_read(tmp_path: Path) -> None:
    read = read_catalogue([data_json(tmp_path)])
    assert (len(read.datasets), read.sources[0].kind, read.coverage) == (8, "dcat-us", 1.0)
    old = {
        "title": "Old",
        "publisher": "Roads",
        "accessLevel": "public",
        "accessURL": "https://q.example/o.csv",
        "format": "text/csv",
    }
    first = read_catalogue([write(tmp_path, "old.json", [old])]).datasets[0]
    assert (first.publisher, first.distributions[0].access) == ("Roads", "https://q.example/o.csv")


def test_pages_join_and_missing_ones_are_known(tmp_path: Path) -> None:
    one = write(tmp_path, "p1.json", page(5, package(1), package(2)))
    two = write(tmp_path, "p2.json", page(5, package(2), package(3)))
    read = read_catalogue([one, two])
    assert (len(read.datasets), read.declared, read.repeated, read.missing) == (3, 5, 1, 2)
    assert read.coverage == 3 / 5


def test_a_package_list_announces_what_package_show_holds(tmp_path: Path) -> None:
    write(tmp_path, "a-list.json", {"success": True, "result": ["package-1", "package-2", "package-3"]})
    write(tmp_path, "b-show.json", {"success": True, "result": package(1)})
    write(tmp_path, "c-show.json", {"success": True, "result": package(2)})
    read = read_catalogue([tmp_path])
    assert ([d.id for d in read.datasets], read.declared, read.missing) == (["p1", "p2"], 3, 1)


def test_dumps_with_a_package_on_each_line_are_read_packed_too(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(package(n)) for n in (1, 2, 3))
    assert len(titles(write(tmp_path, "d.jsonl", lines))) == 3
    assert len(titles(write(tmp_path, "d.jsonl.gz", gzip.compress(lines.encode())))) == 3


def test_ckan_words_become_the_common_form(tmp_path: Path) -> None:
    more = package(1, extras=[{"key": "frequency", "value": "monthly"}], tags=[{"name": "a"}, {"name": "b"}], isopen=True,
                   private=True, tracking_summary={"total": 9})  # fmt: skip
    read = read_catalogue([write(tmp_path, "p.json", page(1, more))])
    it = read.datasets[0]
    assert (it.publisher, it.frequency, it.keywords, it.open_licence, it.views) == (
        "Town hall",
        "monthly",
        2,
        True,
        9,
    )
    assert (it.public, it.distributions[0].download) == (False, "https://q.example/1.csv")


@pytest.mark.parametrize("cut", [0.35, 0.6, 0.95])
def test_a_file_that_breaks_off_is_read_to_its_last_whole_entry(tmp_path: Path, cut: float) -> None:
    whole = data_json(tmp_path).read_bytes()
    part = whole[: int(len(whole) * cut)]
    read = read_catalogue([write(tmp_path, "cut.json", part)])
    held = [e["title"] for e in ENTRIES if json.dumps(e).encode() in part]
    assert [d.title for d in read.datasets] == held
    assert 0 < len(held) < len(ENTRIES)
    assert read.cut


def test_records_that_are_no_entries_are_counted(tmp_path: Path) -> None:
    read = read_catalogue([data_json(tmp_path, [ENTRIES[0], {"note": "no title"}, ENTRIES[1]])])
    assert (len(read.datasets), read.bad, read.coverage) == (2, 1, 2 / 3)
    assert "no title" in read.bad_samples[0]


def test_a_packed_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    entries = [
        {**ENTRIES[0], "identifier": str(n), "title": random.Random(n).randbytes(40).hex()} for n in range(400)
    ]
    packed = gzip.compress(json.dumps({"dataset": entries}).encode())
    whole = read_catalogue([write(tmp_path, "whole.json.gz", packed)])
    assert (len(whole.datasets), whole.cut) == (400, False)
    # The digest is that of the file as anybody can compute it, not of what was packed in it.
    assert whole.sources[0].sha256 == hashlib.sha256(packed).hexdigest()
    read = read_catalogue([write(tmp_path, "c.json.gz", packed[: len(packed) // 2])])
    assert read.cut
    assert 100 < len(read.datasets) < 300


def _rdf(syntax: str) -> bytes:
    from rdflib import Dataset, Graph

    graph = Graph().parse(data=TURTLE, format="turtle")
    if syntax in ("trig", "nquads"):
        named = Dataset()
        for statement in graph:
            named.graph("https://q.example/graph").add(statement)
        return named.serialize(format=syntax, encoding="utf-8")
    return graph.serialize(format=syntax, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("c.rdf", "xml"),
        ("c.ttl", "turtle"),
        ("c.jsonld", "json-ld"),
        ("c.json", "json-ld"),
        ("c.nt", "nt"),
        ("c.nq", "nquads"),
        ("c.xml", "xml"),
        ("c.trig", "trig"),
    ],
)
def test_dcat_is_the_same_in_every_syntax(tmp_path: Path, name: str, syntax: str) -> None:
    read = read_catalogue([write(tmp_path, name, _rdf(syntax))])
    trees, secrets = sorted(read.datasets, key=lambda d: d.title, reverse=True)
    assert (trees.title, trees.publisher, trees.keywords, len(trees.distributions)) == ("Trees", "Parks", 2, 2)
    assert (trees.public, secrets.public, secrets.distributions) == (True, False, ())
    csv = next(d for d in trees.distributions if d.download)
    assert (csv.size, csv.licence) == (5, "https://creativecommons.org/licenses/by/4.0/")


def test_a_remote_context_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a request was made")

    monkeypatch.setattr(socket.socket, "connect", refused)
    text = {
        "@context": "https://q.example/context.jsonld",
        "@graph": [{"@id": "https://q.example/1", "@type": "Dataset", "dct:title": "Trees"}],
    }
    assert titles(write(tmp_path, "c.jsonld", text)) == ["Trees"]


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>'
    with pytest.raises(InputError, match="ENTITY"):
        read_catalogue([write(tmp_path, "c.rdf", bomb)])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", "{}", "holds no list of datasets"),
        ("a.json", "[1, 2]", "holds no list of datasets"),
        ("a.json", "{", "is damaged"),
        ("a.jsonld", "0", "is damaged"),
        ("a.json", "words", "is damaged"),
        ("a.csv", "", "is damaged"),
        ("a.csv", "title\n", "holds no entries"),
        ("a.rdf", "<rdf", "is damaged"),
        ("a.ttl", "<https://q> a <https://r> .", "holds no dcat:Dataset"),
        ("a.json.gz", b"\x1f\x8bno", "is damaged"),
        ("a.xlsx", b"PK", "is damaged"),
    ],
)
def test_what_cannot_be_used_is_one_error(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_catalogue([write(tmp_path, name, content)])
    assert caught.value.lines("zh") != caught.value.lines("en")


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_catalogue([tmp_path / "none.json"])
    with pytest.raises(InputError, match="holds no catalogue"):
        read_catalogue([tmp_path])


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([k for k in KINDS if not k.startswith(".xls")] + [""]),
    st.sampled_from([b"", b"{", b"[{", b"title,a\n", b'{"dataset":[{"title":']),
)
def test_any_bytes_are_read_or_refused(data: bytes, kind: str, start: bytes) -> None:
    try:
        part = read_bytes("x", start + data, kind, Mapping())
    except AssessError as error:
        assert error.lines("zh")
    else:
        assert part.datasets or part.names is not None or part.bad or part.cut or start


AIR = {
    "identifier": "1",
    "title": "空气质量监测数据",
    "accessLevel": "public",
    "description": "全市各监测站每天的空气质量指数和首要污染物。",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_json_in_other_encodings_is_read_too(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "d.json", json.dumps({"dataset": [AIR]}, ensure_ascii=False).encode(encoding))
    assert titles(path) == ["空气质量监测数据"]


def test_one_byte_that_is_wrong_spoils_one_entry(tmp_path: Path) -> None:
    good = json.dumps({"dataset": [ENTRIES[0], ENTRIES[1]]}).encode()
    read = read_catalogue([write(tmp_path, "d.json", good.replace(b"Parking", b"Park\xffing"))])
    assert ([d.title for d in read.datasets], read.bad) == (["Road works 2024"], 1)


def test_what_follows_a_list_and_numbers_that_are_none_cut_nothing(tmp_path: Path) -> None:
    text = json.dumps({"dataset": [ENTRIES[0] | {"x": float("nan")}, ENTRIES[1]]}) + "\n<!-- served by node 7 -->"
    read = read_catalogue([write(tmp_path, "d.json", text)])
    assert (len(read.datasets), read.cut, read.bad) == (2, False, 0)


def test_plain_records_of_a_portal_are_a_list_with_its_total(tmp_path: Path) -> None:
    rows = [{"数据集名称": "停车场", "提供部门": "交通局", "下载次数": 3}, {"数据集名称": "公厕", "下载次数": 0}]
    answer = {"code": 0, "message": "ok", "data": {"total": 5, "list": rows}}
    read = read_catalogue([write(tmp_path, "d.json", answer)])
    assert [(d.title, d.publisher, d.downloads) for d in read.datasets] == [
        ("停车场", "交通局", 3),
        ("公厕", "", 0),
    ]
    assert (read.declared, read.missing, read.sources[0].columns["title"]) == (5, 3, "数据集名称")


def test_a_web_page_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="HTML"):
        read_catalogue([write(tmp_path, "d.json", "<!DOCTYPE html><html><body>Log in</body></html>")])
