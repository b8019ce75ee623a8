"""Bundles: a campaign or some of its bodies in one file to send, and the check of what was received."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import DOSSIER, Place, echo, json_option, number, print_json, say, session_of, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.key import Key
    from assess.exchange.bundle.layout import Manifest
    from assess.exchange.bundle.signature import Told


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
@click.option(
    "--public",
    is_flag=True,
    help=t(
        "公开副本：略去文字、姓名和证据文件，只留承诺值，仍可校验",
        "A public copy: texts, names and files of evidence left out, their commitments kept; it still verifies",
    ),
)
@json_option
def bundle(dossier: Path, out: Path, bodies: tuple[str, ...], public: bool, as_json: bool) -> None:
    """Write a bundle."""
    from assess.copies.redact import check_public
    from assess.dossier.erasure import erased_files
    from assess.exchange.bundle.redact import passed_over_in, redacted
    from assess.exchange.bundle.write import Source, write_bundle
    from assess.packs.find import find_pack

    with session_of(dossier, readonly=True) as session:
        events, withheld = session.journal(bodies or None), 0
        passed_over: tuple[str, ...] = ()
        gone = erased_files(session.erasures())
        if public:
            check_public(session.imprint())
            passed_over = passed_over_in(events, session.pack)
            events, withheld, named = redacted(events, session.pack)
            if named:
                warn(
                    t(
                        f"注意：{named} 条旧事件的作者姓名写在哈希里，无法略去。",
                        f"Note: {named} older events commit to their author's name itself, which stays in them.",
                    )
                )
        source = Source(
            events=events,
            public=public,
            withheld=withheld,
            gone=gone,
            passed_over=passed_over,
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
@click.argument("file", type=Place())
@click.option(
    "--keys",
    type=Place(exists=True, dir_okay=False),
    help=t(
        "用这份卷宗或密钥清单判断签名是否可信（否则只能用包自带的清单）",
        "Judge signatures by the key list of this dossier or file (else only by the bundle's own)",
    ),
)
@json_option
def verify(file: Path, keys: Path | None, as_json: bool) -> None:
    """Verify, and end with 1 when something is broken or a signature is not to be trusted."""
    from assess.cli.history import check
    from assess.exchange.bundle.check import check_bundle

    if _is_dossier(file):
        click.get_current_context().invoke(check, dossier=file, as_json=as_json)
        return
    found, _ = check_bundle(file, None if keys is None else _keys(keys))
    if as_json:
        print_json(found)
    else:
        if found.manifest is not None:
            describe(found.manifest)
        for problem in found.problems:
            echo("  ✗ " + say(problem), err=True)
        for note in found.notes:
            echo("  · " + say(note))
        for told in found.signatures:
            _signature(told)
        if not found.problems and not found.signatures:
            echo("  · " + t("没有签名。", "Not signed."))
        if not found.problems:
            echo(t(f"完好：{found.numbers} 个数重算后一致。", f"Sound: {found.numbers} numbers came out the same."))
    bad = found.problems or any(s.trust == "untrusted" for s in found.signatures)
    click.get_current_context().exit(1 if bad else 0)


def _signature(told: Told) -> None:
    marks = {
        "trusted": t("✓ 可信", "✓ trusted"),
        "listed": t("? 未另行确认", "? not confirmed"),
        "untrusted": t("✗ 不可信", "✗ not trusted"),
    }
    who = (
        "，".join(filter(None, (told.name, told.role)))
        if t("zh", "en") == "zh"
        else ", ".join(filter(None, (told.name, told.role)))
    )
    echo(
        t(
            f"  签名 {told.key}（{who or '不知是谁'}，{told.signed}）：{marks[told.trust]}，{told.why.zh}",
            f"  Signature {told.key} ({who or 'nobody known'}, {told.signed}): {marks[told.trust]}, {told.why.en}",
        ),
        err=told.trust == "untrusted",
    )


def _keys(file: Path) -> dict[str, Key]:
    from assess.exchange.bundle.signature import keys_of

    if not _is_dossier(file):
        return keys_of(file)
    with session_of(file, readonly=True) as session:
        return session.keys()


def _is_dossier(file: Path) -> bool:
    from assess.base.errors import NotFound
    from assess.base.texts import Text
    from assess.dossier.server import is_server

    if is_server(file):
        return True
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
