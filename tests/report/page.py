"""A strict reader of the report's pages: what they are made of, and everything about them that is not allowed.

It knows nothing of the templates; it holds an allow-list of elements and attributes and the rules of the form.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset(["meta", "br", "rect", "line", "circle", "path"])
GLOBAL = frozenset(["id", "class", "lang"])
ALLOWED: dict[str, frozenset[str]] = {
    tag: GLOBAL | frozenset(extra.split())
    for tag, extra in {
        "html": "", "head": "", "title": "", "style": "", "body": "", "header": "", "main": "", "h1": "", "h2": "",
        "h3": "", "h4": "", "p": "", "ul": "aria-label", "ol": "", "li": "", "dl": "", "dt": "", "dd": "", "b": "",
        "em": "", "small": "", "code": "title", "caption": "", "thead": "", "tbody": "", "tr": "", "table": "",
        "details": "", "summary": "", "article": "aria-labelledby", "section": "aria-labelledby", "br": "",
        "nav": "aria-label", "meta": "charset http-equiv content name", "a": "href hreflang rel",
        "div": "role tabindex aria-labelledby aria-label", "span": "aria-hidden",
        "th": "scope colspan aria-sort", "td": "data-label colspan",
        "svg": "width height x y overflow viewbox aria-hidden focusable role aria-labelledby",
        "rect": "x y width height fill", "line": "x1 x2 y1 y2 stroke stroke-width", "desc": "",
        "circle": "cx cy r fill stroke stroke-width", "path": "d fill stroke stroke-width",
        "text": "x y fill font-size text-anchor",
    }.items()
}  # fmt: skip
MARKS = ("rect", "line", "circle", "path", "text")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    """An element with its attributes, its text and its children, in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, with white space folded."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        children = iter(self.children)
        for piece in self.pieces:
            if piece == "\0":
                yield from next(children)._texts()
            else:
                yield piece

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements below, of `tags` or of any tag, in document order."""
        for child in self.children:
            if not tags or child.tag in tags:
                yield child
            yield from child.all(*tags)

    def within(self, *tags: str) -> bool:
        """Whether an ancestor is one of `tags`."""
        parent = self.parent
        while parent is not None:
            if parent.tag in tags:
                return True
            parent = parent.parent
        return False


class Page(HTMLParser):
    """A page as a tree, with what was wrong in its nesting."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.root = Element("", {}, None)
        self.faults: list[str] = []
        self._open = self.root
        self.feed(html)
        self.close()
        if self._open is not self.root:
            self.faults.append(f"<{self._open.tag}> is not closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)
        self._open.pieces.append("\0")
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open = self._open.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open.tag:
            self.faults.append(f"</{tag}> closes <{self._open.tag}>")
            return
        self._open = self._open.parent or self.root

    def handle_data(self, data: str) -> None:
        self._open.pieces.append(data.replace("\0", ""))

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")

    def handle_pi(self, data: str) -> None:
        self.faults.append("a processing instruction")

    def all(self, *tags: str) -> list[Element]:
        """The elements of `tags`, or all of them, in document order."""
        return list(self.root.all(*tags))

    def ids(self) -> list[str]:
        """All ids, in order."""
        return [e.attributes["id"] for e in self.all() if "id" in e.attributes]

    def make(self) -> Counter[tuple[str, tuple[str, ...]]]:
        """What the page is made of: how often each element comes with which attributes."""
        return Counter((e.tag, tuple(sorted(e.attributes))) for e in self.all())


def problems(html: str) -> list[str]:
    """Everything in the page that the form of the report does not allow."""
    page = Page(html)
    found = list(page.faults)
    for check in (_elements, _links, _policy, _drawings, _tables, _anchors, _headings):
        found.extend(check(page))
    return found


def _elements(page: Page) -> Iterator[str]:
    for element in page.all():
        allowed = ALLOWED.get(element.tag)
        if allowed is None:
            # <title> of a drawing and <title> of the page share a name and are both allowed.
            yield f"<{element.tag}> is not allowed"
            continue
        for name, value in element.attributes.items():
            if name not in allowed:
                yield f"<{element.tag} {name}> is not allowed"
            if name == "tabindex" and value != "0":
                yield f"tabindex {value}"
    if [e.attributes.get("lang") for e in page.all("html")] not in (["zh-CN"], ["en"]):
        yield "the page does not name its language"


def _links(page: Page) -> Iterator[str]:
    for element in page.all("a"):
        href = element.attributes.get("href", "")
        if not re.fullmatch(r"https?://[^\s\"<>\\]+|(data/)?[\w.%-]+(#[\w.-]+)?|#[\w.-]+", href):
            yield f"a link to {href!r}"
        if not element.text:
            yield f"a link without text to {href!r}"
        if href.startswith("http") and "noopener" not in element.attributes.get("rel", ""):
            yield f"an outside link without rel: {href!r}"
    if any(re.search(r"url\(|@import|expression\(|-moz-binding", e.text) for e in page.all("style")):
        yield "the style sheet asks for something"


def _policy(page: Page) -> Iterator[str]:
    metas = page.all("meta", "style")
    policies = [e for e in metas if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    styles = page.all("style")
    if len(policies) != 1 or len(styles) != 1:
        yield f"{len(policies)} policies and {len(styles)} style sheets"
        return
    if metas.index(policies[0]) > metas.index(styles[0]):
        yield "the policy comes after the style sheet"
    sheet = re.search(r"<style>(.*?)</style>", page.html, re.S)
    seal = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode() if sheet else ""
    policy = policies[0].attributes["content"]
    if f"style-src 'sha256-{seal}'" not in policy:
        yield "the policy does not name the style sheet"
    if "default-src 'none'" not in policy or "unsafe" in policy or "script-src" in policy:
        yield f"a weak policy: {policy}"


def _drawings(page: Page) -> Iterator[str]:
    for element in page.all("svg"):
        if element.within("svg"):
            continue
        inside = {e.tag for e in element.children}
        hidden = element.attributes.get("aria-hidden") == "true"
        if not hidden and not (element.attributes.get("role") == "img" and {"title", "desc"} <= inside):
            yield "a drawing that is neither hidden nor described"
    for element in page.all(*MARKS):
        if "class" not in element.attributes or not {"fill", "stroke"} & set(element.attributes):
            yield f"a mark <{element.tag}> without class and presentation attribute"


def _tables(page: Page) -> Iterator[str]:
    for table in page.all("table"):
        if not table.children or table.children[0].tag != "caption" or not table.children[0].text:
            yield "a table without a caption"
        for head in table.all("th"):
            if head.attributes.get("scope") not in ("col", "row", "rowgroup"):
                yield f"a heading cell without scope: {head.text}"
            if not head.text and not list(head.all("svg")):
                yield "an empty heading cell"
        widths = {sum(int(c.attributes.get("colspan", "1")) for c in row.children) for row in table.all("tr")}
        if len(widths) > 1:
            yield f"rows of different widths in {table.children[0].text!r}: {sorted(widths)}"


def _anchors(page: Page) -> Iterator[str]:
    ids = page.ids()
    for name, n in Counter(ids).items():
        if n > 1:
            yield f"id {name} occurs {n} times"
        if not re.fullmatch(r"[A-Za-z][\w.-]*", name):
            yield f"id {name!r}"
    for element in page.all():
        target = element.attributes.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"a link to {target}, which is not there"
        label = element.attributes.get("aria-labelledby")
        if label is not None and label not in ids:
            yield f"labelled by {label}, which is not there"


def _headings(page: Page) -> Iterator[str]:
    levels = [int(e.tag[1]) for e in page.all(*HEADINGS)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "not exactly one first-level heading at the start"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    for element in page.all(*HEADINGS):
        if not element.text:
            yield "an empty heading"
