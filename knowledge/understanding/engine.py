"""Understanding a sentence: entities first, then words, then intents; points are found on demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from ..catalogue import DATA, Catalogue
from ..points import PlanPoint
from ..schema.base import Facet
from ..schema.language import Confusable
from .blanking import blanked
from .each_of import each_of
from .everyday import Everyday
from .explaining import explain
from .features import TALK, entity_features, only_talk, real_places
from .following import Side
from .indexing import Index, build_index
from .language import load_language
from .naming import Names
from .normalise import normalise
from .numbering import find_references
from .numbers import Number, find_numbers
from .other_topics import OtherTopics
from .period import Period
from .periods import find_periods
from .place_names import PlaceFinder, PlaceFindings
from .plan_words import plan_words, province_names
from .printed_names import all_names, distinct_names, numeral_names, printed_words
from .reading import Reading
from .retrieval import Hit, PointIndex
from .sounds import load_sounds
from .strangers import find_strangers
from .vocabulary import Found

_MONEY = ("元", "万元")
_STATED = re.compile("是[^,。?!;]{2,}的$")
_OF_AMOUNT = frozenset({Facet.COUNT, Facet.MONEY, Facet.OFTEN, Facet.WHO, Facet.LEAD})
_LEADING = frozenset({"leads"})
_ANY_ONE = ("换", "找", "另", "某", "再", "同", "另外")
"""Behind these, 一家 counts nothing."""
_EVERY = ("每", "隔")
_EACH = "per_county"
"""Words that tell for whom an amount counts (每县), as little a topic as 多少."""
_HARDLY = " 搞做办弄是的吧吗要"
_CALLED = ("叫什么", "叫啥")
_MAX_LENGTH = 600
"""Longer questions are read up to here; a person's question ends long before."""
KEPT = 512
"""So many sentences and searches are kept: a button's words, what one county asks after another, the question
before a follow-up are not read again. They depend on nothing but the sentence, the day, the plan and whether
there is a profile.
"""


class Understanding:
    """Reads questions over one catalogue. No answer depends on the questions before it."""

    def __init__(
        self, catalogue: Catalogue, data: Path = DATA, index: Index | None = None, *, kept: int = KEPT
    ) -> None:
        """Load the language files and index the catalogue (unless `index` is its index already).

        Of `kept` sentences it is remembered how they were read. Raises KnowledgeError.
        """
        self._catalogue = catalogue
        sounds = load_sounds()
        books = list(catalogue.plans.values())
        self.language = load_language(data / "language", plan_words(books), province_names(books))
        self._marks = self.language.marks
        self.names = Names(books, sounds.syllable)
        self._rated = [
            word for book in books for money in book.money if money.rate for word in money.rate.per_words
        ]
        self.finder = PlaceFinder(catalogue.places)
        self._plan_names = [(book.plan.name, book.id) for book in books]
        self._provinces = {book.plan.province: book.id for book in books}
        self._distinct = distinct_names(books)
        self._numeral_names = numeral_names(books)
        self._all_names = all_names(books)
        self._printed = printed_words(books)
        self._everyday = everyday = Everyday.load()
        self._others = OtherTopics(self.language.comparable)
        if index is None:
            points = [point for book in books for point in book.points]
            index = build_index(points, self.language.comparable, sounds.syllable, everyday.characters)
        self.built = index
        self.index = PointIndex(index, self.language.comparable, sounds.syllable, everyday, kept)
        self._kept = lru_cache(kept)(self._read)

    def forget(self) -> None:
        """Forget what was read and searched before: the next sentence is new."""
        self._kept.cache_clear()
        self.index.forget()

    def read(self, question: str, *, today: date, plan: str | None = None, profile: bool = False) -> Reading:
        """Return what `question` says.

        `plan` settles names that two provinces share; `profile` tells that the asker's unit is known, so that
        我们县 means something.
        """
        return self._kept(question[:_MAX_LENGTH], today, plan, profile)

    def _read(self, question: str, today: date, plan: str | None, profile: bool) -> Reading:
        normalised = normalise(question)
        text = self.language.speech.plain(normalised.text)
        if text != normalised.text:
            normalised = replace(normalised, text=text)
        province = next((code for code, name in self._provinces.items() if name == plan), None)
        places = self._outside_names(text, real_places(self.finder.find(text, province=province)))
        names = tuple(self.names.find(text))
        known = [mention.span for mention in places.mentions] + [(name.start, name.end) for name in names]
        heard, strangers = self.names.known(find_strangers(text, known, self._printed.__contains__))
        names = (*names, *heard)
        periods = tuple(find_periods(text, today))
        references = tuple(find_references(text))
        numbers = tuple(self._numbers(text))
        words = self._words(text, numbers)
        groups = frozenset(word.group for word in words)
        features = set(groups) - (set() if only_talk(text, words) else TALK)
        features |= entity_features(places, names, references)
        features.update(
            self._there(text, numbers=numbers, period=periods, profile=profile, stranger=strangers)
        )
        if next(self._all_names.iter(text), None) is not None:
            groups |= {"field"}
        plans = self._plans(places, text)
        if plans:
            features.add("plan")
        return Reading(
            normalised=normalised,
            places=places,
            names=names,
            periods=periods,
            numbers=numbers,
            references=references,
            words=words,
            groups=groups,
            facets=self._sides(words, numbers, periods),
            plans=plans,
            matches=tuple(self.language.templates.match(features)),
            features=frozenset(features),
            everyday=self._everyday.spans(text),
            strangers=strangers,
            others=self._others.find(text),
        )

    def _numbers(self, text: str) -> Iterator[Number]:
        """The numbers that count something: neither those inside names nor 换一家."""
        for number in find_numbers(text, skip=self._named_spans(text)):
            if number.value != 1 or not text[: number.start].endswith(_ANY_ONE):
                yield number

    def _words(self, text: str, numbers: Sequence[Number]) -> tuple[Found, ...]:
        """The words of the groups; 要搞10项? claims a number, 组长是张勇当的 claims it without any."""
        words = tuple(self.language.vocabulary.find(text))
        marks = {word.group for word in words} & self._marks
        claimed = (text.endswith("?") and numbers and not marks) or (
            _STATED.search(text) and not marks - _LEADING
        )
        return (*words, Found("yes_no", text[-1], len(text) - 1, len(text))) if claimed else words

    def _outside_names(self, text: str, places: PlaceFindings) -> PlaceFindings:
        """The places without a province's one-character sign inside a printed name: 皖 of 皖工惠 is none."""
        if all(mention.end - mention.start > 1 for mention in places.mentions):
            return places
        names = [(end - len(name) + 1, end + 1) for end, name in self._all_names.iter(text)]
        kept = tuple(
            mention
            for mention in places.mentions
            if mention.end - mention.start > 1
            or not any(start <= mention.start < stop and stop - start > 1 for start, stop in names)
        )
        return replace(places, mentions=kept)

    def _there(self, text: str, *, numbers: Sequence[Number], **found: object) -> Iterator[str]:
        """The features of what is there at all: a period, a profile, a stranger, a number, money."""
        yield from (name for name, there in found.items() if there)
        if numbers:
            yield "number"
        if any(word in text for word in self._rated):
            yield "rated"
        if any("万" in number.text for number in numbers):
            yield "amount"

    def _named_spans(self, text: str) -> list[tuple[int, int]]:
        """Where names stand that hold a numeral: 当一周工人, 三方四家, 五个坚决 count nothing."""
        names = self._numeral_names.iter(text) if len(self._numeral_names) else ()
        return [(end - len(name) + 1, end + 1) for end, name in names]

    def _sides(
        self, words: Sequence[Found], numbers: Sequence[Number], periods: Sequence[Period]
    ) -> frozenset[Facet]:
        """The sides asked for; what is claimed asks for its own (补10万吧, 下个月交吧), 钱…多少 for money."""
        groups = {word.group for word in words}
        sides = {facet for facet, marks in self.language.facets.items() if not groups.isdisjoint(marks)}
        if "yes_no" in groups:
            counted = [
                number for number in numbers if not number.ordinal and number.unit not in (None, "年", "月")
            ]
            sides |= {
                Facet.MONEY if "万" in number.text or number.unit in _MONEY else Facet.COUNT
                for number in counted
            }
            sides |= {Facet.MONEY for number in numbers if "万" in number.text}
            if periods and not sides & _OF_AMOUNT:
                sides.add(Facet.WHEN)
        if "either" in groups and periods:
            sides.add(Facet.WHEN)  # 九月还是十月
        if groups & {"role_title", "post"} and any(word.word in _CALLED for word in words):
            sides.add(Facet.WHO)  # 组长叫什么, 部长叫啥 ask for a person
        counts = {word.word for word in words if word.group == "how_many"}
        places = [word for word in words if word.group == "where"]
        counting = [word for word in words if word.group == "how_many"]
        inside = all(any(_within(word, place) for place in places) for word in counting)
        if Facet.LEAD in sides or (counting and inside):
            sides = sides - {Facet.COUNT}  # 几家牵头 asks who they are, 第几条 where
        if "money_word" in groups and counts == {"多少"}:
            sides = sides - {Facet.COUNT} | {Facet.MONEY}
        return frozenset(sides)

    @property
    def confusables(self) -> tuple[Confusable, ...]:
        """Words to ask back when they stand alone."""
        return self.language.confusables

    def explain(self, question: str, *, today: date, plan: str | None = None) -> list[tuple[str, str]]:
        """Return what was understood of `question`, step by step, as labelled lines for people."""
        return explain(self.read(question, today=today, plan=plan), self)

    def find(
        self, reading: Reading, plans: Iterable[str], limit: int = 8, *, without_names: bool = False
    ) -> Sequence[Hit]:
        """Return the points of `plans` that the sentence is about, best first.

        Places do not count, nor the numbers of a claim to be checked; `without_names` leaves out people and
        departments too (a claim about them).
        """
        spans = [mention.span for mention in reading.places.mentions if mention.certainty != "offered"]
        if without_names:
            spans += [(name.start, name.end) for name in reading.names if not name.of("body")]
            spans += [(stranger.start, stranger.end) for stranger in reading.strangers]
        if "yes_no" in reading.groups:
            counted = [
                (number.start, number.end)
                for number in reading.numbers
                if not number.ordinal and not reading.text[: number.start].endswith(_EVERY)
            ]
            spans += counted
            spans += [(period.begin, period.stop) for period in reading.periods]
            text = blanked(reading.text, spans)
            others = [one for one in each_of(text) if one.of_another_level]
            text = blanked(text, [(one.start, one.end) for one in others])
            asking = {word.start for word in reading.words}
            text = self._closed_up(text, [span for span in counted if span[1] not in asking])
            if not self.comparable(text).strip(_HARDLY):
                text = reading.text  # 加强年搞三年吧 has no other topic than its number
        else:
            text = blanked(reading.text, spans)
        dim = [word.word for word in reading.words if word.group in self._marks or word.group == _EACH]
        return self.index.find(text, plans, limit, dim)

    def _closed_up(self, text: str, counted: Iterable[tuple[int, int]]) -> str:
        """`text` without the gap of a number where it parts a word of the plans: 开一回会 speaks of 开会."""
        for start, end in sorted(counted, reverse=True):
            if start > 0 and end < len(text) and self.index.writes(text[start - 1] + text[end]):
                text = text[:start] + text[end:]
        return text

    def knows(self, text: str, point: PlanPoint) -> float:
        """Return the share of `text`, by rarity of its character pairs, that a point knows (0 to 1)."""
        return self.index.knows(text, point)

    def gap(self, text: str, point: PlanPoint) -> float:
        """Return the longest stretch of topic characters in `text` of which a point knows no pair."""
        return self.index.gap(text, point)

    def gap_beside(self, text: str, points: Sequence[PlanPoint]) -> float:
        """Return the longest stretch of topic characters in `text` of which none of `points` knows a pair."""
        return self.index.gap(text, *points)

    def names_in(self, text: str) -> list[str]:
        """Return the names of points that stand in `text`, in order of their ends."""
        return [name for _, name in self._all_names.iter(text)]

    def side(self, text: str, *, of_liaison: bool = False) -> Side | None:
        """Return what a sentence that follows another asks for, in plain words; None when for no side.

        `of_liaison` tells that the one before asked who links a county.
        """
        following = self.language.following
        return following.of_liaison(text) if of_liaison else following.plain(text)

    def strange_share(self, text: str, point: PlanPoint) -> float:
        """Return how much of a topic no plan knows (0 to 1); what misspells the point's words is known."""
        return self.index.strange_share(text, point)

    def telling(self, text: str) -> Callable[[PlanPoint], float]:
        """Return a function that gives the share of `text` which a point's own words hold (0 to 1)."""
        return self.index.telling(text)

    def holding(self, text: str) -> Callable[[PlanPoint], float]:
        """Return a function that gives the share of `text` which a point holds anywhere (0 to 1)."""
        return self.index.holding(text)

    def speaking_of(self, text: str) -> Callable[[PlanPoint], bool]:
        """Return how to tell whether a point itself, not its item only, tells or is asked for `text`."""
        return self.index.speaking_of(text)

    def holds(self, word: str, point: PlanPoint) -> bool:
        """True when a point says, quotes, is called or is asked for by a word."""
        return self.index.holds(word, point)

    def comparable(self, text: str) -> str:
        """Return a text as it is compared: synonyms unified, fillers dropped."""
        return self.language.comparable(text)

    def speaks_of(self, text: str, groups: Collection[str]) -> bool:
        """True when `text`, its synonyms unified, holds a word of one of `groups`: 送餐的 is a 骑手."""
        return any(word.group in groups for word in self.language.vocabulary.find(self.comparable(text)))

    def asks(self, group: str) -> bool:
        """True for a group whose words only tell which side is asked for."""
        return group in self._marks

    def find_text(self, text: str, plans: Iterable[str], limit: int = 8) -> Sequence[Hit]:
        """Return the points of `plans` that a piece of text is about, best first."""
        return self.index.find(text, plans, limit)

    def only_elsewhere(self, reading: Reading, plans: Iterable[str]) -> PlanPoint | None:
        """Return a point that the sentence calls by a name which no plan of `plans` knows, or None."""
        own = frozenset(plans)
        for _, point in self._distinct.iter(reading.text) if len(self._distinct) else ():
            if point.plan not in own:
                return cast(PlanPoint, point)
        return None

    def _plans(self, places: PlaceFindings, text: str) -> tuple[str, ...]:
        """The plans that the sentence itself names, by province, sign or place; 不是安徽 takes one out."""
        found: list[str] = []
        for name, plan in self._plan_names:
            start = text.find(name)
            if start >= 0 and not _denied(text, start):
                found.append(plan)
        for mention in places.mentions:
            if mention.certainty == "offered" or _denied(text, mention.start):
                continue
            for code in {candidate.province for candidate in mention.candidates}:
                if code in self._provinces:
                    found.append(self._provinces[code])
        return tuple(dict.fromkeys(found))


def _within(word: Found, other: Found) -> bool:
    return other.start <= word.start and word.end <= other.end


_DENIAL = re.compile(r"(?:(?<!是)不是|不要|别说|没问)(?:说|问|指|看)?(?:的是)?$")


def _denied(text: str, start: int) -> bool:
    return _DENIAL.search(text[:start]) is not None
