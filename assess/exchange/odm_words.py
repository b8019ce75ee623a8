"""The words of the Open Data Maturity questionnaire: question numbers, answers and countries as people type them.

The answers are the survey's own options (data.europa.eu, 2023, CC BY 4.0) and stand for option codes of our pack.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import Any, Final, NamedTuple

from assess.base.texts import Text
from assess.packs.model import Indicator

ANSWERS: Final = {
    "yes": "yes",
    "no": "no",
    "other": "other",
    "not applicable": "not-applicable",
    "n/a": "not-applicable",
    "i don't know": "unknown",
    "don't know": "unknown",
    "yes, regular consultations": "regular",
    "yes, other measures": "other-measures",
    "top-down": "top-down",
    "bottom-up": "bottom-up",
    "hybrid": "hybrid",
    "yes, all initiatives": "all",
    "yes, most initiatives": "most",
    "yes, some initiatives": "some",
    "all public bodies": "all",
    "the majority of public bodies": "majority",
    "approximately half of the public bodies": "half",
    "few public bodies": "few",
    "none of the public bodies": "none",
    "all datasets": "all",
    "the majority of datasets": "majority",
    "approximately half of the datasets": "half",
    "few datasets": "few",
    "none of the datasets": "none",
    "all public sector data providers": "all",
    "the majority of public sector data providers": "majority",
    "approximately half of the public sector data providers": "half",
    "few public sector data providers": "few",
    "satisfactory": "satisfactory",
    "neutral": "neutral",
    "unsatisfactory": "unsatisfactory",
    "increased, or already all datasets": "increased",
    "increased, or already >90%": "increased",
    "no change": "unchanged",
    "remained the same": "unchanged",
    "decreased": "decreased",
    "yes, >9": "over-9",
    "yes, 6-9": "6-9",
    "yes, 3-5": "3-5",
    "yes, 1-2": "1-2",
    "national public bodies": "national",
    "local or regional public bodies": "local",
    "civil society/universities/non-profit": "civil-society",
    "private sector": "private",
    "a mix of the above": "mixed",
    "yes, there is a strong focus": "strong",
    "yes, but the focus is limited": "limited",
    "no, no focus": "none",
    "daily": "daily",
    "weekly": "weekly",
    "monthly": "monthly",
    "less frequently than monthly": "rarer",
    "less frequently": "rarer",
    "quarterly": "quarterly",
    "bi-annually": "half-yearly",
    "annually": "yearly",
    "mostly businesses": "businesses",
    "mostly public sector": "public-sector",
    "mostly citizens": "citizens",
    "a bit of everything, no clear dominant group": "mixed",
    "yes, entirely": "entirely",
    "yes, but only partially": "partly",
    "see answer box": "given",
    "yes, or all public sector data providers already publish data": "yes",
    ">30%": "over-30",
    "21-30%": "21-30",
    "11-20%": "11-20",
    "1-10%": "1-10",
    "100%": "100",
    "90-99%": "90-99",
    "70-89%": "70-89",
    "50-69%": "50-69",
    "30-49%": "30-49",
    "<30%": "under-30",
    "within one day": "day",
    "within one week": "week",
    "within one month": "month",
    "longer than one month or i don't know": "longer",
    "yes, cc licences": "cc",
    "yes, own licences": "own",
    ">90%": "over-90",
    "71-90%": "71-90",
    "51-70%": "51-70",
    "31-50%": "31-50",
    "10-30%": "10-30",
    "<10%": "under-10",
    "0%": "0",
    "no priority": "no-priority",
    "1-4": "1-4",
    "5-10": "5-10",
    ">10": "over-10",
}
"""Answer in the workbook (as `plain` writes it) -> option code of the pack."""

_LABEL = re.compile(r"(?:question|q)?[.\s]*(\d{1,3})(?:\.0+)?\s*([a-z]?)\s*[.):]?")
_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "}
)


def plain(value: Any) -> str:
    """A cell as comparable words: lower case, single spaces, straight quotes and hyphens, no space in "> 90 %".

    Characters that cannot be seen (zero-width, direction marks) are left out.
    """
    # The marks come first: compatibility forms would turn the acute accent into a space.
    text = "".join(
        c for c in str(value).translate(_MARKS) if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")
    )
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_MARKS)
    text = " ".join(text.split())
    text = re.sub(r"([<>])\s+(?=\d)", r"\1", text)
    text = re.sub(r"(?<=\d)\s+(?=%)", "", text)
    return re.sub(r"(?<=[\d%])\s*-\s*(?=\d)", "-", text)


def label_key(value: Any) -> str | None:
    """The number of a question as "6a", from 6, 6.0, "6a", "Q6a", " 6 A " …; None when it is no such number."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    text = str(int(value)) if isinstance(value, (int, float)) else plain(value)
    found = _LABEL.fullmatch(text)
    return f"{int(found[1])}{found[2]}" if found else None


class Reading(NamedTuple):
    """What an answer cell says: an option code, nothing, or words that are no option (`near` is the closest one).

    `mended` marks an answer that Excel had turned into a date or a number.
    """

    code: str | None
    known: bool = True
    near: str = ""
    mended: bool = False


NOTHING = Reading(None)


def read_answer(indicator: Indicator, value: Any, number_format: str = "") -> Reading:
    """The option that an answer cell chooses. A placeholder or an empty cell is nothing said.

    Excel turns "1-4" typed by hand into a date and "100%" into the number 1; both are turned back and `mended`.
    """
    texts = _spellings(value, number_format)
    if not texts or _placeholder(texts[0]):
        return NOTHING
    options = _options(indicator)
    for text in texts:
        for form in (text, text.rstrip(" .;:")):
            if form in options:
                return Reading(options[form], mended=not isinstance(value, str))
    if texts[0] == "n/a" and not indicator.scored:
        return NOTHING
    near = difflib.get_close_matches(texts[0][:100], options, n=1, cutoff=0.5)
    return Reading(None, known=False, near=near[0] if near else "")


def _spellings(value: Any, number_format: str) -> list[str]:
    if value is None or isinstance(value, bool):
        return [] if value is None else ["yes" if value else "no"]
    if isinstance(value, (dt.datetime, dt.date)):
        return [f"{value.day}-{value.month}", f"{value.month}-{value.day}"]
    if isinstance(value, (int, float)) and "%" in number_format:
        return [f"{value * 100:g}%"]
    text = plain(value)
    return [text] if text else []


def _placeholder(text: str) -> bool:
    return text.startswith(("select answer", "select an answer", "please select")) or not text.strip("-_. ")


def _options(indicator: Indicator) -> dict[str, str]:
    """Every spelling of the indicator's options: the survey's words, our codes, our texts in both languages."""
    codes = [o.code for o in indicator.scale.options]
    forms = {form: code for form, code in ANSWERS.items() if code in codes}
    for option in indicator.scale.options:
        for form in (option.code, option.text.zh, option.text.en):
            forms.setdefault(plain(form), option.code)
    return forms


def survey_words(code: str, indicator: Indicator) -> str:
    """How the survey writes the option `code` of `indicator`: the first spelling we know, else our own text."""
    option = indicator.scale.option(code)
    return next((form for form, c in ANSWERS.items() if c == code), option.text.en if option else code)


class Country(NamedTuple):
    """A country of the survey."""

    code: str
    name: Text


# ISO 3166-1 alpha-2 code, Chinese and English short names, other spellings.
_COUNTRIES: Final = (
    ("AL", "阿尔巴尼亚", "Albania", "shqipëria"),
    ("AT", "奥地利", "Austria", "österreich"),
    ("BA", "波斯尼亚和黑塞哥维那", "Bosnia and Herzegovina", "bosnia & herzegovina|bosna i hercegovina|bih"),
    ("BE", "比利时", "Belgium", "belgique|belgië"),
    ("BG", "保加利亚", "Bulgaria", "българия"),
    ("CH", "瑞士", "Switzerland", "schweiz|suisse|svizzera|swiss confederation"),
    ("CY", "塞浦路斯", "Cyprus", "κύπρος"),
    ("CZ", "捷克", "Czechia", "czech republic|česko|česká republika"),
    ("DE", "德国", "Germany", "deutschland|federal republic of germany"),
    ("DK", "丹麦", "Denmark", "danmark"),
    ("EE", "爱沙尼亚", "Estonia", "eesti"),
    ("ES", "西班牙", "Spain", "españa"),
    ("FI", "芬兰", "Finland", "suomi"),
    ("FR", "法国", "France", "french republic"),
    ("GR", "希腊", "Greece", "hellas|hellenic republic|ελλάδα"),
    ("HR", "克罗地亚", "Croatia", "hrvatska"),
    ("HU", "匈牙利", "Hungary", "magyarország"),
    ("IE", "爱尔兰", "Ireland", "éire"),
    ("IS", "冰岛", "Iceland", "ísland"),
    ("IT", "意大利", "Italy", "italia|italian republic"),
    ("LT", "立陶宛", "Lithuania", "lietuva"),
    ("LU", "卢森堡", "Luxembourg", "luxemburg|grand duchy of luxembourg"),
    ("LV", "拉脱维亚", "Latvia", "latvija"),
    ("ME", "黑山", "Montenegro", "crna gora"),
    ("MT", "马耳他", "Malta", ""),
    ("NL", "荷兰", "Netherlands", "the netherlands|nederland|kingdom of the netherlands"),
    ("NO", "挪威", "Norway", "norge|kingdom of norway"),
    ("PL", "波兰", "Poland", "polska"),
    ("PT", "葡萄牙", "Portugal", "portuguese republic"),
    ("RO", "罗马尼亚", "Romania", "românia"),
    ("RS", "塞尔维亚", "Serbia", "srbija"),
    ("SE", "瑞典", "Sweden", "sverige"),
    ("SI", "斯洛文尼亚", "Slovenia", "slovenija"),
    ("SK", "斯洛伐克", "Slovakia", "slovak republic|slovensko"),
    ("UA", "乌克兰", "Ukraine", "україна"),
)
_BY_CODE: Final = {code: Country(code, Text(zh=zh, en=en)) for code, zh, en, _ in _COUNTRIES}
_BY_NAME: Final = {
    plain(form): _BY_CODE[code]
    for code, zh, en, others in _COUNTRIES
    for form in (zh, en, f"Republic of {en}", *others.split("|"))
    if form
}
_EU_CODES: Final = {"EL": "GR", "UK": "GB"}


def country_by_name(name: str) -> Country | None:
    """The country that a cell names, in English, Chinese or its own language; a code will do."""
    return _BY_NAME.get(plain(name).strip(" .")) or country_by_code(name.strip())


def country_by_code(code: str) -> Country | None:
    """The country of a two-letter code; the EU's own codes (EL for Greece) are understood."""
    upper = code.upper()
    return _BY_CODE.get(_EU_CODES.get(upper, upper))


def country_of_file(name: str) -> Country | None:
    """The country that a file name begins with: "FR_ODM 2023.xlsx" -> France."""
    found = re.match(r"([A-Za-z]{2})(?![A-Za-z])", name)
    return country_by_code(found[1]) if found else None
