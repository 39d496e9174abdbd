"""data/language/*.yaml: words, intents, facets and synonyms."""

from __future__ import annotations

from .base import Model, Text


class WordFile(Model):
    """words/*.yaml: groups of words with one meaning for the understanding."""

    groups: dict[str, tuple[Text, ...]]


class IntentFile(Model):
    """intents/*.yaml: one intent with its templates.

    A template is a line of parts: `{county}` an entity, `<who>` a word group, `!<money_word>` a group or
    entity that must be absent. Parts may stand in any order in the sentence.
    """

    intent: Text
    example: Text
    weight: float = 0.0
    templates: tuple[Text, ...]


class FacetFile(Model):
    """facets.yaml: which word groups mark which side of a topic."""

    facets: dict[str, tuple[Text, ...]]


class SynonymFile(Model):
    """synonyms.yaml: words that mean the same, the first of a line stands for all; `fillers` are dropped."""

    synonyms: tuple[tuple[Text, ...], ...]
    fillers: tuple[Text, ...] = ()


class SpeechFile(Model):
    """speech.yaml: dialect and hurried speech in plain words, the first of a line stands for the others.

    `closing` lines count at the end of a clause only, where `particles` are dropped, `inside` lines only
    between Chinese characters; `keep` words hold one of the others and stay.
    """

    plain: tuple[tuple[Text, ...], ...]
    closing: tuple[tuple[Text, ...], ...]
    inside: tuple[tuple[Text, ...], ...]
    particles: tuple[Text, ...]
    keep: tuple[Text, ...]


class FollowingFile(Model):
    """following.yaml: sides asked for after a topic was named, the first of a line stands for the others.

    `liaison` lines count behind the question who links a county; `fillers` are dropped.
    """

    sides: tuple[tuple[Text, ...], ...]
    liaison: tuple[tuple[Text, ...], ...]
    fillers: tuple[Text, ...] = ()


class MeaningOf(Model):
    """One reading of a confusable word: its button, words that settle it, and the question to ask instead."""

    label: Text
    settles: tuple[Text, ...]
    ask: Text


class Confusable(Model):
    """A word that means several things in one plan."""

    word: Text
    plan: Text
    readings: tuple[MeaningOf, ...]


class ConfusableFile(Model):
    """confusables.yaml: words to ask back when they stand alone."""

    confusables: tuple[Confusable, ...]
