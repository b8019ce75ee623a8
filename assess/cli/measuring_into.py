"""What the measuring tools share: how facts are printed, and how they come into a dossier."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.base.band import Band
from assess.cli.output import Place, author_option, band_words, echo, number, say, session_of, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.entities import Series
    from assess.measure.found import Found
    from assess.measure.planned import Planned

F = TypeVar("F", bound=Callable[..., Any])


def into_options(function: F) -> F:
    """`--into`, `--body`, `--previous`, `--yes` and `--author`: where measured facts go."""
    options = [
        click.option("--into", type=Place(), metavar="DOSSIER",
                     help=t("把测得的事实登记到这个卷宗（先预览）", "Record what was measured in this dossier (shown first)")),
        click.option("--body", help=t("登记到哪个单位", "The body that the facts are about")),
        click.option("--previous", is_flag=True,
                     help=t("登记为上一期的值", "Record the values as those one period earlier")),
        click.option("--yes", is_flag=True, help=t("确认写入", "Write, after the preview")),
        author_option,
    ]  # fmt: skip
    decorated: Any = function
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


def check_into(into: Path | None, body: str | None) -> None:
    """Refuse half of a destination before anything is measured."""
    if (into is None) != (body is None):
        raise click.UsageError(t("--into 和 --body 要一起给出。", "--into and --body go together."))


def value_words(value: Band | None, unit: str) -> str:
    """A measured value for people: a share in percent, an open end as “at least”."""
    if value is None:
        return "–"
    if math.isinf(value.hi):
        return t(f"至少 {number(value.lo, 1)}", f"at least {number(value.lo, 1)}")
    if unit == "share":
        words = band_words(Band(100 * value.lo, 100 * value.hi), 2)
        return f"{words} %"
    return band_words(value, 2)


STATUS = {
    "ok": "",
    "partial": t("部分", "partial"),
    "unavailable": t("无从得知", "not to be had"),
    "error": t("出错", "error"),
}


def print_found(found: Sequence[Found], full: bool = False) -> None:
    """The facts as a table; those that the input says nothing about only when `full`."""
    head = [t("事实", "Fact"), t("值", "Value"), "n", t("状态", "Status"), t("含义与说明", "Meaning and notes")]
    rows = [
        [
            f.fact,
            value_words(f.value, f.unit),
            "–" if f.n is None or f.value is None else number(f.n, 0),
            STATUS[f.status],
            say(f.title) + (t(f"；{f.note.zh}", f"; {f.note.en}") if f.note.en else ""),
        ]
        for f in found
        if full or f.value is not None
    ]
    table(head, rows, right=(1, 2))
    silent = [f.fact for f in found if f.value is None]
    if silent and not full:
        names = ", ".join(silent)
        echo(t(f"来源没有这方面信息：{names}", f"The source does not say: {names}"))


def record(
    found: Sequence[Found], into: Path, body: str, previous: bool, yes: bool, author: str | None, quiet: bool,
    tables: Sequence[Series] = (),
) -> dict[str, Any]:  # fmt: skip
    """Show what would change in the dossier, and with `yes` write it as one action; the JSON of what was done."""
    from assess.measure.planned import plan

    with session_of(into, readonly=not yes, author=author) as session:
        planned = plan(found, tables, session.pack, session.state(body), previous)
        if not quiet:
            _preview(planned, session.pack.id)
        written = session.apply(*(p.edit for p in planned)).events if yes and planned else 0
    if not quiet:
        echo(
            t(
                f"已写入 {written} 条事件；assess undo 可撤销。",
                f"Wrote {written} events; assess undo takes them back.",
            )
            if yes
            else t("预览：没有写入任何内容。加 --yes 写入。", "Preview: nothing was written. Add --yes to write.")
        )
    return {"body": body, "events": written, "facts": _facts(planned), "series": _series(planned)}


def _facts(planned: Sequence[Planned]) -> list[dict[str, Any]]:
    from assess.dossier.edits import RecordFact

    held = [(p.edit, p.change) for p in planned if isinstance(p.edit, RecordFact)]
    return [{"fact": e.fact, "change": change, "value": e.value} for e, change in held]


def _series(planned: Sequence[Planned]) -> list[dict[str, Any]]:
    held = [(p.edit.series, p.change) for p in planned if hasattr(p.edit, "series")]
    return [{"series": s.id, "change": c, "rows": len(s.rows), "columns": len(s.columns)} for s, c in held]


def _preview(planned: Sequence[Planned], pack: str) -> None:
    facts, tables = _facts(planned), [(p.edit.series, p.change) for p in planned if hasattr(p.edit, "series")]
    names = {"new": t("新增", "new"), "changed": t("改动", "changed"), "same": t("不变", "unchanged")}
    if not facts:
        warn(t(f"指标包 {pack} 没有这些事实中的任何一个。", f"The pack {pack} has none of these facts."))
    else:
        rows = []
        for fact in facts:
            low, high = fact["value"] if isinstance(fact["value"], tuple) else (fact["value"], fact["value"])
            rows.append([fact["fact"], band_words(Band(low, high), 4), names[fact["change"]]])
        echo()
        table([t("将登记的事实", "Facts to record"), t("值", "Value"), t("变化", "Change")], rows, right=(1,))
    if tables:
        echo()
        head = [
            t("将登记的图表数据", "Tables to record"),
            t("大小", "Size"),
            t("变化", "Change"),
            t("含义", "What"),
        ]
        table(
            head,
            [[s.id, f"{len(s.rows)} × {len(s.columns)}", names[c], say(s.title)] for s, c in tables],
            right=(1,),
        )
