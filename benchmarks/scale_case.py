"""A campaign as large as they come for the terminal app: 500 indicators, 3,000 bodies, 10,000 pieces of evidence.

Also a watchdog: how much CPU time the longest single turn of an event loop took. The clock would also count what other
programs do meanwhile.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INDICATORS, BODIES, EVIDENCE = 500, 3000, 10_000
LAYERS = ("readiness", "platform", "data", "utilization")
HEAD = """format = 1
[pack]
id = "large"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "大型测试指标", en = "Large test index" }
summary = { zh = "只供测量。", en = "For measuring only." }
[[totals]]
id = "overall"
method = "layers-mean"
title = { zh = "总分", en = "Overall" }
"""
LAYER = """[[layers]]
id = "{id}"
weight = 1
base_layer = "{id}"
title = {{ zh = "第{n}层", en = "Layer {n}" }}
"""
OPTION = """[[indicators.scale.options]]
code = "o{n}"
points = {n}
text = {{ zh = "第{n}级：规则写明，但只有一部分部门照办，其余各行其是", en = "Level {n}: written down, yet followed by some only" }}
"""
INDICATOR = """[[indicators]]
id = "i{n}"
label = "X{n}"
layer = "{layer}"
title = {{ zh = "数据共享与业务协同第{n}项", en = "Sharing and working together, item {n}" }}
question = {{ zh = "第{n}项：各部门实际是怎样做的？", en = "Item {n}: how do departments really do it?" }}
[indicators.scale]
kind = "levels"
"""


def make_pack(folder: Path, indicators: int = INDICATORS) -> None:
    """A pack of four layers with `indicators` indicators of five levels."""
    (folder / "layers").mkdir(parents=True)
    layers = "".join(LAYER.format(id=name, n=n) for n, name in enumerate(LAYERS, 1))
    (folder / "pack.toml").write_text(HEAD + layers, encoding="utf-8")
    for at, name in enumerate(LAYERS):
        own = [n for n in range(indicators) if n * len(LAYERS) // indicators == at]
        options = "".join(OPTION.format(n=n) for n in range(5))
        text = "".join(INDICATOR.format(n=n, layer=name) + options for n in own)
        (folder / "layers" / f"{name}.toml").write_text(text, encoding="utf-8")


def make_dossier(
    path: Path, pack: Path, *, bodies: int = BODIES, evidence: int = EVIDENCE, answered: int = 20
) -> None:
    """A dossier with `bodies` bodies, `answered` answers each; the first body holds a tenth of the evidence."""
    from assess.base.texts import Text
    from assess.dossier.edits import AddBody, AddEvidence, Edit, SetAnswer
    from assess.packs.load import load_pack
    from assess.session import create_session

    loaded = load_pack(pack)
    with create_session(path, loaded, Text(zh="大型评估", en="Large campaign"), period="2026") as session:
        edits: list[Edit] = [
            AddBody(id=f"b{n}", name=Text(zh=f"第{n}区数据局", en=f"Data Bureau of District {n}"))
            for n in range(bodies)
        ]
        ids = [i.id for i in loaded.indicators]
        for n in range(bodies):
            edits += [
                SetAnswer(body=f"b{n}", indicator=ids[(7 * n + k) % len(ids)], value=f"o{(n + k) % 5}")
                for k in range(answered)
            ]
        for n in range(evidence):
            body = 0 if n < evidence // 10 else n % bodies
            edits.append(
                AddEvidence(
                    body=f"b{body}", indicator=ids[n % len(ids)], kind="link", title=f"依据 {n}",
                    locator=f"https://example.org/{n}",
                )
            )  # fmt: skip
        for start in range(0, len(edits), 5000):
            session.apply(*edits[start : start + 5000])


class Turns:
    """What the turns of an event loop cost: the longest of them in CPU milliseconds, and what ran in it."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.what = ""


@contextmanager
def watched() -> Iterator[Turns]:
    """Watch every callback of every event loop of this thread while inside."""
    found, run = Turns(), asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        begun = time.thread_time()
        run(handle)
        took = 1000 * (time.thread_time() - begun)
        if took > found.longest:
            found.longest, found.what = took, repr(handle)

    asyncio.Handle._run = timed  # type: ignore[method-assign]
    try:
        yield found
    finally:
        asyncio.Handle._run = run  # type: ignore[method-assign]
