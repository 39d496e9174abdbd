"""A file of cases line by line: each gets its answer or its fault in its place, and the rest goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from handlers import PersonError

Case = dict[str, Any]
"""One case: `id`, the words, whom it is for, the day."""

_TEXTS = ("county", "prefecture", "liaison", "province", "plan", "date")
_WORDS = {"question": "一句话的文字", "text": "一句话的进展"}


class BadLine(PersonError):
    """A line that is no case; the sentence says what is wrong with it."""

    code = "bad_line"


def run_batch(path: Path, words: str, answer: Callable[[Case], Case]) -> int:
    """Print one JSON object a line, what `answer` returns or the fault; return the exit status (0 or 2).

    `words` is the key under which a case holds its sentence. Raises PersonError for an unreadable file.
    """
    failed = False
    for number, line in _lines(path):
        case: Case = {}
        try:
            case = read_case(line, words)
            print_json(answer(case))
        except PersonError as error:
            failed = True
            fault = {"code": error.code, "message": error.sentence}
            print_json({"id": case.get("id"), "line": number, "error": fault})
    return 2 if failed else 0


def read_case(line: str, words: str) -> Case:
    """Return the case of a line; keys that are not known are left alone. Raises BadLine."""
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        said = (
            f"这一行不是有效的 JSON（第 {error.colno} 个字符起）："
            f'每行要写一个 JSON 对象，例如 {{"{words}": "…"}}'
        )
        raise BadLine(str(error), sentence=said) from error
    except (ValueError, RecursionError) as error:
        raise BadLine(str(error), sentence="这一行读不了：数字太长或括号套得太深") from error
    fault = _fault(case, words)
    if fault:
        raise BadLine(sentence=fault)
    return dict(case)


def print_json(value: Case) -> None:
    """Print one object on a line of its own."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PersonError(str(error), sentence=f"读不了文件 {path}，请检查路径和编码（UTF-8）。") from error
    for number, line in enumerate(text.split("\n"), 1):  # a text may hold U+2028, which ends no line of JSON
        if line.strip():
            yield number, line


def _fault(case: object, words: str) -> str:
    """What is wrong with a case, in words; "" for a sound one."""
    if not isinstance(case, dict) or not isinstance(case.get(words), str):
        return f"这一行缺少 {words}（要{_WORDS[words]}）"
    if isinstance(case.get("id"), bool) or not isinstance(case.get("id"), str | int | None):
        return "id 要写成文字或整数"
    for key in _TEXTS:
        if not isinstance(case.get(key), str | None):
            return f"{key} 要写成文字"
    history = case.get("history")
    if history is not None and not (
        isinstance(history, list) and all(isinstance(earlier, str) for earlier in history)
    ):
        return 'history 要写成一列文字，例如 ["勐海县谁联系"]'
    return "" if _is_sound(case, words) else "这一行有不成字的编码（单独的 \\ud800 到 \\udfff）"


def _is_sound(case: Case, words: str) -> bool:
    """True when every text that is read or printed can be written as UTF-8."""
    texts = [case.get(key) for key in ("id", words, *_TEXTS)] + (case.get("history") or [])
    try:
        "".join(text for text in texts if isinstance(text, str)).encode()
    except UnicodeEncodeError:
        return False
    return True
