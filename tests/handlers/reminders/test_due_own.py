"""What a member reads behind 已办和不归我的: many settled things, the latest of them."""

from __future__ import annotations

from datetime import date

from bot.render.plain import to_text
from handlers import Chat, Reply, Request, Sender, dispatch
from handlers.reminders.obligations import obligations
from storage import ObligationState
from tests.handlers.reminders.stage import GUANGDE, MENGHAI, Stage, at

DAY = date(2023, 7, 20)


def settled(stage: Stage, count: int) -> Reply:
    """The page of a member after so many duties were settled."""
    person = stage.join("李强", GUANGDE)
    owed = [
        one
        for one in obligations(stage.known.catalogue, GUANGDE, date(2022, 9, 1), DAY)
        if not one.duty.is_target
    ]
    with stage.storage.write() as store:
        for one in owed[-count:]:
            store.obligations.mark(one.key, GUANGDE, ObligationState.DONE, by=person, at=at(DAY))
    chat, sender = Chat("test", "李强"), Sender("test", "李强", "李强")
    return dispatch(Request(sender, chat, at(DAY), DAY, "k1", button="o:settled"), stage.services)


def test_all_are_listed_and_the_same_duty_of_two_quarters_is_told_apart(stage: Stage) -> None:
    reply = settled(stage, 3)
    told = to_text(reply)
    assert "已办和不归我的3件：" in told
    assert told.count("已完成") == 3
    assert len(reply.choices) == 3


def test_of_many_it_says_that_the_latest_are_listed(stage: Stage) -> None:
    told = to_text(settled(stage, 9))
    assert "已办和不归我的9件，最近的8件：" in told
    assert told.count("｜已完成") == 8
    assert "2023年第二季度 协调劳动关系三方四家会议" in told
    assert "2023年第一季度 协调劳动关系三方四家会议" in told


def test_what_has_a_day_comes_before_what_has_none(stage: Stage) -> None:
    stage.join("李强", MENGHAI)
    day = date(2023, 10, 9)
    asked = Request(Sender("test", "李强"), Chat("test", "李强"), at(day), day, "k1", text="/due")
    told = to_text(dispatch(asked, stage.services))
    assert told.index("2023年10月31日") < told.index("2023年12月31日2件") < told.index("没定日子的3件")
    more = Request(Sender("test", "李强"), Chat("test", "李强"), at(day), day, "k2", button="o:more:0.0")
    told = to_text(dispatch(more, stage.services))
    assert told.index("2023年12月31日") < told.index("一县一品牌")
