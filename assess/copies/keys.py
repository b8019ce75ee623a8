"""The key of copies: on the evaluator's machine, one for each campaign, never in a dossier and never in a copy."""

from __future__ import annotations

import os
from pathlib import Path

from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.privacy import KEY_BYTES, kept
from assess.base.resources import home
from assess.base.texts import Text
from assess.copies.marks import salt_of
from assess.snapshot import Snapshot


def key_of(campaign: str) -> bytes:
    """The key for copies of this campaign, made when it is first asked for; InputError for a file that is none."""
    return kept(home() / "keys" / f"{campaign}.copies.key").key


def has_key(campaign: str) -> bool:
    """Whether this machine holds the key for copies of this campaign."""
    return (home() / "keys" / f"{campaign}.copies.key").is_file()


def salt_for(copy: Snapshot) -> bytes:
    """The salt of a copy, from the key on this machine; InputError where it has none or `copy` is no copy."""
    note = copy.copy
    if note is None:
        raise InputError(
            Text(zh="这不是对外文本，而是完整快照", en="this is no copy but a full snapshot"),
            Text(zh="给出“assess report --copy”写出的 snapshot.json。",
                 en="Give the snapshot.json that “assess report --copy” wrote."),
        )  # fmt: skip
    if not has_key(copy.campaign.id):
        raise InputError(
            Text(
                zh="这台机器上没有这次活动的对外文本密钥", en="this machine has no key for copies of the campaign"
            ),
            Text(
                zh="在制作它的机器上运行，或用 --salt 给出“assess copy salt”写出的文件。",
                en="Run it where the copy was made, or give --salt with the file that “assess copy salt” wrote.",
            ),
        )
    return salt_of(key_of(copy.campaign.id), note.kind, note.body, note.original)


def write_salt(path: Path, salt: bytes) -> None:
    """Write the salt of one copy to a file that only its owner may read."""
    write_atomically(path, (salt.hex() + "\n").encode())
    if os.name == "posix":
        path.chmod(0o600)


def read_salt(path: Path) -> bytes:
    """The salt in a file; InputError when it holds none."""
    try:
        salt = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise _no_salt(path) from error
    if len(salt) != KEY_BYTES:
        raise _no_salt(path)
    return salt


def _no_salt(path: Path) -> InputError:
    return InputError(
        Text(zh=f"{path.name} 里没有盐值", en=f"{path.name} holds no salt"),
        Text(zh="用“assess copy salt”写出一份。", en="Have one written with “assess copy salt”."),
    )
