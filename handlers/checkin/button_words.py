"""What stands on a draft's buttons, typed instead of pressed: 保存, 改日期 3月15号, 都不要."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..area import Handle, command_choice
from ..phrases import say
from ..reply import Choices, Outcome, Reply, Text
from ..turn import Turn
from . import draft_buttons, opening, reading
from .content import Content, from_json

_LONGEST = 30
"""A longer text is more than the words of a button and what is to be changed by it."""
_GAPS = re.compile(r"[\s。.!！~～，,、：:]+")
_PLEASE = r"(?:请|帮我|给我|麻烦|那就?|就|先|我要|我想|点)*"
_END = r"(?:一下|吧|了|啊|哦|呀|啦|呗|哈|它)*"
_THIS = r"(?:这个|这条|这一条|这|草稿)?"
_FIRST = r"(?:上一条|上条|前一条|第1条|第一条)"
_NEW = r"(?:新的(?:一条|那条)?|新一条|后一条|后面(?:那|这)?一?条|下一条)"
_NUMERALS = "一二三四五六七八九"

Verb = Callable[[Content, re.Match[str]], str]
"""The button's action for what was typed; "card" shows the draft where that button is not there."""


def _always(verb: str) -> Verb:
    return lambda _content, _said: verb


def _if(kept: Callable[[Content], bool], verb: str) -> Verb:
    return lambda content, _said: verb if kept(content) else "card"


def _waits(content: Content) -> bool:
    return bool(content.waiting)


def _ready(content: Content) -> bool:
    return content.ready


def _doubtful(content: Content) -> bool:
    return content.in_doubt


def _numbered(content: Content, said: re.Match[str]) -> str:
    """Which of the lines, or of the works of one line, is not wanted, by the number that it has there."""
    number = said["number"]
    place = _NUMERALS.index(number) + 1 if number in _NUMERALS else int(number)
    if not content.waiting:
        return f"out.{place - 1}" if 1 < len(content.pieces) >= place else "drop" if place == 1 else "card"
    if place == 1:
        return "instead"
    return f"keep.{place - 2}" if place - 2 < len(content.waiting) else "card"


_SAVE = (
    r"(?:(?:好的?|对的?|嗯|行|ok|OK)?就?点?(?:保存|存|存上|存下来|存起来|存盘|确认|确定|确认保存"
    r"|提交|记上|记下|记下来|就这样|没问题))"
)
_OFF = r"(?:不要|不存|不保存|不记|放弃|取消|删掉|删除|删|丢掉|扔掉|别存|别记|不用存|不用记|不用保存)"
_ALL = r"(?:都|全|全部|全都|一起|统统|所有的?都?)"
_VERBS: tuple[tuple[str, Verb], ...] = (
    (rf"{_SAVE}{_THIS}|把?{_THIS}{_SAVE}|{_SAVE}{_FIRST}", _always("save")),
    (rf"{_ALL}(?:{_SAVE}|要|要保存|要存)|{_SAVE}(?:全部|所有)(?:的)?", _always("every")),
    # It answers 请核对 alone: between two lines, or between 本次 and 累计, it chooses nothing.
    (r"是|是的|对|对的|对对|没错|正确|嗯|嗯嗯|好|好的|行|可以|ok|OK|没毛病|就是这样", _if(_ready, "save")),
    (r"(?:是|算|按)?(?:本次|这次|这一次|当次)的?(?:保存)?", _if(_doubtful, "once")),
    (r"(?:是|算|按)?(?:累计|累计数|总数|累积)的?(?:保存)?", _if(_doubtful, "total")),
    (
        rf"{_ALL}{_OFF}|{_OFF}(?:全部|所有)(?:的)?|一条(?:都|也)(?:不要|不存|不记|不留)|清空|全清",
        _always("all_off"),
    ),
    (rf"{_OFF}第(?P<number>[1-9{_NUMERALS}])[条个]", _numbered),
    (rf"把?第(?P<number>[1-9{_NUMERALS}])[条个]我?(?:{_OFF}|不算|去掉|撤)", _numbered),
    (rf"{_OFF}{_FIRST}", _if(_waits, "instead")),
    (rf"{_OFF}{_NEW}", _if(_waits, "keep")),
    (rf"{_OFF}{_THIS}|(?:把|算了)?{_THIS}(?:先)?{_OFF}", _always("drop")),
    (rf"并入(?:{_FIRST})?|合并|并(?:到|在)一起|合(?:到|在)一起|并成一条|合成一条", _if(_waits, "merge")),
    (r"改任务|换任务|任务(?:不对|错)|换个任务", _if(_ready, "task")),
    (
        r"改(?:数量|数字|数|人数|场次|户数)|(?:数量|数字|人数)(?:不对|错)",
        _if(_ready, "qty"),
    ),
    (r"改(?:日期|时间|日子|天)|(?:日期|时间|日子)(?:不对|错)", _if(_ready, "day")),
    (r"补充|加?备注|补充说明|补一句", _if(_ready, "note")),
    (r"返回|回去|看草稿|草稿|看没保存的|没保存的", _always("card")),
)
_WAYS = tuple((re.compile(f"{_PLEASE}(?:{words}){_END}"), verb) for words, verb in _VERBS)

_SURELY = re.compile(
    rf"{_PLEASE}(?:{_ALL}?{_SAVE}{_THIS}|{_ALL}{_OFF}|是?(?:本次|累计)保存|改(?:任务|数量|日期)){_END}"
)
"""Words that mean a draft even where none is open; 是 and 不要 may mean anything then."""

_DAY = (
    r"(?:(?:20\d\d年)?\d{1,2}月\d{1,2}[号日]?|\d{1,2}[号日]|[今昨前]天|大前天"
    r"|(?:上上?个?|这个?|本)(?:周|星期|礼拜)[一二三四五六日天]|(?:周|星期|礼拜)[一二三四五六日天])"
)
_OF_DAY = rf"(?P<day>{_DAY})(?:上午|下午|晚上)?(?:[办搞开做去弄]?的)?"
_CHANGES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?:改(?:日期|时间|天)?(?:成|为|到)?|(?:日期|时间|日子)(?:应该)?(?:改成|是|为)?|应该是?|是)?"
            rf"{_OF_DAY}(?:而?不是{_DAY}的?)?{_END}"
        ),
        "是{day}的",
    ),
    (
        re.compile(
            r"(?:改(?:数量|数字|人数|场次|户数)|(?:数量|数字|人数|场次)改)(?:成|为|到)?(?P<number>[\d一二两三四五六七八九十百千万.]+.{0,3})"
        ),
        "改成{number}",
    ),
    (re.compile(r"(?:改|换)(?:任务)(?:成|为|到)?(?P<task>[\u4e00-\u9fff]{2,12})"), "换成{task}"),
)
"""A button's words together with what is right, put into the words of a correction."""


def claim(turn: Turn) -> Handle | None:
    """Return who does what a button of the open draft would, if the text is its words; None for others."""
    said = _GAPS.sub("", turn.text)
    if not turn.request.private or not 0 < len(said) <= _LONGEST or not _may_be_meant(said):
        return None
    membership = reading.reporter(turn)
    if membership is None:
        return None
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is None:
        return nothing_open if _SURELY.fullmatch(said) else None
    pressed = verb_of(said, from_json(draft.payload))
    if pressed is not None:
        action = f"{draft.id}:{draft.version}:{pressed}"
        return lambda writing: draft_buttons.pressed(writing, action)
    words = _correction(said)
    line = reading.read(turn, words, membership) if words is not None else None
    if words is None or line is None or line.amendment is None:
        return None
    return lambda writing: opening.take(writing, words, line)


def nothing_open(_turn: Turn) -> Reply:
    """Say that nothing waits to be saved, with the ways to what was saved and to a new entry."""
    entries = command_choice(say("checkin.word_entries"), "entries")
    report = command_choice(say("checkin.word_report"), "report")
    said = Text(say("checkin.nothing_open"), strong=True)
    return Reply((said, Choices((entries, report), 2)), Outcome.SMALL_TALK, "nothing_open")


def verb_of(said: str, content: Content) -> str | None:
    """Return the action of the button whose words these are, of a draft that holds this; None: no words."""
    found = next(((match, verb) for way, verb in _WAYS if (match := way.fullmatch(said))), None)
    return found[1](content, found[0]) if found is not None else None


def is_pressed(said: str) -> bool:
    """Return whether these are the words of some button, whatever is open."""
    plain = _GAPS.sub("", said)
    return any(way.fullmatch(plain) for way, _ in _WAYS)


def _may_be_meant(said: str) -> bool:
    """A cheap look first: most texts are neither."""
    return is_pressed(said) or _correction(said) is not None


def _correction(said: str) -> str | None:
    """The words of a correction that mean the same; None for other texts."""
    found = next(((match, words) for way, words in _CHANGES if (match := way.fullmatch(said))), None)
    return found[1].format(**found[0].groupdict()) if found is not None else None
