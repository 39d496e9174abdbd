"""Serving on this computer: a free port said in words, the address when it answers, a quiet end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from bot.web import NoFreePort
from bot.web.server import ADDRESS, FURTHER_PORTS, listen

ROOT = Path(__file__).resolve().parents[3]
# A program of its own, because Ctrl-C is for whole programs.
PROGRAM = """
import sys
from types import SimpleNamespace
from bot.clock import now
from bot.config import Settings
from bot.web import serve
from handlers import Services
places = SimpleNamespace(counties=(), prefectures=())
catalogue = SimpleNamespace(plans={}, places=places)
serve(Settings(_env_file=None, web_port=int(sys.argv[1])), Services(catalogue, None, None, now))
"""


@contextmanager
def taken(port: int = 0) -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as other:
        other.bind((ADDRESS, port))
        other.listen()
        yield other.getsockname()[1]


@contextmanager
def program(port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {
        key: value for key, value in os.environ.items() if key not in ("TELEGRAM_TOKEN", "DATABASE_URL")
    }
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)],
        cwd=ROOT,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def line(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().rstrip("\n")


def test_it_says_where_it_is_answers_and_ends_quietly() -> None:
    with taken() as port:
        pass
    with program(port) as running:
        address = line(running).removeprefix("试用页：")
        assert address == f"http://{ADDRESS}:{port}"
        assert httpx.get(f"{address}/healthz").json() == {"status": "ok"}
        page = httpx.get(address)
        assert page.status_code == 200
        assert "server" not in page.headers
        assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 403
        running.send_signal(signal.SIGINT)
        said, complaints = running.communicate(timeout=120)
    assert said == "已停止。\n"
    assert complaints == ""
    assert running.returncode == 0


def test_a_taken_port_is_said_and_the_next_is_used() -> None:
    with taken() as port, program(port) as running:
        assert line(running).startswith(f"端口 {port} 已被占用，改用 ")
        address = line(running).removeprefix("试用页：")
        assert address != f"http://{ADDRESS}:{port}"
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_it_listens_on_this_computer_only() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_the_port_above_the_last_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def none_free(_self: socket.socket, address: tuple[str, int]) -> None:
        tried.append(address[1])
        raise OSError

    class Full(socket.socket):
        bind = none_free

    monkeypatch.setattr(socket, "socket", Full)
    for wanted, last in ((9000, 9000 + FURTHER_PORTS), (65530, 65535)):
        tried.clear()
        with pytest.raises(NoFreePort) as refused:
            listen(wanted)
        assert tried == list(range(wanted, last + 1))
        assert refused.value.sentence.startswith(f"端口 {wanted} 到 {last} 都被占用了。")
        assert "WEB_PORT" in refused.value.sentence


def test_a_port_just_left_can_be_used_again() -> None:
    with ExitStack() as first:
        listener = first.enter_context(listen(0))
        port = listener.getsockname()[1]
        with socket.create_connection((ADDRESS, port)) as caller:
            answered, _ = listener.accept()
            answered.close()
            caller.recv(1)
    with listen(port) as again:
        assert again.getsockname()[1] == port
