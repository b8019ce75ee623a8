"""The mini pack with rules changed, each variant with a digest of its own, for tests of causes and merging."""

from __future__ import annotations

import msgspec

from assess.base.digest import digest
from assess.base.texts import same
from assess.packs.model import Pack, Rule, Weigh
from tests.mini import mini


def with_rules(*rules: Rule) -> Pack:
    """The mini pack with `rules` alone."""
    return msgspec.structs.replace(mini(), rules=rules, digest=digest([msgspec.to_builtins(r) for r in rules]))


def rule(id: str, when: str, **more: object) -> Rule:
    """A rule of the mini pack that says something else."""
    return msgspec.structs.replace(mini().rules[0], id=id, when=when, **{"supersedes": (), **more})


def entry(cause: str, when: str, speaks: str = "for", weight: str = "weak") -> Weigh:
    """A piece of evidence on a cause."""
    return Weigh(cause, when, speaks, same(f"{cause}: {when}"), weight)  # type: ignore[arg-type]
