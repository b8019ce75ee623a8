"""Keys and signatures: pairs of keys in files, the campaign's key list, and signing a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of, table, warn
from assess.cli.words import t

_FILE = click.Path(path_type=Path, dir_okay=False)
passphrase_option = click.option(
    "--passphrase-file",
    type=_FILE,
    help=t("从文件第一行读口令，不再询问", "Read the passphrase from the first line of a file instead of asking"),
)
from_option = click.option(
    "--from",
    "since",
    default="",
    metavar="TIME",
    help=t("自何时起（默认：现在），如 2026-11-22", "From when on (default: now), such as 2026-11-22"),
)


@click.command(help=t("用私钥给包签名；包先要通过校验。", "Sign a bundle, which has to pass the check first."))
@click.argument("bundle", type=_FILE)
@click.option("--key", "file", required=True, type=_FILE, help=t("私钥文件", "File of the private key"))
@passphrase_option
@json_option
def sign(bundle: Path, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Check and sign."""
    from assess.base.clock import utc_now
    from assess.base.errors import InputError
    from assess.base.texts import Text
    from assess.dossier.key import key_id
    from assess.exchange.bundle.check import check_bundle
    from assess.exchange.bundle.container import Container
    from assess.exchange.bundle.keyfile import is_encrypted, load_private, public_of
    from assess.exchange.bundle.signature import sign_bundle

    found, contents = check_bundle(bundle)
    if contents is None:
        why = found.problems[0]
        raise InputError(
            Text(zh=f"未通过校验，不能签名：{why.zh}", en=f"not signed, for it did not pass the check: {why.en}")
        )
    words = _passphrase(passphrase_file, confirm=False) if is_encrypted(file) else b""
    private, signed = load_private(file, words), utc_now()
    container = Container(bundle)
    try:
        sign_bundle(container, contents.manifest, contents.data, private, signed)
    finally:
        container.close()
    key = key_id(public_of(private))
    if as_json:
        print_json({"bundle": str(bundle), "key": key, "signed": signed})
    else:
        echo(t(f"已用密钥 {key} 签名（{signed}）", f"Signed with key {key} ({signed})"))


def _passphrase(file: Path | None, *, confirm: bool) -> bytes:
    from assess.base.files import read_whole
    from assess.base.texts import Text

    if file is not None:
        data = read_whole(file, 10_000, Text(zh="口令在第一行。", en="The passphrase is its first line."))
        return data.splitlines()[0] if data.strip() else b""
    prompt = t("私钥口令", "Passphrase of the private key")
    again = t("再输一遍", "Once more") if confirm else False
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=again, err=True)).encode()


@click.group(help=t("密钥对，以及活动的密钥清单。", "Key pairs, and the campaign's key list."))
def key() -> None:
    """The group of verbs on keys."""


@key.command(
    "new", help=t("新建一对密钥：私钥 FILE，公钥 FILE.pub。", "Make a pair: private key FILE, public key FILE.pub.")
)
@click.argument("file", type=_FILE)
@click.option("--no-passphrase", is_flag=True, help=t("私钥不设口令", "Leave the private key without a passphrase"))
@passphrase_option
@json_option
def key_new(file: Path, no_passphrase: bool, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a key pair."""
    from assess.dossier.key import key_id
    from assess.exchange.bundle.keyfile import make_key

    words = b"" if no_passphrase else _passphrase(passphrase_file, confirm=True)
    public = make_key(file, words)
    if not words:
        warn(
            t(
                "注意：私钥没有口令，谁拿到文件都能以你的名义签名。",
                "Note: the private key has no passphrase; whoever gets the file can sign in your name.",
            )
        )
    if as_json:
        print_json({"private": str(file), "public": f"{file}.pub", "key": key_id(public)})
        return
    echo(t(f"密钥 {key_id(public)}：私钥 {file}（自己保管），公钥 {file}.pub（交给活动登记）",
           f"Key {key_id(public)}: private {file} (keep it), public {file}.pub (hand it to the campaign)"))  # fmt: skip


@key.command("list", help=t("列出活动的密钥清单。", "List the campaign's keys."))
@DOSSIER
@click.option("--out", type=_FILE, help=t("写成文件，交给审阅人", "Write them to a file, for reviewers"))
@json_option
def key_list(dossier: Path, out: Path | None, as_json: bool) -> None:
    """List or write the keys."""
    import msgspec

    from assess.base.files import write_atomically

    with session_of(dossier, readonly=True) as session:
        keys = list(session.keys().values())
    if out is not None:
        write_atomically(out, msgspec.json.format(msgspec.json.encode(keys), indent=1))
    if as_json:
        print_json(keys)
        return
    states = {"trusted": t("可信", "trusted"), "replaced": t("已替换", "replaced"), "lost": t("已报失", "lost")}
    head = [
        t("编号", "Id"),
        t("姓名", "Name"),
        t("身份", "Role"),
        t("起", "Since"),
        t("状态", "State"),
        t("止", "Until"),
    ]
    table(head, [[k.id, k.name, k.role, k.since[:16], states[k.state], k.until[:16] or "–"] for k in keys])


@key.command("trust", help=t("把一把公钥列入清单。", "Put a public key on the list."))
@DOSSIER
@click.argument("public", type=_FILE)
@click.option("--name", required=True, help=t("是谁的", "Whose it is"))
@click.option("--role", default="", help=t("以什么身份签名", "In what capacity they sign"))
@from_option
@author_option
def key_trust(dossier: Path, public: Path, name: str, role: str, since: str, author: str | None) -> None:
    """Trust a key."""
    from assess.base.clock import utc_now
    from assess.dossier.edits import PutKey
    from assess.dossier.key import Key, key_id
    from assess.exchange.bundle.keyfile import load_public

    found = load_public(public)
    new = Key(id=key_id(found), name=name, role=role, public=found, since=since or utc_now())
    with session_of(dossier, author=author) as session:
        echo(say(session.apply(PutKey(new)).label))


@key.command(
    "replace", help=t("用另一把公钥替换清单里的密钥。", "Replace a key on the list by another public key.")
)
@DOSSIER
@click.argument("key")
@click.argument("public", type=_FILE)
@from_option
@click.option("--reason", default="", help=t("原因", "Why"))
@author_option
def key_replace(dossier: Path, key: str, public: Path, since: str, reason: str, author: str | None) -> None:
    """Replace a key: the old one ends when the new one begins."""
    import msgspec

    from assess.base.clock import utc_now
    from assess.dossier.edits import PutKey
    from assess.dossier.key import Key, find_key, key_id
    from assess.exchange.bundle.keyfile import load_public

    at, found = since or utc_now(), load_public(public)
    with session_of(dossier, author=author) as session:
        old = find_key(session.keys(), key)
        new = Key(id=key_id(found), name=old.name, role=old.role, public=found, since=at)
        ended = msgspec.structs.replace(old, state="replaced", until=at, by=new.id, reason=reason)
        echo(say(session.apply(PutKey(ended), PutKey(new)).label))


@key.command(
    "lose", help=t("报失一把密钥：此后的签名不再可信。", "Report a key lost: what it signs later is not trusted.")
)
@DOSSIER
@click.argument("key")
@from_option
@click.option("--reason", required=True, help=t("原因", "Why"))
@author_option
def key_lose(dossier: Path, key: str, since: str, reason: str, author: str | None) -> None:
    """Report a key lost."""
    import msgspec

    from assess.base.clock import utc_now
    from assess.dossier.edits import PutKey
    from assess.dossier.key import find_key

    with session_of(dossier, author=author) as session:
        old = find_key(session.keys(), key)
        lost = msgspec.structs.replace(old, state="lost", until=since or utc_now(), reason=reason)
        echo(say(session.apply(PutKey(lost)).label))
