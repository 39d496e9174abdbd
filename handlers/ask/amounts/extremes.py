"""Which of several is the largest or the least: the sums, the actions by money or tasks, the prefectures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from knowledge import Cite, Money, PlanBook

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question, residue
from .money import all_money, plain
from .sums import named_sums

_LEAST = re.compile("少|小|低|垫底")
_GROUPS = re.compile("行动|方面|板块|部分|大类")
_PREFECTURES = re.compile("(?:哪个?|哪些?)(?:地市|州市|市|州)|[市州]里?(?:的|里)?(?:联系的?)?县最|市州")
_OF_MONEY = frozenset({"money_word", "how_much"})
_ASKING = frozenset(
    {"which_one", "extreme", "sum_word", "money_word", "how_much", "task_word", "action_word"}
)
_OF_PAYMENT = frozenset({"payer", "payment"})
_OF_TABLE = frozenset({"liaise", "table", "in_list"})
_AROUND = re.compile(
    "[给得安排下拨放列写里面中一二三四五六七八九十几两那些比较哪数发任务条项大个点行动方面]|县?级工会|云南|安徽|省总|方案"
)
_LITTLE = 1  # so many characters more name a topic of their own
_BARE = re.compile("笔")
_HOW_MUCH = re.compile("(?:经费|资金|补助)多少")
"""哪个行动的经费多少 asks for a sum, 哪个经费多 for the largest."""


def extremes(question: Question) -> Reply | None:
    """Answer which sum, action or prefecture has most or least; None when something else is compared."""
    groups = question.reading.groups
    if _HOW_MUCH.search(question.text):
        return None
    if groups & _OF_MONEY and (told := _of_named(question)):
        return told
    if _own_topic(question) or groups & _OF_PAYMENT:
        return None
    if _PREFECTURES.search(question.text) and "县" in question.text:
        return None if groups & _OF_MONEY else _of_prefectures(question)
    by_group = _GROUPS.search(question.text) is not None
    if groups & _OF_MONEY:
        return _of_money(question, by_group=by_group)
    if by_group:
        return _of_tasks(question)
    return _of_money(question, by_group=False) if _BARE.search(question.text) else None


def _own_topic(question: Question) -> bool:
    """True when the words beside the comparison name a topic: 哪个任务最少要培训100人."""
    left = residue(question.reading, groups=_ASKING | _OF_TABLE)
    return len(_AROUND.sub("", left)) > _LITTLE or bool(question.reading.numbers)


def _least(question: Question) -> bool:
    return any(
        word.group == "extreme" and _LEAST.search(word.word) is not None for word in question.reading.words
    )


def _furthest(question: Question, values: Iterable[float]) -> float:
    """The least of the values where the least is asked for, else the largest."""
    return min(values) if _least(question) else max(values)


def _word(question: Question) -> str:
    return say("money.least" if _least(question) else "money.most")


def _of_money(question: Question, *, by_group: bool) -> Reply:
    answer, compared = Answer("extremes"), False
    for book in question.books:
        sums = [money for money in book.money if money.amount]
        if not sums:
            answer.fact(say("money.not_compared", plan=book.plan.name))
            continue
        compared = True
        if by_group:
            _groups_by_money(answer, question, book, sums)
        else:
            _single_sums(answer, question, book, sums)
        rates = [money for money in book.money if money.rate and not money.amount]
        for money in rates:
            answer.text(say("money.besides", title=money.title))
    if not compared:
        all_money(question, answer)
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    return answer.notice(say("money.derived_sum")).reply()


def _of_named(question: Question) -> Reply | None:
    """Which of the sums that the question calls by name is the largest or the least (竞赛和培训哪个钱多)."""
    answer = Answer("extremes")
    for book in question.books:
        if sums := named_sums(question, book):
            _single_sums(answer, question, book, sums, key="money.extreme_named")
    return answer.reply() if answer.quoted else None


def _single_sums(
    answer: Answer, question: Question, book: PlanBook, sums: list[Money], key: str = "money.extreme"
) -> None:
    best = _furthest(question, (money.amount or 0 for money in sums))
    first = [money for money in sums if money.amount == best]
    titles = "、".join(money.title for money in first)
    word = _word(question)
    answer.fact(say(key, plan=book.plan.name, count=len(sums), word=word, title=titles, amount=plain(best)))
    ranked = sorted(sums, key=lambda money: money.amount or 0, reverse=not _least(question))
    answer.rows([(money.title, f"{plain(money.amount or 0)}万元") for money in ranked])
    answer.cite(book, *(Cite(clause=money.clause, quote=money.quote) for money in first))
    for money in first[:1]:
        answer.step(money.title, f"{book.plan.name}{money.title}")


def _groups_by_money(answer: Answer, question: Question, book: PlanBook, sums: list[Money]) -> None:
    totals = {
        group.no: sum(money.amount or 0 for money in sums if money.group == group.no) for group in book.groups
    }
    counted = [group for group in book.groups if totals[group.no]]
    best = _furthest(question, (totals[group.no] for group in counted))
    titles = "”“".join(group.title for group in counted if totals[group.no] == best)
    answer.fact(
        say(
            "money.extreme_group",
            plan=book.plan.name,
            word=_word(question),
            title=titles,
            amount=plain(best),
        )
    )
    ranked = sorted(counted, key=lambda group: totals[group.no], reverse=not _least(question))
    answer.rows([(group.title, f"{plain(totals[group.no])}万元") for group in ranked])
    without = [group.title for group in book.groups if not totals[group.no]]
    if without:
        answer.text(say("money.without_sum", titles="、".join(without)))
    chosen = [money for money in sums if money.group and totals.get(money.group) == best]
    answer.cite(book, *(Cite(clause=money.clause, quote=money.quote) for money in chosen))


def _of_tasks(question: Question) -> Reply:
    """Which action or aspect holds most or fewest tasks."""
    answer = Answer("extremes")
    for book in question.books:
        counts = Counter(task.group for task in book.tasks.values())
        best = _furthest(question, (counts[group.no] for group in book.groups))
        first = [group for group in book.groups if counts[group.no] == best]
        titles = "”“".join(group.title for group in first)
        answer.fact(
            say("numbered.extreme", plan=book.plan.name, word=_word(question), titles=titles, count=best)
        )
        answer.rows([(group.title, say("numbered.tasks", count=counts[group.no])) for group in book.groups])
        answer.cite(book, *(Cite(clause=group.clause, quote=group.quote) for group in first))
    return answer.reply()


def _of_prefectures(question: Question) -> Reply | None:
    """Which prefectures have most or fewest counties, in all or in the liaison table."""
    listed = bool(question.reading.groups & _OF_TABLE)
    answer = Answer("extremes")
    for book in question.books:
        counties = [one for one in question.catalogue.places.counties if one.province == book.plan.province]
        names = {one.prefecture: one.prefecture_name for one in counties}
        counted = Counter(one.prefecture for one in counties if not listed or one.code in book.linked)
        sizes = {code: counted[code] for code in names}
        best = _furthest(question, sizes.values())
        first = "、".join(names[code] for code, size in sizes.items() if size == best)
        key = "liaison.extreme_listed" if listed else "liaison.extreme_all"
        answer.fact(say(key, plan=book.plan.name, word=_word(question), names=first, count=best))
        cover = book.liaisons.coverage
        answer.cite(book, cover.total_cite, cover.rule_cite)
    return answer.notice(say("liaison.counted")).reply()
