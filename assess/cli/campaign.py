"""Campaigns and bodies: new, open, body, status."""

from __future__ import annotations

from pathlib import Path

import click

from assess.base.texts import Text
from assess.cli.output import (
    DOSSIER,
    author_option,
    echo,
    json_option,
    print_json,
    say,
    session_of,
)
from assess.cli.words import LANG, t


@click.command(help=t("新建卷宗 DOSSIER。", "Make a new dossier at DOSSIER."))
@DOSSIER
@click.option(
    "--pack",
    "pack_name",
    default="digital-government",
    show_default=True,
    help=t("指标包的名称或目录", "Pack, by id or folder"),
)
@click.option("--title", help=t("活动名称", "Title of the campaign"))
@click.option("--title-en", help=t("英文名称（默认同上）", "Title in English (default: the same)"))
@click.option("--period", default="", help=t("评估期，如 2026", "Period, e.g. 2026"))
@click.option(
    "--assessed-on",
    default="",
    metavar="DATE",
    help=t(
        "评估日：到这一天证据不得过期；默认评估期的最后一天",
        "Day by which evidence must not have expired; default: the period's last",
    ),
)
@click.option(
    "--body",
    "bodies",
    multiple=True,
    metavar="ID[=NAME]",
    help=t("同时加入被评估单位，可重复", "Also add an assessed body; may be repeated"),
)
@author_option
@json_option
def new(
    dossier: Path, pack_name: str, title: str | None, title_en: str | None, period: str,
    assessed_on: str, bodies: tuple[str, ...], author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Make a dossier for a campaign."""
    from assess.base.resources import home
    from assess.dossier.author import this_author
    from assess.dossier.edits import AddBody
    from assess.dossier.resolve import check_body_id
    from assess.packs.find import KIND, available_packs, find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session

    named = dict(b.partition("=")[::2] for b in bodies)
    for i in named:
        check_body_id(i)
    pack = load_pack(find_pack(pack_name))
    name = Text(zh=title or pack.title.zh, en=title_en or title or pack.title.en)
    edits = [AddBody(id=i, name=Text(zh=n.strip() or i, en=n.strip() or i)) for i, n in named.items()]
    with create_session(
        dossier, pack, name, period=period, assessed_on=assessed_on, author=this_author(author)
    ) as session:
        if edits:
            session.apply(*edits)
        if as_json:
            print_json({"dossier": str(dossier), "campaign": session.campaign, "bodies": session.bodies()})
            return
    echo(t(f"已建立 {dossier}（指标包 {pack.id} {pack.version}，{len(edits)} 个单位）",
                 f"Made {dossier} (pack {pack.id} {pack.version}, {len(edits)} bodies)"))  # fmt: skip
    if pack.id not in dict(available_packs()):
        # The dossier names its pack by id, so that it can travel.
        room = home() / KIND / pack.id
        echo(t(f"先把指标包的目录复制到 {room}，以后打开卷宗才找得到它。",
               f"First copy the pack's folder to {room}: that is where it is found when the dossier is opened."))  # fmt: skip
    echo(t(f"接下来：assess open {dossier}", f"Next: assess open {dossier}"))


@click.command(help=t("在终端应用里打开 DOSSIER。", "Open DOSSIER in the terminal app."))
@DOSSIER
@click.option("--readonly", is_flag=True, help=t("只读", "Read-only"))
@click.option("--list", "list_only", is_flag=True, help=t("只列出单位，不进入应用", "List the bodies instead"))
@json_option
def open_(dossier: Path, readonly: bool, list_only: bool, as_json: bool) -> None:
    """Open the terminal app, or list what is in the dossier."""
    if list_only or as_json:
        with session_of(dossier, readonly=True) as session:
            if as_json:
                print_json({"campaign": session.campaign, "bodies": session.bodies()})
                return
            echo(say(session.campaign.title))
            for b in session.bodies():
                echo(f"{b.id}\t{say(b.name)}")
        return
    from assess.tui.app import run

    click.get_current_context().exit(run(dossier, lang=LANG, readonly=readonly))


@click.group(help=t("管理被评估单位。", "Manage the assessed bodies."))
def body() -> None:
    """The group of verbs on bodies."""


@body.command("add", help=t("加入一个单位。", "Add a body."))
@DOSSIER
@click.argument("id")
@click.option("--name", required=True, help=t("名称", "Name"))
@click.option("--name-en", help=t("英文名称（默认同上）", "Name in English (default: the same)"))
@click.option("--kind", default="", help=t("类别，如 市、县、部门", "Kind, e.g. city, county, agency"))
@author_option
def body_add(dossier: Path, id: str, name: str, name_en: str | None, kind: str, author: str | None) -> None:
    """Add one body."""
    from assess.dossier.edits import AddBody

    with session_of(dossier, author=author) as session:
        change = session.apply(AddBody(id=id, name=Text(zh=name, en=name_en or name), kind=kind))
        echo(say(change.label))


@body.command("rename", help=t("改名。", "Rename a body."))
@DOSSIER
@click.argument("id")
@click.option("--name", required=True, help=t("名称", "Name"))
@click.option("--name-en", help=t("英文名称（默认同上）", "Name in English (default: the same)"))
@author_option
def body_rename(dossier: Path, id: str, name: str, name_en: str | None, author: str | None) -> None:
    """Rename one body."""
    from assess.dossier.edits import RenameBody

    with session_of(dossier, author=author) as session:
        kind = session.state(id).body.kind
        change = session.apply(RenameBody(id=id, name=Text(zh=name, en=name_en or name), kind=kind))
        echo(say(change.label))


@body.command(
    "remove",
    help=t(
        "移除一个单位及其全部记录（可撤销）。",
        "Remove a body with all that was recorded on it (undo brings it back).",
    ),
)
@DOSSIER
@click.argument("id")
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@author_option
def body_remove(dossier: Path, id: str, yes: bool, author: str | None) -> None:
    """Show what would go, ask, and remove."""
    from assess.dossier.edits import RemoveBody
    from assess.dossier.record import contents

    with session_of(dossier, author=author) as session:
        state = session.state(id)
        n = len(contents(state)) - 1
        echo(
            t(
                f"{state.body.name.zh}：{n} 项记录将移出活动。",
                f"{state.body.name.en}: {n} records will leave the campaign.",
            )
        )
        if not yes and not click.confirm(t("确定吗？", "Go on?")):
            raise click.Abort
        echo(say(session.apply(RemoveBody(id=id)).label))
