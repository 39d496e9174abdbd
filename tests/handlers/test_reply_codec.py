"""Every reply survives being stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import (
    Attachment,
    Choice,
    Choices,
    Facts,
    Keyboard,
    Notice,
    Outcome,
    Prompt,
    Quote,
    Reply,
    SilenceKind,
    Table,
    Text,
    decode,
    encode,
)

words = st.text(max_size=20)
cells = st.lists(words, max_size=3).map(tuple)
# Lone halves of surrogate pairs are no text: neither a channel nor the buttons' length check takes them.
real = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=15)
blocks = st.one_of(
    st.builds(Text, words, st.booleans()),
    st.builds(Facts, st.lists(st.tuples(words, words), max_size=3).map(tuple), words),
    st.builds(Quote, words, words, words, words),
    st.builds(Table, cells, st.lists(cells, max_size=3).map(tuple), words),
    st.builds(Choices, st.lists(st.builds(Choice, words, real), max_size=3).map(tuple), st.integers(1, 4)),
    st.builds(Notice, words, st.sampled_from(["info", "warning", "error"])),
    st.builds(
        Choices,
        st.just((Choice("去", "go-due", opens="private"), Choice("加", "go-bind", opens="group"))),
        st.integers(1, 4),
    ),
    st.builds(Keyboard, cells, words),
    st.builds(Prompt, words),
    st.builds(Attachment, words, words, st.binary(max_size=30)),
)
replies = st.builds(
    Reply,
    st.lists(blocks, max_size=5).map(tuple),
    st.sampled_from(Outcome),
    words,
    st.none() | st.sampled_from(SilenceKind),
    words,
    st.booleans(),
)


@given(replies)
def test_a_stored_reply_comes_back_as_it_was(reply: Reply) -> None:
    assert decode(json.loads(json.dumps(encode(reply)))) == reply


def test_a_reply_stored_by_an_earlier_version_can_be_read() -> None:
    stored = encode(Reply((Text("好"),)))
    del stored["toast"], stored["in_place"]
    assert decode(stored) == Reply((Text("好"),))


@pytest.mark.parametrize("action", ["", "a b", "问", "x" * 65])
def test_a_link_that_telegram_would_refuse_is_refused(action: str) -> None:
    with pytest.raises(ValueError, match="link"):
        Choice("去", action, opens="private")


def test_a_toast_that_telegram_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match="toast"):
        Reply((), toast="长" * 201)


def test_an_unknown_block_is_refused() -> None:
    stored = encode(Reply((Text("好"),)))
    stored["blocks"][0]["kind"] = "video"
    with pytest.raises(ValueError, match="video"):
        decode(stored)
