"""Works that are only to be done yet: they give no results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .line import Part, Share
from .part_days import OwnDay

_BY_NOW = re.compile("[了已]|完成|[印下]发")
"""What is told as done although the only day named lies ahead: 名单定了，明天开班."""


def planned(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts of a line whose only day lies ahead: no results but what is told as done by now."""
    return tuple(one if one.status != "done" or _BY_NOW.search(one.text) else _as_meant(one) for one in parts)


def on_day(part: Part, own: OwnDay) -> Part:
    """Return the part with its own day; what lies ahead is no result."""
    if own.ahead and not _BY_NOW.search(part.text):
        return _as_meant(part)
    return replace(part, day=own.day, unsaid=own.unsaid)


def _as_meant(part: Part) -> Part:
    quantities = tuple(replace(one, share=Share.OPEN, target=None) for one in part.quantities)
    return replace(part, status="none", quantities=quantities)
