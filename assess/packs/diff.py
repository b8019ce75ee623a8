"""Comparing two packs by content: which changes touch only the wording, which the scores, which the meaning.

*Meaning*: an answer, a fact or a verdict may no longer say what it said. *Scoring*: the same answers earn other
scores. *Text*: neither. Whether answers carry over is told by an indicator's digest alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from assess.base.texts import Text
from assess.packs.model import GoldenTest, Indicator, Pack

Effect = Literal["meaning", "scoring", "text"]
Kind = Literal["meaning", "scoring", "text", "added", "removed"]
GRAVEST_FIRST: Final[tuple[Kind, ...]] = ("meaning", "scoring", "text", "added", "removed")

_TEXT: Final[Effect] = "text"
_WORDS: Final = dict.fromkeys(("title", "description", "sources", "serves"), _TEXT)
EFFECTS: Final[dict[str, Mapping[str, Effect]]] = {
    "pack": {
        "id": "meaning", "version": "text", "title": "text", "summary": "text", "licence": "text",
        "scoring": "scoring", "uncertainty": "text", "burden": "text",
    },
    "sources": dict.fromkeys(("title", "publisher", "date", "url", "licence"), "text"),
    "totals": {
        **_WORDS,
        **dict.fromkeys(("method", "start", "pass_mark", "bonus_above", "bonus_most", "scale_up"), "scoring"),
    },
    "grades": {**_WORDS, "least": "scoring"},
    "layers": {**_WORDS, "weight": "scoring", "aggregation": "scoring", "base_layer": "meaning"},
    "groups": {**_WORDS, "layer": "text"},
    "indicators": {
        **_WORDS, "label": "text", "group": "text", "guidance": "text", "layer": "scoring", "weight": "scoring",
        "not_applicable": "scoring", "caps": "scoring", "question": "meaning", "scale": "meaning",
        "follows": "meaning", "feeds": "meaning", "value_from": "meaning",
        **dict.fromkeys(("role", "each", "unqualified_on"), "scoring"),
        **dict.fromkeys(("unqualified_from", "unqualified_above", "unqualified_below"), "scoring"),
        "applies_when": "scoring", "profiles": "scoring",
        "facets": "text", "status": "scoring", "since": "text", "until": "text",
        "minutes": "text", "repeats": "text",
    },
    "facts": {
        **_WORDS,
        **dict.fromkeys(("unit", "collector", "lowest", "highest", "max_age_days", "derive"), "meaning"),
        "of_cases": "meaning",
    },
    "rules": {
        **_WORDS,
        **dict.fromkeys(("ask", "may_be_wrong_if", "withdrawn_if", "remedy"), "text"),
        **dict.fromkeys(("manifestation", "when", "severity", "confidence", "causes", "supersedes"), "meaning"),
        "weigh": "meaning",
        **dict.fromkeys(("effect", "target", "cap"), "scoring"),
    },
}  # fmt: skip
EFFECTS["reserved"] = dict.fromkeys(EFFECTS["indicators"], "text")
EFFECTS["profiles"] = _WORDS
EFFECTS["contradictions"] = dict.fromkeys(("first", "second", "first_rules", "second_rules"), _TEXT)
EFFECTS["gates"] = {
    **_WORDS,
    **dict.fromkeys(("layer", "blocking", "stop_rules", "condition_rules", "proof"), "meaning"),
}
"""What a change of each field touches, by part of the pack; of a scale, `_SCORING` decides further."""
_SCORING: Final = ("points", "maximum", "curve", "goalposts", "log", "less_is_better")
_NO_CHANGE: Final = {"indicators": ("digest",), "reserved": ("digest",), "pack": ("digest", "lineage")}
PARTS: Final = (
    "layers", "groups", "indicators", "reserved", "profiles", "facts", "rules", "gates", "contradictions", "totals",
    "grades", "sources",
)  # fmt: skip


class Edit(msgspec.Struct, frozen=True):
    """One value that differs: `key` is its path, `before` and `after` plain data, None where it is absent."""

    key: tuple[str, ...]
    effect: Effect
    before: Any
    after: Any


class Change(msgspec.Struct, frozen=True):
    """A part that differs; `answers_carry_over` is told of indicators that both packs have."""

    part: str
    id: str
    title: Text
    kind: Kind
    edits: tuple[Edit, ...] = ()
    answers_carry_over: bool | None = None


class TestChanges(msgspec.Struct, frozen=True):
    """Names of golden tests that were added, removed or changed."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class PackDiff(msgspec.Struct, frozen=True):
    """All that differs between two packs; `same` when nothing that a pack says does."""

    old: str
    new: str
    same: bool
    changes: tuple[Change, ...]
    tests: TestChanges


def diff_packs(old: Pack, new: Pack) -> PackDiff:
    """Every change from `old` to `new`, the gravest kinds first, within a kind in the order of the pack."""
    changes = [change for change in (_pack(old, new), *_parts(old, new)) if change is not None]
    changes.sort(key=lambda change: GRAVEST_FIRST.index(change.kind))
    tests = _tests(old.tests, new.tests)
    return PackDiff(
        old=f"{old.id} {old.version}",
        new=f"{new.id} {new.version}",
        same=not changes and tests == TestChanges(),
        changes=tuple(changes),
        tests=tests,
    )


def _pack(old: Pack, new: Pack) -> Change | None:
    shallow = dict.fromkeys((*PARTS, "tests"), ())
    edits = _edits("pack", msgspec.structs.replace(old, **shallow), msgspec.structs.replace(new, **shallow))
    for part in PARTS:
        before, after = ([x.id for x in getattr(pack, part)] for pack in (old, new))
        if part == "totals" and before[:1] != after[:1]:
            edits.append(Edit(("totals", "leading"), "scoring", before[:1], after[:1]))
        elif [x for x in before if x in after] != [x for x in after if x in before]:
            edits.append(Edit((part, "order"), "text", before, after))
    return Change("pack", new.id, new.title, _worst(edits), tuple(edits)) if edits else None


def _parts(old: Pack, new: Pack) -> Iterator[Change | None]:
    # An indicator that is retired or taken into use is the same indicator still.
    everywhere = tuple({x.id: x for x in (*pack.indicators, *pack.reserved)} for pack in (old, new))
    for part in PARTS:
        before, after = ({x.id: x for x in getattr(pack, part)} for pack in (old, new))
        others = everywhere if part in ("indicators", "reserved") else (before, after)
        for key, now in after.items():
            then = others[0].get(key)
            if then is None:
                yield Change(part, key, _title(now), "added")
            else:
                retired = part == "reserved" and then.status == "active"
                yield _part("indicators" if retired else part, then, now)
        for key, then in before.items():
            if key not in others[1]:
                yield Change(part, key, _title(then), "removed")


def _part(part: str, then: Any, now: Any) -> Change | None:
    edits = _edits(part, then, now)
    if not edits:
        return None
    # Of an indicator that is not asked any more there are no answers to take along.
    asked = isinstance(now, Indicator) and now.status == "active"
    carry = then.digest == now.digest if asked else None
    return Change(part, now.id, _title(now), _worst(edits), tuple(edits), carry)


def _title(part: Any) -> Text:
    # A publication has one title, in its own language.
    return part.title if isinstance(part.title, Text) else Text(zh=part.title, en=part.title)


def _worst(edits: Sequence[Edit]) -> Effect:
    return min((edit.effect for edit in edits), key=GRAVEST_FIRST.index)


def _edits(part: str, then: msgspec.Struct, now: msgspec.Struct) -> list[Edit]:
    before, after = dict(_leaves(msgspec.to_builtins(then))), dict(_leaves(msgspec.to_builtins(now)))
    # In the order of the new one, what it lacks at the end.
    keys = [key for key in {**after, **before} if key[0] not in _NO_CHANGE.get(part, ())]
    pairs = [(key, before.get(key), after.get(key)) for key in keys]
    return [Edit(key, _effect(part, key, a, b), a, b) for key, a, b in pairs if a != b]


def _effect(part: str, key: tuple[str, ...], before: Any, after: Any) -> Effect:
    if key == ("when",) and "".join(before.split()) == "".join(after.split()):
        return "text"  # The rule language does not heed white space.
    if part == "reserved":
        return "text"  # Nobody is asked.
    if key[0] == "scale" and (key[-1] in _SCORING or "normalise" in key):
        return "scoring"
    return EFFECTS[part].get(key[0], "meaning")


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values of plain data with their paths; tables in a list go by code, id or number."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        names = [str(part.get("code") or part.get("id") or n) for n, part in enumerate(value, 1)]
        if not names[0].isdigit():
            yield (*path, "order"), names
        for name, part in zip(names, value, strict=True):
            yield from _leaves(part, (*path, name))
    elif value is not None and value != ():
        yield path, value


def _tests(old: Sequence[GoldenTest], new: Sequence[GoldenTest]) -> TestChanges:
    before, after = _by_name(old), _by_name(new)
    return TestChanges(
        added=tuple(key[0] for key in after if key not in before),
        removed=tuple(key[0] for key in before if key not in after),
        changed=tuple(key[0] for key in after if key in before and before[key] != after[key]),
    )


def _by_name(tests: Sequence[GoldenTest]) -> dict[tuple[str, int], GoldenTest]:
    """Tests by name, those of one name counted; where they stand in the files is no difference."""
    found: dict[tuple[str, int], GoldenTest] = {}
    seen: Counter[str] = Counter()
    for test in tests:
        seen[test.name] += 1
        found[test.name, seen[test.name]] = msgspec.structs.replace(test, where="")
    return found
