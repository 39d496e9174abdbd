"""A line that names another county is kept for the own one only with a word about it."""

from __future__ import annotations

import pytest

from tests.handlers.checkin.conftest import Talk


@pytest.mark.parametrize("text", ["勐腊县驿站建了3个，我们才1个", "今天景洪建了2个驿站", "和县驿站建了3个"])
def test_another_county_is_named(talk: Talk, text: str) -> None:
    assert "这条会记在勐海县总工会名下" in talk.say(text)


@pytest.mark.parametrize(
    "text",
    [
        "今天勐海县驿站建了3个",
        "今天在勐海镇建了1个驿站",
        "今天普洱茶厂宣讲二十大1场",
        "今天州总和县总工会联合宣讲二十大1场",
        "今天在城郊区建了1个驿站",
    ],
)
def test_the_own_county_and_other_names_are_no_other_county(talk: Talk, text: str) -> None:
    said = talk.say(text)
    assert "数量｜" in said
    assert "名下" not in said
