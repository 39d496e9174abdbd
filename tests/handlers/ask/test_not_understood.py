"""What was not understood carries nothing: the next sentence is not read with its words."""

from __future__ import annotations

import pytest

from handlers import Outcome, SilenceKind
from tests.language.knowing import ask, words_of

YUNNAN = "yunnan-2022"
STRANGE = "我的电话〔手机号已遮住〕"


@pytest.mark.parametrize("said", ["今天开会", "忙死了"])
def test_a_new_sentence_does_not_repeat_what_was_not_understood(said: str) -> None:
    assert "电话" in words_of(ask(STRANGE, plan=YUNNAN))
    after = words_of(ask(said, plan=YUNNAN, history=(STRANGE,)))
    assert "我没听懂的是" not in after or "电话" not in after
    assert after == words_of(ask(said, plan=YUNNAN))


def test_what_was_understood_still_carries_the_next_sentence() -> None:
    after = words_of(ask("补助多少", plan=YUNNAN, history=("联合会示范点建几个",)))
    assert after != words_of(ask("补助多少", plan=YUNNAN))


@pytest.mark.parametrize("said", ["我们这边送餐的小年轻特别多，能不能把他们拢进来", "聘人的饭卡"])
def test_who_is_of_the_work_by_another_name_is_not_out_of_scope(said: str) -> None:
    """No word of the work stands in these; what they are called does: 骑手, 社工."""
    reply = ask(said, plan=YUNNAN)
    assert (reply.outcome, reply.silence) == (Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)
