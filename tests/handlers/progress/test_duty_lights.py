"""A light for each duty: grey without data, never red for silence, green when done, red when told and late."""

from __future__ import annotations

import pytest

from handlers.progress.lights import Light
from storage import ObligationState
from tests.handlers.checkin.conftest import COUNTY, NOON, Talk, talk

__all__ = ["talk"]


def colour(talk: Talk, title: str) -> str:
    """The light of the duty whose button holds `title`."""
    talk.button("g:duties.532822")
    label = next(label for label in talk.labels if title in label)
    return label.partition(" ")[0]


def mark(talk: Talk, state: ObligationState) -> None:
    """Let somebody say something about the hand-shake with the liaison unit."""
    talk.button("g:duties.532822")
    assert talk.services.storage is not None
    with talk.services.storage.write() as store:
        person = store.people.find("test", "王芳")
        assert person is not None
        assert store.obligations.mark(key(talk), COUNTY, state, by=person.id, at=NOON)


def key(talk: Talk) -> str:
    """The key of the county's hand-shake, as the reminders compute it."""
    from datetime import date

    from handlers.reminders.obligations import obligations

    owed = obligations(talk.services.catalogue, COUNTY, date(2022, 10, 1), date(2022, 12, 31))
    return next(one.key for one in owed if one.duty.id == "county-handshake")


def test_silence_is_grey_even_after_the_day(talk: Talk) -> None:
    talk.button("g:duties.532822")
    duties = [label for label in talk.labels if label != "返回"]
    assert len(duties) >= 5
    assert {label.partition(" ")[0] for label in duties} == {"⚪"}


@pytest.mark.parametrize(
    ("state", "shown", "rule"),
    [
        (ObligationState.DONE, "🟢", "绿灯"),
        (ObligationState.NOT_MINE, "⚪", "灰灯"),
        (ObligationState.OPEN, "🔴", "红灯"),
    ],
)
def test_what_was_said_gives_the_light(talk: Talk, state: ObligationState, shown: str, rule: str) -> None:
    mark(talk, ObligationState.DONE)
    if state is not ObligationState.DONE:
        mark(talk, state)
    assert colour(talk, "对接") == shown
    said = talk.button("g:duty.532822.county-handshake")
    assert rule in said
    assert "2022-11-30" in said
    assert "〔滇 四（一）〕" in said


def test_entries_of_the_duty_s_task_make_it_begun(talk: Talk) -> None:
    talk.say("今天五小创新活动征集到17项")
    talk.press("保存")
    assert colour(talk, "技术创新活动") in ("🟡", "🟢")


def test_an_unknown_duty_shows_the_list_and_strangers_see_nothing(talk: Talk) -> None:
    assert "按期做的事项" in talk.button("g:duty.532822.no-such")
    talk.join("李强", "county:532823")
    assert "不能做这件事" in talk.button("g:duties.532822", by="李强")


def test_every_light_has_its_rule() -> None:
    from handlers.phrases import phrase_names

    assert {f"progress.duty_rule_{one.value}" for one in Light} <= phrase_names()
