"""Every kind of page before two validators that others wrote: html-validate and the Nu checker."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.validators

HERE = Path(__file__).parent / "validators"
TOOLS = Path(sys.prefix) / "validators" / "node_modules"
"""Where `make validators` puts them: beside the packages of the Python that runs the tests."""
KNOWN = {
    # The checker knows no hashes of style sheets. That ours is named in the policy is checked by our own reader of
    # pages, and that browsers apply it by a test in Chromium.
    "Inline style violates Content Security Policy",
}
"""Beginnings of the Nu checker's messages that are let pass."""
BROKEN = (
    "<!doctype html><html lang='en'><title>x</title><p id='a'><table><tr><th>a</p><div id='a' role='button'></div>"
)


def html_validate(*paths: Path) -> list[str]:
    """What html-validate says of the files: file, line, rule, message."""
    program = TOOLS / "html-validate" / "bin" / "html-validate.mjs"
    node = shutil.which("node")
    assert node, "no Node.js"
    assert program.is_file(), "html-validate is not installed: make validators"
    done = subprocess.run(
        [node, program, "--config", HERE / "rules.cjs", "--formatter", "json", *paths],
        capture_output=True, encoding="utf-8", cwd=TOOLS.parent,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{Path(file['filePath']).name}:{m['line']}: {m['ruleId']}: {m['message']}"
        for file in json.loads(done.stdout)
        for m in file["messages"]
    ]


def nu(*paths: Path) -> list[str]:
    """What the Nu checker says of the files, warnings included."""
    program = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    assert java, "no Java"
    assert program.is_file(), "the Nu checker is not installed: make validators"
    # Its schemas are deeper than the stack that Java gives a thread by itself.
    swift = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    done = subprocess.run(
        # It guesses languages from statistics: names of files and ids in a Chinese page make it guess English.
        [java, *swift, "-jar", program, "--stdout", "--format", "json", "--no-langdetect", *paths],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{m.get('url', '').rpartition('/')[2]}:{m.get('lastLine', 0)}: {m['message']}"
        for m in messages
        if not m["message"].startswith(tuple(KNOWN))
    ]


def test_html_validate_finds_nothing_on_any_kind_of_page(gallery_files: Path) -> None:
    assert html_validate(*sorted(gallery_files.iterdir())) == []


def test_the_nu_checker_finds_nothing_on_any_kind_of_page(gallery_files: Path) -> None:
    assert nu(*sorted(gallery_files.iterdir())) == []


def test_both_would_find_faults(tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text(BROKEN, encoding="utf-8")
    assert len(html_validate(page)) >= 3
    assert len(nu(page)) >= 3
