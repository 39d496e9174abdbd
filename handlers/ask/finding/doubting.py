"""Whether the best point is about the question at all, or only shares generic words with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge import Silence

from ..question import Question
from .choosing import HALF, HARD, MONEY, Scored

_KNOWN_SILENCE = 0.6  # a silence is only told as the plan's when it knows so much of the question
_KNOWN_GAPLESS = 0.42  # the same when no word of the topic is strange to it
_STRANGE_SHARE = 0.25  # of a topic, unknown to every plan: it is a topic of its own
_TYPING = 0.78  # a strange word in a question that is known so well is a slip of the fingers
_KNOWN_STRANGE = 0.4  # the same for a question without a word of the plans' field
_KNOWN_MONEY = 0.46  # a sum of money needs the surest ground
_OWN_WORDS, _LOW = 0.34, 0.42  # a weak score with so little of the question's own words is another topic
_STRANGE_WORDS = 0.25  # hardly any of its own words: another topic, however well the asking words fit
_COMPOUND = 5  # a thing of so many characters has a generic and a special part: 职工|瑜伽房
_AROUND = 3  # so much may stand beside it: 由…负责
_DOING = "搞弄做办建开"
_SPOKEN_IN = re.compile("[的了把个那这要是在就都还也么啥有没被给让跟和与得不用去来到说讲问看叫算写为按照几,]")
"""A topic that holds one of these is a sentence, no compound: people wrap much around what they mean."""
_GAP, _WIDE_GAP = 1, 2  # characters of a compound that the point does not know
_SLIGHTLY = 0.05  # a slip of the fingers leaves pairs that the plans know
_LACKS, _THING_KNOWN = 0.65, 0.66  # a point that knows so much of either is about it
_WHOLE, _FEW = 0.85, 8  # one of the next points that knows so much of the compound: it is none
_KNOWN_FACT = 0.4  # a number is only told when its point knows so much of the question


def unheard(question: Question, own: Sequence[Scored]) -> tuple[str, ...]:
    """The topic when too much of it is unknown to every plan (月球文化宫), to be named as not understood."""
    topic, best = question.topic_words(), own[0]
    strange = question.understanding.strange_share(topic, best.point)
    if best.known >= _TYPING:
        return ()
    other = strange >= _STRANGE_SHARE or _other_thing(question, topic, own, strange)
    return tuple(topic.split()) if other else ()


def _other_thing(question: Question, topic: str, own: Sequence[Scored], strange: float) -> bool:
    """True when the topic is one compound (工会干部出国考察) and no near point holds what makes it special.

    Each pair of it may be known to some plan; a thing of the plans is known to one point.
    """
    best, understanding = own[0], question.understanding
    parts = sorted((part.strip(_DOING) for part in topic.split()), key=len)
    thing, around = (parts[-1], sum(map(len, parts[:-1]))) if parts else ("", 0)
    if best.known >= _THING_KNOWN or len(thing) < _COMPOUND or around > _AROUND or _SPOKEN_IN.search(thing):
        return False
    gap = understanding.gap(topic, best.point)
    wide = gap >= _WIDE_GAP or (gap > _GAP and strange >= _SLIGHTLY)
    if gap < _GAP or understanding.knows(topic, best.point) >= (_LACKS if wide else HALF):
        return False
    return all(understanding.knows(thing, item.point) < _WHOLE for item in own[1:_FEW])


def _no_gap(question: Question, best: Scored) -> bool:
    """True when no word of the topic is strange to the point, however much talk is around it."""
    topic = question.topic_words()
    plain = question.understanding.gap(topic, best.point) <= 1
    return plain and question.understanding.knows(topic, best.point) >= _OWN_WORDS


def unsure(question: Question, best: Scored) -> bool:
    """True when too much of the question is strange to the point: another topic is not answered."""
    if best.point.silence is Silence.STATED:
        return best.known < (_KNOWN_GAPLESS if _no_gap(question, best) else _KNOWN_SILENCE)
    if "field" not in question.reading.groups and best.known < _KNOWN_STRANGE:
        return True
    own_words = question.own_words()
    if question.reading.references and len(own_words.replace(" ", "")) <= 1:
        return True  # 第99项任务: a number that nothing bears names no topic
    if any(len(word) > 1 for word in question.understanding.comparable(own_words).split()):
        share = question.understanding.knows(own_words, best.point)
        if share < _STRANGE_WORDS or (share < _OWN_WORDS and best.score < _LOW):
            return True
    asked = HARD & question.reading.facets
    return bool(asked) and best.known < (_KNOWN_MONEY if asked & MONEY else _KNOWN_FACT)
