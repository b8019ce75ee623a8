"""What filling in asks of the bodies: `assess burden`, and `assess prefill` to spare them what is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.cli.output import DOSSIER, author_option, echo, json_option, number, print_json, say, session_of, table
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.prefill import Prefill
    from assess.packs.model import Pack
    from assess.scoring.burden import Burden
    from assess.session import Session

_MOST = 10
"""Questions that are listed as the heaviest."""


@click.command(
    help=t(
        "填报 SUBJECT（卷宗或指标包）要多少时间：题目数、分钟数、已预填多少、还剩多少。",
        "How long filling in SUBJECT, a dossier or a pack, takes: questions, minutes, what is prefilled, what is left.",
    )
)
@click.argument("subject")
@click.option("--body", help=t("只看一个单位", "One body only"))
@click.option("--kind", default="", help=t("指标包：哪一类单位", "Of a pack: for which sort of body"))
@json_option
def burden(subject: str, body: str | None, kind: str, as_json: bool) -> None:
    """The burden of a pack, or of each body of a dossier."""
    path = Path(subject)
    if path.is_file():
        if kind:
            raise click.UsageError(t("--kind 只用于指标包。", "--kind is for packs."))
        _of_dossier(path, body, as_json)
    else:
        if body is not None:
            raise click.UsageError(t("--body 只用于卷宗。", "--body is for dossiers."))
        _of_pack(subject, kind, as_json)


def _of_pack(name: str, kind: str, as_json: bool) -> None:
    from assess.packs.burden import STATUS, asked_of, heaviest
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack

    pack = load_pack(find_pack(name))
    known = [p.id for p in pack.profiles]
    if kind and kind not in known:
        raise InputError(
            Text(zh=f"指标包里没有单位类别 {kind}", en=f"the pack knows no sort of body {kind}"),
            Text(zh="可选：" + "、".join(known), en="Choose from: " + ", ".join(known)) if known else None,
        )
    found, most = asked_of(pack, kind), heaviest(pack, kind, _MOST)
    if as_json:
        rows = [{"indicator": i.id, "minutes": m, "stated": i.minutes is not None} for i, m in most]
        print_json({"pack": pack.id, "kind": kind, "asked": found, "heaviest": rows, "status": STATUS})
        return
    echo(f"{say(pack.title)} {pack.version}")
    echo(
        t(
            f"{found.questions} 题，约 {_span(found.sure, found.most)} 分钟",
            f"Questions: {found.questions}, about {_span(found.sure, found.most)} minutes",
        )
    )
    if found.stated:
        echo(
            t(f"其中 {found.stated} 题的分钟数由指标包写明", f"Minutes given by the pack: {found.stated} questions")
        )
    if (line := over_budget(pack, kind)) is not None:
        echo(say(line))
    table(
        [t("最费时的题", "Longest questions"), t("分钟", "Minutes"), t("依据", "Basis")],
        [[f"{i.label} {say(i.title)}", number(m), _basis(i.minutes is not None)] for i, m in most],
        right=(1,),
    )
    echo(say(STATUS) + t("。", "."))


def _basis(stated: bool) -> str:
    return t("指标包写明", "the pack") if stated else t("推定", "assumed")


def over_budget(pack: Pack, kind: str = "") -> Text | None:
    """A warning where the pack asks for more minutes than it allows itself."""
    from assess.packs.burden import asked_of

    found = asked_of(pack, kind)
    if found.budget is None or found.over <= 0:
        return None
    most, least = number(found.most), number(found.budget)
    return Text(
        zh=f"超出预算：约需 {most} 分钟，[burden] 只给了 {least} 分钟",
        en=f"over its budget: about {most} minutes, where [burden] allows {least}",
    )


def _of_dossier(path: Path, body: str | None, as_json: bool) -> None:
    from assess.packs.burden import STATUS
    from assess.scoring.burden import burden_of

    with session_of(path, readonly=True) as session:
        chosen = [body] if body is not None else [b.id for b in session.bodies()]
        states = [session.state(b) for b in chosen]
        found = [burden_of(session.pack, state) for state in states]
        warning = over_budget(session.pack)
    if as_json:
        print_json({"bodies": found, "status": STATUS})
        return
    head = [
        t("单位", "Body"), t("题目", "Questions"), t("已答", "Answered"), t("实测", "Measured"),
        t("上期", "Earlier"), t("全填（分钟）", "In all (min)"), t("还需（分钟）", "Left (min)"),
    ]  # fmt: skip
    rows = [[say(s.body.name), *_cells(b)] for s, b in zip(states, found, strict=True)]
    table(head, rows, right=range(1, len(head)))
    if warning is not None:
        echo(say(warning))
    echo(say(STATUS) + t("。", "."))


def _cells(b: Burden) -> list[str]:
    return [
        str(b.questions),
        str(b.answered),
        str(b.measured),
        str(b.earlier),
        _span(b.minutes.lo, b.minutes.hi),
        _span(b.left.lo, b.left.hi),
    ]


def _span(low: float, high: float) -> str:
    return number(high, 0) if low == high else f"{number(low, 0)}–{number(high, 0)}"


@click.command(
    help=t(
        "用上一期卷宗的自报答案预填：题目与量表未变的才填，先预览，再作为一步写入（可撤销）。"
        "预填的答案在单位确认之前不计分。",
        "Fill in the claims of an earlier dossier where question and scale are the same: a preview first, then one "
        "action that can be undone. Prefilled answers do not count until the body confirms them.",
    )
)
@DOSSIER
@click.option("--from", "last", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="LAST",
              help=t("上一期的卷宗", "The dossier of the earlier period"))  # fmt: skip
@click.option(
    "--body", "bodies", multiple=True, help=t("只填这些单位，可重复", "These bodies only; may be repeated")
)
@click.option(
    "--confirm",
    is_flag=True,
    help=t("确认预填的答案，作为单位自己的答案", "Confirm prefilled answers as the body's own"),
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    help=t("只确认这些指标，可重复", "Confirm these only; may be repeated"),
)
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Preview only; write nothing"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@author_option
@json_option
def prefill(
    dossier: Path, last: Path | None, bodies: tuple[str, ...], confirm: bool, indicators: tuple[str, ...],
    preview: bool, yes: bool, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Prefill from an earlier dossier, or confirm what was prefilled."""
    if (last is None) == (not confirm):
        raise click.UsageError(t("给出 --from 或 --confirm 之一。", "Give one of --from and --confirm."))
    if indicators and not confirm:
        raise click.UsageError(t("--indicator 只与 --confirm 同用。", "--indicator goes with --confirm."))
    with session_of(dossier, readonly=preview, author=author) as session:
        chosen = list(bodies) or [b.id for b in session.bodies()]
        if last is None:
            _confirm(session, chosen, indicators, preview, yes, as_json)
        else:
            _prefill(session, chosen, last, preview, yes, as_json)


def _prefill(session: Session, chosen: list[str], last: Path, preview: bool, yes: bool, as_json: bool) -> None:
    plans = _plans(session, chosen, last)
    edits = [p.edit for p in plans if p.edit is not None]
    count = sum(len(e.entities) for e in edits)
    if not as_json:
        _show(session, plans)
    written = 0
    if edits and not preview:
        _ask(t(f"预填 {count} 个答案，继续吗？", f"Fill in {count} answers?"), yes, as_json)
        written = session.apply(*edits).events
    if as_json:
        print_json(
            {
                "bodies": [{"body": p.body, "counts": p.counts, "lines": p.lines} for p in plans],
                "filled": 0 if preview else count,
                "events": written,
            }
        )
    else:
        _told(preview, t(f"已预填 {count} 个答案。", f"Filled in {count} answers."))


def _plans(session: Session, chosen: list[str], last: Path) -> list[Prefill]:
    from assess.dossier.prefill import prefill as fill

    plans = []
    with session_of(last, readonly=True, quiet=True) as other:
        if other.campaign.id == session.campaign.id:
            raise InputError(
                Text(zh="这是同一次评估活动的卷宗", en="that is a dossier of the same campaign"),
                Text(zh="--from 要上一期的卷宗。", en="--from wants the dossier of an earlier period."),
            )
        known = {b.id for b in other.bodies()}
        for body in chosen:
            state = session.state(body)
            if body in known:
                plans.append(fill(session.pack, state, other.state(body), other.pack, last.name, other.head))
    return plans


def _show(session: Session, plans: list[Prefill]) -> None:
    names = {b.id: say(b.name) for b in session.bodies()}
    head = [
        t("单位", "Body"), t("预填", "Filled in"), t("已有答案", "Has an answer"), t("题目已改", "Question changed"),
        t("不再询问", "Not asked now"),
    ]  # fmt: skip
    rows = [
        [names[p.body], *(str(p.counts.get(f, 0)) for f in ("filled", "held", "changed", "gone"))] for p in plans
    ]
    if rows:
        table(head, rows, right=range(1, 5))
    else:
        echo(t("上一期的卷宗里没有这些单位。", "The earlier dossier holds none of these bodies."))


def _confirm(
    session: Session, chosen: list[str], indicators: tuple[str, ...], preview: bool, yes: bool, as_json: bool
) -> None:
    from assess.dossier.lookup import find_indicator
    from assess.dossier.prefill import confirming

    named = [find_indicator(session.pack, i).id for i in indicators]
    edits = [e for body in chosen for e in confirming(session.state(body), named)]
    if not as_json:
        for e in edits:
            echo(f"{e.body}  {e.indicator}  {e.state if e.value is None else e.value}")
    written = 0
    if edits and not preview:
        question = t(f"确认 {len(edits)} 个预填的答案，继续吗？", f"Confirm {len(edits)} prefilled answers?")
        _ask(question, yes, as_json)
        written = session.apply(*edits).events
    if as_json:
        print_json(
            {"confirmed": 0 if preview else len(edits), "waiting": edits if preview else [], "events": written}
        )
    else:
        _told(preview, t(f"已确认 {len(edits)} 个答案。", f"Confirmed {len(edits)} answers."))


def _ask(question: str, yes: bool, as_json: bool) -> None:
    if not yes and not click.confirm(question, err=as_json):
        raise click.Abort


def _told(preview: bool, done: str) -> None:
    echo(t("预览：没有写入任何内容。", "Preview: nothing was written.") if preview else done)
