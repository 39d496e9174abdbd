"""What is not asked, what is doubted: the question itself stays."""

from __future__ import annotations

import pytest

from handlers import Outcome
from handlers.ask.following.turning import doubts, objects, without_denial, without_remark
from tests.language.knowing import ask, words_of


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("不要告诉我补助，我问的是时间", "我问的是时间"),
        ("别说联系单位，说说简报多久一期", "说说简报多久一期"),
        ("我问综合报告什么时候交，不是问补助", "我问综合报告什么时候交"),
        ("不对，我问的是云南", "不对，我问的是云南"),
        ("驿站要建2个，不是5个吧", "驿站要建2个，不是5个吧"),
        ("不是说每个县都要建驿站吗", "不是说每个县都要建驿站吗"),
        ("不要告诉我补助", "不要告诉我补助"),
    ],
)
def test_what_is_denied_is_not_asked(said: str, asked: str) -> None:
    assert without_denial(said) == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("驿站每个县要建5个吗，这么多啊", "驿站每个县要建5个吗"),
        ("总结9月底就要交吧 太早了", "总结9月底就要交吧"),
        ("驿站是不是太少了", "驿站是不是太少了"),
        ("有这么多吗", "有这么多吗"),
        ("机器人，联合会补多少", "联合会补多少"),
        ("助手你好，问下驿站归谁管", "问下驿站归谁管"),
        ("老师: 简报多久一期", "简报多久一期"),
        ("机器人是谁做的", "机器人是谁做的"),
    ],
)
def test_a_remark_is_not_asked(said: str, asked: str) -> None:
    assert without_remark(said) == asked


@pytest.mark.parametrize("said", ["你确定吗", "确定吗？", "真的吗", "对不对啊", "你能肯定吗", "没搞错吧"])
def test_a_doubt(said: str) -> None:
    assert doubts(said)


@pytest.mark.parametrize("said", ["时间确定了吗", "驿站是2个对吗", "确定名单", "组长是徐发成吗", ""])
def test_no_doubt(said: str) -> None:
    assert not doubts(said)


@pytest.mark.parametrize(
    "said",
    [
        "你答错了吧",
        "不太对吧",
        "这个不对啊",
        "怕是弄错了",
        "跟我听说的不一样",
        "你瞎说的吧",
        "好像有误",
        "不会吧？",
    ],
)
def test_an_objection(said: str) -> None:
    assert objects(said)


@pytest.mark.parametrize(
    "said", ["错了怎么改", "不对，我问的是云南", "报错了找谁", "两省哪里不一样", "不是3个吗", ""]
)
def test_no_objection(said: str) -> None:
    assert not objects(said)


def test_an_objection_without_a_question_before_it_is_asked_about() -> None:
    reply = ask("你弄错了吧")
    assert reply.outcome is Outcome.ASK_BACK
    assert not reply.quotes
    assert "/feedback" in words_of(reply)
