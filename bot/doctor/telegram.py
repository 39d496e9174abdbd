"""Telegram: the token is known, BotFather's settings fit, and updates come where we wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from .clock import look_at_time
from .finding import Finding, fault, note, ok, warning

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.telegram.probe import Hook, Me, Probe

_NAME, _HOOK = "Telegram", "收消息"
_MANY = 100
"""So many waiting updates say that nobody fetches them."""

_RECENT = timedelta(hours=1)


def look(settings: Settings, now: datetime, ask: Callable[[Settings], Probe] | None) -> list[Finding]:
    """Return what Telegram says about the bot, and how its clock compares with this machine's."""
    if settings.telegram_token is None:
        return [note(_NAME, "没有设置 TELEGRAM_TOKEN，启动的是网页试用。")]
    told = (ask or _over_the_network)(settings)
    # The examination may have taken long before Telegram was asked: that is no fault of the clock.
    return [*_answer(settings, told, now), *look_at_time(told.heard or now, told.at)]


def _over_the_network(settings: Settings) -> Probe:
    # Only here: it loads Telegram's library.
    from bot.telegram.probe import probe

    return probe(settings)


def _answer(settings: Settings, told: Probe, now: datetime) -> list[Finding]:
    if told.refused:
        todo = "请核对 TELEGRAM_TOKEN；令牌可以在 BotFather 里用 /token 重新查看。"
        return [fault(_NAME, "不认这个令牌。", todo)]
    if told.me is None or told.hook is None:
        todo = f"请检查网络（能不能打开 {_host(settings)}）、代理 HTTPS_PROXY 和 TELEGRAM_BASE_URL。"
        return [fault(_NAME, f"连不上（{told.failed}）。", todo)]
    return [
        ok(_NAME, f"机器人 @{told.me.username}。"),
        *_botfather(told.me),
        *_hook(settings, told.hook, now),
    ]


def _host(settings: Settings) -> str:
    return urlsplit(settings.telegram_base_url).hostname or "TELEGRAM_BASE_URL 里的主机"


def _botfather(me: Me) -> Iterator[Finding]:
    if me.reads_everything:
        todo = "请在 BotFather 里 /setprivacy 选 Enable，然后把机器人移出各个群再加回来。"
        yield warning(_NAME, "隐私模式关着，群里的话都会发给机器人。", todo)
    if me.joins_groups is False:
        yield warning(_NAME, "机器人不能进群。", "要在群里用，请在 BotFather 里 /setjoingroups 选 Enable。")
    if me.inline is False:
        yield note(
            _NAME, "没有打开 inline。", "想在任何聊天里用 @机器人 查条款，请在 BotFather 里 /setinline。"
        )


def with_path(url: str) -> str:
    """Return the address as it is registered: one without a path gets the usual one."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path="/telegram")) if url and parts.path in ("", "/") else url


def _hook(settings: Settings, hook: Hook, now: datetime) -> Iterator[Finding]:
    wanted = with_path(settings.webhook_url or "")
    if hook.url == wanted:
        yield ok(
            _HOOK, "由 Telegram 推送到 WEBHOOK_URL。" if wanted else "由机器人自己去取，没有登记推送地址。"
        )
    elif hook.url and not wanted:
        yield note(
            _HOOK, "Telegram 那边还登记着推送地址，启动时会取消。", "如果另一台机器正在用，请先停掉它。"
        )
    else:
        yield note(_HOOK, "Telegram 那边还没有登记 WEBHOOK_URL，启动时会登记。")
    if hook.waiting > _MANY:
        yield warning(_HOOK, f"有 {hook.waiting} 条消息等着取。", "请看机器人是不是在运行。")
    if hook.error_at is not None and now - hook.error_at < _RECENT:
        said = f"Telegram 最近一次推送失败：{hook.error}"
        yield warning(_HOOK, said, "请核对域名、证书和反向代理；见 docs/operations.md。")
