"""The report's templates: which there are, and copies of them to make one's own."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import echo, json_option, print_json, table
from assess.cli.words import t

KINDS = {
    ".html": t("页面", "page"),
    ".css": t("样式表", "style sheet"),
    ".po": t("用语", "wording"),
    ".docx": t("Word 版式", "Word skeleton"),
}


@click.group(help=t("报告的模板：列出、复制。", "The report's templates: list them, copy them."))
def templates() -> None:
    """Templates that a user's folder may stand in for."""


@templates.command(
    "list",
    help=t("列出全部模板，标出已被自己的模板替换的。", "List all templates, and which of them yours replace."),
)
@json_option
def list_(as_json: bool) -> None:
    """All templates by name, with their kind and where they are taken from."""
    from assess.base.resources import found, shipped

    ours = shipped("templates")
    rows = []
    for name in _names(ours):
        path = found("templates", name)
        rows.append({"name": name, "kind": KINDS[Path(name).suffix], "own": path != ours / name, "path": str(path)})
    if as_json:
        print_json(rows)
        return
    head = [t("名称", "Name"), t("类型", "Kind"), t("取自", "From")]
    table(head, [[str(r["name"]), str(r["kind"]), str(r["path"]) if r["own"] else "assess"] for r in rows])


@templates.command(help=t("把一个模板或一整个目录复制出来。", "Copy a template, or a whole folder of them."))
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help=t("覆盖已有的文件", "Overwrite files that are there"))
@json_option
def copy(name: str, folder: Path, force: bool, as_json: bool) -> None:
    """Copy our templates under `name` into `folder`, which then holds them under the same names."""
    from assess.base.errors import InputError, NotFound
    from assess.base.files import write_atomically
    from assess.base.resources import shipped
    from assess.base.texts import Text

    ours = shipped("templates")
    asked = name.strip("/")
    names = [x for x in _names(ours) if asked in (".", x) or x.startswith(asked + "/")]
    if not names:
        raise NotFound(
            Text(zh=f"没有模板 {name}", en=f"there is no template {name}"),
            Text(zh="运行 assess templates list 查看名称。", en="Run assess templates list to see the names."),
        )
    there = [x for x in names if (folder / x).exists()]
    if there and not force:
        raise InputError(
            Text(zh=f"已有文件 {folder / there[0]}", en=f"{folder / there[0]} is there already"),
            Text(zh="要覆盖请加 --force。", en="Add --force to overwrite it."),
        )
    for one in names:
        write_atomically(folder / one, (ours / one).read_bytes())
    if as_json:
        print_json([str(folder / x) for x in names])
        return
    echo(t(f"已复制 {len(names)} 个文件到 {folder}", f"Copied {len(names)} files to {folder}"))
    use = f"assess report DOSSIER --templates {folder}"
    echo(t(f"修改后运行：{use}", f"Change them, then run: {use}"))


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in KINDS)
