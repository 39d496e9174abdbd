"""The knowledge base: can it be read, and does it prove right."""

from __future__ import annotations

from datetime import datetime

from bot.clock import day_of
from knowledge import KnowledgeError, check_catalogue, load_catalogue

from .finding import Finding, fault, ok

_NAME = "知识库"
_TODO = "请运行 python -m bot check 看是哪几处；没有改过文件的，请重新取一份程序。"


def look(now: datetime) -> list[Finding]:
    """Return whether all quotes, ids, sums and dates hold."""
    try:
        catalogue = load_catalogue()
    except KnowledgeError as error:
        return [fault(_NAME, f"读不了，有 {len(error.faults)} 处错误。", _TODO)]
    faults = check_catalogue(catalogue, day_of(now))
    if faults:
        return [fault(_NAME, f"有 {len(faults)} 处没有通过核对。", _TODO)]
    plans = "、".join(book.plan.title for book in catalogue.plans.values())
    return [ok(_NAME, f"{plans}；{len(catalogue.points)} 个要点，全部通过核对。")]
