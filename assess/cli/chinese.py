"""Click's own texts in Chinese: it reads them through gettext, so those that people meet are answered here."""

from __future__ import annotations

import gettext
from typing import Final

_CLICK: Final = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示帮助后退出。",
    "Show the version and exit.": "显示版本后退出。",
    "Error: {message}": "错误：{message}",
    "Error: invalid input": "错误：请回答 y 或 n",
    "Aborted!": "已中止。",
    "Try '{command} {option}' for help.": "用“{command} {option}”查看帮助。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "{missing}{param_hint}.{msg}": "{missing}{param_hint}。{msg}",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
    "Invalid value: {message}": "值无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "Got unexpected extra argument ({args})": "多余的参数：{args}",
    "Got unexpected extra arguments ({args})": "多余的参数：{args}",
    "required": "必填",
    "default: {default}": "默认 {default}",
    "env var: {var}": "环境变量 {var}",
    "Option {name!r} requires an argument.": "选项 {name!r} 需要一个值。",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{filename!r} 是文件，不是目录。",
    "{name} {filename!r} is a directory.": "{filename!r} 是目录，不是文件。",
    "{name} {filename!r} is not readable.": "{filename!r} 不可读。",
    "{name} {filename!r} is not writable.": "{filename!r} 不可写。",
    "File": "文件",
    "Directory": "目录",
    "Path": "路径",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选值 {choices} 之中。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
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
