"""Numbers that tell no result of the work: of what goes with it, or of what somebody only means to do.

表彰6个班组 are no six contests, 走了3个村 no three talks, 建会意向5家 no five unions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from ..schema.task import Target
from .alike import EVENTS, PERSONS
from .files import Counting
from .found import Found
from .line import Quantity, Share

_THINGS = frozenset({"个", "家", "项", "支", "件", "套"})
_REACH = 14
_LONGEST = 8
"""No name of such a thing is longer, with the word between it and its number."""
_ENDS = re.compile(r"$|[,。;!、]")


class BesideReader:
    """Marks such numbers. Holds no state between lines."""

    def __init__(self, counting: Counting) -> None:
        """Compile the patterns of quantities.yaml."""
        self._beside = re.compile(rf"(?:{counting.beside}){counting.noun_ends}")
        awarded = "(?:表彰|评选|评出|奖励)?"
        self._beside_before = re.compile(rf"(?:{counting.beside}){awarded}(?:共|约|有|了|各)?$")
        self._furnished = re.compile(rf"(?:{counting.furnished}){counting.noun_ends}")
        self._furnished_before = re.compile(rf"(?:{counting.furnished})(?:共|约|有|了|各)?$")
        self._covers = re.compile(counting.covers)
        self._places = re.compile(rf"(?:{counting.places_beside}){counting.noun_ends}")
        self._meant = re.compile(rf"(?:{counting.meant})[^,。;、\d]{{0,8}}$")
        self._meant_after = re.compile(rf"[^,。;、\d]{{0,8}}?(?:{counting.meant})")
        self._applied = re.compile(rf"(?:{counting.applied})[^,。;\d]{{0,10}}$")
        self._applied_only = re.compile(counting.applied_only)
        self._any_meant = re.compile(f"{counting.meant}|{counting.applied}")
        self._meant_is_result = re.compile(counting.meant_is_result)

    def marked(self, text: str, found: Sequence[Found]) -> list[Found]:
        """Return the numbers, each that counts other things, or what is only meant, with its share."""
        meant = self._any_meant.search(text) is not None
        found = [self._without_applied(text, one, found) for one in found] if meant else found
        meant = meant and self._meant_is_result.search(text) is None
        if not meant and _THINGS.isdisjoint([one.quantity.unit for one in found]):
            return list(found)
        units: set[str] = set()
        result = []
        for one in found:
            result.append(self._with_share(text, one, meant=meant, units=units))
            units.add(one.quantity.unit)
        return result

    def _with_share(self, text: str, one: Found, *, meant: bool, units: Set[str]) -> Found:
        if one.denied or one.quantity.share is not Share.WHOLE:
            return one
        share = Share.WHOLE
        if meant and self._is_meant(text, one):
            return replace(one, quantity=replace(one.quantity, share=Share.OPEN), ahead=True)
        if one.quantity.unit in _THINGS and not one.quantity.people:
            covered = not _THINGS.isdisjoint(units) and self._covers.search(text, 0, one.start)
            beside = self._is(text, one, self._beside, self._beside_before)
            again = one.quantity.unit in units
            if covered or beside or (again and self._is(text, one, self._furnished, self._furnished_before)):
                share = Share.BESIDE
            elif self._places.match(text, one.end):
                return replace(one, of_places=True)
        return replace(one, quantity=replace(one.quantity, share=share)) if share else one

    def _without_applied(self, text: str, one: Found, found: Sequence[Found]) -> Found:
        """The number; of those who put down their names it is no result where others tell who came."""
        if one.denied or self._applied.search(text, max(0, one.start - _REACH), one.start) is None:
            return one
        planned = any(two.quantity.share is Share.OPEN and two.start < one.start for two in found)
        units = {one.quantity.unit, ""} if one.quantity.unit not in PERSONS else PERSONS | {""}
        others = any(two.start > one.start and two.quantity.unit in units for two in found)
        if not others and not planned and self._applied_only.search(text, one.end) is None:
            return one
        return replace(one, quantity=replace(one.quantity, share=Share.OPEN), ahead=True)

    def _is_meant(self, text: str, one: Found) -> bool:
        begin = max(text.rfind(sign, 0, one.start) for sign in ",。;、") + 1
        before = self._meant.search(text, begin, one.start)
        return before is not None or self._meant_after.match(text, one.end) is not None

    @staticmethod
    def _is(text: str, one: Found, after: re.Pattern[str], before: re.Pattern[str]) -> bool:
        """True where such a thing follows the number, or nothing does and it stands before it."""
        if after.match(text, one.end):
            return True
        if _ENDS.match(text, one.end) is None:
            return False
        return before.search(text, max(0, one.start - _LONGEST), one.start) is not None


def of_targets(one: Found, targets: Sequence[Target]) -> Quantity:
    """Return the number; one of places where work was done counts nothing where events are counted."""
    taking = [target for target in targets if one.quantity.unit in target.accepts]
    if one.of_places and taking and all(target.unit in EVENTS for target in taking):
        return replace(one.quantity, share=Share.BESIDE)
    return one.quantity
