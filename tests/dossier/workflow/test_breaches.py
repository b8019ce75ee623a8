"""What a journal holds against the workflow is named, and nobody is named for what they did not do."""

from __future__ import annotations

from assess.dossier.edits import PutImported, SetAnswer
from assess.dossier.entities import Answer, Import
from assess.dossier.workflow.breaches import breaches
from tests.dossier.workflow.conftest import As


def test_who_carried_in_the_file_of_a_body_and_judges_it_is_not_said_to_judge_their_own_claim(people: As) -> None:
    claim = Answer(body="west", indicator="plan", voice="claimed", state="answered", value="done")
    with people("Eva") as session:
        session.apply(PutImported((claim,), Import(id="x", body="west", name="f.xlsx", sha256="00")))
        session.apply(SetAnswer("west", "plan", "done", voice="verified"))
        assert breaches(session.journal()) == []
