"""Every block as plain data; nothing of it is turned into markup."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import get_args

import pytest

from bot.render.web import web_blocks
from handlers import (
    Attachment,
    Block,
    Choice,
    Choices,
    Facts,
    Keyboard,
    Notice,
    Prompt,
    Quote,
    Reply,
    Table,
    Text,
)

PICTURES = [
    (Text("短", strong=True), {"type": "text", "text": "短", "strong": True}),
    (Text("<b>&"), {"type": "text", "text": "<b>&", "strong": False}),
    (Facts((("谁出", "省总"),), "钱"), {"type": "facts", "title": "钱", "rows": [["谁出", "省总"]]}),
    (
        Quote("yunnan-2022", "五(四)", "原\n文", "滇 五（四）"),
        {
            "type": "quote",
            "plan": "yunnan-2022",
            "clause": "五(四)",
            "label": "滇 五（四）",
            "quote": "原\n文",
        },
    ),
    (Table(("县",), (("勐海",),)), {"type": "table", "title": "", "header": ["县"], "rows": [["勐海"]]}),
    (
        Choices((Choice("好", "q:好"),), 2),
        {"type": "choices", "columns": 2, "options": [{"label": "好", "action": "q:好", "opens": ""}]},
    ),
    (Keyboard(("问", "报"), "打字"), {"type": "keyboard", "labels": ["问", "报"]}),
    (Prompt("例如"), {"type": "prompt", "placeholder": "例如"}),
    (Notice("已过", "warning"), {"type": "notice", "text": "已过", "kind": "warning"}),
    (
        Attachment("a.txt", "text/plain", b"abc"),
        {"type": "attachment", "name": "a.txt", "media_type": "text/plain", "size": 3, "content": "YWJj"},
    ),
]


@pytest.mark.parametrize(("block", "picture"), PICTURES)
def test_a_block_as_data(block: Block, picture: dict[str, object]) -> None:
    drawn = web_blocks(Reply((block,)))
    assert drawn == [picture]
    assert json.loads(json.dumps(drawn)) == drawn


def test_every_kind_of_block_is_drawn() -> None:
    assert {type(block) for block, _ in PICTURES} == set(get_args(Block))


def test_blocks_keep_their_order() -> None:
    reply = Reply(tuple(block for block, _ in PICTURES))
    assert [drawn["type"] for drawn in web_blocks(reply)] == [picture["type"] for _, picture in PICTURES]


def test_an_attachment_keeps_its_bytes() -> None:
    content = bytes(range(256))
    (drawn,) = web_blocks(Reply((Attachment("x.bin", "application/octet-stream", content),)))
    assert b64decode(drawn["content"]) == content


def test_an_unknown_block_is_a_fault() -> None:
    with pytest.raises(TypeError, match="str"):
        web_blocks(Reply(("words",)))  # type: ignore[arg-type]
