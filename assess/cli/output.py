"""What the verbs share: opening a dossier, printing tables, JSON and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.base.band import Band
from assess.base.texts import Text
from assess.cli.words import LANG, plain, t, width
from assess.report.format import brief

if TYPE_CHECKING:
    from assess.session import Session

F = TypeVar("F", bound=Callable[..., Any])


class Place(click.Path):
    """Where a dossier is: the path of a file, or an address on a server, which no file has to exist for."""

    def __init__(self, **asked: bool) -> None:
        super().__init__(path_type=Path, **asked)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; InputError for an address that is not right, before anything repeats it."""
        from assess.dossier.server import is_server, server_of

        if not is_server(value):
            return super().convert(value, param, ctx)
        server_of(value)
        return Path(value)


DOSSIER = click.argument("dossier", type=Place())


def json_option(function: F) -> F:
    """`--json`: print one JSON value for programs instead of text for people."""
    decorated: F = click.option(
        "--json", "as_json", is_flag=True, help=t("输出 JSON，供程序读取", "Print JSON for programs")
    )(function)
    return decorated


def author_option(function: F) -> F:
    """`--author`: who is recorded in the journal."""
    decorated: F = click.option(
        "--author",
        envvar="ASSESS_AUTHOR",
        help=t("记入流水的作者（默认：当前账号）", "Author for the journal (default: this account)"),
    )(function)
    return decorated


@contextmanager
def session_of(
    dossier: Path, *, readonly: bool = False, author: str | None = None, quiet: bool = False
) -> Iterator[Session]:
    """The open session of `dossier`; closed at the end, whatever happens. `quiet` leaves remarks to a later one."""
    from assess.dossier.author import this_author
    from assess.session import open_session

    with open_session(dossier, readonly=readonly, author=this_author(author)) as session:
        if session.pack_changed and not quiet:
            warn(
                t(
                    "注意：指标包与建立活动时不同，结果按现在的指标包计算。",
                    "Note: the pack differs from the one the campaign was made with; results follow the present one.",
                )
            )
        yield session


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a line; what would act on a terminal instead of being shown on it is shown as an escape."""
    click.echo(plain(text), err=err)


def warn(message: str) -> None:
    """A line on standard error, so that piped output stays clean."""
    echo(message, err=True)


def print_json(value: object) -> None:
    """Print `value` (plain data or structs) as indented JSON in UTF-8."""
    import msgspec

    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    click.echo(data.decode())


def say(text: Text) -> str:
    """The text in the language of this run."""
    return text.get(LANG)


def number(value: float, digits: int = 1) -> str:
    """A number for people, with thousands separators and without trailing zeros."""
    return brief(value, digits)


def band_words(band: Band | None, digits: int = 1) -> str:
    """A band for people: "63.2" or "63.2–70.1"; "–" when there is none."""
    if band is None:
        return "–"
    low, high = number(band.lo, digits), number(band.hi, digits)
    return low if low == high else f"{low}–{high}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print a plain table; the columns in `right` are set flush right."""
    lines = [[plain(cell, keep="") for cell in row] for row in [head, *rows]]
    columns = [max(width(line[i]) for line in lines) for i in range(len(head))]
    for row in lines:
        cells = []
        for i, cell in enumerate(row):
            pad = " " * (columns[i] - width(cell))
            cells.append(pad + cell if i in right else cell + pad)
        echo("  ".join(cells).rstrip())


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error when it is a terminal; silent otherwise."""
    if not sys.stderr.isatty():
        yield lambda _n: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        done = 0

        def step(n: int) -> None:
            nonlocal done
            bar.update(n - done)
            done = n

        yield step
