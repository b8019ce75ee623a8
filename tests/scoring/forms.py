"""Packs written as a form author would write them, for tests that work their scores out by hand."""

from __future__ import annotations

from pathlib import Path

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.dossier.entities import Answer, Body, BodyState, Measurement, Voice
from assess.packs.load import load_pack
from assess.packs.model import Pack

HEAD = """\
format = 1
[pack]
id = "forms"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "样例", en = "Sample" }
summary = { zh = "检验用", en = "For tests" }
[[totals]]
id = "overall"
method = "layers-mean"
title = { zh = "总分", en = "Overall" }
"""
PERCENT = '{ kind = "number", unit = "percent", curve = [[0, 0], [100, 100]] }'
YES_NO = """{ kind = "yes-no", options = [
  { code = "yes", points = 1, text = { zh = "是", en = "Yes" } },
  { code = "no", points = 0, text = { zh = "否", en = "No" } } ] }"""


def layer(id: str, extra: str = "", weight: float = 1) -> str:
    return f'[[layers]]\nid = "{id}"\nweight = {weight}\ntitle = {{ zh = "层", en = "Layer" }}\n{extra}\n'


def indicator(id: str, layer: str, scale: str = PERCENT, extra: str = "") -> str:
    return (
        f'[[indicators]]\nid = "{id}"\nlayer = "{layer}"\nscale = {scale}\n'
        f'title = {{ zh = "题", en = "Item" }}\nquestion = {{ zh = "{id} 有多少？", en = "How many {id}?" }}\n{extra}\n'
    )


def fact(id: str, unit: str = "count", extra: str = "") -> str:
    return (
        f'[[facts]]\nid = "{id}"\nunit = "{unit}"\ncollector = "tool"\n'
        f'title = {{ zh = "事实", en = "Fact" }}\n{extra}\n'
    )


def pack_of(folder: Path, *parts: str, head: str = HEAD) -> Pack:
    """The pack of `head` and `parts`, written to `folder` and loaded as any other."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(head + "".join(parts), encoding="utf-8")
    return load_pack(folder)


def body(
    answers: dict[str, str | float | tuple[str, ...]] | None = None,
    facts: dict[str, float | tuple[float, float]] | None = None,
    kind: str = "",
    verified: dict[str, str | float] | None = None,
    absent: tuple[str, ...] = (),
) -> BodyState:
    """A body that claims `answers`, with measured `facts`; `absent` indicators are “not applicable”."""
    said: dict[tuple[str, Voice], Answer] = {}
    for voice, values in (("claimed", answers or {}), ("verified", verified or {})):
        for name, value in values.items():
            said[name, voice] = Answer(body="b", indicator=name, voice=voice, state="answered", value=value)
    for name in absent:
        said[name, "claimed"] = Answer(body="b", indicator=name, voice="claimed", state="not-applicable")
    measured = {
        f"{name}/measured": Measurement(
            body="b", fact=name, voice="measured", band=Band(*v) if isinstance(v, tuple) else point(float(v))
        )
        for name, v in (facts or {}).items()
    }
    return BodyState(body=Body(id="b", name=Text(zh="甲", en="A"), kind=kind), answers=said, measurements=measured)
