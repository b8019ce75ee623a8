"""Names, phones, identity numbers and addresses planted in traces must not come out again anywhere."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import AddBody
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session
from tests.cli.conftest import Run

PLANTED = ["王小明", "wangxiaoming", "13812345678", "110101199003074578", "203.0.113.77", "wang@example.gov.cn"]
NAME, LOGIN, PHONE, CARD, IP, MAIL = PLANTED
FILES: dict[str, tuple[str, str]] = {
    "access-log": (
        "a.log",
        f'{IP} - {LOGIN} [17/May/2026:10:05:03 +0000] "GET /q?tel={PHONE} HTTP/1.1" 200 20 "-" "Mozilla {MAIL}"\n' * 3
        + f'{IP} - {LOGIN} [never] "GET /q?id={CARD}&name={NAME} HTTP/1.1" 200 20\n{NAME} {PHONE} "\n',
    ),
    "events": (
        "e.csv",
        "时间,用户编号,平台,部门,主题,操作,字段哈希\n"
        + f"2026-05-01 09:00:00,{NAME},{IP},民政局{PHONE},{CARD},提交,{PHONE}\n" * 6
        + f"{NAME},{PHONE},A,民政局,{MAIL},登录,x\n2026-05-01,{LOGIN},A,民政局,户籍,登录,\"{CARD}\n",
    ),
    "tickets": (
        "t.csv",
        "工单编号,受理时间,办结时间,承办单位,诉求类型,诉求人\n"
        + f"{CARD},2026-05-01 09:00,2026-05-02 09:00,城管局,{PHONE}来电,{NAME}\n" * 6
        + f"2,{NAME},{PHONE},城管局,噪音,{NAME}\n3,2026-05-03,{CARD},城管局,噪音,{MAIL}\n",
    ),
    "tasks": (
        "k.csv",
        f"任务编号,下达时间,完成时间,截止时间,承办人,催办次数\n1,2026-05-01,2026-05-02,2026-05-03,{NAME},1\n"
        f"2,2026-05-01,2026-05-02,2026-05-03,{NAME},{PHONE}次\n",
    ),
    "survey": (
        "s.csv",
        f"评价,评价时间,设备编号,事项\n满意,2026-05-01 09:00,{PHONE},户籍\n{NAME}很好,2026-05-01 09:00,{LOGIN},户籍\n",
    ),
    "matomo": (
        "m.json",
        json.dumps([
            {"idVisit": "1", "visitorId": LOGIN, "userId": NAME, "visitIp": IP, "siteName": "门户",
             "actionDetails": [{"type": "event", "eventAction": MAIL, "eventCategory": PHONE, "timestamp": 1767225600,
                                "url": f"https://x.example/?tel={PHONE}"}] * 6},
            {"idVisit": "2", "visitorId": LOGIN, "userId": NAME, "visitIp": IP,
             "actionDetails": [{"type": "action", "timestamp": NAME}]},
        ]),
    ),
    "xapi": (
        "x.json",
        json.dumps([
            {"id": "1", "actor": {"name": NAME, "mbox": f"mailto:{MAIL}"}, "verb": {"id": "http://x/verbs/completed"},
             "object": {"id": f"https://x.example/{PHONE}"}, "timestamp": "2026-05-01T09:00:00Z"},
            {"id": "2", "actor": {"name": NAME, "account": {"name": CARD}}, "verb": {"id": "http://x/verbs/completed"},
             "object": {"id": "o"}, "timestamp": f"{NAME} {PHONE}"},
        ]),
    ),
}  # fmt: skip


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "c.assess"
    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, same("Trial"), author=Author(name="t", device="0" * 16)) as session:
        session.apply(AddBody(id="east", name=same("East")))
    return path


@pytest.mark.parametrize("kind", FILES)
def test_planted_persons_appear_nowhere(run: Run, tmp_path: Path, dossier: Path, kind: str) -> None:
    name, content = FILES[kind]
    path = tmp_path / name
    path.write_text(content, "utf-8")
    words = ("measure", "traces", path, "--kind", kind, "--into", dossier, "--body", "east")
    shown, said = run(*words), run(*words, "--yes", "--json")
    assert said.json["source"]["bad"] > 0
    assert said.json["source"]["bad_samples"]
    run("report", dossier, "--out", tmp_path / "r")
    files = [*tmp_path.glob("c.assess*"), *(tmp_path / "r").rglob("*.*")]
    assert {f.suffix for f in files} >= {".html", ".json", ".csv"}
    written = b"".join(f.read_bytes() for f in files)
    for planted in PLANTED:
        assert planted not in shown.out + shown.err + said.out + said.err, planted
        assert planted.encode() not in written, planted
        assert json.dumps(planted).strip('"').encode() not in written, planted


def test_the_key_of_a_dossier_is_kept_outside_of_it_for_its_owner_alone(
    run: Run, tmp_path: Path, dossier: Path, home: Path
) -> None:
    path = tmp_path / "k.csv"
    path.write_text(FILES["tasks"][1], "utf-8")
    words = ("measure", "traces", path, "--kind", "tasks", "--into", dossier, "--body", "east", "--json")
    first = run(*words, "--yes").json["source"]["bad_samples"]
    (key,) = (home / "keys").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes().strip() not in b"".join(p.read_bytes() for p in tmp_path.glob("c.assess*"))
    # Under one key the same value has the same pseudonym, under another another one.
    assert run(*words).json["source"]["bad_samples"] == first
    assert run(*words, "--key-file", tmp_path / "other.key").json["source"]["bad_samples"] != first


def test_a_line_that_cannot_be_used_can_be_shown_as_it_stands_on_the_terminal_only(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "k.csv"
    path.write_text(FILES["tasks"][1], "utf-8")
    words = ("measure", "traces", path, "--kind", "tasks", "--raw-lines")
    assert PHONE in run(*words).err
    assert "does not go with --json" in run(*words, "--json", code=2).err
