"""What comes out: score, report, snapshot."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assess.base.texts import LANGS, Lang
from assess.cli.before import before_option, earlier
from assess.cli.copying import copies, copy_option
from assess.cli.formats import chosen, tell, write_formats
from assess.cli.output import (
    DOSSIER,
    band_words,
    echo,
    json_option,
    number,
    print_json,
    progress,
    say,
    session_of,
    table,
    warn,
)
from assess.cli.reissuing import as_edition, check_reissue, reissue_options
from assess.cli.words import STATES, VETO_STATES, t
from assess.packs.vocabulary import OUTCOMES

if TYPE_CHECKING:
    from assess.packs.model import Layer
    from assess.snapshot import BodyResult, Snapshot

KNOWN = ("scored", "unknown")
_NAMED = 8
"""Names of files that a message lists at most."""


@click.command(help=t("评分与排名，带区间。", "Scores and ranks, with bands."))
@DOSSIER
@click.option("--body", help=t("只看一个单位，列出指标", "One body, with its indicators"))
@click.option("--table", "table_file", type=click.Path(path_type=Path), metavar="FILE",
              help=t("另存为表格：.csv 或 .xlsx", "Also save as a table: .csv or .xlsx"))  # fmt: skip
@json_option
def score(dossier: Path, body: str | None, table_file: Path | None, as_json: bool) -> None:
    """Scores of the campaign, or of one body down to its indicators."""
    with session_of(dossier, readonly=True) as session:
        if body is not None:
            session.state(body)
        shot = session.snapshot()
    if table_file is not None:
        from assess.exchange.tables import write_scores

        write_scores(shot, table_file)
    found = shot.body(body) if body is not None else None
    if as_json:
        print_json(
            found.score
            if found
            else [{"standing": b.standing, "score": b.score, "gap": b.gap} for b in shot.bodies]
        )
    elif found:
        _body_scores(shot, found)
    else:
        _league(shot)
    if table_file is not None:
        warn(t(f"已写入 {table_file}", f"Wrote {table_file}"))


def _league(shot: Snapshot) -> None:
    judged = [t("结论", "Outcome")] if shot.pack.totals[0].method == "deductions" else []
    head = [t("名次", "Rank"), t("可能", "Possible"), t("单位", "Body"), *judged,
            *(say(x.title) for x in shot.pack.totals),
            *(say(x.title) for x in shot.pack.layers), t("覆盖", "Coverage"), t("线索", "Flags")]  # fmt: skip
    bodies = sorted(shot.bodies, key=lambda b: (b.standing.rank if b.standing else 10**9, b.body.id))
    rows = []
    for b in bodies:
        s = b.standing
        rows.append([
            str(s.rank) if s else "–",
            f"{s.best}–{s.worst}" if s and s.best != s.worst else "",
            say(b.body.name),
            *_outcome(shot, b),
            *(band_words(b.score.totals[x.id].value) for x in shot.pack.totals),
            *(band_words(b.score.layers[x.id].score) for x in shot.pack.layers),
            f"{b.score.coverage:.0%}",
            str(sum(f.verdict == "yes" for f in b.findings)),
        ])  # fmt: skip
    table(head, rows, right=range(3 + len(judged), len(head)))


def _outcome(shot: Snapshot, b: BodyResult) -> list[str]:
    """The outcome of a check by deductions, in one cell; no cell for other packs."""
    from assess.scoring.deductions import outcome_words

    found = b.score.reckoning
    return [say(outcome_words(shot.pack, found))] if found is not None else []


def _body_scores(shot: Snapshot, b: BodyResult) -> None:
    from assess.packs.relative import ranges_of, within_marks

    echo(say(b.body.name))
    ends = ranges_of(shot.pack)
    for total in shot.pack.totals:
        value = b.score.totals[total.id]
        marked = total.method != "layers-mean" or within_marks(ends.totals[total.id])
        out_of = f" / {number(value.maximum)}" if marked else ""
        echo(f"{say(total.title)}  {band_words(value.value)}{out_of}")
        if value.reckoning is not None:
            echo(f"{t('结论', 'Outcome')}  {say(OUTCOMES[value.reckoning.outcome])}")
            for note in value.reckoning.notes:
                echo(f"  · {say(note)}")
        for note in value.notes:
            echo(f"  · {say(note)}")
    for layer in shot.pack.layers:
        _layer_scores(shot, b, layer, within_marks(ends.raw_layers.get(layer.id, (0.0, 100.0))))


def _layer_scores(shot: Snapshot, b: BodyResult, layer: Layer, marked: bool) -> None:
    """One layer's indicators; scores that are no marks from 0 to 100 earn no points to tell."""
    scored = b.score.layers[layer.id]
    points, maximum = band_words(scored.points), number(scored.maximum)
    said = t(f"覆盖 {scored.coverage:.0%}", f"coverage {scored.coverage:.0%}")
    if marked:
        said = t(f"得分 {points}/{maximum}，{said}", f"{points} of {maximum} points, {said}")
    line = f"\n{say(layer.title)}  {band_words(scored.score)}"
    echo(f"{line}   {said}" if scored.maximum > 0 else line)
    for note in scored.notes:
        echo(f"  · {say(note)}")
    found = [(i, b.score.indicators[i.id]) for i in shot.pack.of_layer(layer.id)]
    rows = []
    for i, s in found:
        state = VETO_STATES[s.veto] if s.veto is not None and s.state in KNOWN else STATES[s.state]
        rows.append([i.label, band_words(s.score), band_words(s.points), state, say(i.title)])
    table(
        [t("指标", "Indicator"), t("分数", "Score"), t("得分", "Points"), t("状态", "State"), ""],
        rows,
        right=(1, 2),
    )
    for i, s in found:
        short = s.gated is not None and (s.gated.short or s.gated.waiver)
        for note in s.notes if i.scale.normalise or short else ():
            echo(f"  · {i.label}  {say(note)}")


@click.command(
    help=t(
        "生成报告和活动首页（HTML），也可生成 PDF、Word 和 JSON。",
        "Write HTML reports and the campaign's index page, or PDF, Word and JSON.",
    )
)
@DOSSIER
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help=t("输出目录", "Folder to write to"),
)
@click.option(
    "--body", "bodies", multiple=True, help=t("只写这些单位，可重复", "These bodies only; may be repeated")
)
@click.option(
    "--languages", default="zh,en", show_default=True, help=t("语言，逗号分隔", "Languages, comma-separated")
)
@click.option(
    "--format",
    "formats",
    default="html",
    show_default=True,
    metavar="LIST",
    callback=chosen,
    help=t("格式，逗号分隔：html、pdf、docx、json", "Formats, comma-separated: html, pdf, docx, json"),
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help=t(
        "先在这个目录里找模板，见 assess templates", "Look for templates in this folder first, see assess templates"
    ),
)
@copy_option
@before_option
@click.option(
    "--brief", is_flag=True, help=t("每份报告另附一页简报（A4）", "Also a one-page brief (A4) beside each report")
)
@reissue_options
@json_option
def report(
    dossier: Path,
    out: Path,
    bodies: tuple[str, ...],
    languages: str,
    formats: tuple[str, ...],
    templates: Path | None,
    kind: str,
    before: tuple[Path, ...],
    brief: bool,
    supersedes: Path | None,
    reason: str,
    as_json: bool,
) -> None:
    """Render reports from the snapshot at the present journal head."""
    langs: list[Lang] = [x for x in LANGS if x in languages.split(",")]
    if not langs or set(languages.split(",")) - set(LANGS):
        raise click.BadParameter(t("请用 zh、en 或 zh,en。", "Use zh, en or zh,en."), param_hint="--languages")
    from assess.base.resources import searched_first
    from assess.report.export.needs import require

    require(formats)
    check_reissue(supersedes, reason, kind)
    with session_of(dossier, readonly=True) as session:
        for b in bodies:
            session.state(b)
        shot = session.snapshot(earlier(before, session.pack.id))
    made = []
    only = (bodies or None) if kind != "agency" else None
    for name, one in copies(shot, kind, bodies):
        # After leaving out, so that errata name no number of other bodies and no finding that is not public yet.
        one = as_edition(one, supersedes, reason, name)
        with searched_first("templates", templates):
            written = write_reports(one, out / name, langs, only, brief) if "html" in formats else {}
            made.append((out / name, written, write_formats(one, out / name, formats, langs, only)))
    if as_json:
        found = [written | others for _, written, others in made]
        print_json(found if kind == "agency" else found[0])
        return
    for folder, written, others in made:
        _tell(written, folder)
        tell(others, folder)


def _tell(written: dict[str, Any], folder: Path) -> None:
    """Where everything is, how much it is, and which pages an earlier run left; nothing where nothing was written."""
    if not written:
        return
    echo(t(f"首页：{written['index']}", f"Index: {written['index']}"))
    echo(
        t(
            f"{written['files']} 份报告，共 {len(written['pages'])} 个文件、"
            f"{written['bytes'] / 1e6:.1f} MB，{written['seconds']:.1f} 秒",
            f"{written['files']} reports, {len(written['pages'])} files in all, "
            f"{written['bytes'] / 1e6:.1f} MB, in {written['seconds']:.1f} s",
        )
    )
    if any(name.startswith("data/") for name in written["pages"]):
        echo(t(f"数据表：{folder / 'data'}", f"Tables: {folder / 'data'}"))
    _tell_stale(written["stale"])


def _tell_stale(names: list[str]) -> None:
    """Name pages that an earlier run left; they are never deleted."""
    if not names:
        return
    some = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    warn(
        t(
            f"目录里有 {len(names)} 个早先的页面不属于这次的结果，未动：{some}",
            f"{len(names)} pages of an earlier run belong to nothing here and were left alone: {some}",
        )
    )


def write_reports(
    shot: Snapshot, out: Path, langs: list[Lang], bodies: tuple[str, ...] | None = None, brief: bool = False
) -> dict[str, Any]:
    """Write reports with a progress bar and say where they are."""
    from assess.report.write import write_site

    start = time.perf_counter()
    count = len(bodies) if bodies else len(shot.bodies)
    with progress(t("生成报告", "Writing reports"), count) as step:
        written = write_site(
            shot, out, langs, bodies, lambda done, _of: step(done), brief=brief, workers=_processes()
        )
    return {
        "index": str(out / "index.html"),
        "bodies": {b: {x: str(p) for x, p in files.items()} for b, files in written.bodies.items()},
        "files": sum(len(files) for files in written.bodies.values()),
        "seconds": time.perf_counter() - start,
        "bytes": written.bytes,
        "pages": list(written.files),
        "stale": list(written.stale),
    }


def _processes() -> int:
    """Processes worth having: the processors that this one may use, up to four."""
    usable = getattr(os, "sched_getaffinity", None)
    return min(4, len(usable(0)) if usable else os.cpu_count() or 1)


@click.command(
    help=t(
        "导出结果快照（JSON），报告的全部数字都来自它。",
        "Export the snapshot (JSON) that every number of the reports comes from.",
    )
)
@DOSSIER
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t("写入文件（默认：标准输出）", "File to write (default: standard output)"),
)
@copy_option
@click.option("--body", default="", help=t("单位本写哪个单位", "The body that an agency copy is for"))
@before_option
def snapshot(dossier: Path, out: Path | None, kind: str, body: str, before: tuple[Path, ...]) -> None:
    """Write the snapshot."""
    from assess.base.files import write_atomically
    from assess.snapshot import to_json

    with session_of(dossier, readonly=True) as session:
        shot = session.snapshot(earlier(before, session.pack.id))
    if (kind == "agency") != bool(body):
        raise click.UsageError(t("--copy agency 要用 --body 指明单位。", "--copy agency goes with --body."))
    ((_, chosen),) = copies(shot, kind, [body])
    data = to_json(chosen)
    if out is None:
        click.echo(data.decode())
        return
    write_atomically(out, data)
    warn(t(f"已写入 {out}", f"Wrote {out}"))
