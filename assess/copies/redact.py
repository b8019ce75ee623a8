"""A copy of a snapshot for the public or for one body: what the table names is replaced by marks or left out.

Pure: the same snapshot, kind and salt give the same copy. Numbers, scores, bands and ranks stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from assess.base.copying import CopyOf, LeftOut
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.copies.marks import Tree, commitment, in_place, members, salt_of, seal
from assess.copies.table import Kind, Known, Take, heard, rows_for
from assess.dossier.imprint import Imprint
from assess.snapshot import Snapshot, fingerprint, to_json

Way = list[tuple[str, Tree]]
"""Nodes on the way to a place, each with the segment of the path that leads to it."""


def copy_of(snapshot: Snapshot, kind: Kind, key: bytes, body: str = "") -> Snapshot:
    """The copy of `snapshot` of this kind, for `body` if it is an agency's, with a salt derived from `key`.

    NotFound where there is no such body; InputError for a copy of a copy, and for a public copy of what is marked
    as a state secret.
    """
    _check(snapshot, kind, body)
    salt = salt_of(key, kind, body, snapshot.digest)
    tree: Tree = msgspec.json.decode(to_json(snapshot))
    work = _Work(_known(tree, body), salt, [], set())
    takes = [(row.kind, take) for row in rows_for(kind).values() for take in row.takes if kind in take.copies]
    # What goes as a whole goes first: nothing in it needs a mark.
    for name, take in sorted(takes, key=lambda x: not x[1].drop):
        for place in take.places:
            *above, last = place.split("/")
            for way in _ways(tree, above):
                if take.drop:
                    _drop(work, name, take, way)
                else:
                    _mark(work, name, take, way, last)
    # In the order of their marks, the entries of one list do not tell which of its members they stand for.
    left = sorted(work.left, key=lambda x: (x.path, x.mark))
    counts = Counter[str]()
    for entry in left:
        counts[entry.kind] += entry.n
    note = CopyOf(kind, body, original=snapshot.digest, left=tuple(left), counts=dict(sorted(counts.items())))
    bare = msgspec.convert({**tree, "copy": None, "digest": ""}, Snapshot)
    return sealed(msgspec.structs.replace(bare, copy=note), salt)


def sealed(copy: Snapshot, salt: bytes) -> Snapshot:
    """`copy` with its seal and its digest."""
    assert copy.copy is not None
    open_ = msgspec.structs.replace(copy, copy=msgspec.structs.replace(copy.copy, seal=""))
    note = msgspec.structs.replace(copy.copy, seal=seal(salt, fingerprint(open_)))
    done = msgspec.structs.replace(copy, copy=note)
    return msgspec.structs.replace(done, digest=fingerprint(done))


@dataclass
class _Work:
    """A copy in the making: what is known, what was left out so far, and at which paths."""

    known: Known
    salt: bytes
    left: list[LeftOut]
    taken: set[str]

    def note(self, kind: str, path: str, n: int, value: Tree) -> str:
        """Write down that `value` is left out, and give its mark."""
        mark = commitment(self.salt, kind, path, value)
        self.left.append(LeftOut(path=path, kind=kind, n=n, mark=mark))
        self.taken.add(path)
        return mark


def _check(snapshot: Snapshot, kind: Kind, body: str) -> None:
    if snapshot.copy is not None:
        raise InputError(
            Text(zh="这已经是一份对外文本", en="this is a copy already"),
            Text(zh="从完整快照或卷宗制作。", en="Make copies from the full snapshot or the dossier."),
        )
    if kind == "agency" and snapshot.body(body) is None:
        raise NotFound(
            Text(zh=f"没有被评估单位 {body}", en=f"there is no body {body}"),
            Text(zh="请核对单位代码。", en="Check the body's id."),
        )
    if kind == "public":
        check_public(snapshot.imprint)


def check_public(imprint: Imprint | None) -> None:
    """Refuse to make anything public of documents that are marked as a state secret."""
    if imprint is not None and imprint.secret:
        raise InputError(
            Text(
                zh=f"文件标有密级“{imprint.classification.zh}”，不能制作公开本",
                en=f"the document is marked “{imprint.classification.en}”: no public copy can be made of it",
            ),
            Text(
                zh="先依法解密或改定密级，再用“assess imprint set --classification”更新。",
                en="Have it declassified first, then update it with “assess imprint set --classification”.",
            ),
        )


def _known(tree: Tree, body: str) -> Known:
    return Known(
        body=body,
        texts=frozenset(i["id"] for i in tree["pack"]["indicators"] if i["scale"]["kind"] == "text"),
        rules={b["body"]["id"]: frozenset(f["rule"] for f in b["findings"] if heard(f)) for b in tree["bodies"]},
    )


def _ways(tree: Tree, segments: list[str]) -> Iterator[Way]:
    """Every way from the root along `segments` that exists; `*` goes to all members."""

    def go(way: Way, rest: list[str]) -> Iterator[Way]:
        if not rest:
            yield way
            return
        node = way[-1][1]
        if node is None:
            return
        if rest[0] != "*":
            if isinstance(node, dict) and rest[0] in node:
                yield from go([*way, (rest[0], node[rest[0]])], rest[1:])
            return
        for key, child in members(_called(way), node).items():
            yield from go([*way, (key, child)], rest[1:])

    yield from go([("", tree)], segments)


def _called(way: Way) -> str:
    return way[-1][0]


def _path(way: Way, last: str) -> str:
    return "/".join([*(segment for segment, _ in way[1:]), last])


def _drop(work: _Work, name: str, take: Take, way: Way) -> None:
    """Take members out of the list or dict at the end of `way`."""
    holder = way[-1][1]
    if not holder:
        return
    gone: list[tuple[int, Tree]]
    if isinstance(holder, dict):
        out = {key: holder.pop(key) for key in list(holder) if key != work.known.body}
        gone = [(len(out), out)] if out else []
    else:
        nodes = [node for _, node in way]
        going = [take.when(work.known, [*nodes, x]) for x in holder]
        members_out = [x for x, goes in zip(holder, going, strict=True) if goes]
        holder[:] = [x for x, goes in zip(holder, going, strict=True) if not goes]
        gone = [(len(members_out), members_out)] if take.together else [(1, [x]) for x in members_out]
    for n, value in gone:
        if n:
            work.note(name, _path(way, "-"), n, value)


def _mark(work: _Work, name: str, take: Take, way: Way, last: str) -> None:
    """Put a mark in the place of one text, or of each text of a list."""
    holder = way[-1][1]
    if not holder or (last != "*" and last not in holder) or not take.when(work.known, [node for _, node in way]):
        return
    for key in range(len(holder)) if last == "*" else (last,):
        value, path = holder[key], _path(way, str(key))
        texts = list(value.values()) if isinstance(value, dict) else [value]
        if path not in work.taken and any(texts) and all(isinstance(x, str) for x in texts):
            holder[key] = in_place(name, work.note(name, path, 1, value), value)
