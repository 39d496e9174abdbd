"""各县有哪些困难, 我们报的亮点, 勐海县走访了几次: questions for what was told, in plain words."""

from __future__ import annotations

import re

from ..access import Act, may_anywhere
from ..area import Area, Handle, command_choice
from ..people.finding import units_named
from ..phrases import say
from ..reply import Choices, Outcome, Reply, Text
from ..spoken import END, WE
from ..turn import Turn
from . import in_words, prefectures, whose
from .cycles import present

_KINDS = {
    "p": "困难(?:和问题)?|问题(?:和困难)?|难点|难处|难题|堵点|卡点",
    "h": "亮点(?:工作)?|典型(?:经验|做法)?|好做法|经验做法|特色做法",
    "v": "(?:调研)?走访(?:情况|记录)?|调研(?:情况|记录)",
}
_KIND = "|".join(f"(?P<{letter}>{words})" for letter, words in _KINDS.items())
_WHAT = "(?:哪些|什么|啥|几个|多少个?|几条|多少条)"
_TOLD = "(?:上?报|提|记|反映|上交)"
_NOW = "(?:都|最近|现在|目前|还|一共|总共)*"
_WHO = r"(?P<who>[\u4e00-\u9fff]{0,15}?)"
_LOOK = "(?:看看|看一下|查看|看|查)?"
_WAYS = (
    re.compile(
        rf"(?P<any>(?:哪些|哪几个|哪个)(?:县|县区|地方|单位)){_NOW}(?:有|{_TOLD}|遇到)(?:了|过)?(?:{_KIND}){END}"
    ),
    re.compile(
        rf"{_LOOK}{_WHO}{_NOW}(?:有|{_TOLD}|遇到|存在|碰到)(?:了|过|到|上来)?些?{_WHAT}(?:{_KIND}){END}"
    ),
    re.compile(rf"{_LOOK}{_WHO}(?:{_TOLD}(?:了|过)?)?的?(?:{_KIND}){_NOW}(?:有|是|包括)?{_WHAT}{END}"),
    re.compile(rf"{_LOOK}(?P<told>{_WHO}{_TOLD}(?:了|过)?的)(?:{_KIND}){END}"),
    re.compile(rf"{_LOOK}{_WHO}的?(?:{_KIND}){END}"),
)
_COUNTY = "(?:县|县里|县区|县市区|单位|地方)?"
_OWN = re.compile(rf"{WE}{_COUNTY}(?:总?工会)?(?:这边|这里)?的?")
_ALL = re.compile(
    rf"{WE}?(?:下面|下边|底下|全[省市州]|各|[省市州]里?|对口联系|联系|的|几个|两个|这些|所有)*{_COUNTY}的?"
)
_OF_PLACE = re.compile(rf"(?:下面|各|所有|的)*{_COUNTY}$")
"""What may follow a prefecture's name: 昆明市各县."""


def text(turn: Turn) -> Handle | None:
    """Return who lists the problems, highlights or visits that are asked for; None for other texts."""
    if not turn.request.private or not may_anywhere(Act.SEE_ENTRIES, turn.memberships):
        return None
    said = re.sub(r"\s", "", turn.text)
    found = next((match for way in _WAYS if (match := way.fullmatch(said))), None)
    if found is None:
        return None
    groups = found.groupdict()
    letter = next(one for one in _KINDS if groups.get(one))
    who = groups.get("who") or ""
    units = whose.counties(turn)
    if not units or (not who and _bare(said, groups)):
        return None
    return _meant(turn, units, who, letter)


def _bare(said: str, groups: dict[str, str | None]) -> bool:
    """A kind alone, or 有什么问题, may ask for anything; 有哪些亮点 and 报的问题 ask for what was told."""
    if groups.get("any") or groups.get("told"):
        return False
    return not re.search(_WHAT, said) or (groups["p"] == "问题" and not re.search(_TOLD, said))


def _meant(turn: Turn, units: tuple[str, ...], who: str, letter: str) -> Handle | None:
    """The page of the named, the own or all counties; None where somebody else is meant."""
    if len(units) == 1 and (not who or _OWN.fullmatch(who)):
        return _of_county(units[0], letter)
    if len(units) > 1 and _ALL.fullmatch(who):
        return lambda writing: in_words.of_all(writing, units, f"{letter}.0")
    exact, _ = units_named(who, units, turn)
    if len(exact) == 1:
        return _of_county(exact[0], letter)
    if _elsewhere(turn, who):
        return _not_theirs
    if len(units) == 1:
        return None
    named = prefectures.named(turn, units, _OF_PLACE.sub("", who) or who)
    if named is None:
        return None
    code = named.partition(":")[2]
    return lambda writing: in_words.of_all(writing, units, f"{letter}.0.{code}")


def _elsewhere(turn: Turn, who: str) -> bool:
    """True for the name of a county; asked when it is none of those that the person may see."""
    exact, _ = units_named(who, [place.unit for place in turn.catalogue.places.counties], turn)
    return len(exact) == 1


def _not_theirs(_turn: Turn) -> Reply:
    own = Choices((command_choice(say("progress.word"), "progress"),))
    return Reply((Text(say("guide.others"), strong=True), own), Outcome.ANSWERED, "guide_others")


def _of_county(unit: str, letter: str) -> Handle:
    return lambda writing: in_words.of_county(writing, unit, present(writing, unit), f"{letter}.0")


AREA = Area("told words", text=text)
"""Asked before reports are: 各县的困难 from a level above would else be taken for a report of its own."""
