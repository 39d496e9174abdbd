"""Understanding a sentence: entities first, then words, then intents; points are found on demand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import ahocorasick

from ..catalogue import DATA, Catalogue, PlanBook
from ..loading import parse, raise_faults, validate
from ..points import PlanPoint
from ..schema.base import Facet
from ..schema.language import Confusable, ConfusableFile, FacetFile, SynonymFile
from .explaining import explain
from .indexing import Index, build_index
from .naming import Mention, Names
from .normalise import Normalised, normalise
from .numbering import Reference, find_references
from .numbers import Number, find_numbers
from .periods import find_periods
from .place_names import PlaceFinder, PlaceFindings
from .reading import Reading
from .retrieval import Hit, PointIndex
from .sounds import load_sounds
from .templates import load_templates
from .vocabulary import Found, load_vocabulary
from .wording import Wording

_MONEY = ("元", "万元")
_MAX_LENGTH = 600
"""Longer questions are read up to here; a person's question ends long before."""


class Understanding:
    """Reads questions over one catalogue. Holds no state between questions."""

    def __init__(self, catalogue: Catalogue, data: Path = DATA, index: Index | None = None) -> None:
        """Load the language files and index the catalogue (unless `index` is its index already).

        Raises KnowledgeError.
        """
        language = data / "language"
        self._catalogue = catalogue
        sounds = load_sounds()
        books = list(catalogue.plans.values())
        self.vocabulary = load_vocabulary(language / "words")
        self.templates = load_templates(language / "intents", self.vocabulary.groups)
        self._facets = _load_facets(language / "facets.yaml")
        self._marks = frozenset(group for groups in self._facets.values() for group in groups) | {"yes_no"}
        self.wording = _load_wording(language / "synonyms.yaml")
        self.confusables = _load_confusables(language / "confusables.yaml")
        self.names = Names(books, sounds.syllable)
        self._rated = [
            word for book in books for money in book.money if money.rate for word in money.rate.per_words
        ]
        self.finder = PlaceFinder(catalogue.places)
        self._plan_names = [(book.plan.name, book.id) for book in books]
        self._provinces = {book.plan.province: book.id for book in books}
        self._distinct = _distinct_names(books)
        if index is None:
            points = [point for book in books for point in book.points]
            index = build_index(points, self.wording.comparable, sounds.syllable)
        self.built = index
        self.index = PointIndex(index, self.wording.comparable, sounds.syllable)

    def read(self, question: str, *, today: date, plan: str | None = None, profile: bool = False) -> Reading:
        """Return what `question` says.

        `plan` settles names that two provinces share; `profile` tells that the asker's unit is known, so that
        我们县 means something.
        """
        normalised = normalise(question[:_MAX_LENGTH])
        text = normalised.text
        province = next((code for code, name in self._provinces.items() if name == plan), None)
        places = _places(self.finder.find(text, province=province))
        names = tuple(self.names.find(text))
        periods = tuple(find_periods(text, today))
        references = tuple(find_references(text))
        numbers = tuple(find_numbers(text))
        words = tuple(self.vocabulary.find(text))
        groups = frozenset(word.group for word in words)
        features = set(groups) - (set() if _only_talk(text, words) else _TALK)
        features |= _features(places, names, references)
        features |= {
            name for name, there in (("period", periods), ("number", numbers), ("profile", profile)) if there
        }
        if any(word in text for word in self._rated):
            features.add("rated")
        if any("万" in number.text for number in numbers):
            features.add("amount")
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
            facets=self._sides(words, numbers),
            plans=plans,
            matches=tuple(self.templates.match(features)),
            features=frozenset(features),
        )

    def _sides(self, words: Sequence[Found], numbers: Sequence[Number]) -> frozenset[Facet]:
        """The sides asked for; a claimed number asks for its own side (补10万对不对), 钱…多少 for money."""
        groups = {word.group for word in words}
        sides = {facet for facet, marks in self._facets.items() if groups & marks}
        if "yes_no" in groups:
            counted = [
                number for number in numbers if not number.ordinal and number.unit not in (None, "年", "月")
            ]
            sides |= {
                Facet.MONEY if "万" in number.text or number.unit in _MONEY else Facet.COUNT
                for number in counted
            }
            sides |= {Facet.MONEY for number in numbers if "万" in number.text}
        counts = {word.word for word in words if word.group == "how_many"}
        if "money_word" in groups and counts == {"多少"}:
            sides = sides - {Facet.COUNT} | {Facet.MONEY}
        return frozenset(sides)

    def explain(self, question: str, *, today: date, plan: str | None = None) -> list[tuple[str, str]]:
        """Return what was understood of `question`, step by step, as labelled lines for people."""
        return explain(self.read(question, today=today, plan=plan), self)

    def find(
        self, reading: Reading, plans: Iterable[str], limit: int = 8, *, without_names: bool = False
    ) -> list[Hit]:
        """Return the points of `plans` that the sentence is about, best first.

        Places do not count, nor the numbers of a claim to be checked; `without_names` leaves out people and
        departments too (a claim about them).
        """
        spans = [mention.span for mention in reading.places.mentions if mention.certainty != "offered"]
        if without_names:
            spans += [(mention.start, mention.end) for mention in reading.names]
        if "yes_no" in reading.groups:
            spans += [(number.start, number.end) for number in reading.numbers if not number.ordinal]
            spans += [(period.begin, period.stop) for period in reading.periods]
        text = reading.text
        for start, end in spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        dim = [word.word for word in reading.words if word.group in self._marks]
        return self.index.find(text, plans, limit, dim)

    def find_text(self, text: str, plans: Iterable[str], limit: int = 8) -> list[Hit]:
        """Return the points of `plans` that a piece of text is about, best first."""
        return self.index.find(text, plans, limit)

    def only_elsewhere(self, reading: Reading, plans: Iterable[str]) -> PlanPoint | None:
        """Return a point that the sentence calls by a name which no plan of `plans` knows, or None."""
        own = frozenset(plans)
        for _, point in self._distinct.iter(reading.text):
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


_DISTINCT = 4
"""A name of fewer characters may be an ordinary word."""


def _distinct_names(books: Sequence[PlanBook]) -> ahocorasick.Automaton:
    """The longer names of points that one plan alone uses, in its names and in its text."""
    automaton = ahocorasick.Automaton()
    for book in books:
        others = [other for other in books if other is not book]
        text = "\n".join(other.source for other in others)
        known = {name for other in others for point in other.points for name in point.names}
        for point in book.points:
            for name in () if point.silence else point.names:
                printed = len(name) >= _DISTINCT and name in book.source
                if printed and name not in text and name not in known:
                    automaton.add_word(name.lower(), point)
    automaton.make_automaton()
    return automaton


_TALK = {"greeting", "thanks", "bye", "identity", "capability"}
_ONLY_TALK = 0.6
_NAME_LENGTH = 3  # 你好呀小智: a greeting may hold a name


def _only_talk(text: str, words: Sequence[Found]) -> bool:
    """True when small talk makes up most of the sentence: 好的 inside 办得好的县 is none."""
    covered: set[int] = set()
    for word in words:
        if word.group in _TALK:
            covered.update(range(word.start, word.end))
    whole = len(text.strip(" ,。!?~、"))
    return len(covered) >= _ONLY_TALK * whole > 0 or (
        len(covered) > 1 and whole - len(covered) <= _NAME_LENGTH
    )


_OWN = re.compile("^(?:我|咱|俺|本|你|他|贵|哪|各|每|全|这|那|某|该)")


def _places(found: PlaceFindings) -> PlaceFindings:
    """Leave out what is no name: 我县, 哪个县, 各县."""
    kept = [
        mention for mention in found.mentions if mention.kind != "unknown" or not _OWN.match(mention.text)
    ]
    return found if len(kept) == len(found.mentions) else PlaceFindings(tuple(kept))


_DENIAL = re.compile(r"(?:不是|不要|别说|没问)(?:说|问|指|看)?(?:的是)?$")


def _denied(text: str, start: int) -> bool:
    return _DENIAL.search(text[:start]) is not None


def _features(places: PlaceFindings, names: Sequence[Mention], references: Iterable[Reference]) -> set[str]:
    features = {"unknown_place" if mention.kind == "unknown" else mention.kind for mention in places.mentions}
    for mention in names:
        features |= {
            bearer.kind if bearer.kind in ("unit", "person") else "unit" for bearer in mention.bearers
        }
    features |= {reference.kind.value for reference in references}
    return features


def _load_facets(path: Path) -> dict[Facet, frozenset[str]]:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, FacetFile, document.data)
    raise_faults([document])
    return {Facet(name): frozenset(groups) for name, groups in (file.facets if file else {}).items()}


def _load_confusables(path: Path) -> tuple[Confusable, ...]:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, ConfusableFile, document.data)
    raise_faults([document])
    return file.confusables if file else ()


def _load_wording(path: Path) -> Wording:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, SynonymFile, document.data)
    raise_faults([document])
    return Wording(file.synonyms if file else (), file.fillers if file else ())


__all__ = ["Hit", "Normalised", "Understanding"]
