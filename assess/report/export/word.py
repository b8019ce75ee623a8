"""A body's report as a Word document, from a skeleton that holds the layout and the same view as the page.

The skeleton is one of the templates (`word/report.zh.docx`, `word/report.en.docx`), so a user's own stands in for
ours. It runs in the sandbox of the pages, and whatever it prints is escaped.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from assess.base.errors import InputError
from assess.base.resources import found, shipped
from assess.base.texts import Text
from assess.report.messages import labels
from assess.report.sandbox import Sandbox, printed_in_word, told
from assess.report.security import clean
from assess.report.view.frame import Frame
from assess.report.view.word import word_view
from assess.report.view.word_model import WordView
from assess.snapshot import BodyResult

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of all parts: the earliest that an archive knows, so that the same snapshot gives the same bytes."""


def body_word(shared: Frame, body: BodyResult) -> bytes:
    """The report of a body as a .docx file. Needs docxtpl: ask `needs.require` first.

    InputError for a user's skeleton that is no Word file or that prints what there is not.
    """
    from docxtpl import DocxTemplate

    name = f"word/report.{shared.lang}.docx"
    path = found("templates", name)
    if not zipfile.is_zipfile(path):
        raise InputError(
            Text(zh=f"模板 {name} 不是 Word 文件", en=f"the template {name} is no Word file"),
            Text(zh="请存为 .docx，或删去它。", en="Save it as .docx, or delete it."),
        )
    document = DocxTemplate(path)
    view = word_view(shared, body)
    given = {"view": view, "t": shared.t, "w": labels(shared.lang, "word")}
    out = io.BytesIO()
    with told("" if path.is_relative_to(shipped("templates")) else name):
        document.render(given, Sandbox(finalize=printed_in_word), autoescape=True)
        _name(document.docx.core_properties, view)
        document.save(out)
    return _dated(out.getvalue())


def _name(properties: Any, view: WordView) -> None:
    """Say in the document's properties what it is; they hold 255 characters each and are no part of the layout."""
    properties.title = clean(f"{view.title} · {view.kicker}")[:255]
    properties.subject, properties.language = clean(view.subject)[:255], view.html_lang
    properties.author, properties.identifier = clean(view.engine)[:255], clean(view.digest)[:255]


def _dated(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
