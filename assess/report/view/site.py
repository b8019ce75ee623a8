"""What the pages of a campaign share: the bodies in order, where each report is, and the ways between the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from assess.base.texts import Lang
from assess.report import files
from assess.report.messages import HTML_LANG
from assess.report.security import safe_href
from assess.report.view.frame import Frame
from assess.report.view.head import identity
from assess.report.view.marks import Link, Masthead, Way
from assess.report.view.ranking import by_rank
from assess.snapshot import BodyResult

PER_PAGE: Final = 200
"""Rows of a table up to which it stays on one page."""


@dataclass(frozen=True)
class Site:
    """A campaign's pages in one language.

    `links` gives the address of each body's report, `beside` those of its annex and gate sheet; what is not in them
    is not linked. `bilingual` says that the same pages exist in the other language.
    """

    frame: Frame
    links: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    bilingual: bool = False

    @property
    def alone(self) -> bool:
        """Whether these are the pages of an agency's copy, which has none of the campaign."""
        copy = self.frame.snapshot.copy
        return copy is not None and copy.kind == "agency"

    @cached_property
    def ordered(self) -> list[BodyResult]:
        """The bodies by rank."""
        return by_rank(self.frame)

    @cached_property
    def layer_pages(self) -> dict[str, str]:
        """The page on which each layer's order is, by the layer."""
        return {key: f"layer-{stem}" for key, stem in files.stems(self.frame.layers).items()}

    @cached_property
    def rule_pages(self) -> dict[str, str]:
        """The page of each rule."""
        return {key: f"rule-{stem}" for key, stem in files.stems(self.frame.checks).items()}

    def address(self, page: str, number: int = 1, anchor: str = "") -> str:
        """The address of a page of the campaign."""
        return files.link(files.site(page, self.frame.lang, number), anchor)

    def of(self, body: BodyResult, anchor: str = "") -> Link:
        """The body by name, linked to its report, or to a place in it, where there is one."""
        to = safe_href(self.links.get(body.body.id, ""))
        return Link(self.frame.text(body.body.name), f"{to}#{anchor}" if to and anchor else to)

    def head(self, page: str, title: str, number: int = 1) -> Masthead:
        """The masthead of a page other than the first."""
        lang = self.frame.lang
        other: Lang = "en" if lang == "zh" else "zh"
        leads = Link(self.frame.t.other_language, files.link(files.site(page, other, number)))
        return Masthead(
            kicker=self.frame.text(self.frame.snapshot.campaign.title),
            title=title,
            facts=identity(self.frame)[1:],
            other=leads if self.bilingual else None,
            other_lang=HTML_LANG[other],
            ways=self.ways(page),
        )

    def ways(self, here: str = "") -> tuple[Way, ...]:
        """The main pages, with the open one marked; `here` is empty on the first page."""
        t = self.frame.t
        main = [("", t.overview), ("total", t.all_orders)]
        main += [("findings", t.all_findings), ("negative", t.negative_page)] if self.frame.checks else []
        main += [("robust", t.robust), ("method", t.method), ("data", t.downloads)]
        home = files.link(files.index(self.frame.lang))
        at = _main(here)
        return tuple(Way(text, self.address(key) if key else home, at == key) for key, text in main)

    def around(self, body: BodyResult) -> tuple[Way, ...]:
        """From a body's report: the first page, and the bodies ranked before and after it."""
        if self.alone:
            return ()
        t = self.frame.t
        ways = [Way(t.overview, files.link(files.index(self.frame.lang)))]
        before, after = self._neighbours.get(body.body.id, (None, None))
        ways += [Way(f"← {x.text}", x.href) for x in (before,) if x and x.href]
        ways += [Way(f"{x.text} →", x.href) for x in (after,) if x and x.href]
        return tuple(ways)

    @cached_property
    def _neighbours(self) -> dict[str, tuple[Link | None, Link | None]]:
        links = [self.of(b) for b in self.ordered if b.body.id in self.links]
        ids = [b.body.id for b in self.ordered if b.body.id in self.links]
        return {
            key: (links[n - 1] if n else None, links[n + 1] if n + 1 < len(links) else None)
            for n, key in enumerate(ids)
        }


def _main(page: str) -> str:
    """The main page that a page belongs to."""
    if page.startswith("rule-"):
        return "findings"
    return "total" if page in ("gap", "flags", "name") or page.startswith("layer-") else page


def parts(count: int) -> list[tuple[int, int]]:
    """Where the rows of each page begin and end; one page, if an empty one, at least."""
    return [(at, min(at + PER_PAGE, count)) for at in range(0, count, PER_PAGE)] or [(0, 0)]


def page_ways(site: Site, page: str, texts: Sequence[str], here: int) -> tuple[Way, ...]:
    """The pages of one kind by their texts; none where there is only one. `here` counts from 1, 0 is elsewhere."""
    if len(texts) < 2:
        return ()
    return tuple(Way(text, site.address(page, n), n == here) for n, text in enumerate(texts, 1))


def spans(count: int) -> list[str]:
    """What the pages of `count` rows are called: `1–200`, `201–400` …"""
    return [f"{a + 1:,}–{b:,}" for a, b in parts(count)]
