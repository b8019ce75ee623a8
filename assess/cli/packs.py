"""Packs: list, check, test, show, new; the further verbs stand in `packtools.py`."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import echo, json_option, print_json, say, table, warn
from assess.cli.packinstall import pack_install
from assess.cli.packshow import print_pack
from assess.cli.packtools import pack_diff, pack_docs, pack_schema
from assess.cli.words import LANG, t

NAME = click.argument("pack")


@click.group(
    help=t("指标包：检查、测试、查看、比较、成册、新建。", "Packs: check, test, show, compare, document, make.")
)
def pack() -> None:
    """The group of verbs on packs."""


@pack.command("list", help=t("列出可用的指标包。", "List the packs at hand."))
@json_option
def pack_list(as_json: bool) -> None:
    """List packs of the user's folder and ours."""
    from assess.packs.find import available_packs
    from assess.packs.load import load_pack

    packs = [(name, load_pack(folder)) for name, folder in available_packs()]
    if as_json:
        print_json(
            [{"id": n, "version": p.version, "title": p.title, "indicators": len(p.indicators)} for n, p in packs]
        )
        return
    head = [t("名称", "Id"), t("版本", "Version"), t("指标", "Indicators"), t("标题", "Title")]
    table(head, [[n, p.version, str(len(p.indicators)), say(p.title)] for n, p in packs], right=(2,))


@pack.command("check", help=t("检查指标包，一次列出全部问题。", "Check a pack; every problem at once."))
@NAME
@click.option(
    "--with", "others", multiple=True, metavar="PACK",
    help=t("同时发给同一批单位的指标包，可重复：问题不得与它重复",
           "A pack put to the same bodies, which may not ask the same; may be repeated"),
)  # fmt: skip
@json_option
def pack_check(pack: str, others: tuple[str, ...], as_json: bool) -> None:
    """Check one pack, given by id or folder, alone or beside the others that the same bodies fill in."""
    from assess.cli.burdens import over_budget
    from assess.packs.checks.beside import repeats_of
    from assess.packs.find import find_pack
    from assess.packs.load import check_pack, load_pack
    from assess.packs.reading.problems import PackErrors

    folder = find_pack(pack)
    problems = check_pack(folder) if as_json else []
    if problems:
        print_json({"pack": str(folder), "problems": problems, "warnings": []})
        click.get_current_context().exit(3)
    loaded = load_pack(folder)
    problems = repeats_of(folder, loaded, [load_pack(find_pack(other)) for other in others])
    heavy = over_budget(loaded)
    if as_json:
        print_json({"pack": str(folder), "problems": problems, "warnings": [heavy] if heavy else []})
        click.get_current_context().exit(3 if problems else 0)
    if problems:
        raise PackErrors(folder, problems)
    if heavy:
        warn(t("注意：", "Note: ") + say(heavy))
    echo(
        t(f"{loaded.id} {loaded.version}：没有问题（{len(loaded.layers)} 层，{len(loaded.indicators)} 个指标，"
          f"{len(loaded.rules)} 条规则，{len(loaded.tests)} 个测试）",
          f"{loaded.id} {loaded.version}: no problems ({len(loaded.layers)} layers, {len(loaded.indicators)} indicators, "
          f"{len(loaded.rules)} rules, {len(loaded.tests)} tests)")
    )  # fmt: skip


@pack.command("test", help=t("运行指标包自带的金标准测试。", "Run the golden tests that ship with a pack."))
@NAME
@json_option
def pack_test(pack: str, as_json: bool) -> None:
    """Run golden tests; ends with 1 when one fails."""
    from assess.golden import run_golden_tests
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack

    outcomes = run_golden_tests(load_pack(find_pack(pack)))
    failed = [o for o in outcomes if not o.passed]
    if as_json:
        print_json(outcomes)
    else:
        for o in failed:
            echo(f"✗ {o.where}  {o.name}", err=True)
            if o.got:
                echo("    " + o.got.get(LANG), err=True)
        echo(
            t(
                f"{len(outcomes) - len(failed)} 个通过，{len(failed)} 个失败",
                f"{len(outcomes) - len(failed)} passed, {len(failed)} failed",
            )
        )
    click.get_current_context().exit(1 if failed else 0)


@pack.command("show", help=t("查看指标包：层、指标、规则。", "Show a pack: layers, indicators, rules."))
@NAME
@json_option
def pack_show(pack: str, as_json: bool) -> None:
    """Print a pack for reading."""
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack

    shown = load_pack(find_pack(pack))
    if as_json:
        print_json(shown)
        return
    print_pack(shown)


@pack.command("new", help=t("在 FOLDER 写出一个带注释的小指标包。", "Write a small commented pack into FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--id", "pack_id", help=t("代码（默认：目录名）", "Id (default: the folder's name)"))
@click.option("--title", required=True, help=t("标题", "Title"))
@click.option("--title-en", help=t("英文标题（默认同上）", "Title in English (default: the same)"))
@click.option(
    "--extends", "base", metavar="ID", help=t("继承这个指标包，只写差别", "Extend this pack: only what differs")
)
def pack_new(folder: Path, pack_id: str | None, title: str, title_en: str | None, base: str | None) -> None:
    """Scaffold a pack that passes its own check and tests."""
    from assess.packs.scaffold import scaffold_pack
    from assess.packs.scaffold_child import scaffold_child

    name, english = pack_id or folder.name, title_en or title
    if base is None:
        scaffold_pack(folder, name, title, english)
    else:
        scaffold_child(folder, name, title, english, base)
    echo(
        t(
            f"已写入 {folder}。接下来：assess pack check {folder}",
            f"Wrote {folder}. Next: assess pack check {folder}",
        )
    )


pack.add_command(pack_diff)
pack.add_command(pack_schema)
pack.add_command(pack_docs)
pack.add_command(pack_install)
