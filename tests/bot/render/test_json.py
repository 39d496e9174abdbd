import json

from bot.render import to_json
from handlers import Choice, Choices, Outcome, Quote, Reply, SilenceKind, Text

VERBATIM = "42\t\t西双版纳州\t勐海县"


def test_every_key_of_the_contract_is_there() -> None:
    reply = Reply(
        (
            Text("对口联系单位是职工对外交流中心。", strong=True),
            Quote("yunnan-2022", "附3-42", VERBATIM, "滇 附3-42"),
            Choices((Choice("它还联系谁", "q:它还联系谁"),)),
        ),
        intent="liaison_of_unit",
    )
    assert to_json(reply, id="q-7", question="勐海县谁联系", elapsed_ms=0.12345) == {
        "id": "q-7",
        "question": "勐海县谁联系",
        "outcome": "answered",
        "silence": None,
        "intent": "liaison_of_unit",
        "text": "对口联系单位是职工对外交流中心。\n〔滇 附3-42〕“42    西双版纳州  勐海县”",
        "citations": [{"plan": "yunnan-2022", "clause": "附3-42", "quote": VERBATIM}],
        "choices": ["它还联系谁"],
        "elapsed_ms": 0.123,
    }


def test_a_silence_is_named_by_its_word() -> None:
    reply = Reply((Text("方案没有规定。"),), outcome=Outcome.NOT_IN_PLAN, silence=SilenceKind.STATED)
    answer = json.loads(json.dumps(to_json(reply, id=None, question="？", elapsed_ms=0)))
    assert (answer["id"], answer["outcome"], answer["silence"]) == (None, "not_in_plan", "stated")
