import json

from bot.render import to_json
from handlers import Choice, Choices, Outcome, Quote, Reply, SilenceKind, Text

VERBATIM = "勐海县\t省总工会  办公室"


def test_every_key_of_the_contract_is_there() -> None:
    reply = Reply(
        (
            Text("对口联系单位是省总工会办公室。", strong=True),
            Quote("yunnan-2022", "附2-三", VERBATIM, "滇 附2-三"),
            Choices((Choice("办公室还联系谁", "q:办公室联系哪些县"),)),
        ),
        intent="liaison_of_unit",
    )
    assert to_json(reply, id="q-7", question="勐海县谁联系", elapsed_ms=0.12345) == {
        "id": "q-7",
        "question": "勐海县谁联系",
        "outcome": "answered",
        "silence": None,
        "intent": "liaison_of_unit",
        "text": "对口联系单位是省总工会办公室。\n〔滇 附2-三〕“勐海县  省总工会  办公室”",
        "citations": [{"plan": "yunnan-2022", "clause": "附2-三", "quote": VERBATIM}],
        "choices": ["办公室还联系谁"],
        "elapsed_ms": 0.123,
    }


def test_a_silence_is_named_by_its_word() -> None:
    reply = Reply((Text("方案没有规定。"),), outcome=Outcome.NOT_IN_PLAN, silence=SilenceKind.STATED)
    answer = json.loads(json.dumps(to_json(reply, id=None, question="？", elapsed_ms=0)))
    assert (answer["id"], answer["outcome"], answer["silence"]) == (None, "not_in_plan", "stated")
