"""Entering what is known: answer, attach, evidence, fact."""

from __future__ import annotations

from pathlib import Path

import click

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.cli.output import (
    DOSSIER,
    author_option,
    band_words,
    echo,
    json_option,
    print_json,
    say,
    session_of,
    table,
)
from assess.cli.words import STATUSES, t
from assess.packs.vocabulary import EVIDENCE_KINDS, VOICES

VOICE = click.option("--voice", type=click.Choice(list(VOICES)), default="claimed", show_default=True,
                     help=t("谁的答案", "Whose answer"))  # fmt: skip


@click.command(
    help=t(
        "为 BODY 作答 INDICATOR。VALUE 是选项代码、数字、45%、逗号分隔的多个代码或文字。",
        "Answer INDICATOR for BODY. VALUE is an option's code, a number, 45%, several codes separated by commas, "
        "or text.",
    )
)
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@click.argument("value", required=False)
@click.option("--not-applicable", metavar="REASON", help=t("不适用，并说明理由", "Does not apply, with the reason"))
@click.option("--unknown", is_flag=True, help=t("不清楚", "Not known"))
@click.option("--clear", is_flag=True, help=t("清除答案", "Take the answer back"))
@click.option("--comment", help=t("说明", "Comment"))
@VOICE
@author_option
@json_option
def answer(
    dossier: Path, body: str, indicator: str, value: str | None, not_applicable: str | None, unknown: bool,
    clear: bool, comment: str | None, voice: str, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Set or clear one answer and show what it does to the scores."""
    from assess.dossier.edits import ClearAnswer, SetAnswer
    from assess.dossier.lookup import find_indicator
    from assess.packs.scales import parse_value

    given = [value is not None, not_applicable is not None, unknown, clear]
    if sum(given) != 1:
        raise click.UsageError(
            t("请给出 VALUE、--not-applicable、--unknown、--clear 之一。",
              "Give exactly one of VALUE, --not-applicable, --unknown and --clear.")
        )  # fmt: skip
    with session_of(dossier, author=author) as session:
        found = find_indicator(session.pack, indicator)
        if clear:
            change = session.apply(ClearAnswer(body=body, indicator=found.id, voice=voice))  # type: ignore[arg-type]
        else:
            state = "not-applicable" if not_applicable is not None else "unknown" if unknown else "answered"
            change = session.apply(
                SetAnswer(
                    body=body,
                    indicator=found.id,
                    value=parse_value(found, value) if value is not None else None,
                    state=state,  # type: ignore[arg-type]
                    voice=voice,  # type: ignore[arg-type]
                    comment=not_applicable if not_applicable is not None else comment,
                )
            )
        result = session.result(body)
        score = result.score.indicators[found.id]
        if as_json:
            print_json({"change": change, "indicator": score, "totals": result.score.totals})
            return
        echo(say(change.label))
        lead = session.pack.totals[0]
        echo(
            f"{found.label}  {band_words(score.score)}   ·   {say(lead.title)}  "
            f"{band_words(result.score.totals[lead.id].value)}"
        )


@click.command(
    help=t("为 BODY 的 INDICATOR 附上证据 SOURCE（文件路径，或 http(s) 链接）。",
           "Attach SOURCE (a file, or an http(s) link) to INDICATOR of BODY.")
)  # fmt: skip
@DOSSIER
@click.argument("body")
@click.argument("indicator")
@click.argument("source")
@click.option("--kind", type=click.Choice(list(EVIDENCE_KINDS)), help=t("证据类型", "Kind of evidence"))
@click.option("--title", default="", help=t("标题", "Title"))
@click.option(
    "--captured", default="", metavar="DATE", help=t("取得日期，如 2026-05-31", "Date of capture, e.g. 2026-05-31")
)
@click.option("--independent", is_flag=True, help=t("独立来源（非被评估单位提供）", "From an independent source"))
@click.option("--received", default="", metavar="DATE", help=t("收到日期", "Date of receipt"))
@click.option(
    "--effective",
    default="",
    metavar="FROM..TO",
    help=t("有效期间，可缺一端", "The days it speaks of; an end may be left out"),
)
@click.option("--expires", default="", metavar="DATE", help=t("失效日期", "The last day on which it counts"))
@click.option(
    "--at",
    "spots",
    multiple=True,
    metavar="KIND:PLACE",
    help=t("材料中的位置，如 page:12，可重复", "Place within it, as page:12; may be repeated"),
)
@click.option("--supersedes", default="", metavar="ID", help=t("它取代的旧证据", "The older piece that it revises"))
@click.option(
    "--also",
    multiple=True,
    metavar="INDICATOR",
    help=t("同时用于这些指标，可重复", "It serves this indicator too; may be repeated"),
)
@author_option
@json_option
def attach(
    dossier: Path, body: str, indicator: str, source: str, kind: str | None, title: str, captured: str,
    independent: bool, received: str, effective: str, expires: str, spots: tuple[str, ...], supersedes: str,
    also: tuple[str, ...], author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Attach one piece of evidence."""
    from assess.dossier.edits import AddEvidence, AttachFile
    from assess.dossier.lookup import find_indicator
    from assess.dossier.spots import read_spot

    first, last = _ends(effective)
    places = tuple(read_spot(spot) for spot in spots)
    with session_of(dossier, author=author) as session:
        found = find_indicator(session.pack, indicator).id
        if source.lower().startswith(("http://", "https://")):
            change = session.apply(
                AddEvidence(body=body, indicator=found, kind=kind or "link", title=title, locator=source,
                            captured=captured, independent=independent, received=received, effective_from=first,
                            effective_to=last, expires=expires, spots=places, supersedes=supersedes, also=also)
            )  # fmt: skip
        else:
            change = session.apply(
                AttachFile(body=body, indicator=found, path=source, kind=kind or "document", title=title,
                           captured=captured, independent=independent, received=received, effective_from=first,
                           effective_to=last, expires=expires, spots=places, supersedes=supersedes, also=also)
            )  # fmt: skip
        held = next(e for e in session.state(body).evidence[found] if e.slot in change.slots)
        if as_json:
            print_json({"change": change, "evidence": held})
            return
        echo(say(change.label) + (f"  sha256 {held.sha256[:12]}…" if held.sha256 else ""))


@click.group(help=t("列出、判定、移除证据。", "List, judge and remove evidence."))
def evidence() -> None:
    """The group of verbs on evidence."""


@evidence.command("list", help=t("列出 BODY 的证据。", "List the evidence of BODY."))
@DOSSIER
@click.argument("body")
@json_option
def evidence_list(dossier: Path, body: str, as_json: bool) -> None:
    """List evidence with ids to judge or remove it by."""
    from assess.dossier.evidence_states import evidence_state, stale_evidence

    with session_of(dossier, readonly=True) as session:
        items = [e for held in session.state(body).evidence.values() for e in held]
        stale = stale_evidence(session.pack, session.state(body))
        if as_json:
            print_json(items)
            return
        head = [t("编号", "Id"), t("指标", "Indicator"), t("类型", "Kind"), t("状态", "Status"), t("标题", "Title")]
        rows = [
            [
                e.id,
                e.indicator,
                say(EVIDENCE_KINDS[e.kind]),
                STATUSES[evidence_state(e, stale.get(e.id, ()))],
                e.title,
            ]
            for e in items
        ]
        table(head, rows)


@evidence.command("judge", help=t("判定证据。", "Judge a piece of evidence."))
@DOSSIER
@click.argument("body")
@click.argument("id")
@click.argument("status", type=click.Choice(["attached", "in-review", "accepted", "insufficient", "rejected"]))
@click.option("--note", default="", help=t("理由", "Reason"))
@click.option("--independent/--not-independent", default=None, help=t("是否独立来源", "Whether it is independent"))
@author_option
def evidence_judge(
    dossier: Path, body: str, id: str, status: str, note: str, independent: bool | None, author: str | None
) -> None:
    """Record an evaluator's judgement."""
    from assess.dossier.edits import JudgeEvidence

    with session_of(dossier, author=author) as session:
        edit = JudgeEvidence(body=body, evidence=id, status=status, note=note, independent=independent)  # type: ignore[arg-type]
        echo(say(session.apply(edit).label))


@evidence.command(
    "revise",
    help=t(
        "更正证据的日期和位置；已审核的须重新审核。",
        "Correct dates and places of a piece; it is then judged again.",
    ),
)
@DOSSIER
@click.argument("body")
@click.argument("id")
@click.option(
    "--captured", metavar="DATE", help=t("取得日期；空文字为去掉", "Date of capture; empty takes it away")
)
@click.option("--received", metavar="DATE", help=t("收到日期", "Date of receipt"))
@click.option(
    "--effective", metavar="FROM..TO", help=t("有效期间，可缺一端", "The days it speaks of; an end may be left out")
)
@click.option("--expires", metavar="DATE", help=t("失效日期", "The last day on which it counts"))
@click.option(
    "--at",
    "spots",
    multiple=True,
    metavar="KIND:PLACE",
    help=t("材料中的位置，可重复，替换原来的", "Place within it; may be repeated, replaces those there"),
)
@author_option
@json_option
def evidence_revise(
    dossier: Path, body: str, id: str, captured: str | None, received: str | None, effective: str | None,
    expires: str | None, spots: tuple[str, ...], author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Correct one piece of evidence."""
    from assess.dossier.edits import ReviseEvidence
    from assess.dossier.spots import read_spot

    if not spots and all(x is None for x in (captured, received, effective, expires)):
        raise click.UsageError(t("请至少给出一项。", "Give at least one of the options."))
    first, last = (None, None) if effective is None else _ends(effective)
    edit = ReviseEvidence(
        body=body, evidence=id, captured=captured, received=received, effective_from=first, effective_to=last,
        expires=expires, spots=tuple(read_spot(spot) for spot in spots) or None,
    )  # fmt: skip
    with session_of(dossier, author=author) as session:
        change = session.apply(edit)
        held = next(e for items in session.state(body).evidence.values() for e in items if e.id == id)
        if as_json:
            print_json({"change": change, "evidence": held})
            return
        echo(say(change.label))


def _ends(effective: str) -> tuple[str, str]:
    """The ends of an effective period; one or both may be empty."""
    first, dots, last = effective.partition("..")
    if effective and not dots:
        raise click.BadParameter(
            t("写成 2026-01-01..2026-12-31。", "Write 2026-01-01..2026-12-31."), param_hint="--effective"
        )
    return first, last


@evidence.command("remove", help=t("移除证据（可撤销）。", "Remove a piece of evidence (undo brings it back)."))
@DOSSIER
@click.argument("body")
@click.argument("id")
@author_option
def evidence_remove(dossier: Path, body: str, id: str, author: str | None) -> None:
    """Detach one piece of evidence."""
    from assess.dossier.edits import RemoveEvidence

    with session_of(dossier, author=author) as session:
        echo(say(session.apply(RemoveEvidence(body=body, evidence=id)).label))


@click.command(
    help=t("为 BODY 登记事实 FACT。VALUE 是一个数，或区间 LO..HI；--unavailable 表示查过但没有。",
           "Record FACT for BODY. VALUE is a number or a band LO..HI; --unavailable says it was looked for in vain.")
)  # fmt: skip
@DOSSIER
@click.argument("body")
@click.argument("fact")
@click.argument("value", required=False)
@click.option("--unavailable", is_flag=True, help=t("查过，得不到", "Looked for, not to be had"))
@click.option("--clear", is_flag=True, help=t("清除", "Take it back"))
@click.option("--previous", is_flag=True, help=t("这是上一期的值", "This is the value one period earlier"))
@click.option(
    "--voice", type=click.Choice(list(VOICES)), default="measured", show_default=True, help=t("来源", "Voice")
)
@click.option("--n", type=int, help=t("样本量", "Sample size"))
@click.option(
    "--coverage",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help=t("覆盖率，0 到 1：例如日志保存了多少", "Share covered, 0 to 1, as of logs that lost lines"),
)
@click.option("--method", default="", help=t("方法", "Method"))
@click.option("--period", default="", help=t("时期", "Period"))
@author_option
def fact(
    dossier: Path, body: str, fact: str, value: str | None, unavailable: bool, clear: bool, previous: bool,
    voice: str, n: int | None, coverage: float | None, method: str, period: str, author: str | None,
) -> None:  # fmt: skip
    """Record or clear one fact."""
    from assess.dossier.edits import ClearFact, RecordFact

    if sum([value is not None, unavailable, clear]) != 1:
        raise click.UsageError(
            t(
                "请给出 VALUE、--unavailable、--clear 之一。",
                "Give exactly one of VALUE, --unavailable and --clear.",
            )
        )
    with session_of(dossier, author=author) as session:
        if clear:
            change = session.apply(ClearFact(body=body, fact=fact, voice=voice, previous=previous))  # type: ignore[arg-type]
        else:
            change = session.apply(
                RecordFact(body=body, fact=fact, value=_numbers(value), voice=voice, n=n, method=method,  # type: ignore[arg-type]
                           period=period, previous=previous, coverage=coverage)
            )  # fmt: skip
        echo(say(change.label))


def _numbers(text: str | None) -> float | tuple[float, float] | None:
    if text is None:
        return None
    try:
        low, dots, high = text.replace(",", "").partition("..")
        return (float(low), float(high)) if dots else float(low)
    except ValueError:
        raise InputError(
            Text(zh=f"{text!r} 不是数，也不是区间", en=f"{text!r} is neither a number nor a band"),
            Text(zh="写成 0.35 或 0.3..0.4。", en="Write 0.35 or 0.3..0.4."),
        ) from None
