"""`assess compare`: two years or two bodies side by side, in the terminal and as pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.texts import LANGS, Lang
from assess.cli.before import snapshot_in
from assess.cli.output import Place, echo, json_option, print_json, say, table, warn
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    from assess.comparing.model import Campaigns, Comparison, Line

_FILE = Place(exists=True, dir_okay=False)


@click.command(
    help=t(
        "比较两份卷宗或快照：确定变了的、未定的、不可比较的，变化从何而来，线索和证据有何增减。\n\n"
        "只给一份时，用 --body 和 --with 比较其中两个单位。",
        "Compare two dossiers or snapshots: what surely changed, what is open or does not compare, whose doing it "
        "is, findings and evidence new and gone.\n\nGiven one only, compare two of its bodies by --body and --with.",
    )
)
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE, required=False)
@click.option("--body", help=t("只比较这个单位，细到指标", "This body only, down to its indicators"))
@click.option(
    "--with", "other", metavar="BODY", help=t("与后一份的这个单位比较", "Beside this body of the later one")
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help=t("另写 HTML 页面和 JSON", "Also write HTML pages and JSON"))  # fmt: skip
@click.option(
    "--languages", default="zh,en", show_default=True, help=t("语言，逗号分隔", "Languages, comma-separated")
)
@json_option
def compare(
    before: Path, after: Path | None, body: str | None, other: str | None, out: Path | None, languages: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Compare, print, and write pages when asked to."""
    from assess.comparing.compare import compare_bodies, compare_campaigns
    from assess.report.compare import write_comparison

    langs: list[Lang] = [x for x in LANGS if x in languages.split(",")]
    if not langs or set(languages.split(",")) - set(LANGS):
        raise click.BadParameter(t("请用 zh、en 或 zh,en。", "Use zh, en or zh,en."), param_hint="--languages")
    if other is not None and body is None:
        raise click.UsageError(t("--with 要和 --body 一起用。", "--with goes with --body."))
    if after is None and other is None:
        raise click.UsageError(
            t(
                "只有一份时，用 --body 和 --with 指明两个单位。",
                "Given one file only, name two bodies by --body and --with.",
            )
        )
    first = snapshot_in(before)
    sides = (first, snapshot_in(after) if after is not None else first)
    found = compare_bodies(sides[0], body, sides[1], other or body) if body else compare_campaigns(*sides)
    written = write_comparison(sides, found, out, langs) if out is not None else []
    for path in written:
        warn(t(f"已写入 {path}", f"Wrote {path}"))
    if as_json:
        print_json(found)
    else:
        _print(found)


def _print(found: Comparison | Campaigns) -> None:
    from assess.comparing.model import Comparison
    from assess.report.compare_lines import campaigns_headline, campaigns_sentences, headline, sentences

    names = found.sides[0].name, found.sides[1].name
    if names[0] == names[1]:
        names = t("前一份", "First"), t("后一份", "Second")
    if isinstance(found, Comparison):
        if found.mode == "bodies":
            names = say(found.bodies[0].name), say(found.bodies[1].name)
        echo(f"{say(found.bodies[1].name)}  {names[0]} → {names[1]}")
        echo(headline(found, LANG))
        for line in sentences(found, LANG):
            echo(line)
        _print_one(found, names)
    else:
        echo(f"{names[0]} → {names[1]}")
        echo(campaigns_headline(found, LANG))
        for line in campaigns_sentences(found, LANG):
            echo(line)
        _print_all(found, names)


def _print_one(found: Comparison, names: tuple[str, str]) -> None:
    from assess.report.messages import SHIFTS, name

    head = [t("层与指标", "Layers and indicators"), *names, t("变化", "Change")]
    lines = [
        *found.totals,
        *found.layers,
        *(i for i in found.indicators if i.change not in ("equal", "alike", "unknown")),
    ]
    echo()
    table(head, [_line(line) for line in lines], right=(1, 2))
    if found.findings:
        echo()
        prefix = "bodies-" if found.mode == "bodies" else ""
        rows = [[name(SHIFTS, prefix + f.shift, LANG), say(f.title), f.rule] for f in found.findings]
        table([t("线索", "Findings"), "", t("规则", "Rule")], rows)
    if found.evidence:
        echo()
        rows = [
            [name(SHIFTS, e.shift, LANG), e.indicator, e.title, e.before[:12], e.after[:12]] for e in found.evidence
        ]
        table([t("证据", "Evidence"), t("指标", "Indicator"), "", "SHA-256", ""], rows)


def _line(line: Line) -> list[str]:
    from assess.report.compare_lines import told
    from assess.report.messages import CHANGES, name

    before, after = (told(band, maximum=line.maximum) for band in (line.before, line.after))
    return [say(line.title), before, f"→ {after}", name(CHANGES, line.change, LANG)]


def _print_all(found: Campaigns, names: tuple[str, str]) -> None:
    from assess.report.compare_lines import plus, ranked

    head = [t("单位", "Body"), *names, t("变化", "Change"), t("名次", "Rank"), "", t("自身", "Own"),
            t("他人", "Others"), t("方法", "Method"), t("线索", "Findings")]  # fmt: skip
    rows = []
    for row in found.rows:
        _, before, after, change = _line(row.total)
        parts = [plus(x) for x in (row.parts.own, row.parts.others, row.parts.method)] if row.parts else ["–"] * 3
        standing = row.total.before_standing, row.total.after_standing
        rows.append([say(row.body.name), before, after, change, ranked(standing[0]), f"→ {ranked(standing[1])}", *parts, f"+{row.new} −{row.gone} ={row.remain}"])  # fmt: skip
    echo()
    table(head, rows, right=(1, 2, 4, 6, 7, 8))
    echo(t("线索：+ 新出现，− 已消除，= 仍在。", "Findings: + new, − gone, = remaining."))
