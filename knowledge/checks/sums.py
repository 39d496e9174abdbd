"""Counts and sums agree with what the plans print."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..catalogue import Catalogue, PlanBook
from ..faults import Fault
from ..schema.money import Rate


def check_sums(catalogue: Catalogue) -> Iterator[Fault]:
    """Give a fault for each count that does not agree: counties, liaison rows, tasks, rates."""
    for book in catalogue.plans.values():
        yield from _counties(catalogue, book)
        yield from _coverage(book)
        yield from _rates(book)
        yield from _tasks(book)
        yield from _lists(book)


def _fault(book: PlanBook, file: str, what: str, todo: str) -> Fault:
    return Fault(f"knowledge/data/plans/{book.id}/{file}", 1, what, todo)


def _counties(catalogue: Catalogue, book: PlanBook) -> Iterator[Fault]:
    known = sum(1 for place in catalogue.places.counties if place.province == book.plan.province)
    if known != book.plan.counties:
        what = f"方案写 {book.plan.counties} 个县，地名表有 {known} 个"
        yield _fault(book, "plan.yaml", what, "请核对 counties 和 places.csv")


def _coverage(book: PlanBook) -> Iterator[Fault]:
    cover, units = book.liaisons.coverage, book.liaisons.units
    rows = [linked for unit in units for linked in unit.counties]
    places = [linked.place for linked in rows]
    if len(set(places)) != len(places):
        twice = sorted({place for place in places if places.count(place) > 1})
        yield _fault(book, "liaisons.yaml", f"有的县列了两次：{'、'.join(twice)}", "每个县只能有一个联系单位")
    if len(places) != cover.listed:
        yield _fault(
            book, "liaisons.yaml", f"列了 {len(places)} 个县，listed 写 {cover.listed}", "请改成一致"
        )
    if cover.listed + cover.rest != cover.total:
        what = f"{cover.listed}＋{cover.rest} 不等于 {cover.total}"
        yield _fault(book, "liaisons.yaml", what, "请核对 listed、rest、total")
    if cover.total != book.plan.counties:
        what = f"total 是 {cover.total}，方案写 {book.plan.counties} 个县"
        yield _fault(book, "liaisons.yaml", what, "请改成一致")
    for unit in units:
        rule = cover.each.get(unit.kind, len(unit.counties))
        if len(unit.counties) != rule:
            what = f"{unit.unit}联系 {len(unit.counties)} 个县，each 里 {unit.kind} 规定各联系 {rule} 个"
            yield _fault(book, "liaisons.yaml", what, "请核对这一行和 each")
    for kind in sorted(set(cover.each) - {unit.kind for unit in units}):
        yield _fault(book, "liaisons.yaml", f"each 里的“{kind}”没有联系单位", "请核对各行的 kind")


def _rates(book: PlanBook) -> Iterator[Fault]:
    """A sum with a rate per county is the rate times the province's counties (258万 = 129 × 2万)."""
    for money in book.money:
        rate = money.rate
        if (
            money.amount
            and rate
            and rate.per in ("每个县", "每县")
            and not _agree(money.amount, rate, book.plan.counties)
        ):
            what = f"{money.title}：{rate.value:g}×{book.plan.counties} 不等于 {money.amount:g}"
            yield _fault(book, "funding.yaml", what, "请核对金额和标准")


def _agree(amount: float, rate: Rate, counties: int) -> bool:
    """True for rate × counties; a rate that recurs (每月0.5万元, 18个月) may be paid any number of times."""
    once = Decimal(str(rate.value)) * counties
    times = Decimal(str(amount)) / once if once else Decimal(0)
    return times == 1 or (rate.period is not None and times > 0 and times == int(times))


def _tasks(book: PlanBook) -> Iterator[Fault]:
    groups = {group.no for group in book.groups}
    held = {task.group for task in book.tasks.values()}
    for missing in sorted(groups - held):
        yield _fault(book, "tasks.yaml", f"第 {missing} 个行动（方面）没有任务", "请核对各任务的 group")
    numbers = [int(task) for task in book.tasks if task.isdigit()]
    if numbers and sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield _fault(book, "tasks.yaml", "任务编号不连续", "请核对任务的 id")
    for task in book.tasks.values():
        for target in task.targets:
            if not target.id.startswith(task.id):
                yield _fault(
                    book, "tasks.yaml", f"指标“{target.id}”不属于任务 {task.id}", "指标编号以任务编号开头"
                )


def _lists(book: PlanBook) -> Iterator[Fault]:
    for checklist in book.checklists:
        if [item.no for item in checklist.items] != list(range(1, len(checklist.items) + 1)):
            yield _fault(book, "checklists.yaml", f"“{checklist.title}”的编号不连续", "请核对 no")
