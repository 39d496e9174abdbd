"""The rest of what something belongs to: 除了社工还有啥钱, 除了双月调度还有什么.

What is left out names no topic: the rest is asked for without it, or, where nothing else is said, the
list in which it stands is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge import Cite, Duty, PlanPoint, Role

from ...phrases import say
from ...reply import Facts, Outcome, Reply, Table, Text
from ..answer import Answer
from ..question import Question
from ..talking import talk
from ..tasks.levels import when_owed

_EXCEPT = re.compile(
    "^(?P<head>[^,，。]{0,10}?)(?:除(?:了|开|去|掉)(?P<first>[^,，。?？]{2,14}?)(?:之外|以外|外)?"
    "|(?P<second>[^,，。?？除]{2,14}?)(?:之外|以外))[,， ]*(?:我们|咱们|县里|方案里?)?"
    "(?:另外)?(?:还|又|别的|其他的?|其它的?|剩下的?)(?P<rest>[^,，。]{1,16})$"
)
_OURSELVES = re.compile("我们|咱|俺|本[县区市]")
"""除了我们还带哪家 asks for another county, not for the rest of a list."""
_OTHER = re.compile("^(?:有|要)?(?:别的|其他的?|其它的?)")
_NO_MATTER = re.compile(
    "(?:有|要|得|该|能|可以)*(?:做|干|搞|弄|建|办|抓)?(?:什么|啥|哪些|哪个|哪几个|谁|没有|吗|呢|的|[?？])*"
)
_HANDS_IN = re.compile(
    "(?:要|得|该|需要)*(?:交|报|上报|报送)(?:什么|啥|哪些|些什么|些啥)(?:材料|东西)?[?？]?"
    "|(?:有)?(?:什么|啥|哪些)(?:材料|东西)?(?:要|得|该|需要)+(?:交|报|上报|报送)的?(?:材料|东西)?[?？]?"
)
_HANDS = "要交什么"
_MEETING = re.compile("(?:要|得|该|有|开)*(?:什么|啥|哪些|哪几个)会议?(?:要开)?[?？]?")
_MEETINGS = re.compile("会议?$")
_LEVELS = {Role.COUNTY: "县总", Role.PREFECTURE: "市总", Role.PROVINCE: "省总"}
_LISTED = 3
"""A list has at least so many things."""
_CALLED = 0.4
"""A point found less well by what is left out does not speak of it."""


def left_out(text: str) -> tuple[str, str] | None:
    """Return what a question leaves out and the question without it (有啥钱); None for any other sentence."""
    found = _EXCEPT.search(text) if "除" in text or "外" in text else None
    if found is None or _OURSELVES.match(found["first"] or found["second"]):
        return None
    return found["first"] or found["second"], found["head"].rstrip("的") + _OTHER.sub("有", found["rest"])


def besides(
    question: Question, before: Callable[[], Reply | None], reply_to: Callable[[str], Reply]
) -> Reply | None:
    """Return the rest of what the question leaves something out of; None where it leaves out nothing.

    `before` answers the question before this one; `reply_to` answers a sentence.
    """
    parts = left_out(question.text)
    places = question.reading.places.mentions
    if parts is None or any(mention.kind in ("county", "prefecture") for mention in places):
        return None
    said, rest = parts
    if _HANDS_IN.fullmatch(rest):
        handed = reply_to(_level(question, said) + _HANDS)
        if _tells(question, handed, said):
            return _lead(handed, said, "points.only_this" if _alone(handed) else "points.besides")
        return _not_listed(question, handed, said)
    bare = _NO_MATTER.fullmatch(rest) is not None
    told = before() if bare else reply_to(rest)
    if told is not None and told.outcome is Outcome.ANSWERED and (bare or _tells(question, told, said)):
        return _lead(told, said)
    if _MEETING.fullmatch(rest) and (meetings := _meetings(question, said)):
        return meetings
    listed = _list_with(question, said)
    if listed is not None:
        return _lead(listed, said)
    if bare and (beside := _beside_task(question, said)):
        return beside
    return talk.ask_topic(question) if bare else None


def _not_listed(question: Question, handed: Reply, said: str) -> Reply | None:
    """What the asker's level hands in beside what the list calls otherwise, or another level owes."""
    duty = _duty_called(question, said)
    if duty is None or not question.role or handed.outcome is not Outcome.ANSWERED:
        return None
    if question.role in duty.owes:
        return _lead(handed, said)
    return _lead(handed, said, "points.besides_others")


def _duty_called(question: Question, said: str) -> Duty | None:
    """The duty that is nearest to what is left out."""
    for hit in question.understanding.find_text(said, [book.id for book in question.books], limit=3):
        kind, _, name = hit.point.owner.partition(":")
        for duty in question.catalogue.plans[hit.point.plan].duties if kind == "duty" else ():
            if duty.id == name:
                return duty
    return None


def _meetings(question: Question, said: str) -> Reply | None:
    """The other meetings that the plans in focus ask for; None where there are none."""
    answer = Answer("besides").fact(say("points.besides", said=said))
    for book in question.books:
        duties = [duty for duty in book.duties if _MEETINGS.search(duty.title) and said not in duty.title]
        answer.rows([(duty.title, when_owed(duty)) for duty in duties])
        answer.cite(book, *(Cite(clause=duty.clause, quote=duty.quote) for duty in duties))
    return answer.reply() if answer.quoted else None


def _beside_task(question: Question, said: str) -> Reply | None:
    """The other tasks of the action in which what is left out is one; None where it is no task's name."""
    if any(name.of("unit", "department", "person") for name in question.reading.names):
        return None
    for book in question.books:
        tasks = book.tasks.values()
        called = [task for task in tasks if any(said in name for name in (task.title, *task.names))]
        groups = {task.group for task in called}
        if len(groups) != 1:
            continue
        others = [one for one in tasks if one.group in groups and one not in called]
        title = next(group.title for group in book.groups if group.no in groups)
        answer = Answer("besides").fact(say("points.besides_in", said=said, group=title))
        answer.rows([(book.label(one.clause), one.title) for one in others])
        answer.cite(book, *(Cite(clause=one.clause, quote=one.quote) for one in others))
        return answer.reply() if others else None
    return None


def _lead(reply: Reply, said: str, key: str = "points.besides") -> Reply:
    lead = Text(say(key, said=said), strong=True)
    return Reply((lead, *reply.blocks), reply.outcome, reply.intent, reply.silence)


def _alone(reply: Reply) -> bool:
    """True when a list has one line, which is what was left out."""
    return sum(len(block.rows) for block in reply.blocks if isinstance(block, Facts)) == 1


def _tells(question: Question, reply: Reply, said: str) -> bool:
    """True when an answer speaks of what is left out, in whatever words: then the rest stands beside it."""
    comparable = question.understanding.comparable
    return comparable(said).strip() in comparable("\n".join(_words(reply)))


def _words(reply: Reply) -> list[str]:
    words = [block.text for block in reply.blocks if isinstance(block, Text)]
    words += [
        cell for block in reply.blocks if isinstance(block, Facts) for row in block.rows for cell in row
    ]
    return words + [
        cell for block in reply.blocks if isinstance(block, Table) for row in block.rows for cell in row
    ]


def _level(question: Question, said: str) -> str:
    """Who hands it in: the asker, else whoever owes what is left out (综合报告: 市总)."""
    if question.role:
        return "我们"
    duty = _duty_called(question, said)
    return _LEVELS.get(duty.owes[0], "") if duty else ""


def _list_with(question: Question, said: str) -> Reply | None:
    """The point whose short answer lists several things, the one said among them."""
    for hit in question.understanding.find_text(said, [book.id for book in question.books], limit=12):
        if not hit.point.silence and hit.score >= _CALLED and _lists(hit.point, said):
            book = question.catalogue.plans[hit.point.plan]
            return Answer("besides").fact(hit.point.say).cite(book, *hit.point.cites).reply()
    return None


def _lists(point: PlanPoint, said: str) -> bool:
    return any(_holds(part.split("、"), said) for part in re.split("[。；：，:;]", point.say))


def _holds(items: Sequence[str], said: str) -> bool:
    """True when what is left out is one of the items; the first has words before it, the last behind it."""
    if len(items) < _LISTED:
        return False
    return said in items[1:-1] or items[0].endswith(said) or items[-1].startswith(said)
