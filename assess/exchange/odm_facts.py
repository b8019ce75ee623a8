"""The published answers of Open Data Maturity 2023 as facts: read from CSV, or derived from the workbooks.

`python -m assess.exchange.odm_facts derive FOLDER OUT` recomputes the CSV files of `examples/odm2023` from a folder
of filled questionnaires, so that anyone can check them.
"""

from __future__ import annotations

import csv
import io
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from assess.base.errors import AssessError, InputError
from assess.base.texts import Text, preferred_lang
from assess.exchange import odm_checks
from assess.exchange.odm_model import Cell, Workbook
from assess.exchange.odm_words import country_by_code
from assess.exchange.odm_workbook import read_workbook
from assess.exchange.report import lines
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack

PACK = "open-data-maturity-2023"
ANSWERS = "answers.csv"
COUNTRIES = "countries.csv"
LAYERS: Final = ("policy", "portal", "quality", "impact")
ANSWER_FIELDS: Final = ("country", "question", "answer", "points", "links", "text", "marked")
COUNTRY_FIELDS: Final = (
    "code", "name_zh", "name_en", "total", "unsure", "preliminary", *LAYERS, "workbook", "sha256",
)  # fmt: skip

_T = TypeVar("_T")
_DERIVE = Text(
    zh="请用 `python -m assess.exchange.odm_facts derive 问卷目录 输出目录` 重新生成。",
    en="Make it again with `python -m assess.exchange.odm_facts derive FOLDER OUT`.",
)


def read_facts(folder: Path, pack: Pack | None = None) -> list[Workbook]:
    """The countries in `folder`, as the importer would have read them but without texts and addresses of links.

    With `pack` the same checks run as on a workbook. InputError names the file and line that cannot be used.
    """
    cells: dict[str, list[Cell]] = {}
    for line, row in _table(folder / ANSWERS, ANSWER_FIELDS):
        cells.setdefault(row["country"], []).append(_cell(line, row))
    books = [_book(line, row, cells) for line, row in _table(folder / COUNTRIES, COUNTRY_FIELDS)]
    return [odm_checks.check(book, pack) for book in books] if pack else books


def _cell(line: int, row: dict[str, str]) -> Cell:
    def number(name: str, make: Callable[[str], _T]) -> _T:
        return _number(ANSWERS, line, row[name], make)

    return Cell(
        indicator=row["question"],
        label="Q" + row["question"][1:],
        row=line,
        answer=row["answer"] or None,
        raw=row["answer"],
        stated_points=number("points", _finite) if row["points"] else None,
        link_count=number("links", int),
        has_text=bool(number("text", int)),
        marked=bool(number("marked", int)),
        places={"row": f"{ANSWERS}:{line}"},
    )


def _book(line: int, row: dict[str, str], cells: dict[str, list[Cell]]) -> Workbook:
    def points(name: str) -> float | None:
        return _number(COUNTRIES, line, row[name], _finite) if row[name] else None

    own = cells.get(row["code"], [])
    return Workbook(
        name=row["workbook"],
        sha256=row["sha256"],
        country=row["name_en"],
        country_code=row["code"],
        cells=tuple(own),
        stated_total=points("total"),
        stated_unsure=points("unsure"),
        stated_preliminary=points("preliminary"),
        stated_layers={layer: stated for layer in LAYERS if (stated := points(layer)) is not None},
        places=dict.fromkeys(("country", "total", "unsure", "preliminary", *LAYERS), f"{COUNTRIES}:{line}"),
        read={
            "rows": len(own),
            "answered": sum(c.answer is not None for c in own),
            "links": sum(c.link_count for c in own),
            "texts": sum(c.has_text for c in own),
        },
    )


def _table(path: Path, fields: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [f for f in fields if f not in (rows.fieldnames or ())]
        if missing:
            raise InputError(
                Text(
                    zh=f"{path.name} 缺少列：{'、'.join(missing)}",
                    en=f"{path.name} lacks columns: {', '.join(missing)}",
                ),
                _DERIVE,
            )
        for row in rows:
            if None in row or None in row.values():
                raise _bad_line(path.name, rows.line_num)
            yield rows.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            Text(
                zh=f"读不了 {path.name}（{type(error).__name__}）",
                en=f"{path.name} cannot be read ({type(error).__name__})",
            ),
            _DERIVE,
        ) from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _number(name: str, line: int, text: str, make: Callable[[str], _T]) -> _T:
    try:
        return make(text)
    except ValueError as error:
        raise _bad_line(name, line) from error


def _bad_line(name: str, line: int) -> InputError:
    return InputError(
        Text(zh=f"{name} 第 {line} 行不完整或数不对", en=f"{name}, line {line}: incomplete, or not a number"),
        _DERIVE,
    )


def derive(folder: Path, out: Path, pack: Pack) -> list[Workbook]:
    """Read every filled questionnaire in `folder` and write `answers.csv` and `countries.csv` to `out`.

    Questionnaires that name no country (the empty form) are left out. Returns the books that were written.
    """
    books = [
        read_workbook(path, pack) for path in sorted(folder.glob("*.xls[xm]")) if not path.name.startswith("~")
    ]
    known = sorted((b for b in books if b.country_code), key=lambda b: b.country_code or "")
    if not known:
        raise InputError(
            Text(zh=f"目录“{folder}”中没有已填写的问卷", en=f"no filled questionnaire in the folder “{folder}”"),
            Text(zh="请给出存放 XX_ODM 2023.xlsx 的目录。", en="Name the folder of the XX_ODM 2023.xlsx files."),
        )
    out.mkdir(parents=True, exist_ok=True)
    texts = {i.id for i in pack.indicators if i.scale.kind == "text"}
    _write(out / ANSWERS, ANSWER_FIELDS, (row for b in known for row in _answer_rows(b, texts)))
    _write(out / COUNTRIES, COUNTRY_FIELDS, map(_country_row, known))
    return known


def _answer_rows(book: Workbook, texts: set[str]) -> Iterator[list[str]]:
    for c in book.cells:
        points = "" if c.stated_points is None else f"{c.stated_points:g}"
        # What was written in free text is a text of the questionnaire, not a fact.
        answer = "" if c.indicator in texts else c.answer or ""
        flags = [str(c.link_count), str(int(c.has_text)), str(int(c.marked))]
        yield [book.country_code or "", c.indicator, answer, points, *flags]


def _country_row(book: Workbook) -> list[str]:
    country = country_by_code(book.country_code or "")
    name = country.name if country else Text(zh=book.country, en=book.country)
    stated = (book.stated_total, book.stated_unsure, book.stated_preliminary)
    points = [*stated, *(book.stated_layers.get(layer) for layer in LAYERS)]
    numbers = ["" if p is None else f"{p:g}" for p in points]
    return [book.country_code or "", name.zh, name.en, *numbers, book.name, book.sha256]


def _write(path: Path, fields: Sequence[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)


def main(arguments: Sequence[str]) -> int:
    """Run `derive FOLDER OUT`; returns the exit code."""
    lang = preferred_lang()
    if len(arguments) != 3 or arguments[0] != "derive":
        usage = "python -m assess.exchange.odm_facts derive"
        print(
            Text(zh=f"用法：{usage} 问卷目录 输出目录", en=f"usage: {usage} FOLDER OUT").get(lang), file=sys.stderr
        )
        return 2
    try:
        books = derive(Path(arguments[1]), Path(arguments[2]), load_pack(find_pack(PACK)))
    except AssessError as error:
        print("\n".join(error.lines(lang)), file=sys.stderr)
        return error.exit_code
    for book in books:
        print("\n".join(lines(book.name, book.read, book.notices, lang)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
