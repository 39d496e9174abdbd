"""Values of numerals in digits and in Chinese."""

from __future__ import annotations

import re

Value = int | float

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
DIGITS |= {
    "〇": 0,
    "两": 2,
    "幺": 1,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
PAIRS = {"俩": 2, "仨": 3}
_ARABIC = re.compile(r"(\d+(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿]*)")


def parse_number(text: str) -> Value | None:
    """The value of a numeral (一百五, 三万五, 二〇二三, 八点四万, 1.2万, 1,200), None for anything else."""
    text = text.strip()
    match = _ARABIC.fullmatch(text)
    if match:
        digits = match[1].replace(",", "")
        value: Value = float(digits + match[2]) if match[2] else int(digits)
        for sign in match[3]:
            value *= _TENS.get(sign) or _MYRIADS[sign]
        return whole(value)
    return _parse_chinese(text)


def parse_between(text: str) -> tuple[Value, Value] | None:
    """The two values between which a numeral leaves open (五六十, 三五百, 一百二三十), None for others."""
    for place in range(len(text) - 1):
        low, high = (DIGITS.get(sign, 0) for sign in text[place : place + 2])
        # 三五百 leaves it open as well; one hundred and thirty-five would have its 十 between.
        if low and (high == low + 1 or (high == low + 2 and text[place + 2 : place + 3] in _TENS)):
            values = [parse_number(text[: place + at] + text[place + at + 1 :]) for at in (1, 0)]
            if values[0] is not None and values[1] is not None:
                return values[0], values[1]
    return None


def whole(value: Value) -> Value:
    """`value` as an integer where it is one: 12000 for 12000.0."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


_POINTED = re.compile(r"(.+)点([零〇一二三四五六七八九]+)([万亿])")


def _parse_chinese(text: str) -> Value | None:
    if not text:
        return None
    if pointed := _POINTED.fullmatch(text):  # 八点四万
        before = _parse_chinese(pointed[1])
        after = "".join(str(DIGITS[sign]) for sign in pointed[2])
        return None if before is None else whole(float(f"{before}.{after}") * _MYRIADS[pointed[3]])
    if text in PAIRS:
        return PAIRS[text]
    if text[0] in _MYRIADS:
        return None
    if text[0] == "廿":
        text = "二十" + text[1:]
    if all(sign in DIGITS for sign in text):
        # Digit by digit only for one digit and for years: 二三 is two or three.
        if len(text) == 1 or (len(text) == 4 and text[0] in "一二"):
            return int("".join(str(DIGITS[sign]) for sign in text))
        return None
    return _parse_places(text)


def _parse_places(text: str) -> int | None:
    """三百二十五, 一百五, 三万五: digits with their places, the last place left out where it follows on."""
    total = section = digit = 0
    place, pending, zero = 1, False, False
    for sign in text:
        if sign in DIGITS:
            if pending:
                return None
            digit, pending = DIGITS[sign], sign not in "零〇"
            zero = zero or not pending
        elif sign in _TENS:
            if section and _TENS[sign] >= place:
                return None
            place, zero = _TENS[sign], False
            section += (digit if pending else 1) * place
            digit, pending = 0, False
        elif sign in _MYRIADS:
            place, zero = _MYRIADS[sign], False
            total += (section + digit) * place
            section, digit, pending = 0, 0, False
        else:
            return None
    if pending:
        section += digit * (place // 10 if place >= 100 and not zero else 1)
    return total + section
