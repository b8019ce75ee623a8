"""Whether a copy is one of this original: every mark recomputed, everything else compared, each difference named.

It follows what the copy itself says it leaves out, not today's table, so that copies made by earlier versions can
be checked as well.
"""

from __future__ import annotations

import hmac
from collections import Counter, defaultdict

import msgspec

from assess.base.copying import CopyOf, LeftOut
from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.copies.marks import Tree, commitment, in_place, members, seal
from assess.snapshot import Snapshot

MOST = 200
"""Differences that are named one by one."""
_APART = ("made", "digest", "copy", "edition")
"""Fields of a snapshot that are compared by rules of their own; when it was made is no part of its digest.

That a copy is a corrected edition stands on the copy it replaces, not on the original; seal and digest cover it.
"""


class Difference(msgspec.Struct, frozen=True):
    """A place at which the copy is not what it says it is."""

    path: str
    what: Text


class Checked(msgspec.Struct, frozen=True):
    """What came out: `marks` recomputed (None: not without a salt), `places` compared, and the differences."""

    copy: str
    original: str
    places: int
    left: int
    marks: int | None
    differences: tuple[Difference, ...]


def check_copy(copy: bytes, original: bytes, salt: bytes | None) -> Checked:
    """Compare the JSON of a copy with that of a full snapshot; without `salt` marks are taken on trust.

    InputError where either is no snapshot, or the first is no copy.
    """
    (held, tree), (full, whole) = _read(copy), _read(original)
    if held.copy is None:
        raise InputError(
            Text(zh="第一个文件不是对外文本，而是完整快照", en="the first file is no copy but a full snapshot"),
            Text(zh="先给对外文本，再给原件。", en="Give the copy first, then the original."),
        )
    walk = _Walk(held.copy, salt)
    walk.digests(tree, whole)
    for name in sorted(whole.keys() | tree.keys()):
        if name not in _APART:
            walk.member(name, name, whole, tree)
    walk.unused()
    found = walk.found[:MOST]
    if more := len(walk.found) - len(found):
        found.append(Difference("…", Text(zh=f"另有 {more} 处不同", en=f"{more} more places differ")))
    return Checked(held.digest, full.digest, walk.places, len(held.copy.left), walk.marks, tuple(found))


def read_copy(data: bytes) -> Snapshot:
    """The snapshot in a file; InputError when it is none."""
    return _read(data)[0]


def _read(data: bytes) -> tuple[Snapshot, Tree]:
    try:
        tree = msgspec.json.decode(data)
        return msgspec.convert(tree, Snapshot), tree
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise InputError(
            Text(zh=f"不是快照：{error}", en=f"it is no snapshot: {error}"),
            Text(zh="用“assess snapshot”导出一份。", en="Export one with “assess snapshot”."),
        ) from error


def _digest(tree: Tree) -> str:
    """The digest of a snapshot over its data as they stand, so that one by an earlier engine keeps its own."""
    return sha256_hex(msgspec.json.encode({**tree, "digest": "", "made": ""}))


class _Walk:
    """A walk through copy and original side by side."""

    def __init__(self, copy: CopyOf, salt: bytes | None) -> None:
        self.copy, self.salt = copy, salt
        self.found: list[Difference] = []
        self.places = 0
        self.marks: int | None = None if salt is None else 0
        self._listed: dict[str, list[LeftOut]] = defaultdict(list)
        for entry in copy.left:
            self._listed[entry.path].append(entry)

    def say(self, path: str, zh: str, en: str) -> None:
        """Note a difference."""
        self.found.append(Difference(path, Text(zh=zh, en=en)))

    def digests(self, held: Tree, full: Tree) -> None:
        """Both digests, the original that is named, the seal, and the counts."""
        if _digest(full) != full["digest"]:
            self.say("digest", "原件的摘要与内容不符", "the original does not have the digest it states")
        if _digest(held) != held["digest"]:
            self.say("digest", "对外文本的摘要与内容不符", "the copy does not have the digest it states")
        if full.get("copy") is not None or self.copy.original != full["digest"]:
            self.say("copy/original", "它出自另一份原件", "it is a copy of another original")
        counts = Counter[str]()
        for entry in self.copy.left:
            counts[entry.kind] += entry.n
        if dict(counts) != self.copy.counts:
            self.say("copy/counts", "件数与清单不符", "the counts are not those of the list")
        if self.salt is not None:
            open_ = {**held, "copy": {**held["copy"], "seal": ""}}
            if not hmac.compare_digest(seal(self.salt, _digest(open_)), self.copy.seal):
                self.say("copy/seal", "封签与内容不符", "the seal does not fit the content")

    def member(self, path: str, name: str, whole: Tree, copy: Tree) -> None:
        """One field of both."""
        if name not in copy:
            self.say(path, "缺少这一项", "it is missing")
        elif name not in whole:
            self.say(path, "原件没有这一项", "the original has no such thing")
        else:
            self.node(path, name, whole[name], copy[name])

    def node(self, path: str, name: str, whole: Tree, copy: Tree) -> None:
        """What stands at `path` in both."""
        if path in self._listed:
            self._marked(path, whole, copy)
        elif isinstance(whole, (dict, list)) and type(whole) is type(copy):
            self._inside(path, name, whole, copy)
        else:
            self.places += 1
            if whole != copy or isinstance(whole, bool) != isinstance(copy, bool):
                self.say(path, "与原件不同", "it differs from the original")

    def unused(self) -> None:
        """Places that are listed and are not there."""
        for path in self._listed:
            self.say(path, "清单所列之处并不存在", "the list names a place that is not there")

    def _marked(self, path: str, whole: Tree, copy: Tree) -> None:
        entry, *more = self._listed.pop(path)
        if more or entry.n != 1:
            self.say(path, "清单重复", "it is listed twice")
        if copy != in_place(entry.kind, entry.mark, whole):
            self.say(path, "标记与清单不符", "the mark is not the one listed")
        self._commits(path, entry, whole)

    def _commits(self, path: str, entry: LeftOut, whole: Tree) -> None:
        if self.salt is None:
            return
        self.marks = (self.marks or 0) + 1
        if not hmac.compare_digest(commitment(self.salt, entry.kind, entry.path, whole), entry.mark):
            self.say(path, "标记与原件此处的内容不符", "the mark is not that of what stands in the original")

    def _inside(self, path: str, name: str, whole: Tree, copy: Tree) -> None:
        gone = self._listed.pop(f"{path}/-", [])
        ours, theirs = members(name, whole), members(name, copy)
        if isinstance(whole, list) and not gone and len(whole) != len(copy):
            self.say(path, "件数不同", "there are not as many")
        out = {key: value for key, value in ours.items() if key not in theirs}
        if gone:
            self._left_out(f"{path}/-", gone, out if isinstance(whole, dict) else list(out.values()))
        for key in theirs:
            if key in ours:
                self.node(f"{path}/{key}", key, ours[key], theirs[key])
            else:
                self.say(f"{path}/{key}", "原件没有这一项", "the original has no such thing")
        if list(theirs) != [key for key in ours if key in theirs]:
            self.say(path, "次序不同", "the order is another")
        if not gone:
            for key in out:
                self.say(f"{path}/{key}", "没有列明就去掉了", "it is left out without being listed")

    def _left_out(self, path: str, gone: list[LeftOut], out: Tree) -> None:
        """Members that are not in the copy, against the entries that list them."""
        if sum(e.n for e in gone) != len(out):
            self.say(path, "去掉的件数与清单不符", "not as many are left out as are listed")
        elif len(gone) == 1:
            self._commits(path, gone[0], out)
        elif any(e.n != 1 for e in gone):
            self.say(path, "清单重复", "it is listed twice")
        elif self.salt is not None:
            kinds = {e.kind for e in gone}
            marks = {commitment(self.salt, kind, path, [x]) for kind in kinds for x in out}
            self.marks = (self.marks or 0) + len(gone)
            if len({e.mark for e in gone}) != len(gone) or not all(e.mark in marks for e in gone):
                self.say(path, "标记与去掉的内容不符", "the marks are not those of what was left out")
