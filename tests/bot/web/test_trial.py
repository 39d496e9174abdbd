"""One message in, one reply out: who asks, what is passed on, what comes back, what is refused."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from structlog.testing import capture_logs
from trial_stage import HOME, NOON, QUOTE, Stage

from bot.config import Settings
from bot.web import make_app
from handlers import PlaceKind, Reply, Request, Services, Text

Build = Callable[..., dict[str, Any]]


async def test_a_question_comes_back_as_blocks(page: httpx.AsyncClient, message: Build) -> None:
    response = await page.post("/trial/message", json=message())
    assert response.status_code == 200
    data = response.json()
    assert data["outcome"] == "answered"
    assert data["today_label"] == "2023年4月10日（星期一，演示日期）"
    kinds = [block["type"] for block in data["blocks"]]
    assert kinds == ["text", "facts", "quote", "quote", "notice", "choices"]
    assert data["blocks"][2]["quote"] == QUOTE


async def test_the_handlers_learn_who_asks_where_and_when(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    key = str(uuid4())
    await page.post("/trial/message", json=message(key=key))
    (request,) = stage.requests
    assert (request.sender.channel, request.sender.id) == ("web", "web:county:county:532822")
    assert request.sender.name == "勐海县总工会"
    assert (request.chat.id, request.chat.kind) == (request.sender.id, PlaceKind.PRIVATE)
    assert (request.moment, request.today) == (NOON, date(2023, 4, 10))
    assert (request.key, request.text, request.button) == (key, "补助多少钱？", None)
    assert (request.unit, request.history, request.extra) == ("county:532822", (), {"role": "county"})


@pytest.mark.parametrize(
    ("who", "sender", "name"),
    [
        ({"role": "visitor"}, "web:visitor", "访客"),
        ({"role": "visitor", "unit": None}, "web:visitor", "访客"),
        ({"role": "administrator"}, "web:administrator", "管理员"),
        (
            {"role": "prefecture", "unit": "prefecture:340800"},
            "web:prefecture:prefecture:340800",
            "安庆市总工会",
        ),
        ({"role": "province", "unit": "province:53"}, "web:province:province:53", "领导小组办公室"),
        (
            {"role": "liaison", "unit": "liaison:anhui-2022/xu-facheng"},
            "web:liaison:liaison:anhui-2022/xu-facheng",
            "徐发成",
        ),
    ],
)
async def test_every_role(
    page: httpx.AsyncClient, stage: Stage, message: Build, who: dict[str, str | None], sender: str, name: str
) -> None:
    assert (await page.post("/trial/message", json=message(who=who))).status_code == 200
    assert (stage.requests[0].sender.id, stage.requests[0].sender.name) == (sender, name)
    assert stage.requests[0].unit == who.get("unit")


async def test_a_button_is_passed_on(page: httpx.AsyncClient, stage: Stage, message: Build) -> None:
    response = await page.post("/trial/message", json=message(text=None, button="pick:530628"))
    assert response.json()["blocks"][0]["text"] == "彝良县由省煤电化工工会联系。"
    assert (stage.requests[0].text, stage.requests[0].button) == (None, "pick:530628")


# --- the group -----------------------------------------------------------------------------------


async def test_in_a_group_only_words_to_the_assistant_are_answered(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    unheard = await page.post("/trial/message", json=message(chat="group", text="大家吃了吗"))
    assert unheard.json() == {
        "blocks": [],
        "toast": "",
        "outcome": None,
        "today_label": "2023年4月10日（星期一，演示日期）",
    }
    assert stage.requests == []
    for text in ("@工会助手 补助多少钱？", "补助多少钱？@工会助手"):
        assert (await page.post("/trial/message", json=message(chat="group", text=text))).json()["blocks"]
    assert [request.text for request in stage.requests] == ["补助多少钱？", "补助多少钱？"]
    assert {(request.chat.id, request.chat.kind) for request in stage.requests} == {
        ("web:group", PlaceKind.GROUP)
    }


async def test_commands_and_buttons_in_a_group_need_no_name(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    await page.post("/trial/message", json=message(chat="group", text="/help"))
    await page.post("/trial/message", json=message(chat="group", text=None, button="q:分几次发"))
    assert [(request.text, request.button) for request in stage.requests] == [
        ("/help", None),
        (None, "q:分几次发"),
    ]


async def test_the_bare_name_is_an_empty_question(page: httpx.AsyncClient, message: Build) -> None:
    response = await page.post("/trial/message", json=message(chat="group", text="@工会助手 "))
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "empty_question"


# --- follow-ups ----------------------------------------------------------------------------------


async def test_a_follow_up_knows_the_last_six_questions(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    for number in range(8):
        await page.post("/trial/message", json=message(text=f"问题{number}"))
    await page.post("/trial/message", json=message(text=None, button="q:分几次发"))
    await page.post("/trial/message", json=message(text=None, button="pick:530628"))
    await page.post("/trial/message", json=message(text="那长丰呢"))
    assert stage.requests[7].history == tuple(f"问题{number}" for number in range(1, 7))
    assert stage.requests[-1].history == (*(f"问题{number}" for number in range(3, 8)), "分几次发")


async def test_conversations_do_not_mix(page: httpx.AsyncClient, stage: Stage, message: Build) -> None:
    await page.post("/trial/message", json=message(text="我的"))
    await page.post("/trial/message", json=message(chat="group", text="@工会助手 群里的"))
    await page.post("/trial/message", json=message(who={"role": "visitor"}, text="别人的"))
    await page.post("/trial/message", json=message(text="再问"))
    assert [request.history for request in stage.requests] == [(), (), (), ("我的",)]


async def test_a_message_sent_again_does_not_follow_itself(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    again = message(text="问一次")
    await page.post("/trial/message", json=again)
    await page.post("/trial/message", json=again)
    await page.post("/trial/message", json=message(text="后来"))
    assert [request.history for request in stage.requests] == [(), (), ("问一次",)]


async def test_one_person_is_answered_in_order_others_meanwhile(
    settings: Settings, services: Services, message: Build
) -> None:
    gate, seen = threading.Event(), list[str | None]()

    def slow(request: Request, _services: Services) -> Reply:
        seen.append(request.text)
        if request.text == "甲一":
            assert gate.wait(120)
        return Reply((Text("好"),))

    app = make_app(settings, services, dispatch=slow, clock=lambda: NOON)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=HOME, headers={"Origin": HOME}
    ) as page:
        first = asyncio.create_task(page.post("/trial/message", json=message(text="甲一")))
        while not seen:
            await asyncio.sleep(0)
        second = asyncio.create_task(page.post("/trial/message", json=message(text="甲二")))
        await page.post("/trial/message", json=message(text="乙", who={"role": "visitor"}))
        assert seen == ["甲一", "乙"]
        gate.set()
        await asyncio.gather(first, second)
    assert seen == ["甲一", "乙", "甲二"]


# --- the day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "label"),
    [
        ("2023-04-10", "2023年4月10日（星期一，演示日期）"),
        ("2026-11-21", "2026年11月21日（星期六，真实的今天）"),
        ("2023-02-28", "2023年2月28日（星期二，自选日期）"),
    ],
)
async def test_the_day_is_said(
    page: httpx.AsyncClient, stage: Stage, message: Build, today: str, label: str
) -> None:
    response = await page.post("/trial/message", json=message(today=today))
    assert response.json()["today_label"] == label
    assert stage.requests[0].today == date.fromisoformat(today)


# --- what is refused -----------------------------------------------------------------------------

REFUSED = [
    ({"key": "not-a-uuid"}, "bad_key"),
    ({"key": None}, "bad_key"),
    ({"chat": "channel"}, "bad_chat"),
    ({"text": "字" * 4001}, "text_too_long"),
    ({"text": 5}, "text_too_long"),
    ({"text": None}, "bad_request"),
    ({"button": "q:两样都有"}, "bad_request"),
    ({"text": None, "button": ""}, "bad_button"),
    ({"text": None, "button": "x" * 65}, "bad_button"),
    ({"today": "2023-02-30"}, "bad_date"),
    ({"today": "明天"}, "bad_date"),
    ({"today": 20230410}, "bad_date"),
    ({"today": "2023-04-10T00:00:00"}, "bad_date"),
    ({"today": "1999-12-31"}, "bad_date"),
    ({"today": "9999-12-31"}, "bad_date"),
    ({"today": None}, "bad_date"),
    ({"who": {"role": "king"}}, "bad_who"),
    ({"who": {"role": "county"}}, "bad_who"),
    ({"who": {"role": "visitor", "unit": "county:532822"}}, "bad_who"),
    ({"who": {"role": "county", "unit": "prefecture:340800"}}, "bad_who"),
    ({"who": {"role": "county", "unit": "county:999999"}}, "unknown_unit"),
    ({"who": None}, "bad_who"),
    ({"admin": True}, "bad_request"),
]


@pytest.mark.parametrize(("changes", "code"), REFUSED)
async def test_an_unsound_message_is_refused_in_words(
    page: httpx.AsyncClient, stage: Stage, message: Build, changes: dict[str, Any], code: str
) -> None:
    response = await page.post("/trial/message", json=message(**changes))
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == code
    assert error["message"].endswith("。")
    assert stage.requests == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"\\ud800"', b"\xff\xfe", b"[" * 5000], ids=repr
)
async def test_a_broken_body_is_refused_in_words(page: httpx.AsyncClient, stage: Stage, body: bytes) -> None:
    response = await page.post("/trial/message", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] in {"bad_json", "bad_request"}
    assert stage.requests == []


async def test_the_longest_message_passes(page: httpx.AsyncClient, stage: Stage, message: Build) -> None:
    assert (await page.post("/trial/message", json=message(text="字" * 4000))).status_code == 200
    assert len(stage.requests) == 1


async def test_what_a_person_can_mend_is_said_by_its_sentence(
    page: httpx.AsyncClient, message: Build
) -> None:
    response = await page.post("/trial/message", json=message(text=""))
    assert response.status_code == 400
    assert response.json() == {
        "error": {"code": "empty_question", "message": "没有看到问题，请输入一句话，例如：勐海县谁联系？"}
    }


async def test_a_fault_of_ours_is_said_gently_and_logged_without_the_words(
    page: httpx.AsyncClient, message: Build
) -> None:
    with capture_logs() as logs:
        response = await page.post("/trial/message", json=message(text="出错的秘密"))
    assert response.status_code == 500
    error = response.json()["error"]
    (entry,) = logs
    assert error["code"] == "internal"
    assert f"编号 {entry['number']}" in error["message"]
    assert entry["error"] == "RuntimeError"
    assert entry["way"][-1].startswith("trial_stage.py:")
    assert "秘密" not in str(logs)
    assert "秘密" not in error["message"]


async def test_a_failed_question_is_not_remembered(
    page: httpx.AsyncClient, stage: Stage, message: Build
) -> None:
    await page.post("/trial/message", json=message(text="出错"))
    await page.post("/trial/message", json=message(text="好的"))
    assert stage.requests[1].history == ()


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("after=2023-04-10", "2023-04-11"),
        ("after=2023-04-28&unit=prefecture:530100", "2023-05-04"),
        ("after=2023-04-22", "2023-04-23"),
    ],
)
async def test_the_next_working_day_is_told(page: httpx.AsyncClient, query: str, day: str) -> None:
    response = await page.get(f"/trial/next-day?{query}")
    assert (response.status_code, response.json()) == (200, {"day": day})


@pytest.mark.parametrize("query", ["", "after=", "after=2023-02-30", "after=tomorrow", "after=9999-12-31"])
async def test_a_day_that_is_none_is_refused_in_words(page: httpx.AsyncClient, query: str) -> None:
    response = await page.get(f"/trial/next-day?{query}")
    assert response.status_code == 422
    assert "年-月-日" in response.json()["error"]["message"]
