"""The stand-in refuses what Telegram would refuse; otherwise the other tests would prove nothing."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.bot.telegram.account import TOKEN

LONG = "👍" * 2049


def button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("甲", callback_data=data)]])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": LONG}, "text of 4098 units"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "<b>甲"}, "tags left open: ['b']"),
        ({"text": "<b><i>甲</b></i>"}, "unexpected end tag b"),
        ({"text": "<table>甲</table>"}, "unsupported start tag table"),
        ({"text": "甲", "reply_markup": button("县" * 22)}, "callback_data of 66 bytes"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
async def test_a_bad_message_is_refused(telegram: Any, fields: dict[str, Any], fault: str) -> None:
    async with Bot(TOKEN, request=telegram, get_updates_request=telegram) as bot:
        with pytest.raises(BadRequest):
            await bot.send_message(1, parse_mode="HTML", **fields)
    assert fault in telegram.faults
    telegram.faults.clear()


async def test_a_method_that_nobody_expects_is_refused(telegram: Any) -> None:
    async with Bot(TOKEN, request=telegram, get_updates_request=telegram) as bot:
        with pytest.raises(BadRequest):
            await bot.send_dice(1)
    assert telegram.faults == ["unexpected method sendDice"]
    telegram.faults.clear()


async def test_fields_are_held_against_the_bot_api(telegram: Any, bot_api: Any) -> None:
    if bot_api is None:
        pytest.skip("the Bot API as data (telegram-bot-api-10.1.json) is not beside the project")
    async with Bot(TOKEN, request=telegram, get_updates_request=telegram) as bot:
        with pytest.raises(BadRequest):
            await bot.send_message(1, "甲", parse_mode="HTML", api_kwargs={"colour": "red"})
        with pytest.raises(BadRequest):
            await bot.send_message(
                1, "甲", parse_mode="HTML", api_kwargs={"reply_parameters": {"message": 5, "quote": "乙"}}
            )
    assert sorted(telegram.faults) == [
        "sendMessage has no field colour",
        "sendMessage.reply_parameters has no field message",
        "sendMessage.reply_parameters lacks message_id",
    ]
    telegram.faults.clear()
