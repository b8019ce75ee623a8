"""Where dossiers are kept: copying one from a file to a server of the team, or back."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import Place, echo, json_option, print_json
from assess.cli.words import t


@click.group(
    help=t("卷宗存放在哪里：文件，或团队的 PostgreSQL。", "Where dossiers are: files, or a team's PostgreSQL.")
)
def store() -> None:
    """The group of verbs on places of dossiers."""


@store.command(
    "copy",
    help=t(
        "把卷宗 FROM 原样复制到 TO：从文件到服务器（postgresql://user@host/database?campaign=name）或反过来。"
        "复制前后都校验，原件不动；TO 处不能已有东西。",
        "Copy the dossier FROM to TO as it is: from a file to a server (postgresql://user@host/database?campaign=name) "
        "or back. Both are verified, FROM is left as it was, and nothing may stand at TO.",
    ),
)
@click.argument("source", metavar="FROM", type=Place())
@click.argument("target", metavar="TO", type=Place())
@json_option
def copy(source: Path, target: Path, as_json: bool) -> None:
    """Copy and tell."""
    from assess.session.copying import copy_dossier

    copied = copy_dossier(source, target)
    if as_json:
        print_json(copied)
        return
    echo(
        t(
            f"已复制到 {target}：事件 {copied.events} 条，证据文件 {copied.files} 份。",
            f"Copied to {target}: events {copied.events}, files of evidence {copied.files}.",
        )
    )
    echo(t(f"两处的流水头相同：{copied.head}", f"Both have the journal head {copied.head}"))
