"""People called by surname and title: 曾主任, 徐书记, 张部长; one fits, or several are offered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Person, PlanBook

from ...phrases import say
from ...reply import Outcome, Reply
from ..answer import Answer

_TITLED = re.compile("(?<![省市县州区总党政工会室部])([一-鿿])(副?(?:主任|部长|书记|主席))(?!团|办公|会议)")


def named_in_full(text: str, books: Iterable[PlanBook]) -> str | Reply:
    """Return the text with the full name where one printed person has that surname and title.

    Several people so called are asked back about; a title that nobody printed has stays as it is.
    """
    found = _TITLED.search(text)
    if found is None:
        return text
    people = {person.name for book in books for person in book.organisation.people if _fits(person, found)}
    if any(name in text for name in people) or not people:
        return text
    if len(people) == 1:
        return text[: found.start()] + people.pop() + text[found.end() :]
    answer = Answer("titled").fact(say("people.which_titled", said=found[0], names="、".join(sorted(people))))
    for name in sorted(people):
        answer.step(name, text[: found.start()] + name + text[found.end() :])
    return answer.reply(Outcome.ASK_BACK)


def _fits(person: Person, found: re.Match[str]) -> bool:
    """True when a printed post holds the title; 副主席 is called 主席 too."""
    if not person.name.startswith(found[1]) or not person.post:
        return False
    return found[2] in person.post
