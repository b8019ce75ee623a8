"""Legal erasure of what a person wrote or is called."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of, warn
from assess.cli.words import t


@click.command(
    help=t(
        "依法删除文字：内容和盐都去掉，只留哈希，流水照样可以校验；删除本身连同理由记入流水，不能撤销。",
        "Erase texts by law: value and salt go, their hash stays, and the journal still verifies. The erasure itself is "
        "recorded with its reason and cannot be undone.",
    )
)
@DOSSIER
@click.option(
    "--answer", nargs=2, metavar="BODY INDICATOR", help=t("某单位某指标作答中的文字", "Texts of an answer")
)
@click.option("--evidence", nargs=2, metavar="BODY ID", help=t("某件证据的文字", "Texts of a piece of evidence"))
@click.option("--files", is_flag=True, help=t("连同证据文件", "The file of the evidence too"))
@click.option("--author-name", metavar="NAME", help=t("某位作者的姓名", "The name of an author"))
@click.option(
    "--slot", "slots", multiple=True, help=t("流水里的某个位置，可重复", "A place of the journal; may be repeated")
)
@click.option("--reason", required=True, help=t("理由", "Why"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@author_option
@json_option
def erase(
    dossier: Path, answer: tuple[str, str] | None, evidence: tuple[str, str] | None, files: bool,
    author_name: str | None, slots: tuple[str, ...], reason: str, yes: bool, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Ask and erase."""
    places = list(slots)
    if answer:
        places += [f"answer/{answer[0]}/{answer[1]}/{v}" for v in ("claimed", "measured", "users", "verified")]
    if evidence:
        places.append(f"evidence/{evidence[0]}/{evidence[1]}")
    if bool(places) == bool(author_name):
        raise click.UsageError(
            t("请给出 --answer、--evidence、--slot，或单独给出 --author-name。",
              "Give --answer, --evidence or --slot, or --author-name alone.")
        )  # fmt: skip
    warn(
        t(
            "删除后无法恢复。已发出的包和备份里仍有原文，需另行处理。",
            "This cannot be taken back. Bundles already sent and backups still hold the text; see to them as well.",
        )
    )
    if not yes and not click.confirm(t("确定删除吗？", "Erase it?")):
        raise click.Abort
    with session_of(dossier, author=author) as session:
        change = session.erase(reason, places, author_name or "", files=files)
    if as_json:
        print_json(change)
    else:
        echo(say(change.label))
