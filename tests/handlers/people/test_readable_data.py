"""The text of a person's own data: readable words of everything they wrote, no ids, no masked numbers."""

from __future__ import annotations

import json
import re

from handlers import Attachment, Reply
from tests.handlers.office import COUNTY, Office

NAME = "王芳"


def files(office: Office) -> tuple[str, dict[str, list[dict[str, object]]]]:
    """The text and the JSON of an export."""
    page = office.say("我的数据", NAME)
    text, whole = _attached(office.press("导出全部", NAME, on=page))
    assert (text.name, whole.name) == ("我的数据-2023-04-10.txt", "我的数据-2023-04-10.json")
    return text.content.decode("utf-8-sig"), json.loads(whole.content)


def _attached(reply: Reply) -> list[Attachment]:
    return [block for block in reply.blocks if isinstance(block, Attachment)]


def test_the_text_tells_in_chinese_what_was_written(office: Office) -> None:
    office.member(NAME, COUNTY)
    for line in ("今天在勐海镇办二十大宣讲1场，86人参加，联系人13812345678", "累计培训农民工约120人次"):
        office.press("保存", NAME, on=office.say(line, NAME))
    gone = office.press("保存", NAME, on=office.say("建驿站没有场地，请上级协调", NAME))
    office.press("撤回", NAME, on=gone)
    office.say("/feedback 希望字大一点", NAME)
    office.say("今天慰问5户困难职工", NAME)
    text, whole = files(office)
    told = text.splitlines()
    assert told[0] == "我的数据（2023-04-10导出，时间是北京时间）"
    assert "1. 勐海县总工会，县（市、区）总工会，2023-04-10加入" in told
    assert "【我记的进展】共3条" in told
    assert (
        "1. 2023-04-10，勐海县总工会，进展，滇 附1-1 党的二十大精神进基层宣讲，1场、86人，已完成"
        "；原话：今天在勐海镇办二十大宣讲1场，86人参加，联系人〔手机号已遮住〕"
    ) in told
    assert any("累计约120人次" in line for line in told)
    assert any(line.endswith("请上级协调（已撤回）") for line in told)
    assert any("希望字大一点" in line for line in told)
    assert "【草稿（保存过的也算）】共1条" in told
    assert "1. 今天慰问5户困难职工" in told
    assert "13812345678" not in text + json.dumps(whole, ensure_ascii=False)
    assert len(whole["entries"]) == 3


def test_no_id_and_no_english_word_is_left_in_the_text(office: Office) -> None:
    office.member(NAME, COUNTY)
    office.press("保存", NAME, on=office.say("今天办二十大宣讲1场，86人参加", NAME))
    text, _ = files(office)
    assert re.findall(r"[A-Za-z_]{2,}|\d{6}", text.replace("JSON", "")) == []
