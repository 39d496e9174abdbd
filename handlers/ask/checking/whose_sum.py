"""Of whom a printed sum is: 258万是全省的吗, 25万是每个县吗, 5万是给我们县的吧."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import Cite, Facet, Money, Number, PlanBook, PlanPoint, Silence

from ...phrases import say
from ...reply import Reply
from ..amounts import sums
from ..amounts.money import is_amount, is_named, plain, ten_thousands
from ..amounts.rates import standard
from ..answer import Answer
from ..question import Question
from .claiming import END, ENDING, claims_something, verdict_on

_KINDS = {
    "county": "(?:每|各)一?个?(?:县级工会|县区|区县|县|区)|一个县|县县|每家县",
    "ours": "(?:我|咱|俺|本)们?(?:一个|这个|一家)?(?:县|区|市)(?:级?工会|总工会|一家|自己|一个县)?",
    "whole": "全省|云南省?|安徽省?|全云南|全安徽|整个省",
    "prefecture": "[每各]个?(?:州市|州|市)|一个[州市]|全[州市]",
    "person": "[每一]个?(?:人|名社工|个社工|社工)|人均",
    "federation": "[每一]个?(?:工会联合会|联合会)",
    "town": "[每各一]个?(?:乡镇|街道|镇|乡|村|社区)",
    "firm": "[每各一][个家]?(?:企业|公司|单位)",
}
_WHOM = re.compile(
    "不?是?(?:不是)?(?:(?P<lead>都?给|发给|拨给|补给|分给|归)|属于|按|算|用在|用于)?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
    + ")(?:都?[有给发分拿补]|分到)?(?:的|合计|一共|总共)?(?:总?数|钱|总额|总量|标准|经费|补助)?(?:的)?"
    f"{ENDING}?{END}"
)
_NEGATED = re.compile(f"(?<!是)不是(?!.*(?:吗|嘛){END})")
"""不是每个县的吧 denies it; 不是每个县的吗 takes it for granted."""
_BETWEEN = re.compile("[^,，。;；0-9够能几多少行可]{0,10}[,，]?")
_AND_NOT = re.compile(f"(?<=的)[,，]?不是[^,，。]*?(?={ENDING}?{END})")
"""What is denied behind the claim: 是全省的，不是每个县的吧."""
_PER = {"每个县": ("county", "ours"), "每人": ("person",)}
_OF_FEDERATION = ("federation",)
_NAMED = 0.4
_WORD = 2
_NO_TOPIC = re.compile(
    "[那这的给说是请问听省里州市县补助贴钱款拨有个都就也不,，。 ]"
    "|省总|工会(?!联)|经费|专项|资金|方案|云南|安徽"
)
_SHARED_OUT = "每个县"


@dataclass(frozen=True, slots=True)
class Whom:
    """Of whom something is said: the kind, the words, whether it is denied; what else is named with it."""

    kind: str
    words: str
    denied: bool
    topic: str


def whom_behind(question: Question, number: Number) -> Whom | None:
    """Return of whom the question says a number, where it ends with that; else None."""
    text = _AND_NOT.sub("", question.text)
    found = _WHOM.search(text)
    if found is None or found.start() < number.end or "还是" in text:
        return None
    if not _BETWEEN.fullmatch(text, number.end, found.start()):
        return None
    kind = next(kind for kind in _KINDS if found[kind])
    denied = _NEGATED.search(text, number.end) is not None
    # What is named before the number or behind it: 诉调100万, 500万的联合会补助.
    topic = _NO_TOPIC.sub("", text[: number.start] + text[number.end : found.start()])
    return Whom(kind, (found["lead"] or "") + found[kind], denied, topic)


def verdict_of(whom: Whom, *, right: bool) -> str:
    """Return 对 or 不是 in words: whether the number is theirs, or is not, as the question says."""
    if whom.denied and right:
        return say("money.is_of", whom=whom.words)
    return verdict_on(right=right is not whom.denied, said=f"{whom.words}的")


def whose_sum(question: Question) -> Reply | None:
    """Return whether a printed sum or standard is of whom the question says, and of whom it is.

    None where no printed sum is claimed of anybody, or where another matter is named with it.
    """
    amounts = [number for number in question.reading.numbers if is_amount(number)]
    if len(amounts) != 1 or not claims_something(question):
        return None
    whom = whom_behind(question, amounts[0])
    return _tell(question, amounts[0], whom) if whom else None


def _tell(question: Question, amount: Number, whom: Whom) -> Reply | None:
    answer = Answer("whose_sum")
    for book in question.books:
        meant = _meant(question, book, amount, whom.topic)
        verdicts = [verdict_of(whom, right=_is_of(money, amount, whom.kind)) for money in meant]
        alike = len(set(verdicts)) == 1
        for number, (money, verdict) in enumerate(zip(meant, verdicts, strict=True)):
            _say(answer, book, money, amount, "" if alike and number else verdict)
    reply = answer.reply()
    return reply if reply.quotes else _not_here(question, amount, whom.topic)


def _is_of(money: Money, amount: Number, kind: str) -> bool:
    """True when a sum is said of those of whom it is: a total of the province, a standard of its one."""
    rate = money.rate
    if rate is None or money.amount == ten_thousands(amount):
        return kind == "whole"
    return kind in _PER.get(rate.per, _OF_FEDERATION)


def _meant(question: Question, book: PlanBook, amount: Number, topic: str) -> list[Money]:
    """The sums and standards of that size; of them what is named before it, [] where another one is."""
    size = ten_thousands(amount)
    found = [money for money in book.money if size in (money.amount, money.rate and money.rate.value)]
    named = [money for money in found if is_named(question, money)]
    if len(named) == 1 or len(topic) < _WORD:
        return named[:1] if len(named) == 1 else found
    best = next(iter(question.understanding.find_text(topic, [book.id], limit=1)), None)
    if best is None or best.score < _NAMED:
        return []
    return [money for money in found if _belongs(book, money, best.point)]


def _belongs(book: PlanBook, money: Money, point: PlanPoint) -> bool:
    """True for a point of the sum itself, or of a task that it pays for."""
    kind, _, name = point.owner.partition(":")
    task = book.tasks.get(name) if kind == "task" else None
    return point.owner == f"money:{money.id}" or (task is not None and task.clause == money.clause)


def _say(answer: Answer, book: PlanBook, money: Money, amount: Number, verdict: str) -> None:
    total = money.amount == ten_thousands(amount)
    if total:
        answer.fact(verdict + say("money.province_total", title=money.title, amount=plain(money.amount or 0)))
    if money.rate:
        answer.fact(("" if total else verdict) + standard(money, money.rate))
    answer.cite(book, Cite(clause=money.clause, quote=money.quote))
    if total and not money.rate:
        for point in book.points:
            if point.owner == f"money:{money.id}" and _tells_shares(point):
                answer.text(point.say).cite(book, *point.cites)


def _tells_shares(point: PlanPoint) -> bool:
    """True for what a plan says, or does not say, of how a sum is shared out."""
    unsaid = point.silence is Silence.STATED and _SHARED_OUT in point.say
    return unsaid or (not point.silence and Facet.TO in point.facets)


def _not_here(question: Question, amount: Number, topic: str) -> Reply | None:
    """Say that no plan in focus prints such a sum and which one does; None where a topic is named with it."""
    if len(topic) >= _WORD:
        return None
    others = [book for book in question.catalogue.plans.values() if not question.in_focus(book.id)]
    owners = [(book, money) for book in others for money in _meant(question, book, amount, "")]
    return sums.no_such_sum(question, ten_thousands(amount), owners)
