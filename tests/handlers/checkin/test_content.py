"""What a draft holds comes back from JSON as it was."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.checkin.content import Content, Number, Piece, Waiting, from_json, to_json
from knowledge import Share
from storage import EntryKind, EntrySource, EntryStatus

words = st.text(max_size=20)
days = st.dates(date(2022, 1, 1), date(2024, 1, 1))
numbers = st.builds(
    Number,
    st.decimals(0, 10**9, allow_nan=False, places=2).map(Decimal),
    words,
    st.none() | words,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(Share),
    st.none() | st.integers(0, 10**6).map(Decimal),
)
pieces = st.builds(
    Piece,
    st.none() | words,
    st.none() | words,
    st.lists(words, max_size=3).map(tuple),
    st.booleans(),
    st.lists(numbers, max_size=3).map(tuple),
    st.sampled_from(EntryStatus),
    words,
    st.none() | st.lists(words, max_size=2).map(tuple),
)
contents = st.builds(
    Content,
    plan=words,
    unit=st.none() | words,
    kind=st.sampled_from(EntryKind),
    pieces=st.lists(pieces, max_size=3).map(tuple),
    on=days,
    as_of=days,
    added=words,
    source=st.none() | st.builds(EntrySource, words, words, words),
    entry=st.none() | st.tuples(st.integers(1, 99), st.integers(1, 9)),
    answers=st.integers(0, 3),
    waiting=st.lists(st.builds(Waiting, words, words, days), max_size=2).map(tuple),
    saved=st.lists(st.integers(1, 99), max_size=3).map(tuple),
)


@given(contents)
def test_content_survives_json(content: Content) -> None:
    assert from_json(json.loads(json.dumps(to_json(content), ensure_ascii=False))) == content
