"""`assess sample`: draw what is judged a second time, put it on somebody's list, and tell the error rate after it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.cli.output import DOSSIER, Place, author_option, echo, json_option, print_json, say, session_of, table
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.scoring.second import Item, Result
    from assess.session import Session


@click.command(
    help=t(
        "抽取只评判过一次的指标，供第二人复核；分层抽样，风险高的多抽。先只显示，--assign 才记入某人的清单。",
        "Draw indicators judged once for a second review: stratified, more where risk is. Only shown, until --assign "
        "puts them on somebody's list.",
    )
)
@DOSSIER
@click.option("--share", type=click.FloatRange(0, 1, min_open=True),
              help=t("抽取比例（默认 0.1）", "The share to draw (0.1 unless told)"))  # fmt: skip
@click.option("--n", type=click.IntRange(min=1), help=t("抽取件数", "How many to draw"))
@click.option("--seed", default="1", show_default=True, help=t("随机种子", "The seed of the draw"))
@click.option("--before", type=Place(exists=True, dir_okay=False), metavar="DOSSIER",
              help=t("上一期卷宗：首次核实的多抽", "The last dossier: what is verified first now weighs more"))  # fmt: skip
@click.option("--assign", metavar="NAME", help=t("记入此人的复核清单", "Put the sample on this person's list"))
@click.option("--list", "listed", metavar="NAME", help=t("显示此人待复核的指标", "What is on this person's list"))
@click.option("--results", is_flag=True, help=t("由复核结果估计差错率", "The error rate that second reviews show"))
@author_option
@json_option
def sample(
    dossier: Path, share: float | None, n: int | None, seed: str, before: Path | None, assign: str | None,
    listed: str | None, results: bool, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Draw, list or evaluate."""
    drawing = share is not None or n is not None or assign is not None or before is not None
    if (drawing + results + (listed is not None) > 1) or (share is not None and n is not None):
        raise click.UsageError(
            t("--share 与 --n 二选一；--list、--results 不与抽样选项同用。",
              "Give --share or --n; --list and --results go without options of drawing.")
        )  # fmt: skip
    if results or listed is not None:
        _look(dossier, listed, as_json)
        return
    chosen = {"n": n} if n is not None else {"share": share if share is not None else 0.1}
    _draw(dossier, chosen, seed, before, " ".join((assign or "").split()), author, as_json)


def _draw(
    dossier: Path, chosen: dict[str, Any], seed: str, before: Path | None, assign: str, author: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    from assess.dossier.edits import PutDraw
    from assess.scoring.second import items_of
    from assess.session.second import draw_sample

    earlier = _judged_in(before) if before is not None else None
    with session_of(dossier, author=author, readonly=not assign) as session:
        states = [session.state(b.id) for b in session.bodies()]
        head = session.head
        made = draw_sample(session, seed=seed, assign=assign, earlier=earlier, **chosen)
        told = say(session.apply(PutDraw(made)).label) if assign else ""
        items = items_of(made, {s.body.id: s for s in states}, session.pack)
        if as_json:
            strata = [{"cells": s.cells, "size": s.size, "drawn": s.drawn} for s in made.strata]
            print_json({"id": made.id if assign else "", "assigned": assign, "seed": seed, "head": head,
                        "frame": sum(s.size for s in made.strata), "strata": strata, "items": items})  # fmt: skip
            return
        frame = sum(s.size for s in made.strata)
        echo(t(f"可抽 {frame} 件，抽出 {len(items)} 件，分 {len(made.strata)} 层；种子 {seed}，流水头 {head[:12]}",
               f"{len(items)} drawn of {frame}, in {len(made.strata)} strata; seed {seed}, head {head[:12]}"))  # fmt: skip
        _print(session, items)
        echo(told or t("只是预览：加 --assign 姓名 记入清单。", "A preview: --assign NAME puts it on a list."))


def _judged_in(before: Path) -> set[tuple[str, str]]:
    """What was verified or judged in an earlier dossier, as body and indicator."""
    with session_of(before, readonly=True) as session:
        states = [session.state(b.id) for b in session.bodies()]
    verified = {(s.body.id, i) for s in states for i, voice in s.answers if voice == "verified"}
    return verified | {(s.body.id, i) for s in states for i in s.judgements}


def _look(dossier: Path, listed: str | None, as_json: bool) -> None:
    from assess.session.second import left_for, sample_results

    with session_of(dossier, readonly=True) as session:
        found = sample_results(session)
        if listed is not None:
            items = left_for(found, " ".join(listed.split()))
            if as_json:
                print_json(items)
            elif items:
                _print(session, items)
            else:
                echo(t("没有待复核的指标。", "Nothing is left to review."))
            return
    if as_json:
        print_json(found)
    elif not found:
        echo(t("还没有抽样。", "No sample has been drawn yet."))
    for result in found if not as_json else ():
        _tell(result)


def _print(session: Session, items: Collection[Item]) -> None:
    from assess.scoring.second import REASONS

    names = {b.id: say(b.name) for b in session.bodies()}
    rows = []
    for item in items:
        indicator = session.pack.indicator(item.indicator)
        why = t("、", ", ").join(say(REASONS[r]) for r in item.reasons)
        title = f"{indicator.label} {say(indicator.title)}" if indicator else item.indicator
        rows.append([item.body, names.get(item.body, ""), title, f"{item.chance:.1%}", why or "–"])
    head = [t("代码", "Id"), t("单位", "Body"), t("指标", "Indicator"), t("抽中概率", "Chance"), t("风险", "Risk")]
    table(head, rows, right=[3])


def _tell(result: Result) -> None:
    found = result.estimate
    echo(t(f"{result.drawn_on} 交 {result.holder} 复核：抽出 {result.drawn} 件（共 {result.frame} 件），已复核 {found.done} 件，"
           f"不一致 {found.errors} 件",
           f"Drawn on {result.drawn_on} for {result.holder}: {result.drawn} of {result.frame}, {found.done} reviewed, "
           f"{found.errors} judged otherwise"))  # fmt: skip
    if found.rate is None:
        echo(t("  尚无复核结果，差错率不明。", "  Nothing is reviewed yet: the error rate is not known."))
        return
    echo(t(f"  差错率估计 {found.rate:.1%}，95% 区间 {found.band.lo:.1%}–{found.band.hi:.1%}",
           f"  Error rate {found.rate:.1%}, 95% band {found.band.lo:.1%}–{found.band.hi:.1%}"))  # fmt: skip
    if found.covered < 1:
        echo(t(f"  尚有未复核的层：估计只覆盖 {found.covered:.0%}，区间已计入其余",
               f"  Some strata are not reviewed: the rate is of {found.covered:.0%}, the band allows for the rest"))  # fmt: skip
    if found.done < result.drawn:
        echo(t("  复核未完，区间以未复核的与已复核的相仿为前提。",
               "  Not all is reviewed: the band takes what is left to be like what is done."))  # fmt: skip
