"""A paper or figures that are asked for without saying which: 领导让我写材料, 领导要半年的数.

Nothing is guessed: the papers of the asker's level are offered, or what falls in the cycle that is named.
"""

from __future__ import annotations

import re

from knowledge import Cite, Cycle, Duty, Role

from ...phrases import say
from ...reply import Outcome, Reply
from ..answer import Answer
from ..question import Question
from .levels import handed_in

_WHO = (
    "(?:我们|咱们?)?(?:领导|上面|上头|上级|主任|主席|书记|省里|市里|州里|科长|部长)*"
    "(?:又|就|刚才?|今天|明天|现在|突然)*"
)
_WANTS = "(?:[让叫喊催要](?:我们?|咱们?)?|我们?|问我们?|跟我)*(?:要|得|该|准备)*"
_MAKES = "(?:写|整|弄|搞|报|交|凑|出|拿|准备|要)*(?:一?[个份篇点些下])?"
_WHICH = re.compile(
    f"{_WHO}{_WANTS}(?:写|整|弄|搞|报|交|凑|出|拿|准备|要)+(?:一?[个份篇点些下])?(?:汇报|文字)?(?:材料|东西|稿子)"
    "(?:怎么办|咋办|咋整|咋弄|怎么弄|怎么写|咋写)?[了呢啊呀吗吧,，。?？!]*"
)
_CYCLES = {
    Cycle.HALF_YEAR: ("半年", "半年度?"),
    Cycle.QUARTER: ("季度", "季度"),
    Cycle.TWO_MONTHS: ("两个月", "双月|两个?月"),
    Cycle.YEAR: ("年", "年度|全年"),
}
"""How a cycle is called in an answer, and in a question."""
_CYCLE = "|".join(words for _, words in _CYCLES.values())
_FIGURES = re.compile(
    f"{_WHO}{_WANTS}{_MAKES}(?:每|一|个|按|上|下|这|本)*(?P<cycle>{_CYCLE})"
    "(?:一次)?(?:要|得|该)?(?:报|交|写|弄)?的?(?:工作|进展)?(?:数据?|数字|报表|材料|东西|情况)"
    "(?:要|得|该)?(?:报|交|写|弄|准备)?(?:有?(?:什么|啥|哪些))?[了呢啊呀吗吧,，。?？!]*"
)
_OFFERED = 6


def which_paper(question: Question) -> Reply | None:
    """Ask which paper is meant, or tell what falls in the cycle named; None for any other question."""
    text = question.text
    for book in question.books:
        text = text.removeprefix(book.plan.name)
    if _WHICH.fullmatch(text):
        return _offer(question)
    found = _FIGURES.fullmatch(text)
    return _in_cycle(question, found["cycle"]) if found else None


def _offer(question: Question) -> Reply:
    role = question.role or Role.COUNTY
    answer = Answer("which_paper").fact(say("points.which_paper"))
    for book in question.books:
        duties = [duty for duty in book.duties if role in duty.owes and handed_in(duty)][:_OFFERED]
        for duty in duties:
            answer.step(duty.title, f"{book.plan.name}{duty.title}")
    return answer.reply(Outcome.ASK_BACK)


def _in_cycle(question: Question, said: str) -> Reply:
    cycle = next(cycle for cycle, (_, words) in _CYCLES.items() if re.fullmatch(words, said))
    called, _ = _CYCLES[cycle]
    role = question.role or Role.COUNTY
    answer = Answer("in_cycle")
    for book in question.books:
        duties = [duty for duty in book.duties if any(every.cycle == cycle for every in duty.every)]
        own = [duty for duty in duties if role in duty.owes and handed_in(duty)]
        level = getattr(book.plan.roles, role.value)
        key = "due.cycle_own" if own else "due.cycle_none"
        answer.fact(say(key, plan=book.plan.name, level=level, cycle=called))
        answer.rows(_rows(own))
        others = [duty for duty in duties if duty not in own]
        answer.rows(_rows(others), say("due.cycle_others", cycle=called))
        answer.cite(book, *(Cite(clause=duty.clause, quote=duty.quote) for duty in [*own, *duties]))
    return answer.reply()


def _rows(duties: list[Duty]) -> list[tuple[str, str]]:
    return [(duty.title, _printed(duty)) for duty in duties]


def _printed(duty: Duty) -> str:
    to = say("due.to", to=duty.to) if duty.to else ""
    return f"{duty.owes_printed}，{'、'.join(every.printed for every in duty.every)}{to}"
