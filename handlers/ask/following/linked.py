"""What is asked after the question who links a county, or after one about a person: which other counties."""

from __future__ import annotations

import re
from typing import Protocol

from knowledge import Reading, Side

from ..question import residue
from .parts import county_of, parts_of, province_of

LIAISON = ("liaison_of_place", "liaison_maybe")
LINKED = "对口联系单位"
PERSON = re.compile(r"他|她|[这那]个?人(?![均数员口才们])|这位|那位")
_OWN, _THIS_UNIT = "我们县", "这家"
_ONE_PERSON = re.compile("[他她](?!们)")
_POINTING = re.compile("他们|她们|它们|他|她|它|这个人|那个人|这位|那位|这家|那家")
_LINKING = frozenset({"liaise", "manage", "other_one"})
_COUNTIES = frozenset({"county_word", "other_one"})
_PLACES = frozenset({"where", "who"})
"""他们还联系哪里, 还联系谁."""
_WHICH = frozenset({"county_word", "county_noun", "county_count"})
_OTHERWISE = re.compile("[没未]")
"""Asks for the counties that nobody links."""
_ONLY_OTHERS = re.compile(
    "[它他她这那家其位个哪几两些一共同时另外还也都在是有要着的吗呢啊呀嘛吧么咧嘞哩哈没不别只就总"
    "县市区州里地方边块点样单位工会部门处室谁什啥管带挂钩联系络对口接包罩结盯由手头上除了我们咱以之到底"
    "?,。 ]*"
)
"""All that is said where a unit's other counties are asked for; 还有哪些补助 and 别的县都报了吗 say more."""


class SideOf(Protocol):
    """Tells what a sentence that follows another asks for, in plain words."""

    def __call__(self, text: str, *, of_liaison: bool = False) -> Side | None:
        """Return the side, None for a sentence that asks for none that is known."""


def in_plain_words(earlier: Reading, reading: Reading, side: SideOf) -> str:
    """Return the sentence that asks for a unit's other county (这家还带着谁) in plain words; else ""."""
    asked = (
        side(reading.text, of_liaison=True) if earlier.intent in LIAISON and not parts_of(reading) else None
    )
    if asked is None or not _ONLY_OTHERS.fullmatch(reading.text):
        return ""
    who = _ONE_PERSON.search(reading.text)
    return f"{who[0] if who else _THIS_UNIT}{asked.words}"


def counties_asked(earlier: Reading, reading: Reading, bare: str) -> str:
    """Return the whole question for 它还管哪个县 and 挂着哪两个县; "" for any other sentence."""
    return _of_the_unit(earlier, reading) or _of_the_named(earlier, reading, bare)


def _of_the_unit(earlier: Reading, reading: Reading) -> str:
    """The sentence for 它还管哪个县 after the question who links a county; "" for any other."""
    county = county_of(earlier) or (_OWN if "mine" in earlier.groups else "")
    asked = reading.groups & (_COUNTIES | _PLACES) and reading.groups & _LINKING
    if not county or earlier.intent not in LIAISON or not asked or parts_of(reading):
        return ""
    if _OTHERWISE.search(reading.text) or _ONE_PERSON.search(reading.text):
        return ""
    if not _ONLY_OTHERS.fullmatch(reading.text):
        return ""
    return f"{county}的{LINKED}还联系哪些县"


def _of_the_named(earlier: Reading, reading: Reading, bare: str) -> str:
    """The sentence for 挂着哪两个县 after a question about a person or unit; "" for any other."""
    asked = "liaise" in reading.groups and reading.groups & _WHICH and not _OTHERWISE.search(reading.text)
    if not asked or not earlier.names or earlier.intent in LIAISON or "mine" in reading.groups:
        return ""
    if parts_of(reading) or len(residue(reading, groups=_WHICH | _LINKING)) > 1:
        return ""
    return f"{province_of(earlier)}{earlier.names[0].text}{_POINTING.sub('', bare)}"
