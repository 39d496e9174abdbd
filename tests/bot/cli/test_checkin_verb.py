"""`checkin` as another program calls it: shape, words, a batch with bad lines. Nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.calling import call

pytestmark = pytest.mark.usefixtures("one_knowledge_base")
LINE = "今天在勐海镇办二十大宣讲1场，86人参加"


def test_json_has_the_agreed_shape(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "checkin", LINE, "--county", "勐海县", "--date", "2023-04-10", "--json")
    assert status == 0
    assert json.loads(out) == {
        "id": None,
        "kind": "progress",
        "tasks": ["1"],
        "ask": False,
        "quantities": [
            {"value": 1, "unit": "场", "target": "1", "so_far": False},
            {"value": 86, "unit": "人", "target": None, "so_far": False},
        ],
        "on": "2023-04-10",
        "status": "done",
    }


def test_words_say_what_is_about_so_much_and_what_was_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    line = "今天办二十大宣讲1场50多人，上次报的驿站改成2个"
    _, out, _ = call(capsys, "checkin", line, "--county", "勐海县", "--date", "2023-04-10")
    for said in ("数量：1场", "数量：约50人", "没有读（像是要改另一条）：上次报的驿站改成2个"):
        assert said in out


def test_words_name_task_number_day_and_what_was_masked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(
        capsys, "checkin", f"{LINE} 联系人13812345678", "--county", "勐海县", "--date", "2023-04-10"
    )
    for said in ("进展", "数量：1场", "已完成", "2023-04-10", "手机号"):
        assert said in out
    assert "13812345678" not in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["  ", "--county", "勐海县"], "没有看到进展"),
        ([LINE], "--county"),
        ([LINE, "--county", "火星县"], "火星县"),
    ],
)
def test_what_is_missing_is_said(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "checkin", *args)
    assert (status, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        ('{"id": "x", "text": "宣讲1场", "county": 5}', "bad_line", "county"),
        ('{"id": "x", "text": "宣讲1场", "date": 20230410}', "bad_line", "date"),
        ('{"id": {}, "text": "宣讲1场"}', "bad_line", "id"),
        ('{"id": "x", "text": 7}', "bad_line", "text"),
        ('{"id": "x", "text": "宣讲\\udfff"}', "bad_line", "编码"),
        ("[" * 100_000, "bad_line", "套得太深"),
        ("宣讲1场", "bad_line", "JSON"),
        ('{"id": "x", "text": " ", "county": "勐海县"}', "bad_request", "没有看到进展"),
        ('{"id": "x", "text": "宣讲1场"}', "bad_request", "--county"),
    ],
    ids=range(9),
)
def test_a_bad_line_leaves_the_others_alone(
    bad: str, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    good = json.dumps({"id": "a", "text": LINE, "county": "勐海县", "date": "2023-04-10"}, ensure_ascii=False)
    cases.write_text("\n".join((good, bad, good)), encoding="utf-8")
    status, out, err = call(capsys, "checkin", "--batch", str(cases))
    first, fault, last = (json.loads(line) for line in out.splitlines())
    assert (status, err) == (2, "")
    assert first["tasks"] == last["tasks"] == ["1"]
    assert fault["line"] == 2
    assert (fault["error"]["code"], words in fault["error"]["message"]) == (code, True)
