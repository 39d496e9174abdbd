"""What was asked before: in order, bounded, each conversation for itself."""

from __future__ import annotations

from bot.web.recent import RecentQuestions

HERE = ("web:visitor", "web:visitor")


def test_the_oldest_question_goes_first() -> None:
    recent = RecentQuestions(questions=2)
    for number in "123":
        recent.add(HERE, f"key{number}", f"问{number}")
    assert recent.before(HERE, "new") == ("问2", "问3")


def test_a_key_is_remembered_once_and_does_not_precede_itself() -> None:
    recent = RecentQuestions()
    recent.add(HERE, "key", "问")
    recent.add(HERE, "key", "问")
    assert recent.before(HERE, "key") == ()
    assert recent.before(HERE, "new") == ("问",)


def test_the_least_used_conversation_goes_first() -> None:
    recent = RecentQuestions(conversations=2)
    for name in ("甲", "乙", "甲", "丙"):
        recent.add((name, name), f"key{name}", "问")
    assert recent.before(("甲", "甲"), "new") == ("问",)
    assert recent.before(("乙", "乙"), "new") == ()
    assert recent.before(("丙", "丙"), "new") == ("问",)
