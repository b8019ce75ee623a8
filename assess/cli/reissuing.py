"""`--supersedes` and `--reason`: reports as a corrected edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.before import snapshot_in
from assess.cli.words import t
from assess.report.files import SNAPSHOT

if TYPE_CHECKING:
    from assess.snapshot import Snapshot

F = TypeVar("F", bound=Callable[..., Any])


def reissue_options(function: F) -> F:
    """`--supersedes FILE` and `--reason TEXT`."""
    reason = t("更正的原因，写进更正说明", "Why it is corrected, for the errata")
    decorated: F = click.option("--reason", default="", help=reason)(function)
    return click.option(
        "--supersedes",
        type=click.Path(path_type=Path, exists=True),
        metavar="SNAPSHOT",
        help=t(
            "更正版：取代这份快照（原报告的目录或其中的 snapshot.json），列出改动的每个数",
            "A corrected edition that replaces this snapshot (the folder of the old report or the snapshot.json in "
            "it); lists every number that changed",
        ),
    )(decorated)


def check_reissue(supersedes: Path | None, reason: str, kind: str) -> None:
    """Refuse a reason without an edition to replace, and one file for the copies of many agencies."""
    if supersedes is None and reason:
        raise click.UsageError(t("--reason 要和 --supersedes 一起用。", "--reason goes with --supersedes."))
    if kind == "agency" and supersedes is not None and not any(supersedes.glob(f"*/{SNAPSHOT}")):
        raise click.UsageError(
            t(
                "单位本各有各的快照：--supersedes 请给出原来写入的目录，其下每个单位一个子目录。",
                "Each agency's copy has a snapshot of its own: give --supersedes the folder they were written to, which "
                "has a folder for each.",
            )
        )


def as_edition(shot: Snapshot, supersedes: Path | None, reason: str, name: str = "") -> Snapshot:
    """`shot`, as the edition that replaces the one in `supersedes`, where one is given: a file, or a folder of reports.

    `name` is the folder in it of an agency's copy; a copy that was not given out before is a first edition.
    """
    if supersedes is None:
        return shot
    from assess.comparing.reissue import reissue

    old = supersedes / name / SNAPSHOT if supersedes.is_dir() else supersedes
    if not old.is_file():
        if name:
            return shot
        raise click.UsageError(t(f"{supersedes} 里没有 {SNAPSHOT}。", f"{supersedes} holds no {SNAPSHOT}."))
    edition = reissue(shot, snapshot_in(old, copies=shot.copy is not None), reason)
    if shot.copy is None:
        return edition
    from assess.copies.keys import salt_for
    from assess.copies.redact import sealed

    return sealed(edition, salt_for(shot))
