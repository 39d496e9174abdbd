"""Where a line goes over from one piece of work to another: 骑手入会33人 实名制也录了280人."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .task_match import FIRST, NAMED, Evidence, TaskMatcher

Span = tuple[int, int]

_TOLD = r"[\d一二两三四五六七八九十百]+[场次个期名户家项支人件份]"
_JOINT = re.compile(
    # A number on either side parts what is said without a pause: 普法1次和宣讲1场, 驿站1个职工之家1个.
    rf"(?=[和跟与及][^,。;、\d]{{0,8}}{_TOLD})"
    rf"|(?<=[\d一二两三四五六七八九十][场次个期名户家项支人份])(?=(?:(?![和跟与及])[㐀-鿿]){{2,8}}?{_TOLD})|"
    r"[,。;、!](?!\d)|(?=另外|此外|还有(?!\d)|同时|顺便|顺带|以及|接着|然后|随后|再就是|紧接着|完了又|散场|会后|下午又|下午还|还(?:给|办|搞|开|组织|举办|召开|去|做|发|慰问|走访))"
)
_OWN_ACT = re.compile(
    r"[了完好过]|也|还|又|另外|同时|顺便|顺带|此外|再就是|举办|开展|召开|成立|组织|新增|发放|正在|录|签|评|启动|挂牌|揭牌"
)

_ADDED = re.compile(
    r"上午|下午|晚上|中午|早上|当晚|第二天|次日|\s{2}|另外|此外|同时|顺便|顺带|接着|然后|随后|再就是|[还也又](?!有|是|在|没|未|差|剩)"
)
"""What a stretch begins with that tells of something besides."""

_NEARLY_NAMED = NAMED / (1 + FIRST)
"""A stretch weighs no more than the whole line, but that its words stand nearer to its beginning."""


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    topics: dict[str, float]

    def best(self) -> str | None:
        return max(self.topics, key=self.topics.__getitem__, default=None)


def split_parts(text: str, counted: Sequence[Span], whole: Evidence, matcher: TaskMatcher) -> list[Span]:
    """Return the stretches of `text`, one for each piece of work; mostly one, at most three.

    A stretch of its own names a task by itself, gives a number or an act, and is no part of the work before
    it (an opened 职工之家 with its 书屋). `whole` is the evidence of all of `text`.
    """
    likely = {matcher.task_of(topic) for topic, score in whole.topics.items() if score >= _NEARLY_NAMED}
    stretches = _stretches(text) if len(likely) > 1 else []
    if len(stretches) < 2:
        return [(0, len(text))]
    pieces = [_Piece(start, end, matcher.evidence(text[start:end]).topics) for start, end in stretches]
    named = [piece for piece in pieces if piece.topics and max(piece.topics.values()) >= NAMED]
    if len({matcher.task_of(piece.best() or "") for piece in named}) < 2:
        return [(0, len(text))]
    starts = [0]
    current = named[0]
    for piece in named[1:]:
        if _other_work(text, counted, current, piece, matcher):
            starts.append(piece.start)
            current = piece
    ends = [*starts[1:], len(text)]
    return list(zip(starts, ends, strict=True))[:3]


def _stretches(text: str) -> list[Span]:
    cuts = sorted({0, len(text), *(match.end() for match in _JOINT.finditer(text))})
    return [(start, end) for start, end in pairwise(cuts) if text[start:end].strip(" ,。;、!")]


def _other_work(
    text: str, counted: Sequence[Span], before: _Piece, piece: _Piece, matcher: TaskMatcher
) -> bool:
    first, second = before.best(), piece.best()
    if first is None or second is None or matcher.task_of(first) == matcher.task_of(second):
        return False
    if any(
        matcher.task_of(topic) == matcher.task_of(first) and score >= NAMED
        for topic, score in piece.topics.items()
    ):
        return False
    own_number = any(piece.start <= start < piece.end for start, _ in counted)
    earlier_number = any(start < piece.start for start, _ in counted)
    held = second in matcher.topics[first].holds or first in matcher.topics[second].holds
    if held and not (own_number and earlier_number and _ADDED.match(text, piece.start)):
        return False
    if own_number and any(before.start <= start < before.end for start, _ in counted):
        return True
    act = _OWN_ACT.search(text, piece.start, piece.end) is not None
    return act and (
        own_number or earlier_number or _OWN_ACT.search(text, before.start, before.end) is not None
    )
