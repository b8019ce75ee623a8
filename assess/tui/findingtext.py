"""A finding in full: what it says, on which basis, what to ask, and what would take it back."""

from __future__ import annotations

from assess.base.texts import Lang, Text
from assess.dossier.cases import STATES
from assess.findings.model import Finding
from assess.findings.told import asked_of, blocks
from assess.forensics.told import signal_line
from assess.packs.model import Pack
from assess.packs.vocabulary import CONFIDENCES, MANIFESTATIONS, SEVERITIES
from assess.tui.formtext import sources
from assess.tui.glyphs import Glyphs
from assess.tui.widgets.base import Para, para

UNDETERMINED = Text(
    zh="未定：缺少事实，既不能说有，也不能说没有", en="Undetermined: facts are missing; neither raised nor cleared"
)
RAISED = Text(zh="风险线索，不是结论", en="A risk and a lead, not a verdict")
SEVERITY = Text(zh="轻重：{severity}", en="severity {severity}")
PARTS: dict[str, Text] = {
    "basis": Text(zh="依据", en="Basis"),
    "missing": Text(zh="还缺的事实", en="Facts still missing"),
    "support": Text(zh="支持的证据", en="Evidence for"),
    "counter": Text(zh="相反的证据", en="Evidence against"),
    "signals": Text(zh="数字检验（要问的问题，不是证明）", en="Forensic tests (questions, not proof)"),
    "ask": Text(zh="要问什么", en="What to ask"),
    "may_be_wrong_if": Text(zh="什么情况下可能有误", en="May be wrong if"),
    "withdrawn_if": Text(zh="撤回的条件", en="Withdrawn if"),
    "remedy": Text(zh="对策", en="Remedy"),
    "response": Text(zh="处置建议", en="Proposed response"),
    "effect": Text(zh="对得分的作用", en="Effect on the score"),
}
EFFECTS = {
    "flag": Text(zh="只提示，不改分", en="A flag only; no score changes"),
    "needs-review": Text(zh="须复核，不改分", en="Needs review; no score changes"),
    "cap-indicator": Text(zh="为相关指标封顶", en="Caps an indicator"),
    "cap-layer": Text(zh="为相关层封顶", en="Caps a layer"),
}


def finding_page(pack: Pack, finding: Finding, lang: Lang, g: Glyphs) -> list[Para]:
    """The whole finding."""
    holds = finding.verdict == "yes"
    mark = (f"{g.flag} ", "bold $error") if holds else (f"{g.undetermined} ", "$accent")
    sort = [MANIFESTATIONS[finding.manifestation], SEVERITY.fill(severity=SEVERITIES[finding.severity].get(lang)),
            CONFIDENCES[finding.confidence]]  # fmt: skip
    page = [
        para(finding.title.get(lang), "bold", *mark),
        para(f" {g.dot} ".join(x.get(lang) for x in sort), "$text-muted"),
        para((RAISED if holds else UNDETERMINED).get(lang), "$warning" if holds else "$accent"),
        *([para(STATES[finding.state].get(lang), "bold $accent")] if finding.state != "raised" else ()),
        *([para(finding.basis_changed.get(lang), "bold $warning")] if finding.basis_changed else ()),
        para(""),
    ]
    page += _part("basis", [finding.basis.get(lang)], lang, g)
    steps = [(s.expression, s.working.get(lang), s.verdict) for s in finding.steps]
    marks = {"yes": g.flag, "no": g.saved, "undetermined": g.undetermined, None: g.dot}
    if len(steps) > 1 or not finding.basis.get(lang).strip():
        for _, working, verdict in steps:
            page.insert(len(page) - 1, para(working, "$text-muted", f"    {marks[verdict]} ", "$text-muted"))
    page += _part("missing", [_named(pack, name, lang) for name in finding.missing], lang, g)
    page += _part("support", [x.get(lang) for x in finding.support], lang, g)
    page += _part("counter", [x.get(lang) for x in finding.counter], lang, g)
    page += _part("signals", [signal_line(j).get(lang) for j in finding.signals], lang, g)
    page += _part("ask", [asked_of(finding).get(lang)], lang, g)
    for name in ("may_be_wrong_if", "withdrawn_if"):
        page += _part(name, [getattr(finding, name).get(lang)], lang, g)
    for block in blocks(finding):
        page += _block(block.title.get(lang), [line.get(lang) for line in block.lines], g)
    for name in ("remedy", "response"):
        page += _part(name, [getattr(finding, name).get(lang)], lang, g)
    if finding.effect in EFFECTS:
        page += _part("effect", [EFFECTS[finding.effect].get(lang)], lang, g)
    return page + sources(pack, finding.sources, lang)


def _part(name: str, texts: list[str], lang: Lang, g: Glyphs) -> list[Para]:
    return _block(PARTS[name].get(lang), texts, g)


def _block(title: str, texts: list[str], g: Glyphs) -> list[Para]:
    texts = [t for t in texts if t.strip()]
    if not texts:
        return []
    lines = [para(title, "bold $primary")]
    lines += [para(t, "", f"  {g.dot} " if len(texts) > 1 else "  ", "$text-muted") for t in texts]
    return [*lines, para("")]


def _named(pack: Pack, id: str, lang: Lang) -> str:
    if fact := pack.fact(id):
        return fact.title.get(lang)
    if indicator := pack.indicator(id):
        return f"{indicator.label} {indicator.title.get(lang)}"
    layer = pack.layer(id)
    return layer.title.get(lang) if layer else id
