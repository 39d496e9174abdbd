"""Understanding a sentence: entities first, then words, then intents; points are found on demand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from ..catalogue import DATA, Catalogue
from ..loading import parse, raise_faults, validate
from ..schema.base import Facet
from ..schema.language import FacetFile, SynonymFile
from .explaining import explain
from .naming import Mention, Names
from .normalise import Normalised, normalise
from .numbering import find_references
from .numbers import find_numbers
from .periods import find_periods
from .place_names import PlaceFinder, PlaceFindings
from .reading import Reading
from .retrieval import Hit, PointIndex
from .sounds import load_sounds
from .templates import load_templates
from .vocabulary import Vocabulary, load_words
from .wording import Wording

_MAX_LENGTH = 600
"""Longer questions are read up to here; a person's question ends long before."""


class Understanding:
    """Reads questions over one catalogue. Holds no state between questions."""

    def __init__(self, catalogue: Catalogue, data: Path = DATA) -> None:
        """Load the language files and index the catalogue. Raises KnowledgeError."""
        language = data / "language"
        self._catalogue = catalogue
        sounds = load_sounds()
        books = list(catalogue.plans.values())
        groups = load_words(language / "words")
        self.vocabulary = Vocabulary(groups)
        self.templates = load_templates(language / "intents", groups)
        self._facets = _load_facets(language / "facets.yaml")
        self.wording = _load_wording(language / "synonyms.yaml")
        self.names = Names(books, sounds.syllable)
        self._rated = [word for book in books for money in book.money if money.rate for word in money.rate.per_words]
        self.finder = PlaceFinder(catalogue.places)
        self._provinces = {book.plan.province: book.id for book in books}
        points = [point for book in books for point in book.points]
        self.index = PointIndex(points, self.wording.comparable, sounds.syllable)

    def read(self, question: str, *, today: date, plan: str | None = None, profile: bool = False) -> Reading:
        """Return what `question` says. `plan` settles names that two provinces share; `profile` tells
        that the asker's unit is known, so that 我们县 means something."""
        normalised = normalise(question[:_MAX_LENGTH])
        text = normalised.text
        province = next((code for code, name in self._provinces.items() if name == plan), None)
        places = self.finder.find(text, province=province)
        names = tuple(self.names.find(text))
        periods = tuple(find_periods(text, today))
        references = tuple(find_references(text))
        numbers = tuple(find_numbers(text))
        words = tuple(self.vocabulary.find(text))
        groups = frozenset(word.group for word in words)
        features = set(groups)
        features |= _features(places, names, references)
        features |= {name for name, there in (("period", periods), ("number", numbers), ("profile", profile)) if there}
        if any(word in text for word in self._rated):
            features.add("rated")
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
            facets=frozenset(facet for facet, marks in self._facets.items() if groups & marks),
            plans=plans,
            matches=tuple(self.templates.match(features)),
            features=frozenset(features),
        )

    def explain(self, question: str, *, today: date, plan: str | None = None) -> list[tuple[str, str]]:
        """Return what was understood of `question`, step by step, as labelled lines for people."""
        return explain(self.read(question, today=today, plan=plan), self)

    def find(self, reading: Reading, plans: Iterable[str], limit: int = 8) -> list[Hit]:
        """Return the points of `plans` that the sentence is about, best first; places do not count."""
        return self.index.find(self._without_places(reading), plans, limit)

    def _without_places(self, reading: Reading) -> str:
        text = reading.text
        for mention in sorted(reading.places.mentions, key=lambda mention: -mention.start):
            if mention.certainty != "offered":
                text = f"{text[: mention.start]} {text[mention.end :]}"
        return text

    def _plans(self, places: PlaceFindings, text: str) -> tuple[str, ...]:
        """The plans that the sentence itself names, by province, sign or place; 不是安徽 takes one out."""
        found: list[str] = []
        for mention in places.mentions:
            if mention.certainty == "offered" or _denied(text, mention.start):
                continue
            for code in {candidate.province for candidate in mention.candidates}:
                if code in self._provinces:
                    found.append(self._provinces[code])
        return tuple(dict.fromkeys(found))


_DENIAL = re.compile(r"(?:不是|不要|别说|没问)(?:说|问|指|看)?(?:的是)?$")


def _denied(text: str, start: int) -> bool:
    return _DENIAL.search(text[:start]) is not None


def _features(places: PlaceFindings, names: Sequence[Mention], references: Iterable[object]) -> set[str]:
    features = {"unknown_place" if mention.kind == "unknown" else mention.kind for mention in places.mentions}
    for mention in names:
        features |= {bearer.kind if bearer.kind in ("unit", "person") else "unit" for bearer in mention.bearers}
    features |= {str(getattr(reference, "kind")) for reference in references}
    return features


def _load_facets(path: Path) -> dict[Facet, frozenset[str]]:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, FacetFile, document.data)
    raise_faults([document])
    return {Facet(name): frozenset(groups) for name, groups in (file.facets if file else {}).items()}


def _load_wording(path: Path) -> Wording:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, SynonymFile, document.data)
    raise_faults([document])
    return Wording(file.synonyms if file else (), file.fillers if file else ())


__all__ = ["Hit", "Normalised", "Understanding"]
