"""What kind a line is: a report of progress, a problem, a good practice, a visit, or no report at all."""

from __future__ import annotations

from dataclasses import dataclass

from .files import Files
from .line import Kind


@dataclass(frozen=True, slots=True)
class Signs:
    """What else is known of a line: how well a task fits, whether it has a number, an act, a day."""

    score: float
    counted: bool
    acted: bool
    dated: bool


_TASK = 2.4
"""A score from which a line is about a task."""
_NAMED = 4.0
"""A score from which courtesies in a line do not matter: 谢谢支持 驿站开张了."""
OPEN = _WEAK = 1.2
"""The same for a line that also gives a number or tells an act; an open word has as much."""


class KindReader:
    """Reads the kind of lines. Holds no state between lines."""

    def __init__(self, files: Files) -> None:
        """Compile the patterns of cues.yaml."""
        kinds, silent = files.cues.kinds, files.cues.silent
        self._request = files.pattern(kinds.request)
        self._stuck = files.pattern(kinds.stuck)
        self._no_problem = files.pattern(kinds.no_problem)
        self._problem = files.pattern(kinds.problem)
        self._solved = files.pattern(kinds.solved)
        self._highlight = files.pattern(kinds.highlight)
        self._visit = files.pattern(kinds.visit)
        self._no_visit = files.pattern(kinds.no_visit)
        self._question = files.pattern(silent.question)
        self._no_question = files.pattern(silent.no_question)
        self._how_many = files.pattern(silent.how_many)
        self._helpless = files.pattern(silent.helpless)
        self._chat = files.pattern(silent.chat)
        self._orders = files.pattern(silent.orders)
        self._bare = files.pattern(silent.bare)
        self._nothing = files.pattern(silent.nothing)
        self._nothing_but = files.pattern(silent.nothing_but)

    def asks(self, text: str) -> bool:
        """True for a question."""
        return self._question.search(self._no_question.sub("", text)) is not None

    def nothing_to_report(self, text: str) -> bool:
        """True for 本月无进展; not where something follows all the same: 没干啥,就办了1场."""
        said = self._nothing.search(text)
        return said is not None and self._nothing_but.search(text, said.end()) is None

    def only_asks(self, typed: str, text: str) -> bool:
        """True for a question or a notice that tells of nothing, however well its words fit a task."""
        told = self.nothing_to_report(text) or self._asks_for_help(text)
        return not told and self._is_question_or_order(typed)

    def read(self, typed: str, text: str, signs: Signs) -> Kind:
        """Return the kind of a line; `text` is the line in plain words, 好多 as typed asks nothing."""
        if self.nothing_to_report(text):
            return "progress"
        helped = self._asks_for_help(text)
        if not helped and self._says_nothing(typed, signs):
            return "none"
        if self._visit.search(text) and not self._no_visit.search(text):
            return "visit"
        if self._highlight.search(text):
            return "highlight"
        if helped or self._in_trouble(text):
            return "problem"
        return "progress" if self._reports(signs) else "none"

    def _says_nothing(self, text: str, signs: Signs) -> bool:
        """True for a question, a notice, a courtesy or a bare name."""
        if self._is_question_or_order(text):
            return True
        # On a named day 几个 tells of a few; without day and number it asks for the number.
        if not signs.counted and not signs.dated and self._how_many.search(text):
            return True
        if self._chat.search(text) and not (
            signs.score >= _NAMED or (signs.counted and signs.score >= _WEAK)
        ):
            return True
        return not signs.counted and not signs.acted and self._bare.search(text) is not None

    def _is_question_or_order(self, text: str) -> bool:
        if self._orders.search(text):
            return True
        return self.asks(text) and not (
            self._in_trouble(text) and not self.asks(self._helpless.sub("", text))
        )

    def _asks_for_help(self, text: str) -> bool:
        return self._request.search(text) is not None or self._is_stuck(text)

    def _is_stuck(self, text: str) -> bool:
        return "?" not in text and self._stuck.search(text) is not None

    def _in_trouble(self, text: str) -> bool:
        return self._problem.search(self._no_problem.sub("", text)) is not None and not self._solved.search(
            text
        )

    @staticmethod
    def _reports(signs: Signs) -> bool:
        if signs.counted and signs.acted:
            return True
        return signs.score >= (_WEAK if signs.counted or signs.acted else _TASK)
