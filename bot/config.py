"""Settings from the environment (and a `.env` file beside the project)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers import PersonError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """Every setting with its default; each name is an environment variable in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    telegram_token: SecretStr | None = Field(
        None, description="机器人令牌，由 BotFather 给；没有就开网页试用"
    )
    telegram_base_url: str = Field("https://api.telegram.org", description="Bot API 服务器地址")
    telegram_rate: float = Field(
        29.5, description="每秒最多发几条消息；0 为不限，只用于自建服务器或测速", ge=0, le=10000
    )
    webhook_url: str | None = Field(
        None,
        description="公网 https 地址，写了就由 Telegram 推送消息，不再轮询",
        pattern=r"^https?://[^/\s]+",
    )
    webhook_secret: SecretStr | None = Field(
        None, description="推送时核对的口令（字母、数字、_、-）；不写就由令牌算出"
    )
    database_url: str | None = Field(None, description="PostgreSQL 地址；没有就用 data/ 里的 SQLite 文件")
    data_dir: Path = Field(Path("data"), description="SQLite 文件、备份放的文件夹")
    web_port: int = Field(
        8000, description="试用页端口，被占用时自动用下一个；接 Telegram 时写了才开健康检查", ge=1, le=65535
    )
    web_address: str = Field("127.0.0.1", description="健康检查和推送监听的地址；试用页永远只在本机")
    log_level: LogLevel = Field("INFO", description="日志级别：DEBUG、INFO、WARNING、ERROR")
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="日志的样子：json 一行一个 JSON，text 给人看，auto 看输出是不是终端"
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_takes_it(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("letters, digits, _ and - only")
        return value

    @property
    def trial(self) -> bool:
        """True when neither Telegram nor a database is configured: the trial page may exist."""
        return self.telegram_token is None and self.database_url is None

    @property
    def answers_health(self) -> bool:
        """True when there is a web server beside Telegram: a port was named, or updates are posted to it."""
        return "web_port" in self.model_fields_set or self.webhook_url is not None


class BadSettings(PersonError):
    """A setting has a value that cannot be used; the sentence names the setting, never its value."""

    code = "settings"


def load_settings() -> Settings:
    """Return the settings of this process. Raises BadSettings naming each that cannot be used."""
    try:
        return Settings()
    except PermissionError:
        words = "打不开 .env 文件。请把它交给启动机器人的系统用户，例如：chown gonghui: .env"
        raise BadSettings(".env cannot be read", sentence=words) from None
    except ValidationError as error:
        names = sorted({str(fault["loc"][0]).upper() for fault in error.errors() if fault["loc"]})
    # Outside the handler: pydantic's own words repeat the values, and one may be a password.
    told = "；".join(f"{name}（{Settings.model_fields[name.lower()].description}）" for name in names)
    raise BadSettings(f"bad settings: {', '.join(names)}", sentence=f"设置写得不对，请改正：{told}")
