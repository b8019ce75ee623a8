"""What the extra formats need, asked for before anything is written."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection

from assess.base.errors import AssessError
from assess.base.texts import Text


class Missing(AssessError):
    """A format was asked for whose libraries are not here."""


def require(formats: Collection[str], load: Callable[[str], object] = importlib.import_module) -> None:
    """Raise Missing, with the way out, unless all of `formats` can be made here; only pdf and docx may not."""
    if "pdf" in formats:
        try:
            load("weasyprint")
        except ImportError as error:
            raise _not_installed("PDF", "WeasyPrint", "pdf") from error
        except OSError as error:
            raise _no_pango() from error
    if "docx" in formats:
        try:
            load("docxtpl")
        except ImportError as error:
            raise _not_installed("Word", "docxtpl", "word") from error


def _not_installed(format: str, library: str, extra: str) -> Missing:
    command = f"pip install 'assess-digital-government[{extra}]'"
    return Missing(
        Text(
            zh=f"没有安装 {library}，无法生成 {format}",
            en=f"{library} is not installed, so no {format} can be made",
        ),
        Text(zh=f"请运行：{command}", en=f"Run: {command}"),
    )


def _no_pango() -> Missing:
    debian = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    windows = "pacman -S mingw-w64-x86_64-pango"
    return Missing(
        Text(
            zh="WeasyPrint 找不到排版库 Pango，无法生成 PDF", en="WeasyPrint finds no Pango, so no PDF can be made"
        ),
        Text(
            zh=f"Debian、Ubuntu：{debian}；macOS：brew install pango；Windows：装 MSYS2 后运行 {windows}。",
            en=f"Debian, Ubuntu: {debian}; macOS: brew install pango; Windows: install MSYS2, then {windows}.",
        ),
    )
