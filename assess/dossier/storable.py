"""What the journal can keep: Unicode text and finite numbers, as only those have one form to take hashes of."""

from __future__ import annotations

import msgspec

from assess.base.digest import canonical
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.entities import Entity


def check_storable(entity: Entity) -> None:
    """Raise InputError when a text of `entity` is no Unicode, or a number is not finite.

    What is read back from the file must have the form that the journal took its hashes of.
    """
    try:
        form = canonical(entity)
        same = canonical(msgspec.json.decode(msgspec.json.encode(entity))) == form
    except (ValueError, OverflowError):
        same = False
    if not same:
        raise InputError(
            Text(zh="内容里有无法保存的字符或数值", en="it holds a character or a number that cannot be stored"),
            Text(
                zh="请检查文字的编码是否为 UTF-8，数值是否过大。",
                en="Check that the text is in UTF-8 and the numbers are not too large.",
            ),
        )
