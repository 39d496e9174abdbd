"""Dates run forward, and nothing was checked in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..catalogue import Catalogue, PlanBook
from ..faults import Fault
from ..loading import Document
from ..months import month_end
from ..schema.base import Precision
from .walk import documents


def check_dates(catalogue: Catalogue, today: date) -> Iterator[Fault]:
    """Give a fault for each date that cannot be: phases backwards, checks ahead, month ends too early."""
    for book, document in documents(catalogue):
        name = document.file.rsplit("/", 1)[-1]
        if name == "plan.yaml":
            yield from _plan(book, document, today)
        elif name == "phases.yaml":
            yield from _phases(book, document)
        elif name == "duties.yaml":
            yield from _duties(book, document)


def _plan(book: PlanBook, document: Document, today: date) -> Iterator[Fault]:
    plan = book.plan
    if plan.checked_on > today:
        line = document.line(("checked_on",))
        yield Fault(document.file, line, f"核对日期 {plan.checked_on} 在将来", "请改成实际核对的那天")
    if plan.end.date <= plan.issued_on:
        line = document.line(("end",))
        yield Fault(document.file, line, "结束日期不晚于印发日期", "请核对 issued_on 和 end")


def _phases(book: PlanBook, document: Document) -> Iterator[Fault]:
    before: date | None = None
    for number, phase in enumerate(book.phases):
        line = document.line(("phases", number))
        if phase.ends < phase.starts:
            yield Fault(document.file, line, f"阶段“{phase.title}”结束早于开始", "请核对 starts 和 ends")
        if before is not None and phase.starts < before:
            yield Fault(document.file, line, f"阶段“{phase.title}”早于前一阶段", "各阶段按先后排列")
        before = phase.starts
        yield from _proven(document, line, phase.title, phase.printed, phase.quote)


def _duties(book: PlanBook, document: Document) -> Iterator[Fault]:
    for number, duty in enumerate(book.duties):
        due = duty.due
        line = document.line(("duties", number, "due"))
        if (due is not None) != (duty.basis == "date"):
            yield Fault(
                document.file, line, f"“{duty.title}”的 basis 与 due 不一致", "有日期的写 basis: date 和 due"
            )
        if due is None:
            continue
        yield from _proven(document, line, duty.title, due.printed, duty.quote)
        if due.date < book.plan.issued_on:
            yield Fault(document.file, line, f"“{duty.title}”的日期早于方案印发", "请核对 due")
        if due.precision is Precision.MONTH_END and due.date != month_end(due.date.year, due.date.month):
            yield Fault(
                document.file, line, f"“{duty.title}”应落在月末", "precision 是 month_end 时写当月最后一天"
            )


def _proven(document: Document, line: int, title: str, printed: str, quote: str) -> Iterator[Fault]:
    """A day is told together with the quote, so the quote must hold it."""
    missing = [part for part in printed.split("、") if part not in quote]
    if missing:
        fault = f"“{title}”的引文里没有时间“{'、'.join(missing)}”"
        yield Fault(document.file, line, fault, "请把引文加长到写着时间的那一句")
