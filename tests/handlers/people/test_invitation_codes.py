"""Codes: however they are typed, one spelling is stored; nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.people import codes

CODE = "7K0M1RXQ2WTV9BCD"
made = st.text(alphabet=codes.ALPHABET, min_size=16, max_size=16).filter(lambda code: not code.isdigit())
CONFUSIONS = {"0": "0Oo", "1": "1IiLl"}


@given(made, st.data())
def test_any_way_of_typing_gives_the_stored_spelling(code: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from(CONFUSIONS.get(sign, sign + sign.lower()))) for sign in code)
    between = data.draw(st.sampled_from(["", "-", " ", "－", "—", " - ", "_"]))
    typed = between.join(typed[start : start + 4] for start in range(0, 16, 4))
    wide = "".join(chr(ord(sign) + 0xFEE0) if "0" <= sign <= "z" else sign for sign in typed)
    before = data.draw(st.sampled_from(["", "/start ", "邀请码：", "我的邀请码是 ", "  "]))
    assert codes.normalised(typed) == code
    assert codes.typed_alone(before + typed) == code
    assert codes.typed_alone(before + wide) == code


@given(made)
def test_what_is_shown_is_understood(code: str) -> None:
    assert codes.typed_alone(codes.shown(code)) == code
    assert codes.anywhere(f"请大家用{codes.shown(code)}加入，谢谢") == (code,)
    assert codes.anywhere(f"/start@bot {code}") == (code,)


def test_fresh_codes_differ_and_have_the_stored_form() -> None:
    fresh = {codes.new_code() for _ in range(200)}
    assert len(fresh) == 200
    assert all(codes.normalised(code) == code for code in fresh)


@pytest.mark.parametrize(
    "text",
    [
        "", "勐海县谁联系", "6222021234567890", "6222-0212-3456-7890", "今天办宣讲1场，86人参加", "/start", "/start d12345",
        "7K0M-1RXQ-2WTV", "7K0M-1RXQ-2WTV-9BCDE", "7K0M-1RXQ-2WTV-9BCU", "2023-04-10", "hello world",
    ],
)  # fmt: skip
def test_other_texts_are_no_codes(text: str) -> None:
    assert codes.typed_alone(text) is None


@pytest.mark.parametrize(
    "text", [f"我的码 {codes.shown(CODE)} 对吗", f"{codes.shown(CODE)}", f"邀请码\n{codes.shown(CODE)}\n谢谢"]
)
def test_a_grouped_code_is_found_within_a_sentence(text: str) -> None:
    assert codes.typed_alone(text) == CODE


def test_every_unit_fits_into_the_buttons_of_an_invitation() -> None:
    from bot.compose import build_services
    from handlers.access import units_under
    from handlers.people.inviting import USES
    from handlers.reply import Choice

    catalogue = build_services().catalogue
    units = [
        unit for province in catalogue.places.provinces for unit in units_under(province.unit, catalogue)
    ]
    assert len(units) > 233
    for unit in units:
        Choice("", f"i:n:{max(USES)}:{unit}")
        Choice("", f"p:unit:{unit}")
