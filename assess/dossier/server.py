"""Addresses of dossiers that a team keeps on a PostgreSQL server: `postgresql://user@host/database?campaign=name`.

An address is handed about as a path, like that of a file, so that every verb takes either. It never holds a
password: command lines are seen by everybody on a machine and end up in histories and logs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text

SCHEMES: Final = ("postgresql:", "postgres:")
DEFAULT: Final = "assess"
"""The campaign of an address that names none."""
_CAMPAIGN: Final = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
PASSED: Final = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "passfile",
     "target_session_attrs", "connect_timeout", "gssencmode", "krbsrvname"}
)  # fmt: skip
"""What else an address may say: parameters of libpq that concern the way to the server."""
_FORM: Final = Text(
    zh="写法：postgresql://user@host/database?campaign=name。",
    en="Write postgresql://user@host/database?campaign=name.",
)


class Server(msgspec.Struct, frozen=True):
    """Where on a server a dossier is; `campaign` is the schema that holds it, `more` goes to libpq as it is."""

    host: str
    port: int | None
    user: str
    database: str
    campaign: str
    more: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """The address as it is shown."""
        user = f"{quote(self.user)}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"postgresql://{user}{self.host}{port}/{self.database}?campaign={self.campaign}"


def is_server(path: Path | str) -> bool:
    """Whether `path` is an address rather than the path of a file."""
    return str(path).replace("\\", "/").startswith(tuple(f"{scheme}/" for scheme in SCHEMES))


def server_of(path: Path | str) -> Server | None:
    """The address that `path` holds, None for the path of a file; InputError for an address that is not right.

    What is wrong is said without repeating the address, since it may hold a password.
    """
    if not is_server(path):
        return None
    # A path has one slash where the address has two.
    rest = str(path).replace("\\", "/").partition(":")[2].lstrip("/")
    if "/" not in rest.partition("?")[0]:
        rest = f"/{rest}"
    try:
        parts = urlsplit(f"postgresql://{rest}")
        port = parts.port
        query = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise InputError(Text(zh="服务器地址写得不对", en="the server's address is malformed"), _FORM) from error
    _check_secret(parts, query)
    campaign = query.pop("campaign", DEFAULT)
    database = unquote(parts.path.strip("/"))
    if not database or "/" in database:
        raise InputError(Text(zh="地址里没有数据库名", en="the address names no database"), _FORM)
    if not _CAMPAIGN.fullmatch(campaign):
        raise InputError(
            Text(zh="活动名写得不对", en="the campaign in the address is no name for one"),
            Text(
                zh="活动名以小写字母开头，只含小写字母、数字和下划线，不以 pg_ 开头，最多 63 个字符。",
                en="Begin with a small letter; small letters, digits and “_” only, not “pg_…”, at most 63.",
            ),
        )
    if unknown := sorted(query.keys() - PASSED):
        names = ", ".join(unknown)[:120]
        raise InputError(
            Text(zh=f"地址里有不认识的参数：{names}", en=f"the address has unknown parameters: {names}"),
            Text(
                zh="可用 campaign 和 " + "、".join(sorted(PASSED)) + "。",
                en="There are campaign and " + ", ".join(sorted(PASSED)) + ".",
            ),
        )
    return Server(
        host=unquote(parts.hostname or ""), port=port, user=unquote(parts.username or ""), database=database,
        campaign=campaign, more=tuple(sorted(query.items())),
    )  # fmt: skip


def _check_secret(parts: SplitResult, query: dict[str, str]) -> None:
    if parts.password is None and "password" not in query:
        return
    raise InputError(
        Text(zh="地址里不能写密码", en="an address must not hold a password"),
        Text(
            zh="密码放在环境变量 PGPASSWORD，或仅本人可读的 ~/.pgpass：host:port:database:user:password。",
            en="Put it into the environment (PGPASSWORD) or into ~/.pgpass, readable by you alone, as the line "
            "host:port:database:user:password.",
        ),
    )
