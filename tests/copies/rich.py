"""The sample campaign with everything in it that some copy leaves out."""

from __future__ import annotations

from typing import Any

import msgspec

from assess.base.texts import Text, same
from assess.dossier.cases import case_of
from assess.dossier.entities import Answer, Evidence
from assess.dossier.imprint import Imprint, Signatory
from assess.dossier.restriction import Restriction
from assess.dossier.signal import Signal
from assess.dossier.step import FindingStep
from assess.findings.gates import GateDecision, Reason
from assess.findings.model import Withdrawn
from assess.forensics.verdicts import Judged
from assess.packs.model import Gate
from assess.snapshot import BodyResult, Snapshot, fingerprint
from tests.report.sample import make_snapshot

KEY = bytes(range(32))
IMPRINT = Imprint(
    number="测评〔2026〕3号",
    office=Text(zh="市数据局", en="City data office"),
    classification=Text(zh="内部", en="Internal"),
    secrecy=Text(zh="5年", en="5 years"),
    signatories=(Signatory(Text(zh="组长", en="Lead evaluator"), "王五", "2026-03-06"),),
    reply_by="2026-04-01",
    review_by="2026-05-01",
    review_to=Text(zh="复核组", en="Review panel"),
    contact=same("010-1234 5678"),
)
INTERNAL = (
    "内部核实意见甲", "来函原文乙", "张三", "意图依据丙", "访谈记录丁", "interview-ding.docx", "判定说明戊",
    "http://10.2.3.4/log", "不公开说明己", "理由庚", "关口依据辛", "questionnaire.xlsx", "and still given 10 points",
    "展示的成果多数不可用了", "撤回的线索壬",
)  # fmt: skip
"""What stands in the full snapshot and in no public copy."""
OPEN = ("公开的申辩", "https://example.org/portal", "承诺按月核对")
"""What a public copy keeps."""


def rich() -> Snapshot:
    """The campaign; `north` holds what is internal, and what was said in public."""
    made = make_snapshot()
    bodies = tuple(_north(b) if b.body.id == "north" else b for b in made.bodies)
    # A gate of the pack, for the sheet of decisions.
    pack = msgspec.structs.replace(made.pack, gates=(Gate("g", same("立项"), "readiness", ("r1",)),))
    full = msgspec.structs.replace(
        made, bodies=bodies, pack=pack, imprint=IMPRINT, signals=(_judged("", "s0"),), digest=""
    )
    return msgspec.structs.replace(full, digest=fingerprint(full))


def _step(n: int, move: Any, text: str = "", **more: Any) -> FindingStep:
    return FindingStep(f"s{n}", "north", "f", n, move, by="张三", at=f"2026-02-0{n}T00:00:00Z",
                       after=f"s{n - 1}" if n > 1 else "", text=text, **more)  # fmt: skip


def _judged(body: str, id: str) -> Judged:
    signal = Signal(id, body, "last_digit", "x", same("x"), "plan", "f" * 64, 0.05, "run", 1, 100, p=0.001)
    return Judged(signal=signal, verdict="asks", q=0.001, of=1)


def _north(body: BodyResult) -> BodyResult:
    case = case_of([
        _step(1, "put", "请说明。", due="2026-03-01"), _step(2, "contest", "公开的申辩"),
        _step(3, "reply", "来函原文乙"), _step(4, "intent", "意图依据丙", intent="undetermined"),
        _step(5, "accept", commitment="承诺按月核对", due="2026-06-01"), _step(6, "uphold", "维持", owner="张三"),
    ])  # fmt: skip
    findings = []
    for finding in body.findings:
        if finding.rule == "registered_not_active":
            finding = msgspec.structs.replace(finding, case=case, state=case.state)
        elif finding.rule == "displayed_not_effective":
            finding = msgspec.structs.replace(finding, title=same("展示的成果多数不可用了"))
        findings.append(finding)
    answers = [
        msgspec.structs.replace(a, comment="内部核实意见甲") if a.voice == "verified" else a for a in body.answers
    ]
    answers[0] = msgspec.structs.replace(answers[0], comment="不公开说明己")
    first: Answer = answers[0]
    evidence = (
        *body.evidence,
        Evidence("e4", "north", "r1", "observation", "访谈记录丁", "interview-ding.docx", note="判定说明戊"),
        Evidence("e5", "north", "r1", "link", "后台", "http://10.2.3.4/log", independent=True),
    )
    reasons = (
        Reason("r1", "no", "stop", same("R1"), same("关口依据辛"), same("出示"), items=("r1",)),
        Reason("displayed_not_effective", "rule", "stop", same("展示的成果多数不可用了"), same("算式"), same("改")),
    )
    return msgspec.structs.replace(
        body,
        findings=tuple(findings),
        answers=tuple(answers),
        evidence=evidence,
        gates=(GateDecision("g", same("立项"), "stop", reasons, 3, 1, 0),),
        signals=(_judged("north", "s1"),),
        withdrawn=(
            Withdrawn("w", "north", "gone", same("撤回的线索壬"), same("事实变了"), case_of([_step(1, "put")])),
        ),
        restrictions=(
            Restriction("north", f"answer/{first.indicator}/{first.voice}", "理由庚"),
            Restriction("north", "evidence/e5", "理由庚"),
        ),
    )
