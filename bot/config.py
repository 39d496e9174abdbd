"""Settings from the environment (and a `.env` file beside the project)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its default; each name is an environment variable in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    telegram_token: SecretStr | None = Field(
        None, description="机器人令牌，由 BotFather 给；没有就开网页试用"
    )
    telegram_base_url: str = Field("https://api.telegram.org", description="Bot API 服务器地址")
    database_url: str | None = Field(None, description="PostgreSQL 地址；没有就用 data/ 里的 SQLite 文件")
    data_dir: Path = Field(Path("data"), description="SQLite 文件、备份放的文件夹")
    web_port: int = Field(8000, description="试用页端口；被占用时自动用下一个", ge=1, le=65535)
    log_level: str = Field("INFO", description="日志级别：DEBUG、INFO、WARNING、ERROR")

    @property
    def trial(self) -> bool:
        """True when neither Telegram nor a database is configured: the trial page may exist."""
        return self.telegram_token is None and self.database_url is None
