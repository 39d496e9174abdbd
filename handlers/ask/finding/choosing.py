"""Choosing among the points that a question may be about: what fits best, and whether that is enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge import Facet, Hit, PlanPoint, Silence

from ..question import Question
from .either import tells_one

FLOOR = 0.22
"""Below this a point has too little in common with the question to be an answer."""
THING = 0.35
"""From here on the words beside a period or a day name a thing of the plans."""
STRANGE_FLOOR = 0.32
"""The same for a question without a single word of the plans' field."""
SURE = 0.6
"""From here on a point is what the question is about, whatever else the question says."""
_BOTH = 0.8  # the other province's point is told too from this share of the best score on
_CALLED_TOO = 0.7  # the same for a point of the other plan that is called by its name
HALF = 0.5
"""A point that knows less than this share of a question hardly knows it."""
_PLAIN = 0.68  # from here on the words themselves say enough, whatever side they were filed under
_AS_KNOWN = 0.9  # a point on the side asked for may know this share of what the best one knows
_NEARLY = 0.87  # an answer is preferred to a silence from this share on
_NEARLY_BARE, _AS_KNOWN_BARE = 0.75, 0.8  # the same for a bare topic, which asks for no side
_CLAIMS = frozenset({"yes_no", "must"})
_TELLS_AS_MUCH = 0.5  # of what the silence holds of the topic
_MORE = 0.86  # a second point of the same topic is told from this share on
_SIDE = 0.5  # a point that tells another side asked for is told from this share on
_FITS, _LEADS, _MISSES, _SILENT_MISSES = 1.18, 1.35, 0.88, 0.7
_SILENT_UNASKED = 0.9  # a silence on one side where no side is asked for
HARD = frozenset({Facet.COUNT, Facet.MONEY, Facet.OFTEN, Facet.PAYER, Facet.PAYMENT})
_SURELY_TOLD = HARD | {Facet.LEAD}
"""Sides that an answer must show: else it answers something else."""
_ONE_EACH = frozenset({Facet.WHEN, Facet.LEAD, Facet.TO, Facet.OFTEN, Facet.PAYER, Facet.PAYMENT})
"""Sides of which an item has one: its day, its lead; it may count several things."""
_KIN = {
    Facet.WHEN: {Facet.OFTEN, Facet.COUNT},
    Facet.OFTEN: {Facet.WHEN, Facet.COUNT},
    Facet.COUNT: {Facet.OFTEN, Facet.MONEY},
    Facet.MONEY: {Facet.COUNT},
}
"""Sides asked for in the same words: 多少次, 多少 of a sum."""
_ALL_IN = re.compile("都有谁|都有哪些?人|有哪些人|有些谁|都是谁|全部成员|名单")
_BODY, _IN_BODY = "body:", 3
_WHICH_OF = re.compile("哪[两三四五六七八九十][个项条家类种]")
_LOOKED, _MORE_OR_LESS = 4, 0.8  # so many points, and scored so nearly as well, may list them
_OF_TIME = re.compile("[几多少限]少?个?(?:天|日|工作日|月|年|周|季度)")
_MEASURED = HARD | {Facet.WHEN}
_TELLS = 0.08  # a point whose own words hold the topic, against one that is only filed under it
_TELLS_SILENT = 0.05
_OTHER_BODY, _OTHER_BODY_SILENT = 0.8, 0.97  # a group is named that the point does not speak of
_WORKED_OUT, _NOT_PRINTED = "推算", 0.95  # what is printed comes before what is worked out from it
_YEARLY = re.compile("一年|每年|全年|半年|一共|总共|合计|加起来|次拨|每次|一次|一回|先")
_LEAD_UNASKED = 0.85
_ONE_OF_TWO = 1.15  # 县里建还是州里建: a point that says one of the two
_SAME_SUM, _NO_RATE = 1.2, 20  # 3500万 names the money; what is paid for one of something is less
_SUM = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?万")
_UNNAMED, _HARDLY_NAMED = 0.7, 0.82  # a point that nowhere holds the topic's name, by its length
_STRAY = 0.8  # of an item with several matters: a point of another one than the question's
_NO_HEADS = 0.7  # 几个人 is answered by a point that counts people
_ASKS_HEADS = re.compile("(?:几|多少|好多)个?(?:人(?!次)|名|位)")
_HEADS = re.compile("[人名位员]|谁")
_ONLY_ASKED = 0.75  # what the survey asks of a matter comes behind what is to be done in it
_OF_SURVEY = re.compile("提纲|问卷|调研|摸底|[问题]")
_SURVEYED = re.compile(r"\S{2,6}第\d+题")
_NO_GROUP = 0.75  # 哪个组 is answered by a point that names one
_ASKS_GROUP = re.compile("(?:哪一?个|什么|啥|哪)(?:工作)?小?组(?![织建成])")
_GROUP = re.compile("(?<!领导小)(?<!工作小)(?<!工作)组(?![织建成长队])")
_ALL_OF_IT = 1.35  # a point on the side asked for whose name is all that the question names
_NAMED, _CALLED = 3, 1.08  # a point called by a name of so many characters counts this much more
_ASKS_DAY = re.compile("哪一?天|几号|哪日|哪个日子|几月几日")
_INSTALMENT = re.compile("第[一二两三四五0-9]+笔|打过来|打来|打到|到账|打款|拨下来|发下来")
"""Words that make a question for a day one for the payment of a sum."""
_DIVIDES = re.compile("能?分到?(?:多少|几|得)|摊到?多少")
_DIGIT = re.compile(r"\d")
_NO_NUMBER_SILENT = 0.93
_NO_NUMBER = 0.85  # a claimed number is checked by a point that tells one
MONEY = frozenset({Facet.MONEY, Facet.PAYER, Facet.PAYMENT})
"""Sides of a sum of money."""
_SHOWS = {
    Facet.COUNT: re.compile(
        r"\d|[一二三四五六七八九十两百]+[个场次项名家期条类]|全覆盖|全部|一批|普遍|所属|一周|百日|、.+、"
    ),
    Facet.MONEY: re.compile(r"\d+(?:\.\d+)?万?元|万|倾斜|补助"),
    Facet.OFTEN: re.compile(r"每|定期|及时|次|常态|适时|持续|年初|年底|年中|双月|季度|一周"),
    Facet.LEAD: re.compile(r"牵头|负责|主办|组织实施"),
    Facet.PAYER: re.compile(r"总|财政|省|州|市|拨|政府"),
    Facet.PAYMENT: re.compile(r"次|按|拨|配套|比例|季"),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A point, how well it fits with the side asked for, and how much of the question it knows."""

    point: PlanPoint
    score: float
    known: float = 1.0


def weigh(question: Question, hits: Iterable[Hit]) -> list[Scored]:
    """Raise the points that tell the side asked for; lower those that tell another side.

    A silence on another side than the one asked for says nothing about the question.
    """
    narrow = question.reading.facets - {Facet.WHAT}
    if Facet.WHEN in narrow and _INSTALMENT.search(question.text):
        narrow |= {Facet.PAYMENT}
    asked = narrow | {Facet.WHEN} if _OF_TIME.search(question.text) else narrow
    claimed = "yes_no" in question.reading.groups and any(not n.ordinal for n in question.reading.numbers)
    own_words = question.own_words()
    telling, bare = question.understanding.telling(own_words), own_words.strip()
    bodies = [name.text for name in question.reading.names if name.of("body")]
    holds, text = question.understanding.holds, question.text
    whole_year = _YEARLY.search(text) is not None
    heads, surveying = _ASKS_HEADS.search(text), _OF_SURVEY.search(text)
    group = _ASKS_GROUP.search(text)
    scored = []
    hits = list(hits)
    by_words = _by_words(question, [hit.point for hit in hits])
    for hit in hits:
        told = 1.0 + (_TELLS_SILENT if hit.point.silence else _TELLS) * telling(hit.point)
        factor = _by_side(hit, narrow, asked, told) * by_words(hit.point)
        if bodies and not any(holds(body, hit.point) for body in bodies):
            factor *= _OTHER_BODY_SILENT if hit.point.silence else _OTHER_BODY
        if not whole_year and _WORKED_OUT in hit.point.say:
            factor *= _NOT_PRINTED
        if claimed and not _DIGIT.search(hit.point.say):
            factor *= _NO_NUMBER_SILENT if hit.point.silence else _NO_NUMBER
        if heads and Facet.COUNT in hit.point.facets and not _HEADS.search(hit.point.say):
            factor *= _NO_HEADS
        if group and not _GROUP.search(hit.point.say):
            factor *= _NO_GROUP
        if not surveying and _SURVEYED.match(hit.point.say):
            factor *= _ONLY_ASKED
        if bare in hit.point.names and (not narrow or hit.point.facets & narrow):
            factor *= _ALL_OF_IT
        elif _called(hit.point, text):
            factor *= _CALLED
        scored.append(Scored(hit.point, hit.score * factor, hit.known))
    return sorted(scored, key=lambda item: -item.score)


def _by_side(hit: Hit, narrow: frozenset[Facet], asked: frozenset[Facet], told: float) -> float:
    """How much a point counts by the side it tells; `told` is for one that was not filed under any asked."""
    if narrow and hit.point.facets & narrow:
        return _LEADS if Facet.LEAD in hit.point.facets & narrow else _FITS
    if Facet.PAYER in narrow and hit.point.silence and Facet.MONEY in hit.point.facets:
        return _FITS  # where no money is written, nobody is who pays it
    if _off_side(hit.point, asked):
        return _SILENT_MISSES if narrow else told * _SILENT_UNASKED
    if narrow and hit.score < _PLAIN:
        return _SILENT_MISSES if hit.point.silence and hit.point.owner else _MISSES
    return told * (_LEAD_UNASKED if not narrow and Facet.LEAD in hit.point.facets else 1.0)


def _by_words(question: Question, points: Sequence[PlanPoint]) -> Callable[[PlanPoint], float]:
    """Return how much a point counts by what the question calls its topic and by the answers it names."""
    text, about_money = question.text, bool(question.reading.facets & MONEY)
    chosen_one, sums, strays = tells_one(text), _sums(text), _strays(question, points)
    own = [point for point in points if question.in_focus(point.plan)]
    name = max((name for point in own for name in point.names if name in text), key=len, default="")
    bearers = {point.owner for point in own if name and name in point.names}
    share, unnamed = question.understanding.holding(name), _UNNAMED if len(name) >= _NAMED else _HARDLY_NAMED

    def factor(point: PlanPoint) -> float:
        named = len(name) < 2 or point.owner in bearers or share(point) >= HALF
        found = 1.0 if named else unnamed
        if chosen_one(point) and (about_money or not point.facets & MONEY):
            found *= _ONE_OF_TWO
        if sums and sums & _sums_of(point):
            found *= _SAME_SUM
        return found * _STRAY if point.key in strays else found

    return factor


def _called(point: PlanPoint, text: str) -> bool:
    for name in point.names:  # noqa: SIM110 - a generator costs more than the search itself
        if name in text and len(name) >= _NAMED:
            return True
    return False


def _sums(text: str) -> set[str]:
    """The large sums named, which say which money is meant: 3500 of 3500万."""
    return {match[1] for match in _SUM.finditer(text) if float(match[1]) >= _NO_RATE}


def _sums_of(point: PlanPoint) -> set[str]:
    return {
        match[1] for text in (point.say, *(c.quote for c in point.cites)) for match in _SUM.finditer(text)
    }


def _off_side(point: PlanPoint, narrow: frozenset[Facet]) -> bool:
    """True for what the plan does not say of another side than the one asked for: no answer to this."""
    told = point.facets - {Facet.WHAT}
    kin = frozenset().union(*(_KIN.get(facet, ()) for facet in narrow))
    if point.silence is not Silence.STATED or not told or told & (narrow | kin):
        return False
    return bool(narrow) or told <= _MEASURED


def _strays(question: Question, points: Sequence[PlanPoint]) -> set[str]:
    """The points that share only their item's names with the topic, where others of the item speak of it."""
    topic = question.topic_words()
    speaks = question.understanding.speaking_of(topic)
    silent = {point.key: point for point in points if not speaks(point)}
    speaking = {point.owner for point in points if point.owner and point.key not in silent}
    return {key for key, point in silent.items() if point.owner in speaking}


def answers_first(question: Question, own: list[Scored]) -> list[Scored]:
    """An answer nearly as close as the silence before it comes first: the plan does say something."""
    best = own[0]
    if not best.point.silence:
        return _share_unsaid(question, own) if _asks_share(question) else _day_unsaid(question, own)
    if best.point.silence is Silence.UNEXPLAINED:
        return _listed_first(question, own)
    telling = question.understanding.telling(question.own_words())
    asked = question.reading.facets - {Facet.WHAT}
    if _asks_share(question) and Facet.MONEY in asked:
        return own
    bare = not asked and not question.reading.groups & _CLAIMS
    for item in own[1:]:
        if item.score < (_NEARLY_BARE if bare else _NEARLY) * best.score:
            break
        fits = not asked or asked & item.point.facets
        if question.reading.numbers and telling(item.point) < _TELLS_AS_MUCH * telling(best.point):
            continue
        known = (_AS_KNOWN_BARE if bare else _AS_KNOWN) * best.known
        if not item.point.silence and fits and item.known >= known:
            return [item, *(other for other in own if other is not item)]
    return own


def _listed_first(question: Question, own: list[Scored]) -> list[Scored]:
    """Asked which three something is: what lists so many comes before the term that is not explained."""
    asked = _WHICH_OF.search(question.text)
    for item in own[1:_LOOKED] if asked else ():
        listed = not item.point.silence and Facet.COUNT in item.point.facets and same_thing(item, own[0])
        if listed and item.score >= _MORE_OR_LESS * own[0].score:
            return [item, *(other for other in own if other is not item)]
    return own


def _day_unsaid(question: Question, own: list[Scored]) -> list[Scored]:
    """Asked for the very day of what is printed without one: the silence on its day comes first."""
    best = own[0]
    if not _ASKS_DAY.search(question.text) or _DIGIT.search(_shown(best.point)):
        return own
    for item in own[1:]:
        told = item.point.silence and Facet.WHEN in item.point.facets
        if told and same_thing(item, best) and item.score >= _NEARLY * best.score:
            return [item, *(other for other in own if other is not item)]
    return own


def _asks_share(question: Question) -> bool:
    """True when one county's part is asked for: 每个县多少, 我们县分多少."""
    groups = question.reading.groups
    return "per_county" in groups or ("mine" in groups and _DIVIDES.search(question.text) is not None)


def _share_unsaid(question: Question, own: list[Scored]) -> list[Scored]:
    """Asked for one county's share of a sum that is printed for all: the silence on shares comes first."""
    best = own[0].point
    if "sum_word" in question.reading.groups:
        return own
    if not question.reading.facets & {Facet.MONEY, Facet.COUNT} or Facet.MONEY not in best.facets:
        return own
    if "每个县" in best.say and _WORKED_OUT not in best.say:
        return own
    sums = _sums(question.text)
    for item in own[1:]:
        same = item.point.clause == best.clause or (_WORKED_OUT in best.say and sums & _sums_of(item.point))
        if item.point.silence and same and "县" in item.point.say:
            return [item, *(other for other in own if other is not item)]
    return own


def foreign(own: Scored, other: Scored) -> bool:
    """True when the other plan clearly knows what the question is about, and the own one hardly."""
    silent = own.point.silence or other.point.silence
    return not silent and own.known < HALF < other.known


def chosen(question: Question, own: Sequence[Scored]) -> list[Scored]:
    """Return the points to tell: the best, its rivals of the other plans, further sides of the same topic."""
    best = own[0]
    told = [best]
    if question.book is None:
        near = max(0.0 if question.named else _BOTH * best.score, FLOOR)
        first = {item.point.plan: item for item in reversed(own)}  # the best of each plan
        rivals = [
            item
            for plan, item in first.items()
            if plan != best.point.plan and (item.score >= near or _says_too(question, item, best))
        ]
        if rivals:
            return [*told, *sorted(rivals, key=lambda item: -item.score)]
    if best.point.silence:
        return told
    if whole := _whole_body(question, best):
        return whole
    told += [item for item in own[1:4] if _belongs(item, best) and not item.point.silence]
    for facet in question.reading.facets - {Facet.WHAT}:
        if not any(facet in item.point.facets for item in told):
            side = _of_owner(question, best, facet) or next(
                (item for item in own if facet in item.point.facets and _beside(item, best)), None
            )
            if side is not None and not side.point.silence:
                told.append(side)
    narrow = question.reading.facets - {Facet.WHAT}
    return sorted(told, key=lambda item: bool(narrow) and not item.point.facets & narrow)


def _says_too(question: Question, item: Scored, best: Scored) -> bool:
    """True when the other plan says something of what the question calls by its name: 驿站有什么要求."""
    named = any(len(name) > 1 and name in question.text for name in item.point.names)
    return named and not item.point.silence and item.score >= max(_CALLED_TOO * best.score, FLOOR)


def _whole_body(question: Question, best: Scored) -> list[Scored]:
    """Asked who all are in a body: whoever leads it, their deputies and the members, not the nearest only."""
    asked = _ALL_IN.search(question.text) and "role_title" not in question.reading.groups
    if not asked or not best.point.owner.startswith(_BODY) or Facet.WHO not in best.point.facets:
        return []
    return [
        Scored(point, best.score, best.known)
        for point in question.catalogue.plans[best.point.plan].points
        if point.owner == best.point.owner and Facet.WHO in point.facets and not point.silence
    ][:_IN_BODY]


def _of_owner(question: Question, best: Scored, facet: Facet) -> Scored | None:
    """The point of the same item that tells a side, however little of the question it knows."""
    if not best.point.owner or facet not in _ONE_EACH:
        return None
    siblings = (
        point
        for point in question.catalogue.plans[best.point.plan].points
        if point.owner == best.point.owner and facet in point.facets and not point.silence
    )
    found = next(siblings, None)
    return Scored(found, best.score, best.known) if found else None


def _belongs(item: Scored, best: Scored) -> bool:
    same = item.point.plan == best.point.plan and (
        (item.point.owner and item.point.owner == best.point.owner) or item.point.topic == best.point.topic
    )
    return bool(same) and item.score >= _MORE * best.score


def same_thing(item: Scored, best: Scored) -> bool:
    """True for points of one item, one topic or one clause of the same plan."""
    one, two = item.point, best.point
    same = (one.owner and one.owner == two.owner) or one.topic == two.topic or one.clause == two.clause
    return one.plan == two.plan and bool(same)


def _beside(item: Scored, best: Scored) -> bool:
    same = item.point.plan == best.point.plan and item.point.clause == best.point.clause
    return same and item.score >= _SIDE * best.score


def missing_side(question: Question, told: Sequence[PlanPoint]) -> Facet | None:
    """Return the side that the question asks for and that nothing told shows; None when all is well."""
    for facet in sorted(_SURELY_TOLD & question.reading.facets):
        if facet is Facet.PAYMENT and "money_word" not in question.reading.groups:
            continue  # 什么时候发 may be said of a document
        if facet is Facet.LEAD and "leads" not in question.reading.groups:
            continue  # 找哪个部门 asks for whomever the plan names
        if (
            facet is Facet.OFTEN
            and "次" not in question.text
            and any(Facet.WHEN in point.facets for point in told)
        ):
            continue  # 搞多久 is answered by a beginning and an end
        if facet is Facet.LEAD and any(Facet.WHO in point.facets for point in told):
            continue
        shows = _SHOWS[facet]
        if not any(facet in point.facets or shows.search(_shown(point)) for point in told):
            return facet
    return None


def _shown(point: PlanPoint) -> str:
    return point.say + "".join(cite.quote for cite in point.cites)
