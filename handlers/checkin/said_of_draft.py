"""What is typed about the open draft instead of pressed: 保存, 算了不记了, 第3条不要, 对的."""

from __future__ import annotations

import re

from storage import Draft

from ..area import Handle
from ..phrases import say
from ..reply import Notice, Reply
from ..turn import Turn
from . import correcting, draft_buttons
from .card import card
from .content import from_json

_LONGEST = 12
_END = r"[吧了啊呀哈嘛。.!！~～\s]*"
_SAVE = re.compile(
    r"(?:好的?|对的?|嗯|行|ok|OK)?[，,\s]*(?:就|帮我|给我)?点?"
    rf"(?:保存|存|存上|存一下|确认保存|存了吧|存下来){_END}"
)
_RIGHT = re.compile(rf"(?:对|对的|没错|没问题|是的|正确|确认|确定|可以|就这样|就是这样){_END}")
_LEAVE = re.compile(
    r"(?:算了|不记|不存|不保存|先不记|先不存|别记|别存|不要|不要这条)"
    rf"(?:[，,]?(?:不记|不存|不要|不报))?{_END}"
)
_PIECE = re.compile(
    rf"(?:把)?第(?P<at>[1-9一二三四五六七八九])[条个](?:我)?(?:不要|不算|删掉|删|去掉|取消|不记|别记|撤){_END}"
)
_NUMBERS = "一二三四五六七八九"


def claim(turn: Turn) -> Handle | None:
    """Return who takes the text as said of the open draft here; None for other texts, or without a draft."""
    said = turn.text.strip()
    if not turn.request.private or not 0 < len(said) <= _LONGEST:
        return None
    way = next((serve for words, serve in _WAYS if words.fullmatch(said)), None)
    if way is None or turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment) is None:
        return None
    return lambda writing: _served(writing, said, way)


def _served(turn: Turn, said: str, way: str) -> Reply:
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is None:
        raise LookupError("the draft was closed under the hand that holds it")
    turn.stop_waiting()
    if way == "save":
        return draft_buttons.pressed(turn, f"{draft.id}:{draft.version}:save")
    if way == "piece":
        return _without_piece(turn, draft, said)
    several = "drop_these" if from_json(draft.payload).waiting else "drop_this"
    return card(
        turn, draft, Notice(say("checkin.right_then_save" if way == "right" else f"checkin.{several}"))
    )


def _without_piece(turn: Turn, draft: Draft, said: str) -> Reply:
    """Take the numbered piece out; where there is no such piece, say what can be dropped."""
    content = from_json(draft.payload)
    found = _PIECE.fullmatch(said)
    at = "" if found is None else found["at"]
    place = (_NUMBERS.index(at) if at in _NUMBERS else int(at) - 1) if at else -1
    if content.waiting or not 0 <= place < len(content.pieces) or len(content.pieces) < 2:
        return draft_buttons.pressed(
            turn, f"{draft.id}:{draft.version}:{'drop' if content.waiting else 'card'}"
        )
    return correcting.left_out(turn, draft, content, place)


_WAYS = ((_SAVE, "save"), (_RIGHT, "right"), (_LEAVE, "leave"), (_PIECE, "piece"))
