"""Write the files of all simulated bodies, and the truth about them, into a folder.

python benchmarks/known_truth/generate.py FOLDER [BODIES, 300 unless told] [SEED, 7 unless told]
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from catalogues import portal_list, states
from figures import asked, evidence, monthly, ratings, said, seen
from logs import Row, events, tasks, tickets
from world import Body, bodies

TABLES: dict[str, tuple[list[str], Callable[[Body], Iterator[Row]]]] = {
    "events": (["时间", "账号", "系统", "部门", "操作", "内容摘要"], events),
    "tickets": (["受理时间", "首次答复时间", "办结时间", "承办单位", "渠道"], tickets),
    "tasks": (["下达时间", "截止时间", "完成时间", "承办人", "催办次数"], tasks),
    "ratings": (["评价", "评价时间", "设备", "默认好评"], ratings),
    "said": (["item", "figure", "cases"], said),
    "seen": (["item", "hits", "looked_at"], seen),
    "asked": (["question", "answer", "people"], asked),
    "monthly": (["unit", "month", "count"], monthly),
    "evidence": (["record", "work", "made", "visit"], evidence),
    "portal": (["数据集名称", "提供部门", "浏览量", "下载量"], portal_list),
}


def write(folder: Path, n: int, seed: int) -> list[Body]:
    """Write everything; the bodies, for whoever goes on in the same process."""
    folder.mkdir(parents=True, exist_ok=True)
    made = bodies(n, seed)
    for body in made:
        home = folder / body.id
        home.mkdir(exist_ok=True)
        for name, (head, rows) in TABLES.items():
            if name not in body.silent:
                _table(home / f"{name}.csv", head, rows(body))
        if "catalogue" not in body.silent:
            for name, state in zip(("before", "now"), states(body), strict=True):
                (home / f"catalogue-{name}.json").write_text(json.dumps(state), "utf-8")
    truth = ([b.id, family, strength] for b in made for family, strength in b.truth.items())
    _table(folder / "truth.csv", ["body", "family", "strength"], truth)
    return made


def _table(path: Path, head: list[str], rows: Iterator[Row] | Iterator[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count, seed = (int(a) for a in [*sys.argv[2:4], *("300", "7")[len(sys.argv[2:4]) :]])
    print(f"{len(write(Path(sys.argv[1]), count, seed))} bodies in {sys.argv[1]}")
