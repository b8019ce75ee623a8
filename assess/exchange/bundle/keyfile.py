"""Key files: a private key in a file of its own that only its owner may read, and the public key beside it."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from assess.base.errors import InputError
from assess.base.files import read_whole
from assess.base.shown import shown
from assess.base.texts import Text

MOST_BYTES = 20_000


def make_key(path: Path, passphrase: bytes) -> str:
    """Make a key pair: the private key at `path` (mode 600, encrypted unless `passphrase` is empty), the public one
    at `path` + ".pub"; gives the public key. InputError when either cannot be made; nothing is overwritten.
    """
    private = Ed25519PrivateKey.generate()
    how: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    beside = path.with_name(path.name + ".pub")
    if beside.exists():
        raise _unusable(beside, Text(zh="已经存在", en="exists already"))
    _create(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how), 0o600)
    _create(beside, private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return public_of(private)


def _create(path: Path, data: bytes, mode: int) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
    except FileExistsError as error:
        raise _unusable(path, Text(zh="已经存在", en="exists already")) from error
    except OSError as error:
        raise _unusable(
            path, Text(zh=f"写不了（{error.strerror}）", en=f"cannot be written ({error.strerror})")
        ) from error


def is_encrypted(path: Path) -> bool:
    """Whether the private key at `path` asks for a passphrase."""
    return b"BEGIN ENCRYPTED" in _read(path)


def load_private(path: Path, passphrase: bytes) -> Ed25519PrivateKey:
    """The private key at `path`; InputError for a file that others may read, a wrong passphrase, another kind."""
    data = _read(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise _unusable(path, Text(zh="别人也能读它，权限应为 600", en="others may read it; its mode must be 600"))
    try:
        key = load_pem_private_key(data, passphrase or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unusable(
            path, Text(zh="口令不对，或不是私钥", en="the passphrase is wrong, or it is no private key")
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(path, Text(zh="不是 Ed25519 密钥", en="it is no key of Ed25519"))
    return key


def load_public(path: Path) -> str:
    """The public key at `path`, as hexadecimal digits."""
    try:
        key = load_pem_public_key(_read(path))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unusable(path, Text(zh="不是公钥", en="it is no public key")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _unusable(path, Text(zh="不是 Ed25519 密钥", en="it is no key of Ed25519"))
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def public_of(private: Ed25519PrivateKey) -> str:
    """The public key of a private one, as hexadecimal digits."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _read(path: Path) -> bytes:
    return read_whole(path, MOST_BYTES, Text(zh="密钥文件很小。", en="A key file is small."))


def _unusable(path: Path, why: Text) -> InputError:
    name = shown(path.name)
    return InputError(
        Text(zh=f"密钥文件“{name}”不能用：{why.zh}", en=f"the key file “{name}” cannot be used: {why.en}"),
        Text(zh="用“assess key new”新建一对。", en="Make a pair with “assess key new”."),
    )
