"""Install `assess` from the folder this file lies in, without any network. `install.sh` and `install.cmd` start it.

Every file of the folder is held against its SHA-256 before anything is written. A version is installed beside those
that are there; the command is only led to it once it has answered.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import locale
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
MARK = ".assess-offline"
"""A file that says that a folder was made here, so that nothing else is ever removed."""
ROOM = 3
"""How many times the size of the wheels an installation takes on the disk, with what is unpacked on the way."""


class Stop(Exception):
    """The installation ends here; the sentences say why, and what to do."""


def chinese() -> bool:
    """Whether this user reads Chinese: `ASSESS_LANG`, else the locale."""
    names = ("ASSESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((os.environ[k] for k in names if os.environ.get(k)), "") or locale.getlocale()[0] or ""
    return wanted.lower().startswith(("zh", "chinese"))


def t(zh: str, en: str) -> str:
    """The text in the user's language."""
    return zh if chinese() else en


def listed(folder: Path) -> dict[str, str]:
    """Name -> SHA-256 of every file that the archive's list names."""
    try:
        lines = (folder / "SHA256SUMS").read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines:
        raise Stop(
            t(
                "清单 SHA256SUMS 缺失或读不了。请重新复制并解开整个安装包。",
                "The list SHA256SUMS is missing or does not read. Copy the archive again and unpack all of it.",
            )
        )
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def check_files(folder: Path) -> int:
    """How many files were held against their digests; Stop naming those that are missing, altered or strange.

    Strange wheels count, because pip would choose among them; what people put beside the documents does not.
    """
    sums = listed(folder)
    missing = sorted(name for name in sums if not (folder / name).is_file())
    altered = sorted(name for name in sums.keys() - set(missing) if digest_of(folder / name) != sums[name])
    there = {p.relative_to(folder).as_posix() for place in ("wheels", "extras") for p in folder.glob(f"{place}/*")}
    for names, zh, en in (
        (missing, "缺少", "missing"),
        (altered, "与清单不符", "altered"),
        (sorted(there - sums.keys()), "不在清单里", "not in the list"),
    ):
        if names:
            raise Stop(
                t(
                    f"安装包不完整或被改动过（{zh}：{'、'.join(names[:5])}，共 {len(names)} 个）。什么也没有安装。"
                    "请重新复制整个安装包，先核对 zip 文件的 SHA-256。",
                    f"The archive is incomplete or was altered ({en}: {', '.join(names[:5])}; {len(names)} in all). "
                    "Nothing was installed. Copy the whole archive again and compare the SHA-256 of the zip file first.",
                )
            )
    return len(sums)


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def this_system() -> str:
    """This machine as the archive names its systems."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if WINDOWS:
        return "windows-" + {"x86_64": "amd64"}.get(machine, machine)
    return f"{sys.platform}-{machine}"


def check_machine(about: dict[str, Any]) -> None:
    """Stop unless the archive has wheels for this system and this Python."""
    systems, pythons, glibc = about["systems"], about["pythons"], str(about["glibc"])
    here, python = this_system(), f"{sys.version_info.major}.{sys.version_info.minor}"
    if here not in systems or python not in pythons:
        raise Stop(
            t(
                f"这个安装包适用于 {'、'.join(systems)}，Python {'、'.join(pythons)}；本机是 {here}，Python {python}。"
                "请换用合适的 Python（可用 PYTHON=路径 指定），或请提供者为本机制作安装包。",
                f"This archive serves {', '.join(systems)} with Python {', '.join(pythons)}; this is {here} with "
                f"Python {python}. Name a fitting Python (PYTHON=PATH), or ask for an archive that serves this machine.",
            )
        )
    if not WINDOWS and sys.platform == "linux":
        kind, found = platform.libc_ver()
        if kind != "glibc" or tuple(map(int, found.split(".")[:2])) < tuple(map(int, glibc.split("."))):
            raise Stop(
                t(
                    f"本机的 C 库是 {kind or '?'} {found}，需要 glibc {glibc} 以上。请换到较新的系统上安装。",
                    f"The C library here is {kind or '?'} {found}; glibc {glibc} or newer is needed. Install on a "
                    "newer system.",
                )
            )


def check_room(folder: Path, wheels: int) -> None:
    """Stop unless the disk has room for what is about to be unpacked there."""
    there = next(p for p in (folder, *folder.parents) if p.exists())
    needed, free = wheels * ROOM, shutil.disk_usage(there).free
    if free < needed:
        raise Stop(
            t(
                f"{there} 所在的盘只剩 {free / 1e6:.0f} MB，需要 {needed / 1e6:.0f} MB。请腾出空间，或用 --to 换个目录。",
                f"There are {free / 1e6:.0f} MB left on the disk of {there}; {needed / 1e6:.0f} MB are needed. Free "
                "some, or choose another folder with --to.",
            )
        )


def default_folder() -> Path:
    """Where programs of one user lie."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Programs" / "assess"
    return Path.home() / ".local" / "lib" / "assess"


def run(command: list[str], log: Path) -> int:
    """Run `command`, its words going to `log`; nothing of this machine's pip settings or Python paths counts."""
    dropped = ("PIP_", "PYTHON", "VIRTUAL_ENV")
    env = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
    env.update(PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PYTHONUTF8="1")
    with log.open("ab") as file:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, env=env).returncode


def install(folder: Path, about: dict[str, Any], extras: bool) -> Path:
    """Make an environment of its own in `folder` and give the program in it, which has answered."""
    log = folder / "install.log"
    name = f"{about['version']}-{digest_of(HERE / 'SHA256SUMS')[:8]}"
    place = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    if (place / MARK).exists():
        shutil.rmtree(place)
    elif place.exists():
        raise Stop(
            t(
                f"{place} 已经存在，且不是由本程序建立的。请移走它，或用 --to 换个目录。",
                f"{place} is there already and was not made by this installer. Move it away, or choose another folder "
                "with --to.",
            )
        )
    place.mkdir()
    (place / MARK).write_text("made by the offline installer of assess\n", "ascii")
    print(t("  建立独立环境", "  making an environment of its own"), flush=True)
    if run([sys.executable, "-m", "venv", str(place / "venv")], log):
        raise Stop(
            t(
                f"无法建立虚拟环境，详见 {log}。Debian 和 Ubuntu 需要系统软件包 python3-venv。",
                f"No virtual environment could be made: see {log}. Debian and Ubuntu need the package python3-venv.",
            )
        )
    programs = place / "venv" / ("Scripts" if WINDOWS else "bin")
    pip = [str(programs / ("python.exe" if WINDOWS else "python")), "-m", "pip", "install", "--no-index"]
    pip += ["--only-binary=:all:", "--require-hashes"]
    runtime = ["--find-links", str(HERE / "wheels"), "-r", str(HERE / "requirements.txt")]
    steps = [(t("  装入程序", "  unpacking the program"), [*pip, *runtime])]
    if extras:
        more = ["--find-links", str(HERE / "extras"), "-r", str(HERE / "requirements-extras.txt")]
        steps.append(
            (t("  装入附加部分", "  unpacking the extras"), [*pip, "--find-links", str(HERE / "wheels"), *more])
        )
    program = programs / ("assess.exe" if WINDOWS else "assess")
    steps.append((t("  试运行", "  trying it"), [str(program), "pack", "check", "digital-government"]))
    for said, command in steps:
        print(said, flush=True)
        if run(command, log):
            last = log.read_text("utf-8", "replace").strip().splitlines()[-3:]
            raise Stop(
                t(f"这一步没有成功，详见 {log}：", f"This step failed; see {log}:")
                + "".join(f"\n    {x}" for x in last)
            )
    return program


def lead_to(program: Path, folder: Path) -> Path:
    """A command in `folder` that starts `program`; it takes the place of an older one in one step."""
    command = folder / ("assess.cmd" if WINDOWS else "assess")
    beside = folder / f"{command.name}.part"
    if WINDOWS:
        inside = program.relative_to(folder)
        beside.write_bytes(f'@"%~dp0{inside}" %*\r\n'.encode())
    else:
        quoted = str(program).replace("'", "'\\''")
        beside.write_text(f"#!/bin/sh\nexec '{quoted}' \"$@\"\n", "utf-8")
        beside.chmod(0o755)
    beside.replace(command)
    return command


def main(words: list[str]) -> int:
    """Check, install, say how to go on; the exit code."""
    parser = argparse.ArgumentParser(description=t("离线安装 assess。", "Install assess without a network."))
    parser.add_argument(
        "--to", type=Path, default=default_folder(), help=t("装到这个目录", "the folder to install to")
    )
    parser.add_argument(
        "--extras", action="store_true", help=t("连同 PDF、Word、PostgreSQL", "PDF, Word, PostgreSQL too")
    )
    parser.add_argument("--check", action="store_true", help=t("只核对安装包", "only check the archive"))
    asked = parser.parse_args(words)
    try:
        print(t("核对安装包……", "checking the archive …"), flush=True)
        count = check_files(HERE)
        print(t(f"  {count} 个文件与清单一致", f"  files that are as listed: {count}"), flush=True)
        if asked.check:
            return 0
        about = json.loads((HERE / "archive.json").read_text("utf-8"))
        check_machine(about)
        if asked.extras and not about["extras"]:
            raise Stop(t("这个安装包里没有附加部分。", "This archive has no extras."))
        folder = asked.to.expanduser().absolute()
        check_room(folder, about["bytes"] // len(about["systems"]) // len(about["pythons"]))
        print(t(f"安装到 {folder}", f"installing to {folder}"), flush=True)
        command = lead_to(install(folder, about, asked.extras), folder)
    except Stop as stop:
        print(f"{t('错误：', 'Error: ')}{stop}", file=sys.stderr)
        return 1
    except OSError as error:
        where = error.filename or ""
        print(
            t(f"错误：{where}：{error.strerror}。请检查权限和剩余空间。",
              f"Error: {where}: {error.strerror}. Check permissions and free space."), file=sys.stderr,
        )  # fmt: skip
        return 1
    print(t(f"装好了。运行：{command}", f"Installed. Run: {command}"))
    if not WINDOWS:
        print(
            t(
                f"要直接输入 assess：ln -s {command} ~/.local/bin/",
                f"To call it “assess”: ln -s {command} ~/.local/bin/",
            )
        )
    else:
        print(
            t(f"要直接输入 assess：把 {folder} 加进环境变量 Path。", f"To call it “assess”, add {folder} to Path.")
        )
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
