"""A PostgreSQL server of the tests' own, on a socket in a folder of its own: started, stopped, killed by them.

What is missing fails, so that a green run of `make test-engines` means that the server was asked.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

BINARIES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
SECRET = "s3cret-of-the-tests"


class PostgresServer:
    """A server in `folder`; `url` holds the password, for tests of what becomes of it."""

    def __init__(self, folder: Path) -> None:
        self._tools = _server_tools()
        self.folder = folder
        # The server will not be root, nor may it read the folders that pytest makes for root.
        own: dict[str, Any] = (
            {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        )
        secret = folder / "secret"
        secret.write_text(SECRET)
        for path in (folder, secret) if own else ():
            shutil.chown(path, own["user"], own["group"])
        self._own = own | {
            "cwd": folder,
            "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
        }
        self._run(
            "initdb", "-D", "data", "-U", "assess", "--auth=scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"
        )

    @property
    def url(self) -> str:
        """Its address with the password in it."""
        return f"postgresql://assess:{SECRET}@/postgres?host={self.folder}"

    def dossier(self, campaign: str, user: str = "assess") -> Path:
        """The address of a dossier."""
        return Path(f"postgresql://{user}@/postgres?host={self.folder}&campaign={campaign}")

    def start(self) -> None:
        """Start it and wait until it answers."""
        said = f"-c listen_addresses= -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", said, "start")

    def stop(self) -> None:
        """Stop it at once."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill all of its processes as `kill -9` does, the head first."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for process in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def restart(self) -> None:
        """Start it again after `kill`, as soon as the killed processes are gone."""
        for _ in range(40):
            try:
                return self.start()
            except AssertionError:
                time.sleep(0.25)
        return self.start()

    def sql(self, *statements: str) -> None:
        """Run statements as the administrator, each by itself."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as db:
            for statement in statements:
                db.execute(statement.encode())

    def _run(self, tool: str, *words: str) -> None:
        log = self.folder / f"{tool}.out"
        with log.open("ab") as out:
            done = subprocess.run(
                [self._tools / tool, *words], stdout=out, stderr=out, stdin=subprocess.DEVNULL, **self._own
            )
        assert done.returncode == 0, log.read_text()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A running server, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="assess-pg-"))
    try:
        server = PostgresServer(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _server_tools() -> Path:
    found = [Path(which).parent] if (which := shutil.which("initdb")) else []
    found += sorted(p for pattern in BINARIES for p in Path("/").glob(pattern[1:]) if (p / "initdb").exists())
    if not found:
        pytest.fail("no PostgreSQL server here: apt-get install postgresql")
    return found[-1]
