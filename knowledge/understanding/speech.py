"""Dialect and hurried speech in plain words, before anything is looked for in a sentence.

咋个, 啥子, 好多 and a closing 没 stand for words that everything after this step knows. What a word becomes
is data (`language/speech.yaml`); here is only how it is found: the longest word wins, and words marked as
closing count at the end of a clause alone.
"""

from __future__ import annotations

import re

import ahocorasick

from ..schema.language import SpeechFile

_HAN = "[\u3400-\u9fff]"
_END = r"(?=$|[,。?!;、~ ])"


class Speech:
    """Puts sentences into plain words. Holds no state between sentences."""

    def __init__(self, file: SpeechFile) -> None:
        """Build the automaton of words and the pattern of closings."""
        self._words = ahocorasick.Automaton()
        for first, *others in file.plain:
            for word in others:
                self._words.add_word(word, (len(word), first))
        for word in file.keep:
            self._words.add_word(word, (len(word), word))
        self._words.make_automaton()
        self._inner = {word: first for first, *others in file.inside for word in others}
        self._inside = re.compile(f"(?<={_HAN})(?:{'|'.join(self._inner)})(?={_HAN})")
        self._closing = {word: first for first, *others in file.closing for word in others}
        longest = sorted({*self._closing, *self._closing.values()}, key=len, reverse=True)
        sounds = "".join(file.particles)
        kept = "".join(f"(?<!{word[:-1]})" for word in file.keep if word[-1] in self._closing)
        whole = "".join(f"(?<!{word})" for word in file.keep if word[-1] in sounds)
        self._ends = re.compile(f"(?:{kept}({'|'.join(longest)})[{sounds}]*|(?<=.)[{sounds}]+{whole}){_END}")

    def plain(self, text: str) -> str:
        """Return a normalised question in plain words; plain words stay as they are."""
        inner = self._inside.sub(lambda match: self._inner[match[0]], self.words(text))
        return self._ends.sub(self._close, inner)

    def words(self, text: str) -> str:
        """Return any sentence with the words of dialect in plain words, whatever it ends with."""
        parts: list[str] = []
        done = 0
        for end, (length, instead) in self._words.iter_long(text):
            start = end - length + 1
            parts += (text[done:start], instead)
            done = end + 1
        return "".join([*parts, text[done:]]) if done else text

    def _close(self, match: re.Match[str]) -> str:
        said = match[1] or ""
        return self._closing.get(said, said)
