"""Of whom something is asked of each: 每个县级工会, 每个乡镇, 每家企业."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KINDS = {
    "county": "县级工会|县区|区县|县[（(]?市[、,]?区[）)]?|县",
    "town": "乡镇|街道|乡|镇",
    "village": "村|社区",
    "firm": "企业|公司",
    "prefecture": "州[（(]市[）)]|州市|地市|地级市|市|州",
    "province": "省",
    "person": "人(?!民)|名?社工|名?职工",
}
_OTHER_LEVELS = frozenset({"town", "village", "firm", "prefecture", "province"})
_ONE_EACH = "乡镇|街道|乡|镇|村|社区|州|市|企业|公司"
"""一个乡镇一个 says of each what 每个乡镇 says."""
_EACH = re.compile(
    f"(?:每(?:一?[个家名位])?|一个(?=(?:{_ONE_EACH})[^,，。]{{0,3}}[一两二12][个家场期]))"
    "(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + ")"
)


@dataclass(frozen=True, slots=True)
class EachOf:
    """One such place in a sentence; `kind` is county, town, village, firm, prefecture, province or person."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def of_another_level(self) -> bool:
        """True for what is neither a county nor a person: the plans for county unions seldom speak of it."""
        return self.kind in _OTHER_LEVELS


def each_of(text: str) -> Iterator[EachOf]:
    """Give the places of a sentence that say of whom each."""
    for match in _EACH.finditer(text):
        yield EachOf(match.lastgroup or "", match[0], match.start(), match.end())
