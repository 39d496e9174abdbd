"""`run`: whatever is configured."""

from __future__ import annotations

from handlers import PersonError, Services, command_table, plant_demo

from ..beginning import settle
from ..compose import build_services
from ..config import Settings, load_settings
from ..upkeep import keeping
from .storing import in_words


class NothingToRun(PersonError):
    """A real database and no channel: the trial page must not show it, and there is no other one."""

    code = "nothing_to_run"
    sentence = (
        "设置了 DATABASE_URL，没有设置 TELEGRAM_TOKEN，没有可以启动的。"
        "接 Telegram 请写上 TELEGRAM_TOKEN；只想试用请去掉 DATABASE_URL。"
    )


def run() -> int:
    """启动：有 TELEGRAM_TOKEN 就接 Telegram，否则开网页试用。"""
    settings = load_settings()
    if settings.telegram_token is None and not settings.trial:
        raise NothingToRun
    if settings.telegram_token is not None:
        # Only then: the trial page starts without the library, and speaks to its one person in words.
        from .. import logs

        logs.set_up(settings)
    with in_words():
        services = build_services(settings)
    assert services.storage is not None, "settings were given"
    with services.storage, keeping(services):
        _serve(settings, services)
    return 0


def _serve(settings: Settings, services: Services) -> None:
    if settings.telegram_token is not None:
        from ..telegram import run_bot

        commands = command_table()
        settle()
        run_bot(settings, services, commands=commands)
    else:
        from ..web import serve

        assert services.storage is not None, "settings were given"
        plant_demo(services.storage, services.clock())
        settle()
        serve(settings, services)
