"""`run`: whatever is configured."""

from __future__ import annotations

from ..compose import build_services
from ..config import Settings


def run() -> int:
    """启动：有 TELEGRAM_TOKEN 就接 Telegram，否则开网页试用。"""
    settings = Settings()
    services = build_services()
    if settings.telegram_token is not None:
        from ..telegram import run_bot

        run_bot(settings, services)
    else:
        from ..web import serve

        serve(settings, services)
    return 0
