"""What the columns of a table seem to hold: told by their names, in Chinese and English, and by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec
import numpy as np

from assess.forensics.card import Column

Kind = Literal["number", "percent", "mean", "time", "text", "empty"]

_NAMED: Final = {
    role: re.compile("|".join(patterns))
    for role, patterns in {
        "identifier": (
            "编号|编码|代码|序号|号码|电话|手机|邮编|身份证|信用代码|网址",
            "(^|[ _-])(id|code|no|nr|phone|zip|url)$",
            "^(id|code)([ _-]|$)",
        ),
        "change": (
            "同比|环比|增长|增幅|增速|涨幅|降幅|下降|变动|变化|提升|提高",
            r"growth|increase|decrease|\bchange|year[ -]on[ -]year|\byoy\b",
        ),
        "deadline": ("期限|截止|时限|应办|限办", "deadline|due"),
        "period": ("月份|期次|年度|年份|季度|周次|批次|^[年月季]$", "month|period|quarter|year|^week$"),
        "ended": (
            "(办结|完成|结束|关闭).{0,2}(时间|时刻|日期)",
            "^(closed|ended|finished|completed)([ _-](at|on|time|date))$",
        ),
        "seen": (
            "(查看|抓取|采集|快照).{0,2}(时间|时刻|日期)",
            "^(seen|crawled|fetched|snapshot)([ _-](at|on|time|date))$",
        ),
        "digest": ("摘要|哈希|校验(码|和)|指纹", "digest|hash|checksum|sha256|md5"),
        "marked": ("是否(检查|考核|迎检)|(检查|考核|迎检)期", "^(marked|visit|inspection)$"),
        "person": (
            "账号|工号|人员|姓名|用户名|经办人|网格员|打卡人",
            "account|user(name)?$|person|staff|employee|operator",
        ),
        "coverage": ("覆盖率|完整率", "coverage"),
        "traced": ("日志|痕迹|后台|实测|系统(记录|统计|数)", "traced|logged|from[ _]log|measured"),
        "reported": ("上报|自报|报送|申报|填报", "reported|claimed|stated"),
        "expected": ("应有|预期|期望|按同行", "expected"),
        "downloads": ("下载", "downloads?"),
        "views": ("浏览|访问(量|数|次)|点击|阅读(量|数)", r"\bviews?$|\bhits\b|page[ _]views"),
        "cases": (
            "样本|分母|评价(数|量|人数)|受访|调查人数|参评|总(数|量|件|人)|应.{0,3}(数|量)",
            "cases|total|sample|denominator|respondents|ratings|^n$",
        ),
        "amount": (
            "单价|价格|造价|报价|金额|费用|经费|费$|预算|支出|收入|拨款|资金|(?<!单)元[)）]|[百千万亿]元|年龄|里程|面积",
            r"amount|price|\bcost|\bfees?\b|budget|revenue|expend|spending|salar|\bgrant",
            r"yuan|\b(usd|eur|rmb|cny)\b|[$€¥]|\bage\b|mileage|\barea\b",
        ),
        "answer": (r"^(第?.{0,2}题|问题?|选项)\s*\d*", r"^q\s*\d+|^item\s*\d+|^answer"),
        "body": (
            "单位|部门|机构|机关|区县|县区|县市|城市|地区|市州|乡镇|街道|省份",
            "agency|department|body|county|city|district|region|municipality|platform",
        ),
        "unit": (
            "班组|学校|医院|村|社区|网格|窗口|站点|组别|数据集|资源|目录",
            "unit|group|team|school|site|class|dataset|resource",
        ),
    }.items()
}
"""What names speak for, the first that fits."""
_SIMPLER: Final = str.maketrans(
    "瀏覽閱讀訪問點擊載單門機構關縣鄉鎮區編號碼話滿數總評價樣應學醫網報實測錄蓋預時間結閉辦級組據統計員帳號",
    "浏览阅读访问点击载单门机构关县乡镇区编号码话满数总评价样应学医网报实测录盖预时间结闭办级组据统计员账号",
)
"""Traditional characters that names of columns are written with, and their simplified forms."""
_YEARS: Final = (1900, 2100)
_PERCENT: Final = re.compile(r"率|占比|比例|比重|百分|%|％|rate|share|percent|pct|proportion", re.IGNORECASE)

_MEAN: Final = re.compile(r"平均分|均分|评分|得分|打分|mean|average|avg|score|stars?$", re.IGNORECASE)
_HIGHEST_MARK: Final = 100


class Profile(msgspec.Struct, frozen=True):
    """One column: what kind of cells it has, what its name speaks for (""), and what the cells look like.

    `known` of `rows` cells are not empty, `distinct` of them different; `decimals` is the most that are written;
    `low` and `high` are the ends of numbers.
    """

    name: str
    kind: Kind
    role: str
    rows: int
    known: int
    distinct: int
    decimals: int = 0
    low: float = 0.0
    high: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether it holds counts: whole numbers that are not negative."""
        return self.kind == "number" and self.decimals == 0 and self.low >= 0


def profile(name: str, texts: Column, numbers: Column, times: Column) -> Profile:
    """The profile of a column, given as text, as numbers (NaN) and as points in time (NaT)."""
    filled = texts != ""
    known = int(filled.sum())
    if not known:
        return Profile(name=name, kind="empty", role="", rows=len(texts), known=0, distinct=0)
    distinct = len(np.unique(texts[filled]))
    role = named(name)
    numeric = int(np.isfinite(numbers).sum()) >= 0.9 * known
    if not numeric:
        timed = int((~np.isnat(times)).sum()) >= 0.9 * known
        return Profile(
            name=name, kind="time" if timed else "text", role=role, rows=len(texts), known=known, distinct=distinct
        )
    values = numbers[np.isfinite(numbers)]
    decimals = _decimals(texts[filled])
    low, high = float(values.min()), float(values.max())
    kind: Kind = "number"
    if low >= 0 and high <= _HIGHEST_MARK:
        kind = "percent" if _PERCENT.search(name) else "mean" if decimals and _MEAN.search(name) else "number"
    return Profile(
        name=name,
        kind=kind,
        role=role or _coded(decimals, low, high),
        rows=len(texts),
        known=known,
        distinct=distinct,
        decimals=decimals,
        low=low,
        high=high,
    )


def named(name: str) -> str:
    """What the name of a column speaks for: a role, "identifier" or "body"; "" where it speaks for nothing."""
    plain = name.strip().lower().translate(_SIMPLER)
    return next((role for role, pattern in _NAMED.items() if pattern.search(plain)), "")


def _coded(decimals: int, low: float, high: float) -> str:
    """What numbers that count nothing stand for: years are periods, 0 and 1 are a mark."""
    if decimals:
        return ""
    if low >= _YEARS[0] and high <= _YEARS[1]:
        return "period"
    return "marked" if low >= 0 and high <= 1 else ""


def _decimals(texts: Sequence[str] | Column) -> int:
    return max((len(str(t).partition(".")[2]) for t in texts[:1000]), default=0)
