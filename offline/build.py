"""Build the archive from which `assess` is installed where there is no package index.

    python offline/build.py [--out dist] [--systems linux-x86_64,windows-amd64] [--pythons 3.11,3.12,3.13] [--no-extras]

Wheels are fetched by the hashes of the locks, for machines other than this one too; then each machine's needs are
held against what was fetched. The same sources and locks give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from targets import PYTHONS, SYSTEMS, System, glibc_of, markers_of, read_wheel, unmet  # noqa: E402

PROJECT = "assess-digital-government"
EXTRAS = ("pdf", "postgres", "word")
EXTRA_PROJECTS = (
    "brotli", "cssselect2", "docxtpl", "fonttools", "lxml", "pillow", "psycopg", "psycopg-binary",
    "pydyf", "pyphen", "python-docx", "tinycss2", "tinyhtml5", "weasyprint", "webencodings", "zopfli",
)  # fmt: skip
"""What the extras need on top of the runtime, pinned by the other locks; `unmet` tells when one is missing here."""
DATE = (1980, 1, 1, 0, 0, 0)
DOCUMENTS = ("README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "docs", "indicators", "examples")


def pins_of(lock: Path) -> dict[str, str]:
    """Project -> its lines in a lock, hashes included."""
    text = re.sub(r"(?m)^\s*#.*\n?", "", lock.read_text("utf-8"))
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)==(?:.*\\\n)*.*\n?", text)
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9._-]+==)", text)[1:]
    return dict(zip(found, blocks, strict=True))


def extra_pins() -> dict[str, str]:
    """The pins of what the extras need on top of the runtime."""
    known = pins_of(ROOT / "requirements-engines.txt") | pins_of(ROOT / "requirements-dev.txt")
    return {name: known[name] for name in EXTRA_PROJECTS}


def fetch(lines: str, system: System, python: str, into: Path) -> None:
    """Download the wheels that the lock `lines` pin, as `system` with `python` would; exits when one is not there."""
    into.mkdir(parents=True, exist_ok=True)
    lock = into / "lock.txt"
    lock.write_text(lines, "utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--implementation=cp", f"--python-version={python}"]
    command += [f"--platform={tag}" for tag in system.tags] + [f"--dest={into}", f"--requirement={lock}"]
    done = subprocess.run(command, capture_output=True, text=True)
    lock.unlink()
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if not line.startswith("WARNING")]
        sys.exit(f"no wheels for {system.name} with Python {python}:\n" + "\n".join(errors[-5:]))


def gather(work: Path, systems: Sequence[str], pythons: Sequence[str], extras: bool) -> dict[str, Path]:
    """Name in the archive -> wheel, for all systems and Pythons; exits when one of them would lack something."""
    runtime = pins_of(ROOT / "requirements.txt")
    more = extra_pins() if extras else {}
    own = build_own(work)
    found = {f"wheels/{own.name}": own}
    for name in systems:
        system = SYSTEMS[name]
        for python in pythons:
            print(f"  {name}, Python {python}", flush=True)
            folder = work / name / python
            fetch("".join(runtime.values()), system, python, folder / "wheels")
            if extras:
                fetch("".join(more.values()), system, python, folder / "extras")
            files = sorted(folder.glob("*/*.whl"))
            found.update({path.relative_to(folder).as_posix(): path for path in files})
            root = f"{PROJECT}[{','.join(EXTRAS)}]" if extras else PROJECT
            if lacking := unmet(map(read_wheel, [own, *files]), [root], markers_of(system, python)):
                sys.exit(f"{name} with Python {python} would lack something:\n" + "\n".join(lacking))
    return dict(sorted(found.items()))


def build_own(work: Path) -> Path:
    """The project's wheel, built from this tree with the tools that are installed."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-q", "--no-deps"]
    subprocess.run([*command, "--no-build-isolation", f"--wheel-dir={work}", str(ROOT)], check=True)
    return next(work.glob("*.whl"))


def documents() -> Iterator[tuple[str, bytes]]:
    """What there is to read, and the packs, as they stand in this tree."""
    for name in DOCUMENTS:
        start = ROOT / name
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not any(p.startswith(".") or p == "__pycache__" for p in parts):
                yield path.relative_to(ROOT).as_posix(), path.read_bytes()


def scripts() -> Iterator[tuple[str, bytes]]:
    """What installs; Windows reads its own files only with its own line ends."""
    yield "install.py", (HERE / "install.py").read_bytes()
    yield "install.sh", (HERE / "install.sh").read_bytes()
    for name in ("install.cmd", "no-python.txt"):
        yield name, (HERE / name).read_bytes().replace(b"\n", b"\r\n")
    # With a mark at its beginning, by which old editors know that it is not in their own code.
    yield "README.txt", b"\xef\xbb\xbf" + (HERE / "README.txt").read_bytes().replace(b"\n", b"\r\n")


def locks(own: Path, extras: bool) -> Iterator[tuple[str, bytes]]:
    """The locks to install by; the project itself is pinned by its hash like everything else."""
    runtime = (ROOT / "requirements.txt").read_text("utf-8")
    sha256 = hashlib.sha256(own.read_bytes()).hexdigest()
    version = read_wheel(own).version
    yield "requirements.txt", f"{runtime}{PROJECT}=={version} \\\n    --hash=sha256:{sha256}\n".encode()
    if extras:
        yield "requirements-extras.txt", "".join(extra_pins().values()).encode()


def write_archive(out: Path, files: dict[str, bytes | Path]) -> None:
    """Zip `files` under a folder of the archive's name, with a list of their digests, whole or not at all."""
    sums = {n: hashlib.sha256(_bytes(f)).hexdigest() for n, f in files.items()}
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    beside = out.with_name(out.name + ".part")
    with zipfile.ZipFile(beside, "w") as archive:
        for name, content in [("SHA256SUMS", listed.encode()), *sorted(files.items())]:
            entry = zipfile.ZipInfo(f"{out.stem}/{name}", DATE)
            entry.create_system = 3
            entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
            # Wheels are compressed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, _bytes(content))
    beside.replace(out)


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def main() -> None:
    """Fetch, check, write, and say what to check the archive by."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--systems", default="linux-x86_64,windows-amd64", help=f"out of {', '.join(SYSTEMS)}")
    parser.add_argument("--pythons", default=",".join(PYTHONS))
    parser.add_argument("--no-extras", action="store_true", help="without what PDF, Word and PostgreSQL need")
    asked = parser.parse_args()
    systems, pythons, extras = asked.systems.split(","), asked.pythons.split(","), not asked.no_extras
    if unknown := sorted(set(systems) - set(SYSTEMS)):
        parser.error(f"no such system: {', '.join(unknown)}; there are {', '.join(SYSTEMS)}")
    if unknown := sorted(set(pythons) - set(PYTHONS)):
        parser.error(f"no such Python: {', '.join(unknown)}; there are {', '.join(PYTHONS)}")
    asked.out.mkdir(parents=True, exist_ok=True)
    print("fetching wheels by the hashes of the locks")
    with tempfile.TemporaryDirectory(prefix="assess-offline-") as room:
        wheels = gather(Path(room), systems, pythons, extras)
        own = next(path for name, path in wheels.items() if path.parent == Path(room))
        version = str(read_wheel(own).version)
        about = {
            "version": version,
            "systems": systems,
            "pythons": pythons,
            "extras": list(EXTRAS) if extras else [],
            "glibc": glibc_of(path.name for path in wheels.values()),
            "bytes": sum(path.stat().st_size for path in wheels.values()),
        }
        files: dict[str, bytes | Path] = {
            **wheels,
            **dict(documents()),
            **dict(scripts()),
            **dict(locks(own, extras)),
        }
        files["archive.json"] = json.dumps(about, indent=1).encode() + b"\n"
        out = asked.out / f"assess-offline-{version}.zip"
        write_archive(out, files)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    out.with_name(out.name + ".sha256").write_text(f"{digest}  {out.name}\n", "ascii")
    print(f"{out}: {len(wheels)} wheels, {out.stat().st_size / 1e6:.0f} MB")
    print(f"SHA-256 {digest}")


if __name__ == "__main__":
    main()
