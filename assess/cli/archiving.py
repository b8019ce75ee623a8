"""Putting a campaign away: dossier, bundle, reports and how to read them, in one file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import DOSSIER, echo, json_option, print_json, session_of
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.exchange.archive import About


@click.command(
    help=t(
        "封存评估活动：卷宗、包、全部报告和结果，连同不用本程序也能读、能验证的说明，写成一个 zip。",
        "Put a campaign away in one zip file: dossier, bundle, all reports and results, and how to read and verify them "
        "without this program.",
    )
)
@DOSSIER
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def archive(dossier: Path, out: Path, as_json: bool) -> None:
    """Copy, bundle, report, check, zip."""
    from assess.dossier.backup import backup
    from assess.exchange.archive import write_archive

    folder = out.absolute().parent
    if not folder.is_dir() or out.exists():
        raise click.BadParameter(
            t(f"{out} 已经存在，或所在目录不存在。", f"{out} exists already, or its folder does not."),
            param_hint="OUT",
        )
    # Beside the archive, so that what does not fit the disk there fails before anything is named.
    with tempfile.TemporaryDirectory(prefix=".assess-", dir=folder) as name:
        room = Path(name)
        # All parts are made from one copy, so that they tell of the same state while others write.
        made = backup(dossier, room / "dossier.assess")
        about = _parts(made.path, room)
        files = {p.relative_to(room).as_posix(): p for p in room.rglob("*") if p.is_file()}
        digest = write_archive(files, about, out)
    if as_json:
        print_json(
            {"archive": str(out), "sha256": digest, "head": about.head, "files": len(files) + 2, "about": about}
        )
        return
    echo(t(f"已封存并读回校验：{out}", f"Written, read again and verified: {out}"))
    echo(
        t(
            f"  {len(files) + 2} 个文件，{out.stat().st_size / 1e6:.1f} MB；请把下面两行抄在纸面上：",
            f"  files: {len(files) + 2}, {out.stat().st_size / 1e6:.1f} MB; write these two lines on paper:",
        )
    )
    echo(t(f"  流水头   {about.head}", f"  Journal head  {about.head}"))
    echo(f"  SHA-256{t('  ', '       ')}{digest}")


def _parts(copy: Path, room: Path) -> About:
    """Write bundle, results and reports of the dossier `copy` into `room`; what the read-me says of them."""
    from assess import __version__
    from assess.base.errors import StoreError
    from assess.base.texts import LANGS, same
    from assess.cli.results import write_reports
    from assess.dossier.erasure import erased_files
    from assess.exchange.archive import About
    from assess.exchange.bundle.check import check_bundle
    from assess.exchange.bundle.write import Source, write_bundle
    from assess.packs.find import find_pack
    from assess.snapshot import to_json

    with session_of(copy, readonly=True) as session:
        shot, imprint = session.snapshot(), session.imprint()
        source = Source(
            events=session.journal(),
            gone=erased_files(session.erasures()),
            pack=session.pack,
            folder=find_pack(session.campaign.pack),
            whole=True,
        )
        manifest = write_bundle(source, session.blob, room / "bundle.zip")
    checked, _ = check_bundle(room / "bundle.zip")
    if checked.problems:
        raise StoreError(checked.problems[0])
    (room / "snapshot.json").write_bytes(to_json(shot))
    write_reports(shot, room / "report", list(LANGS))
    return About(
        title=session.campaign.title,
        mark=imprint.classification if imprint else same(""),
        period=session.campaign.period or "–",
        bodies=len(manifest.bodies),
        events=manifest.events,
        files=sum(e.name.startswith("blobs/") for e in manifest.entries),
        head=manifest.head,
        last=manifest.made,
        program=f"assess {__version__}",
        pack=f"{manifest.pack} {manifest.pack_version}",
    )
