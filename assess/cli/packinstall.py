"""`assess pack install`: the packs of a bundle, for a machine that does not have them."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import echo, json_option, print_json, table
from assess.cli.words import t


@click.command(
    "install",
    help=t(
        "把包里的指标包装到自己的目录：先列出有哪些、这里有没有，确认后才写入；从不覆盖已有的。",
        "Put the packs of a bundle into your folder, after a preview. A pack that is there is never overwritten.",
    ),
)
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Only show; write nothing"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@json_option
def pack_install(bundle: Path, preview: bool, yes: bool, as_json: bool) -> None:
    """Check the whole bundle, show its packs, ask, write, tell."""
    from assess.base.resources import home
    from assess.exchange.bundle.installing import arrivals, install
    from assess.exchange.bundle.merge import sound
    from assess.packs.find import KIND

    packs = sound(bundle).packs
    found = arrivals(packs)
    if not as_json:
        said = {
            "new": t("这里没有", "not here"),
            "same": t("已有，相同", "here, the same"),
            "different": t("已有另一个", "another is here"),
        }
        head = [t("指标包", "Pack"), t("文件", "Files"), t("状态", "Status"), t("位置", "Place")]
        table(head, [[a.id, str(a.files), said[a.status], a.there] for a in found], right=(1,))
    new = [a for a in found if a.status != "same"]
    write = bool(new) and not preview and (yes or (not as_json and click.confirm(t("安装吗？", "Install them?"))))
    made = install(packs, home() / KIND) if write else ()
    if as_json:
        print_json({"packs": found, "installed": [str(folder) for folder in made]})
    elif made:
        for folder in made:
            echo(t(f"已装到 {folder}", f"Installed in {folder}"))
    else:
        echo(t("没有写入任何内容。", "Nothing was written."))
