"""Pages out of views: one Jinja environment per process, no script, no request, everything escaped.

Whatever a template prints passes `clean`, then autoescape. Only texts may be printed: a number that reaches a
template was not formatted by the view, and is refused, as is None. Templates of the user's own are searched first
and run in the same sandbox as ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup

from assess.base.errors import InputError, NotFound
from assess.base.resources import search_path
from assess.base.texts import LANGS, Lang, Text
from assess.report import files
from assess.report.messages import HTML_LANG, LANGUAGE_NAMES
from assess.report.sandbox import Folders, Sandbox, told
from assess.report.security import csp, margin_mark
from assess.report.view.body import annex_views, body_view
from assess.report.view.campaign import index_view
from assess.report.view.frame import Frame, frame
from assess.report.view.marks import View, Way
from assess.report.view.notice import notice
from assess.report.view.notice_model import Notice
from assess.report.view.site import Site
from assess.snapshot import BodyResult, Snapshot

STYLE = "static/report.css"
SECTIONS = "static/sections.css"
"""What only a body's report needs."""
USE = "static/use.css"
"""What only the charts of use evidence need."""
SITE = "static/site.css"
"""What only the pages of a campaign need."""
_FORBIDDEN = ("</", "<!", "@import", "url(", "src(", "image-set(")

_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
"""A character in CSS written as its code."""


def render_body(snapshot: Snapshot, body: str, lang: Lang, *, other_file: str = "") -> str:
    """The report of `body` as one self-contained HTML page; NotFound when the snapshot has no such body.

    `other_file` is the name of the same report in the other language, linked when given.
    """
    return body_page(frame(snapshot, lang), result(snapshot, body), other_file)


def render_annex(snapshot: Snapshot, body: str, lang: Lang) -> str | None:
    """The annex with the long evidence list and the long comments; None when the report holds them itself.

    Of an annex of many pages, the first.
    """
    return annex_page(frame(snapshot, lang), result(snapshot, body))


def render_index(snapshot: Snapshot, lang: Lang, links: Mapping[str, str], *, other_file: str = "") -> str:
    """The campaign's first page; `links` gives the address of each body's report, relative to it, by the body's id.

    `other_file` is the name of the same page in the other language, linked when given.
    """
    return index_page(Site(frame(snapshot, lang), links), other_file)


def result(snapshot: Snapshot, body: str) -> BodyResult:
    """The result of `body`; NotFound when there is none."""
    found = snapshot.body(body)
    if found is None:
        raise NotFound(
            Text(zh=f"没有被评估单位 {body}", en=f"there is no body {body}"),
            Text(zh="请核对单位代码。", en="Check the body's id."),
        )
    return found


def body_page(shared: Frame, body: BodyResult, other_file: str = "", ways: tuple[Way, ...] = ()) -> str:
    """A body's report, from a frame that many reports share, with `ways` to other pages of the site."""
    view = body_view(shared, body, other_file, ways)
    sheets = (STYLE, SECTIONS, USE) if view.use else (STYLE, SECTIONS)
    return made_page("report/body.html", sheets, notice(shared), view=view, t=shared.t)


def annex_page(shared: Frame, body: BodyResult) -> str | None:
    """The first page of a body's annex, or None."""
    return next(annex_pages(shared, body), None)


def annex_pages(shared: Frame, body: BodyResult) -> Iterator[str]:
    """The pages of a body's annex in order, each made when it is asked for; none when there is no annex."""
    for view in annex_views(shared, body):
        yield _page("report/annex.html", shared, view)


def index_page(site: Site, other_file: str = "") -> str:
    """The campaign's first page."""
    return site_page("report/index.html", index_view(site, other_file), site.frame)


def site_page(template: str, view: View, shared: Frame) -> str:
    """A page of the campaign."""
    return made_page(template, (STYLE, SITE), notice(shared), view=view, t=shared.t)


def render_chooser(
    snapshot: Snapshot, langs: tuple[Lang, ...] = LANGS, pages: Mapping[Lang, str] | None = None
) -> str:
    """The small page that leads to the campaign's page, or one of `pages`, in each language."""
    style, policy = _style()
    with told():
        return (
            _environment()
            .get_template("report/chooser.html")
            .render(
                style=style,
                csp=policy,
                html_lang=HTML_LANG[langs[0]],
                titles=[(HTML_LANG[x], snapshot.campaign.title.get(x)) for x in langs],
                choices=[
                    (HTML_LANG[x], LANGUAGE_NAMES[x], files.link((pages or {}).get(x, files.index(x))))
                    for x in langs
                ],
            )
        )


def _page(template: str, shared: Frame, view: View) -> str:
    return made_page(template, (STYLE,), notice(shared), view=view, t=shared.t)


def made_page(
    template: str, sheets: tuple[str, ...] = (STYLE,), notice: Notice | None = None, **given: object
) -> str:
    """A page from a template and what it is given, with its style sheets in one and sealed by the policy.

    A mark of classification is printed on every page: in the head of the first, then in the margin.
    """
    style, policy = _style(sheets)
    if notice is not None and notice.mark:
        style = style + Markup(margin_mark(notice.mark))
        policy = csp(style)
    environment = _environment()
    environment.steps = 0
    with told():
        return environment.get_template(template).render(style=style, csp=policy, notice=notice, **given)


def sheet(name: str) -> str:
    """The style sheet `name` of the templates, the user's before ours."""
    return str(_styled(tuple(search_path("templates")), name)[0])


def _meant(escape: re.Match[str]) -> str:
    """The character that an escape of CSS stands for."""
    code = int(escape[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _environment() -> Sandbox:
    return _made_for(tuple(search_path("templates")))


@cache
def _made_for(folders: tuple[Path, ...]) -> Sandbox:
    return Sandbox(Folders(list(folders)), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)


def _style(sheets: tuple[str, ...] = (STYLE,)) -> tuple[Markup, str]:
    folders = tuple(search_path("templates"))
    made = [_styled(folders, sheet) for sheet in sheets]
    whole = Markup("").join(text for text, _ in made)
    return made[0] if len(made) == 1 else (whole, csp(whole))


@cache
def _styled(folders: tuple[Path, ...], sheet: str) -> tuple[Markup, str]:
    path = next((p for folder in folders if (p := folder / sheet).is_file()), folders[-1] / sheet)
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError(
            Text(zh=f"样式表 {path.name} 不是 UTF-8 编码", en=f"the style sheet {path.name} is not UTF-8"),
            Text(zh="请另存为 UTF-8。", en="Save it as UTF-8."),
        ) from error
    # Inside <style> nothing is unescaped, so the sheet goes in as it is and must not be able to end the element.
    for line, words in enumerate(text.splitlines(), 1):
        plain = _ESCAPED.sub(_meant, words).casefold()
        if any(mark in plain for mark in _FORBIDDEN):
            raise InputError(
                Text(
                    zh=f"样式表 {path.name}:{line} 含有不允许的内容",
                    en=f"the style sheet {path.name}:{line} holds what a report may not",
                ),
                Text(
                    zh="请删去 @import、url(、src(、image-set( 以及 </ 和 <! 。",
                    en="Remove @import, url(, src(, image-set( and the sequences </ and <! from it.",
                ),
            )
    return Markup(text), csp(text)
