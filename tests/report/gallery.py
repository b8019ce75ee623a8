"""One page of every kind in both languages: what each check of pages runs over.

A new kind of page joins by one line in `KINDS`; the form, the validators, the browser, the golden bytes, paper and
the hostile texts then look at it without being told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple
from unittest.mock import patch

import msgspec

from assess.base.texts import LANGS, Lang, Text
from assess.comparing.compare import compare_bodies, compare_campaigns
from assess.comparing.reissue import reissue
from assess.copies.redact import copy_of
from assess.dossier.imprint import Imprint
from assess.findings.book import judged_book
from assess.report import files
from assess.report.aids import aid_page
from assess.report.brief import brief_page
from assess.report.codebook import render_codebook
from assess.report.compare import compare_page
from assess.report.gate import gate_page
from assess.report.render import annex_page, body_page, index_page, render_chooser, site_page
from assess.report.tables import data_tables
from assess.report.view import evidence
from assess.report.view.doubt import method_page, robust_pages
from assess.report.view.findings_over import findings_pages, negative_pages, rule_pages
from assess.report.view.frame import Frame, frame
from assess.report.view.orders import lines, order_pages, orders
from assess.report.view.site import Site
from assess.report.view.site_model import SitePage
from assess.report.view.taken import data_page
from assess.snapshot import Snapshot
from tests.forensics.fake import signal

from .sample import make_snapshot

Make = Callable[[Frame], str]


class Kind(NamedTuple):
    """How a kind of page is made of a snapshot, and of which; `foreign` says that its texts come from the snapshot
    as they stand, so that hostile ones may be put there. A codebook reads conditions and a comparison scores again,
    which no spoilt pack can do: tests of their own see to them."""

    source: str
    make: Make
    foreign: bool = True


def _sample() -> Snapshot:
    """The sample with what forensic tests said about its first body and about the whole campaign."""
    shot = make_snapshot()
    about = [signal(0.02, body="north", test="grim", subject="rate", n=36)]
    book = judged_book(about, [signal(0.6, body="", test="terminal_digit", subject="*", family="n" * 64)])
    north = msgspec.structs.replace(shot.bodies[0], signals=book.of("north"))
    return msgspec.structs.replace(
        shot, bodies=(north, *shot.bodies[1:]), families=book.families, signals=book.campaign
    )


def _gates() -> Snapshot:
    from .test_gate import snapshot

    return snapshot("conditional")


def _public() -> Snapshot:
    """The copy for everybody, with what is printed on documents."""
    words = Text(zh="区评估办", en="Assessment office")
    printed = Imprint(
        number="2026-7", office=words, signatories=(), reply_by="2026-06-01", review_to=words, contact=words
    )
    return copy_of(msgspec.structs.replace(_sample(), imprint=printed), "public", b"k" * 32)


def _corrected() -> Snapshot:
    """A second edition of the sample, in which a body has no facts and no findings any more, and another no gap."""
    old = _sample()
    north, east, *others = old.bodies
    score = msgspec.structs.replace(north.score, coverage=0.5)
    north = msgspec.structs.replace(north, score=score, facts=dict.fromkeys(north.facts), findings=())
    east = msgspec.structs.replace(east, gap=None)
    return reissue(msgspec.structs.replace(old, bodies=(north, east, *others)), old, "录入有误 / Typed wrongly")


SOURCES: dict[str, Callable[[], Snapshot]] = {
    "sample": _sample,
    "gates": _gates,
    "public": _public,
    "corrected": _corrected,
}


def _links(shared: Frame) -> dict[str, str]:
    return {key: f"{stem}.{shared.lang}.html" for key, stem in shared.stems.items()}


def _short(make: Make) -> Make:
    """The page as it is when two rows of evidence and a few bytes of comments are too many for one page."""

    def made(shared: Frame) -> str:
        limits = {"MOST_ROWS": 1, "ROWS_A_PAGE": 2, "MOST_COMMENTS": 20, "CUTS": (4,)}
        with patch.multiple(evidence, **limits):
            return make(shared)

    return made


def _aid(name: str) -> Make:
    def made(shared: Frame) -> str:
        from .test_aids import pages

        body = shared.snapshot.bodies[0].body.name
        how, sheet = pages(body.get(shared.lang))[name]
        return aid_page(name, how, [sheet], shared.lang, body, "other.html")

    return made


def _compare(shared: Frame) -> str:
    both = (shared.snapshot, shared.snapshot)
    one, two = (b.body.id for b in shared.snapshot.bodies[:2])
    return compare_page(both, compare_bodies(both[0], one, both[1], two), shared.lang, "other.html")


def _compare_all(shared: Frame) -> str:
    both = (shared.snapshot, shared.snapshot)
    return compare_page(both, compare_campaigns(*both), shared.lang)


def _chooser(shared: Frame) -> str:
    return render_chooser(shared.snapshot, (shared.lang, *(x for x in LANGS if x != shared.lang)))


def _of_site(template: str, make: Callable[[Site], Iterator[SitePage]]) -> Make:
    """The first of some pages beside the campaign's first page."""
    return lambda f: site_page(f"report/campaign/{template}.html", next(make(Site(f, _links(f)))), f)


def _ordered(site: Site) -> Iterator[SitePage]:
    every = orders(site)
    return order_pages(site, every, every[1], lines(site))


def _taken(f: Frame) -> str:
    tables = data_tables(f.snapshot)
    sizes = {files.table(x.id, kind): 1000 for x in tables for kind in ("csv", "json", "xlsx")} | {files.README: 9}
    view = data_page(Site(f, _links(f)), tables, {x.id: 7 for x in tables}, sizes)
    return site_page("report/campaign/data.html", view, f)


KINDS: dict[str, Kind] = {
    "body": Kind("sample", lambda f: body_page(f, f.snapshot.bodies[0], "other.html")),
    "body-bands": Kind("sample", lambda f: body_page(f, f.snapshot.bodies[4])),
    "body-unknown": Kind("sample", lambda f: body_page(f, f.snapshot.bodies[5])),
    "body-cut": Kind("sample", _short(lambda f: body_page(f, f.snapshot.bodies[0]))),
    "body-gates": Kind("gates", lambda f: body_page(f, f.snapshot.bodies[0])),
    "annex": Kind("sample", _short(lambda f: annex_page(f, f.snapshot.bodies[0]) or "")),
    "index": Kind("sample", lambda f: index_page(Site(f, _links(f)), "other.html")),
    "site-order": Kind("sample", _of_site("order", _ordered)),
    "site-findings": Kind("sample", _of_site("findings", findings_pages)),
    "site-rule": Kind("sample", _of_site("rule", lambda site: rule_pages(site, next(iter(site.rule_pages))))),
    "site-negative": Kind("sample", _of_site("negative", negative_pages)),
    "site-robust": Kind("sample", _of_site("robust", robust_pages)),
    "site-method": Kind("sample", _of_site("method", lambda site: iter([method_page(site)]))),
    "site-data": Kind("sample", _taken),
    "body-public": Kind("public", lambda f: body_page(f, f.snapshot.bodies[0], "other.html")),
    "index-public": Kind("public", lambda f: index_page(Site(f, _links(f)), "other.html")),
    "body-corrected": Kind("corrected", lambda f: body_page(f, f.snapshot.bodies[0], "other.html")),
    "index-corrected": Kind("corrected", lambda f: index_page(Site(f, _links(f)), "other.html")),
    "brief": Kind("sample", lambda f: brief_page(f, f.snapshot.bodies[0], "r.html", "a" * 64, "o.html")),
    "gate": Kind("gates", lambda f: gate_page(f, f.snapshot.bodies[0], "other.html", "report.html")),
    "chooser": Kind("sample", _chooser),
    "codebook": Kind("sample", lambda f: render_codebook(f.snapshot.pack, f.lang, other_file="x.html"), False),
    "compare": Kind("sample", _compare, False),
    "compare-all": Kind("sample", _compare_all, False),
    **{name: Kind("sample", _aid(name)) for name in ("quadrant", "duties", "responsibility", "reluctance")},
}


def gallery(
    change: Callable[[Snapshot], Snapshot] = lambda shot: shot,
    kinds: dict[str, Kind] = KINDS,
    langs: tuple[Lang, ...] = LANGS,
) -> dict[str, str]:
    """A page of each kind in each language by the name of its file, made of sources that went through `change`."""
    sources = {name: change(source()) for name, source in SOURCES.items()}
    frames = {(name, lang): frame(shot, lang) for name, shot in sources.items() for lang in langs}
    return {f"{name}.{lang}.html": k.make(frames[k.source, lang]) for name, k in kinds.items() for lang in langs}


@cache
def plain_gallery() -> dict[str, str]:
    """The gallery of unchanged sources, made once."""
    return gallery()
