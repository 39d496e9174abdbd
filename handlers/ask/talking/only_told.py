"""Sentences that tell what somebody did and ask nothing: 今天开了个会."""

from __future__ import annotations

import re

from ...phrases import say
from ...reply import Outcome, Reply
from ..answer import Answer
from ..question import Question
from .talk import examples_for

_DAY = "今[天早晚]|昨[天晚]|前天|刚才?|刚刚|[上下]午|早上|中午|晚上|上周|上个?月|[这前]两天|前几天|已经"
_DID = re.compile(f"(?:{_DAY})[^,，。?？]*[^0-9这那哪](?:了|过|完)(?![^,，。]*(?:没|吗|么|几|多少|哪|谁))")
_EXAMPLES = 2


def only_tells(question: Question) -> Reply | None:
    """Say that no question was heard, and how to ask or to record; None for whatever may ask something."""
    reading = question.reading
    if reading.facets or "yes_no" in reading.groups or not _DID.search(question.text):
        return None
    answer = Answer("only_tells").fact(say("talk.only_tells"))
    if question.unit is None:
        answer.text(say("talk.join_to_record"))
    for example in examples_for(question)[:_EXAMPLES]:
        answer.step(example, example)
    return answer.reply(Outcome.SMALL_TALK)
