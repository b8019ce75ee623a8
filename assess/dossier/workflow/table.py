"""The workflow as data: roles, rights, states and the moves between them.

A campaign gives roles to names; it does not change this table, so no campaign can weaken what makes a verified
result worth something: the columns `apart` hold for everyone, the lead included.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from assess.base.texts import Text

Role = Literal["filler", "signatory", "evaluator", "lead", "arbiter", "reader"]
Matter = Literal["state", "indicator", "query", "dispute", "deadline", "sign"]
MoveName = Literal[
    "submit", "review", "return", "verify", "close", "reopen", "examine", "refer-back", "ask", "reply", "resolve",
    "raise", "uphold", "amend", "withdraw", "deadline", "extend", "sign",
]  # fmt: skip
Party = Literal["claimant", "attacher", "judge", "raiser"]

ROLES: Final[dict[str, Text]] = {
    "filler": Text(zh="填报人", en="Filler"),
    "signatory": Text(zh="签署人", en="Signatory"),
    "evaluator": Text(zh="评估人", en="Evaluator"),
    "lead": Text(zh="负责人", en="Lead"),
    "arbiter": Text(zh="裁决人", en="Arbiter"),
    "reader": Text(zh="只读", en="Reader"),
}

ASSESSMENT_STATES: Final[dict[str, Text]] = {
    "draft": Text(zh="填报中", en="Draft"),
    "submitted": Text(zh="已提交", en="Submitted"),
    "in-review": Text(zh="核实中", en="In review"),
    "returned": Text(zh="已退回", en="Returned"),
    "verified": Text(zh="已核实", en="Verified"),
    "disputed": Text(zh="有异议", en="Disputed"),
    "closed": Text(zh="已办结", en="Closed"),
}
"""“disputed” stands over the state below it as long as a dispute is open."""

INDICATOR_STATES: Final[dict[str, Text]] = {
    "unanswered": Text(zh="未答", en="Unanswered"),
    "answered": Text(zh="已答", en="Answered"),
    "in-review": Text(zh="核实中", en="In review"),
    "returned": Text(zh="已退回", en="Returned"),
    "verified": Text(zh="已核实", en="Verified"),
    "disputed": Text(zh="有异议", en="Disputed"),
    "settled": Text(zh="异议已裁决", en="Settled"),
}

PARTIES: Final[dict[str, Text]] = {
    "claimant": Text(zh="填报过它的人", en="who entered the claim"),
    "attacher": Text(zh="附上它的人", en="who attached it"),
    "judge": Text(zh="核实过它的人", en="who judged it"),
    "raiser": Text(zh="提出异议的人", en="who raised the dispute"),
}


class Move(msgspec.Struct, frozen=True):
    """A move: from which states, to which (None: it stays), by which roles, what it needs, not by whom."""

    name: Text
    matter: Matter
    sources: tuple[str, ...]
    to: str | None
    roles: tuple[str, ...]
    needs: tuple[str, ...] = ()
    apart: tuple[Party, ...] = ()


_BODY_SIDE: Final = ("filler", "signatory", "lead")
_JUDGES: Final = ("evaluator", "lead")

MOVES: Final[dict[str, Move]] = {
    "submit": Move(Text(zh="提交", en="Submit"), "state", ("draft", "returned"), "submitted", _BODY_SIDE),
    "review": Move(Text(zh="开始核实", en="Take into review"), "state", ("submitted",), "in-review", _JUDGES),
    "return": Move(
        Text(zh="退回", en="Return"), "state", ("submitted", "in-review", "verified"), "returned", _JUDGES,
        ("text",),
    ),
    "verify": Move(
        Text(zh="核实通过", en="Verify"), "state", ("in-review",), "verified", _JUDGES, (), ("claimant",)
    ),
    "close": Move(Text(zh="办结", en="Close"), "state", ("verified",), "closed", ("lead",)),
    "reopen": Move(
        Text(zh="重新核实", en="Reopen"), "state", ("verified", "closed"), "in-review", ("lead", "arbiter"),
        ("text",),
    ),
    "examine": Move(Text(zh="开始核实指标", en="Take an indicator into review"), "indicator",
                    ("answered", "returned"), "in-review", _JUDGES),
    "refer-back": Move(Text(zh="退回指标", en="Return an indicator"), "indicator",
                       ("unanswered", "answered", "in-review", "verified"), "returned", _JUDGES, ("text",)),
    "ask": Move(Text(zh="提问", en="Ask"), "query", ("",), "open", _JUDGES, ("text",)),
    "reply": Move(Text(zh="答复", en="Reply"), "query", ("open", "answered"), "answered", _BODY_SIDE, ("text",)),
    "resolve": Move(Text(zh="结束提问", en="Close a query"), "query", ("open", "answered"), "closed", _JUDGES),
    "raise": Move(Text(zh="提出异议", en="Raise a dispute"), "dispute", ("",), "open", _BODY_SIDE, ("text",)),
    "uphold": Move(Text(zh="维持原判断", en="Uphold the judgement"), "dispute", ("open",), "upheld",
                   ("arbiter", "lead"), ("text",), ("judge", "raiser")),
    "amend": Move(Text(zh="异议成立，更正判断", en="Grant the dispute"), "dispute", ("open",), "amended",
                  ("arbiter", "lead"), ("text",), ("judge", "raiser")),
    "withdraw": Move(Text(zh="撤回异议", en="Withdraw a dispute"), "dispute", ("open",), "withdrawn", _BODY_SIDE),
    "deadline": Move(Text(zh="定期限", en="Set a deadline"), "deadline", ("",), None, ("lead",), ("due",)),
    "extend": Move(Text(zh="延期", en="Extend a deadline"), "deadline", ("",), None, ("lead",), ("due", "text")),
    "sign": Move(Text(zh="签署", en="Sign off"), "sign", ("",), None, ("signatory", "lead")),
}  # fmt: skip
"""Every move by name. Where two people moved at once, the one further down in `CAUTION` has the last word."""

CAUTION: Final = ("close", "verify", "submit", "review", "reopen", "return")

QUERY_STATES: Final[dict[str, Text]] = {
    "open": Text(zh="待答复", en="Open"),
    "answered": Text(zh="已答复", en="Answered"),
    "closed": Text(zh="已结束", en="Closed"),
}
DISPUTE_STATES: Final[dict[str, Text]] = {
    "open": Text(zh="待裁决", en="Open"),
    "upheld": Text(zh="维持原判断", en="Judgement upheld"),
    "amended": Text(zh="异议成立", en="Granted"),
    "withdrawn": Text(zh="已撤回", en="Withdrawn"),
}

_WRITERS: Final = ("filler", "signatory", "evaluator", "lead", "arbiter")


class Right(msgspec.Struct, frozen=True):
    """What is written besides moves, in words, and the roles that may write it."""

    name: Text
    roles: tuple[str, ...]


RIGHTS: Final[dict[str, Right]] = {
    "claim": Right(Text(zh="填写单位的答案和数值", en="write the body's own answers and figures"), _BODY_SIDE),
    "attach": Right(Text(zh="附上、移除证据", en="attach and detach evidence"), (*_BODY_SIDE, "evaluator")),
    "import": Right(Text(zh="导入填报文件", en="import files"), ("filler", "evaluator", "lead")),
    "judge": Right(Text(zh="核实答案、判定证据", en="verify answers and judge evidence"), _JUDGES),
    "measure": Right(Text(zh="登记测量和用户数据", en="record measurements and what users said"), _JUDGES),
    "answer-finding": Right(
        Text(zh="登记对线索的答复", en="record replies to findings"), (*_BODY_SIDE, "evaluator")
    ),
    "follow-finding": Right(Text(zh="送达、跟踪线索", en="put findings to the body and follow them"), _JUDGES),
    "decide-finding": Right(Text(zh="对线索作决定", en="decide on findings"), (*_JUDGES, "arbiter")),
    "decide": Right(
        Text(zh="裁定评估人的分歧、豁免证据要求", en="decide between evaluators and waive evidence"),
        (*_JUDGES, "arbiter"),
    ),
    "settle": Right(Text(zh="裁定合并冲突", en="settle conflicts of a merge"), (*_JUDGES, "arbiter")),
    "campaign": Right(
        Text(zh="管理单位、落款、密钥、角色", en="manage bodies, imprint, keys and roles"), ("lead",)
    ),
    "other": Right(Text(zh="写入卷宗", en="write to the dossier"), _WRITERS),
}
"""What a slot is to whom; `workflow/rights.py` says which slot needs which right."""
