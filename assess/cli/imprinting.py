"""The imprint of a campaign: who issues and signs its documents, how they are classified, what is due by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.base.texts import Text
from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.imprint import Imprint

_TEXTS = {
    "office": (t("签发单位", "Issuing office"), t("签发单位", "Issuing office")),
    "classification": (
        t("密级", "Classification"),
        t("密级：公开、内部、秘密…", "Mark: public, internal, secret …"),
    ),
    "secrecy": (t("保密期限", "Period of secrecy"), t("保密期限，如 5年", "Period of secrecy, e.g. 5 years")),
    "review_to": (t("复核向谁提出", "Review asked of"), t("复核向谁提出", "To whom a review is asked of")),
    "contact": (t("联系方式", "Contact"), t("联系方式", "Contact")),
}
_PLAIN = {
    "number": (t("文号", "Number"), t("文号", "Number of the document")),
    "reply_by": (t("答复期限", "Reply by"), t("被评估单位答复的期限", "Date by which the body replies")),
    "review_by": (
        t("复核期限", "Review until"),
        t("可以申请复核的期限", "Date until which a review can be asked for"),
    ),
}
_DATES = ("reply_by", "review_by")


@click.group(help=t("文件的落款事项：文号、签发、密级、期限。", "Number, issuer, signatories, mark and deadlines."))
def imprint() -> None:
    """The group of verbs on the imprint."""


@imprint.command("show", help=t("显示落款事项。", "Show the imprint."))
@DOSSIER
@json_option
def imprint_show(dossier: Path, as_json: bool) -> None:
    """Print what is set."""
    with session_of(dossier, readonly=True) as session:
        held = session.imprint()
    if as_json:
        print_json(held)
    elif held is None:
        echo(t("没有填写落款事项。", "No imprint is set."))
    else:
        _print(held)


def _set(dossier: Path, author: str | None, as_json: bool, signatory: tuple[tuple[str, str, str], ...],
         clear: tuple[str, ...], **given: str | None) -> None:  # fmt: skip
    import msgspec

    from assess.dossier.edits import SetImprint
    from assess.dossier.imprint import EMPTY, Signatory

    fields: dict[str, object] = {name: getattr(EMPTY, name) for name in (c.replace("-", "_") for c in clear)}
    for name, value in given.items():
        if value is not None:
            fields[name] = _text(value) if name in _TEXTS else value.strip()
    if signatory:
        fields["signatories"] = tuple(Signatory(_text(role), name.strip(), date) for role, name, date in signatory)
    if not fields:
        raise click.UsageError(t("请至少给出一项。", "Give at least one of the options."))
    with session_of(dossier, author=author) as session:
        change = session.apply(SetImprint(msgspec.structs.replace(session.imprint() or EMPTY, **fields)))
        held = session.imprint()
    if as_json:
        print_json({"change": change, "imprint": held})
        return
    echo(say(change.label))
    if held is not None:
        _print(held)


def _verb() -> click.Command:
    names = [name.replace("_", "-") for name in (*_PLAIN, *_TEXTS)]
    command = author_option(json_option(_set))
    command = click.option("--clear", multiple=True, type=click.Choice([*names, "signatories"]),
                           help=t("清空一项，可重复", "Empty one of them; may be repeated"))(command)  # fmt: skip
    command = click.option(
        "--signatory", nargs=3, multiple=True, metavar="ROLE NAME DATE",
        help=t("签署人，可重复，替换原来的；姓名、日期可为空（\"\"）",
               "A signatory; may be repeated, replaces those set; name and date may be empty (\"\")"),
    )(command)  # fmt: skip
    for name, (_, told) in reversed([*_PLAIN.items(), *_TEXTS.items()]):
        metavar = "DATE" if name in _DATES else "TEXT"
        command = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, help=told)(command)
    return click.command(
        "set",
        help=t(
            "填写落款事项，没有给出的保持原样。文字两种语言不同的，写成“中文|English”。",
            "Set parts of the imprint; the others stay. Texts that differ by language are written “Chinese|English”.",
        ),
    )(DOSSIER(command))


imprint.add_command(_verb())


def _text(value: str) -> Text:
    zh, bar, en = value.partition("|")
    return Text(zh=zh.strip(), en=(en if bar else zh).strip())


def _print(held: Imprint) -> None:
    for name, (label, _) in _PLAIN.items():
        if value := getattr(held, name):
            echo(f"{label}  {value}")
    for name, (label, _) in _TEXTS.items():
        if text := say(getattr(held, name)):
            echo(f"{label}  {text}")
    for signatory in held.signatories:
        parts = [say(signatory.role), signatory.name or t("（未签）", "(unsigned)"), signatory.date]
        echo("  ".join(p for p in [t("签署", "Signatory"), *parts] if p))
