"""The formats of `assess report`: which were asked for, and what is told of the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.base.texts import Lang
from assess.cli.output import echo, progress
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.report.export.write import Copy
    from assess.snapshot import Snapshot

KNOWN = ("html", "pdf", "docx", "json")
NAMES = {"pdf": "PDF", "docx": "Word", "json": "JSON"}


def chosen(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats of `--format`, in our order; BadParameter for an unknown one and for none."""
    asked = [x.strip() for x in value.lower().split(",") if x.strip()]
    if not asked or set(asked) - set(KNOWN):
        raise click.BadParameter(
            t("请用 html、pdf、docx、json，逗号分隔。", "Use html, pdf, docx, json, comma-separated.")
        )
    return tuple(x for x in KNOWN if x in asked)


def write_formats(
    shot: Snapshot, out: Path, formats: tuple[str, ...], langs: list[Lang], bodies: tuple[str, ...] | None
) -> dict[str, Any]:
    """Write all formats but HTML with a progress bar; what was written, for `--json` and `tell`."""
    from assess.report.export.write import FORMATS, count, write_copies

    wanted = [x for x in FORMATS if x in formats]
    expected = count(wanted, langs, len(bodies) if bodies else len(shot.bodies))
    with progress(t("生成副本", "Writing copies"), expected) as step:
        written = write_copies(shot, out, wanted, langs, bodies, step)
    return {x: _files(written, x) for x in wanted}


def _files(written: list[Copy], format: str) -> list[dict[str, object]]:
    return [
        {"body": c.body, "language": c.lang, "path": str(c.path), "seconds": round(c.seconds, 3)}
        for c in written
        if c.format == format
    ]


def tell(copies: dict[str, Any], out: Path) -> None:
    """One line for each format: how many files, and how long each took."""
    for kind, files in copies.items():
        each = sum(f["seconds"] for f in files) / max(1, len(files))
        echo(
            t(
                f"{NAMES[kind]}：{len(files)} 份，每份 {each:.1f} 秒，在 {out}",
                f"{NAMES[kind]}: {len(files)} files in {out}, {each:.1f} s each",
            )
        )
