"""A corrected edition of a campaign's results: it counts up, names what it replaces and lists what changed."""

from __future__ import annotations

import msgspec

from assess.base.band import TIE, Band
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.comparing.figures import Key, figures, shared_figures
from assess.snapshot import Edition, Erratum, Replaced, Snapshot, fingerprint


def reissue(snapshot: Snapshot, old: Snapshot, reason: str = "") -> Snapshot:
    """`snapshot` as the edition that replaces `old`, which was published before.

    Copies replace copies of the same kind, and list only numbers that such a copy shows; they have to be sealed
    again. InputError when `old` is of another campaign or another kind of copy, or when nothing is different.
    """
    if old.campaign.id != snapshot.campaign.id:
        raise InputError(
            Text(
                zh=f"要取代的快照属于另一个活动：{old.campaign.title.zh}",
                en=f"the snapshot to be replaced is of another campaign: {old.campaign.title.en}",
            ),
            Text(
                zh="更正版只取代同一活动的报告；比较两个活动请用“assess compare”。",
                en="A corrected edition replaces a report of the same campaign; “assess compare” compares two.",
            ),
        )
    if _kind(old) != _kind(snapshot):
        raise InputError(
            Text(zh="要取代的快照不是同一种文本", en="the snapshot to be replaced is of another kind of copy"),
            Text(
                zh="同种文本才能互相取代，单位本还须是同一单位的：给出原来那份的 snapshot.json。",
                en="Copies replace those of their own kind, an agency's that of the same agency: give the "
                "snapshot.json beside the former one.",
            ),
        )
    if _same_content(old, snapshot):
        raise InputError(
            Text(zh="与要取代的那份完全相同，没有可更正的", en="nothing differs from the edition to be replaced"),
            Text(
                zh="先在卷宗里更正，再重新生成报告。", en="Correct the dossier first, then write the reports again."
            ),
        )
    number = old.edition.number if old.edition else 1
    edition = Edition(
        number=number + 1,
        reason=" ".join(reason.split()),
        replaces=Replaced(number=number, made=old.made, head=old.head, digest=old.digest),
        errata=errata(old, snapshot),
    )
    made = msgspec.structs.replace(snapshot, edition=edition, digest="")
    return msgspec.structs.replace(made, digest=fingerprint(made))


def _kind(snapshot: Snapshot) -> tuple[str, str]:
    return (snapshot.copy.kind, snapshot.copy.body) if snapshot.copy else ("", "")


def _same_content(old: Snapshot, new: Snapshot) -> bool:
    """Whether both say the same; copies do if they are of the same original, whose texts their marks stand for."""
    if old.copy and new.copy:
        return old.copy.original == new.copy.original
    bare = [msgspec.structs.replace(s, edition=None) for s in (old, new)]
    return fingerprint(bare[0]) == fingerprint(bare[1])


def errata(old: Snapshot, new: Snapshot) -> tuple[Erratum, ...]:
    """Every number of a report that is another one now: those of all bodies first, then body by body."""
    found = [Erratum("", *change) for change in _changes(shared_figures(old), shared_figures(new))]
    before = {b.body.id: b for b in old.bodies}
    for body in new.bodies:
        then = before.pop(body.body.id, None)
        was = figures(old, then) if then else {}
        found += [Erratum(body.body.id, *change) for change in _changes(was, figures(new, body))]
    return tuple(found)


def _changes(
    was: dict[Key, Band | None], now: dict[Key, Band | None]
) -> list[tuple[str, str, Band | None, Band | None]]:
    keys = dict.fromkeys((*now, *was))
    pairs = ((key, was.get(key), now.get(key)) for key in keys)
    return [(*key, a, b) for key, a, b in pairs if not _same(a, b)]


def _same(a: Band | None, b: Band | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a.lo - b.lo) <= TIE and abs(a.hi - b.hi) <= TIE
