"""How many days are left until a dated thing, until the programme ends, or since a day has passed."""

from __future__ import annotations

import re
from datetime import date

from knowledge import Cite, Duty, Hit, Period, Phase, PlanBook, fixed, to_come

from ...days import day_name, left
from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..finding.choosing import THING
from ..question import Question, residue
from .due import past, plan_age
from .moved import day_words, goes_on

_MEANT = 0.34  # a dated thing that knows less of the words counted down to is not what they mean
_LOOKED_AT = 6  # so many of the nearest points may be the dated thing
_ENDS = re.compile("结束|完成|收官|收尾|最后一天|截止|到期|到头|为止")
_BEGINS = re.compile("开始|开头|开工|起步")
_WHOLE = re.compile("整个|全部|专项工作|专项行动|专项|加强年|方案期|方案|活动|项目|工作|这个|县级工会|任务")
"""Words for the programme as a whole; with nothing else beside them its own end is counted down to."""
_ALL = re.compile("整个|活动|专项工作|专项行动|方案期|加强年")
"""Words that mean the whole programme even where no end is spoken of: 整个活动还剩多久."""
_AROUND = re.compile(
    "[离距到交报送做弄搞完成的了还要这那个份项得是不今天,，。?？!！ ]|截止|到期|结束|过期|逾期|超期|最后一天"
    "|以前|之前|正式|现在|目前|如今|眼下"
)
_LATE = re.compile("逾期|超期|过期")
"""Words that ask whether a day is past; a duty about being late (提醒进度滞后) is not meant by them."""
_LOOKING = re.compile(
    "看看|看下|看哈|看一|一下|下|看|帮|查查|查|列出|列|请|给|告诉|想知道|想|显示|那些|那|这|期限|日子|事情?|任务"
)
"""Words that ask to be shown something, whatever it is."""
_OF_DAYS = frozenset({"left", "node"})
_STILL = re.compile(
    "还是|还要|要不要|接着|继续|干下去|搞下去|下去|[干搞]|收摊|了结|收场|完事|摊|事情?|活儿?|件|没有|没|后面|以后"
)
"""Words around the question whether all is over: 这摊事收尾没有，还是要接着干."""
_NAMES = 2  # characters: less is no name of a thing

Dated = tuple[str, date, str, Cite]
"""What is counted down to: title, day, printed words and quote."""


_FOLLOWS = re.compile("要紧|打紧|有事|没事|后果|会怎|会咋|[罚扣补]|还能|行不|行吗|可以吗")
"""Words that ask what follows from being late."""


def overdue(question: Question) -> Reply | None:
    """Answer whether the named duty's day is past.

    None when no dated duty is named, or what follows from being late is asked for (交晚了怎么办).
    """
    known = {owner for book in question.books for owner in _dated_items(book, question.today)}
    hits = question.hits()
    if not _LOOKING.sub("", residue(question.reading)):
        return past(question, plainly=True)
    asks_what_follows = "how" in question.reading.groups or _FOLLOWS.search(question.text)
    if hits and hits[0].point.silence and hits[0].score >= THING and asks_what_follows:
        return None  # 交晚了怎么办
    named = [hit for hit in hits[:_LOOKED_AT] if hit.point.owner in known and hit.score >= THING]
    return days_left(question) if named or any(_named(question, book) for book in question.dated) else None


def programme_ended(question: Question) -> Reply | None:
    """Answer whether the programme is over: its end, how far away it is, and what goes on after it.

    None where a thing of its own is asked about (第一阶段结束了没有).
    """
    answer = Answer("programme_ended")
    plain = _STILL.sub("", question.own_words())
    if _AROUND.sub("", _ENDS.sub("", _WHOLE.sub("", plain))) or "phase" in question.reading.groups:
        return None
    for book in question.dated:
        title, end = say("due.programme", plan=book.plan.name), book.plan.end
        days = left(end.date, question.today)
        answer.fact(
            say("due.days_left", title=title, printed=day_words(book, end.printed, end.date), left=days)
        )
        answer.cite(book, _printed_in(book, end.printed))
        plan_age(answer, question, book)
        if question.today > end.date:
            goes_on(answer, question, book)
    return answer.text(say("due.today", today=day_name(question.today))).reply()


def days_left(question: Question) -> Reply | None:
    """Answer how many days are left until the named duty or phase, else until the next day or the end."""
    answer = Answer("days_left")
    for book in question.dated:
        asked = _dated(question, book)
        for title, day, printed, cite in asked:
            words = printed if title.endswith(say("due.beginning")) else day_words(book, printed, day)
            days = left(day, question.today)
            answer.fact(say("due.days_left", title=title, printed=words, left=days))
            answer.cite(book, cite)
        if asked:
            plan_age(answer, question, book)
    answer.text(say("due.today", today=day_name(question.today)))
    reply = answer.reply()
    return reply if reply.quotes else None


def _dated(question: Question, book: PlanBook) -> list[Dated]:
    """What the question counts down to: one thing, or all that it calls by the same word."""
    known = _dated_items(book, question.today)
    for period in question.reading.periods:
        inside = [item for item in fixed(book, question.role) if item.day and _in(item.day, period)]
        if inside:
            return [known[f"duty:{inside[-1].duty.id}"]]
    if whole := _programme(question, book):
        return [whole]
    if named := _named(question, book):
        return [_begun(question, book, owner) or known[owner] for owner in named]
    if "next" in question.reading.groups and not residue(question.reading, groups=_OF_DAYS):
        return _coming(question, book, known)
    hits = question.hits(book.id)
    near = [hit for hit in hits if hit.point.owner in known]
    own_words = _LATE.sub(" ", question.own_words())
    plain = _AROUND.sub("", own_words)
    if near and plain and near[0].score >= THING and _is_meant(question, near[0], own_words):
        return [_begun(question, book, near[0].point.owner) or known[near[0].point.owner]]
    if any(len(word) > 1 for word in own_words.split()) and residue(question.reading) and plain:
        return []  # a thing of its own, which is none of the dated ones
    return _coming(question, book, known)


def _coming(question: Question, book: PlanBook, known: dict[str, Dated]) -> list[Dated]:
    """What falls due on the next printed day, else what fell due last."""
    later = to_come(book, question.role, question.today)
    chosen = [item for item in later if item.day == later[0].day] or list(fixed(book, question.role))[-1:]
    return [known[f"duty:{item.duty.id}"] for item in chosen]


def _programme(question: Question, book: PlanBook) -> Dated | None:
    """The programme's own end (or its beginning), where nothing else is counted down to."""
    text = question.text
    begins, ends = _BEGINS.search(text), _ENDS.search(text)
    if not begins and not ends and not _ALL.search(text):
        return None
    bare = _AROUND.sub("", _BEGINS.sub("", _ENDS.sub("", _WHOLE.sub("", question.own_words()))))
    if bare or question.reading.groups & {"next", "phase"}:
        return None
    title = say("due.programme", plan=book.plan.name)
    if begins and not ends:
        first = book.phases[0]
        cite = Cite(clause=first.clause, quote=first.quote)
        return title + say("due.beginning"), first.starts, first.printed, cite
    end = book.plan.end
    return title, end.date, end.printed, _printed_in(book, end.printed)


def _printed_in(book: PlanBook, printed: str) -> Cite:
    """The first sentence of the plan that holds the printed words of its end, else its last phase."""
    for clause in book.clauses.values():
        sentence = next((part for part in clause.text.split("。") if printed in part), None)
        if sentence is not None:
            return Cite(clause=clause.id, quote=sentence.strip())
    return Cite(clause=book.phases[-1].clause, quote=book.phases[-1].quote)


def _begun(question: Question, book: PlanBook, owner: str) -> Dated | None:
    """The first day of a phase, where its beginning is asked for."""
    kind, _, name = owner.partition(":")
    phase = next((one for one in book.phases if kind == "phase" and one.id == name), None)
    if phase is None or not _BEGINS.search(question.text):
        return None
    cite = Cite(clause=phase.clause, quote=phase.quote)
    begins = say("due.from_day", printed=phase.printed, day=day_name(phase.starts))
    return phase.title + say("due.beginning"), phase.starts, begins, cite


def _named(question: Question, book: PlanBook) -> list[str]:
    """The dated things whose title holds the words counted down to; those of the asker's own first."""
    words = _AROUND.sub("", question.own_words())
    if len(words) < _NAMES:
        return []
    known = _dated_items(book, question.today)
    duties = [duty for duty in book.duties if f"duty:{duty.id}" in known and words in duty.title]
    mine = [duty for duty in duties if question.role in duty.owes] or duties
    phases: list[Duty | Phase] = [phase for phase in book.phases if words in phase.title]
    if phases and (not mine or any(phase.title == words for phase in phases)):
        return [f"phase:{phase.id}" for phase in phases]
    return [f"duty:{duty.id}" for duty in mine]


def _is_meant(question: Question, hit: Hit, own_words: str) -> bool:
    """True when the dated thing knows the words that are counted down to: 高考 is not the 中期调度."""
    return question.understanding.knows(own_words, hit.point) >= _MEANT


def _in(day: date, period: Period) -> bool:
    return (period.start or date.min) <= day <= period.end


def _dated_items(book: PlanBook, today: date) -> dict[str, Dated]:
    """Every duty with a printed day (of a recurring one the next from `today` on) and every phase."""
    items: dict[str, Dated] = {}
    for item in (*fixed(book, None), *to_come(book, None, today)):
        duty = item.duty
        if item.day is not None:
            cite = Cite(clause=duty.clause, quote=duty.quote)
            items[f"duty:{duty.id}"] = (duty.title, item.day, item.printed, cite)
    for phase in book.phases:
        cite = Cite(clause=phase.clause, quote=phase.quote)
        items[f"phase:{phase.id}"] = (phase.title, phase.ends, phase.printed, cite)
    return items
