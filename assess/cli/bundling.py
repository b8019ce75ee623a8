"""Bundles: a campaign or some of its bodies in one file to send, and the check of what was received."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import DOSSIER, echo, json_option, number, print_json, say, session_of
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.exchange.bundle.layout import Manifest


@click.command(
    help=t(
        "把整个活动（或 --body 指定的单位）写成一个包：流水、证据、结果、指标包，外加逐项摘要。",
        "Write a campaign, or the bodies given with --body, to one file: journal, evidence, results and pack, each "
        "with its digest.",
    )
)
@DOSSIER
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--body", "bodies", multiple=True, help=t("只含这些单位，可重复", "These bodies only; may be repeated")
)
@json_option
def bundle(dossier: Path, out: Path, bodies: tuple[str, ...], as_json: bool) -> None:
    """Write a bundle."""
    from assess.exchange.bundle.write import Source, write_bundle
    from assess.packs.find import find_pack

    with session_of(dossier, readonly=True) as session:
        source = Source(
            events=session.journal(bodies or None),
            pack=session.pack,
            folder=find_pack(session.campaign.pack),
            whole=not bodies or {b.id for b in session.bodies()} <= set(bodies),
        )
        manifest = write_bundle(source, session.blob, out)
    if as_json:
        print_json({"bundle": str(out), "manifest": manifest})
        return
    echo(t(f"已写入 {out}", f"Wrote {out}"))
    describe(manifest)


def describe(manifest: Manifest) -> None:
    """Two lines on what a bundle holds."""
    title = t(manifest.title_zh, manifest.title_en)
    echo(f"  {title}  {manifest.period}".rstrip())
    sizes = sum(e.size for e in manifest.entries)
    files = sum(e.name.startswith("blobs/") for e in manifest.entries)
    echo(
        t(
            f"  {len(manifest.bodies)} 个单位，{manifest.events} 条事件，{files} 份证据文件，"
            f"解开后 {number(sizes / 1e6)} MB；流水头 {manifest.head[:16]}",
            f"  bodies: {len(manifest.bodies)}, events: {manifest.events}, files of evidence: {files}, "
            f"unpacked: {number(sizes / 1e6)} MB; journal head {manifest.head[:16]}",
        )
    )


@click.command(
    help=t(
        "校验 FILE（包或卷宗）：每个字节、每条链、每份证据，并由流水重算每个数；说出第一处断开的地方。",
        "Verify FILE, a bundle or a dossier: every byte, chain and file of evidence, and every number computed again "
        "from the journal; the first broken link is named.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def verify(file: Path, as_json: bool) -> None:
    """Verify, and end with 1 when something is broken."""
    from assess.cli.history import check
    from assess.exchange.bundle.check import check_bundle

    if _is_dossier(file):
        click.get_current_context().invoke(check, dossier=file, as_json=as_json)
        return
    found, _ = check_bundle(file)
    if as_json:
        print_json(found)
    else:
        if found.manifest is not None:
            describe(found.manifest)
        for problem in found.problems:
            echo("  ✗ " + say(problem), err=True)
        for note in found.notes:
            echo("  · " + say(note))
        if not found.problems:
            echo(t(f"完好：{found.numbers} 个数重算后一致。", f"Sound: {found.numbers} numbers came out the same."))
    click.get_current_context().exit(1 if found.problems else 0)


def _is_dossier(file: Path) -> bool:
    from assess.base.errors import NotFound
    from assess.base.texts import Text

    try:
        with file.open("rb") as opened:
            return opened.read(16) == b"SQLite format 3\0"
    except FileNotFoundError as error:
        raise NotFound(
            Text(zh=f"没有文件 {file}", en=f"there is no file {file}"),
            Text(zh="请检查路径。", en="Check the path."),
        ) from error
    except OSError:
        return False
