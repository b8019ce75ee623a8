"""Keys of the terminal app: which there are, and whether those of one's own can be used."""

from __future__ import annotations

import click

from assess.cli.output import echo, json_option, print_json, say, table, warn
from assess.cli.words import t


@click.command(
    help=t(
        "列出终端应用的全部操作和按键，并检查 keys.toml 里自己改的按键。",
        "List every action of the terminal app with its keys, and check the keys of your own in keys.toml.",
    )
)
@click.option(
    "--example",
    is_flag=True,
    help=t("输出一份可改的 keys.toml", "Print a keys.toml to begin with, every line a comment"),
)
@json_option
@click.pass_context
def keymap(ctx: click.Context, example: bool, as_json: bool) -> None:
    """Print the keys in use; ends with 1 when something in the user's file is wrong."""
    from assess.tui import keymap as own
    from assess.tui.actions import ACTIONS, key_name

    if example:
        echo("[keys]")
        for action in ACTIONS:
            if action.id not in own.FIXED:
                echo(f"# {say(action.help)}")
                echo(f"# {action.id} = [{', '.join(own.written(key) for key in action.keys)}]")
        return
    found = own.load()
    if as_json:
        print_json(
            {
                "file": str(own.path()),
                "keys": {a.id: list(found.of(a)) for a in ACTIONS},
                "problems": [say(p) for p in found.problems],
            }
        )
    else:
        table(
            [t("操作", "Action"), t("按键", "Keys"), "", t("作用", "Does")],
            [
                [a.id, " ".join(key_name(k) for k in found.of(a)), "*" if a.id in found.keys else "", say(a.help)]
                for a in ACTIONS
            ],
        )
        echo()
        echo(t(f"* 自己改的按键，来自 {own.path()}", f"* of your own, from {own.path()}"))
    for problem in found.problems:
        warn(f"keys.toml: {say(problem)}")
    ctx.exit(1 if found.problems else 0)
