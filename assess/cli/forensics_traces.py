"""Forensic tests of logs, tickets, tasks and ratings: a fixed family for each kind, with no plan to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import author_option, json_option, print_json
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.forensics.family import Family

PATH = click.Path(path_type=Path)
KINDS = ["access-log", "events", "tickets", "tasks", "survey"]


@click.command(
    "traces",
    help=t(
        "检验数字痕迹（日志、事件、工单、任务、评价）。每一种类的检验是事先固定的，不必写方案；先用 assess measure traces "
        "的 --guess 核对各列的含义。",
        "Test digital traces (logs, events, tickets, tasks, ratings). The family of each kind is fixed, so no plan is "
        "needed; check what the columns mean with `assess measure traces --guess` first.",
    ),
)
@click.argument("sources", nargs=-1, required=True, type=PATH)
@click.option("--kind", type=click.Choice(KINDS), required=True, help=t("痕迹的种类", "Kind of traces"))
@click.option("--mapping", "mapping_file", type=PATH, help=t("各列的含义（TOML）", "What the columns mean (TOML)"))
@click.option("--timezone", help=t("换算到哪个时区，如 Asia/Shanghai（默认：照来源所写）",
                                   "Time zone to convert to, e.g. Asia/Shanghai (default: as written)"))  # fmt: skip
@click.option("--encoding", help=t("文本的编码，如 gb18030", "Encoding of texts, e.g. gb18030"))
@click.option("--set", "given", multiple=True, metavar="TEST.OPTION=NUMBER",
              help=t("检验的选项，如 batch_closing.staff=6（可多次给出）",
                     "An option of a test, e.g. batch_closing.staff=6 (repeatable)"))  # fmt: skip
@click.option(
    "--full", is_flag=True, help=t("连同前提与算式中的数", "With assumptions and the figures worked with")
)
@click.option("--csv", "csv_file", type=PATH, metavar="FILE", help=t("把结果存为 CSV", "Save the results as CSV"))
@click.option("--into", type=PATH, metavar="DOSSIER",
              help=t("登记到这个卷宗（先预览）", "Record in this dossier (shown first)"))  # fmt: skip
@click.option("--body", help=t("登记到哪个单位", "The body to record it for"))
@click.option("--yes", is_flag=True, help=t("确认写入", "Write, after the preview"))
@author_option
@json_option
def traces(
    sources: tuple[Path, ...], kind: str, mapping_file: Path | None, timezone: str | None, encoding: str | None,
    given: tuple[str, ...], full: bool, csv_file: Path | None, into: Path | None, body: str | None, yes: bool,
    author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Load the traces, run the family of their kind, print, save and record."""
    from assess.cli.forensics_into import record
    from assess.cli.forensics_print import plain_results, print_results, save_csv
    from assess.forensics.run import Told, signals_of
    from assess.forensics.traced import SUBJECTS, ask
    from assess.forensics.verdicts import judge_signals
    from assess.measure.traces.load import Settings, load
    from assess.measure.traces.mapping import read_mapping

    if (into is None) != (body is None):
        raise click.UsageError(t("--into 与 --body 要一起给出。", "--into and --body go together."))
    family = _family(kind, given)
    mapping = read_mapping(mapping_file, kind) if mapping_file else None
    with load(sources, kind, mapping, Settings(timezone=timezone, encoding=encoding)) as loaded:
        ran = ask(loaded, family)
        told = Told(
            inputs=tuple(s.sha256 for s in loaded.sources), period=f"{loaded.first}/{loaded.as_of}",
            titles=SUBJECTS, body=body or "",
        )  # fmt: skip
    signals = signals_of(family, ran, told)
    judged = judge_signals(signals)
    if not as_json:
        print_results(family, judged, full)
    written = record(family, signals, into, body, yes, author, quiet=as_json) if into is not None else None
    if as_json:
        print_json({**plain_results(family, judged), **({"recorded": written} if written else {})})
    if csv_file is not None:
        save_csv(judged, csv_file)


def _family(kind: str, given: tuple[str, ...]) -> Family:
    from assess.forensics.traced import family_of

    options: dict[str, dict[str, float]] = {}
    for word in given:
        name, _, value = word.partition("=")
        test, _, option = name.partition(".")
        try:
            options.setdefault(test, {})[option] = float(value)
        except ValueError:
            raise click.BadParameter(_form(word), param_hint="--set") from None
    try:
        return family_of(kind, options)
    except (KeyError, ValueError) as error:
        name = str(error.args[0])
        raise click.BadParameter(
            t(f"没有这样的检验或选项，或超出范围：{name}", f"no such test or option, or out of range: {name}"),
            param_hint="--set",
        ) from error


def _form(word: str) -> str:
    return t(f"“{word}”应写成 检验.选项=数", f"“{word}” should read TEST.OPTION=NUMBER")
