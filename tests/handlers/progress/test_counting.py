"""What counts toward a target, checked against plain models over many histories of entries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.progress.counting import DONE_MARK, State, counts_toward, tally
from knowledge import Target
from storage import EntryKind, EntryStatus, ProgressRow

FIRST = date(2023, 1, 1)
EVENTS = Target(
    id="1", what="宣讲", value=1, unit="场", compare="at_least", count="sum", accepts=("场", "次"), quote="x"
)
PEOPLE = Target(
    id="19",
    what="培训",
    value=500,
    unit="人次",
    compare="at_least",
    count="sum",
    accepts=("人次", "人"),
    quote="x",
)
STATIONS = Target(
    id="23a", what="驿站", value=2, unit="个", compare="at_least", count="sum", accepts=("个",), quote="x"
)
RATE = Target(
    id="13b", what="建制率", value=90, unit="%", compare="at_least", count="latest", accepts=("%",), quote="x"
)
YES = Target(id="12a", what="纳入要点", count="yes", quote="x")
OPEN = Target(id="6b", what="建会", unit="家", count="sum", accepts=("家", "个", "人"), quote="x")


def row(
    number: int,
    value: int | str | None,
    unit: str | None = "场",
    target: str | None = "1",
    *,
    day: int = 0,
    so_far: bool = False,
    approx: bool = False,
    status: EntryStatus = EntryStatus.DONE,
    kind: EntryKind = EntryKind.PROGRESS,
) -> ProgressRow:
    return ProgressRow(
        entry_id=number,
        unit="county:532822",
        task="1",
        kind=kind,
        status=status,
        on=FIRST + timedelta(days=day),
        created_at=datetime(2023, 6, 1, tzinfo=UTC) + timedelta(minutes=number),
        round_id=None,
        after_end=False,
        demo=False,
        value=Decimal(value) if value is not None else None,
        quantity_unit=unit if value is not None else None,
        target=target,
        so_far=so_far,
        approx=approx,
    )


def test_nothing_reported_is_not_zero() -> None:
    assert tally(EVENTS, [], lone=True).state is State.SILENT
    none = row(1, None, target=None, status=EntryStatus.NONE)
    assert tally(EVENTS, [none], lone=True).state is State.ZERO
    assert tally(EVENTS, [none], lone=False).state is State.ZERO


def test_people_who_took_part_never_count_as_events() -> None:
    found = tally(EVENTS, [row(1, 1), row(1, 86, "人", None), row(1, 86, "人", "1")], lone=True)
    assert (found.value, found.state) == (Decimal(1), State.MET)
    assert not counts_toward(EVENTS, "人")
    assert not counts_toward(OPEN, "人")


def test_done_without_number_counts_one_only_for_a_target_of_one() -> None:
    bare = [row(1, None, target=None)]
    assert tally(EVENTS, bare, lone=True).value == 1
    assert tally(EVENTS, bare, lone=True).assumed == 1
    assert tally(STATIONS, bare, lone=True).state is State.ZERO
    assert tally(PEOPLE, bare, lone=True).state is State.ZERO
    assert tally(EVENTS, [row(1, None, target=None, status=EntryStatus.DOING)], lone=True).state is State.ZERO


def test_done_without_number_means_no_target_of_several() -> None:
    assert tally(EVENTS, [row(1, None, target=None)], lone=False).state is State.SILENT
    assert tally(EVENTS, [row(1, 1, DONE_MARK, "1")], lone=False).value == 1


def test_a_problem_or_a_highlight_counts_nothing() -> None:
    for kind in (EntryKind.PROBLEM, EntryKind.HIGHLIGHT):
        assert tally(EVENTS, [row(1, 3, kind=kind)], lone=True).state is State.SILENT
    assert tally(EVENTS, [row(1, 3, kind=EntryKind.VISIT)], lone=True).value == 3


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([row(1, None, target=None)], State.MET),
        ([row(1, None, target=None, status=EntryStatus.DOING)], State.ZERO),
        ([row(1, 1, DONE_MARK, "12a")], State.MET),
        ([row(1, 3, "场", "1")], State.SILENT),
        ([], State.SILENT),
    ],
)
def test_yes_or_no(rows: list[ProgressRow], state: State) -> None:
    assert tally(YES, rows, lone=True).state is state


def test_the_latest_rate_stands() -> None:
    rows = [row(2, 95, "%", "13b", day=9), row(1, 97, "%", "13b", day=3), row(3, 80, "%", "13b", day=20)]
    found = tally(RATE, rows, lone=False)
    assert (found.value, found.state) == (Decimal(80), State.SHORT)


def test_an_open_target_is_counted_and_never_short() -> None:
    found = tally(OPEN, [row(1, 5, "家", "6b"), row(1, 120, "人", "6b"), row(2, 2, "家", "6b")], lone=False)
    assert (found.value, found.state) == (Decimal(7), State.COUNTED)


def test_a_running_total_replaces_what_was_before_and_not_what_comes_after() -> None:
    rows = [
        row(1, 100, "人次", "19", day=1),
        row(2, 300, "人次", "19", day=5, so_far=True),
        row(3, 50, "人次", "19", day=3),
        row(4, 20, "人次", "19", day=9),
    ]
    assert tally(PEOPLE, rows, lone=True).value == 320


def test_a_sum_with_a_number_told_as_about_is_about_until_an_exact_total_replaces_it() -> None:
    about = row(1, 50, "人次", "19", day=1, approx=True)
    exact = row(2, 70, "人次", "19", day=2)
    total = row(3, 130, "人次", "19", day=3, so_far=True)
    assert tally(PEOPLE, [exact], lone=True).approx is False
    assert tally(PEOPLE, [about, exact], lone=True).approx is True
    assert tally(PEOPLE, [about, exact, total], lone=True).approx is False
    assert tally(RATE, [row(4, 90, "%", "13b", day=4, approx=True)], lone=False).approx is True


histories = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 900), st.booleans()), max_size=12)


def built(history: list[tuple[int, int, bool]]) -> list[ProgressRow]:
    return [
        row(number, value, "人次", "19", day=day, so_far=so_far)
        for number, (day, value, so_far) in enumerate(history)
    ]


@given(histories)
def test_a_sum_is_the_last_running_total_and_what_came_after(history: list[tuple[int, int, bool]]) -> None:
    ordered = sorted(enumerate(history), key=lambda pair: (pair[1][0], pair[0]))
    last = max((at for at, (_, one) in enumerate(ordered) if one[2]), default=0)
    expected = sum(one[1] for _, one in ordered[last:])
    found = tally(PEOPLE, built(history), lone=True)
    assert (found.value or 0) == expected
    assert (found.state is State.MET) == (expected >= 500)
    assert (found.state is State.SILENT) == (not history)


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(history: list[tuple[int, int, bool]], random: object) -> None:
    rows = built(history)
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(PEOPLE, mixed, lone=True) == tally(PEOPLE, rows, lone=True)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9), st.integers(0, 500)), max_size=10))
def test_participants_change_no_count_of_events(entries: list[tuple[int, int, int]]) -> None:
    events = [row(number, value, day=day) for number, (day, value, _) in enumerate(entries)]
    people = [row(number, heads, "人", None, day=day) for number, (day, _, heads) in enumerate(entries)]
    assert tally(EVENTS, events + people, lone=True) == tally(EVENTS, events, lone=True)


@given(st.lists(st.sampled_from(list(EntryStatus)), max_size=8))
def test_each_bare_done_counts_one(statuses: list[EntryStatus]) -> None:
    rows = [row(number, None, target=None, status=one) for number, one in enumerate(statuses)]
    found = tally(EVENTS, rows, lone=True)
    assert (found.value or 0) == statuses.count(EntryStatus.DONE) == found.assumed
