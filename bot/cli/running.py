"""`run`: whatever is configured."""

from __future__ import annotations

from handlers import Services, command_table

from ..compose import build_services
from ..config import Settings
from .storing import in_words


def run() -> int:
    """启动：有 TELEGRAM_TOKEN 就接 Telegram，否则开网页试用。"""
    settings = Settings()
    with in_words():
        services = build_services(settings)
    assert services.storage is not None, "settings were given"
    with services.storage:
        _serve(settings, services)
    return 0


def _serve(settings: Settings, services: Services) -> None:
    if settings.telegram_token is not None:
        from ..telegram import run_bot

        run_bot(settings, services, commands=command_table())
    else:
        from ..web import serve

        serve(settings, services)
