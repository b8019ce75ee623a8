"""The `assess` command: a group whose verbs are imported only when they are called.

Exit codes: 0 done · 1 something is wrong that a person can mend · 2 wrong usage · 3 input refused · 4 not found ·
5 the dossier cannot be read or written · 6 another program holds it · 70 an error of ours · 130 interrupted.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from assess.cli.chinese import speak_chinese_in_click
from assess.cli.words import LANG, plain, t, without_lang

if LANG == "zh":
    speak_chinese_in_click()

import click

from assess import __version__
from assess.cli.helping import ChineseHelp

if TYPE_CHECKING:
    from assess.base.errors import AssessError

# verb -> (module, command, one line); the line stands here so that `--help` imports no module.
VERBS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "demo", t("用真实调查数据演示：建活动、评分、出报告", "See it work on a real survey: score it, write reports")),
    "open": ("campaign", "open_", t("打开卷宗，进入终端应用", "Open a dossier in the terminal app")),
    "new": ("campaign", "new", t("新建评估活动（卷宗）", "Start a campaign (a new dossier)")),
    "body": ("campaign", "body", t("管理被评估单位", "Manage the assessed bodies")),
    "status": ("owing", "status", t("谁还欠什么：状态、提问、签署、期限", "Who still owes what, by when")),
    "role": ("working", "role", t("角色：授予、收回、列出", "Roles: give, take away, list")),
    "step": ("working", "step", t("流程的一步：提交、核实、退回、办结", "Submit, review, return, verify, close an assessment")),
    "query": ("asking", "query", t("提问与答复", "Queries to a body, and its replies")),
    "dispute": ("asking", "dispute", t("异议与裁决", "Disputes of judgements, and their decision")),
    "deadline": ("working", "deadline", t("提交期限与延期", "Deadlines and extensions")),
    "signoff": ("working", "signoff", t("签署评估", "Sign off an assessment")),
    "import": ("importing", "import_", t("读入填好的填报表或调查表", "Read filled forms and questionnaires into a dossier")),
    "export": ("exporting", "export", t("写出供单位填写的 Excel 填报表", "Write Excel forms for the bodies to fill in")),
    "prefill": ("burdens", "prefill", t("用上一期的答案预填，先预览", "Fill in last period's answers, after a preview")),
    "burden": ("burdens", "burden", t("填报要多少时间，已预填多少", "How long filling in takes, how much is prefilled")),
    "answer": ("entry", "answer", t("作答一个指标", "Answer an indicator")),
    "attach": ("entry", "attach", t("附上证据：文件或链接", "Attach evidence: a file or a link")),
    "evidence": ("entry", "evidence", t("列出、判定、移除证据", "List, judge and remove evidence")),
    "review": ("reviewing", "review", t("审核证据", "Review evidence")),
    "waive": ("reviewing", "waive", t("由第二个人豁免所缺的证据", "Waive missing evidence, as a second person")),
    "show": ("reviewing", "show", t("并列一个指标的四种声音", "The four voices on one indicator")),
    "judge": ("judging", "judge", t("作为评估人员评判一个指标", "Give your own judgement of an indicator")),
    "adjudicate": ("judging", "adjudicate", t("裁定评估人员之间的分歧", "Decide where evaluators differ")),
    "agreement": ("judging", "agreement", t("评估人员之间有多一致（α）", "How far evaluators agree (alpha)")),
    "sample": ("sampling", "sample", t("抽样复核，估计差错率", "Draw a sample for second review; its error rate")),
    "fact": ("entry", "fact", t("登记一个事实（数值）", "Record a fact (a number)")),
    "measure": ("measuring", "measure", t("从目录和日志测出事实", "Measure facts from catalogues and logs")),
    "score": ("results", "score", t("评分与排名，带区间", "Scores and ranks, with bands")),
    "rank": ("ranking", "rank", t("给卷宗或表格里的单位排名", "Rank the bodies of a dossier, or the units of a table")),
    "whatif": ("whatif", "whatif", t("改动权重、方法或数据，看名次怎样变", "Change weights, steps or data, see who moves and why")),
    "trends": ("trending", "trends", t("多个时期的得分与增长，标出口径改变", "Scores and growth over the periods of a panel")),
    "sensitivity": ("sensitivity", "sensitivity", t("名次有多稳，取决于什么", "How sure the order is, and what it hangs on")),
    "audit": ("auditing", "audit", t("检查指数本身：权重实际起多大作用", "Audit an index: what its weights really do")),
    "forensics": ("forensics", "forensics", t("检验上报的数：要问的问题，不是证明", "Test reported numbers: questions, not proof")),
    "findings": ("findings", "findings", t("形式主义风险线索", "Formalism risks that were found")),
    "finding": ("finding", "finding", t("处理一条线索：送达、答复、决定", "Follow one finding: put it to the body, reply, decide")),
    "gate": ("gate", "gate", t("立项、上线能否放行，理由与条件", "May a project be approved or launched: reasons, conditions")),
    "aid": ("aids", "aid", t("辅助决策：汇聚、职责、责任、不共享、四重矛盾", "Decision aids on data, duties, sharing; four contradictions")),
    "report": ("results", "report", t("生成报告：HTML、PDF、Word、JSON", "Write reports: HTML, PDF, Word, JSON")),
    "templates": ("templating", "templates", t("列出、复制报告模板，改成自己的", "List the report's templates, copy them to make your own")),
    "compare": ("compare", "compare", t("两期或两个单位并列比较", "Two years or two bodies side by side")),
    "copy": ("copying", "copy", t("公开本、单位本：删去什么，标记不公开，核对", "Public and agency copies: what goes, marks, checks")),
    "imprint": ("imprinting", "imprint", t("落款事项：文号、签署、密级、答复与复核期限", "Number, signatories, classification, deadlines")),
    "snapshot": ("results", "snapshot", t("导出结果快照（JSON）", "Export the snapshot of results (JSON)")),
    "history": ("history", "history", t("查看修改历史", "Show what was changed, when and by whom")),
    "undo": ("history", "undo", t("撤销上一步", "Take the last action back")),
    "redo": ("history", "redo", t("重做", "Bring the last undone action back")),
    "revert": ("history", "revert", t("撤回历史里的任何一次修改", "Take back any action of the history")),
    "check": ("history", "check", t("校验卷宗：重算全部哈希", "Verify a dossier: recompute every hash")),
    "bundle": ("bundling", "bundle", t("把活动或几个单位打成一个包，供发送", "Put a campaign or some bodies in one file to send")),
    "merge": ("merging", "merge", t("把收到的包合并进卷宗，先预览", "Merge bundles into a dossier, after a preview")),
    "conflicts": ("merging", "conflicts", t("合并后的冲突：查看、裁定", "Conflicts left by merging: list, settle")),
    "backup": ("safekeeping", "backup", t("备份卷宗，校验过才算数", "Back a dossier up; it counts once verified")),
    "restore": ("safekeeping", "restore", t("从备份恢复，先预览，原文件保留", "Put a backup back, after a preview; nothing is deleted")),
    "archive": ("archiving", "archive", t("封存活动：卷宗、包、报告和二十年后的读法", "Put a campaign away: dossier, bundle, reports, how to read them")),
    "verify": ("bundling", "verify", t("校验包或卷宗，重算每个数", "Verify a bundle or a dossier, every number of it")),
    "sign": ("keys", "sign", t("用私钥给包签名", "Sign a bundle with a private key")),
    "key": ("keys", "key", t("密钥：新建、登记、替换、报失", "Keys: make, trust, replace, report lost")),
    "erase": ("erasing", "erase", t("依法删除个人的文字或姓名", "Erase a person's text or name by law")),
    "store": ("storing", "store", t("卷宗的存放：复制到团队的服务器或取回", "Where dossiers are: copy one to a server, or back")),
    "pack": ("packs", "pack", t("指标包：检查、测试、比较、查看、新建", "Packs: check, test, compare, show, make")),
    "keymap": ("keymapping", "keymap", t("终端应用的按键；检查自己改的按键", "Keys of the terminal app; check your own")),
    "completion": ("shell", "completion", t("输出命令补全脚本", "Print a shell completion script")),
}  # fmt: skip


class Verbs(click.Group):
    """A group that imports a verb's module on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order of a first assessment."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, imported now."""
        if cmd_name not in VERBS:
            return None
        module, name, _ = VERBS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"assess.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """As Click does, but a reader of a pipe who left (`| head`) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _discard_output()
            ctx.exit(0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, with the nearest verb for a typo."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=1)
            hint = t(f"是不是 {near[0]}？", f"Did you mean {near[0]}?") if near else ""
            ctx.fail(t(f"没有命令 {args[0]!r}。{hint}", f"No such command {args[0]!r}. {hint}").strip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their lines, without importing them."""
        with formatter.section(t("命令", "Commands")):
            formatter.write_dl([(name, line) for name, (_, _, line) in VERBS.items()])


@click.command(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=t(
        "评估数字政府治理：收集证据，按 TOML 指标评分，生成标出数字形式主义风险的 HTML 报告。\n\n"
        "不带命令时打开终端应用。",
        "Assess digital-government governance: collect evidence, score it from TOML indicators, and write HTML "
        "reports that flag formalism risks.\n\nWithout a command, the terminal app opens.",
    ),
    epilog=t(
        "退出码：0 完成；1 可由用户改正；2 用法错误；3 输入被拒绝；4 找不到；5 卷宗无法读写；6 卷宗被占用；70 程序自身出错。",
        "Exit codes: 0 done; 1 can be mended; 2 usage; 3 input refused; 4 not found; 5 dossier unreadable or "
        "unwritable; 6 dossier in use; 70 an error of ours.",
    ),
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), expose_value=False, help=t("界面语言", "Language of the interface")
)
@click.version_option(__version__, "--version", prog_name="assess")
@click.pass_context
def assess(ctx: click.Context) -> None:
    """The root command; `--lang` has been taken from the command line already."""
    if ctx.invoked_subcommand is None:
        if not sys.stdout.isatty():
            click.echo(ctx.get_help())
            return
        from assess.tui.app import run

        ctx.exit(run(None, lang=LANG))


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code; errors a user can mend are lines, not tracebacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What the terminal's character set lacks is shown as an escape.
            stream.reconfigure(errors="backslashreplace")
    if LANG == "zh":
        click.Context.formatter_class = ChineseHelp
    try:
        _, rest = without_lang(sys.argv[1:] if args is None else args)
        code: Any = assess.main(args=rest, prog_name="assess", standalone_mode=False)
    except _mendable() as error:
        _say(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(t("已中止。", "Aborted."), err=True)
        sys.exit(130)
    except OSError as error:
        # Files are looked after where they are used; what is left is the output itself, as on a full disk.
        from assess.base.errors import AssessError
        from assess.base.texts import Text

        _discard_output()
        reason = error.strerror or type(error).__name__
        _say(AssessError(Text(zh=f"无法写出结果：{reason}", en=f"cannot write the output: {reason}")))
        sys.exit(AssessError.exit_code)
    except Exception as error:  # noqa: BLE001  the outermost boundary, where a fault of ours becomes a report
        from assess.tui.crash import tell

        sys.exit(tell(error, LANG))
    sys.exit(code if isinstance(code, int) else 0)


def _mendable() -> type[AssessError]:
    """The errors that a user can mend; imported when there is one, for `--help` needs none."""
    from assess.base.errors import AssessError

    return AssessError


def _discard_output() -> None:
    """Let what is still to be flushed go nowhere, so that the interpreter does not fail on it while it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _say(error: AssessError) -> None:
    for i, line in enumerate(error.lines(LANG)):
        click.echo((t("错误：", "Error: ") if i == 0 else "  ") + plain(line), err=True)
