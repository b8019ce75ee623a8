"""Shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from assess.cli.words import t


@click.command(
    help=t(
        "输出 SHELL 的补全脚本，例如：assess completion bash >> ~/.bashrc",
        "Print the completion script for SHELL, e.g. assess completion bash >> ~/.bashrc",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that Click makes for `shell`."""
    found = get_completion_class(shell)
    assert found is not None
    root = ctx.find_root().command
    click.echo(found(root, {}, "assess", "_ASSESS_COMPLETE").source())
