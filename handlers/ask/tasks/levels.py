"""What one level of the union owes by the plan: 省总要做哪些, 市总要交什么."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge import Cite, Duty, PlanBook, Role

from ...phrases import say
from ...reply import Reply
from ..answer import Answer
from ..question import Question

_LEVELS = {
    Role.PROVINCE: "省总工会|省工会|省总|省里|省一级|省级",
    Role.PREFECTURE: "州\\(市\\)总工会|(?:州市|州|市)总工会|[州市](?:工会|总|里|一级|级工会)|州市",
    Role.COUNTY: "县级工会|县总工会|区总工会|县工会|县总|区总|县里|区里|县一级",
}
_MUST = "(?:总共|一共|都|到底|具体|究竟|主要|自己|分别|还)*(?:要|该|得|需要|需|应该|应当)?"
_WHAT = "(?:哪些|什么|啥|些什么|些啥|哪几[样件项个]|几样|几件)"
_THINGS = "(?:事情|事|活儿|活|工作|任务|材料|东西|报告|职责)*"
_HANDS_IN = "上交|交|上报|报送|报|提交"
_ASKED = (
    "(?:请问|方案里|方案|按方案|加强年|里|的|那|[,，])*(?P<level>{levels})(?:这边|那边|这一级|一级|层面|本级)?"
    f"(?:{_MUST}(?P<does>{_HANDS_IN}|做|干|办|完成|承担|负责){_WHAT}{_THINGS}"
    f"|的?(?:职责|任务|责任|活)(?:有|是|都有|都是)?{_WHAT})(?:呢|啊|呀)?[?。!]*"
)
_PATTERNS = {role: re.compile(_ASKED.replace("{levels}", words)) for role, words in _LEVELS.items()}
_PAPER = re.compile("报送|上报|备案|总结报告|工作报告|综合报告|推进信息|亮点工作")
_TOLD = re.compile("报告|汇报|请示|方案")
_DOWN = re.compile("县级工会|全省工会系统")
"""To whom something is said that nobody hands in: 向县级工会通报."""
_OWN = re.compile(
    "(?:(?:我们|咱们?|俺们|本)(?:[县区市州]?(?:总工会|工会|总|里|这边|这里)?)?)?"
    f"(?:{_MUST}(?:{_HANDS_IN}){_WHAT}{_THINGS}|还?有(?:没有)?{_WHAT}{_THINGS}{_MUST}(?:{_HANDS_IN})的?{_THINGS})[了呢]?[?。!]*"
)
_PLACES = {"county": Role.COUNTY, "prefecture": Role.PREFECTURE}
_ASKED_JUST_SO = 0.97
_SHOWN = 12


def duties_of_level(question: Question) -> Reply | None:
    """Return all that the plans in focus ask of the level that the question names, or of what it hands in.

    None where more is asked, or a point of the plan is asked for in these very words.
    """
    asked = _asked(question)
    if asked is None or question.reading.periods:
        return None
    role, level, papers = asked
    if question.book and level in question.text and _asked_just_so(question):
        return None  # what one hands in oneself (要交什么材料) is none of the points asked for in such words
    answer = Answer("duties_of_level")
    for book in question.books:
        _say_duties(answer, book, role, level, papers=papers)
    return answer.reply()


def _asked_just_so(question: Question) -> bool:
    hits = question.hits()
    return bool(hits) and hits[0].score >= _ASKED_JUST_SO and not hits[0].point.silence


def _asked(question: Question) -> tuple[Role, str, bool] | None:
    """The level, what it is called, and whether only what it hands in is asked for."""
    text = question.text
    for book in question.books:
        text = text.removeprefix(f"{book.plan.name}方案").removeprefix(book.plan.name)
    if question.role and question.unit and _OWN.fullmatch(text):
        return question.role, question.unit.name, True
    for mention in question.reading.places.mentions:
        if mention.start == 0 and mention.kind in _PLACES and _OWN.fullmatch(text[mention.end :]):
            return _PLACES[mention.kind], mention.text, True
        if mention.start == 0 and mention.kind == "prefecture":
            # 合肥市总要做啥: the place is read with its 市, which belongs to 市总 too.
            text = text[mention.end - text[: mention.end].endswith(("市", "州")) :]
    for role, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            return role, found["level"], bool(found["does"] and re.fullmatch(_HANDS_IN, found["does"]))
    return None


def _say_duties(answer: Answer, book: PlanBook, role: Role, level: str, *, papers: bool) -> None:
    owed = [duty for duty in book.duties if role in duty.owes]
    handed = [duty for duty in owed if handed_in(duty)] if papers else []
    duties = sorted(handed or owed, key=lambda duty: (duty.due is None, not duty.every))
    key = "due.level_hands_in" if handed else ("due.level_no_papers" if papers else "due.level_owes")
    answer.fact(say(key, plan=book.plan.name, level=level, count=len(duties)))
    answer.rows([(duty.title, when_owed(duty)) for duty in duties[:_SHOWN]])
    if duties[_SHOWN:]:
        answer.text(say("due.level_more", titles="、".join(duty.title for duty in duties[_SHOWN:])))
    answer.cite(book, *_cites(duties))
    if role is Role.COUNTY and not handed:
        answer.step(say("due.level_tasks"), f"{book.plan.name}有哪些任务")


def handed_in(duty: Duty) -> bool:
    """Return whether a duty is a paper or a report that goes upwards."""
    told = duty.to and _TOLD.search(duty.title)
    return not _down(duty) and bool(told or _PAPER.search(duty.title))


def _down(duty: Duty) -> bool:
    return _DOWN.search(duty.to or "") is not None


def when_owed(duty: Duty) -> str:
    """Return the printed day or cycle, and to whom it goes."""
    printed = duty.due.printed if duty.due else "、".join(every.printed for every in duty.every)
    return (printed or say("due.level_undated")) + (
        say("due.to", to=duty.to) if duty.to and not _down(duty) else ""
    )


def _cites(duties: Iterable[Duty]) -> Iterable[Cite]:
    return (Cite(clause=duty.clause, quote=duty.quote) for duty in duties)
