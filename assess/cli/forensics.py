"""Forensic tests: what there is, a plan drafted from a table, and a plan run over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.forensics_traces import traces
from assess.cli.output import author_option, echo, json_option, number, print_json, progress, say, warn
from assess.cli.words import LANG, t

if TYPE_CHECKING:
    from assess.exchange.forensic_table import ForensicTable
    from assess.forensics.card import Card
    from assess.forensics.columns import Profile
    from assess.forensics.guess import LeftOut

PATH = click.Path(path_type=Path)
ENCODING = click.option(
    "--encoding", help=t("表格的编码（默认自动判断）", "Encoding of the table (default: detected)")
)


@click.group(
    help=t(
        "数字检验：事先定下一族检验，再看数。结果是要问的问题，不是证明。",
        "Forensic tests of numbers: fix a family of tests first, then look. They give questions to ask, not proof.",
    )
)
def forensics() -> None:
    """The group of verbs on forensic tests."""


forensics.add_command(traces)


@forensics.command("tests", help=t("列出全部检验：问什么、读哪些列、有什么前提。",
                                   "List all tests: what each asks, reads and assumes."))  # fmt: skip
@json_option
def tests(as_json: bool) -> None:
    """Print every card."""
    from assess.forensics.card import ROLES
    from assess.forensics.cards import CARDS

    if as_json:
        print_json([_plain(card) for card in CARDS.values()])
        return
    for card in CARDS.values():
        echo(f"{card.id}  {say(card.title)}")
        echo(f"    {say(card.asks)}")
        for label, roles in ((t("读", "Reads"), card.reads), (t("可读", "May read"), card.may_read)):
            if roles:
                names = [f"{role} ({say(ROLES[role])})" if role in ROLES else role for role in roles]
                echo(f"    {label}{t('：', ': ')}{', '.join(names)}")
        for option in card.options:
            default = t("必填", "required") if option.default is None else f"= {number(option.default, 4)}"
            echo(f"    {t('选项', 'Option')} {option.name} {default}{t('：', ': ')}{say(option.what)}")
        scope = (
            t("单位之间比较", "compares bodies")
            if card.unit_of_test == "campaign"
            else t("逐个单位", "body by body")
        )
        echo(
            f"    {scope}{t('；', '; ')}"
            + t(f"少于 {card.least:,} 个数不作判断", f"silent below {card.least:,} values")
        )
        echo(f"    {t('前提：', 'Assumes: ')}{say(card.assumes)}")
        echo(f"    {t('可能有误：', 'May be wrong if: ')}{say(card.may_be_wrong_if)}")
        echo(f"    {card.source}\n")


def _plain(card: Card) -> dict[str, object]:
    import math

    keys = ("id", "title", "asks", "reads", "may_read", "unit_of_test", "least", "assumes", "may_be_wrong_if",
            "formula", "source", "family", "causes")  # fmt: skip
    options = [
        {"name": o.name, "what": o.what, "default": o.default,
         "least": o.least if math.isfinite(o.least) else None, "most": o.most if math.isfinite(o.most) else None}
        for o in card.options
    ]  # fmt: skip
    return {**{key: getattr(card, key) for key in keys}, "options": options}


@forensics.command(
    "guess",
    help=t(
        "按列名和单元格的种类起草一份检验方案（TOML），不看数值有无异常。请先核对、定稿，再用 run 运行。",
        "Draft a plan (TOML) from the names of columns and the kind of cells, never from whether numbers look odd. "
        "Read it, correct it, freeze it; then `run` it.",
    ),
)
@click.argument("table_file", metavar="TABLE", type=PATH)
@ENCODING
@click.option("--id", "plan_id", default="plan", show_default=True, help=t("方案的代号", "Id of the plan"))
@click.option("--out", type=PATH, help=t("写入这个文件（默认：打印）", "Write to this file (default: print)"))
def guess(table_file: Path, encoding: str | None, plan_id: str, out: Path | None) -> None:
    """Print a drafted plan, with the tests left out as comments."""
    import re

    from assess.base.texts import same
    from assess.exchange.forensic_table import read_forensic_table
    from assess.forensics.guess import draft
    from assess.forensics.plan_file import plan_toml

    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", plan_id):
        raise click.BadParameter(
            t("只用小写字母、数字、下划线和连字符。", "Use lower-case letters, digits, _ and -."), param_hint="--id"
        )
    source = read_forensic_table(table_file, encoding)
    _tell_encoding(source)
    columns, largest = profiles(source)
    drafted = draft(plan_id, same(table_file.stem), columns, largest)
    text = plan_toml(drafted.family, _remarks(drafted.left_out, len(drafted.family.tests)))
    if out is not None:
        from assess.base.files import write_atomically

        write_atomically(out, text.encode())
        warn(t(f"已写入 {out}", f"Wrote {out}"))
    else:
        click.echo(text, nl=False)
    if not drafted.family.tests:
        warn(t("没有可起草的检验，原因见各行注释。", "There is no test to draft; the comments say why."))


def profiles(source: ForensicTable) -> tuple[list[Profile], int]:
    """What each column seems to hold, and how many rows the largest body has."""
    import numpy as np

    from assess.forensics.columns import profile
    from assess.forensics.guess import is_body

    found = [
        profile(name, source.texts(name), source.numbers(name), source.times(name))
        for name in dict.fromkeys(source.head)
        if name
    ]
    body = next((c.name for c in found if is_body(c)), "")
    return found, int(np.unique(source.texts(body), return_counts=True)[1].max()) if body else source.rows


def _remarks(left_out: tuple[LeftOut, ...], tests: int) -> list[str]:
    lines = [
        t("检验方案草稿，按列名和单元格的种类拟定；请核对后定稿，再看结果。",
          "A draft from the names of columns and the kind of cells. Check it and settle it before looking at results."),
        t(f"拟运行 {tests} 项检验。", f"{tests} tests are planned."),
    ]  # fmt: skip
    if left_out:
        lines += ["", t("没有列入的检验：", "Tests left out:")]
        lines += [f"  {left.test}{t('：', ': ')}{left.why.get(LANG)}" for left in left_out]
    return [*lines, ""]


def _tell_encoding(source: ForensicTable) -> None:
    if source.guessed:
        warn(t(f"按 {source.encoding} 读取；不对时请用 --encoding 指明。",
               f"Read as {source.encoding}; if that is wrong, say so with --encoding."))  # fmt: skip


@forensics.command(
    "run",
    help=t(
        "按方案检验一张表。不作判断的检验连同原因一并列出。--into 把全部结果登记到卷宗（先预览）。",
        "Run a plan over a table. Tests that stay silent are listed with the reason. --into records every result in a "
        "dossier, after a preview.",
    ),
)
@click.argument("plan_file", metavar="PLAN", type=PATH)
@click.argument("table_file", metavar="TABLE", type=PATH)
@ENCODING
@click.option("--period", default="", help=t("这张表是哪一期的", "The period that the table is about"))
@click.option(
    "--full", is_flag=True, help=t("连同前提与算式中的数", "With assumptions and the figures worked with")
)
@click.option("--csv", "csv_file", type=PATH, metavar="FILE", help=t("把结果存为 CSV", "Save the results as CSV"))
@click.option("--into", type=PATH, metavar="DOSSIER",
              help=t("登记到这个卷宗（先预览）", "Record in this dossier (shown first)"))  # fmt: skip
@click.option(
    "--body", help=t("表里没有单位列时，登记到哪个单位", "The body, where no column of the table names it")
)
@click.option("--yes", is_flag=True, help=t("确认写入", "Write, after the preview"))
@author_option
@json_option
def run(
    plan_file: Path, table_file: Path, encoding: str | None, period: str, full: bool, csv_file: Path | None,
    into: Path | None, body: str | None, yes: bool, author: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Run the plan, print, save and record."""
    from assess.cli.forensics_into import fact_titles, record
    from assess.cli.forensics_print import plain_results, print_results, save_csv
    from assess.exchange.forensic_table import read_forensic_table
    from assess.forensics.plan_file import load_plan
    from assess.forensics.run import Told, run_family, signals_of, steps
    from assess.forensics.verdicts import judge_signals

    family = load_plan(plan_file)
    if body is not None and (family.body or into is None):
        raise click.UsageError(
            t("方案已用一列指明单位，不要再给 --body。", "The plan names the bodies by a column; leave --body out.")
            if family.body
            else t("--body 要与 --into 一起给出。", "--body goes with --into.")
        )
    if into is not None and body is None and not family.body:
        raise click.UsageError(
            t(
                "方案没有单位列，请用 --body 指明登记到哪个单位。",
                "The plan has no column of bodies; name one with --body.",
            )
        )
    source = read_forensic_table(table_file, encoding)
    _tell_encoding(source)
    with progress(t("检验", "Testing"), steps(family, source)) as step:
        ran = run_family(family, source, tick=step)
    told = Told(inputs=(source.sha256,), period=period, titles=fact_titles(into), body=body or "")
    signals = signals_of(family, ran, told)
    judged = judge_signals(signals)
    if not as_json:
        print_results(family, judged, full)
    written = record(family, signals, into, body, yes, author, quiet=as_json) if into is not None else None
    if as_json:
        print_json({**plain_results(family, judged), **({"recorded": written} if written else {})})
    if csv_file is not None:
        save_csv(judged, csv_file)
