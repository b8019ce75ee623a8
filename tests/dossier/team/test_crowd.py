"""Real processes at one dossier on a server, killed at any moment, the server too: nothing shown as saved is lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from assess.base.errors import Overtaken, StoreError
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, SetAnswer
from assess.dossier.events import Event, entity_of
from assess.session import Session, create_session, open_session
from tests.dossier.children import Child, Say
from tests.mini import AUTHOR, mini, name
from tests.servers import PostgresServer

WRITERS, EDITS = 8, 50


def _new(place: Path) -> None:
    bodies = ["shared", *(f"own{n}" for n in range(WRITERS))]
    with create_session(place, mini(), name("Campaign"), author=AUTHOR) as session:
        session.apply(*(AddBody(id=b, name=name(b)) for b in bodies))


def _author(writer: int) -> Author:
    return Author(name=f"Writer {writer}", device=f"{writer:016x}")


def _comment(session: Session, body: str) -> str:
    answer = session.state(body).answer("plan")
    return answer.comment if answer else ""


def _write(session: Session, writer: int, n: int, say: Say) -> None:
    """One edit, every second of them where all write: tell what was seen before it, and what came of it."""
    body = "shared" if n % 2 else f"own{writer}"
    seen = _comment(session, body)
    try:
        session.apply(SetAnswer(body=body, indicator="plan", value="draft", comment=f"{writer}/{n}"))
    except Overtaken:
        say(f"refused {writer}/{n} {seen}")
        session.catch_up()
        return
    say(f"saved {writer}/{n} {seen}")


def _comments(place: Path) -> dict[str, str]:
    """Every comment in the journal with the one that it replaced, after checking all that has to hold of a journal."""
    with open_session(place, author=AUTHOR, pack=mini()) as session:
        events = session.journal()
        assert session.verify().problems == ()
        rows = sorted(session._store.projection())
        session._store.rebuild()
        assert sorted(session._store.projection()) == rows
    clocks = [e.clock for e in events if e.kind == "answer"]
    assert clocks == sorted(set(clocks)), "events arrive in the order of their clocks"
    last: dict[str, str] = {}
    for event in events:
        assert event.replaces == last.get(event.slot, ""), "every event knows the one before it in its place"
        last[event.slot] = event.hash
    by_hash = {e.hash: e for e in events}
    answers = [e for e in events if e.kind == "answer"]
    found = {_said(e): _said(by_hash[e.replaces]) if e.replaces else "" for e in answers}
    assert len(found) == len(answers), "nothing is written twice"
    return found


def _said(event: Event) -> str:
    return getattr(entity_of(event), "comment", "")


def test_eight_writers_at_once_lose_nothing_and_overwrite_only_what_they_saw(place: Path) -> None:
    _new(place)

    def work(writer: int, say: Say) -> None:
        with open_session(place, author=_author(writer), pack=mini()) as session:
            for n in range(EDITS):
                _write(session, writer, n, say)

    writers = [Child(lambda say, w=w: work(w, say)) for w in range(WRITERS)]  # type: ignore[misc]
    told = [line.split(" ") for writer in writers for line in writer.rest()]
    assert len(told) == WRITERS * EDITS, "nobody met anything but a refusal"
    journal = _comments(place)
    assert journal == {what: seen for how, what, seen in told if how == "saved"}
    assert sum(how == "saved" for how, *_ in told) >= WRITERS * EDITS // 2, "one's own places are never refused"
    assert any(how == "refused" for how, *_ in told), "too little happened at once to say anything"


@pytest.mark.long
def test_killed_writers_and_a_killed_server_lose_nothing_that_was_shown_as_saved(
    place: Path, server: PostgresServer
) -> None:
    _new(place)
    moments = random.Random(20260501)

    def work(writer: int, start: int, say: Say) -> None:
        n = start
        while True:
            try:
                with open_session(place, author=_author(writer), pack=mini()) as session:
                    while True:
                        n += 1
                        _write(session, writer, n, say)
            except StoreError as error:
                said = error.message.en
                say(f"{'unknown' if 'not known' in said else 'lost'} {writer}/{n} {said.replace(' ', '_')}")
                time.sleep(0.05)

    told: list[list[str]] = []
    for round_ in range(6):
        writers = [
            Child(lambda say, w=w, s=round_ * 100_000: work(w, s, say))  # type: ignore[misc]
            for w in range(4)
        ]
        for writer in writers:
            told += [writer.line().split(" ") for _ in range(3)]
        if round_ % 2:
            server.kill()
            time.sleep(0.2)
            server.restart()
            for writer in writers:
                while (line := writer.line().split(" "))[0] != "saved":
                    told.append(line)
                told.append(line)
        for writer in writers:
            time.sleep(moments.uniform(0, 0.03))
            told += [line.split(" ") for line in writer.kill()]
    journal = _comments(place)
    kinds = {how for how, *_ in told}
    assert kinds <= {"saved", "refused", "lost", "unknown"}
    assert {"saved", "lost"} <= kinds
    for how, what, seen in told:
        if how == "saved":
            assert journal[what] == seen
        elif how != "unknown":
            assert what not in journal
