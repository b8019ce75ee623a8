"""The address of an engine as a user gives it: read once, and shown ever after without its password."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from assess.base.errors import InputError
from assess.base.privacy import NAMELESS
from assess.base.shown import shown
from assess.base.texts import Text

SCHEMES: Final[dict[str, str]] = {
    "postgresql": "postgres",
    "postgres": "postgres",
    "clickhouse": "clickhouse",
    "clickhouses": "clickhouse",
    "chdb": "clickhouse",
    "spark": "spark",
}
"""Scheme to dialect. `clickhouses` is ClickHouse over TLS, `chdb` the embedded one."""


_PIECE, _SAID = 60, 300
"""Characters of a driver's message that are shown, and how many at a time are made fit to be."""


class Address(msgspec.Struct, frozen=True):
    """An engine's address in parts; `place` is what may be shown and recorded."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    path: str
    url: str

    @property
    def place(self) -> str:
        """Host, port and database."""
        port = f":{self.port}" if self.port else ""
        return shown(f"{self.host}{port}{self.path}")

    def without_secret(self, said: str) -> str:
        """A message of a driver, without the password and what names a person, should it hold any."""
        first = next((line.strip() for line in said.splitlines() if line.strip()), "")
        for secret in {self.password, urlsplit(self.url).password or ""} - {""}:
            first = first.replace(secret, "***")
        first = NAMELESS.masked(first)
        # In pieces, since a line fit for a terminal is shorter than what drivers have to say.
        return "".join(shown(first[i : i + _PIECE]) for i in range(0, min(len(first), _SAID), _PIECE))


def address(url: str) -> Address:
    """The parts of `url`; InputError (which does not repeat it) for a scheme that no engine here has."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _wrong("") from error
    if parts.scheme not in SCHEMES:
        raise _wrong(parts.scheme)
    return Address(
        scheme=parts.scheme, host=parts.hostname or "", port=port, user=unquote(parts.username or ""),
        password=_password(parts), path=unquote(parts.path), url=url,
    )  # fmt: skip


def _password(parts: SplitResult) -> str:
    return unquote(parts.password or "")


def _wrong(scheme: str) -> InputError:
    said = f"“{shown(scheme)}”" if scheme else ""
    return InputError(
        Text(
            zh=f"引擎地址的开头{said}不认识",
            en=f"the address of the engine has no scheme known here {said}".rstrip(),
        ),
        Text(
            zh="可用 postgresql://、clickhouse://（加密为 clickhouses://）、chdb://、spark://local；"
            "其他引擎可用 --sql trino 得到未经实测的 SQL 文本。",
            en="There are postgresql://, clickhouse:// (clickhouses:// with TLS), chdb:// and spark://local; for "
            "others, --sql trino prints SQL that has not been tried.",
        ),
    )


def unreachable(place: str, said: str) -> InputError:
    """The engine does not answer, or does not let this user in."""
    return InputError(
        Text(zh=f"连不上引擎 {place}：{said}", en=f"the engine at {place} cannot be reached: {said}"),
        Text(zh="请检查地址、端口、用户和密码。", en="Check address, port, user and password."),
    )


def refused(place: str, said: str) -> InputError:
    """The engine answers, but will not do what it was asked."""
    return InputError(Text(zh=f"引擎 {place} 拒绝执行：{said}", en=f"the engine at {place} refuses: {said}"))


def no_driver(extra: str) -> InputError:
    """The library that talks to the engine is not installed."""
    return InputError(
        Text(zh="没有安装连接这种引擎所需的库", en="the library that talks to this engine is not installed"),
        Text(
            zh=f"运行：pip install 'assess-digital-government[{extra}]'",
            en=f"Run: pip install 'assess-digital-government[{extra}]'",
        ),
    )


def no_table(place: str, named: str, said: str) -> InputError:
    """There is no such table, or it may not be read."""
    table = shown(named)
    return InputError(
        Text(zh=f"{place} 读不到表“{table}”：{said}", en=f"{place} has no table “{table}” to read: {said}"),
        Text(
            zh="表名写作 库.表 或 表，大小写须一致。", en="Write schema.table or table, in the case it has there."
        ),
    )
