"""Rounds: at most one open for a plan and prefecture, whoever is faster; ended, archived, never deleted."""

from __future__ import annotations

import pytest

from storage import RoundExists, RoundState, Storage
from tests.storage.samples import MINUTE, NOW, PLAN, a_person, a_round, at_once

XUAN, WU, HE = "prefecture:341800", "prefecture:340200", "prefecture:340100"


def test_a_round_is_read_as_it_was_opened(storage: Storage) -> None:
    new = a_round(XUAN, WU)
    with storage.write() as unit:
        stored = unit.rounds.open(new)
    with storage.read() as unit:
        assert unit.rounds.get(stored.id) == stored
        assert unit.rounds.open_in(PLAN, WU) == stored
        assert unit.rounds.open_in(PLAN, HE) is None
        assert unit.rounds.open_in("yunnan-2022", WU) is None
    assert (stored.state, stored.first_month, stored.name) == (RoundState.OPEN, new.first_month, new.name)
    assert stored.prefectures == tuple(sorted((XUAN, WU)))
    assert stored.area == (XUAN, WU)


def test_a_second_round_of_the_plan_is_refused_where_one_is_open(storage: Storage) -> None:
    with storage.write() as unit:
        first = unit.rounds.open(a_round(XUAN))
    with pytest.raises(RoundExists) as caught, storage.write() as unit:
        unit.rounds.open(a_round(HE, XUAN))
    assert "正在进行" in caught.value.sentence
    with storage.read() as unit:
        assert unit.rounds.list() == [first], "nothing of the refused round is left"
        assert unit.rounds.open_in(PLAN, HE) is None
    with storage.write() as unit:
        unit.rounds.open(a_round(XUAN, plan="yunnan-2022"))
        unit.rounds.open(a_round(HE))


def test_of_many_who_open_at_once_one_succeeds(storage: Storage) -> None:
    refused: list[int] = []

    def open_one(number: int) -> None:
        area = (XUAN, WU) if number % 2 else (WU, HE)
        try:
            with storage.write() as unit:
                unit.rounds.open(a_round(*area, name=str(number)))
        except RoundExists:
            refused.append(number)

    at_once(6, open_one)
    assert len(refused) == 5
    with storage.read() as unit:
        assert len(unit.rounds.list()) == 1


def test_a_round_ends_once_and_makes_room(storage: Storage) -> None:
    with storage.write() as unit:
        first = unit.rounds.open(a_round(XUAN))
        assert unit.rounds.archive(first.id, NOW) is None, "an open round is ended first"
        ended = unit.rounds.end(first.id, NOW + MINUTE)
        assert ended is not None
        assert (ended.state, ended.ended_at) == (RoundState.ENDED, NOW + MINUTE)
        assert unit.rounds.end(first.id, NOW) is None
        assert unit.rounds.open_in(PLAN, XUAN) is None
        second = unit.rounds.open(a_round(XUAN, name="第三轮"))
    with storage.write() as unit:
        archived = unit.rounds.archive(first.id, NOW + 2 * MINUTE)
        assert archived is not None
        assert archived.state is RoundState.ARCHIVED
        assert unit.rounds.archive(first.id, NOW) is None
        assert [one.id for one in unit.rounds.of_prefecture(PLAN, XUAN)] == [second.id, first.id]
        assert unit.rounds.list(RoundState.OPEN) == [second]
        assert unit.rounds.list(RoundState.ARCHIVED) == [archived]


def test_a_round_outlives_the_person_who_opened_it(storage: Storage) -> None:
    with storage.write() as unit:
        person = a_person(unit)
        number = unit.rounds.open(a_round(created_by=person.id)).id
        assert unit.people.export(person.id)["rounds"][0]["name"] == "第二轮"
        unit.people.forget(person.id, NOW)
        left = unit.rounds.get(number)
    assert left is not None
    assert left.created_by is None


def test_a_number_that_no_round_has(storage: Storage) -> None:
    with storage.write() as unit:
        assert unit.rounds.get(99, for_change=True) is None
        assert unit.rounds.end(99, NOW) is None
