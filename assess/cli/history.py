"""What was changed, and taking it back: history, undo, redo, check."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.merging import said
from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of, table
from assess.cli.words import t


@click.command(help=t("查看修改历史，最新的在前。", "Show what was changed, newest first."))
@DOSSIER
@click.option("--body", help=t("只看一个单位", "One body only"))
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help=t("最多几条", "At most")
)
@json_option
def history(dossier: Path, body: str | None, limit: int, as_json: bool) -> None:
    """List actions."""
    with session_of(dossier, readonly=True) as session:
        entries = session.history(body, limit)
        if as_json:
            print_json(entries)
            return
        head = [t("编号", "Id"), t("时间", "Time"), t("作者", "Author"), t("单位", "Body"), t("内容", "What")]
        table(head, [[e.batch[:8], e.at, e.author, e.body or "–", say(e.label)] for e in entries])


@click.command(
    help=t(
        "撤回历史里的任何一次修改（见 history 的编号），只要所涉之处此后没有再改。可用 redo 恢复。",
        "Take back any action of the history, by its id there, while its places still stand as it left them. "
        "`redo` brings it back.",
    )
)
@DOSSIER
@click.argument("action")
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Only show; write nothing"))
@author_option
@json_option
def revert(dossier: Path, action: str, preview: bool, author: str | None, as_json: bool) -> None:
    """Show or take back one action."""
    with session_of(dossier, author=author, readonly=preview) as session:
        found = [e.batch for e in session.history(limit=1_000_000) if action and e.batch.startswith(action)]
        if len(found) > 1:
            raise click.BadParameter(
                t(f"{action} 开头的编号不止一个。", f"more than one id begins with {action}."), param_hint="ACTION"
            )
        batch = found[0] if found else action
        if preview:
            ahead = session.reversal(batch)
            if as_json:
                print_json(ahead)
                return
            echo(t(f"会撤回：{ahead.label.zh}", f"Would take back: {ahead.label.en}"))
            for slot, (_, then) in ahead.slots.items():
                echo(f"  {slot}  → {said(then)}")
            return
        change = session.revert(batch)
    if as_json:
        print_json(change)
    else:
        echo(say(change.label))


@click.command(help=t("撤销自己的上一步。", "Take your last action back."))
@DOSSIER
@author_option
def undo(dossier: Path, author: str | None) -> None:
    """Undo one action."""
    with session_of(dossier, author=author) as session:
        change = session.undo()
        echo(say(change.label) if change else t("没有可撤销的操作。", "There is nothing to undo."))


@click.command(help=t("重做刚撤销的一步。", "Bring your last undone action back."))
@DOSSIER
@author_option
def redo(dossier: Path, author: str | None) -> None:
    """Redo one action."""
    with session_of(dossier, author=author) as session:
        change = session.redo()
        echo(say(change.label) if change else t("没有可重做的操作。", "There is nothing to redo."))


@click.command(
    help=t(
        "校验卷宗：重算每条链和每份证据的哈希。",
        "Verify a dossier: recompute every chain and every evidence digest.",
    )
)
@DOSSIER
@json_option
def check(dossier: Path, as_json: bool) -> None:
    """Verify, and end with 1 when something is broken."""
    with session_of(dossier, readonly=True) as session:
        found = session.verify()
    if as_json:
        print_json(found)
    else:
        echo(
            t(f"{found.events} 条事件，{found.chains} 条链，{found.blobs} 份证据文件；流水头 {found.head[:16]}",
              f"{found.events} events, {found.chains} chains, {found.blobs} evidence files; journal head {found.head[:16]}")
        )  # fmt: skip
        for problem in found.problems:
            echo("  ✗ " + say(problem), err=True)
        if not found.problems:
            echo(t("完好。", "Sound."))
    click.get_current_context().exit(1 if found.problems else 0)
