"""A part that alone is what the target asks: 建会3家，其中25人以上的1家."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .found import Found
from .line import Share

_SIGNS = ",。;!()"
_ENDS = re.compile("[,。;!()]|$")


def named_parts(text: str, found: Sequence[Found], named: Callable[[str], frozenset[str]]) -> list[Found]:
    """Return the numbers, of which a part counts instead of its whole where only its words name a target.

    `named` gives the targets that words name as such.
    """
    result: list[Found] = []
    for one in found:
        whole = next((two for two in reversed(result) if _is_whole(two, one)), None)
        part = one.quantity.share is Share.PART and whole is not None
        if part and whole and named(_clause(text, one)) - named(_clause(text, whole)):
            result[result.index(whole)] = _shared(whole, Share.ALL_NAMED)
            one = _shared(one, Share.OF_NAMED)
        result.append(one)
    return result


def _is_whole(one: Found, part: Found) -> bool:
    alike = one.quantity.share is Share.WHOLE and one.quantity.unit == part.quantity.unit
    return alike and one.quantity.value >= part.quantity.value


def _shared(one: Found, share: Share) -> Found:
    return replace(one, quantity=replace(one.quantity, share=share))


def _clause(text: str, one: Found) -> str:
    begin = max(text.rfind(sign, 0, one.start) for sign in _SIGNS) + 1
    ends = _ENDS.search(text, one.end)
    return text[begin : ends.start() if ends else len(text)]
