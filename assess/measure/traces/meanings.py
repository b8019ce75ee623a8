"""What words of events, channels and grades stand for: the only place where texts are looked into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assess.measure.traces.literals import among, text

ACTS: Final[dict[str, tuple[str, ...]]] = {
    "register": (
        "register",
        "registration",
        "sign_up",
        "signup",
        "registered",
        "注册",
        "开户",
        "实名注册",
        "用户注册",
    ),
    "login": ("login", "log_in", "log in", "sign_in", "signin", "logged-in", "登录", "登陆", "登入", "用户登录"),
    "logout": ("logout", "log_out", "log out", "sign_out", "logged-out", "退出", "登出", "退出登录"),
    "checkin": ("checkin", "check_in", "check-in", "punch", "punch_in", "clock_in", "打卡", "签到"),
    "start": (
        "start",
        "begin",
        "open_form",
        "initialized",
        "launched",
        "attempted",
        "started",
        "开始",
        "新建",
        "发起",
        "打开表单",
        "开始办理",
    ),
    "submit": (
        "submit",
        "complete",
        "finish",
        "completed",
        "submitted",
        "passed",
        "提交",
        "办结",
        "完成",
        "上报",
        "填报",
    ),
}
"""Meaning of an event to the words for it; every other word is "use", which is an action of substance too."""

PLATFORM: Final = (
    "online", "web", "website", "app", "mobile", "platform", "internet", "api", "网上", "网络", "网站", "平台",
    "小程序", "微信", "微信小程序", "手机", "网上办理", "线上", "政务服务网",
)  # fmt: skip
"""Channels that are the platform itself, unless the mapping names others."""

GRADES: Final[dict[str, tuple[str, ...]]] = {
    "5": ("5", "5.0", "5星", "五星", "非常满意", "很满意", "very satisfied", "excellent"),
    "4": ("4", "4.0", "4星", "四星", "满意", "satisfied", "good"),
    "3": ("3", "3.0", "3星", "三星", "基本满意", "一般", "neutral", "fair"),
    "2": ("2", "2.0", "2星", "二星", "不满意", "dissatisfied", "poor"),
    "1": ("1", "1.0", "1星", "一星", "非常不满意", "很不满意", "very dissatisfied", "very poor"),
}
"""The five grades of rating, best is 5 (the five grades of GB/T 39735-2020, from very satisfied down)."""

_YES: Final = ("1", "true", "yes", "y", "是", "默认", "默认好评", "系统默认", "auto", "default")

BOT: Final = (
    r"bot([^a-z0-9]|$)|crawl|spider|slurp|scrap|archiver|feedfetcher|feedburner|monitor|uptime|pingdom|headless|"
    r"(^|[^a-z0-9_])(curl|wget)/|python-|libwww|java/|go-http-client|okhttp|httpclient|scrapy|nagios|zabbix"
)
"""Agents that say of themselves that they are programs."""


def act(column: str, own: Mapping[str, list[str]]) -> str:
    """SQL of what the event in `column` means, by the words of the mapping first."""
    words = {meaning: [*own.get(meaning, ()), *ACTS.get(meaning, ())] for meaning in [*own, *ACTS]}
    cases = [f"WHEN lower(trim({column})) IN {among(said)} THEN {text(m)}" for m, said in words.items() if said]
    return f"CASE {' '.join(cases)} ELSE 'use' END"


def on_platform(column: str, own: Mapping[str, list[str]]) -> str:
    """SQL of whether the channel in `column` is the platform; NULL where no channel is given."""
    said = among(own.get("platform") or PLATFORM)
    return f"CASE WHEN trim({column}) <> '' THEN lower(trim({column})) IN {said} END"


def grade(column: str, own: Mapping[str, list[str]]) -> str:
    """SQL of the grade 1 to 5 in `column`; NULL for any other word."""
    cases = [f"WHEN lower(trim({column})) IN {among(own.get(g) or said)} THEN {g}" for g, said in GRADES.items()]
    return f"CASE {' '.join(cases)} END"


def yes(column: str) -> str:
    """SQL of whether `column` says yes."""
    return f"coalesce(lower(trim({column})) IN {among(_YES)}, FALSE)"


def is_bot(agent: str) -> str:
    """SQL of whether the agent is a program, by its name or because it gives none; NULL without room for a name."""
    return f"({agent} IN ('', '-') OR regexp_matches(lower({agent}), {text(BOT)}))"
