"""What all bodies of a campaign share when they are put into words: the pack's names in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.findings import signalled
from assess.findings.model import Finding
from assess.packs.model import Fact, Indicator, Layer, Rule, Source
from assess.report import files
from assess.report.format import numeral, shown
from assess.report.messages import labels
from assess.report.security import anchor, safe_url
from assess.report.view.axes import has_marks, layer_axis, total_axis
from assess.report.view.marks import Link, Section, Shown
from assess.report.view.ranked import Ranked, ranked_of
from assess.snapshot import BodyResult, Erratum, Snapshot


@dataclass(frozen=True)
class Frame:
    """A snapshot in one language, with what is looked up again and again for every body."""

    snapshot: Snapshot
    lang: Lang
    t: Any
    indicators: dict[str, Indicator]
    layers: dict[str, Layer]
    rules: dict[str, Rule]
    checks: dict[str, Rule | Finding]
    facts: dict[str, Fact]
    sources: dict[str, Source]
    stems: dict[str, str]
    bounds: tuple[float, ...]
    layer_axis: tuple[float, float]
    total_axis: tuple[float, float]
    marks: bool
    """Whether the leading total has full marks, which scores that all bodies make need not have."""
    order: dict[str, int] = field(default_factory=dict)
    unpublished: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By body, findings and undetermined rules that a public copy leaves out."""
    errata: dict[str, list[Erratum]] = field(default_factory=dict)
    """Numbers that a corrected edition changed, by body; "" for those of all."""

    @cached_property
    def ranked(self) -> Ranked:
        """The bodies by rank, sorted when a report first asks."""
        return ranked_of(self.snapshot)

    def text(self, text: Text | None) -> str:
        """`text` in the frame's language; nothing for None."""
        return "" if text is None else text.zh if self.lang == "zh" else text.en

    def name_of(self, id: str) -> str:
        """The title of a fact, an indicator or a layer that a rule names; the id itself if it is none."""
        if id in self.facts:
            return self.text(self.facts[id].title)
        if id in self.indicators:
            return self.text(self.indicators[id].title)
        return self.text(self.layers[id].title) if id in self.layers else id

    def total(self, body: BodyResult) -> Band | None:
        """The body's leading total."""
        totals = self.snapshot.pack.totals
        score = body.score.totals.get(totals[0].id) if totals else None
        return score.value if score else None

    def total_shown(self, body: BodyResult) -> Shown | None:
        """The leading total as shown everywhere: never rounded over full marks or into a grade."""
        return shown(self.total(body), bounds=self.bounds)

    def source(self, id: str) -> Link:
        """The publication `id` as a link to its address."""
        found = self.sources.get(id)
        return Link(text=id) if found is None else Link(text=found.title, href=safe_url(found.url))

    def indicator_link(self, id: str, page: str = "") -> Link:
        """The indicator `id` by its label and title, linked to its drill-down, on `page` or on the same page."""
        found = self.indicators.get(id)
        if found is None:
            return Link(text=id)
        return Link(text=f"{found.label} {self.text(found.title)}", href=f"{page}#{anchor('i', id)}")


def frame(snapshot: Snapshot, lang: Lang) -> Frame:
    """The frame of a snapshot in one language; build it once for many bodies."""
    pack = snapshot.pack
    maximum = _full_marks(snapshot)
    return Frame(
        snapshot=snapshot,
        lang=lang,
        t=labels(lang),
        indicators={i.id: i for i in pack.indicators},
        layers={x.id: x for x in pack.layers},
        rules={r.id: r for r in pack.rules},
        checks=_checks(snapshot),
        facts={f.id: f for f in pack.facts},
        sources={s.id: s for s in pack.sources},
        stems=files.stems(b.body.id for b in snapshot.bodies),
        bounds=(maximum, *(g.least for g in pack.grades)),
        layer_axis=layer_axis(snapshot),
        total_axis=total_axis(snapshot, maximum),
        marks=has_marks(snapshot),
        order={i.id: n for n, i in enumerate(pack.indicators)},
        unpublished=_unpublished(snapshot),
        errata=_errata(snapshot),
    )


def _errata(snapshot: Snapshot) -> dict[str, list[Erratum]]:
    found: dict[str, list[Erratum]] = {}
    for erratum in snapshot.edition.errata if snapshot.edition else ():
        found.setdefault(erratum.body, []).append(erratum)
    return found


def _unpublished(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for entry in snapshot.copy.left if snapshot.copy else ():
        match entry.path.split("/"):
            case ["bodies", body, "findings", "-"]:
                name = body.replace("~1", "/").replace("~0", "~")
                n, open_ = found.get(name, (0, 0))
                unheard = entry.kind == "findings"
                found[name] = (n + entry.n * unheard, open_ + entry.n * (not unheard))
    return found


def _checks(snapshot: Snapshot) -> dict[str, Rule | Finding]:
    """The pack's rules, and after them what the engine itself raised somewhere, by the rule's id."""
    checks: dict[str, Rule | Finding] = {r.id: r for r in snapshot.pack.rules}
    for body in snapshot.bodies:
        for finding in body.findings:
            checks.setdefault(finding.rule, _general(finding))
    return checks


def _general(finding: Finding) -> Finding:
    """The finding as a check over all bodies: tests of figures are not about one body's figures then."""
    return msgspec.structs.replace(finding, title=signalled.TITLE) if finding.rule == signalled.RULE else finding


def _full_marks(snapshot: Snapshot) -> float:
    if snapshot.pack.totals:
        for body in snapshot.bodies:
            score = body.score.totals.get(snapshot.pack.totals[0].id)
            if score is not None:
                return score.maximum
    return 100.0


def number_sections(named: list[tuple[str, str, str]], lang: Lang) -> dict[str, Section]:
    """Sections with their numbers, from (anchor, title, lead) in order."""
    return {
        key: Section(id=key, number=numeral(n, lang), title=title, lead=lead)
        for n, (key, title, lead) in enumerate(named, 1)
    }
