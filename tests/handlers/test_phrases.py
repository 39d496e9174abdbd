"""Every sentence for people has a reader in the code, and every sentence that the code reads exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from handlers.phrases import phrase_names

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted({name.partition(".")[0] for name in phrase_names()})
KEY = re.compile(rf"(?:{'|'.join(FILES)})\.[a-z0-9_]+")
START = re.compile(rf"(?:{'|'.join(FILES)})\.[a-z0-9_]*")


def _sources() -> Iterator[str]:
    for folder in ("handlers", "bot"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def _named(source: str) -> Iterator[str]:
    """The patterns of the phrases that a module names: written out, or with blanks that the code fills."""
    tree = ast.parse(source)
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) not in pieces:
            yield from _pattern(node)


def _said(source: str) -> Iterator[str]:
    """The patterns of the phrases that are certainly said: the first argument of say()."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
            first = node.args[0]
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                yield from _pattern(key)


def _pattern(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values
        )
        if START.match(str(node.values[0].value)):
            yield "".join(parts)


@cache
def patterns() -> frozenset[str]:
    return frozenset(pattern for source in _sources() for pattern in _named(source))


@cache
def said() -> frozenset[str]:
    return frozenset(pattern for source in _sources() for pattern in _said(source))


def unread(names: frozenset[str], read: frozenset[str]) -> list[str]:
    """The phrases that no pattern names."""
    return sorted(name for name in names if not any(re.fullmatch(pattern, name) for pattern in read))


def missing(names: frozenset[str], read: frozenset[str]) -> list[str]:
    """The patterns that name no phrase."""
    return sorted(pattern for pattern in read if not any(re.fullmatch(pattern, name) for name in names))


def test_every_phrase_has_a_reader() -> None:
    assert unread(phrase_names(), patterns()) == []


def test_every_phrase_that_is_read_exists() -> None:
    assert missing(phrase_names(), said()) == []
    assert len(said()) > 100


@pytest.mark.parametrize("source", ['say("points.right")', 'key = "points.right"', 'say(f"points.{kind}")'])
def test_a_reader_is_seen(source: str) -> None:
    assert unread(frozenset({"points.right"}), frozenset(_named(source))) == []


def test_a_phrase_without_a_reader_and_a_reader_without_a_phrase_are_seen() -> None:
    read = frozenset(_named('say("points.right"); say("points.no_such_phrase")'))
    assert unread(frozenset({"points.right", "points.idle"}), read) == ["points.idle"]
    read = frozenset(_said('say("points.right"); say("points.no_such_phrase")'))
    assert missing(frozenset({"points.right"}), read) == [re.escape("points.no_such_phrase")]
