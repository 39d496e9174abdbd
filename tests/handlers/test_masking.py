"""No identity-card, mobile or bank-card number gets through; quantities and dates do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.masking import BANK_CARD, ID_CARD, MOBILE, Masked, mask

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_card(region: str, birth: date, order: int) -> str:
    body = f"{region}{birth:%Y%m%d}{order:03d}"
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


def bank_card(body: str) -> str:
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@pytest.mark.parametrize(
    ("text", "hidden", "kind"),
    [
        ("慰问张某 340123199003071234 发500元", "340123199003071234", ID_CARD),
        ("身份证34012319900307123x", "34012319900307123x", ID_CARD),
        ("身份证 340123 19900307 1234", "340123 19900307 1234", ID_CARD),
        ("身份证 3401 2319 9003 0712 34", "3401 2319 9003 0712 34", ID_CARD),
        ("电话013812345678", "013812345678", MOBILE),
        ("老身份证532923680512001", "532923680512001", ID_CARD),
        ("身份证３４０１２３１９９００３０７１２３Ｘ", "３４０１２３１９９００３０７１２３Ｘ", ID_CARD),
        ("电话13812345678找他", "13812345678", MOBILE),
        ("电话138 1234 5678", "138 1234 5678", MOBILE),
        ("手机139-1234-5678", "139-1234-5678", MOBILE),
        ("+86 15912345678", "+86 15912345678", MOBILE),
        ("手机１８７１２３４５６７８", "１８７１２３４５６７８", MOBILE),
        ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8", MOBILE),
        ("手机138－1234－5678", "138－1234－5678", MOBILE),
        ("138\u200b1234\u200b5678", "138\u200b1234\u200b5678", MOBILE),
        ("打到6222021234567890123", "6222021234567890123", BANK_CARD),
        ("卡号4111 1111 1111 1111", "4111 1111 1111 1111", BANK_CARD),
        ("账号：53001234567890", "53001234567890", BANK_CARD),
        ("6217-0012-3456-7890", "6217-0012-3456-7890", None),
    ],
)
def test_number_is_hidden(text: str, hidden: str, kind: str | None) -> None:
    masked = mask(text)
    if kind is None:  # grouped by four, but the check digit is wrong: it may be anything
        assert masked.text == text
        return
    assert hidden not in masked.text
    assert masked.kinds == (kind,)
    assert masked.text == text.replace(hidden, f"〔{kind}已遮住〕")


@pytest.mark.parametrize(
    "text",
    [
        "今天在勐海镇办二十大宣讲1场，86人参加",
        "投资13800000000元",
        "累计1380 1234人次",
        "2023-05-30 12:30 培训500人次",
        "20230530123000报的",
        "2021-2022-2023-2024年",
        "宣讲13 14 15场",
        "2022〕27号 皖工发",
        "341822 歙县",
        "面积15000-160000平方",
        "电话0559-6512345",
        "热线12351",
        "3000 4000 5000 6000",
        "1.2万人次、3.5万元、98.6%",
    ],
)
def test_quantities_and_dates_stay(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_several_kinds_are_told_once() -> None:
    masked = mask("13812345678、13987654321，证340123199003071234")
    assert masked.text == "〔手机号已遮住〕、〔手机号已遮住〕，证〔身份证号已遮住〕"
    assert masked.kinds == (MOBILE, ID_CARD)


_WORDS = st.text(st.sampled_from("慰问困难职工电话身份证，。 送温暖"), max_size=12)
_SPLITS = st.sampled_from(["", " ", "-", "－", "\u3000", "·"])


@given(
    _WORDS,
    st.sampled_from(["340123", "530102", "532923", "341822"]),
    st.dates(date(1940, 1, 1), date(2010, 12, 31)),
    st.integers(0, 999),
    _SPLITS,
    st.booleans(),
    _WORDS,
)
def test_any_id_card_is_hidden(
    before: str, region: str, birth: date, order: int, split: str, full: bool, after: str
) -> None:
    number = id_card(region, birth, order)
    typed = split.join((number[:6], number[6:14], number[14:]))
    masked = mask(before + (wide(typed) if full else typed) + after)
    assert masked == Masked(before + "〔身份证号已遮住〕" + after, (ID_CARD,))


@given(_WORDS, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), _SPLITS, st.booleans(), _WORDS)
def test_any_mobile_is_hidden(before: str, number: str, split: str, full: bool, after: str) -> None:
    typed = split.join((number[:3], number[3:7], number[7:]))
    masked = mask(before + (wide(typed) if full else typed) + after)
    assert masked.text == before + "〔手机号已遮住〕" + after
    assert masked.kinds == (MOBILE,)


@given(_WORDS, st.from_regex(r"62[0-9]{13,16}", fullmatch=True), st.sampled_from(["", " ", "-"]), _WORDS)
def test_any_bank_card_is_hidden(before: str, body: str, split: str, after: str) -> None:
    number = bank_card(body)
    typed = split.join(number[n : n + 4] for n in range(0, len(number), 4))
    masked = mask(before + typed + after)
    assert typed not in masked.text
    assert masked.kinds in ((BANK_CARD,), (ID_CARD,))


@given(st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text


@given(
    st.integers(0, 9_999_999),
    st.sampled_from(["人", "人次", "场", "元", "万元", "户", "家", "%", "件", "份"]),
    st.dates(date(2022, 9, 1), date(2023, 10, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%m月%d日", "%Y%m%d"]),
)
def test_no_quantity_or_date_is_hidden(value: int, unit: str, day: date, form: str) -> None:
    text = f"{day.strftime(form)}慰问{value}{unit}，{(day + timedelta(3)).strftime(form)} 宣讲{value % 97}场"
    assert mask(text).text == text
