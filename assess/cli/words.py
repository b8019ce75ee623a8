"""The language of the command line, settled before the commands are built.

Click reads its own texts through gettext, so the few that people meet are answered here in Chinese.
"""

from __future__ import annotations

import gettext
import os
import sys
from typing import Final

from assess.base.lang import Lang, preferred_lang


def chosen_lang() -> Lang:
    """`--lang` anywhere on the command line, else `ASSESS_LANG`, else the locale."""
    words = sys.argv[1:]
    for i, word in enumerate(words):
        value = words[i + 1] if word == "--lang" and i + 1 < len(words) else word.removeprefix("--lang=")
        if (word == "--lang" or word.startswith("--lang=")) and value in ("zh", "en"):
            os.environ["ASSESS_LANG"] = value
    return preferred_lang()


LANG: Final[Lang] = chosen_lang()


def t(zh: str, en: str) -> str:
    """The text in the language of this run."""
    return zh if LANG == "zh" else en


STATES: Final = {
    "scored": t("已计分", "scored"),
    "not-applicable": t("不适用", "not applicable"),
    "unknown": t("未知", "unknown"),
    "error": t("有误", "error"),
    "not-reviewed": t("未审核", "not reviewed"),
    "unscored": t("不计分", "not scored"),
}
STATUSES: Final = {
    "attached": t("已附上", "attached"),
    "accepted": t("已采信", "accepted"),
    "insufficient": t("不充分", "insufficient"),
    "rejected": t("不采信", "rejected"),
}


_CLICK = {
    "Usage:": "用法：",
    "Usage: {usage}": "用法：{usage}",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Show this message and exit.": "显示帮助后退出。",
    "Show the version and exit.": "显示版本后退出。",
    "Error: {message}": "错误：{message}",
    "Error": "错误",
    "Aborted!": "已中止。",
    "Try '{command} {option}' for help.": "用“{command} {option}”查看帮助。",
    "Missing command.": "缺少命令。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option: {name}": "没有选项 {name}",
    "Missing {param_type}": "缺少{param_type}",
    "Missing argument {param_hint!s}.": "缺少参数 {param_hint!s}。",
    "argument": "参数",
    "option": "选项",
    "parameter": "参数值",
    "Invalid value: {message}": "值无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "Option {name!r} requires an argument.": "选项 {name!r} 需要一个值。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "file": "文件",
    "File": "文件",
    "Directory": "目录",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选值 {choices} 之中。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的数（{number_type}）。",
}


def speak_chinese_in_click() -> None:
    """Have Click's own texts in Chinese; called before Click is imported, when the run is in Chinese."""
    english = gettext.dgettext
    english_plural = gettext.dngettext

    def single(domain: str, message: str) -> str:
        return _CLICK.get(message, english(domain, message))

    def plural(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return _CLICK.get(msgid1 if n == 1 else msgid2, english_plural(domain, msgid1, msgid2, n))

    gettext.dgettext = single
    gettext.dngettext = plural
