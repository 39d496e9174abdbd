"""The group's card of a county in a round: the moved day is called worked out, the round's entries count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.render.plain import to_text
from handlers.groups import card
from handlers.phrases import say
from storage import EntryKind, EntryStatus, NewEntry, NewRound, Quantity
from tests.handlers.office import COUNTY, NOW, PREFECTURE, Office

TODAY = date(2027, 1, 8)


def told(office: Office, round_id: int | None, people: int) -> None:
    with office.storage.write() as store:
        entry = NewEntry(
            unit=COUNTY,
            plan="yunnan-2022",
            task="19",
            kind=EntryKind.PROGRESS,
            status=EntryStatus.DONE,
            on=TODAY,
            as_of=TODAY,
            note="培训",
            created_at=NOW,
            quantities=(Quantity(Decimal(people), "人次", "19"),),
            round_id=round_id,
        )
        store.entries.add(entry, by=None)


def shown(office: Office) -> str:
    with office.storage.read() as store:
        return to_text(card.compose(store, office.services.catalogue, COUNTY, TODAY))


def test_the_card_reads_the_plan_as_the_round_does(office: Office) -> None:
    told(office, None, 600)
    before = shown(office)
    assert "推算" not in before
    with office.storage.write() as store:
        store.rounds.open(
            NewRound(
                plan="yunnan-2022",
                first_month=date(2026, 12, 1),
                name="第二轮",
                area=(PREFECTURE,),
                prefectures=(PREFECTURE,),
                created_at=NOW,
            )
        )
    during = shown(office)
    assert "（推算1月31日，还有23天；原文：2022年11月底前）" in during
    label = say("groups.met")
    line = next(line for line in before.splitlines() if line.startswith(label))
    assert line not in during, "the target that was met in 原定周期 is open again"
    told(office, 1, 600)
    assert line in shown(office)
