"""From a request to the answer: complete the sentence, read it, let the right part answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge import PlanBook, Reading

from ..errors import UnknownPlan
from ..phrases import say
from ..reply import Reply
from ..request import MovedPlan, Request
from ..services import Services
from ..units import Unit, home_plan, unit_of
from .amounts import dividing, extremes, instalments, money, rates, remaining, sums
from .amounts.spoken_sums import with_measure
from .checking import claimed_sums, covered, enough, whose_sum, whose_target
from .checking.miscounted import miscounted
from .documents import between, plans, programme
from .finding import besides, choosing, confusable, points
from .finding.two_parts import bare, with_all_parts
from .following import again, carried, context
from .following.turning import doubts, objects, without_denial, without_remark
from .persons import belonging, members, people
from .persons.titled import named_in_full
from .places import disagreeing, liaison, liaison_totals
from .places.counted import own_prefecture_named
from .places.unread_place import own_unknown, unread_place
from .question import Question, focus, residue
from .talking import only_told, other_topic, talk
from .tasks import levels, numbered, overview, papers
from .times import coming_due, countdown, due, outside
from .times.round_days import with_round_days
from .times.this_phase import beside_phase, this_phase

_NOT_FOUND = "not_found"

Composer = Callable[[Question], Reply | None]

COMPOSERS: dict[str, Composer] = {
    **{kind: partial(talk.talk, kind=kind) for kind in talk.TALK},
    "off_topic": talk.off_topic,
    **{kind: partial(talk.records, kind=kind) for kind in ("progress_asked", "not_reported")},
    "prefecture_of_county": belonging.prefecture_of_county,
    "unit_level": belonging.unit_level,
    "liaison_of_place": liaison.liaison_of_place,
    "counties_of_unit": liaison.counties_of_unit,
    "counties_of_prefecture": liaison.counties_of_prefecture,
    "liaison_maybe": liaison.liaison_maybe,
    "unit_maybe": liaison.unit_maybe,
    "liaison_count": liaison_totals.liaison_count,
    "county_claim": liaison_totals.county_claim,
    "due_maybe": due.due_maybe,
    "due_in_period": due.due_in_period,
    "coming_due": coming_due.coming_due,
    "past_due": due.past,
    "phase_on": due.phase_on,
    "days_left": countdown.days_left,
    "overdue": countdown.overdue,
    "programme_ended": countdown.programme_ended,
    "numbered_task": numbered.numbered_task,
    "numbered_group": numbered.numbered_group,
    "numbered_line": numbered.numbered_line,
    "numbered_section": numbered.numbered_section,
    "list_overview": overview.list_overview,
    "tasks_overview": overview.tasks_overview,
    "targets_total": sums.sums_or_targets,
    "numbered_annex": numbered.numbered_annex,
    "numbered_clause": numbered.numbered_clause,
    "person": people.person,
    "department_head": people.department_head,
    "role_post": people.role_post,
    "role_claim": people.role_claim,
    "lead_claim": people.lead_claim,
    "body_claim": members.body_claim,
    "liaison_post": people.liaison_post,
    "tasks_of_department": people.tasks_of_department,
    "money_for_count": rates.money_for_count,
    "money_by_amount": sums.money_by_amount,
    "money_sum": sums.money_sum,
    "money_overview": money.money_overview,
    "extremes": extremes.extremes,
    "where_mentioned": plans.where_mentioned,
    "compare_plans": plans.compare_plans,
    "programme": programme.programme,
}


def answer(request: Request, services: Services) -> Reply:
    """Return the answer to the request's text. Raises PersonError for an unknown unit or plan.

    It depends on the knowledge base and on the parts of the request named here, on nothing else.
    """
    rounds = tuple(sorted(request.rounds.items())) if request.rounds else ()
    asked = (request.text, request.unit, request.plan, request.today, request.history, request.round, rounds)
    return services.answers.get((services.understanding, asked), partial(_answer, request, services))


def _answer(request: Request, services: Services) -> Reply:
    unit = unit_of(request.unit, services.catalogue) if request.unit else None
    home = home_plan(unit, services.catalogue)
    plan = home.id if home else request.plan
    if plan is not None and plan not in services.catalogue.plans:
        known = "、".join(services.catalogue.plans)
        raise UnknownPlan(plan, sentence=say("errors.unknown_plan", name=plan, known=known))
    text = named_in_full(
        with_measure(without_remark(without_denial(request.text or ""))), _in_focus(services, plan)
    )
    return text if isinstance(text, Reply) else _Talk(request, services, unit, plan).answer(text)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One question with those before it: reads sentences, completes and answers them."""

    request: Request
    services: Services
    unit: Unit | None
    plan: str | None

    def answer(self, text: str) -> Reply:
        """Return the answer to the sentence that was typed."""
        reading = self.read(text)
        if not reading.text.strip():
            return talk.empty()
        history = self.request.history or ()
        if objects(reading.text) and not history:
            return again.wrong_in_what()
        if history and not besides.left_out(reading.text):
            whole = self._beside(reading.text, history) or self._complete(text, history)
            objected, doubted = objects(reading.text), doubts(reading.text)
            if (objected or doubted) and whole != text:
                return again.checked_again(reply_to(self.ask(self.read(whole))), objected=objected)
            reading = self.read(whole)
        reply = with_all_parts(
            text, self.reply(reading), self.read, self._whole_part, lambda said: self.reply(self.read(said))
        )
        own = self.read(text)
        if reading.text != own.text:
            reply = self._by_itself(own, reply)
        if history and reply.intent == confusable.INTENT:
            settled = confusable.settled_before(self.ask(own), history[-1])
            reply = self.reply(self.read(settled)) if settled else reply
        before = carried.Talk(self.read, self.ask, self._complete, topic_of)
        return carried.carried(own, reading.text, reply, history, before) or reply

    def read(self, said: str) -> Reading:
        """Return what a sentence says."""
        return self.services.understanding.read(
            said, today=self.request.today, plan=self.plan, profile=self.unit is not None
        )

    def ask(self, reading: Reading) -> Question:
        """Return a sentence in its context."""
        return _question(self.request, self.services, self.unit, self.plan, reading)

    def reply(self, reading: Reading) -> Reply:
        """Return the answer to a sentence that stands on its own, what it takes for granted set right."""
        question = self.ask(reading)
        if rest := besides.besides(question, self._before, lambda said: self.reply(self.read(said))):
            return rest
        if now := this_phase(question, lambda said: self.reply(self.read(said))):
            return now
        if own := own_prefecture_named(question):
            return self.reply(self.read(own))
        counted = miscounted(question)
        if counted is None:
            return reply_to(question)
        right, said = counted
        return disagreeing.with_corrections(reply_to(self.ask(self.read(right))), [said] if said else [])

    def _by_itself(self, own: Reading, reply: Reply) -> Reply:
        """The answer to the sentence alone where neither it nor the one on which it leans was understood."""
        before = self._before() if reply.intent == _NOT_FOUND else None
        return reply if before is None or before.intent != _NOT_FOUND else self.reply(own)

    def _before(self) -> Reply | None:
        """The answer to the question before this one."""
        history = self.request.history or ()
        return self.reply(self.read(self._complete(history[-1], history[:-1]))) if history else None

    def _complete(self, said: str, before: Sequence[str]) -> str:
        return context.complete(
            said,
            before,
            self.read,
            lambda r: topic_of(self.ask(r)),
            lambda r: _score(self.ask(r)),
            self.services.understanding.side,
        )

    def _beside(self, said: str, before: Sequence[str]) -> str | None:
        books = _in_focus(self.services, self.plan)
        return beside_phase(
            said,
            lambda: self._complete(before[-1], before[:-1]),
            books,
            lambda: self.ask(self.read(before[-1])),
        )

    def _whole_part(self, said: str, before: Sequence[str]) -> str:
        whole = self._complete(said, [*(self.request.history or ()), *before])
        alone = before and whole == said and bare(self.read(said))
        topic = topic_of(self.ask(self.read(before[-1]))) if alone else None
        return f"{topic}{said}" if topic else whole


def _in_focus(services: Services, plan: str | None) -> Sequence[PlanBook]:
    books = services.catalogue.plans
    return (books[plan],) if plan else tuple(books.values())


def reply_to(question: Question) -> Reply:
    """Return the answer; places that contradict each other are set right before it."""
    settled, said = disagreeing.corrected(question)
    return with_round_days(settled, disagreeing.with_corrections(_best(settled), said))


def _best(question: Question) -> Reply:
    """Let the best intent answer; where it has nothing to say, the next one, at last the points."""
    if elsewhere := liaison.of_another_province(question):
        return elsewhere
    if impossible := question.reading.impossible_day:
        return talk.no_such_day(impossible)
    if told := _plainly_put(question):
        return told
    if _of_nobody(question):
        return talk.ask_topic(question)
    if other := other_topic.of_other_topic(question) or only_told.only_tells(question):
        return other
    for match in question.reading.matches:
        reply = COMPOSERS[match.intent](question)
        if reply is not None:
            return reply
    if not residue(question.reading) and not question.reading.names and not _plainly_asked(question):
        return talk.ask_topic(question)
    unread = own_unknown(question) or unread_place(question)
    return unread or confusable.ask_which(question) or points.from_points(question)


def _of_nobody(question: Question) -> bool:
    """True for 他是什么职务 where nobody was named before."""
    named = question.reading.names or question.reading.strangers or "off_topic" in question.reading.groups
    return _HE.match(question.text) is not None and not named


def _plainly_put(question: Question) -> Reply | None:
    """The answer to what is recognised by its wording, before any intent."""
    return (
        instalments.nth_instalment(question)
        or levels.duties_of_level(question)
        or papers.which_paper(question)
        or between.between_plans(question)
        or dividing.divided(question)
        or remaining.remaining(question)
        or enough.enough(question)
        or claimed_sums.claimed_sum(question)
        or whose_sum.whose_sum(question)
        or whose_target.whose_target(question)
        or covered.covered(question)
        or rates.only_counted(question)
        or outside.other_year(question)
    )


_HE = re.compile("(?:那|请问)?[他她](?!们|人)")
_PLAINLY = 0.8
"""From here on a point is asked for in its own words, though they only ask: 发给哪些单位."""


def _plainly_asked(question: Question) -> bool:
    hits = question.hits()
    return question.book is not None and bool(hits) and hits[0].score >= _PLAINLY


def _question(
    request: Request, services: Services, unit: Unit | None, plan: str | None, reading: Reading
) -> Question:
    return Question(
        reading=reading,
        unit=unit,
        books=focus(reading, plan, services.catalogue),
        named=bool(reading.plans),
        today=request.today,
        catalogue=services.catalogue,
        understanding=services.understanding,
        round=_round(request, reading),
    )


def _round(request: Request, reading: Reading) -> MovedPlan | None:
    """The round of the one place that the question names, else the asker's."""
    named = [mention.candidates for mention in reading.places.mentions]
    if not request.rounds or len(named) != 1 or len(named[0]) != 1 or not named[0][0].prefecture:
        return request.round
    return request.rounds.get(f"prefecture:{named[0][0].prefecture}")


_AS_CLOSE = 0.9
"""Points so close to the best one may lend a follow-up the name that the question said."""


def _score(question: Question) -> float:
    hits = question.hits()
    return hits[0].score if hits else 0.0


def topic_of(question: Question) -> str | None:
    """Return what a question was about, in words that a follow-up can lean on."""
    if question.reading.intent in ("liaison_of_place", "liaison_maybe"):
        return _linked_unit(question)
    if named := programme.programme_named(question):
        return named
    for reference in question.reading.references:
        task = next((book.tasks.get(str(reference.number)) for book in question.books), None)
        if reference.kind == "task_number" and task is not None:
            return task.title
    names = question.reading.names
    if names:
        return names[0].text
    hits = question.hits()
    if not hits or hits[0].score < choosing.FLOOR:
        return None
    close = [hit.point for hit in hits if hit.score >= _AS_CLOSE * hits[0].score]
    said = [name for point in close for name in point.names if name in question.text]
    return max(said, key=len, default=close[0].topic)


def _linked_unit(question: Question) -> str | None:
    for mention in question.reading.places.mentions:
        for place in mention.candidates[:1]:
            book = question.catalogue.of_province(place.province)
            unit = book.linked.get(place.code) if book else None
            if unit is not None:
                return unit.unit
    if question.unit is None or question.reading.places.mentions:
        return None
    home = question.catalogue.plans.get(question.unit.plan)
    own = home.linked.get(question.unit.code) if home else None  # 我们县谁联系 names no county
    return own.unit if own else None
