"""撤回, 我记错了: said without saying what; what was written last is meant."""

from __future__ import annotations

import re

_OH = r"(?:不好意思|对不起|糟了?|哎呀|哎|啊|哦)?[，,\s]*"
_STOP = r"[。.!！~～\s]*"
_BARE = (
    (
        re.compile(
            rf"{_OH}我?(?:要|想|帮我|给我|请)?(?:撤回|撤销|撤了|撤掉)(?:一下|一条|进展|记录|吧|了)*{_STOP}"
        ),
        "撤回刚才那条",
    ),
    (
        re.compile(rf"{_OH}(?:我|刚才|刚刚|又)*(?:记|填|报|写|录|输|存|弄|搞)(?:错|岔)了?了{_STOP}"),
        "上一条错了",
    ),
)


def spelled_out(text: str) -> str:
    """Return the text; for a bare word of withdrawing or of a mistake, what names the last line."""
    return next((meant for words, meant in _BARE if words.fullmatch(text.strip())), text)
