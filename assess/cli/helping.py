"""Help pages in Chinese: headings, placeholders and columns that Click writes without asking for a translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import click

from assess.cli.words import width

_PLACES: Final = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "[COMMAND] [ARGS]...": "[命令] [参数]...",
    "INTEGER RANGE": "整数",
    "INTEGER": "整数",
    "TEXT": "文字",
    "DIRECTORY": "目录",
    "PATH": "路径",
    "FILE": "文件",
    "DATE": "日期",
    "REASON": "理由",
    "ID[=NAME]": "代码[=名称]",
}
_PLACE: Final = re.compile("|".join(rf"(?<![\w-]){re.escape(place)}(?![\w-])" for place in _PLACES))


def in_chinese(text: str) -> str:
    """`text` of Click with its placeholders in Chinese; names of options and arguments stay."""
    return _PLACE.sub(lambda found: _PLACES[found[0]], text)


class ChineseHelp(click.HelpFormatter):
    """Help pages with full-width colons, Chinese placeholders, and columns that count Chinese characters as two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how a command is called."""
        super().write_usage(prog, in_chinese(args), "用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns; a term too long stands on a line of its own."""
        named = [(in_chinese(term), meaning) for term, meaning in rows]
        column = min(max(width(term) for term, _ in named), col_max) + col_spacing
        for term, meaning in named:
            fits = width(term) <= column - col_spacing
            gap = " " * (column - width(term)) if fits else "\n" + " " * (column + self.current_indent)
            self.write(f"{' ' * self.current_indent}{term}{gap if meaning else ''}{meaning}\n")
