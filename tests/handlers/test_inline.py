"""Clauses for inline mode: real ones, verbatim, the same for everybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.compose import build_services
from bot.render.plain import to_text
from bot.render.telegram import to_messages
from handlers import InlinePage, Services, inline_page

NOW = datetime(2023, 4, 10, 12, 0, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2023, 4, 10)


@pytest.fixture(scope="module")
def services() -> Services:
    return build_services(now=lambda: NOW)


def page(services: Services, query: str, offset: str = "") -> InlinePage:
    return inline_page(query, offset, services, NOW, DAY)


def test_a_topic_gives_clauses_that_name_it(services: Services) -> None:
    found = page(services, "驿站")
    assert 1 <= len(found.items) <= 50
    assert "驿站" in to_text(found.items[0].reply)
    for item in found.items:
        assert item.title.strip()
        assert item.reply.quotes
        for quote in item.reply.quotes:
            source = services.catalogue.plans[quote.plan].source
            assert quote.quote.replace("\n", "") in source
            assert quote.label in to_text(item.reply)


def test_both_plans_are_there_and_all_of_it_names_the_topic(services: Services) -> None:
    found = [item for item in page(services, "驿站").items if item.key != "answer"]
    assert {item.reply.quotes[0].plan for item in found[:2]} == set(services.catalogue.plans)
    assert all("驿站" in f"{item.title}{to_text(item.reply)}" for item in found)


def test_nothing_typed_gives_what_is_asked_most(services: Services) -> None:
    found = page(services, " ")
    assert len(found.items) >= 5
    assert page(services, "") == found


def test_every_page_is_another_and_there_is_a_last_one(services: Services) -> None:
    seen: list[str] = []
    offset = ""
    for _ in range(10):
        found = page(services, "工会", offset)
        seen += [item.key for item in found.items]
        offset = found.next_offset
        if not offset:
            break
    assert offset == ""
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("offset", ["x", "-1", "99999999999", "٣", "9999"])
def test_an_offset_of_somebodys_own_making_does_no_harm(services: Services, offset: str) -> None:
    assert len(page(services, "驿站", offset).items) <= 50


@pytest.mark.parametrize("offset", ["9999", "99999", "99999999999"])
def test_behind_the_last_page_nothing_comes_a_second_time(services: Services, offset: str) -> None:
    found = page(services, "驿站", offset)
    assert (found.items, found.next_offset) == ((), "")


@pytest.mark.parametrize("query", ["量子计算机折扣", "zzzz", "？？", "a" * 400])
def test_a_made_up_topic_gives_no_answer(services: Services, query: str) -> None:
    found = page(services, query)
    assert "answer" not in [item.key for item in found.items]
    assert found.button


def test_a_question_gives_its_answer_first(services: Services) -> None:
    found = page(services, "勐海县谁联系")
    assert found.items[0].key == "answer"
    assert "职工对外交流中心" in to_text(found.items[0].reply)


@pytest.mark.parametrize("query", ["驿站", "补助", "勐海县谁联系", "联席会议", ""])
def test_everything_fits_into_one_message(services: Services, query: str) -> None:
    for item in page(services, query).items:
        assert len(to_messages(item.reply)) == 1, item.title
        assert not item.reply.choices
