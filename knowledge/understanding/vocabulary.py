"""Words as data: groups of words from YAML, found in one pass over the sentence.

A word group (`who`, `liaise`, `how_many` …) stands in `data/language/words/*.yaml`; intents and facets are
written in terms of groups, so that a new way to say something is one word in one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from ..loading import parse, raise_faults, validate
from ..schema.language import WordFile


class Found(NamedTuple):
    """A word of a group in the sentence; `start` and `end` as in slices."""

    group: str
    word: str
    start: int
    end: int


class Vocabulary:
    """All word groups, ready to be found in a sentence."""

    def __init__(self, groups: dict[str, tuple[str, ...]], families: dict[str, str]) -> None:
        """Build the automaton; a word may belong to several groups. `families`: the file of each group."""
        self.groups = groups
        holders: dict[str, list[str]] = {}
        for group, words in groups.items():
            for word in words:
                holders.setdefault(word.lower(), []).append(group)
        self._automaton = ahocorasick.Automaton()
        for word, names in holders.items():
            self._automaton.add_word(word, (word, tuple((name, families[name]) for name in names)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Found]:
        """Return the words found in `text` (normalised, lower case), in order of their starts.

        A word inside a longer one of the same file does not count: 多少钱 asks for money, not for a number.
        """
        # The longest of those that begin together comes first.
        found = [
            (end - len(word) + 1, -end - 1, word, groups)
            for end, (word, groups) in self._automaton.iter(text)
        ]
        found.sort()
        kept: list[Found] = []
        reach: dict[str, int] = {}
        for start, negative, word, groups in found:
            end = -negative
            kept += [
                Found(group, word, start, end) for group, family in groups if end >= reach.get(family, 0)
            ]
            for _, family in groups:
                if end > reach.get(family, 0):
                    reach[family] = end
        return kept


def load_vocabulary(folder: Path, more: Mapping[str, Iterable[str]]) -> Vocabulary:
    """Read every file of word groups, and add `more` words to them. Raises KnowledgeError with all faults.

    A word that holds one of its group already is not added: 十个一任务 says no more than 十个一.
    """
    groups: dict[str, tuple[str, ...]] = {}
    families: dict[str, str] = {}
    documents = []
    for path in sorted(folder.glob("*.yaml")):
        document = parse(path, f"knowledge/data/language/words/{path.name}")
        documents.append(document)
        file = None if document.faults else validate(document, WordFile, document.data)
        for name, words in (file.groups if file else {}).items():
            groups[name] = _unique((*groups.get(name, ()), *words))
            families[name] = path.stem
    raise_faults(documents)
    for name, added in more.items():
        held = groups[name]
        groups[name] = _unique((*held, *(word for word in added if not any(one in word for one in held))))
    return Vocabulary(groups, families)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
