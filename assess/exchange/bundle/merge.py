"""What merging bundles into a dossier would bring: a set union of events, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.dossier.events import Event
from assess.dossier.workflow.breaches import breaches
from assess.exchange.bundle.check import Contents, check_bundle
from assess.exchange.bundle.container import Broken, Container
from assess.exchange.bundle.layout import BLOBS


class Arrival(msgspec.Struct, frozen=True):
    """What one author brings on one body ("": on the campaign as a whole)."""

    author: str
    device: str
    body: str
    events: int
    first: str
    last: str
    known: bool
    """Whether the dossier has events of this author on this device already."""


class MergePlan(msgspec.Struct, frozen=True):
    """The events and files that the dossier does not have, and who they are from."""

    events: tuple[Event, ...]
    blobs: Mapping[str, Path]
    arrivals: tuple[Arrival, ...]
    breaches: tuple[Text, ...] = ()
    """What the workflow would have refused, as far as it is new."""


def read_bundles(paths: Sequence[Path]) -> list[tuple[Path, Contents]]:
    """The contents of bundles that are sound and whole; InputError naming the first that is not, and why."""
    found = []
    for path in paths:
        contents = sound(path)
        if contents.manifest.public:
            raise InputError(
                Text(
                    zh=f"“{shown(path.name)}”是公开副本，缺少文字，不能合并",
                    en=f"“{shown(path.name)}” is a public copy: it lacks texts and cannot be merged",
                ),
                Text(zh="请用完整的包。", en="Use the full bundle."),
            )
        found.append((path, contents))
    return found


def sound(path: Path) -> Contents:
    """The contents of the bundle at `path`; InputError with the first reason why it is not sound."""
    checked, contents = check_bundle(path)
    if contents is None:
        why, name = checked.problems[0], shown(path.name)
        raise InputError(
            Text(zh=f"“{name}”未通过校验：{why.zh}", en=f"“{name}” did not pass the check: {why.en}"),
            Text(zh="这里没有任何改动。请对方重新打包发送。", en="Nothing was changed here. Ask for it again."),
        )
    return contents


def plan_merge(
    held: Sequence[Event], has_blob: frozenset[str], campaign: str, bundles: Sequence[tuple[Path, Contents]]
) -> MergePlan:
    """What the dossier that holds `held` lacks of `bundles`; InputError where they cannot be united."""
    known = {e.hash for e in held}
    links = {(e.chain, e.link): e for e in held}
    new: dict[str, Event] = {}
    blobs: dict[str, Path] = {}
    for path, contents in bundles:
        if contents.manifest.campaign != campaign:
            raise InputError(
                Text(
                    zh=f"“{shown(path.name)}”属于另一次评估活动（{contents.manifest.title_zh}）",
                    en=f"“{shown(path.name)}” belongs to another campaign ({contents.manifest.title_en})",
                ),
                Text(
                    zh="只能合并由同一份卷宗复制或打包出去的内容。",
                    en="Only what went out as a copy or a bundle of the same dossier can be merged.",
                ),
            )
        for event in contents.events:
            if event.hash in known or event.hash in new:
                continue
            if other := links.get((event.chain, event.link)):
                raise _forked(event, other)
            links[event.chain, event.link] = event
            new[event.hash] = event
        for entry in contents.manifest.entries:
            if entry.name.startswith(BLOBS) and entry.sha256 not in has_blob:
                blobs.setdefault(entry.sha256, path)
    events = tuple(sorted(new.values(), key=lambda e: (e.clock, e.hash)))
    before = set(breaches(held)) if events else set()
    return MergePlan(
        events=events,
        blobs=dict(sorted(blobs.items())),
        arrivals=_arrivals(held, events),
        breaches=tuple(b for b in breaches([*held, *events]) if b not in before) if events else (),
    )


def _arrivals(held: Sequence[Event], events: Sequence[Event]) -> tuple[Arrival, ...]:
    authors = {(e.author, e.device) for e in held}
    groups: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:
        groups.setdefault((event.author, event.device, event.body), []).append(event)
    return tuple(
        Arrival(
            author=author,
            device=device,
            body=body,
            events=len(group),
            first=min(e.at for e in group),
            last=max(e.at for e in group),
            known=(author, device) in authors,
        )
        for (author, device, body), group in sorted(groups.items())
    )


def blobs_from(plan: MergePlan) -> Iterator[bytes]:
    """The files of evidence that the dossier lacks, one at a time, each checked again as it is read."""
    for sha256, path in plan.blobs.items():
        container = Container(path)
        try:
            data = container.whole(BLOBS + sha256)
        except KeyError as error:
            raise _changed(path) from error
        finally:
            container.close()
        if sha256_hex(data) != sha256:
            raise _changed(path)
        yield data


def _changed(path: Path) -> Broken:
    return Broken(
        Text(zh=f"“{shown(path.name)}”在读取时被改动", en=f"“{shown(path.name)}” was changed while it was read")
    )


def _forked(event: Event, other: Event) -> InputError:
    who = f"{event.author}@{event.device[:8]}"
    return InputError(
        Text(
            zh=f"{who} 在同一台设备上从同一处接着写了两份副本（{event.body or '–'} 第 {event.link} 环，"
            f"{event.at} 与 {other.at}）",
            en=f"{who} went on in two copies from the same point on the same device ({event.body or '–'}, "
            f"link {event.link}: {event.at} and {other.at})",
        ),
        Text(
            zh="两份都原样保留。请选定一份，把另一份多出的改动重新录入。",
            en="Both are left as they are. Choose one and enter again what the other has more.",
        ),
    )
