"""Rounds for the person at the server: preview, opening, the list, ending, putting away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage import SYSTEM_UNIT, RoundState, Storage, UnitOfWork

from ..phrases import say
from ..reply import Block, Facts, Notice, Outcome, Reply, Text
from ..services import Services
from ..units import find_unit
from .preview import opened_words, preview, round_row, stays_outside
from .wish import NAME_LENGTH, BadRound, Wish, checked, month_in, open_wish, taken


def restart(
    services: Services,
    plan: str,
    month: str,
    prefectures: Sequence[str],
    name: str,
    at: datetime | None,
) -> Reply:
    """Return the preview; with `at` open the round on nobody's behalf. Raises BadRound, UnknownUnit."""
    catalogue = services.catalogue
    wish = checked(Wish(plan, month_in(month), (), name.strip()), catalogue)
    if len(wish.name) > NAME_LENGTH:
        raise BadRound(name, sentence=say("rounds.long_name", length=NAME_LENGTH))
    area = [find_unit(catalogue, prefecture=one) or "" for one in prefectures]
    province = f"province:{catalogue.plans[plan].plan.province}"
    wish = checked(Wish(plan, wish.first_month, tuple(area) or (province,), wish.name), catalogue)
    storage = _storage(services)
    if at is None:
        with storage.read() as store:
            there = taken(store, wish, catalogue)
            outside = stays_outside(store, wish, catalogue)
        said = say("rounds.taken_here" if there else "rounds.how_to_open", count=len(there))
        return Reply(
            (*preview(wish, catalogue), *outside, Notice(said, "warning")), Outcome.ASK_BACK, "round_ready"
        )
    with storage.write() as store:
        found = open_wish(store, wish, catalogue, at=at, by=None)
        _audit(store, "open_round", found.id, at)
    return Reply((Text(opened_words(found), strong=True),), Outcome.ANSWERED, "rounds")


def settle(services: Services, end: int | None, archive: int | None, at: datetime) -> Reply:
    """Return every round, after ending or putting away one. Raises BadRound when that cannot be."""
    with _storage(services).write() as store:
        for number, settle, action in (
            (end, store.rounds.end, "end_round"),
            (archive, store.rounds.archive, "archive_round"),
        ):
            if number is not None:
                if settle(number, at) is None:
                    raise BadRound(str(number), sentence=say(f"rounds.cannot_{action}", number=number))
                _audit(store, action, number, at)
        found = store.rounds.list(*RoundState)
    rows = tuple(round_row(one, services.catalogue) for one in found)
    there: Block = Facts(rows, say("rounds.list_title")) if rows else Text(say("rounds.none"))
    return Reply((there,), Outcome.ANSWERED, "rounds")


def _audit(store: UnitOfWork, action: str, number: int, at: datetime) -> None:
    store.audit.add(action, f"round:{number}", at=at, actor_id=None, unit=SYSTEM_UNIT)


def _storage(services: Services) -> Storage:
    if services.storage is None:
        raise RuntimeError("rounds need a database")
    return services.storage
