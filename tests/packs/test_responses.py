"""The response is a mapping of manifestation and intent, as the published account of the remedies has it."""

from __future__ import annotations

import pytest

from assess.packs.responses import INTENTS, MEASURES, RESPONSES, measures, response
from assess.packs.vocabulary import MANIFESTATIONS


def test_every_manifestation_and_intent_has_a_response_in_both_languages() -> None:
    for manifestation in MANIFESTATIONS:
        assert RESPONSES[manifestation].keys() == INTENTS.keys()
        for intent in INTENTS:
            said = response(manifestation, intent, "medium")
            assert said.zh.endswith("。")
            assert said.en.endswith(".")


@pytest.mark.parametrize(
    ("manifestation", "intent", "severity", "found"),
    [
        # Remedies as printed in January 2024 (liu_2024).
        ("decorative", "knowing", "medium", ("offline", "name")),
        ("decorative", "inability", "medium", ("improve", "train", "criticise")),
        ("decorative", "unavoidable", "medium", ("help", "improve", "warn")),
        ("impossible", "knowing", "medium", ("reargue", "suspend", "warn")),
        ("embellished", "knowing", "medium", ("correct", "reargue", "warn")),
        ("embellished", "knowing", "high", ("correct", "reargue", "warn", "inspect")),
    ],
)
def test_the_mapping_is_that_of_the_source(
    manifestation: str, intent: str, severity: str, found: tuple[str, ...]
) -> None:
    assert measures(manifestation, intent, severity) == found


def test_nothing_is_held_against_anybody_as_long_as_no_intent_is_shown() -> None:
    for manifestation in MANIFESTATIONS:
        for severity in ("high", "medium", "low"):
            proposed = set(measures(manifestation, "undetermined", severity))
            assert not proposed & {"criticise", "warn", "offline", "name", "inspect"}


def test_severity_alone_sends_nobody_to_inspection() -> None:
    for manifestation in MANIFESTATIONS:
        for intent in INTENTS:
            assert ("inspect" in measures(manifestation, intent, "high")) is (intent == "knowing")
    assert set(MEASURES) == {m for row in RESPONSES.values() for cell in row.values() for m in cell} | {"inspect"}
