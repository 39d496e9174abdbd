"""What was understood of one sentence, before anybody's context is added."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..schema.base import Facet
from .calendar import impossible_day
from .naming import Mention
from .normalise import Normalised
from .numbering import Reference
from .numbers import Number
from .periods import Period
from .place_names import PlaceFindings
from .strangers import Stranger
from .templates import Match
from .vocabulary import Found


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, its entities, its words and the intents that it fits (best first)."""

    normalised: Normalised
    places: PlaceFindings
    names: tuple[Mention, ...]
    periods: tuple[Period, ...]
    numbers: tuple[Number, ...]
    references: tuple[Reference, ...]
    words: tuple[Found, ...]
    groups: frozenset[str]
    facets: frozenset[Facet]
    plans: tuple[str, ...]
    matches: tuple[Match, ...]
    features: frozenset[str] = field(default_factory=frozenset)
    everyday: tuple[tuple[int, int], ...] = ()
    strangers: tuple[Stranger, ...] = ()
    others: tuple[str, ...] = ()
    """Words that name a topic of their own, whatever else is said: 退休, 会费."""

    @property
    def text(self) -> str:
        """The normalised sentence."""
        return self.normalised.text

    @property
    def intent(self) -> str:
        """The best intent, or ""."""
        return self.matches[0].intent if self.matches else ""

    @property
    def impossible_day(self) -> str | None:
        """The words of a day that no calendar has (2月30日), or None."""
        return impossible_day(self.text)

    def fits(self, intent: str) -> bool:
        """True when the sentence fits `intent`, best or not."""
        return any(match.intent == intent for match in self.matches)
