"""What stands around a name: whether it is a name there, or part of other words."""

from __future__ import annotations

from functools import cache

from .place_index import load_ordinary_words

# What people write straight before and straight after the name of their county.
BEFORE = (
    "我们", "我", "你们", "咱们", "是", "在", "问", "和", "与", "跟", "及", "或", "那", "给", "帮", "替", "为", "的", "对",
    "归", "联系", "看", "查", "说", "去", "到", "属", "从", "想", "知道", "关于", "有", "如", "找", "叫", "管", "挂",
    "负责", "换成", "改成", "选", "一下", "省", "市", "州", "由",
)  # fmt: skip
SURE_AFTER = (
    "谁", "归", "由", "总工会", "工会", "县总", "市总", "区总", "总是", "对接", "联系", "联络", "对口", "挂", "哪", "属", "这边",
    "那边", "这里", "那里", "这个县", "的谁", "的对", "的联", "的挂", "的工会", "的总工会", "的县", "的是", "是谁", "是哪",
    "该找", "找", "呢", "找谁", "是由", "有谁", "在不在", "在名单", "上面", "省里", "省总", "在哪",
)  # fmt: skip
AFTER = (
    *SURE_AFTER, "的", "是", "有", "在", "要", "该", "能", "这", "那", "今", "本", "下个", "上个", "下月", "上月", "多", "怎么",
    "怎样", "几", "任务", "补", "吗", "吧", "啊", "呀", "和", "与", "跟", "及", "或", "还", "交", "报", "培训", "社工", "驿站",
    "县级", "我", "现在", "目前", "什么", "啥", "年底", "也", "都", "可以", "需要", "拿", "应", "算", "到底", "负责",
)  # fmt: skip
# 县级, 县域, 市民, 区间: the ending belongs to the next character.
NOT_AN_ENDING = frozenset("级域民场间别容")
# 和县 in 我和县里商量: what is done together is done with a county, not with 和县.
_TOGETHER = ("一起", "一同", "共同", "商量", "沟通", "协商", "联合", "合办", "合作")
_BEFORE_HE = (
    "我是", "们是", "我在", "们在", "在", "请问", "问", "一下", "查", "看", "去", "到", "来自", "和", "与", "跟", "及", "那", "叫",
    "还是", "就是", "不是", "归",
)  # fmt: skip
# First characters of names that can stand as a word of their own: 新 in 新平台, but not 昆 in 昆明天气.
_FREE = frozenset(
    "包长南无怀五固大田八花雨当含和相定来全天明界金六利贵东石青宁广西富会红通易元保施古水新双个开建绿河文云福香麻义安太望"
)
_RARE = frozenset("泾歙黟萧泗")


def is_han(sign: str) -> bool:
    """True for a Chinese character."""
    return "\u3400" <= sign <= "\u9fff"


def open_before(text: str, start: int) -> bool:
    """True when a name may begin at `start`: nothing, no character or a usual word stands before it."""
    return start == 0 or not is_han(text[start - 1]) or text.endswith(BEFORE, 0, start)


def open_after(text: str, end: int) -> bool:
    """True when a name may end at `end`."""
    return end >= len(text) or not is_han(text[end]) or text.startswith(AFTER, end)


def hard_before(text: str, start: int) -> bool:
    """True when nothing or no Chinese character stands before."""
    return start == 0 or not is_han(text[start - 1])


def surely_after(text: str, end: int) -> bool:
    """True when what follows at `end` is asked of a place and hardly of anything else."""
    return text.startswith(SURE_AFTER, end)


@cache
def _joints() -> frozenset[str]:
    return load_ordinary_words()["joints"]


@cache
def is_rare(sign: str) -> bool:
    """True for a character outside the common half of GB 2312; words hardly begin or end with it."""
    try:
        return sign.encode("gb2312")[0] >= 0xD8
    except UnicodeEncodeError:
        return True


def across_words(text: str, start: int, end: int) -> bool:
    """True when the name at `start` is made of the end of one word and the beginning of the next."""
    if any(is_rare(sign) for sign in text[start:end]):
        return False
    joints = _joints()
    if start > 0 and text[start - 1 : start + 1] in joints:
        return True
    return text[start] in _FREE and text[end - 1 : end + 1] in joints


def single_stands(text: str, start: int, end: int, *, touching: bool, related: bool) -> bool:
    """Whether 和县, 云县, 郊区 … at `start` is the county.

    `touching`: another place stands straight before; `related`: one that it lies in or beside.
    """
    name = text[start:end]
    following = text[end : end + 1]
    if following in NOT_AN_ENDING and following:
        return False
    if name == "郊区":
        return related or (open_before(text, start) and (surely_after(text, end) or _alone(text, start, end)))
    if name[0] in _RARE:
        return True
    if name == "芒市":
        return text[start - 1 : start] not in ("光", "锋") or start == 0
    if name == "和县":
        return _he_stands(text, start, end, related)
    return touching or (open_before(text, start) and following != "里")


def _he_stands(text: str, start: int, end: int, related: bool) -> bool:
    if text.startswith(("里", "区", "乡", "市", "(", "、市"), end):
        return False
    if start == 0 or not is_han(text[start - 1]):
        return True
    if any(word in text[end : end + 10] for word in _TOGETHER):
        return False
    return related or text.endswith(_BEFORE_HE, 0, start)


def _alone(text: str, start: int, end: int) -> bool:
    """True when the sentence says nothing else."""
    return not any(is_han(sign) for sign in text[:start] + text[end:])
