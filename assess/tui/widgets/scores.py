"""The score panel: the leading total, the layers, coverage, and the findings, as they change with each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.dossier.cases import STATES
from assess.findings.gates import RULINGS
from assess.findings.model import Finding
from assess.packs.model import Pack
from assess.packs.vocabulary import OUTCOMES
from assess.tui.bars import band_bar, gap_bar, profile
from assess.tui.cells import pad, terse, width
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text, shown
from assess.tui.over_time import course_lines, courses
from assess.tui.saving import BodyView
from assess.tui.standing import ordered_findings
from assess.tui.widgets.base import Lines, Piece, Speaking, lay_out
from assess.tui.widgets.rows import Row, RowList, squeezed

COVERAGE = Text(zh="覆盖率", en="Coverage")
ANSWERED = Text(zh="已答", en="answered")
NO_GRADE = Text(zh="未定等第", en="no class yet")
GAP = Text(zh="建用差", en="Built less used")
TO = Text(zh=" 至 ", en=" to ")
RISKS = Text(zh="风险线索 {yes}，未定 {open}", en="Findings {yes}, undetermined {open}")
NO_RISKS = Text(zh="暂无风险线索", en="No findings so far")

MOST_COURSES = 2
"""Measured courses that the panel has room for."""
SHORT = {"high": Text(zh="高", en="high"), "medium": Text(zh="中", en="mid"), "low": Text(zh="低", en="low")}


def lead(view: BodyView, pack: Pack) -> tuple[Text, str, float]:
    """(title, score text, maximum) of the leading total."""
    total = pack.totals[0]
    score = view.result.score.totals[total.id]
    return total.title, score_text(score.value), score.maximum


def grade_text(pack: Pack, view: BodyView) -> Text:
    """The class awarded on the low end."""
    return next((g.title for g in pack.grades if g.id == view.result.score.grade), NO_GRADE)


Past = Mapping[str, Sequence[Band | None]]
"""The bands of totals and layers over the known periods, by "total/…" and "layer/…"; see `over_time.past_bands`."""


def score_lines(
    pack: Pack, view: BodyView, cells: int, g: Glyphs, lang: Lang, past: Past | None = None
) -> list[Content]:
    """The panel's text at a width of `cells`; with the `past`, each score after its course over the periods."""
    score, past = view.result.score, past or {}
    lines: list[Content] = []
    for number, total in enumerate(pack.totals):
        found = score.totals[total.id]
        value = (_of(score_text(found.value, g.dash), found.maximum), "bold $primary")
        name = terse(total.title.get(lang), cells - width(value[0]) - 1)
        title = (name, "bold" if number == 0 else "$text-muted")
        lines.append(_two([title], [*_course(past.get(f"total/{total.id}"), g), value], cells, g))
        if number == 0:
            lines.append(Content.assemble(*band_bar(found.value, found.maximum, cells, g)))
    lines += outcome_lines(pack, view, cells, g, lang)
    lines += gate_lines(view, cells, g, lang)
    if pack.grades:
        lines.append(_two([(grade_text(pack, view).get(lang), "$accent")], [], cells, g))
    coverage = (f"{int(score.coverage * 100)}%", "$text-muted")
    lines += [_two([(COVERAGE.get(lang), "$text-muted")], [coverage], cells, g), Content("")]
    for layer in pack.layers:
        one = score.layers[layer.id]
        right = [*_course(past.get(f"layer/{layer.id}"), g), (score_text(one.score, g.dash), "")]
        lines.append(_two([(layer.title.get(lang), "")], right, cells, g))
        lines.append(Content.assemble(*band_bar(one.score, 100, cells, g)))
    if view.result.gap is not None:
        gap = score_text_signed(view, lang)
        lines += [Content(""), _two([(GAP.get(lang), "$text-muted")], [(gap, "")], cells, g)]
        lines.append(Content.assemble(*gap_bar(view.result.gap, cells, g)))
    if found_courses := courses(view.state):
        lines.append(Content(""))
        for series in found_courses[:MOST_COURSES]:
            lines += lay_out(course_lines(series, lang, g), cells)
    return lines


def _course(bands: Sequence[Band | None] | None, g: Glyphs) -> list[Piece]:
    return [(profile(bands, g), "$primary"), (" ", "")] if bands else []


OUTCOME_STYLES = {"qualified": "bold $success", "unqualified": "bold $error", "undetermined": "bold $warning"}


def outcome_lines(pack: Pack, view: BodyView, cells: int, g: Glyphs, lang: Lang) -> list[Content]:
    """The outcome of a check by deductions, and each veto that holds or may; nothing for other packs."""
    found = view.result.score.reckoning
    if found is None:
        return []
    lines = [_two([(OUTCOMES[found.outcome].get(lang), OUTCOME_STYLES[found.outcome])], [], cells, g)]
    marked = [(name, g.flag, "bold $error") for name in found.vetoes]
    marked += [(name, g.undetermined, "$warning") for name in found.open_vetoes if not found.vetoes]
    for name, mark, style in marked:
        if (veto := pack.indicator(name)) is not None:
            lines.append(_two([(f"{mark} ", style), (f"{veto.label} {veto.title.get(lang)}", "")], [], cells, g))
    return lines


RULING_STYLES = {
    "pass": "bold $success",
    "conditional": "bold $warning",
    "stop": "bold $error",
    "not-due": "$text-muted",
}


def gate_lines(view: BodyView, cells: int, g: Glyphs, lang: Lang) -> list[Content]:
    """What each gate of the pack decides, with how many reasons; nothing for packs without gates."""
    lines = []
    for gate in view.result.gates:
        said = RULINGS[gate.ruling].get(lang)
        count = f" {len(gate.stops) or len(gate.conditions)}" if gate.reasons else ""
        right: list[Piece] = [(f"{said}{count}", RULING_STYLES[gate.ruling])]
        lines.append(_two([(gate.title.get(lang), "")], right, cells, g))
    return lines


def score_text_signed(view: BodyView, lang: Lang) -> str:
    """The gap between built and used, with its sign; a band when it is one."""
    gap = view.result.gap
    if gap is None:
        return ""
    low, high = (f"{x:+.0f}".replace("-", "−") for x in (gap.lo, gap.hi))
    return low if low == high else f"{low}{TO.get(lang)}{high}"


def _of(score: str, maximum: float) -> str:
    return score if maximum == 100 else f"{score} / {shown(maximum)}"


def _two(left: list[Piece], right: list[Piece], cells: int, g: Glyphs) -> Content:
    taken = sum(width(text) for text, _ in right)
    shown = squeezed(left, cells - taken - 1, g.ellipsis)
    used = sum(width(text) for text, _ in shown)
    return Content.assemble(*shown, " " * max(cells - taken - used, 0), *right)


class ScoreText(Lines):
    """Total, layers and coverage."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._shown: tuple[Pack, BodyView] | None = None
        self._past: Past = {}

    def show(self, pack: Pack, view: BodyView, past: Past) -> None:
        """Show the scores of `view`, after those of the `past`."""
        before = self.height_at(self.across)
        self._shown, self._past = (pack, view), past
        self._laid = None
        self.refresh(layout=before != self.height_at(self.across))

    def lines_at(self, cells: int) -> list[Content]:
        """Total, layers and coverage."""
        return score_lines(*self._shown, cells, self.glyphs, self.lang, self._past) if self._shown else []


class ScoreStrip(Speaking, Widget):
    """The same in one line, for narrow screens."""

    DEFAULT_CSS = "ScoreStrip { height: 1; width: 100%; padding: 0 1; background: $surface; }"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._shown: tuple[Pack, BodyView, int, int] | None = None

    def show(self, pack: Pack, view: BodyView, done: int, of: int) -> None:
        """Show the leading total and the counts."""
        self._shown = (pack, view, done, of)
        self.refresh()

    def render(self) -> VisualType:
        """Total with its bar, coverage, answered, findings."""
        if self._shown is None:
            return Content("")
        pack, view, done, of = self._shown
        g, cells = self.glyphs, self.content_size.width
        title, text, _ = lead(view, pack)
        total = view.result.score.totals[pack.totals[0].id]
        raised, undecided = counts(view.result.findings)
        right: list[Piece] = [
            (f"{self.t(ANSWERED)} {done}/{of}  ", "$text-muted"),
            (f"{g.flag}{raised} ", "bold $error" if raised else "$text-muted"),
            (f"{g.undetermined}{undecided}", "$text-muted"),
        ]
        taken = sum(width(t) for t, _ in right)
        bar = max(min(24, cells - taken - width(self.t(title)) - len(text) - 6), 4)
        left: list[Piece] = [(self.t(title), "bold"), (f" {text} ", "bold $primary")]
        if (found := view.result.score.reckoning) is not None:
            outcome = self.t(OUTCOMES[found.outcome])
            left.append((f"{outcome} ", OUTCOME_STYLES[found.outcome]))
            bar = max(bar - width(outcome) - 1, 4)
        left += band_bar(total.value, total.maximum, bar, g)
        return self.drawn(_two(left, right, cells, g))


def counts(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """How many findings hold, and how many are undetermined."""
    raised = sum(f.verdict == "yes" for f in findings)
    return raised, len(findings) - raised


class FindingRows(RowList):
    """The findings, those that hold first; where there is room, with the state of those that were followed."""

    with_states = False

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show `findings`, each with its mark and severity."""
        g = self.glyphs
        rows: list[Row] = []
        for finding in ordered_findings(findings):
            holds = finding.verdict == "yes"
            mark = (g.flag, "bold $error") if holds else (g.undetermined, "$text-muted")
            severity = pad(self.t(SHORT[finding.severity]), 2 if self.lang == "zh" else 4)
            style = "$warning" if holds and finding.severity == "high" else "$text-muted"
            lead: tuple[Piece, ...] = (mark, (f" {severity} ", style))
            title = (self.t(finding.title), "" if holds else "$text-muted")
            state = self.t(STATES[finding.state]) if finding.state != "raised" and self.with_states else ""
            rows.append(Row(key=finding.id, left=(*lead, title), right=((state, "$accent"),) if state else ()))
        self.show(rows)


class ScorePanel(Speaking, Vertical):
    """Scores above, findings below."""

    DEFAULT_CSS = """
    ScorePanel { width: 32; padding: 0 1; border-left: vkey $line; }
    ScorePanel > #risks { margin-top: 1; height: 1; color: $text; text-style: bold; }
    ScorePanel > FindingRows { height: 1fr; margin-left: 0; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._findings: tuple[Finding, ...] | None = None

    def compose(self) -> ComposeResult:
        """Scores, a heading, findings."""
        yield ScoreText()
        yield _Heading(id="risks")
        yield FindingRows(id="risk-rows", idle_cursor=False)

    def show(self, pack: Pack, view: BodyView, past: Past | None = None) -> None:
        """Show what follows from the answers now held, and how it was in the `past`."""
        self.query_one(ScoreText).show(pack, view, past or {})
        if view.result.findings != self._findings:
            self._findings = view.result.findings
            self.relabel()

    def relabel(self) -> None:
        """Say the findings again, in the language in use."""
        if self._findings is not None:
            self.query_one(_Heading).show(self._findings)
            self.query_one(FindingRows).show_findings(self._findings)


class _Heading(Speaking, Widget):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._findings: tuple[Finding, ...] = ()

    def show(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        self.refresh()

    def render(self) -> VisualType:
        raised, undecided = counts(self._findings)
        text = RISKS.fill(yes=raised, open=undecided) if self._findings else NO_RISKS
        return Content(self.t(text))
