"""The clock: the zone of the two provinces is known, and the machine's time is right."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .finding import Finding, fault, ok, warning

_ZONE, _TIME = "时区", "时间"
_EIGHT = timedelta(hours=8)
_SYNC = "请打开自动对时：timedatectl set-ntp true"

SLIGHT = timedelta(seconds=5)
"""A difference that the way through the network does not explain."""

WRONG = timedelta(minutes=1)
"""A difference that turns up in answers and reminders."""


def look_at_zone(now: datetime) -> list[Finding]:
    """Return whether Asia/Shanghai is known here and is eight hours ahead of UTC."""
    try:
        offset = now.astimezone(ZoneInfo("Asia/Shanghai")).utcoffset()
    except ZoneInfoNotFoundError:
        return [fault(_ZONE, "这台机器没有时区资料。", "请运行：apt install tzdata")]
    if offset != _EIGHT:
        return [fault(_ZONE, "北京时间的时区资料不对。", "请更新系统的 tzdata。")]
    return [ok(_ZONE, "北京时间（Asia/Shanghai，东八区）。")]


def look_at_time(now: datetime, theirs: datetime | None) -> list[Finding]:
    """Return how far the machine's time is from that of the Bot API's server, which tells whole seconds."""
    if theirs is None:
        return []
    apart = abs(now - theirs)
    if apart <= SLIGHT:
        return [ok(_TIME, "与 Telegram 服务器相差不到 5 秒。")]
    said = f"这台机器的时间与 Telegram 服务器相差 {apart.total_seconds():.0f} 秒。"
    return [fault(_TIME, said, _SYNC) if apart > WRONG else warning(_TIME, said, _SYNC)]
