"""What a judgement was made on: a digest of the claim as it stood, so that one changed since is seen to be so.

Nothing is triggered when a claim changes. A verified answer keeps the digest of what was judged, and whoever reads
it compares; so copies that are united in any order come to the same. Remarks and answers in words are left out:
they may be erased by law or withheld, and that must not undo a judgement.
"""

from __future__ import annotations

from typing import Final

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.entities import Answer, BodyState
from assess.dossier.prefill import is_prefilled
from assess.packs.model import Indicator, Pack

NO_CLAIM: Final = "-"
CHANGED: Final = Text(
    zh="核实之后填报有变，须重新核实", en="the claim was changed after it was verified and is to be reviewed again"
)


def claim_digest(claim: Answer | None, indicator: Indicator) -> str:
    """What `claim` says, as 16 digits; `NO_CLAIM` for none."""
    if claim is None:
        return NO_CLAIM
    value = claim.value
    if indicator.scale.kind == "text":
        value = None
    elif isinstance(value, (int, float)):
        value = float(value)
    return digest(["assess.claim.1", claim.state, list(value) if isinstance(value, tuple) else value])[:16]


def against(claim: Answer | None, indicator: Indicator) -> str:
    """What evidence is judged against: which question, and what the body claims in answer to it."""
    of_another = claim is not None and claim.definition not in ("", indicator.digest)
    said = "?" if of_another else claim_digest(claim, indicator)
    return f"{indicator.digest[:16]}/{said}"


def still_against(judged: str, claim: Answer | None, indicator: Indicator) -> bool:
    """Whether the claim is the one of which `against` gave `judged`; "" is taken at its word.

    Dossiers hold digests of an earlier form too, which are read and not written any more.
    """
    return judged in ("", against(claim, indicator), first_against(claim, indicator))


def first_against(claim: Answer | None, indicator: Indicator) -> str:
    """What `against` gave at first: texts counted, and 5 was another value than 5.0."""
    said: object = None
    if claim is not None:
        asked = claim.definition in ("", indicator.digest)
        said = [claim.state, claim.value] if asked else ["not-reviewed", None]
    return digest([indicator.digest, said])


def judged_of(pack: Pack, state: BodyState, indicator: str) -> str:
    """The digest of the claim to `indicator` as it is now."""
    found = pack.indicator(indicator)
    return claim_digest(state.answer(indicator), found) if found else ""


def stale(verified: Answer, claim: Answer | None, indicator: Indicator) -> bool:
    """Whether the claim is another one than `verified` judged."""
    return outdated(verified.judged, claim, indicator)


def outdated(judged: str, claim: Answer | None, indicator: Indicator) -> bool:
    """Whether `claim` is another one than had the digest `judged`; one that names none is taken at its word.

    A claim that itself waits for review (its question has changed, it was prefilled) decides nothing here.
    """
    if claim is not None and (claim.definition not in ("", indicator.digest) or is_prefilled(claim)):
        return False
    return judged not in ("", claim_digest(claim, indicator))


def changed_since(answer: Answer) -> Text | None:
    """Why `answer` as `reviewed` gives it is not reviewed: its claim was changed; None when that is not why."""
    return CHANGED if answer.voice == "verified" and answer.state == "not-reviewed" and answer.judged else None


def reviewed(pack: Pack, state: BodyState) -> BodyState:
    """`state` with verified answers whose claim was changed since as not reviewed; nothing of them is lost."""
    waiting = {}
    for (name, voice), answer in state.answers.items():
        if voice != "verified" or answer.state == "not-reviewed":
            continue
        indicator = pack.indicator(name)
        if indicator is not None and stale(answer, state.answer(name), indicator):
            waiting[name, voice] = msgspec.structs.replace(
                answer, state="not-reviewed", value=None, stated_points=None
            )
    return msgspec.structs.replace(state, answers={**state.answers, **waiting}) if waiting else state


def claims_basis(pack: Pack, state: BodyState) -> str:
    """One digest over all claims of a body to what the pack asks."""
    said = [[i.id, claim_digest(claim, i)] for i in pack.indicators if (claim := state.answer(i.id)) is not None]
    return digest(["assess.claims.1", sorted(said)])[:16]
