"""Recorded conversations: raw Telegram data in, calls out, side by side in recorded_*.json.

With RECORD_TELEGRAM=1 the calls are recorded anew; then look at what changed.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from handlers import (
    Choice,
    Choices,
    EmptyQuestion,
    Facts,
    Notice,
    Outcome,
    Quote,
    Reply,
    Request,
    Table,
    Text,
)

HERE = Path(__file__).parent
CONVERSATIONS = sorted(HERE.glob("recorded_*.json"))

LIAISON = Reply(
    (
        Text("勐海县由职工对外交流中心（社会联络中心）对口联系。", strong=True),
        Facts((("州（市）", "西双版纳州"), ("同由它联系", "昆明市东川区"))),
        Quote("yunnan-2022", "附3-42", "42\t\t西双版纳州\t勐海县", "滇 附3-42"),
        Choices(
            (Choice("社工补助分几次发", "q:分几次发"), Choice("东川区谁联系", "q:东川区谁联系")), columns=2
        ),
        Notice("这个方案的执行期已过。"),
    )
)
MONEY = "按每人每年2万元标准对工会社会工作专业人才进行补助，每半年下拨一次，分两次拨付。"
PARTS = Reply(
    (
        Table(("多久", "几次"), (("每半年下拨一次", "分两次"),)),
        Quote("yunnan-2022", "附1-26", MONEY, "滇 附1-26"),
    )
)
GUIDANCE = "深入学习贯彻习近平新时代中国特色社会主义思想，"
FULL = Reply((Quote("yunnan-2022", "一（一）", GUIDANCE * 300, "滇 一（一）"),))
REPLIES = {
    "勐海县谁联系？": LIAISON,
    "/ask 勐海县谁联系？": LIAISON,
    "q:分几次发": PARTS,
    "看全文": FULL,
    "/ask 看全文": FULL,
}


def answer(request: Request) -> Reply:
    said = request.text if request.text is not None else request.button or ""
    if not said:
        raise EmptyQuestion
    return REPLIES.get(said, Reply((Text(f"收到：{said}"),), Outcome.SMALL_TALK))


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
async def test_a_recorded_conversation_goes_as_recorded(conversation: Any, path: Path) -> None:
    conversation.answer = answer
    recorded = json.loads(path.read_text(encoding="utf-8"))
    played = [
        turn | {"out": [asdict(call) for call in await conversation.play(turn["in"])]} for turn in recorded
    ]
    if os.environ.get("RECORD_TELEGRAM") == "1":
        path.write_text(json.dumps(played, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} was recorded anew: look at the changes, then run without RECORD_TELEGRAM")
    for actual, expected in zip(played, recorded, strict=True):
        assert actual["out"] == expected["out"], expected["note"]


def test_both_places_are_recorded() -> None:
    assert [path.stem for path in CONVERSATIONS] == ["recorded_group", "recorded_private"]
