"""Settings that cannot be used are said in words, without their values."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import BadSettings, Settings, load_settings


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEB_PORT", "eight-thousand"), ("WEB_PORT", "70000"), ("LOG_LEVEL", "LOUD"), ("LOG_FORMAT", "xml-ish")],
)
def test_a_bad_value_is_named_and_not_repeated(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings) as refused:
        load_settings()
    assert name in refused.value.sentence
    assert value not in refused.value.sentence + str(refused.value)
    assert refused.value.__context__ is None, "the library's words repeat the value"


def test_all_bad_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "x")
    monkeypatch.setenv("LOG_LEVEL", "x")
    with pytest.raises(BadSettings, match="LOG_LEVEL, WEB_PORT"):
        load_settings()


def test_an_empty_value_counts_as_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compose file hands on what is not set as an empty word."""
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "WEB_PORT"):
        monkeypatch.setenv(name, "")
    settings = load_settings()
    assert settings.trial
    assert not settings.answers_health


def test_the_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert load_settings().log_level == "DEBUG"


def test_a_file_beside_the_program_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=1:from-file\n", encoding="utf-8")
    token = load_settings().telegram_token
    assert token is not None
    assert token.get_secret_value() == "1:from-file"


def test_a_file_of_another_user_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Settings, "__init__", forbidden)
    with pytest.raises(BadSettings) as refused:
        load_settings()
    assert "chown" in refused.value.sentence
