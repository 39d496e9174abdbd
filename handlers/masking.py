"""Hiding identity-card, mobile and bank-card numbers before anything is stored or logged.

Digits of any script and width count, and so do the spaces and dashes that people put into long numbers.
Quantities, amounts and dates stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

ID_CARD, MOBILE, BANK_CARD = "身份证号", "手机号", "银行卡号"

_SPLIT = "[\\s\\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufe58\ufe63\ufeff·.•_]{1,3}"
_GAP = f"(?:{_SPLIT})?"
_LONG = re.compile(rf"(?<![\dX])\d(?:{_GAP}\d){{10,18}}(?:{_GAP}X)?(?![\dX])")
_COUNTRY = rf"(?:(?:00)?86{_GAP})?(?:0{_GAP})?"
"""What may stand before a mobile number: the country, or a 0 as before a long-distance call."""
_MOBILE = re.compile(
    rf"(?<!\d)\+?{_COUNTRY}(?:1[3-9]\d(?:{_GAP}\d{{4}}){{2}}|1[3-9]\d{{2}}{_SPLIT}\d{{3}}{_SPLIT}\d{{4}}"
    rf"|1[3-9]\d{_SPLIT}\d{{8}}|1{_SPLIT}[3-9](?:{_SPLIT}\d){{9}}|1[3-9]\d{{5}}{_SPLIT}\d{{4}}"
    rf"|1[3-9]\d{_SPLIT}\d{{3}}{_SPLIT}\d{{5}})(?!\d)"
)
_LEAST = re.compile(r"\d(?:\D{0,3}\d){10}")
"""The shortest of them: with fewer digits near each other there is nothing to hide."""
_AMOUNT_AFTER = re.compile(r"\s*(?:[元万亿%％]|人次)")
_CARD_BEFORE = re.compile(r"(?:卡号|帐号|账号|账户|帐户|银行卡|开户)[^\d,，。;；]{0,6}$")
_ID_BEFORE = re.compile(r"(?:身份证|证件|身份)(?:号码?|编号)?[^\d,，。;；]{0,6}$")
_GROUPS = re.compile(r"\d+")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_FEW = 4
"""Up to so many groups a number is written as people write it; more need a right check digit."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may be kept, and what was hidden in it (身份证号, 手机号, 银行卡号; each once)."""

    text: str
    kinds: tuple[str, ...] = ()


def mask(text: str) -> Masked:
    """Return `text` with every such number replaced by 〔…已遮住〕; the rest stays as it is."""
    plain = text.translate(_PLAIN)
    if not _LEAST.search(plain):
        return Masked(text)
    spans = [(*match.span(), kind) for match in _LONG.finditer(plain) if (kind := _kind(plain, match))]
    taken = list(spans)
    spans += [
        (*match.span(), MOBILE)
        for match in _MOBILE.finditer(plain)
        if not _AMOUNT_AFTER.match(plain, match.end()) and not _inside(match.span(), taken)
    ]
    spans.sort()
    parts, done = [], 0
    for start, end, kind in spans:
        parts += [text[done:start], f"〔{kind}已遮住〕"]
        done = end
    parts.append(text[done:])
    return Masked("".join(parts), tuple(dict.fromkeys(kind for _, _, kind in spans)))


class _Plain(dict[int, str]):
    """One plain sign for each sign: digits of every script, X, dashes and spaces of every width."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        value = unicodedata.decimal(sign, None)
        self[code] = plain = sign if value is None else str(value)
        return plain


_PLAIN = _Plain({ord(sign): "X" for sign in "xｘＸΧхХ"} | {ord("－"): "-", ord("．"): ".", ord("＋"): "+"})


def _inside(span: tuple[int, int], taken: list[tuple[int, int, str]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, _ in taken)


def _kind(text: str, match: re.Match[str]) -> str | None:
    """What a run of 11 to 19 digits is, or None."""
    digits = re.sub(r"[^\dX]", "", match[0])
    groups = _GROUPS.findall(match[0])
    if _is_id_card(digits, len(groups)):
        return ID_CARD
    if len(digits) in (15, 18) and _ID_BEFORE.search(text, 0, match.start()):
        return ID_CARD
    if _AMOUNT_AFTER.match(text, match.end()) or "X" in digits:
        return None
    named = _CARD_BEFORE.search(text, 0, match.start()) is not None
    return BANK_CARD if _is_bank_card(digits, groups, named=named) else None


def _is_id_card(digits: str, groups: int) -> bool:
    """True for 15 or 18 digits with a region and a birthday, in few groups or with a right check digit."""
    if not ("11" <= digits[:2] <= "91") or (digits[:2] > "82" and digits[:2] != "91"):
        return False
    if len(digits) == 15:
        return groups <= _FEW and "X" not in digits and _is_day(f"19{digits[6:12]}")
    if len(digits) != 18 or "X" in digits[:17] or not _is_day(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return groups <= _FEW or digits[17] == _ID_CHECKS[total % 11]


def _is_day(digits: str) -> bool:
    """True for a day from 1880 to 2099."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1880 <= day.year < 2100


def _is_bank_card(digits: str, groups: list[str], *, named: bool) -> bool:
    """True for 13 to 19 digits: said to be an account, long and in one piece, or with a right check digit."""
    if not 13 <= len(digits) <= 19:
        return False
    if named:
        return True
    if _all(groups, lambda group: len(group) == 4 and group[:2] in ("19", "20")):
        return False
    if len(digits) in (14, 17) and _is_day(digits[:8]):
        return False
    if digits[0] in "012" or _all(groups, lambda group: group.endswith("00") and group != "0000"):
        return False
    if len(groups) == 1 and len(digits) >= 16:
        return True
    written_so = len(groups) == 1 or _all(groups[:-1], lambda group: len(group) == 4) or len(groups) == 2
    return written_so and _luhn(digits)


def _all(groups: list[str], holds: Callable[[str], bool]) -> bool:
    return all(holds(group) for group in groups)


def _luhn(digits: str) -> bool:
    """True when the last digit checks the others as bank cards do."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
