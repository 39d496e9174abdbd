"""Follow-up questions: what 那长丰呢, 分几次发 and 不对，我问的是云南 mean after the last question.

A follow-up is turned into a whole question by putting its new part in the place of the old one, so that
everything after this step sees one self-contained sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge import Facet, Reading, blanked

from ..question import residue
from . import linked
from .linked import LIAISON, LINKED, PERSON, SideOf
from .parts import PLACES, Part, county_of, parts_of, province_of
from .turning import doubts, objects, only_talks, wants_more, with_count, with_number, without_slip

Read = Callable[[str], Reading]
Topic = Callable[[Reading], str | None]
Score = Callable[[Reading], float]


_LEAD = re.compile(
    "^(?:那么|那(?![个笔项位些条块事里人])|不对|不是|错了|哦|嗯|好的|还有|另外|再问下|再问|对了|不是不是|我是说|我[说问讲指]的?是|[说问讲]的是|我问"
    "|换成|改成|如果是|要是|[,，。、 ])+"
)
TAIL = re.compile(r"(?:的)?(?:呢|咧|嘞|哩|啊|呀|怎么样|咋样|又如何|如何)?[?？。!！~ ]*$")
PRONOUN = re.compile(
    r"他们|她们|它们|他|她|它|(?![这那](?:一?个|几个|几|一|两|两个)?(?:月|周|星期|礼拜|季|年|半年|旬|天|日))(?<![我咱俺们])"
    r"(?:[这那]个?人(?![均数员口才们])|这位|那位|这笔钱|那笔钱|这个钱|那个钱|这项|那项|这个|那个|这事|那事|这些|那些|这条|那条|这块|这)"
)
"""这个月 is a time and 我们这 a place: no 这 in them points back."""
_MONEY_PRONOUN = re.compile("[这那](?:笔|个|些)钱")
_SIDES = {
    Facet.MONEY: "多少钱",
    Facet.PAYER: "谁出钱",
    Facet.PAYMENT: "分几次发",
    Facet.COUNT: "要几个",
    Facet.OFTEN: "多久一次",
    Facet.WHEN: "什么时候",
    Facet.LEAD: "谁牵头",
    Facet.TO: "报给谁",
    Facet.WHO: "谁负责",
    Facet.MEANING: "是什么意思",
    Facet.HOW: "怎么做",
    Facet.WHERE: "在第几条",
}
"""The side that an earlier question asked for, in words that fit any topic."""
_NAMES_TOPIC = 0.4  # 占几分 finds nothing so well: it is no topic
_TOPIC = 4  # 厂务公开那个会 names its topic itself
_NEXT = re.compile("(?P<back>上|前)一?[个项题条款](?!月|季|年|周)|(?:下|后)一?[个项题条款](?!月|季|年|周)")
_CORRECTED = "我说的是"
_COUNT = re.compile("[0-9]+|[一二三四五六七八九十]+")
_BARE_NUMBER = re.compile("第([0-9]+|[一二三四五六七八九十]+)个?")
_LAST_COUNT = re.compile(r"[0-9]+$|(?<=\()[一二三四五六七八九十]+(?=\)$)")
_HAN = "一二三四五六七八九十"
_GENERAL = ("money_overview", "tasks_overview", "due_in_period", "coming_due", "past_due", "programme")
"""Questions about no one thing, on which another could lean."""
_COUNTED = ("liaison_count", "progress_asked", "not_reported")
"""Questions that are complete in a few words: 有几个县, 哪些县没报."""
_PROGRAMME = "programme"
_ONLY_MONEY = re.compile("(?:那|这)?(?:的)?(?:钱|经费|资金|补助|补贴|款)[呢嘞?？]*")
_VERY_SHORT = 5
_OF_A_VISIT = frozenset({Facet.WHEN, Facet.OFTEN, Facet.COUNT, Facet.HOW})
_IN_ROW = re.compile("第[一二三四五六七八九十0-9]+个?(?P<row>[\u3400-\u9fff]{2})")
_OF_A_UNIT = frozenset({Facet.WHO, Facet.WHEN, Facet.OFTEN, Facet.HOW, Facet.TO})
_LEVEL = re.compile("(县级工会|市级工会|[县市州省](?:里|级|总工会|总|一级)|州市)(?:面|头)?的?")
_LEVELS = frozenset({"national_word", "provincial_word"})
_OF_MONEY = frozenset({Facet.MONEY, Facet.WHAT})
_PART_OF_SUM = re.compile("第[一二两三四五1-5](?:笔|[次批期](?=.{0,3}(?:钱|发|拨|给|到账)))")
_OF_PARTS = "第一二两三四五笔次批期发拨给"
_MONEY_WORDS = frozenset({"money_word"})
_NAMED = ("county", "prefecture", "unit", "person")
_JOINTS = " 的和与跟、"
_LITTLE = 2  # a side with so many more characters (啥材料) still leans on the question before
_SHORT = 14
_NEARLY_ALL, _HALF = 0.8, 0.5  # of the characters of a sentence
_SURELY_WHOLE = 0.9  # one that begins as a follow-up (那…) stands on its own from here on
_CLEARLY = 1.3  # times what it finds with the topic before
_WHOLE = 0.62  # a question that finds a point this well stands on its own


def complete(
    question: str, history: Sequence[str], read: Read, topic: Topic, score: Score, side: SideOf
) -> str:
    """Return `question` as a sentence that stands on its own, given the earlier ones (oldest first)."""
    if not history:
        return question
    reading = read(question)
    if (only_talks(reading) and not wants_more(reading.text)) or _strange(reading):
        return question
    corrected = without_slip(reading.text, history[-1])
    if other := with_number(history[-1], corrected):
        return complete(other, history[:-1], read, topic, score, side)
    if corrected:
        question, reading = corrected, read(f"{_CORRECTED}{corrected}")
    before = complete(history[-1], history[:-1], read, topic, score, side)
    if doubts(reading.text) or objects(reading.text):
        return before
    earlier = read(before)
    if other := linked.in_plain_words(earlier, reading, side):
        question, reading = other, read(other)
    if wants_more(reading.text):
        return _all_of(earlier, before, topic)
    return _following(earlier, reading, read, topic, score, side) or question


def _following(
    earlier: Reading, reading: Reading, read: Read, topic: Topic, score: Score, side: SideOf
) -> str | None:
    """The sentence put together with the one before; None where it stands on its own."""
    bare = TAIL.sub("", _LEAD.sub("", reading.text))
    marked = _LEAD.match(reading.text) is not None or reading.text.rstrip("?？").endswith("呢")
    following = _next(earlier, reading.text)
    if following is None and "rated" in earlier.features:
        following = with_count(earlier.text, bare.strip("?？ ")) or None
    if following is not None:
        return following
    if others := linked.counties_asked(earlier, reading, bare):
        return others
    if earlier.intent in LIAISON and _of_everything(reading) and "mine" not in reading.groups:
        return (province_of(earlier) or county_of(earlier)) + bare
    if _whole(reading, earlier, marked, topic) or not _leans(reading, bare, marked, score):
        return None
    later = read(bare)
    if not later.facets and side(bare):
        return None  # a side in other words, no topic that takes over the side before
    if level := _other_level(earlier, bare):
        return level
    if county := _one_of_them(earlier, later, bare):
        return county
    exchanged = None if PERSON.search(bare) else _exchange(earlier, later, bare)
    whole = exchanged or _resolve(earlier, later, bare, topic, score)
    return bare if whole and marked and _fits_better_alone(later, read(whole), score) else whole


def _fits_better_alone(alone: Reading, whole: Reading, score: Score) -> bool:
    """True when what begins as a follow-up finds its own point, and hardly any with the topic before."""
    own = score(alone) if residue(alone) and alone.facets - {Facet.WHAT} else 0.0
    return own >= _WHOLE and own >= _CLEARLY * score(whole)


def _strange(reading: Reading) -> bool:
    """True for words of no work at all (老婆, 火锅), which lean on nothing."""
    return "off_topic" in reading.groups and not reading.groups & {"union_matter", "field"}


def _all_of(earlier: Reading, before: str, topic: Topic) -> str:
    """The topic alone, on which everything is told; the question again where it is about a place or day."""
    name = topic(earlier) if not earlier.periods and earlier.intent not in LIAISON else None
    return f"{province_of(earlier)}{name}" if name else before


def _next(earlier: Reading, text: str) -> str | None:
    """The earlier question with its number one higher or lower, for 下一题呢, 上一项 and 还有呢，下一条."""
    asked = _NEXT.search(text)
    if not asked or len(text) > _SHORT or not earlier.references:
        return None
    step = -1 if asked["back"] else 1
    last = earlier.references[-1]
    if last.clause:
        moved = _LAST_COUNT.sub(lambda found: _moved(found[0], step), last.clause)
    else:
        moved = _COUNT.sub(str(last.number + step), last.text, count=1)
    return earlier.text[: last.start] + moved + earlier.text[last.end :]


def _moved(numeral: str, step: int) -> str:
    """The numeral before or after, written as it was: 3 → 4, 四 → 五."""
    if numeral.isdigit():
        return str(int(numeral) + step)
    place = _HAN.find(numeral) + step
    return _HAN[place] if 0 <= place < len(_HAN) else numeral


def _whole(reading: Reading, earlier: Reading, marked: bool, topic: Topic) -> bool:
    """True when the sentence says by itself whose or which matter it asks about, or for which days.

    That holds for 这个月要做什么, for 勐海县进展怎么样, 我们要建多少工会 and for 驿站由谁管.
    """
    if PRONOUN.search(reading.text):
        return False
    if reading.intent == "due_in_period" and reading.periods:
        return not (marked and earlier.intent == "due_in_period")
    if not marked and _of_everything(reading) and ("mine" in reading.groups or earlier.intent in _GENERAL):
        return True
    if marked or ("contact" in reading.groups and earlier.intent in LIAISON):
        return False
    if reading.intent in _COUNTED:
        return True
    if not residue(reading):
        return False
    of_somebody = "mine" in reading.groups or any(m.kind in PLACES for m in reading.places.mentions)
    if of_somebody:
        return True
    name = topic(reading)
    return name is not None and name in reading.text and bool(reading.facets - {Facet.WHAT})


def _of_everything(reading: Reading) -> bool:
    """True for 要交什么, 我要干啥, 补助多少钱: all to be done or all the money, no side of one thing."""
    if parts_of(reading) or PRONOUN.search(reading.text):
        return False
    if reading.intent == "money_overview":
        return not residue(reading, groups=_MONEY_WORDS) and not reading.facets - _OF_MONEY - {Facet.COUNT}
    asked = reading.groups & {"due", "task_word"}
    return bool(asked) and not residue(reading) and not reading.facets - {Facet.WHAT}


def _leans(reading: Reading, bare: str, marked: bool, score: Score) -> bool:
    """True when the sentence needs the one before it."""
    if PERSON.search(reading.text) and len(bare) <= _SHORT:
        return True
    if marked and not reading.facets - {Facet.WHAT} and len(bare) <= _SHORT and not _stands(reading):
        return True
    if pronoun := PRONOUN.search(reading.text):
        alone = residue(reading, without=pronoun[0])
        money = _MONEY_PRONOUN.search(reading.text)
        if not alone or money or len(bare) <= _SHORT:
            return not alone or score(reading) < (_SURELY_WHOLE if money else _WHOLE)
    if len(bare) > _SHORT:
        return False
    if reading.groups >= _LEVELS and not reading.names:
        return True
    if not residue(reading) or _side_of_money(reading) or (marked and _only_parts(reading, bare)):
        return True
    if marked:
        return score(reading) < _SURELY_WHOLE
    if len(bare) <= _VERY_SHORT and not _stands(reading):
        return not reading.facets or score(reading) < _SURELY_WHOLE
    bare_side = len(residue(reading)) <= _LITTLE
    return bare_side and not _stands(reading) and score(reading) < _WHOLE


def _only_parts(reading: Reading, bare: str) -> bool:
    """True when nearly all of the sentence is a name, a place, a period or a number: 李琦呢."""
    return sum(len(part.text) for part in parts_of(reading)) >= _NEARLY_ALL * len(bare.replace(" ", ""))


def _side_of_money(reading: Reading) -> bool:
    """True for 是哪年的钱, 第二笔什么时候发: a side or a part of a sum, which sum is not said."""
    if part := _PART_OF_SUM.search(reading.text):
        return not residue(reading, without=part[0], groups=_MONEY_WORDS).strip(_OF_PARTS)
    if "money_word" not in reading.groups or not reading.facets - _OF_MONEY:
        return False
    return not residue(reading, groups=_MONEY_WORDS) and not parts_of(reading)


def _stands(reading: Reading) -> bool:
    """True when the sentence fits an intent that needs no earlier words."""
    if _side_of_money(reading):
        return False
    return bool(reading.matches) and reading.intent not in ("days_left", "where_mentioned", "compare_plans")


def _exchange(earlier: Reading, later: Reading, bare: str) -> str | None:
    """Put the later sentence's entities in the place of the earlier one's, if it has nothing else to say."""
    new = parts_of(later)
    if not new or len("".join(part.text for part in new)) < _HALF * len(bare.replace(" ", "")):
        return None
    text, old = _for_one_place(earlier, new)
    used: set[str] = set()
    for part in sorted(old, key=lambda part: -part.start):
        fresh = next((item for item in new if _same(item.kind, part.kind)), None)
        if fresh is not None:
            said = "" if fresh.kind in used else _renumbered(part, fresh)
            text = text[: part.start] + said + text[part.end :]
            used.add(fresh.kind)
    for part in new:
        if part.kind not in used:
            text = part.text + text.lstrip(_JOINTS)
    return " ".join(text.split())


def _one_of_them(earlier: Reading, later: Reading, bare: str) -> str:
    """Who links a county that is named alone after a question about those of a prefecture; else ""."""
    if earlier.intent != "counties_of_prefecture" or not _only_parts(later, bare):
        return ""
    counties = [mention for mention in later.places.mentions if mention.kind == "county"]
    return f"{counties[0].text}谁联系" if len(counties) == 1 else ""


def _other_level(earlier: Reading, bare: str) -> str:
    """The earlier question for 市里的 instead of 县里的; "" where either names no level."""
    said = _LEVEL.fullmatch(bare.strip())
    before = _LEVEL.search(earlier.text)
    if not said or not before or before[1] == said[1]:
        return ""
    return earlier.text[: before.start(1)] + said[1] + earlier.text[before.end(1) :]


def _renumbered(old: Part, new: Part) -> str:
    """第六个呢 after 第三个行动 means 第六个行动: a bare number keeps what was numbered."""
    bare = _BARE_NUMBER.fullmatch(new.text) if new.kind == old.kind == "number" else None
    counts = list(_COUNT.finditer(old.text))
    if bare is None or not counts:
        return new.text
    return old.text[: counts[-1].start()] + bare[1] + old.text[counts[-1].end() :]


def _for_one_place(earlier: Reading, new: list[Part]) -> tuple[str, list[Part]]:
    """The earlier sentence and what can be exchanged in it.

    A county or prefecture takes the place of the province that was named, and ends a comparison of both.
    """
    old = parts_of(earlier)
    if not any(part.kind in PLACES for part in new) or any(part.kind in _NAMED for part in old):
        return earlier.text, old
    provinces = [part for part in old if part.kind == "province"]
    spans = [(word.start, word.end) for word in earlier.words if word.group == "compare"]
    spans += [(part.start, part.end) for part in provinces]
    return blanked(earlier.text, spans), [part for part in old if part.kind != "province"]


def _same(first: str, second: str) -> bool:
    groups = ({"county", "prefecture", "unit", "person"}, {"province"})
    return first == second or any(first in group and second in group for group in groups)


def _resolve(earlier: Reading, later: Reading, bare: str, topic: Topic, score: Score) -> str | None:
    """Put the earlier topic in the place of a pronoun or before a bare side (谁牵头).

    A bare topic takes over the side that was asked for before (那集体协商呢).
    """
    province = province_of(earlier) if not later.plans else ""
    if earlier.intent in LIAISON and later.groups >= _LEVELS:
        return f"{earlier.text.rstrip('?')},{bare}"
    if earlier.intent in LIAISON and _new_topic(later, bare):
        return (province or county_of(earlier)) + bare
    content = PRONOUN.sub("", bare)
    topical = content == bare or (len(content) >= _TOPIC and not PERSON.search(bare))
    part = _PART_OF_SUM.search(bare)
    if not later.facets and topical and not part and score(later) >= _NAMES_TOPIC:
        if earlier.intent == _PROGRAMME:
            return None  # 加强年是干啥的 asks for the whole, and no side of what is named next
        sides = [side for facet, side in _SIDES.items() if facet in earlier.facets]
        return province + bare + sides[0] if sides else None
    name = topic(earlier)
    if earlier.intent in LIAISON and (later.facets & _OF_A_VISIT or "contact" in later.groups):
        name, province = LINKED, province or county_of(earlier)
    if name is None:
        return None
    if _same_row(earlier.text, bare):
        return province + bare
    if PRONOUN.search(bare):
        return province + PRONOUN.sub(name, bare, count=1)
    return f"{province}{name}{_SIDES[Facet.MONEY] if _ONLY_MONEY.fullmatch(bare) else bare}"


def _same_row(before: str, bare: str) -> bool:
    """True for 第一阶段是几月 after 第二阶段从哪天到哪天: another of the same row, named by itself."""
    rows = [{found["row"] for found in _IN_ROW.finditer(text)} for text in (before, bare)]
    return bool(rows[0] & rows[1])


def _new_topic(later: Reading, bare: str) -> bool:
    """True for 那补助呢 after the question who links a county: a topic of its own, no side of that one."""
    if Facet.MONEY in later.facets or "money_word" in later.groups or _of_everything(later):
        return not PRONOUN.search(bare)
    matter = "task_word" in later.groups
    named = bool(residue(later)) or matter
    counties = "county_word" in later.groups and not matter
    of_the_unit = later.facets & _OF_A_UNIT or later.groups & {"post", "contact"} or counties
    return named and not PRONOUN.search(bare) and not of_the_unit
