"""Encodings: what is read is right, and what cannot be told for certain is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.decoding import decode
from assess.base.errors import InputError

SIMPLIFIED = "编号,名称,更新频率\n1,公共停车场信息,每月\n2,空气质量监测数据,每天\n3,行政审批事项目录,不定期\n"
TRADITIONAL = "編號,名稱,更新頻率\n1,公共停車場資訊,每月\n2,空氣品質監測資料,每日\n3,市政統計年報,不定期\n"
KOREAN = "번호,이름,갱신 주기\n1,공영 주차장 정보,매월\n2,대기 오염 측정 자료,매일\n3,행정 처분 목록,수시\n"
JAPANESE = "番号,名前,更新頻度\n1,公共の駐車場についての情報,毎月\n2,大気の質のデータ,毎日\n"
GERMAN = "Nr;Name;Häufigkeit\n1;Öffentliche Parkplätze;täglich\n2;Gebühren in Straßen, 20 m²;jährlich\n"
FRENCH = "n°;Nom;Fréquence\n1;Qualité de l’air à l'échelle de la région;chaque été\n"
POLISH = "Nr;Nazwa;Częstotliwość\n1;Jakość powietrza w mieście Łódź;co miesiąc\n2;Był;rocznie\n"
CZECH = "č;Název;Četnost\n1;Kvalita ovzduší ve městě, veřejná parkoviště;měsíčně\n"
RUSSIAN = "Номер;Название\n1;Качество воздуха в городе\n"
TURKISH = "No;Adı\n1;Şehir içi hava kalitesi ölçümü, ağaçlar\n"


@pytest.mark.parametrize(
    ("text", "written", "read", "guessed"),
    [
        (SIMPLIFIED, "utf-8", "utf-8", False),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig", False),
        (SIMPLIFIED, "utf-16", "utf-16", False),
        (SIMPLIFIED, "gb18030", "gb18030", True),
        (SIMPLIFIED, "gb2312", "gb18030", True),
        (TRADITIONAL, "cp950", "cp950", True),
        (TRADITIONAL, "big5", "cp950", True),
        (GERMAN, "latin-1", "latin-1", True),
        (FRENCH, "cp1252", "cp1252", True),
    ],
)
def test_the_text_comes_out_as_it_was_written(text: str, written: str, read: str, guessed: bool) -> None:
    decoded = decode("list.csv", text.encode(written))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, read, guessed)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (KOREAN, "euc-kr"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "shift-jis"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "iso8859-9"),
        (SIMPLIFIED, "utf-16-le"),
    ],
)
def test_what_could_be_read_wrongly_is_asked_for(text: str, written: str) -> None:
    data = text.encode(written)
    with pytest.raises(InputError, match="cannot be told for certain") as caught:
        decode("list.csv", data)
    assert "--encoding" in caught.value.lines("zh")[1]
    assert decode("list.csv", data, written).text == text


CATALOGUES = Path(__file__).resolve().parents[3] / "shared" / "data" / "catalogues"


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("taipei-*.csv")), ids=lambda p: p.name)
def test_a_published_list_that_gb18030_takes_without_an_error_is_read_right(path: Path) -> None:
    data = path.read_bytes()
    assert data.decode("gb18030") != data.decode("cp950")
    assert decode(path.name, data).text == data.decode("cp950")


def test_gb18030_that_happens_to_be_utf_8_is_read_as_what_it_is() -> None:
    found = decode("x.csv", "学校,q1\n学校,4\n".encode("gb18030"))
    assert (found.text.splitlines()[0], found.guessed) == ("学校,q1", True)


@pytest.mark.parametrize("text", ["Число домов", "école", "Αθήνα", "מספר", "عدد", "Київ"])
def test_living_scripts_in_utf_8_stay_what_they_are(text: str) -> None:
    assert decode("x.csv", text.encode()).text == text
