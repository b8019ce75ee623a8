"""A user's own catalogues reword the report, and what would break a page is refused with the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assess.base.errors import InputError
from assess.report.headlines import say
from assess.report.messages import labels
from assess.report.wording import places, refresh

Reword = Callable[[str, str, str], None]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reword]:
    monkeypatch.setenv("ASSESS_HOME", str(tmp_path))

    def reword(lang: str, context: str, entry: str) -> None:
        folder = tmp_path / "templates" / "locale" / lang
        folder.mkdir(parents=True, exist_ok=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        (folder / "own.po").write_text(f'{head}msgctxt "{context}"\n{entry}', encoding="utf-8")

    yield reword
    monkeypatch.undo()
    refresh()


def test_a_users_wording_stands_in_for_ours_in_its_language_only(own: Reword) -> None:
    own("zh", "label", 'msgid "findings"\nmsgstr "问题线索"\n')
    assert labels("zh").findings == "问题线索"
    assert labels("en").findings == "Findings"


def test_a_label_of_the_users_own_is_there_for_templates_of_the_users_own(own: Reword) -> None:
    own("zh", "label", 'msgid "office"\nmsgstr "经办处室"\n')
    own("en", "label", 'msgid "office"\nmsgstr "Office in charge"\n')
    assert (labels("zh").office, labels("en").office) == ("经办处室", "Office in charge")


def test_a_label_in_one_language_only_is_refused(own: Reword) -> None:
    own("zh", "label", 'msgid "office"\nmsgstr "经办处室"\n')
    with pytest.raises(InputError, match="label/office") as caught:
        labels("zh")
    assert caught.value.hint is not None


@pytest.mark.parametrize("said", ["高出 {gap} 分、{gaps} 分", "高出很多", "高出 {gap"])
def test_wording_that_loses_or_invents_a_place_is_refused(own: Reword, said: str) -> None:
    own("zh", "sentence", f'msgid "far_ahead"\nmsgstr "{said}"\n')
    with pytest.raises(InputError, match="far_ahead"):
        labels("zh")


def test_a_sentence_that_no_rule_says_is_refused(own: Reword) -> None:
    own("en", "sentence", 'msgid "praise"\nmsgstr "Well done"\n')
    with pytest.raises(InputError, match="sentence/praise"):
        labels("en")


def test_a_file_that_is_no_catalogue_is_refused_by_name(own: Reword, tmp_path: Path) -> None:
    own("en", "label", "")
    (tmp_path / "templates" / "locale" / "en" / "own.po").write_bytes(b"\xff\xfe\x00msgid")
    with pytest.raises(InputError, match=r"own\.po"):
        labels("en")


def test_an_entry_left_empty_or_marked_fuzzy_changes_nothing(own: Reword) -> None:
    own(
        "en",
        "label",
        'msgid "findings"\nmsgstr ""\n\n#, fuzzy\nmsgctxt "label"\nmsgid "method"\nmsgstr "Approach"\n',
    )
    assert (labels("en").findings, labels("en").method) == ("Findings", "Method")


def test_wording_is_filled_in_after_it_was_changed(own: Reword) -> None:
    own("en", "sentence", 'msgid "total_only"\nmsgstr "Total: {total}"\n')
    labels("en")
    assert say("total_only", "en", total="61.0") == "Total: 61.0"


def test_places_are_told_by_their_names() -> None:
    assert places("{a} of {b:.1f}, {{c}}") == {"a", "b"}
