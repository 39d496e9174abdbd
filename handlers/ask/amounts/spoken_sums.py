"""Sums said of one person without their measure: 疗休养一个人3000对吗 means 3000元."""

from __future__ import annotations

import re

_A_HEAD = re.compile(
    "((?:[每一]个?人|人均|[每一]个?(?:名)?(?:社工|职工|会员))(?:每年|一年|半年|每半年|一次|每次)?"
    "(?:就|都|能|可以)?(?:[给补发拨是要花](?:助|贴)?)?[1-9][0-9]{2,})(?=(?:对|是|没错|真|属实|吗|吧|嘛|的|[,，?？。!]|$))"
)


def with_measure(text: str) -> str:
    """Return the text with 元 behind a bare sum a head, so that it is not taken for a number of people."""
    return _A_HEAD.sub(r"\1元", text)
