"""Tables as agencies have them, made up from a seed: datasets, duties, systems, parties and refusals."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

OFFICES = (
    "公安局",
    "民政局",
    "人社局",
    "自然资源局",
    "卫健委",
    "教育局",
    "市场监管局",
    "住建局",
    "交通局",
    "税务局",
)
THINGS = (
    "不动产登记", "居民身份证办理", "低保对象认定", "养老机构备案", "企业设立登记", "食品经营许可", "社会保险缴费", "职业技能鉴定",
    "医疗机构执业", "预防接种", "义务教育入学", "教师资格认定", "建筑施工许可", "房屋租赁备案", "道路运输许可", "机动车检验",
    "环境影响评价", "排污许可", "燃气经营许可", "户外广告设置", "婚姻登记", "殡葬服务", "慈善组织认定", "特种设备使用", "药品经营许可",
    "城镇燃气巡查", "危房改造", "公租房分配", "残疾人证核发", "农机购置补贴", "林木采伐许可", "水资源取用", "地质灾害巡查", "消防安全检查",
    "户籍迁移", "出入境证件", "流动人口登记", "工伤认定", "失业金发放", "职称评审",
)  # fmt: skip
Rows = list[list[str]]


def datasets(count: int, seed: int = 1) -> tuple[list[str], Rows]:
    """Datasets with calls, departments served and what was done."""
    rng = random.Random(seed)
    rows = []
    for i in range(count):
        calls = int(rng.paretovariate(0.7)) - 1 if rng.random() > 0.3 else 0
        rows.append([
            f"{rng.choice(THINGS)}信息{i:04d}", rng.choice(OFFICES), str(min(calls, 900_000)), str(rng.randint(0, 30)),
            rng.choice(("物理汇聚", "接口", "未汇聚", "")),
        ])  # fmt: skip
    return ["数据集名称", "数源部门", "年调用次数", "使用部门数", "汇聚方式"], rows


def duties(count: int, seed: int = 2) -> tuple[list[str], Rows]:
    """Duties, each about one matter in one district."""
    rng = random.Random(seed)
    verbs = ("受理与审批", "监督检查", "统计分析", "档案管理", "政策宣传", "行政处罚")
    return ["部门", "职责事项"], [
        [rng.choice(OFFICES), f"负责{rng.choice(THINGS)}的{rng.choice(verbs)}（{i}）"] for i in range(count)
    ]


def systems(count: int, seed: int = 3) -> tuple[list[str], Rows]:
    """Systems, some about the same matters."""
    rng = random.Random(seed)
    kinds = ("管理系统", "信息平台", "业务系统", "监管平台")
    return ["系统名称", "建设单位", "主要功能"], [
        [f"{THINGS[i % len(THINGS)]}{rng.choice(kinds)}{i:03d}", rng.choice(OFFICES), "在线受理"]
        for i in range(count)
    ]


def catalogue(count: int, seed: int = 4) -> tuple[list[str], Rows]:
    """Datasets that come from the systems of `systems`."""
    rng = random.Random(seed)
    names = [row[0] for row in systems(500)[1]]
    return ["目录名称", "提供部门", "来源系统", "质量达标", "是否共享", "调用次数"], [
        [f"{rng.choice(THINGS)}结果{i:03d}", rng.choice(OFFICES), rng.choice(names), rng.choice(("是", "否", "")),
         rng.choice(("是", "否")), str(rng.choice((0, 0, 3, 120)))]
        for i in range(count)
    ]  # fmt: skip


def parties(count: int, seed: int = 5) -> tuple[list[str], Rows]:
    """Shared datasets with their parties, some lacking."""
    rng = random.Random(seed)
    head = ["共享数据集", "数源部门", "使用部门", "管理部门", "采集", "存储", "更新", "维护", "核验", "监督"]
    rows = []
    for i in range(count):
        owner, user = rng.sample(OFFICES, 2)
        keeper = owner if rng.random() > 0.2 else ""
        rows.append([
            f"{rng.choice(THINGS)}数据{i:03d}", owner, user if rng.random() > 0.3 else "", "大数据局" if rng.random() > 0.1 else owner,
            owner, keeper, owner, owner if rng.random() > 0.1 else f"{owner}、{user}", user, "大数据局",
        ])  # fmt: skip
    return head, rows


def refusals(count: int, seed: int = 6) -> tuple[list[str], Rows]:
    """Datasets with whether they are shared, reasons and behaviour."""
    rng = random.Random(seed)
    reasons = (
        "本部门自用，没必要共享",
        "担心泄露个人隐私",
        "系统不通，没有接口",
        "依法不予，涉及国家秘密",
        "领导未批",
        "",
    )
    head = ["部门", "数据集", "共享属性", "不共享理由", "法律依据", "答复天数", "记录数", "申请次数", "同意次数"]
    rows = []
    for i in range(count):
        shared = rng.choice(("无条件共享", "有条件共享", "不予共享", "不予共享"))
        why = rng.choice(reasons) if shared == "不予共享" else ""
        asked = rng.randint(0, 5)
        rows.append([
            OFFICES[i % len(OFFICES)], f"{rng.choice(THINGS)}台账{i:03d}", shared, why,
            "《中华人民共和国保守国家秘密法》" if "秘密" in why else "", str(rng.choice((3, 10, 40, 200))),
            str(rng.choice((0, 4, 500, 80_000))), str(asked), str(rng.randint(0, asked)),
        ])  # fmt: skip
    return head, rows


def save(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]], encoding: str = "gb18030") -> Path:
    """Write a table: CSV in `encoding`, or XLSX by its ending."""
    if path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (head, *rows):
            sheet.append([float(c) if c.replace(".", "", 1).isdigit() else c for c in row])
        book.save(path)
    else:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([head, *rows])
        path.write_bytes(out.getvalue().encode(encoding))
    return path
