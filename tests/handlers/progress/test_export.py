"""The table of what counties told: opened by a spreadsheet, traceable row by row, nobody else's rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from handlers import Attachment, Reply
from handlers.progress import export
from tests.handlers.office import COUNTY, SISTER, Office, office

__all__ = ["office"]


def rows(reply: Reply) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it, by the words of its heading."""
    found = [block for block in reply.blocks if isinstance(block, Attachment)]
    assert len(found) == 1, reply
    text = found[0].content.decode("utf-8")
    assert text.startswith("\ufeff编号,日期,单位,条款,任务,类别,数量,状态,原话,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def saved(office: Office, who: str, *lines: str) -> None:
    for line in lines:
        office.press("保存", who, on=office.say(line, who))


@pytest.fixture
def filled(office: Office) -> Office:
    """Two counties have told something; one line was withdrawn."""
    office.member("王芳", COUNTY)
    office.member("岩温", SISTER)
    saved(
        office,
        "王芳",
        "昨天在勐海镇办二十大宣讲1场，86人参加，联系人13812345678",
        "建驿站没有场地，请上级协调",
    )
    gone = office.press("保存", "王芳", on=office.say("今天新建职工驿站1个", "王芳"))
    office.press("撤回", "王芳", on=gone)
    saved(office, "岩温", "累计培训农民工120人次")
    return office


def test_each_row_is_an_entry_with_its_clause_numbers_and_words(filled: Office) -> None:
    told = rows(filled.say("导出", "王芳"))
    assert [row["类别"] for row in told] == ["进展", "问题"]
    first = told[0]
    assert (first["日期"], first["单位"], first["条款"]) == ("2023-04-09", "勐海县总工会", "滇 附1-1")
    assert (first["数量"], first["状态"], first["周期"]) == ("1场，86人", "已完成", "原定周期")
    assert first["原话"] == "昨天在勐海镇办二十大宣讲1场，86人参加，联系人〔手机号已遮住〕"
    assert told[1]["数量"] == ""
    shown = filled.send("王芳", button=f"e:{first['编号']}:1:show")
    assert "1场，86人" in str(shown.blocks), "the number leads to the entry"


def test_a_level_above_gets_its_counties_and_nobody_elses(filled: Office) -> None:
    filled.member("外州", "prefecture:530100")
    assert [row["单位"] for row in rows(filled.say("/export"))] == ["景洪市总工会", *["勐海县总工会"] * 2]
    assert [row["单位"] for row in rows(filled.say("/export 勐海县"))] == ["勐海县总工会"] * 2
    assert "没有可以导出的记录" in str(filled.say("/export", "外州").blocks)
    assert "没有找到“勐海县”" in str(filled.say("/export 勐海县", "外州").blocks)
    with filled.storage.read() as store:
        assert [one.action for one in store.audit.list(limit=9)].count("export_entries") == 3


def test_words_that_look_like_a_formula_stay_words(filled: Office) -> None:
    with filled.storage.write() as store:
        entry = store.entries.get(1, for_change=True)
        assert entry is not None
        changed = replace(entry, note="=HYPERLINK(1)")
        assert store.entries.amend(changed, by=None, at=filled.now, why="edit") is not None
    assert rows(filled.say("导出", "王芳"))[0]["原话"] == "'=HYPERLINK(1)"


def test_of_very_many_the_newest_are_given_and_it_is_said(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST", 1)
    reply = filled.say("导出", "王芳")
    assert [row["类别"] for row in rows(reply)] == ["问题"]
    assert "只列最近的1条" in str(reply.blocks)


def test_a_file_is_not_kept_and_the_second_delivery_says_so(filled: Office) -> None:
    filled.say("导出", "王芳")
    filled.count -= 1
    again = filled.say("导出", "王芳")
    assert not [block for block in again.blocks if isinstance(block, Attachment)]
    assert "文件刚才已经发过" in str(again.blocks)
