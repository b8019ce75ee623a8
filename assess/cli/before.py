"""`--before`: earlier periods to compare findings with, each a dossier or a snapshot of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.cli.output import Place
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.base.copying import CopyOf
    from assess.findings.years import Earlier
    from assess.snapshot import Snapshot

F = TypeVar("F", bound=Callable[..., Any])


def before_option(function: F) -> F:
    """`--before FILE`, which may be repeated."""
    decorated: F = click.option(
        "--before",
        multiple=True,
        type=Place(exists=True, dir_okay=False),
        metavar="FILE",
        help=t(
            "与往期的卷宗或快照（JSON）比较线索和得分，可重复",
            "Compare findings and scores with an earlier dossier or snapshot (JSON); may be repeated",
        ),
    )(function)
    return decorated


def earlier(files: Sequence[Path], pack: str) -> list[Earlier]:
    """The earlier periods in `files`; InputError for one that is neither, or that is by another pack."""
    found = [_read(file) for file in files]
    for file, period in zip(files, found, strict=True):
        if period.pack.id != pack:
            raise InputError(
                Text(
                    zh=f"{file.name} 用的是指标包 {period.pack.id}，不是 {pack}，线索无从比较",
                    en=f"{file.name} is by the pack {period.pack.id}, not {pack}: findings do not compare",
                ),
                Text(zh="给出同一指标包的卷宗或快照。", en="Give a dossier or snapshot by the same pack."),
            )
    return found


def _read(file: Path) -> Earlier:
    import msgspec

    from assess.cli.output import session_of
    from assess.findings.years import Earlier, earlier_of

    if not _is_json(file):
        with session_of(file, readonly=True) as session:
            return earlier_of(session.snapshot())
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Earlier)
    except msgspec.DecodeError as error:
        raise InputError(
            Text(zh=f"{file.name} 不是快照：{error}", en=f"{file.name} is no snapshot: {error}"),
            Text(zh="用“assess snapshot”导出一份。", en="Export one with “assess snapshot”."),
        ) from error
    _refuse_copy(file, found.copy)
    return found


def _refuse_copy(file: Path, copy: CopyOf | None) -> None:
    """A copy leaves out findings and bodies: beside it things would look new that are only not in it."""
    if copy is not None:
        raise InputError(
            Text(
                zh=f"{file.name} 是对外文本，删去了部分内容，不能用来比较",
                en=f"{file.name} is a copy that leaves things out: it is nothing to compare with",
            ),
            Text(zh="给出卷宗，或评估方留存的完整快照。", en="Give the dossier, or the evaluators’ full snapshot."),
        )


def snapshot_in(file: Path, *, copies: bool = False) -> Snapshot:
    """The snapshot in `file`, or that of the dossier it is; InputError as `from_json`, and for a copy unless asked."""
    from assess.cli.output import session_of
    from assess.snapshot import from_json

    if _is_json(file):
        found = from_json(file.read_bytes(), file.name)
        _refuse_copy(file, None if copies else found.copy)
        return found
    with session_of(file, readonly=True) as session:
        return session.snapshot()


def _is_json(file: Path) -> bool:
    from assess.dossier.server import is_server

    if is_server(file):
        return False
    with file.open("rb") as handle:
        return handle.read(64).lstrip().startswith(b"{")
