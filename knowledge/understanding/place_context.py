"""What stands around a name: whether it is a name there, or part of other words."""

from __future__ import annotations

from functools import cache

from .tables import language_sections

_CUES = language_sections("place_cues.txt")
BEFORE = _CUES["before"]
ASKS = _CUES["asks"]
AFTER = (*ASKS, *_CUES["after"])
_BEFORE_HE = _CUES["before_he"]
_LINKS = _CUES["links"]
_TOGETHER = _CUES["together"]
# 县级, 县域, 市民, 区间: the ending belongs to the next character.
NOT_AN_ENDING = frozenset("级域民场间别容")
# First characters of names that can stand as a word of their own: 新 in 新平台, but not 昆 in 昆明天气.
_FREE = frozenset(
    "包长南无怀五固大田八花雨当含和相定来全天明界金六利贵东石青宁广西富会红通易元保施古水新双个开建绿河文云福香麻义安太望"
)
_RARE = frozenset("泾歙黟萧泗")


def is_han(sign: str) -> bool:
    """True for a Chinese character."""
    return "\u3400" <= sign <= "\u9fff"


def open_before(text: str, start: int) -> bool:
    """True when a name may begin at `start`: nothing, no character or a usual word stands before it."""
    return start == 0 or not is_han(text[start - 1]) or text.endswith(BEFORE, 0, start)


def open_after(text: str, end: int) -> bool:
    """True when a name may end at `end`."""
    return end >= len(text) or not is_han(text[end]) or text.startswith(AFTER, end)


def hard_before(text: str, start: int) -> bool:
    """True when nothing or no Chinese character stands before."""
    return start == 0 or not is_han(text[start - 1])


def surely_after(text: str, end: int) -> bool:
    """True when what follows at `end` is asked of a place and hardly of anything else."""
    return text.startswith(ASKS, end)


@cache
def _joints() -> frozenset[str]:
    return frozenset(language_sections("ordinary_words.txt")["joints"])


@cache
def is_rare(sign: str) -> bool:
    """True for a character outside the common half of GB 2312; words hardly begin or end with it."""
    try:
        return sign.encode("gb2312")[0] >= 0xD8
    except UnicodeEncodeError:
        return True


def across_words(text: str, start: int, end: int) -> bool:
    """True when the name at `start` is made of the end of one word and the beginning of the next."""
    if end - start > 2 or any(is_rare(sign) for sign in text[start:end]):
        return False
    joints = _joints()
    if start > 0 and text[start - 1 : start + 1] in joints:
        return True
    return text[start] in _FREE and text[end - 1 : end + 1] in joints


def single_stands(text: str, start: int, end: int, *, touching: bool, related: bool) -> bool:
    """Whether 和县, 云县, 郊区 … at `start` is the county.

    `touching`: another place stands straight before; `related`: one that it lies in or beside.
    """
    name = text[start:end]
    following = text[end : end + 1]
    if following in NOT_AN_ENDING and following:
        return False
    if name == "郊区":
        return related or (open_before(text, start) and (surely_after(text, end) or _alone(text, start, end)))
    if name[0] in _RARE:
        return True
    if name == "芒市":
        return text[start - 1 : start] not in ("光", "锋") or start == 0
    if name == "和县":
        return _he_stands(text, start, end, related)
    return touching or (open_before(text, start) and following != "里")


def _he_stands(text: str, start: int, end: int, related: bool) -> bool:
    if text.startswith(("里", "区", "乡", "市", "(", "、市"), end):
        return False
    if start == 0 or not is_han(text[start - 1]):
        return True
    if any(word in text[end : end + 10] for word in _TOGETHER):
        return False
    ends = end >= len(text) or not is_han(text[end]) or surely_after(text, end)
    return related or text.endswith(_BEFORE_HE, 0, start) or (ends and text.endswith(_LINKS, 0, start))


def _alone(text: str, start: int, end: int) -> bool:
    """True when the sentence says nothing else."""
    return not any(is_han(sign) for sign in text[:start] + text[end:])
