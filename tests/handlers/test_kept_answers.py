"""Answers given before come again only for the very same question, and never in another's place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers import Chat, KeptAnswers, MovedPlan, Reply, Request, Sender, Services, Text, dispatch
from knowledge import Understanding, load_catalogue

MOMENT = datetime(2023, 4, 10, 1, tzinfo=UTC)
QUESTIONS = (
    "我们县谁联系",
    "这个月要交什么",
    "这笔钱有多少",
    "驿站要建几个",
    "那最晚哪天",
    "勐海县这个月要交什么",
    "勐海县综合报告哪天交",
)
ROUND = MovedPlan("yunnan-2022", 24, "第二轮", date(2024, 1, 1))
ASKED = Request(Sender("cli", "1"), Chat("cli", "1"), MOMENT, MOMENT.date(), key="")
WAYS = (
    {},
    {"unit": "county:340123"},
    {"unit": "county:532822"},
    {"plan": "anhui-2022"},
    {"plan": "yunnan-2022"},
    {"today": date(2023, 11, 20)},
    {"history": ("综合报告什么时候交",)},
    {"unit": "county:532822", "round": ROUND, "today": date(2024, 11, 20)},
    {"unit": "county:532822", "today": date(2024, 11, 20)},
    {"plan": "yunnan-2022", "today": date(2024, 11, 20)},
    {"plan": "yunnan-2022", "rounds": {"prefecture:532800": ROUND}, "today": date(2024, 11, 20)},
)


def reply(text: str) -> Reply:
    return Reply((Text(text),))


def test_what_was_asked_before_is_not_made_again() -> None:
    answers, made = KeptAnswers(), []

    def make() -> Reply:
        made.append(1)
        return reply("五个")

    assert answers.get(("几个", 1), make) is answers.get(("几个", 1), make)
    assert len(made) == 1
    answers.get(("几个", 2), make)
    assert len(made) == 2


def test_the_one_asked_longest_ago_goes_first() -> None:
    answers = KeptAnswers(2)
    for one in "甲乙甲丙":
        answers.get(one, lambda one=one: reply(one))  # type: ignore[misc]
    new = reply("新")
    assert [answers.get(one, lambda: new) is new for one in "甲丙乙"] == [False, False, True]


def test_none_are_kept_where_none_are_to_be_kept() -> None:
    answers = KeptAnswers(0)
    first, second = reply("一"), reply("二")
    assert answers.get("几个", lambda: first) is first
    assert answers.get("几个", lambda: second) is second


def test_what_is_forgotten_is_made_again() -> None:
    answers = KeptAnswers()
    answers.get("几个", lambda: reply("一"))
    answers.forget()
    assert answers.get("几个", lambda: reply("二")) == reply("二")


def test_a_failure_is_not_kept() -> None:
    answers = KeptAnswers()

    def fail() -> Reply:
        raise ValueError("not this time")

    with pytest.raises(ValueError, match="not this time"):
        answers.get("几个", fail)
    assert answers.get("几个", lambda: reply("五个")) == reply("五个")


def test_every_part_of_a_request_that_an_answer_hangs_on_tells_answers_apart() -> None:
    catalogue = load_catalogue()
    keeping = Services(catalogue, Understanding(catalogue), None, lambda: MOMENT)
    forgetting = replace(keeping, answers=KeptAnswers(0))
    requests = [replace(ASKED, text=text, **way) for text in QUESTIONS for way in WAYS]  # type: ignore[arg-type]
    fresh = [dispatch(request, forgetting) for request in requests]
    for _ in range(2):
        assert [dispatch(request, keeping) for request in requests] == fresh
    told = [[fresh[number + at] for number in range(0, len(fresh), len(WAYS))] for at in range(len(WAYS))]
    assert all(one not in told[:at] for at, one in enumerate(told))
