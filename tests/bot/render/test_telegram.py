"""Whatever a reply contains, Telegram takes every message, and no word is lost."""

from html.parser import HTMLParser
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.telegram import Document, Message, to_messages
from bot.render.telegram_text import units
from handlers import Attachment, Block, Choice, Choices, Facts, Notice, Quote, Reply, Table, Text

TAGS = {"b", "i", "pre", "blockquote"}


class Strict(HTMLParser):
    """Collects the text; fails on unknown tags, wrong nesting and tags left open."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert attrs == ([("expandable", None)] if tag == "blockquote" else [])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def shown(reply: Reply) -> str:
    return "".join(Strict(message.html).text for message in to_messages(reply))


def squeezed(text: str) -> str:
    """Without spaces and cell borders, which depend on the width of a table, and without format characters."""
    return "".join(char for char in text if not char.isspace() and char != "｜" and category(char) != "Cf")


def written(blocks: tuple[Block, ...]) -> str:
    """All words of the blocks in order, without the controls that Telegram refuses and half pairs."""
    text = "".join(word for block in blocks for word in words(block))
    return "".join(
        "\ufffd" if category(char) == "Cs" else char
        for char in text
        if category(char) != "Cc" or char.isspace()
    )


def words(block: Block) -> list[str]:
    match block:
        case Text(text=text):
            return [text]
        case Facts(rows=rows, title=title):
            return [title, *(f"{label}：{value}" if label else value for label, value in rows)]
        case Quote(quote=quote, label=label):
            return [f"〔{label}〕“{quote}”"]
        case Table(header=header, rows=rows, title=title):
            return [title, *header, *(cell for row in rows for cell in row)]
        case Notice(text=text, kind=kind):
            return [{"info": "", "warning": "⚠️", "error": "❗"}[kind], text]
        case _:
            return []


# Letters of every kind, markup, emoji outside the basic plane and glued ones, joiners, controls, half pairs.
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("县级工会。；，\n\t\r <>&\"'/;#x👩🏽‍🔧🇨🇳é\u200d\u0301\x00\ud83d"),
    st.sampled_from(["</b>", "<blockquote expandable>", "&lt;", "&amp;amp;", "<!--", "]]>"]),
)
SHORT = st.lists(CHARACTERS, max_size=30).map("".join)


@st.composite
def long_texts(draw: st.DrawFn) -> str:
    """A drawn phrase repeated up to 10,000 characters: long, but cheap to draw."""
    return (draw(SHORT.filter(bool)) * 10_000)[: draw(st.integers(0, 10_000))]


TEXTS = st.one_of(SHORT, SHORT, long_texts())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.tuples(*[SHORT] * width)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=12))), draw(SHORT))


ACTIONS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=16)
CHOICES = st.builds(
    Choices, st.lists(st.builds(Choice, SHORT, ACTIONS), max_size=40).map(tuple), st.integers(-1, 12)
)
BLOCKS = st.one_of(
    st.builds(Text, TEXTS, st.booleans()),
    st.builds(Facts, st.lists(st.tuples(SHORT, TEXTS), max_size=8).map(tuple), SHORT),
    st.builds(Quote, SHORT, SHORT, TEXTS, SHORT),
    st.builds(Notice, TEXTS, st.sampled_from(["info", "warning", "error"])),
    st.builds(Attachment, st.just("汇总.xlsx"), st.just("application/x"), st.binary(max_size=3)),
    tables(),
    CHOICES,
)
REPLIES = st.builds(Reply, st.lists(BLOCKS, max_size=8).map(tuple))


@given(REPLIES)
@example(Reply((Text("<" * 10_000, strong=True),)))
@example(Reply((Quote("p", "一", "&👍" * 5_000, "皖 一"),)))
@example(Reply((Facts((("a", "b" * 4_080), ("c", "d" * 4_080))),)))
def test_any_reply_fits_is_well_formed_and_complete(reply: Reply) -> None:
    messages = to_messages(reply)
    for message in messages:
        limit = 4096 if isinstance(message, Message) else 1024
        assert units(message.html) <= limit
        message.html.encode()
        assert isinstance(message, Document) or Strict(message.html).text.strip()
        assert sum(map(len, message.rows)) <= 100
        for row in message.rows:
            assert 1 <= len(row) <= 8
            assert all(0 < len(one.label) <= 40 and one.label.strip() for one in row)
    pressed = [one.action for message in messages for row in message.rows for one in row]
    assert pressed == [one.action for one in reply.choices]
    assert [m.content for m in messages if isinstance(m, Document)] == [
        block.content for block in reply.blocks if isinstance(block, Attachment)
    ]
    carriers = {"请选择：", "更多选项："}
    text = "".join(Strict(m.html).text for m in messages if not (m.rows and m.html in carriers))
    assert squeezed(text) == squeezed(written(reply.blocks))


def test_a_short_answer_is_one_message_with_its_buttons() -> None:
    reply = Reply(
        (
            Text("每人每年 2 万元 <税前>", strong=True),
            Quote("yunnan-2022", "五（四）", "每年补助2万元\t。", "滇 五（四）"),
            Choices(
                (Choice("分几次发", "q:分几次发"), Choice("谁出", "q:谁出"), Choice("三", "q:3")), columns=2
            ),
            Notice("方案执行期已过。", "warning"),
        )
    )
    (message,) = to_messages(reply)
    assert message.html == (
        "<b>每人每年 2 万元 &lt;税前&gt;</b>\n\n"
        "<blockquote expandable>〔滇 五（四）〕“每年补助2万元  。”</blockquote>\n\n"
        "⚠️ 方案执行期已过。"
    )
    assert [[one.action for one in row] for row in message.rows] == [["q:分几次发", "q:谁出"], ["q:3"]]


def test_a_narrow_table_stands_in_columns() -> None:
    (message,) = to_messages(Reply((Table(("县", "年"), (("勐海县", "2"), ("云县", "10"))),)))
    assert message.html == "<pre>县      年\n勐海县  2\n云县    10</pre>"


def test_a_wide_table_becomes_a_paragraph_a_row() -> None:
    rows = (("勐海县", "云南省总工会办公室、财务部、资产监督管理部"),)
    (message,) = to_messages(Reply((Table(("县", "对口联系单位"), rows),)))
    assert message.html == "<b>县｜对口联系单位</b>\n勐海县｜云南省总工会办公室、财务部、资产监督管理部"


def test_blocks_stay_whole_where_they_can() -> None:
    first, second = Text("甲" * 3000), Text("乙" * 3000)
    assert [message.html for message in to_messages(Reply((first, second)))] == [first.text, second.text]


def test_a_long_quote_is_cut_behind_sentences_and_each_part_is_a_quote() -> None:
    sentence = "县" * 99 + "。"
    messages = to_messages(Reply((Quote("p", "一", sentence * 60, "皖 一"),)))
    assert len(messages) == 2
    for message in messages:
        assert message.html.startswith("<blockquote expandable>")
        assert message.html.endswith("</blockquote>")
    assert Strict(messages[0].html).text.endswith("。")


def test_rows_are_cut_between_lines() -> None:
    facts = Facts(tuple((f"第{n}项", "值" * 50) for n in range(200)), title="任务")
    messages = to_messages(Reply((facts,)))
    assert messages[0].html.startswith("<b>任务</b>\n第0项：")
    assert all(Strict(message.html).text.endswith("值" * 50) for message in messages)


def test_an_emoji_made_of_several_characters_is_not_torn() -> None:
    worker = "👩🏽‍🔧"
    for shift in range(len(worker)):
        messages = to_messages(Reply((Text("a" * shift + worker * 1000),)))
        assert len(messages) == 2
        assert messages[1].html.startswith("👩")
        assert "".join(message.html for message in messages) == "a" * shift + worker * 1000


def test_a_long_label_is_shortened_and_its_action_kept() -> None:
    (message,) = to_messages(Reply((Text("选"), Choices((Choice("长" * 60, "pick:1"),)))))
    assert message.rows[0][0] == Choice("长" * 39 + "…", "pick:1")


def test_buttons_without_text_get_a_line_to_stand_under() -> None:
    options = tuple(Choice(str(n), f"n:{n}") for n in range(150))
    messages = to_messages(Reply((Choices(options, columns=3),)))
    assert [message.html for message in messages] == ["请选择：", "更多选项："]
    assert [sum(map(len, message.rows)) for message in messages] == [99, 51]


@pytest.mark.parametrize(("length", "kinds"), [(1024, [Document]), (1025, [Message, Document])])
def test_a_short_text_becomes_the_caption_of_its_file(length: int, kinds: list[type]) -> None:
    file = Attachment("汇总.xlsx", "application/x", b"PK")
    messages = to_messages(Reply((Text("字" * length), file)))
    assert [type(message) for message in messages] == kinds


@pytest.mark.parametrize("nothing", ["", "  \n ", "\x00", "\u200d"])
def test_nothing_to_say_is_no_message(nothing: str) -> None:
    assert to_messages(Reply((Text(nothing, strong=True), Facts(())))) == ()
