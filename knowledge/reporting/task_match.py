"""Which task a line is about: the words of each kind of work, weighted by rarity, and the plan's own texts.

A word that several tasks share says less than a word of one task. What the word lists do not know is tried on
the tasks' own sentences by shared character pairs; that alone never outweighs a word that names the work.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from ..catalogue import PlanBook
from ..schema.task import Target
from .aims import Aims
from .alike import PERSONS
from .files import Confusable, PlanTopics, Topic
from .line import TaskChoice
from .task_texts import Texts, known_pairs
from .wordlist import Spot, WordList, Written

SURE, LIKELY, HINT, TOGETHER = 4.0, 2.2, 0.8, 3.0
_LATER = 0.6  # each further word of a topic counts this much of the one before
_LATER_TOGETHER = 0.4
_HEARD = 0.7  # a word found by its sound only
_HEARD_PAIR = 0.5  # the same for a word of two characters
FIRST = 0.25  # how much more a word at the beginning counts than one at the end
_TEXTS = 2.0  # the most that the plan's own texts add
_SIGNS = ",。;!、"
_TO = re.compile(r"(?:在|到|去|走进|进|来)[^,。;!、\d]{0,6}$")
_INSIDE = re.compile(r"里|内|门口|旁边")
_MADE = re.compile(r"(?:里|内)?(?:[装配修建改验揭挂]|新建|开放|增设|添)")
"""What was done to the room itself."""

_CALLED = 9.0
_BY_NUMBER = re.compile(
    r"附(?:件|表)?[1一][-—第]?(\d{1,2})(?:项|条|号)?(?!\d)|第(\d{1,2})项任务|(\d{1,2})号任务"
)

NAMED = 3.0
"""A score from which the words name the work."""
_NEARLY_NAMED = NAMED / (1 + FIRST)
"""A stretch weighs no more than the whole line, but that its words stand nearer to its beginning."""


@dataclass(slots=True)
class Evidence:
    """What a stretch of a line says for each topic, and whether a word in it names the work.

    Attributes:
        spots: the words on which it rests, in the order in which they stand in the line.
        written: everything of the lists that stands in it.
        present: the same words, with those of which only the sound stands there (陪训).
    """

    topics: dict[str, float]
    named: bool
    spots: Sequence[Spot] = ()
    written: Sequence[Written] = ()
    present: Set[str] = frozenset()

    def best(self) -> str | None:
        """Return the topic that fits best, None where none does."""
        return max(self.topics, key=self.topics.__getitem__, default=None)


class TaskMatcher:
    """Fits lines to the tasks of one plan. Holds no state between lines."""

    def __init__(
        self, book: PlanBook, file: PlanTopics, topics: dict[str, Topic], confusables: Sequence[Confusable]
    ) -> None:
        """Index the words of the plan's topics and the plan's texts."""
        self.topics = topics
        self.visits = file.visits
        self._homes = {topic: task for task, held in file.tasks.items() for topic in held}
        self._tasks = frozenset(file.tasks)
        self._aims = {topic: Aims(aims) for held in file.tasks.values() for topic, aims in held.items()}
        targets = {target.id: target for task in book.tasks.values() for target in task.targets}
        self._units = {
            topic: frozenset(unit for one in aims.targets if one in targets for unit in _taken(targets[one]))
            for topic, aims in self._aims.items()
        }
        self._weights = _weights([topics[name] for name in self._homes], self._homes)
        self._groups = [
            (name, tuple(part.split("|") for part in group))
            for name in self._homes
            for group in topics[name].together
        ]
        self._groups_with = _by_word(self._groups)
        self._open = [
            (frozenset(one.words), tuple(topic for topic in one.topics if topic in self._homes))
            for one in confusables
        ]
        works = [(one.works, topics) for one, (_, topics) in zip(confusables, self._open, strict=True)]
        self._open_works = [(frozenset(words), topics) for words, topics in works if words]
        self._work_words = frozenset(word for words, _ in works for word in words)
        self._sure = frozenset(word.lower() for name in self._homes for word in topics[name].sure)
        self._acts = _by_act([topics[name] for name in self._homes])
        rooms = [topics[name] for name in self._homes if topics[name].room]
        self._rooms = frozenset(word for topic in rooms for word in topic.sure)
        self._speaking = self._sure | frozenset(self._acts) | self._work_words
        open_words = {word for words, _ in self._open for word in words}
        parts = {word for _, group in self._groups for part in group for word in part}
        self._texts = Texts(
            book.tasks.values(), {task: [topics[t] for t in held] for task, held in file.tasks.items()}
        )
        parts |= open_words
        self._words = WordList(self._weights, parts, known_pairs([book.source, *self._weights, *parts]))

    def evidence(self, text: str) -> Evidence:
        """Return how well each topic fits `text` by its words alone."""
        spots, written = self._words.find(text)
        if not self._rooms.isdisjoint([spot.word for spot in spots]):
            spots, written = self._without_places(text, spots, written)
        return self._weighed(spots, written, 0, len(text))

    def _without_places(
        self, text: str, spots: list[Spot], written: list[Written]
    ) -> tuple[list[Spot], list[Written]]:
        """What names the work, without the rooms in which it was done: 在文化宫办培训, 驿站里普法."""
        rooms = [spot for spot in spots if spot.word in self._rooms and self._is_where(text, spot, spots)]
        if not rooms:
            return spots, written
        covered = {place for room in rooms for place in range(room.start, room.end)}
        return [spot for spot in spots if spot not in rooms], [
            word for word in written if covered.isdisjoint(range(word[0], word[1]))
        ]

    def _is_where(self, text: str, room: Spot, spots: Sequence[Spot]) -> bool:
        """True where other work is told of in the clause of a room that only says where."""
        begin = max(text.rfind(sign, 0, room.start) for sign in _SIGNS) + 1
        end = min((at for sign in _SIGNS if (at := text.find(sign, room.end)) >= 0), default=len(text))
        inside = _INSIDE.match(text, room.end, end) is not None
        if not inside and _TO.search(text, begin, room.start) is None:
            return False
        if _MADE.match(text, room.end, end):
            return False
        clause = [spot for spot in spots if begin <= spot.start and spot.end <= end]
        return any(self.speaks(spot) and spot.word not in self._rooms for spot in clause)

    def within(self, whole: Evidence, start: int, end: int) -> Evidence:
        """Return the evidence of a stretch of the text that `whole` is about."""
        spots = [spot for spot in whole.spots if start <= spot.start and spot.end <= end]
        written = [word for word in whole.written if start <= word[0] and word[1] <= end]
        return self._weighed(spots, written, start, end)

    def _weighed(self, spots: Sequence[Spot], written: Sequence[Written], start: int, end: int) -> Evidence:
        said: dict[str, list[float]] = defaultdict(list)
        length = max(1, end - start)
        seen: set[str] = set()
        heard: list[str] = []
        for spot in spots:
            if spot.word in seen:
                continue
            seen.add(spot.word)
            factor = 1 + FIRST * (1 - (spot.start - start) / length)
            if spot.heard:
                heard.append(spot.word)
                factor *= _HEARD_PAIR if len(spot.word) == 2 else _HEARD
            for topic, weight in self._weights[spot.word].items():
                said[topic].append(weight * factor)
        scores = {topic: _fading(weights, _LATER) for topic, weights in said.items()}
        present = {word[2] for word in written}
        together = self._together(present)
        for topic, fits in together.items():
            scores[topic] = scores.get(topic, 0.0) + _fading([TOGETHER] * fits, _LATER_TOGETHER)
        named = bool(together) or any(spot.word in self._sure for spot in spots)
        return Evidence(scores, named, spots, written, present.union(heard) if heard else present)

    def _together(self, present: Set[str]) -> Counter[str]:
        """How many groups of words that name a topic only together are all there, by topic."""
        begun = {number for word in present for number in self._groups_with.get(word, ())}
        found: Counter[str] = Counter()
        for number in sorted(begun):
            topic, group = self._groups[number]
            if all(not present.isdisjoint(part) for part in group):
                found[topic] += 1
        return found

    def choices(self, text: str, evidence: Evidence, limit: int = 5) -> tuple[TaskChoice, ...]:
        """Return the tasks that fit, best first; alone the one that the text calls by its number (附1-19)."""
        number = self._number(text)
        if number is not None:
            return (self._called(number, text, evidence),)
        best: dict[str, str] = {}
        for topic, score in evidence.topics.items():
            task = self._homes[topic]
            if task not in best or score > evidence.topics[best[task]]:
                best[task] = topic
        scores = {
            task: (evidence.topics[best[task]] if task in best else 0.0) + _TEXTS * share
            for task, share in self._texts.shares(text).items()
        }
        first = sorted(scores, key=scores.__getitem__, reverse=True)[:limit]
        return tuple(
            self._choice(task, scores[task], best[task], text)
            if task in best
            else TaskChoice(task, scores[task], "")
            for task in first
        )

    def open_choices(self, text: str, evidence: Evidence) -> tuple[TaskChoice, ...]:
        """Return the tasks between which `text` leaves the choice open (培训), best first; else nothing."""
        if evidence.named or self._number(text) is not None:
            return ()
        for words, topics in self._open:
            if not words.isdisjoint(evidence.present):
                scores = {
                    choice.task: choice.score for choice in self.choices(text, evidence, len(self._homes))
                }
                found: dict[str, TaskChoice] = {}
                for topic in topics:
                    task = self._homes[topic]
                    choice = self._choice(task, scores.get(task, 0.0), topic, text)
                    found[task] = _either(found[task], choice) if task in found else choice
                return tuple(sorted(found.values(), key=lambda choice: -choice.score))
        return ()

    def works(self, evidence: Evidence) -> tuple[str, ...]:
        """Return the kinds of work of which a stretch may tell as its own; () where it names none.

        The one that its words name; all that a word for work leaves open (培训60人); the one whose doing they
        tell without naming it (慰问80户).
        """
        if not evidence.named:
            for works, topics in self._open_works:
                if topics and not works.isdisjoint(evidence.present):
                    return topics
        best = evidence.best()
        if best is not None and evidence.topics[best] >= NAMED:
            return (best,)
        told = [topic for spot in evidence.spots for topic in self._acts.get(spot.word, ())]
        return (max(told, key=evidence.topics.__getitem__),) if told else ()

    def may_tell_several(self, text: str, whole: Evidence, *, several: bool) -> bool:
        """Return False where nothing in `text` speaks of a second kind of work or another target of it.

        `several`: there are numbers enough for two targets.
        """
        likely = [topic for topic, score in whole.topics.items() if score >= _NEARLY_NAMED]
        for word in self._acts.keys() & whole.present:
            likely += self._acts[word]
        groups: list[tuple[str, ...]] = [(topic,) for topic in likely]
        if not self._work_words.isdisjoint(whole.present):
            told = (topics for works, topics in self._open_works if not works.isdisjoint(whole.present))
            groups += [topics for topics in told if topics]
        if any(self.differ(groups[0], other) for other in groups[1:]):
            return True
        best = whole.best()
        return several and best is not None and len(self.names(best, text)) > 1

    def borders(self, whole: Evidence) -> list[int]:
        """Return where a word begins that names another work than the one before it."""
        found: list[int] = []
        before: frozenset[str] = frozenset()
        for spot in whole.spots:
            topics = frozenset(self._weights[spot.word]) if self.speaks(spot) else frozenset()
            if topics and before and topics.isdisjoint(before):
                found.append(spot.start)
            before = topics or before
        return found

    def speaks(self, spot: Spot) -> bool:
        """Return whether the word names a kind of work or tells of doing one, rather than supporting it."""
        return spot.word in self._speaking

    def tasks_of(self, works: Iterable[str]) -> frozenset[str]:
        """Return the tasks that these kinds of work belong to."""
        return frozenset(self._homes[topic] for topic in works)

    def differ(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Return whether two stretches tell of different work: of different tasks, or of different targets.

        Works of one task that the same targets count may stand in one entry; what is left open may be the
        other work.
        """
        if not set(one).isdisjoint(other):
            return False
        if len(one) > 1 or len(other) > 1 or self._homes[one[0]] != self._homes[other[0]]:
            return True
        return self._aims[one[0]].targets != self._aims[other[0]].targets

    def counts(self, works: Iterable[str], unit: str) -> bool:
        """Return whether a target of one of these kinds of work takes numbers in the unit."""
        return any(unit in self._units[topic] for topic in works)

    def hold(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return whether either is naturally told along with the other, whichever work is meant by each."""
        pairs = [(first, second) for first in one for second in other]
        return all(b in self.topics[a].holds or a in self.topics[b].holds for a, b in pairs)

    def names(self, topic: str, text: str) -> frozenset[str]:
        """Return the targets of a kind of work that `text` names by words of their own (25人以上)."""
        return self._aims[topic].named(text) if topic in self._aims else frozenset()

    def task_of(self, topic: str) -> str:
        """The task that a kind of work belongs to."""
        return self._homes[topic]

    def _number(self, text: str) -> str | None:
        """The task that the text calls by its number, if the plan's tasks have numbers."""
        called = _BY_NUMBER.search(text)
        number = next((one for one in called.groups() if one), "") if called else ""
        return number if number in self._tasks else None

    def _called(self, task: str, text: str, evidence: Evidence) -> TaskChoice:
        """The task that is called by its number, with the work of it that the words fit best."""
        works = [topic for topic, home in self._homes.items() if home == task]
        topic = max(works, key=lambda one: evidence.topics.get(one, 0.0))
        if topic in evidence.topics or len(works) == 1:
            return self._choice(task, _CALLED, topic, text)
        return TaskChoice(task, _CALLED, "")

    def _choice(self, task: str, score: float, topic: str, text: str) -> TaskChoice:
        meant, named = self._aims[topic].read(text)
        return TaskChoice(task, score, topic, meant, named)


def _either(one: TaskChoice, other: TaskChoice) -> TaskChoice:
    """The same task where either kind of work may be meant."""
    targets = tuple(dict.fromkeys((*(one.targets or ()), *(other.targets or ()))))
    return replace(one, targets=targets, target=one.target if one.target == other.target else None)


def _by_word(groups: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> dict[str, list[int]]:
    """The numbers of the groups by the words of the part that has the fewest: without one, no group fits."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (_, group) in enumerate(groups):
        for word in min(group, key=len):
            found[word].append(number)
    return dict(found)


def _taken(target: Target) -> Iterable[str]:
    """The units that a target takes; people never count toward things."""
    return (unit for unit in target.accepts if (unit in PERSONS) == (target.unit in PERSONS))


def _by_act(topics: Iterable[Topic]) -> dict[str, list[str]]:
    """The kinds of work by the words that tell of doing them."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic in topics:
        for word in topic.acts:
            found[word].append(topic.id)
    return dict(found)


def _fading(weights: list[float], factor: float) -> float:
    if len(weights) == 1:
        return weights[0]
    weights.sort(reverse=True)
    return sum(weight * factor**rank for rank, weight in enumerate(weights))


def _weights(topics: Sequence[Topic], homes: dict[str, str]) -> dict[str, dict[str, float]]:
    """For each word its weight in each topic; what several tasks share weighs less."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for topic in topics:
        for words, weight in ((topic.hint, HINT), (topic.likely, LIKELY), (topic.sure, SURE)):
            for word in words:
                weights[word.lower()][topic.id] = weight
    tasks = len(set(homes.values()))
    for by_topic in weights.values():
        sharing = len({homes[topic] for topic in by_topic})
        rarity = math.log(1 + tasks / sharing) / math.log(1 + tasks)
        for topic_id in by_topic:
            by_topic[topic_id] *= rarity
    return dict(weights)
