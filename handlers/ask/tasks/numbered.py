"""Things asked for by number: tasks, actions, lines of checklists, annexes, clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import Checklist, Cite, Facet, ListItem, PlanBook, Task, blanked

from ...phrases import say
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..checking.claimed_items import judge_item, judge_title
from ..checking.claiming import claims_something
from ..places.counted import counties_meant, prefecture_meant
from ..question import Question

_COUNTIES = re.compile("个?(?:县|区|市|单位|基层工会)")
_JUST_SO = 0.9
_MEASURES = "个家名位场次期处支人"
_CLEAR = 0.4  # a task found less well is not the one whose target is to be added up
_SIGNS = re.compile("[一二三四五六七八九十]+、|[、，及和]")
_TWO = re.compile("[一-鿿]{2}")
_PART = "方面"
_ANY_PLAN = ("行动", "方面")
"""Words by which people call the groups of any plan."""
_WORD = 2
_TAIL = 4  # 加强政治引领 is called 政治引领


def numbered_task(question: Question) -> Reply | None:
    """Answer what a numbered task asks; a number that does not exist is said to be missing."""
    answer = Answer("numbered_task")
    found = False
    references = [one for one in question.reading.references if one.kind == "task_number"]
    for number, article in dict.fromkeys((one.number, one.article) for one in references):
        for book in question.books:
            task = book.tasks.get(str(number)) or _in_group(question, book, number)
            if article in book.clauses:
                found = True
                _say_clause(answer, book, article)
            elif task is not None:
                found = True
                judge_item(answer, question, book, f"task:{task.id}", task.title)
                _say_task(answer, book, task)
            elif question.book is not None and "1" in book.tasks:
                have = say("numbered.have_tasks", count=len(book.tasks))
                answer.fact(
                    say("numbered.no_number", plan=book.plan.name, number=number, unit="项任务", have=have)
                )
    reply = answer.reply()
    if not reply.blocks:
        return None
    return reply if found else answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _in_group(question: Question, book: PlanBook, number: int) -> Task | None:
    """The n-th task of the aspect that the question names (突出作用发挥第1条)."""
    for group in book.groups:
        if group.title[-_TAIL:] in question.text:
            tasks = [task for task in book.tasks.values() if task.group == group.no]
            return tasks[number - 1] if 1 <= number <= len(tasks) else None
    return None


def _say_task(answer: Answer, book: PlanBook, task: Task) -> None:
    group = next((group.title for group in book.groups if group.no == task.group), "")
    answer.fact(say("numbered.task", label=book.label(task.clause), title=task.title, group=group))
    for point in task.points:
        if not point.silence:
            answer.text("· " + point.say)
    if task.leads:
        answer.rows([(say("numbered.task_lead"), "、".join(task.leads))])
    answer.cite(book, Cite(clause=task.clause, quote=task.quote))
    answer.cite(book, *(Cite(clause=task.clause, quote=target.quote) for target in task.targets))
    answer.step("有多少钱", f"{book.plan.name}{task.title}有多少经费")


def numbered_group(question: Question) -> Reply | None:
    """Answer what a numbered action (滇) or aspect (皖) is and which tasks it holds."""
    answer = Answer("numbered_group")
    missing: list[str] = []
    said = {word for book in question.books if (word := group_word(book)) in question.text}
    for number in _numbers(question, "group_number"):
        for book in question.books:
            kind = group_word(book)
            group = next((group for group in book.groups if group.no == number), None)
            if said and not said & {*_ANY_PLAN, kind}:
                continue
            if group is None:
                missing.append(
                    say(
                        "numbered.no_group",
                        plan=book.plan.name,
                        number=number,
                        kind=kind,
                        count=len(book.groups),
                    )
                )
                continue
            tasks = [task for task in book.tasks.values() if task.group == number]
            answer.fact(say("numbered.group", number=number, kind=kind, title=group.title, count=len(tasks)))
            if Facet.MONEY in question.reading.facets or "money_word" in question.reading.groups:
                _say_money(answer, question, book, number)
            answer.rows([(book.label(task.clause), task.title) for task in tasks])
            answer.cite(book, Cite(clause=group.clause, quote=group.quote))
    if answer.quoted:
        return answer.reply()
    for told in missing:
        answer.fact(told)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND) if missing else None


def _say_money(answer: Answer, question: Question, book: PlanBook, number: int) -> None:
    """What the plan says of the money of an action, or that it gives none."""
    title = next(group.title for group in book.groups if group.no == number)
    asked = say("numbered.money_asked", title=title)
    hit = next(iter(question.understanding.find_text(asked, [book.id], limit=1)), None)
    if hit is not None and hit.score >= _CLEAR and Facet.MONEY in hit.point.facets:
        answer.fact(hit.point.say).cite(book, *hit.point.cites)
    elif not any(money.amount and money.group == number for money in book.money):
        answer.fact(say("numbered.no_money", title=title))


def group_word(book: PlanBook) -> str:
    """What a plan calls its groups: the word in which all their titles end (行动, 工程), else 方面."""
    endings = {group.title[-_WORD:] for group in book.groups}
    return endings.pop() if len(endings) == 1 else _PART


def numbered_line(question: Question) -> Reply | None:
    """Answer the n-th line of a checklist: the ten ones, the survey outline."""
    answer = Answer("numbered_line")
    for kind, feature, unit in (("十个一", "one_number", "个"), ("调研提纲", "question_number", "题")):
        for number in _numbers(question, feature):
            _say_line(answer, question, kind, number, unit)
    for kind in _lists_called(question):
        for number in (*_numbers(question, "line_number"), *_numbers(question, "task_number")):
            _say_line(answer, question, kind, number, "条")
    reply = answer.reply()
    if not reply.blocks:
        return None
    return reply if reply.quotes else answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)


def _lists_called(question: Question) -> list[str]:
    """The kinds of lists that the question calls by name: 五个必 in 五个必的第三个."""
    lists = [checklist for book in question.catalogue.plans.values() for checklist in book.checklists]
    kinds = [one.kind for one in lists if any(name in question.text for name in (one.kind, *one.names))]
    return list(dict.fromkeys(kinds))


def _say_line(answer: Answer, question: Question, kind: str, number: int, unit: str) -> None:
    holders = [
        (book, checklist)
        for book in question.catalogue.plans.values()
        for checklist in book.checklists
        if checklist.kind == kind
    ]
    for book, checklist in holders:
        if not question.in_focus(book.id):
            mine = "、".join(own.plan.name for own in question.books)
            answer.fact(say("numbered.no_list", plan=mine, kind=kind, other=book.plan.name))
            continue
        line = next((item for item in checklist.items if item.no == number), None)
        if line is None:
            have = say("numbered.have_lines", count=len(checklist.items))
            answer.fact(say("numbered.no_number", plan=book.plan.name, number=number, unit=unit, have=have))
        else:
            _say_item(answer, book, kind, unit, line)


def _say_item(answer: Answer, book: PlanBook, kind: str, unit: str, line: ListItem) -> None:
    answer.fact(say("numbered.line", kind=kind, number=line.no, unit=unit, title=line.title))
    if line.title not in line.quote:
        answer.cite(book, Cite(clause=line.clause, quote=line.title))
    if line.text != line.title:
        answer.text(line.text)
    if line.section:
        answer.text(say("numbered.line_section", section=line.section))
    answer.cite(book, Cite(clause=line.clause, quote=line.quote))


def numbered_section(question: Question) -> Reply | None:
    """Answer a part of the survey outline: its title and its questions."""
    answer = Answer("numbered_section")
    for book in question.books:
        for checklist in book.checklists:
            sections = list(dict.fromkeys(item.section for item in checklist.items if item.section))
            numbers = _numbers(question, "section_number") or _sections_called(question, sections)
            for number in numbers:
                if 1 <= number <= len(sections):
                    _say_section(answer, book, checklist, sections[number - 1], number)
    reply = answer.reply()
    return reply if reply.blocks else None


def _sections_called(question: Question, sections: Sequence[str]) -> list[int]:
    """The one part that the question calls by a word of its title (经费那一块); [] unless just one fits."""
    called = [
        number
        for number, title in enumerate(sections, 1)
        if any(word in question.text for word in _title_words(title))
    ]
    return called if len(called) == 1 else []


def _title_words(title: str) -> list[str]:
    """The words of a printed title by twos: 四、经费保障方面 is called 经费 or 保障."""
    return [pair for part in _SIGNS.split(title.removesuffix(_PART)) for pair in _TWO.findall(part)]


def _say_section(answer: Answer, book: PlanBook, checklist: Checklist, section: str, number: int) -> None:
    inside = [item for item in checklist.items if item.section == section]
    answer.fact(say("numbered.section", kind=checklist.kind, number=number, title=section, count=len(inside)))
    answer.rows([(f"{item.no}", item.text) for item in inside])
    if section in book.source:
        answer.cite(book, Cite(clause=inside[0].clause, quote=section))
    answer.cite(book, *(Cite(clause=item.clause, quote=item.quote) for item in inside))


_ALL_OF = frozenset({"whole_province", "sum_word"})
_MONEY = ("元", "万元")


def targets_total(question: Question) -> Reply | None:
    """Answer a county target times the counties meant (else the province's), marked as worked out.

    None where an amount of money is named: 500万平均到129个县 shares out a sum.
    """
    if any(number.unit in _MONEY or "万" in number.text for number in question.reading.numbers):
        return None
    if not question.reading.groups & _ALL_OF and not (_counties_said(question) or counties_meant(question)):
        return None
    for book in question.books:
        hits = question.hits(book.id)
        if hits and hits[0].point.silence and hits[0].score >= _JUST_SO:
            continue  # 全省多少职工: a person who read the plan says that it does not tell
        if not hits or hits[0].score < _CLEAR:
            hits = question.understanding.find_text(question.topic_words(), [book.id])
        for hit in hits:
            kind, _, number = hit.point.owner.partition(":")
            task = book.tasks.get(number) if kind == "task" else None
            if task is not None and hit.score >= _CLEAR and _speaks_of(question, task):
                reply = _total(question, book, task)
                if reply is not None:
                    return reply
    return None


def _speaks_of(question: Question, task: Task) -> bool:
    """False where nothing but a thing is named that the task does not count: 全省多少劳模."""
    of_all = [(word.start, word.end) for word in question.reading.words if word.group in _ALL_OF]
    topic = blanked(question.topic_words(), of_all).replace(" ", "").strip("有要的")
    called = (task.title, *task.names, *(target.what for target in task.targets))
    if topic in question.text and re.search(
        f"(?:多少|几)[{_MEASURES}]?{re.escape(topic)}[呢啊]?[?。]*$", question.text
    ):
        return any(name.endswith(topic) or topic.endswith(name) for name in called)
    return True


def _total(question: Question, book: PlanBook, task: Task) -> Reply | None:
    counted = [target for target in task.targets if target.value and target.unit and target.count == "sum"]
    if not counted:
        return None
    answer = Answer("targets_total")
    prefecture = prefecture_meant(question)
    counties = _counties_said(question) or counties_meant(question) or book.plan.counties
    values = {target.value for target in counted if target.scope == "county"}
    if claims_something(question) and any(number.value in values for number in question.reading.numbers):
        return None  # whether 100人 is of all counties is a claim about the point
    for target in counted:
        value = target.value or 0
        if target.scope == "province":
            answer.fact(
                say("numbered.province_target", what=target.what, value=f"{value:g}", unit=target.unit)
            )
        else:
            answer.fact(
                say(
                    "numbered.total", what=target.what, value=f"{value:g}", unit=target.unit,
                    counties=counties, total=f"{value * counties:g}",
                )
            )  # fmt: skip
        answer.cite(book, Cite(clause=task.clause, quote=target.quote))
    if prefecture is not None and counties == counties_meant(question):
        answer.text(say("numbered.of_prefecture", prefecture=prefecture.name, counties=counties))
    return answer.notice(say("numbered.derived")).reply()


def _counties_said(question: Question) -> int | None:
    """How many counties the question counts (十三家县级工会, 5个县), None where it counts none."""
    for number in question.reading.numbers:
        if not number.ordinal and _COUNTIES.match(question.text, number.end) and number.value > 1:
            return int(number.value)
    return None


def numbered_annex(question: Question) -> Reply | None:
    """Answer what an annex is."""
    answer = Answer("numbered_annex")
    missing = True
    for number in _numbers(question, "annex_number"):
        for book in question.books:
            annex = next((annex for annex in book.plan.annexes if annex.no == number), None)
            if annex is None:
                count = len(book.plan.annexes)
                answer.fact(say("numbered.no_annex", plan=book.plan.name, number=number, count=count))
                continue
            missing = False
            judge_title(answer, question, annex.title)
            answer.fact(say("numbered.annex", plan=book.plan.name, number=number, title=annex.title))
            answer.cite(book, Cite(clause=annex.clause, quote=annex.title))
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND) if missing else answer.reply()


def numbered_clause(question: Question) -> Reply | None:
    """Answer the text of a clause asked for by its printed path."""
    answer = Answer("numbered_clause")
    missing = True
    for reference in question.reading.references:
        if not reference.clause:
            continue
        for book in question.books:
            clause = book.clauses.get(reference.clause)
            if clause is None:
                answer.fact(say("numbered.no_clause", plan=book.plan.name, clause=reference.clause))
                continue
            missing = False
            _say_clause(answer, book, clause.id)
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND) if missing else answer.reply()


def _say_clause(answer: Answer, book: PlanBook, name: str) -> None:
    clause = book.clauses[name]
    answer.fact(say("numbered.clause", label=book.label(clause.id), title=clause.title))
    answer.cite(book, Cite(clause=clause.id, quote=clause.text))
    inner = [inner for inner in book.clauses.values() if inner.within == clause.id]
    answer.rows([(book.label(item.id), item.title) for item in inner])


def _numbers(question: Question, feature: str) -> list[int]:
    return [reference.number for reference in question.reading.references if reference.kind == feature]
