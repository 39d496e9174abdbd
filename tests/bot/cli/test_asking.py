"""`ask`, `parse`, `due`, `check` as another program calls them: shapes, errors, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.calling import call

pytestmark = pytest.mark.usefixtures("one_knowledge_base")


def test_ask_json_has_the_agreed_shape(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "ask", "谁联系我们", "--county", "勐海县", "--date", "2023-04-10", "--json")
    reply = json.loads(out)
    assert status == 0
    assert list(reply) == [
        "id", "question", "outcome", "silence", "intent", "text", "citations", "choices", "elapsed_ms",
    ]  # fmt: skip
    assert reply["outcome"] == "answered"
    assert "职工对外交流中心" in reply["text"]
    assert reply["citations"][0].keys() == {"plan", "clause", "quote"}


def test_ask_prints_the_fact_first(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "ask", "5个社工一年补多少", "--county", "勐海县")
    assert status == 0
    assert "10万元" in out.splitlines()[0]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["ask", "谁联系", "--county", "火星县"], "unknown_unit", "火星县"),
        (["ask", "谁联系", "--prefecture", "火星市"], "unknown_unit", "火星市"),
        (["ask", "谁联系", "--liaison", "火星部"], "unknown_unit", "火星部"),
        (["ask", "谁联系", "--plan", "mars-2022"], "unknown_plan", "anhui-2022"),
        (["ask", "谁联系", "--date", "2023-13-01"], "bad_date", "2023-13-01"),
        (["ask", "谁联系", "--date", "20230410"], "bad_date", "20230410"),
        (["ask", "谁联系", "--date", "2023-W15-1"], "bad_date", "2023-W15-1"),
        (["ask", "谁联系", "--date", "２０２３-04-10"], "bad_date", "２０２３-04-10"),
        (["ask", "下个月要做什么", "--date", "9999-12-31"], "bad_date", "2000 到 2100"),
        (["due", "--date", "0001-01-01"], "bad_date", "0001-01-01"),
        (["ask", "谁联系", "--date", "1999-12-31"], "bad_date", "1999-12-31"),
        (["due", "--date", "2101-01-01"], "bad_date", "2101-01-01"),
        (["ask", "   "], "empty_question", "请输入一句话"),
        (["ask"], "empty_question", "请输入一句话"),
        (["ask", "谁联系", "--colour"], "usage", "--colour"),
        (["ask", "谁联系", "--date"], "usage", "--date"),
        (["askk"], "usage", "askk"),
    ],
)
def test_wrong_input_is_told_in_words(
    args: list[str], code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = call(capsys, *args)
    assert (status, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    status, out, _ = call(capsys, args[0], "--json", *args[1:])
    fault = json.loads(out)["error"]
    assert (status, fault["code"]) == (2, code)
    assert words in fault["message"]


def test_ambiguous_liaison_unit_names_its_candidates(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = call(capsys, "ask", "我们联系谁", "--liaison", "组织部")
    assert "安徽" in err
    assert "云南" in err


@pytest.mark.parametrize(
    "text", ["驿" * 10_000, "a\x00b\x07c", "😀😀", "<b>驿站</b>", "' OR 1=1 --", "\u202e驿站"]
)
def test_odd_text_is_answered_without_a_trace(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "ask", text, "--json")
    assert status == 0
    assert json.loads(out)["outcome"]
    assert err == ""


def test_batch_goes_on_after_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    lines = [
        '{"id": "a", "question": "勐海县谁联系"}', "not json", '{"id": "b"}', "",
        '{"id": "c", "question": "谁联系", "county": "火星县"}',
        '{"id": "d", "question": "那长丰呢", "history": ["肥西县谁联系"]}',
    ]  # fmt: skip
    cases.write_text("\n".join(lines), encoding="utf-8")
    status, out, _ = call(capsys, "ask", "--batch", str(cases))
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [(row["id"], row.get("line"), "error" in row) for row in rows] == [
        ("a", None, False), (None, 2, True), (None, 3, True), ("c", 5, True), ("d", None, False),
    ]  # fmt: skip
    assert "胡东辉" in rows[-1]["text"]


_DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("bad", "code", "words"),
    [
        ('{"id": "x", "question": "谁联系", "history": 5}', "bad_line", "history"),
        ('{"id": "x", "question": "谁联系", "history": "abc"}', "bad_line", "history"),
        ('{"id": "x", "question": "谁联系", "history": ["勐海县谁联系", 5]}', "bad_line", "history"),
        ('{"id": "x", "question": "谁联系", "history": {"a": "b"}}', "bad_line", "history"),
        ('{"id": "x", "question": "谁联系", "county": 5}', "bad_line", "county"),
        ('{"id": "x", "question": "谁联系", "liaison": {}}', "bad_line", "liaison"),
        ('{"id": "x", "question": "谁联系", "plan": ["a"]}', "bad_line", "plan"),
        ('{"id": "x", "question": "谁联系", "date": 20230410}', "bad_line", "date"),
        ('{"id": ["x"], "question": "谁联系"}', "bad_line", "id"),
        ('{"id": "x", "question": "谁联系\\ud800"}', "bad_line", "编码"),
        ('{"id": "\\udfff", "question": "谁联系"}', "bad_line", "编码"),
        ('{"id": ' + "9" * 5000 + ', "question": "谁联系"}', "bad_line", "数字太长"),
        (_DEEP, "bad_line", "套得太深"),
        ('["谁联系"]', "bad_line", "question"),
        ('{"id": "x", "question": "下个月要做什么", "date": "9999-12-31"}', "bad_date", "9999-12-31"),
        ('{"id": "x", "question": "上周要做什么", "date": "0001-01-01"}', "bad_date", "0001-01-01"),
        ('{"id": "x", "question": "谁联系", "date": "20230410"}', "bad_date", "20230410"),
        ('{"id": "x", "question": "谁联系", "date": ""}', "bad_date", "有效日期"),
    ],
    ids=range(18),
)
def test_a_bad_line_leaves_the_others_alone(
    bad: str, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    good = '{"id": "a", "question": "勐海县谁联系"}'
    cases.write_text("\n".join((good, bad, good)), encoding="utf-8")
    status, out, err = call(capsys, "ask", "--batch", str(cases))
    first, fault, last = (json.loads(line) for line in out.splitlines())
    assert (status, err) == (2, "")
    assert first["outcome"] == last["outcome"] == "answered"
    assert (fault["line"], fault["error"]["code"]) == (2, code)
    assert words in fault["error"]["message"]


@pytest.mark.parametrize(
    "extra",
    [
        {"class": "liaison", "expect": {"any": [1]}, "why": "", "note": None},
        dict.fromkeys(("county", "prefecture", "liaison", "province", "plan", "date", "history")),
        {"history": [], "date": "2000-01-01"},
        {"date": "2100-12-31", "question": "明年下个月要做什么"},
        {"question": "勐海县\u2028谁联系"},
    ],
)
def test_a_line_may_hold_more_and_nothing(
    extra: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.jsonl"
    case = {"id": 7, "question": "勐海县谁联系", **extra}
    cases.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    status, out, _ = call(capsys, "ask", "--batch", str(cases))
    assert status == 0
    assert json.loads(out)["id"] == 7


def test_batch_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = call(capsys, "ask", "--batch", "/no/such/file.jsonl")
    assert status == 2
    assert "/no/such/file.jsonl" in err


def test_parse_shows_each_step(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "parse", "睢溪县这个月谁联系", "--date", "2023-04-10")
    assert status == 0
    for words in ("濉溪县", "2023-04-30", "liaison_of_place"):
        assert words in out


def test_due_says_the_day_and_the_unit(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = call(capsys, "due", "--county", "勐海县", "--date", "2022-11-10")
    assert status == 0
    assert "2022年11月10日" in out
    assert "对接" in out


def test_check_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = call(capsys, "check")
    assert (status, err) == (0, "")
    assert "没有问题" in out


def test_a_line_of_plain_words_says_what_a_line_is_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.txt"
    cases.write_text("勐海县谁联系", encoding="utf-8")
    status, out, _ = call(capsys, "ask", "--batch", str(cases))
    said = json.loads(out)["error"]["message"]
    assert status == 2
    assert '每行要写一个 JSON 对象，例如 {"question": "…"}' in said
    assert "Expecting" not in said
