"""Names of people whom no plan names: 张三 in 张三是谁, 王磊 in 是不是王磊联系的.

Only where a person is asked for or claimed; a word that a plan prints, a place or a known name is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from .tables import language_sections

_HAN = "\u3400-\u9fff"
_NO_GIVEN = frozenset(
    "是谁在的了吗呢吧有无什么哪里这那各多少几个要做建我们你您他她它市县区省州部室会办组工长联系对口挂包牵头负责分管担任"
    "兼属于和与跟由归到不没可能就也都还一二两及或把被给让问查看说讲"
)
_BEFORE = f"(?:^|(?<=[^{_HAN}0-9])|(?<=是不是)|(?<=请问)|(?<=听说)|(?<=据说)|(?<=[是由归叫问查找那跟和与]))"
_MATTER = (
    *("是谁", "是哪", "是什么(?:人|职务|职位|领导|身份|官)", "是啥(?:人|职务|官)?", "是干", "是做"),
    *(
        "是不是(?:组长|副组长|成员|联络员|领导)",
        "什么职务",
        "啥职务",
        "什么职位",
        "什么身份",
        "担任",
        "任什么",
    ),
    "的?(?:职务|职位|身份|联系|对口|挂联|挂钩|挂的|包联|包县|牵头|分管|负责|管哪|管什么|挂哪|挂几|包哪)",
    *(
        "(?:是|是不是)[^,。?是]{1,8}(?:组长|联络员|主席|书记|领导)(?:吗|吧|对|$)",
        "在(?:哪个部门|哪个组|名单|方案|不在|专班|领导小组)",
        "是(?:专班|领导小组)",
        "属于哪",
        "对吧",
        "对吗",
        "对不对",
        "是吧",
        "吧",
        "吗",
    ),
)
_AFTER = re.compile(
    "(?:这个人|这人|那个人|同志|主席|副主席|部长|主任|书记|老师)?(?:" + "|".join(_MATTER) + ")"
)
_ALONE = re.compile("(?:这个人|同志)?[?？。!！]*$")
_CLAIMED = re.compile("(?:是|由|归|叫|是不是)$")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person's name that no plan prints, and where it stands."""

    text: str
    start: int
    end: int


def find_strangers(
    text: str, taken: Iterable[tuple[int, int]], printed: Callable[[str], bool]
) -> tuple[Stranger, ...]:
    """Return the unknown people of a normalised sentence.

    `taken`: spans of places and known names; `printed` tells whether a plan uses the word.
    """
    spans = list(taken)
    found: list[Stranger] = []
    for match in _pattern().finditer(text):
        stranger = _one(text, match.start(), printed)
        if stranger and not any(stranger.start < end and start < stranger.end for start, end in spans):
            found.append(stranger)
            spans.append((stranger.start, stranger.end))
    return tuple(found)


def _one(text: str, start: int, printed: Callable[[str], bool]) -> Stranger | None:
    """The shortest name at `start` behind which a person's matter follows."""
    surname = 2 if text[start : start + 2] in _tables()["two"] else 1
    for length in (surname + 1, surname + 2):
        name = text[start : start + length]
        given = name[surname:]
        if len(name) < length or any(char in _NO_GIVEN or not "\u3400" <= char <= "\u9fff" for char in given):
            return None
        if name[:2] in _tables()["no_names"]:
            return None
        ends = _ALONE.match(text, start + length) and _CLAIMED.search(text[:start])
        if (_AFTER.match(text, start + length) or ends) and not printed(name):
            return Stranger(name, start, start + length)
    return None


@cache
def _tables() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in language_sections("surnames.txt").items()}


@cache
def _pattern() -> re.Pattern[str]:
    singles = "".join(_tables()["one"])
    doubles = "|".join(sorted(_tables()["two"]))
    return re.compile(f"{_BEFORE}(?=(?:{doubles}|[{singles}])[{_HAN}])")
