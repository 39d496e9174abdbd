"""Whole conversations, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config import Settings
from handlers import Services
from tests.conversations.playing import DAY, Player, conversations

TALKS = list(conversations())
REAL = [(name, talk) for name, talk in TALKS if not talk.get("trial")]
TRIAL = [(name, talk) for name, talk in TALKS if talk.get("trial")]


def play(talk: dict[str, Any], settings: Settings, known: Services) -> None:
    player = Player(settings, known, talk.get("today", DAY))
    try:
        for name, units in talk.get("members", {}).items():
            player.admit(name, units)
        for number, step in enumerate(talk["steps"], 1):
            try:
                player.play(step)
            except AssertionError as error:
                raise AssertionError(f"step {number} {step}: {error}") from error
    finally:
        player.close()


@pytest.mark.parametrize("talk", [talk for _, talk in REAL], ids=[name for name, _ in REAL])
def test_conversation(talk: dict[str, Any], both_settings: Settings, known: Services) -> None:
    play(talk, both_settings, known)


@pytest.mark.parametrize("talk", [talk for _, talk in TRIAL], ids=[name for name, _ in TRIAL])
def test_conversation_on_the_trial_page(
    talk: dict[str, Any], trial_settings: Settings, known: Services
) -> None:
    play(talk, trial_settings, known)


def test_a_wrong_expectation_fails(trial_settings: Settings, known: Services) -> None:
    talk = {"steps": [{"as": "甲", "say": "/help", "expect": {"contains": ["没有这句话"]}}]}
    with pytest.raises(AssertionError, match="没有这句话"):
        play(talk, trial_settings, known)
