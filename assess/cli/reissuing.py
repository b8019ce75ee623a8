"""`--supersedes` and `--reason`: reports as a corrected edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.before import snapshot_in
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.snapshot import Snapshot

F = TypeVar("F", bound=Callable[..., Any])


def reissue_options(function: F) -> F:
    """`--supersedes FILE` and `--reason TEXT`."""
    reason = t("更正的原因，写进更正说明", "Why it is corrected, for the errata")
    decorated: F = click.option("--reason", default="", help=reason)(function)
    return click.option(
        "--supersedes",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="SNAPSHOT",
        help=t(
            "更正版：取代这份快照（原报告目录里的 snapshot.json），列出改动的每个数",
            "A corrected edition that replaces this snapshot (snapshot.json beside the old report); lists every "
            "number that changed",
        ),
    )(decorated)


def as_edition(shot: Snapshot, supersedes: Path | None, reason: str) -> Snapshot:
    """`shot`, as the edition that replaces the snapshot in `supersedes` where one is given."""
    if supersedes is None:
        if reason:
            raise click.UsageError(t("--reason 要和 --supersedes 一起用。", "--reason goes with --supersedes."))
        return shot
    from assess.comparing.reissue import reissue

    return reissue(shot, snapshot_in(supersedes), reason)
