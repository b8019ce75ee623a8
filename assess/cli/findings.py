"""The list of findings: what each rests on, where it stands, and how it compares with earlier periods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.before import before_option, earlier
from assess.cli.finding_print import print_finding, print_settled, print_withdrawn
from assess.cli.output import DOSSIER, echo, json_option, print_json, say, session_of, warn
from assess.cli.words import t
from assess.packs.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from assess.findings.model import Finding
    from assess.session import Session
    from assess.snapshot import BodyResult

_STATES = ("raised", "put", "explained", "accepted", "contested", "upheld", "dropped")
"""As in `dossier.cases.STATES`; written out here so that `--help` need not import it."""


@click.command(help=t("列出形式主义风险线索，附推导。", "List formalism risks with their traces."))
@DOSSIER
@click.option("--body", help=t("只看一个单位", "One body only"))
@click.option("--severity", type=click.Choice(list(SEVERITIES)), help=t("只看这样轻重的", "Of this severity only"))
@click.option("--state", type=click.Choice(_STATES), help=t("只看处于这一状态的", "In this state only"))
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help=t("也列出无法判定的和不适用的", "Also those that could not be determined and those that do not apply"),
)
@before_option
@json_option
def findings(
    dossier: Path, body: str | None, severity: str | None, state: str | None, show_all: bool,
    before: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Print findings, most severe first."""

    def wanted(finding: Finding) -> bool:
        fits = severity in (None, finding.severity) and state in (None, finding.state)
        return fits and (show_all or finding.verdict == "yes")

    with session_of(dossier, readonly=True) as session:
        results = _results(session, body, before)
        listed = [(r, f) for r in results for f in r.findings if wanted(f)]
        if as_json:
            print_json([f for _, f in listed])
            return
        # What was not upheld is still on record, but after all that stands.
        for result, finding in sorted(listed, key=lambda rf: rf[1].state == "dropped"):
            print_finding(say(result.body.name), finding)
        for result in results if show_all else ():
            for rule in result.set_aside:
                name = say(result.body.name)
                echo(f"– {name}  ·  {say(rule.title)}  [{t('不适用', 'does not apply')} · {rule.rule}]")
                echo(f"    {say(rule.basis)}\n")
        for result in results if severity is None and state is None else ():
            print_withdrawn(say(result.body.name), result.withdrawn)
            print_settled(say(result.body.name), result.settled)
        hidden = sum(f.verdict != "yes" for r in results for f in r.findings)
        if not show_all and hidden:
            warn(
                t(
                    f"另有 {hidden} 条因事实不足无法判定（--all 查看）。",
                    f"{hidden} more could not be determined for want of facts (--all shows them).",
                )
            )
        if not listed and (severity is not None or state is not None):
            echo(t("没有这样的线索。", "No such finding."))
        elif not listed:
            echo(t("没有触发任何规则；这不等于没有问题。", "No rule fired; that is not the same as no problem."))


def _results(session: Session, body: str | None, before: tuple[Path, ...]) -> list[BodyResult]:
    from assess.base.clock import utc_now
    from assess.snapshot import beside_earlier

    past = earlier(before, session.pack.id)
    period = session.campaign.period or utc_now()[:10]
    bodies = [session.state(body).body] if body else session.bodies()
    return [beside_earlier(session.pack, session.result(b.id), past, period) for b in bodies]
