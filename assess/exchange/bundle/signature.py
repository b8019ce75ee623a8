"""Signatures on a bundle: Ed25519 (RFC 8032) over the digest of its manifest, which lists everything else.

Signed is the canonical JSON of ["assess.signature.1", campaign, journal head, SHA-256 of the manifest, key, time].
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from assess.base.digest import canonical, sha256_hex
from assess.base.texts import Text
from assess.dossier.key import Key, key_id, trust_at
from assess.exchange.bundle.container import Broken, Container, put
from assess.exchange.bundle.keyfile import public_of
from assess.exchange.bundle.layout import SIGNATURES, Manifest
from assess.exchange.bundle.write import written

FORMAT: Final = 1
MOST: Final = 100
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signature: by which key, when by the signer's word, and its 64 bytes in hexadecimal."""

    key: str
    public: str
    signed: str
    signature: str


class Signatures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All signatures of a bundle."""

    format: int
    signatures: tuple[Signature, ...]


class Told(msgspec.Struct, frozen=True):
    """What is to be said of a valid signature: whose it is, and whether and why it is trusted.

    `trust` is "trusted" by a list that the reader holds, "listed" only by the bundle's own list, or "untrusted".
    """

    key: str
    name: str
    role: str
    signed: str
    trust: str
    why: Text


def sign_bundle(
    container: Container, manifest: Manifest, data: bytes, private: Ed25519PrivateKey, signed: str
) -> None:
    """Add a signature over the manifest `data` to the bundle, which takes the place of the one that was read."""
    public = public_of(private)
    key = key_id(public)
    held = read_signatures(container)
    if any(s.key == key for s in held):
        raise Broken(Text(zh="这把密钥已经签过", en="this key has signed it already"))
    one = Signature(
        key=key,
        public=public,
        signed=signed,
        signature=private.sign(_message(manifest, data, key, signed)).hex(),
    )
    listed = Signatures(format=FORMAT, signatures=(*held, one))

    def fill(file: IO[bytes]) -> Manifest:
        with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
            for name in container.names:
                if name != SIGNATURES:
                    put(archive, name, container.pieces(name))
            put(archive, SIGNATURES, [msgspec.json.format(msgspec.json.encode(listed), indent=1)])
        return manifest

    written(container.path, fill)


def read_signatures(container: Container) -> tuple[Signature, ...]:
    """The signatures of a bundle, none if it was not signed; Broken when they do not read."""
    if SIGNATURES not in container.names:
        return ()
    try:
        found = msgspec.json.decode(container.whole(SIGNATURES), type=Signatures)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Broken(Text(zh=f"{SIGNATURES}：读不了", en=f"{SIGNATURES}: does not read")) from error
    if found.format != FORMAT or len(found.signatures) > MOST:
        raise Broken(Text(zh=f"{SIGNATURES}：版本或数量不对", en=f"{SIGNATURES}: is of another version or size"))
    return found.signatures


def signature_faults(signatures: Iterable[Signature], manifest: Manifest, data: bytes) -> list[Text]:
    """Signatures that are not by the key they name over this manifest."""
    return [
        Text(
            zh=f"密钥 {s.key[:16]} 的签名与这个包不符",
            en=f"the signature of key {s.key[:16]} does not fit this bundle",
        )
        for s in signatures
        if not _valid(s, manifest, data)
    ]


def _valid(s: Signature, manifest: Manifest, data: bytes) -> bool:
    try:
        if key_id(s.public) != s.key or not _TIME.fullmatch(s.signed):
            return False
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(s.public))
        public.verify(bytes.fromhex(s.signature), _message(manifest, data, s.key, s.signed))
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(manifest: Manifest, data: bytes, key: str, signed: str) -> bytes:
    return canonical(["assess.signature.1", manifest.campaign, manifest.head, sha256_hex(data), key, signed])


def tell_signatures(
    signatures: Iterable[Signature], own: Mapping[str, Key], held: Mapping[str, Key] | None
) -> tuple[Told, ...]:
    """Whose each valid signature is and why it is trusted: by the list `held` by the reader, else the bundle's own.

    The bundle's own list cannot vouch for itself: whoever forges a bundle forges its list as well.
    """
    keys = own if held is None else held
    told = []
    for s in signatures:
        trust = trust_at(keys, s.key, s.signed)
        key = keys.get(s.key)
        why = trust.why
        if trust.trusted and held is None:
            why = Text(
                zh=f"{why.zh}；但清单出自包本身，请另行核对密钥编号",
                en=f"{why.en}; but the list is the bundle's own: compare the key's id by another way",
            )
        told.append(
            Told(
                key=s.key,
                name=key.name if key else "",
                role=key.role if key else "",
                signed=s.signed,
                trust="untrusted" if not trust.trusted else "listed" if held is None else "trusted",
                why=why,
            )
        )
    return tuple(told)


def keys_of(path: Path) -> dict[str, Key]:
    """A key list that was written by “assess key list --out”; Broken when it does not read."""
    try:
        return {k.id: k for k in msgspec.json.decode(path.read_bytes(), type=list[Key])}
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise Broken(
            Text(zh=f"{path.name} 不是密钥清单", en=f"{path.name} is no key list"),
            Text(
                zh="用“assess key list 卷宗 --out 文件”写出。",
                en="Write one with “assess key list DOSSIER --out FILE”.",
            ),
        ) from error
