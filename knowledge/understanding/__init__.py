"""From a typed sentence to what it says: normalising, entities, words, intents, points."""

from .blanking import blanked
from .each_of import each_of
from .engine import Understanding
from .following import Side
from .indexing import Index
from .naming import Bearer, Mention
from .numbers import Number, find_numbers, parse_number
from .periods import Period
from .reading import Reading
from .retrieval import Hit

__all__ = [
    "Bearer",
    "Hit",
    "Index",
    "Mention",
    "Number",
    "Period",
    "Reading",
    "Side",
    "Understanding",
    "blanked",
    "each_of",
    "find_numbers",
    "parse_number",
]
