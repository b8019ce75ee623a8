"""Ways back: which findings look at an indicator or a fact, and which cite a publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assess.findings.model import Finding
from assess.report import files
from assess.report.headlines import say
from assess.report.security import anchor
from assess.report.view.evidence import Holdings, annex_file
from assess.report.view.frame import Frame
from assess.report.view.marks import Link
from assess.snapshot import BodyResult

Links = dict[str, tuple[Link, ...]]


@dataclass(frozen=True)
class Back:
    """The findings of a body, as links, by what they look at or cite."""

    indicators: Links
    facts: Links
    sources: Links


def back(frame: Frame, held: Sequence[Finding]) -> Back:
    """The ways back to the findings that hold."""
    indicators: Links = {}
    facts: Links = {}
    sources: Links = {}
    for finding in held:
        link = Link(frame.text(finding.title), f"#{anchor('f', finding.id)}")
        looked = ((indicators, finding.indicators), (facts, facts_of(frame, finding)), (sources, finding.sources))
        for table, ids in looked:
            for key in dict.fromkeys(ids):
                table[key] = (*table.get(key, ()), link)
    return Back(indicators, facts, sources)


def facts_of(frame: Frame, finding: Finding) -> tuple[str, ...]:
    """The facts that the rule read; those of the period before stand in the same place."""
    named = (name.removeprefix("prev ") for name in finding.rests_on)
    return tuple(dict.fromkeys(name for name in named if name in frame.facts))


def fact_links(frame: Frame, finding: Finding) -> tuple[Link, ...]:
    """The facts that the rule read, each linked to its row."""
    return tuple(
        Link(frame.text(frame.facts[key].title), f"#{anchor('fact', key)}") for key in facts_of(frame, finding)
    )


def evidence_links(frame: Frame, body: BodyResult, finding: Finding, evidence: Holdings) -> tuple[Link, ...]:
    """How much evidence there is on each indicator that the finding looked at, linked to the first piece."""
    page = files.link(annex_file(frame, body)) if evidence.rows_apart else ""
    return tuple(
        Link(
            say("pieces", frame.lang, label=frame.indicators[key].label, n=evidence.counts[key]),
            f"{page}#{evidence.first[key]}",
        )
        for key in dict.fromkeys(finding.indicators)
        if key in evidence.counts and key in frame.indicators
    )


def source_link(frame: Frame, id: str) -> Link:
    """The publication `id`, linked to its row in the method, which leads on to the publication itself."""
    found = frame.sources.get(id)
    return Link(id) if found is None else Link(found.title, f"#{anchor('s', id)}")
