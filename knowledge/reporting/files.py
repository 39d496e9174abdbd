"""The language of reports in data/language/report: read strictly, faults named by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator

from ..faults import Fault
from ..loading import Document, parse, raise_faults, validate
from ..schema.base import Model, Slug, Text

M = TypeVar("M", bound=BaseModel)


def _aims(targets: Any) -> Any:
    """A list of targets as the mapping that it stands for."""
    return {target: {} for target in targets} if isinstance(targets, list | tuple) else targets


class Topic(Model):
    """A kind of work and the words that people use for it.

    `sure` names the work by itself, `likely` speaks mostly of it, `hint` only supports; of `together` every
    part must stand in the line (| separates the ways to write a part). `acts`: the likely words that tell of
    doing it, so that with a number they open an entry of their own in a line of several works. `room`: its
    sure words may only say where other work was done (在文化宫办培训). `holds`: kinds
    of work that are naturally told along with it and do not open an entry of their own.
    """

    id: Slug
    title: Text
    sure: tuple[Text, ...] = ()
    likely: tuple[Text, ...] = ()
    hint: tuple[Text, ...] = ()
    together: tuple[tuple[Text, ...], ...] = ()
    acts: tuple[Text, ...] = ()
    room: bool = False
    holds: tuple[Slug, ...] = ()


class TopicFile(Model):
    """topics/*.yaml."""

    topics: tuple[Topic, ...]


class Aim(Model):
    """When a kind of work counts toward a target: always, or as the line's words tell (patterns).

    `words`: only where one of them stands in the line; `unless`: not where one of them does. With both,
    `words` outweigh `unless`, and where neither stands in the line the work counts.
    """

    words: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()


class PlanTopics(Model):
    """plans/*.yaml: task → kinds of work → the targets that count them. `visits`: task of a visit.

    A list names targets that always count the work; an empty one says that the work has no target of its own:
    nothing that is said of it counts toward a target of another work of the same task.
    """

    plan: Slug
    visits: Text | None = None
    tasks: dict[str, dict[str, Annotated[dict[str, Aim], BeforeValidator(_aims)]]]


class Confusable(Model):
    """Words that leave open which of the kinds of work is meant.

    `works`: those that tell of work and not only of people or things, so that with a number they open an
    entry of their own in a line of several works (宣讲1场，培训60人; not 宣讲1场，学员60人).
    """

    words: tuple[Text, ...]
    topics: tuple[Slug, ...]
    works: tuple[Text, ...] = ()


class ConfusableFile(Model):
    """confusables.yaml."""

    confusables: tuple[Confusable, ...]


class Kinds(Model):
    """Patterns that tell the kind of a line."""

    request: tuple[Text, ...]
    stuck: tuple[Text, ...]
    problem: tuple[Text, ...]
    solved: tuple[Text, ...]
    no_problem: tuple[Text, ...]
    highlight: tuple[Text, ...]
    visit: tuple[Text, ...]
    no_visit: tuple[Text, ...]


class Silent(Model):
    """Patterns of lines that report nothing.

    Attributes:
        supposed: beside a question it is supposed or heard of, not reported.
        of_the_same: what is asked is about the very thing told before it (驿站建了1个，还差几个).
    """

    question: tuple[Text, ...]
    no_question: tuple[Text, ...]
    how_many: tuple[Text, ...]
    helpless: tuple[Text, ...]
    chat: tuple[Text, ...]
    orders: tuple[Text, ...]
    bare: tuple[Text, ...]
    nothing: tuple[Text, ...]
    nothing_but: tuple[Text, ...]
    supposed: tuple[Text, ...]
    of_the_same: tuple[Text, ...]


class Statuses(Model):
    """Patterns that tell how far the work is."""

    done: tuple[Text, ...]
    doing: tuple[Text, ...]
    not_doing: tuple[Text, ...]
    not_none: tuple[Text, ...]
    none: tuple[Text, ...]
    planned: tuple[Text, ...]
    held: tuple[Text, ...]


class Corrections(Model):
    """Patterns of corrections inside a line and of what was reported before, and of how that is called.

    Attributes:
        inline: what comes after it stands for what came before it.
        opening: a whole line that begins like this corrects what was reported last.
        called: the last report; the numeral in it counts nothing.
        earlier: any report of before, as such (那条, 报的).
        slip: something was reported wrongly.
        remark: a remark beside the right number that an earlier one was wrong.
        change: something is to be otherwise; the right value follows.
        instead: not this but that, or that and not this.
        into: something is made of something; a correction only with a value and a report that it fits.
        rather: a work and the right number of it, nothing else; perhaps a report.
        recall: the line only takes a report back, called by any words.
        leave_out: a work is not to be recorded after all.
        more, less: so much is missing, so much is too much.
        withdraw: a report is to count no longer.
        drop: the same at the end of a line that calls the report by its day.
        another: it is certainly another report that is called.
        restore: what was withdrawn is wanted back.
        other_task: another task is named instead.
    """

    inline: tuple[Text, ...]
    opening: tuple[Text, ...]
    called: tuple[Text, ...]
    earlier: tuple[Text, ...]
    slip: tuple[Text, ...]
    remark: tuple[Text, ...]
    change: tuple[Text, ...]
    instead: tuple[Text, ...]
    into: tuple[Text, ...]
    rather: tuple[Text, ...]
    recall: tuple[Text, ...]
    leave_out: tuple[Text, ...]
    more: tuple[Text, ...]
    less: tuple[Text, ...]
    withdraw: tuple[Text, ...]
    drop: tuple[Text, ...]
    another: tuple[Text, ...]
    restore: tuple[Text, ...]
    other_task: tuple[Text, ...]


class RunningTotals(Model):
    """Words before a running total; `ends`: words that end its reach."""

    sure: tuple[Text, ...]
    doubt: tuple[Text, ...]
    ends: tuple[Text, ...]


class Cues(Model):
    """cues.yaml."""

    parts: dict[str, tuple[Text, ...]]
    kinds: Kinds
    silent: Silent
    status: Statuses
    correction: Corrections
    so_far: RunningTotals


class BareNumbers(Model):
    """Words of doing before a number without a unit, by what they count.

    `wholes` count whatever the target does, `others` leave it open: money, papers, households.
    """

    people: Text
    events: Text
    things: Text
    rates: Text
    wholes: Text
    others: Text


class Counting(Model):
    """quantities.yaml."""

    units: dict[str, tuple[Text, ...]]
    report_units: dict[str, Text]
    counted: dict[str, Text]
    people: Text
    names: tuple[Text, ...]
    places: Text
    ranks: Text
    one: Text
    some: Text
    open: Text
    ahead: Text
    done: Text
    sums: Text
    covers: Text
    outcomes: Text
    shares: Text
    this_year: Text
    persons: Text
    persons_before: Text
    aims: Text
    thresholds: Text
    beside: Text
    places_beside: Text
    furnished: Text
    noun_ends: Text
    meant: Text
    meant_is_result: Text
    applied: Text
    applied_only: Text
    bare: BareNumbers


class DayWords(Model):
    """days.yaml."""

    near: dict[str, int]
    feasts: dict[str, Text]
    same_day: tuple[Text, ...]
    not_units: Text
    acts: Text


class Files:
    """Everything under data/language/report. Raises KnowledgeError with every fault."""

    def __init__(self, folder: Path) -> None:
        """Read all files of `folder`."""
        self._folder = folder
        self._documents: list[Document] = []
        self.topics = {topic.id: topic for file in self._all("topics", TopicFile) for topic in file.topics}
        self.plans = {file.plan: file for file in self._all("plans", PlanTopics)}
        self.cues = self._one("cues.yaml", Cues)
        self.counting = self._one("quantities.yaml", Counting)
        self.days = self._one("days.yaml", DayWords)
        self.confusables = self._one("confusables.yaml", ConfusableFile).confusables
        self._check_topics()
        raise_faults(self._documents)

    def pattern(self, patterns: tuple[str, ...]) -> re.Pattern[str]:
        """One pattern of all; {name} stands for the list of that name under `parts`."""
        text = "|".join(patterns)
        for name, words in self.cues.parts.items():
            text = text.replace(f"{{{name}}}", "|".join(words))
        try:
            return re.compile(text)
        except re.error as error:
            fault = Fault(
                "knowledge/data/language/report", 1, f"写法有误（{error}）：{text[:60]}", "请检查括号和竖线"
            )
            self._documents[0].faults.append(fault)
            raise_faults(self._documents)
            raise

    def _all(self, folder: str, model: type[M]) -> Iterator[M]:
        for path in sorted((self._folder / folder).glob("*.yaml")):
            read = self._read(path, model)
            if read is not None:
                yield read

    def _one(self, name: str, model: type[M]) -> M:
        read = self._read(self._folder / name, model)
        if read is None:
            raise_faults(self._documents)
            raise AssertionError(name)
        return read

    def _read(self, path: Path, model: type[M]) -> M | None:
        document = parse(path, f"knowledge/data/language/report/{path.relative_to(self._folder)}")
        self._documents.append(document)
        return None if document.faults else validate(document, model, document.data)

    def _check_topics(self) -> None:
        """Every topic that is named somewhere exists."""
        named = {topic for plan in self.plans.values() for topics in plan.tasks.values() for topic in topics}
        named |= {held for topic in self.topics.values() for held in topic.holds}
        named |= {topic for confusable in self.confusables for topic in confusable.topics}
        self._check_acts()
        for topic in sorted(named - set(self.topics)):
            fault = Fault(
                "knowledge/data/language/report/plans",
                1,
                f"没有“{topic}”这种工作",
                "请在 topics 里补上，或改正名称",
            )
            self._documents[0].faults.append(fault)

    def _check_acts(self) -> None:
        """A word of doing is a word of its topic, or nothing would find it."""
        strange = [(one.id, word) for one in self.topics.values() for word in set(one.acts) - set(one.likely)]
        strange += [
            (one.topics[0], word) for one in self.confusables for word in set(one.works) - set(one.words)
        ]
        for topic, word in sorted(strange):
            fault = Fault(
                "knowledge/data/language/report",
                1,
                f"“{topic}”的动作词“{word}”不在它的词里",
                "请先写进 likely（或 words）",
            )
            self._documents[0].faults.append(fault)
