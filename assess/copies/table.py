"""What each copy leaves out, and why: one table.

Numbers are never in it. A place is a path in the snapshot's JSON, with `*` for every member of a list.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from assess.base.texts import Text
from assess.copies.marks import Tree

Kind = Literal["agency", "public"]
KINDS: Final[dict[str, Text]] = {
    "evaluator": Text(zh="评估方留存本", en="Evaluators’ copy"),
    "agency": Text(zh="被评估单位本", en="Copy for the assessed body"),
    "public": Text(zh="公开本", en="Public copy"),
}
HEARD: Final = ("explained", "accepted", "contested", "upheld")
"""States that a finding reaches only after the body was heard, or had its time."""
_WITHIN: Final = ("local", "localhost", "internal", "intranet", "lan", "corp", "home", "test", "invalid")


class Known(msgspec.Struct, frozen=True):
    """What conditions need to know of the whole snapshot: text questions, and rules published by body."""

    body: str
    texts: frozenset[str]
    rules: dict[str, frozenset[str]]


When = Callable[[Known, list[Tree]], bool]
"""Whether a place is left out, from the nodes on the way to it: snapshot, bodies, body, list, element …"""


class Take(msgspec.Struct, frozen=True):
    """What `copies` leave out at `places` where `when` holds.

    With `drop` whole members of lists go, and only their number is told: one by one, or `together`.
    """

    copies: tuple[Kind, ...]
    places: tuple[str, ...]
    when: When
    drop: bool = False
    together: bool = False


class Row(msgspec.Struct, frozen=True):
    """One kind of thing that copies leave out: what it is called, why it is left out, and where it stands."""

    kind: str
    name: Text
    why: Text
    takes: tuple[Take, ...]


def heard(finding: Tree) -> bool:
    """Whether the body was heard on `finding` as it stands now."""
    case = finding["case"]
    return (finding["state"] in HEARD or case["reply"] is not None) and not finding["basis_changed"]


def public_address(locator: str) -> bool:
    """Whether `locator` is a web address that anybody can reach: no host of an inner network, no user name."""
    try:
        parts = urlsplit(locator.strip())
        host = (parts.hostname or "").rstrip(".").casefold()
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in _WITHIN


def _always(_known: Known, _way: list[Tree]) -> bool:
    return True


def _by_evaluators(_known: Known, way: list[Tree]) -> bool:
    return way[-1]["voice"] in ("verified", "measured")


def _marked_answer(_known: Known, way: list[Tree]) -> bool:
    answer = way[-1]
    return _restricted(way[2], f"answer/{answer['indicator']}/{answer['voice']}")


def _marked_text(known: Known, way: list[Tree]) -> bool:
    return way[-1]["indicator"] in known.texts and _marked_answer(known, way)


def _marked_evidence(_known: Known, way: list[Tree]) -> bool:
    return _restricted(way[2], f"evidence/{way[-1]['id']}")


def _marked_by_others(known: Known, way: list[Tree]) -> bool:
    return bool(way[-1]["independent"]) and _marked_evidence(known, way)


def _restricted(body: Tree, target: str) -> bool:
    return any(r["target"] == target for r in body["restrictions"])


def _inner_kind(_known: Known, way: list[Tree]) -> bool:
    return way[-1]["kind"] in ("observation", "log", "survey")


def _not_public(_known: Known, way: list[Tree]) -> bool:
    return not public_address(way[-1]["locator"])


def _unheard(_known: Known, way: list[Tree]) -> bool:
    return way[-1]["verdict"] == "yes" and not heard(way[-1])


def _undetermined(_known: Known, way: list[Tree]) -> bool:
    return way[-1]["verdict"] != "yes" and not heard(way[-1])


def _gone_unheard(_known: Known, way: list[Tree]) -> bool:
    gone = way[-1]
    return gone["case"]["reply"] is None and gone["case"]["state"] not in HEARD


def _settled_unheard(_known: Known, way: list[Tree]) -> bool:
    return way[-1]["state"] not in HEARD


def _asks_unheard(_known: Known, way: list[Tree]) -> bool:
    judged = way[-1]
    if judged["verdict"] != "asks":
        return False
    told = [j["signal"]["id"] for f in way[2]["findings"] if heard(f) for j in f["signals"]]
    return judged["signal"]["id"] not in told


def _asks(_known: Known, way: list[Tree]) -> bool:
    return bool(way[-1]["verdict"] == "asks")


def _unpublished_rule(known: Known, way: list[Tree]) -> bool:
    reason = next(node for node in reversed(way) if isinstance(node, dict) and "why" in node)
    told = known.rules.get(way[2]["body"]["id"], frozenset())
    return reason["why"] in ("rule", "rule-open") and reason["id"] not in told


def _other_body(known: Known, way: list[Tree]) -> bool:
    return bool(way[-1]["body"]["id"] != known.body)


def _not_open(_known: Known, way: list[Tree]) -> bool:
    from assess.dossier.imprint import Imprint

    imprint = way[1]
    return imprint is not None and not msgspec.convert(imprint, Imprint).public


def _moved(*moves: str) -> When:
    return lambda _known, way: way[-1]["move"] in moves


_BODY: Final = "bodies/*/"
_CASES: Final = tuple(f"{_BODY}{gone}/*/case/" for gone in ("findings", "withdrawn"))
_STEPS: Final = tuple(
    case + step for case in _CASES for step in ("steps/*/", "reply/", "decision/", "commitment/", "intent_step/")
)


def _each(prefixes: tuple[str, ...], *fields: str) -> tuple[str, ...]:
    return tuple(prefix + field for prefix in prefixes for field in fields)


_PUBLIC: Final[tuple[Kind, ...]] = ("public",)
_AGENCY: Final[tuple[Kind, ...]] = ("agency",)
_BOTH: Final[tuple[Kind, ...]] = ("agency", "public")
_FILE: Final = ("bodies/*/evidence/*/",)
_REASON: Final = ("bodies/*/gates/*/reasons/*/",)

TABLE: Final[tuple[Row, ...]] = (
    Row(
        "findings",
        Text(zh="尚未听取意见的线索", en="Findings on which the body was not heard"),
        Text(zh="未听取意见的只是问题，公开会被当成结论", en="unheard, a question would be read as a verdict"),
        (Take(_PUBLIC, ("bodies/*/findings/*",), _unheard, drop=True),),
    ),
    Row(
        "undetermined",
        Text(zh="未能判定的规则", en="Rules that could not be determined"),
        Text(zh="事实不足，没有判定，也没有听取意见", en="facts are missing, and the body was not heard"),
        (Take(_PUBLIC, ("bodies/*/findings/*",), _undetermined, drop=True),),
    ),
    Row(
        "past-findings",
        Text(zh="未听取意见、现已不成立的线索", en="Findings that no longer hold and were never heard"),
        Text(zh="没有听取意见，也已不成立", en="the body was not heard, and they no longer hold"),
        (
            Take(_PUBLIC, ("bodies/*/withdrawn/*",), _gone_unheard, drop=True),
            Take(_PUBLIC, ("bodies/*/settled/*",), _settled_unheard, drop=True),
        ),
    ),
    Row(
        "tests",
        Text(zh="尚未听取意见的数字检验", en="Forensic tests on which the body was not heard"),
        Text(zh="检验提出的是问题，被评估单位还没有回答", en="a test asks a question that was not answered yet"),
        (
            Take(_PUBLIC, ("bodies/*/signals/*",), _asks_unheard, drop=True),
            Take(_PUBLIC, ("signals/*",), _asks, drop=True),
        ),
    ),
    Row(
        "bodies",
        Text(zh="其他被评估单位", en="Other assessed bodies"),
        Text(zh="各单位只看自己的细节，同类只以分布出现", en="a body sees its own details and its peers’ spread"),
        (Take(_AGENCY, ("bodies/*",), _other_body, drop=True, together=True),),
    ),
    Row(
        "ranks",
        Text(zh="其他单位的名次区间", en="Rank intervals of other bodies"),
        Text(zh="名次会指明是哪个单位", en="ranks would tell which body is which"),
        (
            Take(_AGENCY, ("robustness/nodes/*/*",), _always, drop=True, together=True),
            Take(_AGENCY, ("robustness/structure/lopsided/*",), _always, drop=True, together=True),
        ),
    ),
    Row(
        "campaign-tests",
        Text(zh="对整个活动的数字检验", en="Forensic tests over the whole campaign"),
        Text(zh="检验比较的是各单位的数字", en="they compare the figures of bodies"),
        (Take(_AGENCY, ("signals/*",), _always, drop=True, together=True),),
    ),
    Row(
        "comments",
        Text(zh="评估人员的内部说明", en="Evaluators’ internal comments"),
        Text(zh="工作用语，不是对外的表述", en="they are working notes and not worded for others"),
        (Take(_BOTH, ("bodies/*/answers/*/comment",), _by_evaluators),),
    ),
    Row(
        "not-for-publication",
        Text(zh="标为不公开的内容", en="What is marked as not for publication"),
        Text(zh="评估方或被评估单位已写明理由", en="the evaluator or the body gave a reason for it"),
        (
            Take(_PUBLIC, ("bodies/*/answers/*/comment",), _marked_answer),
            Take(_PUBLIC, ("bodies/*/answers/*/value",), _marked_text),
            Take(_PUBLIC, _each(_FILE, "title", "locator", "note"), _marked_evidence),
            Take(_AGENCY, _each(_FILE, "title", "locator", "note"), _marked_by_others),
        ),
    ),
    Row(
        "reasons",
        Text(zh="标为不公开的理由", en="Reasons why something is not for publication"),
        Text(zh="理由本身可能泄露内容", en="a reason may tell what it is to keep"),
        (Take(_BOTH, ("bodies/*/restrictions/*/reason",), _always),),
    ),
    Row(
        "evidence",
        Text(zh="内部证据的标题", en="Titles of internal evidence"),
        Text(zh="现场核查、日志和调查的名目可能指向个人", en="names of visits and logs may point to people"),
        (Take(_PUBLIC, _each(_FILE, "title"), _inner_kind),),
    ),
    Row(
        "locators",
        Text(zh="证据的文件名和内部网址", en="File names and inner addresses of evidence"),
        Text(zh="外人打不开，还会暴露内部系统", en="others cannot open them, and they show inner systems"),
        (Take(_PUBLIC, _each(_FILE, "locator"), _not_public),),
    ),
    Row(
        "notes",
        Text(zh="判定证据的说明", en="Notes on evidence"),
        Text(zh="判定时的工作记录", en="they are working notes of the judgement"),
        (Take(_PUBLIC, _each(_FILE, "note"), _always),),
    ),
    Row(
        "persons",
        Text(zh="经办人和责任人的姓名", en="Names of those who entered or own a step"),
        Text(zh="个人信息", en="they are personal data"),
        (Take(_PUBLIC, (*_each(_STEPS, "by", "owner"), *_each(_CASES, "owner")), _always),),
    ),
    Row(
        "workflow",
        Text(zh="签署人、异议人的姓名和他们写的话", en="Names of who signed or disputed, and what they wrote"),
        Text(
            zh="个人信息和往来意见；身份、时间、结果仍在",
            en="personal data and letters; roles and outcomes stay",
        ),
        (
            Take(_PUBLIC, _each((_BODY + "work/signs/*/",), "by", "text"), _always),
            Take(_PUBLIC, _each((_BODY + "work/disputes/*/",), "by", "text", "decided_by", "decision"), _always),
        ),
    ),
    Row(
        "replies",
        Text(zh="不表态的来函", en="Letters of the body without a position"),
        Text(zh="往来函件未经同意不公开", en="correspondence is not published without consent"),
        (Take(_PUBLIC, _each(_STEPS, "text"), _moved("reply")),),
    ),
    Row(
        "steps",
        Text(zh="内部处理意见", en="Internal remarks on findings"),
        Text(zh="意图、责任人、重新提出的说明属内部意见", en="remarks on intent, owners, reopening are internal"),
        (Take(_PUBLIC, _each(_STEPS, "text"), _moved("intent", "owner", "reopen")),),
    ),
    Row(
        "imports",
        Text(zh="导入文件的名称和核对意见", en="Names of imported files and remarks on them"),
        Text(zh="属内部核对记录", en="they are a record of internal checks"),
        (Take(_PUBLIC, _each(("bodies/*/imports/*/",), "name", "remarks/*/where", "remarks/*/message"), _always),),
    ),
    Row(
        "gates",
        Text(zh="放行判定的内部依据", en="The inner basis of gate decisions"),
        Text(zh="结论和件数公开，逐条依据供办理用", en="rulings and counts are public, the basis is not"),
        (
            Take(_PUBLIC, _each(_REASON, "basis"), _always),
            Take(
                _PUBLIC,
                # The id last: the condition reads it.
                _each(_REASON, "items/*", "missing/*", "sources/*", "title", "lifted_if", "id"),
                _unpublished_rule,
            ),
        ),
    ),
    Row(
        "classification",
        Text(zh="不适用于公开本的密级", en="A mark of classification that does not hold for the copy"),
        Text(zh="公开本已去掉应当保密的内容", en="what it protects is left out"),
        (Take(_PUBLIC, ("imprint/secrecy", "imprint/classification"), _not_open),),
    ),
)


def rows_for(kind: str) -> dict[str, Row]:
    """The rows of the table that concern a copy of this kind, by the kind of thing left out."""
    return {row.kind: row for row in TABLE if any(kind in take.copies for take in row.takes)}
