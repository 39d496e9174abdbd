"""No token reaches a log, whoever writes it and in whatever form."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import httpx
import pytest
import structlog

from bot import logs
from bot.config import Settings

SECRET = "AAH3exampleexample-example_example12345"
TOKEN = f"123456789:{SECRET}"
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Give the logging of the test process back as it was."""
    root, hook = logging.getLogger(), sys.excepthook
    level = root.level
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    yield
    for handler in [one for one in root.handlers if isinstance(one.formatter, logs.MaskingFormatter)]:
        root.removeHandler(handler)
    sys.excepthook = hook
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)
    structlog.reset_defaults()


def configured(level: str = "INFO", as_json: bool = True, **options: object) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(level, as_json=as_json, stream=stream, **options)  # type: ignore[arg-type]
    return stream


def test_addresses_logged_by_httpx_at_info_are_not_written_at_all() -> None:
    stream = configured("DEBUG")
    request = httpx.Request("POST", URL)
    logging.getLogger("httpx").info(
        'HTTP Request: %s %s "%s"', request.method, request.url, "HTTP/1.1 200 OK"
    )
    logging.getLogger("telegram.ext.Application").debug("Processing update %s", "身份证号")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "console"])
@pytest.mark.parametrize("logger", ["httpx", "httpcore.connection", "telegram.ext", "uvicorn.error", "bot"])
def test_a_token_is_masked_in_message_and_arguments(logger: str, as_json: bool) -> None:
    stream = configured(as_json=as_json)
    logging.getLogger(logger).warning("HTTP Request: POST %s", URL)
    logging.getLogger(logger).error(f"The token `{TOKEN}` was rejected by the server.")
    assert "/sendMessage" in stream.getvalue()
    assert "was rejected by the server" in stream.getvalue()
    assert SECRET not in stream.getvalue()
    assert stream.getvalue().count(logs.MASK) == 2


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "console"])
def test_a_token_is_masked_in_a_traceback(as_json: bool) -> None:
    stream = configured(as_json=as_json)
    try:
        raise httpx.ConnectError(f"cannot reach {URL}")
    except httpx.ConnectError:
        logging.getLogger("telegram.ext.Updater").exception("polling failed")
        structlog.get_logger("bot.telegram").exception("polling_failed")
    assert stream.getvalue().count("ConnectError") >= 2
    assert SECRET not in stream.getvalue()


def test_a_token_is_masked_in_every_value_of_an_event() -> None:
    stream = configured()
    structlog.get_logger("bot").info(
        "event", url=URL, nested={"list": [TOKEN]}, quoted=URL.replace(":", "%3A")
    )
    assert SECRET not in stream.getvalue()
    assert stream.getvalue().count(logs.MASK) == 3


def test_an_uncaught_error_is_masked_too() -> None:
    stream = configured()
    try:
        raise ValueError(URL)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert '"event": "uncaught"' in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_named_secrets_are_masked_whatever_they_look_like() -> None:
    stream = configured(secrets=["hunter2", ""])
    logging.getLogger("storage").warning("cannot connect: postgresql://me:hunter2@localhost/gonghui")
    assert f"postgresql://me:{logs.MASK}@localhost/gonghui" in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "8:30 到会",
        "2023-04-10T10:00:00Z",
        "county:341822",
        "telegram:810001",
        "robot 12:30",
        "bot.telegram:9",
    ],
)
def test_what_is_no_token_is_left_alone(text: str) -> None:
    assert logs.mask(text) == text


def test_a_short_token_of_a_test_server_is_masked_in_its_address() -> None:
    assert logs.mask("http://127.0.0.1:8081/bot1:x/getMe") == f"http://127.0.0.1:8081/bot{logs.MASK}/getMe"


def test_json_lines_say_when_who_and_what_in_chinese_too() -> None:
    stream = configured()
    structlog.get_logger("bot.telegram").info("polling", bot="@gonghui", county="勐海县")
    logging.getLogger("uvicorn").info("started %s", "now")
    own, foreign = map(json.loads, stream.getvalue().splitlines())
    assert own.keys() == {"event", "level", "logger", "timestamp", "bot", "county"}
    assert (own["event"], own["level"], own["logger"]) == ("polling", "info", "bot.telegram")
    assert "勐海县" in stream.getvalue()
    assert (foreign["event"], foreign["level"], foreign["logger"]) == ("started now", "info", "uvicorn")


def test_the_level_is_kept_and_configuring_twice_doubles_nothing() -> None:
    configured("DEBUG")
    stream = configured("warning")
    structlog.get_logger("bot").info("quiet")
    structlog.get_logger("bot").warning("loud")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == ["loud"]


def test_without_a_choice_a_stream_that_is_no_terminal_gets_json_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    logging.getLogger("bot").warning("here")
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err)["event"] == "here"


def settings(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type,call-arg]


def test_the_settings_choose_the_form(capsys: pytest.CaptureFixture[str]) -> None:
    for form, begins in (("json", "{"), ("text", "20"), ("auto", "{")):
        logs.set_up(settings(log_format=form))
        structlog.get_logger("bot").warning("here", county="勐海县")
        said = capsys.readouterr().err
        assert said.startswith(begins), form
        assert "勐海县" in said


def test_every_secret_of_the_settings_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    url = "postgresql://me:p%40ss-w0rd@db.local/gonghui"
    logs.set_up(settings(telegram_token="short-secret", database_url=url))
    for said in ("short-secret", "p%40ss-w0rd", "p@ss-w0rd"):
        logging.getLogger("psycopg").warning("refused: %s", said)
    lines = capsys.readouterr().err
    assert lines.count(logs.MASK) == 3
    assert "secret" not in lines
    assert "w0rd" not in lines
