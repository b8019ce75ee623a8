"""The kinds of traces and their columns, with the words that real files use for them in Chinese and English."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Type = Literal["text", "time", "number"]


class Column(msgspec.Struct, frozen=True):
    """A column of a kind: its name here, its type, whether a row is of no use without it, and words for it."""

    name: str
    type: Type = "text"
    required: bool = False
    words: tuple[str, ...] = ()


def _column(name: str, words: str, type: Type = "text", required: bool = False) -> Column:
    return Column(name=name, type=type, required=required, words=(name, *words.split()))


_DEPARTMENT = _column(
    "department",
    "dept agency agencyname organisation organization office 部门 单位 承办单位 主办单位 办理单位 "
    "责任单位 所属部门 处室",
)
_TOPIC = _column(
    "topic",
    "category complainttype servicename type matter subject categoria 类别 分类 诉求类型 事项 "
    "事项名称 诉求类别 主题 业务类型 问题类型 问题类别",
)
_CHANNEL = _column(
    "channel",
    "source openedby opendatachanneltype 渠道 来源 诉求来源 受理渠道 来源渠道 评价渠道 办理渠道",
)
_USER = _column(
    "user_id",
    "user userid uid account username actor remoteuser 用户 用户编号 用户名 账号 用户id 人员 诉求人 评价人 来电人",
)

_EVENTS: Final = (
    _column(
        "ts",
        "time timestamp datetime date eventtime timelocal timeiso8601 @timestamp createdat 时间 时间戳 "
        "操作时间 发生时间 访问时间 日期",
        "time",
        True,
    ),
    _USER,
    _column("platform", "system app application host servername vhost 平台 系统 应用 系统名称 平台名称"),
    _DEPARTMENT,
    _TOPIC,
    _column("event", "action verb operation eventtype act 事件 动作 操作 操作类型 行为"),
    _column("session_id", "session sessionid visitid 会话 会话编号 会话id"),
    _column("field", "fieldhash contenthash valuehash 字段 字段哈希 字段摘要 内容哈希"),
    _column("deadline", "due dueat 截止 截止时间 期限 截止日期", "time"),
    _column(
        "latency_s",
        "latency latencyms duration durationms requesttime timetaken responsetime elapsed 耗时 响应时间 "
        "耗时毫秒 耗时秒",
        "number",
    ),
    _column("address", "ip clientip remoteaddr remotehost ipaddress 地址 ip地址"),
    _column("agent", "useragent httpuseragent ua 浏览器 客户端"),
    _column("status", "statuscode httpstatus 状态码", "number"),
    _column("bytes", "bodybytessent bytessent size 字节数", "number"),
    _column("path", "uri url requesturi request 路径 网址"),
)
_TICKETS: Final = (
    _column(
        "created",
        "createddate requesteddatetime requesteddate opened openeddate received creato 受理时间 创建时间 "
        "登记时间 来电时间 诉求时间 受理日期 提交时间 收件时间",
        "time",
        True,
    ),
    _column(
        "answered",
        "firstreply repliedat responded firstresponse 首次答复时间 答复时间 首次回复时间 回复时间",
        "time",
    ),
    _column(
        "closed",
        "closeddate closedat resolved resolveddate completed chiusa 办结时间 结案时间 办结日期 完成时间",
        "time",
    ),
    _column("due", "duedate expecteddatetime deadline 办理期限 截止时间 规定办结时间 期限 应办结时间", "time"),
    _USER,
    _DEPARTMENT,
    _TOPIC,
    _CHANNEL,
    _column("id", "uniquekey servicerequestid ticketid caseid 工单编号 编号 工单号 办件编号"),
)
_TASKS: Final = (
    _column(
        "created",
        "assigned assignedat issued 下达时间 派发时间 交办时间 分派时间 布置时间 下发时间",
        "time",
        True,
    ),
    _column("started", "startedat begun 开始时间 签收时间 开始办理时间", "time"),
    _column("closed", "done doneat finished completed completedat 完成时间 办结时间 反馈时间 办结日期", "time"),
    _column("due", "deadline duedate dueat 截止时间 完成时限 办理期限 期限 要求完成时间 截止日期", "time"),
    _column("reminders", "reminder reminded 催办次数 督办次数 催办", "number"),
    _column("user_id", "assignee assignedto person handler 承办人 经办人 负责人 执行人 办理人"),
    _DEPARTMENT,
    _TOPIC,
    _column("id", "taskid 任务编号 编号"),
)
_SURVEY: Final = (
    _column(
        "grade",
        "rating score satisfaction stars answer 评价 满意度 评价等级 评分 评价结果 满意程度",
        "text",
        True,
    ),
    _column("ts", "time submitted submittedat date ratedat 评价时间 提交时间 时间 填写时间", "time"),
    _column("user_id", "user userid device deviceid respondent account 设备 设备编号 账号 评价人 用户编号"),
    _column("service", "matter topic item 事项 事项名称 服务事项"),
    _DEPARTMENT,
    _CHANNEL,
    _column("automatic", "isdefault default auto bydefault 默认好评 是否默认 系统默认 默认评价"),
)
_COUNTS: Final = (
    _column("ts", "date day time 日期 时间", "time", True),
    _column("amount", "count visits number total users pageviews 数量 次数 访问量 人数 件数", "number", True),
    _column("series", "platform site name 平台 网站 名称"),
)

KINDS: Final[dict[str, tuple[Column, ...]]] = {
    "access-log": _EVENTS,
    "events": _EVENTS,
    "matomo": _EVENTS,
    "xapi": _EVENTS,
    "tickets": _TICKETS,
    "tasks": _TASKS,
    "survey": _SURVEY,
    "counts": _COUNTS,
}
"""Kind of trace to its columns. An access log is a table of events whose form is known beforehand."""

TABLES: Final[dict[str, str]] = {
    "access-log": "events",
    "events": "events",
    "matomo": "events",
    "xapi": "events",
    "tickets": "cases",
    "tasks": "cases",
    "survey": "ratings",
    "counts": "counts",
}
"""Kind of trace to the typed table that its metrics read; tickets and tasks are both cases."""

LIKE: Final[dict[str, str]] = {"matomo": "access-log", "xapi": "events"}
"""Kind to the kind whose metrics it has: page views are requests, statements of learning are actions."""
