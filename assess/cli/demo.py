"""The demonstration: a real campaign from published survey facts, scored and reported, then opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.texts import Text
from assess.cli.output import author_option, band_words, echo, number, progress, say, warn
from assess.cli.words import LANG, t
from assess.packs.vocabulary import MANIFESTATIONS

if TYPE_CHECKING:
    from assess.session import Session
    from assess.snapshot import Snapshot

TITLE = Text(zh="欧盟开放数据成熟度 2023（演示）", en="EU Open Data Maturity 2023 (demonstration)")
MANY = 5
"""How many bodies a list of what stands out names."""


@click.command(
    help=t(
        "用开放数据成熟度 2023 调查中各国的公开答案建立活动，评分、找出风险线索、生成报告，然后打开终端应用。",
        "Build a campaign from the published answers of European countries to Open Data Maturity 2023, score it, raise "
        "findings, write the reports, then open the terminal app.",
    )
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("assess-demo"), show_default=True,
              help=t("输出目录", "Folder to write to"))  # fmt: skip
@click.option(
    "--no-tui",
    is_flag=True,
    envvar="ASSESS_NO_TUI",
    help=t("结束后不打开终端应用", "Do not open the terminal app at the end"),
)
@author_option
def demo(out: Path, no_tui: bool, author: str | None) -> None:
    """Build or reuse the campaign, write the reports, say what stands out."""
    from assess.cli.results import write_reports

    dossier = out / "odm-2023.assess"
    make_folder(out)
    with _campaign(dossier, author) as session:
        warn(t("计算评分与风险线索……", "Scoring and raising findings …"))
        shot = session.snapshot()
    written = write_reports(shot, out / "report", ["zh", "en"])
    _stands_out(shot)
    echo("")
    echo(t(f"卷宗　{dossier}", f"Dossier  {dossier}"))
    echo(t(f"首页　{written['index']}（{written['files']} 份报告，{written['seconds']:.1f} 秒）",
                 f"Index    {written['index']} ({written['files']} reports in {written['seconds']:.1f} s)"))  # fmt: skip
    if no_tui or not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        echo(t(f"打开终端应用：assess open {dossier}", f"Terminal app: assess open {dossier}"))
        return
    from assess.tui.app import run

    click.get_current_context().exit(run(dossier, lang=LANG))


def make_folder(folder: Path) -> None:
    """Make `folder`, with an error a user can act on when that cannot be."""
    from assess.base.errors import InputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            Text(
                zh=f"无法建立目录 {folder}：{error.strerror}",
                en=f"cannot make the folder {folder}: {error.strerror}",
            ),
            Text(zh="请用 --out 指定可写的目录。", en="Choose a writable folder with --out."),
        ) from error


def _campaign(dossier: Path, author: str | None) -> Session:
    """The demonstration's session: made anew, or completed when an earlier run was cut off."""
    from assess.base.errors import InputError
    from assess.base.resources import shipped
    from assess.dossier.author import this_author
    from assess.exchange.odm_facts import read_facts
    from assess.exchange.propose import PACK, body_of, propose
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session, open_session

    pack = load_pack(find_pack(PACK))
    who = this_author(author)
    if dossier.exists():
        session = open_session(dossier, author=who)
        if session.pack.id != PACK:
            session.close()
            raise InputError(
                Text(zh=f"{dossier} 是另一个活动的卷宗", en=f"{dossier} is the dossier of another campaign"),
                Text(zh="请用 --out 指定另一个目录。", en="Choose another folder with --out."),
            )
    else:
        session = create_session(dossier, pack, TITLE, period="2023", author=who)
    known = {b.id for b in session.bodies()}
    books = [b for b in read_facts(shipped("examples") / "odm2023", pack) if body_of(b).id not in known]
    if books:
        warn(
            t(f"读入 {len(books)} 个国家的公开答案……", f"Reading the published answers of {len(books)} countries …")
        )
    with progress(t("建立活动", "Building the campaign"), len(books)) as step:
        for i, book in enumerate(books, start=1):
            session.apply(propose(book, pack, body_of(book)))
            step(i)
    return session


def _stands_out(shot: Snapshot) -> None:
    """The lines a reader in a hurry wants: who leads, where building outran use, which risks recur."""
    ranked = sorted(shot.bodies, key=lambda b: (b.standing.rank if b.standing else 10**6, b.body.id))
    lead = shot.pack.totals[0].id
    top = [f"{say(b.body.name)} {band_words(b.score.totals[lead].value)}" for b in ranked[:MANY]]
    comma = t("，", ", ")
    echo(
        t(
            f"{len(shot.bodies)} 个国家，{shot.events} 条事件。",
            f"{len(shot.bodies)} countries, {shot.events:,} events.",
        )
    )
    echo(t("总分领先：", "Leading: ") + comma.join(top))
    gaps = sorted(((b.gap.lo, b) for b in shot.bodies if b.gap), key=lambda x: -x[0])[:MANY]
    names = [f"{say(b.body.name)} {number(gap)}" for gap, b in gaps]
    echo(t("建设高于利用（分差下限）：", "Built above used (low end of the gap): ") + comma.join(names))
    flags = [f for b in shot.bodies for f in b.findings if f.verdict == "yes"]
    for manifestation, title in MANIFESTATIONS.items():
        found = {f.body for f in flags if f.manifestation == manifestation}
        n = sum(f.manifestation == manifestation for f in flags)
        if n:
            echo(t(f"风险线索·{title.zh}：{n} 条，涉及 {len(found)} 个国家",
                         f"Risks, {title.en.lower()}: {n} in {len(found)} countries"))  # fmt: skip
    most = sorted(ranked, key=lambda b: -sum(f.verdict == "yes" for f in b.findings))[:MANY]
    counts = [f"{say(b.body.name)} {sum(f.verdict == 'yes' for f in b.findings)}" for b in most]
    echo(t("线索最多：", "Most flags: ") + comma.join(counts))
