"""The language as data: words, intents, sides, synonyms and confusables, read from `data/language`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from ..loading import parse, raise_faults, validate
from ..schema.base import Facet
from ..schema.language import (
    Confusable,
    ConfusableFile,
    FacetFile,
    FollowingFile,
    SpeechFile,
    SynonymFile,
)
from .following import Following
from .speech import Speech
from .templates import Templates, load_templates
from .vocabulary import Vocabulary, load_vocabulary
from .wording import Wording

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that an editor can say about how people ask."""

    vocabulary: Vocabulary
    templates: Templates
    facets: dict[Facet, frozenset[str]]
    """Which word groups mark which side."""
    wording: Wording
    confusables: tuple[Confusable, ...]
    speech: Speech
    following: Following

    def comparable(self, text: str) -> str:
        """Return `text` in plain words with synonyms unified and fillers dropped."""
        return self.wording.comparable(self.speech.plain(text))

    @property
    def marks(self) -> frozenset[str]:
        """The word groups that only tell which side is asked for."""
        return frozenset(group for groups in self.facets.values() for group in groups) | {"yes_no"}


def load_language(
    folder: Path, words_of_plans: Mapping[str, Sequence[str]] | None = None, names: Sequence[str] = ()
) -> Language:
    """Return the language read from a folder. Raises KnowledgeError with the faults of a file.

    `words_of_plans`: what the plans add to groups of words; `names`: their provinces, which tell no topic.
    """
    vocabulary = load_vocabulary(folder / "words", words_of_plans or {})
    sides = _read(folder / "facets.yaml", FacetFile)
    words = _read(folder / "synonyms.yaml", SynonymFile)
    return Language(
        vocabulary=vocabulary,
        templates=load_templates(folder / "intents", vocabulary.groups),
        facets={Facet(name): frozenset(groups) for name, groups in sides.facets.items()},
        wording=Wording(words.synonyms, tuple(dict.fromkeys((*words.fillers, *names)))),
        confusables=_read(folder / "confusables.yaml", ConfusableFile).confusables,
        speech=load_speech(folder),
        following=Following(_read(folder / "following.yaml", FollowingFile)),
    )


def load_speech(folder: Path) -> Speech:
    """Return how dialect is put into plain words. Raises KnowledgeError with the faults of the file."""
    return Speech(_read(folder / "speech.yaml", SpeechFile))


def _read(path: Path, model: type[M]) -> M:
    document = parse(path, f"knowledge/data/language/{path.name}")
    file = None if document.faults else validate(document, model, document.data)
    raise_faults([document])
    assert file is not None, "a file without faults is a model"
    return file
