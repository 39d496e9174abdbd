"""What a round changes and from when: the group's card, the reminders, /due, what the level above sees."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bot.render.plain import to_text
from handlers.groups import card
from handlers.phrases import say
from handlers.reminders.agenda import Reader
from handlers.reminders.calendar import calendar_of
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


def opened(office: Office, first_month: date) -> None:
    with office.storage.write() as store:
        store.rounds.open(
            NewRound(
                plan="yunnan-2022",
                first_month=first_month,
                name="第二轮",
                area=(PREFECTURE,),
                prefectures=(PREFECTURE,),
                created_at=NOW,
            )
        )


def owed_on(office: Office, day: date) -> tuple[int | None, set[int | None], str]:
    """The rounds by which the card and the reminders of the prefecture go (-1: nothing due), and its /due."""
    office.today = day
    with office.storage.read() as store:
        due = card.next_due(store, office.services.catalogue, PREFECTURE, day)
        reader = Reader(store, office.services.catalogue, calendar_of(office.services), day)
        told = reader.agendas([PREFECTURE], day - timedelta(days=1), listed=True)
    rounds = {item.owed.round for agenda in told.values() for item in agenda.items}
    return (due.round if due is not None else -1), rounds, to_text(office.say("/due"))


def test_until_its_first_month_a_round_silences_nothing(office: Office) -> None:
    """The prefecture's quarterly papers go on after the programme; a round of March takes over in March."""
    day = date(2026, 12, 21)
    office.member("王芳", COUNTY)
    before, nudged = owed_on(office, day), office.say("/nudge")
    assert before[:2] == (None, {None})
    assert any(one.label.startswith("12-31") for one in nudged.choices)
    opened(office, date(2027, 3, 1))
    assert owed_on(office, day) == before
    assert office.say("/nudge") == nudged
    assert (owed_on(office, date(2027, 2, 28))[0], owed_on(office, date(2027, 3, 1))[0]) == (None, 1)
    due, rounds, said = owed_on(office, date(2027, 3, 29))
    assert (due, rounds) == (1, {1})
    assert "第二轮" in said


def test_the_card_reads_the_plan_as_the_round_does(office: Office) -> None:
    told(office, None, 600)
    before = shown(office)
    assert "推算" not in before
    opened(office, date(2026, 12, 1))
    during = shown(office)
    assert "（推算1月31日，还有23天；原文：2022年11月底前）" in during
    label = say("groups.met")
    line = next(line for line in before.splitlines() if line.startswith(label))
    assert line not in during, "the target that was met in 原定周期 is open again"
    told(office, 1, 600)
    assert line in shown(office)
