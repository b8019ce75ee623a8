"""The machines that the archive serves, and whether what it holds is enough for each of them.

A lock is resolved on one machine, and pip evaluates markers for the machine it runs on. So what another system
needs on top is only seen by reading the requirements of every wheel as that system would.
"""

from __future__ import annotations

import email
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHONS = ("3.11", "3.12", "3.13")
NEWEST_GLIBC = 28
"""Wheels for newer C libraries are not taken: Kylin V10, openEuler 20.03, Debian 10 and RHEL 8 have 2.28."""


class System(NamedTuple):
    """An operating system on a kind of processor, as pip's tags and as markers name it."""

    name: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(machine: str) -> System:
    tags = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, 4, -1))
    legacy = (f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}")
    markers = {
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": machine,
    }
    return System(f"linux-{machine}", (*tags, *legacy, f"linux_{machine}"), markers)


SYSTEMS = {
    system.name: system
    for system in (
        _linux("x86_64"),
        _linux("aarch64"),
        System(
            "windows-amd64",
            ("win_amd64",),
            {
                "sys_platform": "win32",
                "platform_system": "Windows",
                "os_name": "nt",
                "platform_machine": "AMD64",
            },
        ),
    )
}


def markers_of(system: System, python: str) -> dict[str, str]:
    """What environment markers stand for on `system` with `python` ("3.12")."""
    return {
        **system.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "implementation_version": f"{python}.0",
        "platform_release": "",
        "platform_version": "",
    }


class Wheel(NamedTuple):
    """A wheel file: its project, version and what it requires."""

    name: str
    version: Version
    requires: tuple[Requirement, ...]


def read_wheel(path: Path) -> Wheel:
    """Name, version and requirements of the wheel at `path`."""
    name, version, _, _ = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        inside = next(n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        metadata = email.message_from_bytes(archive.read(inside))
    return Wheel(str(name), version, tuple(map(Requirement, metadata.get_all("Requires-Dist") or [])))


def unmet(wheels: Iterable[Wheel], roots: Sequence[str], markers: Mapping[str, str]) -> list[str]:
    """Requirements that `wheels` do not meet on a machine with `markers`, beginning from the projects `roots`.

    A root may ask for extras: `assess-digital-government[pdf]`. Each line says who asks for what.
    """
    held = {canonicalize_name(w.name): w for w in wheels}
    todo = [(Requirement(root), "the archive") for root in roots]
    seen: set[tuple[str, str]] = set()
    lacking = []
    while todo:
        requirement, asker = todo.pop()
        wheel = held.get(canonicalize_name(requirement.name))
        if wheel is None or not requirement.specifier.contains(wheel.version, prereleases=True):
            lacking.append(f"{asker} needs {requirement}")
            continue
        for extra in ("", *sorted(requirement.extras)):
            if (wheel.name, extra) in seen:
                continue
            seen.add((wheel.name, extra))
            for further in wheel.requires:
                if further.marker is None or further.marker.evaluate({**markers, "extra": extra}):
                    todo.append((further, wheel.name))
    return sorted(set(lacking))


def glibc_of(names: Iterable[str]) -> str:
    """The oldest C library ("2.28") that serves all of the wheels with these file names; "" when none needs one."""
    needed = 0
    for name in names:
        minors = [int(found) for found in re.findall(r"manylinux_2_(\d+)_", name)]
        minors += [17] * name.count("manylinux2014_") + [12] * name.count("manylinux2010_")
        needed = max(needed, min(minors, default=0))
    return f"2.{needed}" if needed else ""
