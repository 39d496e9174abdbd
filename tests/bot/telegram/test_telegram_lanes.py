"""One person's updates in order, different people's in parallel, all of it bounded."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.telegram.lanes import Lanes
from bot.telegram.updates import Update, update_of

Make = Callable[..., dict[str, Any]]


class Work:
    """Updates that end only when told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def do(self, name: str) -> None:
        self.begun.append(name)
        await self.gates.setdefault(name, asyncio.Event()).wait()

    def end(self, *names: str) -> None:
        for name in names:
            self.gates.setdefault(name, asyncio.Event()).set()


async def settle() -> None:
    """Let every task run as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


def by(message: Make, person: int) -> Update:
    sender = {"id": person, "is_bot": False, "first_name": "某"}
    return update_of({"update_id": person, "message": message("问", **{"from": sender})})


async def test_a_person_is_answered_in_order_and_others_meanwhile(message: Make) -> None:
    lanes, work = Lanes(), Work()
    jobs = [
        asyncio.create_task(lanes.process_update(by(message, person), work.do(name)))
        for person, name in ((1, "a1"), (1, "a2"), (2, "b1"), (1, "a3"))
    ]
    await settle()
    assert work.begun == ["a1", "b1"]
    work.end("a1")
    await settle()
    assert work.begun == ["a1", "b1", "a2"]
    work.end("a2", "a3", "b1")
    await asyncio.gather(*jobs)
    assert work.begun == ["a1", "b1", "a2", "a3"]


async def test_waiting_updates_of_one_person_take_no_place_from_others(message: Make) -> None:
    lanes, work = Lanes(running=2), Work()
    people = (1, 1, 1, 1, 2, 3)
    jobs = [
        asyncio.create_task(lanes.process_update(by(message, person), work.do(f"{index}")))
        for index, person in enumerate(people)
    ]
    await settle()
    assert work.begun == ["0", "4"]
    work.end(*map(str, range(len(people))))
    await asyncio.gather(*jobs)
    assert sorted(work.begun) == list("012345")


async def test_an_error_frees_the_lane(message: Make) -> None:
    lanes, work = Lanes(running=1), Work()
    work.end("next")

    async def fail() -> None:
        raise ValueError

    jobs = [
        asyncio.create_task(lanes.process_update(by(message, 1), coroutine))
        for coroutine in (fail(), work.do("next"))
    ]
    failed, done = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(failed, ValueError)
    assert (done, work.begun) == (None, ["next"])
