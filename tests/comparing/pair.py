"""A pack of two layers with one indicator each, and campaigns by it, small enough to work out by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assess.base.texts import Text
from assess.dossier.edits import AddBody, Edit, SetAnswer
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.session import Session, create_session
from assess.snapshot import Snapshot
from tests.mini import AUTHOR, name

_TOML = """\
format = 1

[pack]
id = "pair"
version = "{version}"
licence = "CC0-1.0"
title = {{ zh = "成对", en = "Pair" }}
summary = {{ zh = "测试用", en = "For tests" }}

[[totals]]
id = "overall"
method = "layers-mean"
title = {{ zh = "总分", en = "Overall" }}
"""
_LAYER = """
[[layers]]
id = "{id}"
weight = {weight}
title = {{ zh = "{id}", en = "{id}" }}

[[indicators]]
id = "{id}_share"
layer = "{id}"
title = {{ zh = "{id} 比例", en = "Share {id}" }}
question = {{ zh = "{id}：{asked}？", en = "{asked} — {id}?" }}
[indicators.scale]
kind = "share"
curve = [[0, 0], [1, 10]]
"""
_RULE = """
[[rules]]
id = "apart"
manifestation = "decorative"
when = "built - used >= {least}"
severity = "high"
confidence = "medium"
effect = "flag"
causes = ["vanity"]
title = { zh = "建得多，用得少", en = "Much built, little used" }
ask = { zh = "为什么？", en = "Why?" }
may_be_wrong_if = { zh = "口径不同", en = "counted differently" }
withdrawn_if = { zh = "有记录", en = "records show it" }
remedy = { zh = "改进", en = "Improve" }
[[tests]]
name = "apart yes"
rule = "apart"
given = { built = 90, used = 0 }
verdict = "yes"
[[tests]]
name = "apart no"
rule = "apart"
given = { built = 0, used = 0 }
verdict = "no"
[[tests]]
name = "apart undetermined"
rule = "apart"
given = { built = 90 }
verdict = "undetermined"
"""


@cache
def pack(built: int = 1, used: int = 1, asked: str = "How much", least: int = 30, more: str = "") -> Pack:
    """The pack with these weights of its layers, the question of `used` and the limit of its rule."""
    parts = [_LAYER.format(id="built", weight=built, asked="How much")]
    parts.append(_LAYER.format(id="used", weight=used, asked=asked))
    if more:
        parts.append(_LAYER.format(id=more, weight=1, asked="How much"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pair"
        path.mkdir()
        text = _TOML.format(version=f"{built}.{used}.0") + "".join(parts) + _RULE.replace("{least}", str(least))
        (path / "pack.toml").write_text(text, encoding="utf-8")
        return load_pack(path)


Shares = Mapping[str, tuple[float | None, float | None]]
"""What each body answers: the shares built and used, None for no answer."""


def session(path: Path, shares: Shares, by: Pack | None = None, period: str = "2025", clock: str = "") -> Session:
    """A campaign in which the bodies say so."""
    when = clock or f"{period}-12-31T08:00:00.000Z"
    made = create_session(
        path, by or pack(), Text(zh="活动", en="Campaign"), period=period, author=AUTHOR, clock=lambda: when
    )
    for body, said in shares.items():
        edits: list[Edit] = [AddBody(id=body, name=name(body.title()))]
        for key, value in zip(("built", "used"), said, strict=True):
            edits += [SetAnswer(body=body, indicator=f"{key}_share", value=value)] if value is not None else []
        made.apply(*edits)
    return made


def shot(folder: Path, shares: Shares, by: Pack | None = None, period: str = "2025") -> Snapshot:
    """The snapshot of such a campaign."""
    with session(folder / f"{period}.assess", shares, by, period) as made:
        return made.snapshot()
