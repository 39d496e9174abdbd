"""Where a line goes over from one piece of work to another: 骑手入会33人 实名制也录了280人."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .found import Found
from .line import Share
from .task_match import NAMED, Evidence, TaskMatcher

Span = tuple[int, int]

MOST = 8
"""So many works of a line become entries of their own; what follows stays with the last of them."""
_TOLD = r"[\d一二两三四五六七八九十百]+[场次个期名户家项支人件份]"
_JOINT = re.compile(
    # A number on either side parts what is said without a pause: 普法1次和宣讲1场.
    rf"(?=[和跟与及][^,。;、\d]{{0,8}}{_TOLD})"
    r"|\((?:\d|[一二三四五六七八九])\)|[。;、!]|(?<!\d),|,(?!\d)|(?=另外|此外|还有(?!\d)|同时|顺便|顺带|以及|接着|然后|随后|再就是|紧接着|完了又|散场|会后|下午又|下午还|还(?:给|办|搞|开|组织|举办|召开|去|做|发|慰问|走访))"
)
_SIGNS = ",。;、!"
_GAP = re.compile(r"(?![和跟与及的])[㐀-鿿]{2,9}")
"""What stands between two numbers that are said without a pause: 驿站1个职工之家1个."""
_REST = re.compile(r"[㐀-鿿]{2,}")
_UNDONE = re.compile(r"没|未|还在|正在|也|都|了")
_NOT_DONE = re.compile(r"没(?:[动搞办开做弄]|有?动静)")
_LEFT = re.compile(r"没|未|不是|取消|推迟")
"""A work that was not done is none of what follows with its number: 没宣讲，是普法1次."""
_AFTER_NUMBER = 2
"""So near behind a number stands the work that it counts (1期培训)."""
_OWN_ACT = re.compile(
    r"[了完好过]|也|还|又|另外|同时|顺便|顺带|此外|再就是|举办|开展|召开|成立|组织|新增|发放|正在|录|签|评|启动|挂牌|揭牌"
)
_ADDED = re.compile(
    r"上午|下午|晚上|中午|早上|当晚|第二天|次日|\s{2}|另外|此外|同时|顺便|顺带|接着|然后|随后|再就是|[还也又](?!有|是|在|没|未|差|剩)"
)
"""What a stretch begins with that tells of something besides."""
_BARE = 8
"""A stretch of so few signs may be the name of a work whose numbers follow after a pause: 培训 1场 60人."""
_WHERE = re.compile(r"(?:就|都)?(?:在|到|去|进|走进|走|给|对|向|跟|和|由|请|为|于|地点|其中)")


@dataclass(slots=True)
class _Piece:
    """A stretch that tells of work; `stop`: where the next one begins."""

    start: int
    end: int
    stop: int
    evidence: Evidence
    works: tuple[str, ...]

    @property
    def first(self) -> bool:
        """True where it begins with the name of its work."""
        return any(spot.start <= self.start + 1 for spot in self.evidence.spots)


def split_parts(
    text: str,
    found: Sequence[Found],
    whole: Evidence,
    matcher: TaskMatcher,
    span: Span | None = None,
    days: Sequence[int] = (),
) -> list[Span]:
    """Return the stretches of `text` (of `span` of it), one for each piece of work; mostly one, at most MOST.

    A stretch of its own tells of a work, be it one that leaves the task open (培训60人), gives a number or
    an act, and is no part of the work before it (an opened 职工之家 with its 书屋). `whole` is the evidence
    of all of `text`, `found` are its numbers; at `days` a day is told on which something else was done.
    """
    begin, end = span or (0, len(text))
    own = [one for one in found if begin <= one.start < end]
    stretches = _stretches(text, own, whole, matcher, (begin, end), days)
    if len(stretches) < 2:
        return [(begin, end)]
    pieces = _pieces(stretches, whole, matcher, end, days)
    starts = [begin]
    current = pieces[0] if pieces else None
    for piece in pieces[1:]:
        if current is not None and len(starts) < MOST and _other_work(text, own, current, piece, matcher):
            starts.append(piece.start)
            current = piece
        elif current is not None and current.works == piece.works:
            # What is told of it again is what the next work stands beside.
            current = piece
    return list(zip(starts, [*starts[1:], end], strict=True))


def _stretches(
    text: str,
    found: Sequence[Found],
    whole: Evidence,
    matcher: TaskMatcher,
    span: Span,
    days: Sequence[int],
) -> list[Span]:
    begin, end = span
    cuts = {begin, end, *(match.end() for match in _JOINT.finditer(text, begin, end))}
    cuts |= set(_between_numbers(text, found, whole, matcher))
    cuts |= {at for at in days if begin < at < end}
    spans = pairwise(sorted(cuts))
    return [(start, stop) for start, stop in spans if text[start:stop].strip(_SIGNS + " ")]


def _between_numbers(text: str, found: Sequence[Found], whole: Evidence, matcher: TaskMatcher) -> list[int]:
    """Where two works part of which the numbers are told without a pause, each before or behind its work."""
    cuts = []
    works: list[int] | None = None
    if found and (last := _behind(text, found[-1], whole, matcher)):
        cuts.append(last)
    for one, two in pairwise(found):
        gap = text[one.end : two.start]
        if any(sign in gap for sign in _SIGNS):
            continue
        works = works if works is not None else [spot.start for spot in whole.spots if matcher.speaks(spot)]
        clause = max(text.rfind(sign, 0, one.start) for sign in _SIGNS) + 1
        first = min((other.start for other in found if other.start >= clause), default=one.start)
        if any(clause <= start < first for start in works):
            cuts += [one.end] if _GAP.fullmatch(gap) else []
        elif any(two.end <= start <= two.end + _AFTER_NUMBER for start in works):
            cuts.append(two.start)
    return cuts


def _behind(text: str, last: Found, whole: Evidence, matcher: TaskMatcher) -> int | None:
    """Where another work follows the last number without a pause: 慰问35户驿站没动."""
    rest = _REST.match(text, last.end)
    works = [spot for spot in whole.spots if spot.start >= last.end and matcher.speaks(spot)]
    if rest is None or not works or not last.end <= works[0].start <= last.end + 1:
        return None
    earlier = any(matcher.speaks(spot) and spot.end <= last.start for spot in whole.spots)
    return last.end if earlier and _UNDONE.search(rest[0]) else None


def _pieces(
    stretches: Sequence[Span], whole: Evidence, matcher: TaskMatcher, end: int, days: Sequence[int]
) -> list[_Piece]:
    """The stretches that tell of work, each with all that follows up to the next one.

    A day before the work is of that work, wherever it was (昨天下午在镇上,慰问3户).
    """
    pieces: list[_Piece] = []
    day: int | None = None
    for start, stop in stretches:
        evidence = matcher.within(whole, start, stop)
        works = matcher.works(evidence)
        day = start if start in days else day
        if works:
            start = start if day is None else day
            if pieces:
                pieces[-1].stop = start
            pieces.append(_Piece(start, stop, end, evidence, works))
            day = None
    return pieces


def _other_work(
    text: str, found: Sequence[Found], before: _Piece, piece: _Piece, matcher: TaskMatcher
) -> bool:
    if before.works == piece.works:
        return _other_target(text, found, before, piece, matcher)
    if _tells_again(before, piece, matcher):
        return False
    own = _numbers(text, found, piece)
    if not own and piece.first and _NOT_DONE.search(text, piece.start, piece.end):
        return matcher.differ(before.works, piece.works)
    told = [one for one in found if before.start <= one.start < piece.start]
    units = {one.quantity.unit for one in own}
    alike = not units.isdisjoint(one.quantity.unit for one in told)
    if not matcher.differ(before.works, piece.works):
        # 技能培训60人，培训30人: perhaps the same work, but what is counted alike would be added up.
        return alike and len(before.works) != len(piece.works)
    earlier = any(one.start < piece.start for one in found)
    added = _ADDED.match(text, piece.start) is not None
    if matcher.hold(before.works, piece.works):
        first, second = before.works, piece.works
        counts = any(matcher.counts(second, one) and not matcher.counts(first, one) for one in units)
        return bool(own) and earlier and (added or alike or counts)
    if own and _numbers(text, found, before):
        return True
    before_acts = _OWN_ACT.search(text, before.start, before.end) is not None
    if matcher.tasks_of(before.works) == matcher.tasks_of(piece.works):
        return bool(own) and before_acts
    if own and _LEFT.search(text, before.start, before.end):
        return True
    act = _OWN_ACT.search(text, piece.start, piece.end) is not None
    if len(piece.works) > 1 or not piece.evidence.named:
        act = act and bool(own)
    return (act and (bool(own) or earlier or before_acts)) or (bool(own) and before_acts and piece.first)


def _other_target(
    text: str, found: Sequence[Found], before: _Piece, piece: _Piece, matcher: TaskMatcher
) -> bool:
    """True where one kind of work is told of twice, in words of different targets: 建档5户，送温暖80户."""
    if len(piece.works) > 1 or not (_numbers(text, found, before) and _numbers(text, found, piece)):
        return False
    first, second = (matcher.names(one.works[0], text[one.start : one.end]) for one in (before, piece))
    return bool(first and second) and first.isdisjoint(second)


def _tells_again(before: _Piece, piece: _Piece, matcher: TaskMatcher) -> bool:
    """True where the work before is named once more: 宣讲骨干培训 after 宣讲."""
    if len(before.works) > 1:
        return False
    named = [topic for topic, score in piece.evidence.topics.items() if score >= NAMED]
    if matcher.tasks_of(before.works).isdisjoint(matcher.tasks_of(piece.works)):
        return not matcher.tasks_of(before.works).isdisjoint(matcher.tasks_of(named))
    return before.works[0] in named


def _numbers(text: str, found: Sequence[Found], piece: _Piece) -> list[Found]:
    """The numbers of a stretch; where it is hardly more than a name, those that follow after a pause."""
    short = len(text[piece.start : piece.end].strip(_SIGNS + " ")) <= _BARE
    bare = short and not _WHERE.match(text, piece.start)
    end = piece.stop if bare else piece.end
    told = [one for one in found if piece.start <= one.start < end]
    return [one for one in told if one.quantity.share is not Share.PART]
