"""The rules of the house that no single floor can check for itself."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assess.packs.vocabulary import BASE_LAYERS, VOICES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "assess").rglob("*.py"))
HAN = "\u3400-\u9fff"
ASCII_AFTER_HAN = re.compile(rf"[{HAN}][,;:?!]")
FULL_WIDTH_AFTER_LATIN = re.compile(r"[A-Za-z][，。；：？！]")
NOTATION = re.compile(r"\[[^\]]*\]")
"""What a user is to type, as in “[低, 高]”, keeps the punctuation that the format asks for."""

HEAVY = ("textual", "pandas", "duckdb", "sqlalchemy", "numpy", "openpyxl", "jinja2")


# The floors


def test_the_import_contract_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))


def test_only_the_terminal_app_imports_textual() -> None:
    """The import contract sees import statements; this sees imports by name (`import_module`) as well."""
    users = {
        path.relative_to(ROOT / "assess").parts[0]
        for path in SOURCES
        for name in _imported(ast.parse(path.read_text("utf-8")))
        if name.split(".")[0] == "textual"
    }
    assert users <= {"tui"}


def test_help_loads_none_of_the_heavy_packages() -> None:
    code = (
        "import json, sys\n"
        "sys.argv = ['assess', '--help']\n"
        "from assess.cli.main import main\n"
        "status = 0\n"
        "try: main()\n"
        "except SystemExit as end: status = end.code or 0\n"
        "print(json.dumps([status, sorted({m.split('.')[0] for m in sys.modules})]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    status, loaded = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    assert "pack" in done.stdout
    assert sorted(set(HEAVY) & set(loaded)) == []


# What is committed


def _own_files() -> Iterator[Path]:
    """Every text file of the project itself, without what tools and builds leave beside it."""
    left_behind = {"build", "dist", "__pycache__"}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if any((p.startswith(".") and p not in (".ci", ".gitignore")) or p in left_behind for p in parts):
            continue
        if path.is_file() and not any(p.endswith(".egg-info") for p in parts):
            yield path


# Spelt in two halves, so that this file does not name what it forbids.
INDEX_HOSTS = [
    "py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian.org", "--index" + "-url",
]  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.~/:-])/(" + "|".join(["root", "op" + "t", "work", "home/[a-z]"]) + r")/")


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    found = []
    for path in _own_files():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if any(host in line for host in INDEX_HOSTS) or MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    assert found == []


def _pins(lock: str) -> dict[str, str]:
    """Name to exact version; every entry must be `name==version` with SHA-256 hashes and nothing else."""
    pins = {}
    text = re.sub(r"(?m)^\s*#.*\n?", "", (ROOT / lock).read_text("utf-8")).replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        entry = re.fullmatch(r"([A-Za-z0-9._-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})+)", line)
        assert entry, f"{lock}: {line[:100]}"
        pins[canonicalize_name(entry[1])] = entry[2]
    return pins


@pytest.mark.parametrize(("lock", "extras"), [
    ("requirements.txt", []), ("requirements-dev.txt", ["dev"]), ("requirements-engines.txt", ["clickhouse", "postgres", "spark"]),
])  # fmt: skip
def test_the_locks_pin_what_pyproject_asks_for(lock: str, extras: list[str]) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    asked = list(project["dependencies"])
    # Drivers of engines come on top of the other locks, which hold what the project is built with.
    asked += pyproject["build-system"]["requires"] if extras in ([], ["dev"]) else []
    asked += [line for extra in extras for line in project["optional-dependencies"][extra]]
    pins = _pins(lock)
    unmet = [
        line
        for line in asked
        if not Requirement(line).specifier.contains(pins.get(canonicalize_name(Requirement(line).name), "0"))
        or canonicalize_name(Requirement(line).name) not in pins
    ]
    assert unmet == []


def test_the_locks_agree() -> None:
    runtime, dev, engines = (
        _pins("requirements.txt"),
        _pins("requirements-dev.txt"),
        _pins("requirements-engines.txt"),
    )
    assert {name: dev.get(name) for name in runtime} == runtime
    assert {name: dev.get(name, pin) for name, pin in engines.items()} == engines


# Two languages


def _spoken(node: ast.expr | None) -> str | None:
    """The fixed text of a literal or f-string, a filled-in value standing as one control character."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [_spoken(part) if isinstance(part, ast.Constant) else "\x01" for part in node.values]
        return "".join(part for part in parts if part is not None)
    return None


def _texts_in_code() -> Iterator[tuple[str, str | None, str | None]]:
    """(where, zh, en) of every `Text(zh=…, en=…)` in the package; None where a side is computed.

    A text that is blank in both languages says nothing in either, on purpose, and is left out.
    """
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Text":
                sides = {k.arg: k.value for k in node.keywords}
                if sides.keys() >= {"zh", "en"}:
                    zh, en = _spoken(sides["zh"]), _spoken(sides["en"])
                    if any(side is None or side.strip() for side in (zh, en)):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", zh, en


def _texts_in(value: Any, where: str) -> Iterator[tuple[str, str, str]]:
    """(where, zh, en) of every table with a text in either language, at any depth."""
    if isinstance(value, dict):
        if value.keys() & {"zh", "en"}:
            yield where, value.get("zh", ""), value.get("en", "")
        for key, inner in value.items():
            yield from _texts_in(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts_in(inner, f"{where}[{number}]")


def _faults(where: str, zh: str | None, en: str | None) -> list[str]:
    """What is wrong with a text; a side that is None is computed elsewhere and judged there."""
    sides = (("zh", zh, ASCII_AFTER_HAN), ("en", en, FULL_WIDTH_AFTER_LATIN))
    faults = [f"{where}: no {lang}" for lang, text, _ in sides if text is not None and not text.strip()]
    for lang, text, wrong in sides:
        prose = NOTATION.sub("", text or "")
        faults += [f"{where}: punctuation in {lang}: {m[0]}" for m in wrong.finditer(prose)]
    return faults


def test_texts_in_the_code_speak_both_languages_with_their_own_punctuation() -> None:
    texts = list(_texts_in_code())
    assert len(texts) > 50
    assert [fault for text in texts for fault in _faults(*text)] == []


def test_texts_in_the_packs_speak_both_languages_with_their_own_punctuation() -> None:
    files = sorted((ROOT / "indicators").rglob("*.toml"))
    assert files
    faults = []
    for path in files:
        table = tomllib.loads(path.read_text("utf-8"))
        for where, zh, en in _texts_in(table, str(path.relative_to(ROOT))):
            faults += _faults(where, zh, en)
    assert faults == []


def test_templates_carry_no_ascii_punctuation_after_chinese() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
        and path.suffix != ".docx"  # Word skeletons hold fields only; their script is read as code
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for match in ASCII_AFTER_HAN.finditer(line)
    ]
    assert found == []


def test_the_punctuation_check_sees_what_it_is_for() -> None:
    assert _faults("x", "状态:已保存", "Saved") != []
    assert _faults("x", "状态：已保存", "Saved：yes") != []
    assert _faults("x", "", "Saved") == ["x: no zh"]
    assert _faults("x", "写成 [低, 高]", "write [low, high]") == []
    assert _faults("x", "已保存 3 项：见 https://example.org", "3 saved: see https://example.org") == []


def test_the_glossary_uses_the_names_the_product_shows() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8").lower()
    shown = [*VOICES.values(), *BASE_LAYERS.values()]
    assert [text for text in shown if text.zh not in glossary or text.en.lower() not in glossary] == []
