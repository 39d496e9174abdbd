"""People press anything in any order: nothing breaks, old buttons change nothing, saved entries stay."""

from __future__ import annotations

import random

import pytest

from handlers import PersonError
from tests.handlers.checkin.conftest import Talk

WORDS = [
    "今天办二十大宣讲1场，86人参加",
    "示范点建好了1个",
    "一共培训农民工480人次",
    "今天新建职工驿站1个，另外组织农民工技能培训120人次",
    "不对是3场",
    "把刚才那条改成120人",
    "建驿站没有场地，请上级协调",
    "本周无进展",
    "谁联系我们县？",
    "3场",
    "昨天",
    "驿站",
    "记进展",
    "最近记录",
    "我的进展",
    "/cancel",
]

MOST_SAVED = 2 * 20
"""One press saves at most every line that is not saved, each of two works."""


def wander(talk: Talk, seed: int, steps: int) -> tuple[int, int]:
    """Say and press at random; return how often something was saved and how many entries there are."""
    choose = random.Random(seed)
    pressed: list[str] = []
    saved = 0
    for _ in range(steps):
        before = len(talk.entries())
        actions = [
            choice.action for choice in talk.reply.choices if choice.action[:2] in ("d:", "e:", "r:", "g:")
        ]
        old = choose.random()
        try:
            if actions and old < 0.6:
                pressed.append(choose.choice(actions))
                talk.button(pressed[-1])
            elif pressed and old < 0.75:
                talk.button(choose.choice(pressed))
            else:
                talk.say(choose.choice(WORDS))
        except PersonError as error:
            pytest.fail(f"{pressed[-1:]}: {error}")
        added = len(talk.entries()) - before
        assert 0 <= added <= MOST_SAVED
        saved += added
    return saved, len(talk.entries())


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_buttons(talk: Talk, seed: int) -> None:
    saved, there = wander(talk, seed, 90)
    assert saved == there > 0


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_buttons_for_others(talk: Talk, seed: int) -> None:
    talk.leave("王芳")
    talk.join("王芳", "prefecture:532800")
    saved, there = wander(talk, seed, 60)
    assert saved == there
