"""Starting the trial page as a person does, and asking it one question."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from .fresh import environment
from .machine import resident

ADDRESS = "127.0.0.1"
QUESTION = "谁联系肥西县？"
DAY = "2023-04-10"
PATIENCE = 60
"""Seconds after which a start is given up."""


@dataclass(frozen=True)
class PageStart:
    """One start: milliseconds until the page and until the first answer, memory before and after it (MB)."""

    answers: float
    question: float
    idle: float | None
    asked: float | None


def start_page(folder: Path, data: Path) -> PageStart:
    """Start the page with its files in `data`, ask once, stop it. Raises RuntimeError when it fails."""
    port = _free_port()
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env=environment(WEB_PORT=str(port), DATA_DIR=str(data)),
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            _await(port, process)
            answers = (time.perf_counter() - started) * 1000
            idle = resident(process.pid)
            asked = time.perf_counter()
            _ask(port)
            question = (time.perf_counter() - asked) * 1000
            return PageStart(answers, question, idle, resident(process.pid))
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((ADDRESS, 0))
        port: int = listener.getsockname()[1]
        return port


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the page is served."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        try:
            if _exchange(port, "GET", "/") == 200:
                return
        except ConnectionRefusedError:
            time.sleep(0.005)
    raise RuntimeError(f"the trial page did not start (exit status {process.poll()})")


def _ask(port: int) -> None:
    message = {
        "key": str(uuid.uuid4()),
        "chat": "private",
        "text": QUESTION,
        "button": None,
        "who": {"role": "visitor", "unit": None},
        "today": DAY,
    }
    status = _exchange(port, "POST", "/trial/message", json.dumps(message))
    if status != 200:
        raise RuntimeError(f"the trial page answered a question with status {status}")


def _exchange(port: int, method: str, path: str, body: str | None = None) -> int:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=PATIENCE)
    try:
        headers = {"Origin": f"http://{ADDRESS}:{port}", "Content-Type": "application/json"} if body else {}
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()
