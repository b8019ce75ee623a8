"""Backups: a copy of a dossier that is whole while others write to it, and putting one back after a preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.backup import Stand
    from assess.dossier.events import Event


@click.command(
    help=t(
        "备份卷宗：别人正在写入时也得到完整的一份，校验通过才算数。OUT 是目录时，文件名带日期和流水头。",
        "Back a dossier up: a whole copy, even while others write, that counts once it has been verified. In a folder "
        "OUT its name carries date and journal head.",
    )
)
@DOSSIER
@click.argument("out", type=click.Path(path_type=Path), default=Path())
@json_option
def backup(dossier: Path, out: Path, as_json: bool) -> None:
    """Copy and verify."""
    from assess.dossier.backup import backup as make

    made = make(dossier, out)
    if as_json:
        print_json({"backup": str(made.path), "again": made.again, "last": made.last, "verified": made.verified})
        return
    found = made.verified
    said = t("已有同一状态的备份，重新校验过：", "This state is backed up already, and was verified again: ")
    echo((said if made.again else t("已备份并校验：", "Backed up and verified: ")) + str(made.path))
    echo(
        t(
            f"  {found.events} 条事件，{found.blobs} 份证据文件，最后一条 {made.last}；流水头 {found.head[:16]}",
            f"  events: {found.events}, files of evidence: {found.blobs}, last event {made.last}; "
            f"journal head {found.head[:16]}",
        )
    )


@click.command(
    help=t(
        "从备份恢复卷宗：先列出会变成什么、会少掉什么，确认后才放回；原来的文件改名保留，不删除。",
        "Put a backup in the place of a dossier: what it would become and lack is shown first. The file that stood "
        "there is kept under another name.",
    )
)
@click.argument("backup_file", metavar="BACKUP", type=click.Path(path_type=Path))
@DOSSIER
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Only show; write nothing"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@author_option
@json_option
def restore(backup_file: Path, dossier: Path, preview: bool, yes: bool, author: str | None, as_json: bool) -> None:
    """Show, ask, put back, tell."""
    from assess.dossier.author import begin_anew, this_author
    from assess.dossier.backup import look
    from assess.dossier.backup import restore as put_back

    kept = look(backup_file)
    there, why = _there(dossier)
    if there is not None and there.campaign.id != kept.campaign.id:
        raise _other_campaign(dossier, there)
    lacking = _lacking(kept, there)
    same = there is not None and not there.verified.problems and not lacking and there.events == kept.events
    if not as_json:
        _tell(kept, there, why, lacking)
    write = not preview and not same and (yes or (not as_json and click.confirm(t("放回去吗？", "Put it back?"))))
    aside = put_back(backup_file, dossier, this_author(author).name) if write else None
    if write and (there is None or lacking):
        begin_anew()
    if as_json:
        print_json({"written": write, "same": same, "lacking": len(lacking), "head": kept.verified.head,
                    "aside": str(aside) if aside else None})  # fmt: skip
    elif same:
        echo(t("卷宗就是这个状态，没有改动。", "The dossier is in this state already; nothing was changed."))
    elif not write:
        echo(t("没有写入任何内容。", "Nothing was written."))
    else:
        _told(dossier, aside, there, lacking)


def _there(dossier: Path) -> tuple[Stand | None, str]:
    """What stands at `dossier` now, or why that cannot be told."""
    from assess.base.errors import AssessError
    from assess.dossier.backup import look

    if not dossier.exists():
        return None, ""
    try:
        return look(dossier), ""
    except AssessError as error:
        return None, say(error.message)


def _lacking(kept: Stand, there: Stand | None) -> list[Event]:
    """Events of the dossier that the backup does not have."""
    if there is None:
        return []
    known = {e.hash for e in kept.events}
    return [e for e in there.events if e.hash not in known]


def _tell(kept: Stand, there: Stand | None, why: str, lacking: list[Event]) -> None:
    echo(f"{t('备份：', 'Backup:  ')}{_described(kept)}")
    if why:
        echo(t(f"卷宗：读不了（{why}）", f"Dossier: cannot be read ({why})"))
        return
    if there is None:
        echo(t("卷宗：现在没有", "Dossier: there is none"))
        return
    echo(f"{t('卷宗：', 'Dossier: ')}{_described(there)}")
    for problem in there.verified.problems[:3]:
        echo("  ✗ " + say(problem))
    if not lacking:
        return
    who: dict[str, int] = {}
    for event in lacking:
        who[event.author or "–"] = who.get(event.author or "–", 0) + 1
    names = t("，", ", ").join(f"{name} {count}" for name, count in sorted(who.items()))
    first = min(e.at for e in lacking)
    echo(
        t(
            f"备份里没有、卷宗里有的事件 {len(lacking)} 条，自 {first} 起（{names}）：放回后不在卷宗里。",
            f"Events of the dossier that the backup lacks: {len(lacking)}, since {first} ({names}). They will not be "
            "in the dossier.",
        )
    )


def _described(stand: Stand) -> str:
    c, v = stand.campaign, stand.verified
    said = t(
        f"{v.events} 条事件，最后一条 {stand.last}，流水头 {v.head[:16]}",
        f"events: {v.events}, last {stand.last}, journal head {v.head[:16]}",
    )
    return t("，", ", ").join(filter(None, (say(c.title), c.period, said)))


def _told(dossier: Path, aside: Path | None, there: Stand | None, lacking: list[Event]) -> None:
    echo(t(f"已放回 {dossier}。", f"Put back: {dossier}."))
    if aside is not None:
        echo(t(f"  原来的文件留在 {aside}", f"  What stood there is kept: {aside}"))
    if lacking and there is not None and not there.verified.problems:
        echo(
            t(
                f"  要取回多出的内容：assess bundle {aside} 取回.zip，再 assess merge {dossier} 取回.zip",
                f"  To bring back what it has more: assess bundle {aside} more.zip, then assess merge {dossier} more.zip",
            )
        )
    if there is None or lacking:
        warn(
            t(
                "  备份之后发出过包的，请先合并回来再继续填写。本机此后的改动另起新链，与那些包不会相撞。",
                "  Bundles sent since the backup: merge them before going on. What is written here from now on begins "
                "chains of its own, so that it will not collide with them.",
            )
        )


def _other_campaign(dossier: Path, there: Stand) -> Any:
    from assess.base.errors import InputError
    from assess.base.texts import Text

    title = there.campaign.title
    return InputError(
        Text(
            zh=f"{dossier.name} 是另一次评估活动（{title.zh}），没有改动",
            en=f"{dossier.name} is another campaign ({title.en}) and was left alone",
        ),
        Text(zh="请恢复到另一个文件名。", en="Restore to another file name."),
    )
