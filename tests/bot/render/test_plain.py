from bot.render import to_text
from handlers import Attachment, Choice, Choices, Facts, Notice, Quote, Reply, Table, Text

QUOTE = Quote("yunnan-2022", "五（四）", "每年补助2万元。", "滇 五（四）")


def test_blocks_become_lines_in_reading_order() -> None:
    reply = Reply(
        (
            Text("每人每年2万元。", strong=True),
            Facts((("由谁出", "省总工会"), ("", "分两次下达")), title="经费"),
            Table(("县", "州市"), (("勐海县", "西双版纳州"), ("云县", "")), title="名单"),
            QUOTE,
            Notice("方案执行期已过。"),
            Choices((Choice("分几次发", "q:分几次发"),)),
            Attachment("汇总.xlsx", "application/x", b"1"),
        )
    )
    assert to_text(reply).split("\n") == [
        "每人每年2万元。",
        "经费",
        "由谁出｜省总工会",
        "分两次下达",
        "名单",
        "县｜州市",
        "勐海县｜西双版纳州",
        "云县",
        "〔滇 五（四）〕“每年补助2万元。”",
        "方案执行期已过。",
        "〔附件〕汇总.xlsx",
    ]


def test_tabs_of_a_quoted_table_become_two_spaces() -> None:
    reply = Reply((Quote("yunnan-2022", "附3-42", "42\t\t西双版纳州\t勐海县", "滇 附3-42"),))
    assert to_text(reply) == "〔滇 附3-42〕“42    西双版纳州  勐海县”"


def test_buttons_alone_are_no_text() -> None:
    assert to_text(Reply((Choices((Choice("甲", "q:甲"),)),))) == ""
