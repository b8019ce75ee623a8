"""Copies: what each leaves out, what is not for publication, and whether a copy is one of its original."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.entry import VOICE
from assess.cli.output import (
    DOSSIER,
    author_option,
    echo,
    json_option,
    print_json,
    say,
    session_of,
    table,
    warn,
)
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.snapshot import Snapshot

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("evaluator", "agency", "public")
"""As in `copies.table.KINDS`; written out here so that `--help` need not import it."""
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def copy_option(function: F) -> F:
    """`--copy KIND`: for whom it is."""
    decorated: F = click.option(
        "--copy",
        "kind",
        type=click.Choice(KINDS),
        default="evaluator",
        show_default=True,
        help=t(
            "给谁看：评估方（全部内容）、被评估单位、公众；删去什么见 assess copy table",
            "Whom it is for; what agency and public copies leave out: assess copy table",
        ),
    )(function)
    return decorated


def copies(shot: Snapshot, kind: str, bodies: Sequence[str]) -> Iterator[tuple[str, Snapshot]]:
    """(name of a folder, copy) of each copy asked for: one for the public, one for each body of an agency copy."""
    if kind == "evaluator":
        yield "", shot
        return
    from assess.copies.keys import key_of
    from assess.copies.redact import copy_of
    from assess.report.files import stems

    key = key_of(shot.campaign.id)
    if kind == "public":
        yield "", copy_of(shot, "public", key)
        return
    names = stems(b.body.id for b in shot.bodies)
    for body in bodies or list(names):
        yield names.get(body, body), copy_of(shot, "agency", key, body)


@click.group(help=t("对外文本：删去什么，标记不公开，核对。", "Copies: what they leave out, marks, checks."))
def copy() -> None:
    """The group of verbs on copies."""


@copy.command("table", help=t("列出每种文本删去什么、为什么。", "List what each copy leaves out, and why."))
@json_option
def copy_table(as_json: bool) -> None:
    """The table of `copies.table`."""
    from assess.copies.table import TABLE

    rows = [
        {"kind": row.kind, "name": row.name, "why": row.why,
         "copies": sorted({c for take in row.takes for c in take.copies}),
         "places": [p for take in row.takes for p in take.places]}
        for row in TABLE
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    head = [t("种类", "Kind"), t("单位本", "Agency"), t("公开本", "Public"), t("删去的内容", "What is left out"),
            t("原因", "Why")]  # fmt: skip
    table(
        head,
        [
            [row.kind, *("×" if any(kind in take.copies for take in row.takes) else "" for kind in KINDS[1:]),
             say(row.name), say(row.why)]
            for row in TABLE
        ],
    )  # fmt: skip


@copy.command(
    "mark",
    help=t(
        "把 BODY 的一件证据或一个答案的说明标为不公开，写明理由；--lift 取消。",
        "Mark a piece of evidence of BODY, or what was said with an answer, as not for publication, with the reason.",
    ),
)
@DOSSIER
@click.argument("body")
@click.option("--evidence", metavar="ID", help=t("证据编号", "Id of the evidence"))
@click.option("--answer", "indicator", metavar="INDICATOR", help=t("指标", "Indicator of the answer"))
@VOICE
@click.option("--reason", default="", help=t("理由", "Reason"))
@click.option("--lift", is_flag=True, help=t("取消标记", "Take the mark off"))
@author_option
@json_option
def copy_mark(
    dossier: Path, body: str, evidence: str | None, indicator: str | None, voice: str, reason: str, lift: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Mark one thing, or lift its mark."""
    from assess.dossier.edits import Restrict
    from assess.dossier.lookup import find_indicator

    if (evidence is None) == (indicator is None) or lift == bool(reason.strip()):
        raise click.UsageError(
            t("请给出 --evidence、--answer 之一，并给出 --reason 或 --lift。",
              "Give one of --evidence and --answer, and one of --reason and --lift.")
        )  # fmt: skip
    with session_of(dossier, author=author) as session:
        target = f"evidence/{evidence}"
        if indicator is not None:
            target = f"answer/{find_indicator(session.pack, indicator).id}/{voice}"
        change = session.apply(Restrict(body=body, target=target, reason=reason))
        if as_json:
            print_json({"change": change, "target": target, "reason": reason})
            return
        echo(say(change.label))


@copy.command("marks", help=t("列出不公开的标记。", "List what is marked as not for publication."))
@DOSSIER
@json_option
def copy_marks(dossier: Path, as_json: bool) -> None:
    """All marks of the campaign."""
    with session_of(dossier, readonly=True) as session:
        marks = [r for b in session.bodies() for _, r in sorted(session.state(b.id).restrictions.items())]
    if as_json:
        print_json(marks)
    elif marks:
        head = [t("单位", "Body"), t("内容", "What"), t("理由", "Reason")]
        table(head, [[r.body, r.target, r.reason] for r in marks])
    else:
        echo(t("没有标记。", "Nothing is marked."))


@copy.command(
    "check",
    help=t(
        "核对 COPY（对外文本的 snapshot.json）是否出自 ORIGINAL（卷宗，或完整快照），逐处列出不同。",
        "Check that COPY (the snapshot.json of a copy) is one of ORIGINAL (a dossier, or a full snapshot), and name "
        "every place that differs.",
    ),
)
@click.argument("copy", type=FILE)
@click.argument("original", type=FILE)
@click.option(
    "--salt", type=FILE, help=t("盐值文件（默认：本机密钥）", "File with the salt (default: the key here)")
)
@json_option
def copy_check(copy: Path, original: Path, salt: Path | None, as_json: bool) -> None:
    """Recompute every commitment and compare the rest; ends with 1 when something differs."""
    from assess.copies.check import check_copy, read_copy
    from assess.copies.keys import has_key, read_salt, salt_for

    held = copy.read_bytes()
    note = read_copy(held)
    known = read_salt(salt) if salt else salt_for(note) if has_key(note.campaign.id) else None
    found = check_copy(held, _whole(original), known)
    if as_json:
        print_json(found)
    else:
        for difference in found.differences:
            echo(f"× {difference.path}：{difference.what.zh}" if t("zh", "en") == "zh"
                 else f"× {difference.path}: {difference.what.en}")  # fmt: skip
        echo(
            t(
                f"比较 {found.places} 处，删去 {found.left} 处",
                f"{found.places} places compared, {found.left} left out",
            )
        )
        if found.marks is None:
            warn(t("没有盐值：标记未能核对。给出 --salt。", "No salt: the marks were not checked. Give --salt."))
        if not found.differences:
            echo(t(f"与原件 {found.original[:16]} 相符。", f"It is a copy of the original {found.original[:16]}."))
    if found.differences:
        click.get_current_context().exit(1)


@copy.command(
    "salt", help=t("写出一份对外文本的盐值，供别人核对。", "Write the salt of a copy, for others to check it.")
)
@click.argument("copy", type=FILE)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help=t("写入文件", "File to write"))  # fmt: skip
def copy_salt(copy: Path, out: Path) -> None:
    """The salt of this copy only; it opens no other."""
    from assess.copies.check import read_copy
    from assess.copies.keys import salt_for, write_salt

    write_salt(out, salt_for(read_copy(copy.read_bytes())))
    warn(t(f"已写入 {out}；有它就能逐一猜测删去的短文字，只交给核对的人。",
           f"Wrote {out}; whoever has it can try out short texts that were left out: give it to checkers only."))  # fmt: skip


def _whole(original: Path) -> bytes:
    """The full snapshot in a file, or that of a dossier as it stands."""
    from assess.snapshot import to_json

    with original.open("rb") as file:
        if file.read(64).lstrip().startswith(b"{"):
            return original.read_bytes()
    with session_of(original, readonly=True) as session:
        return to_json(session.snapshot())
