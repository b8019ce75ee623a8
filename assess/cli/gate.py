"""Gate: may the project of a body be approved or launched, on what conditions, and what would lift a stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.texts import LANGS
from assess.cli.output import DOSSIER, echo, json_option, print_json, say, session_of, table, warn
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    from assess.findings.gates import GateDecision


@click.command(
    help=t(
        "判定 BODY（一个项目）能否放行：放行、附条件或停，逐条写明理由和怎样解除。",
        "Decide on the gates of BODY (a project): pass, conditional or stop, with reasons and what would lift them.",
    )
)
@DOSSIER
@click.argument("body")
@click.option("--gate", "only", metavar="GATE", help=t("只看一个关口", "One gate only"))
@click.option("--html", "out", type=click.Path(path_type=Path), metavar="OUT",
              help=t("另写一页意见书：目录，或 .html 文件（界面语言）",
                     "Also write the one-page sheet: a folder, or an .html file (in the interface language)"))  # fmt: skip
@json_option
def gate(dossier: Path, body: str, only: str | None, out: Path | None, as_json: bool) -> None:
    """Print the decision of each gate of the pack."""
    from assess.base.errors import NotFound
    from assess.base.texts import Text
    from assess.report.gate import no_gates, write_gates

    with session_of(dossier, readonly=True) as session:
        session.state(body)
        found = session.result(body).gates
        if not found:
            raise no_gates(session.pack.id)
        chosen = [g for g in found if only in (None, g.gate)]
        if not chosen:
            names = ", ".join(g.gate for g in found)
            raise NotFound(
                Text(zh=f"没有关口 {only}", en=f"there is no gate {only}"),
                Text(zh=f"有：{names}", en=f"There are: {names}"),
            )
        shot = session.snapshot() if out is not None else None
    if out is not None and shot is not None:
        single = out.suffix.lower() in (".html", ".htm")
        for path in write_gates(shot, body, out, (LANG,) if single else LANGS).values():
            warn(t(f"已写入 {path}", f"Wrote {path}"))
    if as_json:
        print_json(chosen)
        return
    for number, decision in enumerate(chosen):
        if number:
            echo()
        _print(decision)


def _print(decision: GateDecision) -> None:
    from assess.findings.gates import RULINGS, WHYS

    held = t("（待出示）", " (until shown)") if decision.held else ""
    echo(f"{say(decision.title)}  {say(RULINGS[decision.ruling])}{held}")
    if decision.ruling == "not-due":
        return
    echo(t(f"已出示 {decision.met}/{decision.items} 项", f"Shown: {decision.met} of {decision.items} items"))
    for title, reasons in ((t("叫停的理由", "Reasons for the stop"), decision.stops),
                           (t("条件", "Conditions"), decision.conditions)):  # fmt: skip
        if not reasons:
            continue
        echo()
        rows = [[say(r.title), say(WHYS[r.why]), " ".join(say(r.lifted_if).split())] for r in reasons]
        table([title, t("为何", "Why"), t("怎样解除", "Lifted if")], rows)
