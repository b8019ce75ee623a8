"""Published cases as small dossiers, with the label that the publication gives them."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import Any

from assess.base.texts import Text
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, RecordFact
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session

CASES = Path(__file__).parent / "cases.toml"


def judge_published() -> bool:
    """Print one line a case; whether all of them came out as published."""
    fine = True
    print("| published case | source | label | found | |\n|---|---|---|---|---|")
    for case in tomllib.loads(CASES.read_text("utf-8"))["case"]:
        found = _found(case)
        right = set(case["asks"]) <= found if case["asks"] else not found
        fine &= right
        label = ", ".join(case["asks"]) or "nothing to ask about"
        print(
            f"| {case['name']} | {case['source']} | {label} | {', '.join(sorted(found)) or '–'} | {'' if right else 'WRONG'} |"
        )
    return fine


def _found(case: dict[str, Any]) -> set[str]:
    with tempfile.TemporaryDirectory() as place, create_session(
        Path(place) / "case.assess", load_pack(find_pack(case["pack"])), Text(zh="案例", en="Case"), author=Author("bench", "bench")
    ) as session:  # fmt: skip
        session.apply(AddBody(id="case", name=Text(zh="案例", en="Case")))
        session.apply(*(
            RecordFact(body="case", fact=fact, value=value, voice=voice)
            for voice in ("claimed", "measured", "users", "verified")
            for fact, value in case.get(voice, {}).items()
        ))  # fmt: skip
        return {f.rule for f in session.result("case").findings if f.verdict == "yes"}
