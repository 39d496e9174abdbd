"""Two questions in one sentence: 联席会议谁牵头，一年开几次. What the first answer left open is added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge import Facet, Reading

from ...reply import Block, Choices, Notice, Outcome, Quote, Reply, SilenceKind, Text
from ..following.linked import LIAISON
from ..question import residue

Read = Callable[[str], Reading]
Complete = Callable[[str, Sequence[str]], str]
"""Makes a part of the sentence a question of its own, given the parts before it."""

_SEPARATOR = re.compile(
    "[,，;；?？。!！]+|(?:还有(?![几多])|另外|以及|再就是|顺便问下?|再问下?)(?=就?是?.{3})"
)
_ANNOUNCED = re.compile("(?:顺便问下?|再问下?|再问一下|另外问下?|还想问下?)(.{3,})")
"""What follows these words is asked for, with an asking word of its own or none: 再问下三个清单."""
_ASKS = re.compile("什么|啥|哪|几|多少|谁|怎么|怎样|如何|咋|干嘛|何时|多久|多长")
_IF = re.compile("如果|要是|假如|万一|不是|听说|有人说|据说")
_SPACE = re.compile("(?<=[一-鿿])[ 　]+(?=[一-鿿])")
_RUN_ON = re.compile(
    "^(?P<first>.{2,}?(?:谁[^,，。谁什啥几多怎]{1,3}|多少[个名人场次钱]{0,2}|几[个名人场次项条期回家]"
    "|[什啥]么?时候[^,，。谁什啥几多怎]{0,2}|多久[^,，。谁什啥几多怎]{0,3}))"
    "(?P<second>(?:经费|钱|补助|资金|时间|什么时候|啥时候|谁|多久|怎么|在哪|几时|一年几|每年几|分几).{0,10})$"
)
"""Two questions in one breath, as people speak them: 产改谁牵头经费多少."""
_OF_WHOM = re.compile("谁|哪几?个人|哪[些几]?[人位]|什么人|啥人")
_MONEY = frozenset({"money_word"})
_MOST, _LEAST = 3, 2
_SHORT = 2
_BRIEFLY = "谁几"
"""谁编 and 几次 are questions of two characters; 什么 is none."""
_TAIL = 4  # 编印工作简报 is spoken of as 工作简报
_APART = re.compile("[?？;；].*\\S{2}")
"""Behind these a question of its own begins; a comma may stand inside one."""
_ANSWERS = frozenset({SilenceKind.STATED, SilenceKind.UNEXPLAINED})


def with_all_parts(
    text: str, whole: Reply, read: Read, complete: Complete, reply_to: Callable[[str], Reply]
) -> Reply:
    """Return the answer to the whole sentence, with what it left out of the parts' answers.

    The whole answer stands where the sentence asks one thing, or a part alone is not understood.
    """
    text = _with_marks(text)
    parts = _questions(text, read)
    if not parts or not (whole.outcome is Outcome.ANSWERED or _left_open(whole, text)):
        return whole
    if whole.silence is SilenceKind.STATED and _ask_alike(parts, read):
        return whole
    asked: list[str] = []
    for part in parts:
        own = _announced(text, part) and _own_matter(read(part))
        asked.append(part if own else complete(part, asked))
    replies = [reply_to(one) for one in asked]
    for number, (part, reply) in enumerate(zip(parts, replies, strict=True)):
        if part != asked[number] and not _answers(reply) and _own_matter(read(part)):
            asked[number], replies[number] = part, reply_to(part)
    if not all(_answers(reply) for reply in replies):
        return whole
    leaning = [
        (one, part, reply) for part, one, reply in zip(parts, asked, replies, strict=True) if part != one
    ]
    if any(not _same_matter(reply, replies[0], one.replace(part, "")) for one, part, reply in leaning):
        return whole
    said = {_first(reply) for reply in replies}
    if said <= _texts(whole) or len(said) < _LEAST:
        return whole
    if whole.outcome is not Outcome.ANSWERED or _first(whole) in said:
        return joined(replies)
    return joined([whole, *(reply for reply in replies if _first(reply) not in _texts(whole))])


def _left_open(whole: Reply, text: str) -> bool:
    """True when the whole found nothing, or is silent on what may be one of two questions."""
    silent = whole.silence is SilenceKind.STATED and _APART.search(text) is not None
    return silent or whole.silence is SilenceKind.NOT_FOUND


def _ask_alike(parts: Sequence[str], read: Read) -> bool:
    """True for 由哪几个人凑成 谁带队: both ask who, and one silence may be on both."""
    first, *others = (read(part).facets - {Facet.WHAT} for part in parts)
    return any(first & other for other in others) or all(_OF_WHOM.search(part) for part in parts)


def _questions(text: str, read: Read) -> list[str]:
    """The parts of a sentence when each of them asks something; [] otherwise."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if _long_enough(part.strip())]
    if not _LEAST <= len(parts) <= _MOST or _IF.search(text):
        return []
    asking = all(
        (_ASKS.search(part) or _announced(text, part)) and "yes_no" not in read(part).groups for part in parts
    )
    return parts if asking else []


def _with_marks(text: str) -> str:
    """The text with a mark where a space, or nothing at all, parts two questions."""
    if len(_ASKS.findall(text)) < _LEAST:
        return text
    chunks = [""]
    for chunk in _SPACE.split(text):
        if chunks[-1] and _ASKS.search(chunks[-1]):
            chunks.append(chunk)
        else:
            chunks[-1] += chunk  # 联席会议 什么时候开: the topic belongs to what is asked of it
    if len(chunks) == 1 and not _SEPARATOR.search(text):
        return _RUN_ON.sub(r"\g<first>；\g<second>", text)
    return "；".join(chunks)


def _long_enough(part: str) -> bool:
    return len(part) > _SHORT or (len(part) == _SHORT and part[0] in _BRIEFLY)


def _own_matter(reading: Reading) -> bool:
    """True when a part names something of the plans, more than money alone (再问下经费)."""
    groups = reading.groups
    return ("field" in groups and "money_word" not in groups) or len(residue(reading)) > _SHORT


def _announced(text: str, part: str) -> bool:
    """True when a part is what the sentence announces as a further question, with a matter of its own."""
    match = _ANNOUNCED.search(text)
    return match is not None and match[1].strip(" ,，").startswith(part)


def _answers(reply: Reply) -> bool:
    return reply.outcome is Outcome.ANSWERED or reply.silence in _ANSWERS


def _clauses(reply: Reply) -> set[tuple[str, str]]:
    return {(block.plan, block.clause) for block in reply.blocks if isinstance(block, Quote)}


def _same_matter(reply: Reply, first: Reply, topic: str) -> bool:
    """True when what leans on the first part is told from its clause, or speaks of its topic."""
    if first.intent in LIAISON:
        return True  # what is asked of the unit that links a county leans on who it is
    named = len(topic) >= _SHORT and topic[-_TAIL:] in _first(reply)
    return named or bool(_clauses(reply) & _clauses(first))


def bare(reading: Reading) -> bool:
    """True when a part has no matter of its own: 一次多少, 谁来管, 经费多少."""
    numbers = "".join(number.text for number in reading.numbers)
    return (
        len(residue(reading, everyday=False, without=numbers, groups=_MONEY)) < _SHORT and not reading.names
    )


def _texts(reply: Reply) -> set[str]:
    return {block.text for block in reply.blocks if isinstance(block, Text)}


def _first(reply: Reply) -> str:
    return next((block.text for block in reply.blocks if isinstance(block, Text)), "")


def joined(replies: list[Reply]) -> Reply:
    """Return the answers one after the other, each block once, the quotes behind and one row of buttons."""
    blocks = [block for reply in replies for block in reply.blocks if not isinstance(block, Choices)]
    once: list[Block] = []
    for block in blocks:
        same = replace(block, strong=False) if isinstance(block, Text) and once else block
        if same not in once:
            once.append(same)
    told = [block for block in once if not isinstance(block, Quote | Notice)]
    proofs = [block for block in once if isinstance(block, Quote)]
    notes = [block for block in once if isinstance(block, Notice)]
    steps = [block for reply in replies for block in reply.blocks if isinstance(block, Choices)][:1]
    best = next((reply for reply in replies if reply.outcome is Outcome.ANSWERED), replies[0])
    return Reply((*told, *proofs, *notes, *steps), best.outcome, best.intent, best.silence)
