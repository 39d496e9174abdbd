"""Turns of talk that say something about the question itself: 不要说补助，我问的是时间; 你确定吗; 好的."""

from __future__ import annotations

import re

from knowledge import Reading

from ..talking.talk import TALK

_TO_SAY = "(?:再)?(?:告诉我|跟我说|和我说|给我说|说|讲|问|提|看|答|查|回答|想知道|想问|关心)(?:的是|的)?"
_DENIED = re.compile(
    f"^(?:我|你)?(?:先)?(?:(?:不要|别|不用|不是(?:要|想)?|没(?:有)?|不想|不){_TO_SAY}|不是)(?!吗|吧)[^,，。;；?？]{{1,12}}"
    r"[,，。;；]+(?=\S{2})"
)
_DENIED_AFTER = re.compile(
    f"[,，。;；]+(?:而)?(?:我)?(?:(?:不要|别|不用|不是(?:要|想)?|没(?:有)?|不想|不){_TO_SAY}|不是)"
    "[^,，。;；?？]{1,10}(?<![吗吧么])[。!！~ ]*$"
)
_REMARK = re.compile(
    "(?<=[吧吗嘛噶嘎?？])[,，。 ]*(?:这么|那么|好|真|可真|太|也太|有点|怪)"
    "[高低多少大小快慢久远紧长短早晚](?:啊|呀|哦|了|的|呢|嘛)*[!！。?？~]*$"
)
_ADDRESS = re.compile(
    "^(?:机器人|小?助手|小智|助理|客服|老师|同志|亲)(?:老师|同志|们|你好|您好|在吗)*[,，:：!！、 ]+(?=\\S{2})"
)
_DOUBT = re.compile(
    "^(?:你|这个?|那|真的|是)*(?:能)?(?:确定|肯定|真的|当真|准|准确|没错|没搞错|没弄错|搞错了?|弄错了?|对|对不对|靠谱|靠得住|是真的|属实)"
    "(?:是这样|是他|是她)?(?:的)?(?:吗|么|吧|不|没有|啊|嘛)+[?？。!！~ ]*$"
)
_WHOSE = (
    "你|您|我|这|那|个|条|句|话|答案|回答|说|答|讲|写|方案|文件|上面|里|的|得|跟|和|与|知道|听说|看到|了解"
)
_OBJECTED = re.compile(
    f"^(?:{_WHOSE}|是不是|会不会|可能|好像|感觉|觉得|怕是|莫不是|恐怕|肯定|应该|怎么|有点|[,，])*"
    "(?:[搞弄说答讲看记写查念抄]错|错了|有误|有错|不对|不太对|不大对|不是吧|不会吧|不是这样|不是这么(?:写|说)|[瞎胡乱]说|[瞎乱胡]讲|瞎编"
    "|不准|不靠谱|不一样|对不上|不符)(?:了|的|吧|吗|么|啊|呀|呢|哦|噢|头)*[?？。!！~ ]*$"
)

_BASIS = re.compile(
    "^(?:那|你)?(?:这个|这)?(?:有|的)?(?:什么|啥)?(?:依据|根据|出处|原文|原话|来源)(?:是)?(?:什么|啥|在哪|在哪里|怎么说|怎么写|咋说|哪条)?"
    "(?:的)?(?:呢|吗|啊)?[?？。!！~ ]*$"
)
_END = "[?？。!！~ ]*$"
_MORE = re.compile(
    f"^(?:再|能)?(?:说|讲|具体)?(?:得|的)?(?:详细|具体|细|清楚)(?:一)?(?:点|些|说说|讲讲)?(?:吗|呢|吧)?{_END}"
    f"|^(?:展开|详细|具体)(?:说说|讲讲|说一下|说){_END}"
    f"|^(?:还有|还有别的|还有其他的?|没了|没别的|就这些)了?(?:吗|呢|么){_END}"
)


def wants_more(text: str) -> bool:
    """True for 说详细点, 还有吗: all that the plan says of the topic is asked for."""
    return _MORE.match(text.strip()) is not None


_SORRY = "(?:诶|欸|唉|哦豁|噢哟|啊|哦|噢|呃|嗯|哎呀?|不对|不好意思|抱歉|对不起)?[,，。 ]*"
_WRONGLY = "[打说写搞弄发问念看记讲敲输]错(?:一个字|个字|字|人|地方|县|名字?)?|说岔|手滑|口误|笔误|手误|嘴瓢"
_SLIPPED = f"(?:(?:我|刚才|刚刚|上面|前面)*(?:{_WRONGLY})了?)"
_SLIP = re.compile(f"^(?:{_SORRY}{_SLIPPED}[,，。、 ]*)+")
_MEANT = re.compile(
    "^我?(?:要|想)?(?:应该|应当|本来|其实)?[说问写打查讲指]?的?(?:应该)?(?:是|为|成)?(?:的是)?问?[,，。、 ]*"
)
_OF_THE_SLIP = re.compile("怎么|咋|如何|能|可以|要不要|会不会|有没有|了?怎")
"""写错了怎么改 asks what to do about it; nothing else is said instead."""
_NUMBER = re.compile(
    "(?P<number>[0-9]+|[一二两三四五六七八九十百]+)(?P<measure>[个名位人家场次期年月号项条])"
)
_NOT_BUT = re.compile(
    f"^{_SORRY}(?:不是[问说指查]?的?)?(?P<old>[^,，。?？ ]{{2,10}}?)(?:不对|错了)?[,，。 ]*"
    "而?(?:是|应该是|(?:要)?[问说]的是)(?P<new>[^,，。?？吗吧]{2,12})[。!！~ ]*$"
)


def without_slip(text: str, before: str) -> str:
    """Return what is meant instead of a slip, 西山区 of 打错了 是西山区 and 不是盘龙区是西山区; else ""."""
    slip = _SLIP.match(text)
    said = text[slip.end() :] if slip else text
    denied = _NOT_BUT.match(said)
    if (
        denied
        and (slip or text.startswith("不是") or "不对" in said)
        and denied["old"].strip("问说指") in before
    ):
        return denied["new"]
    if not slip or _OF_THE_SLIP.match(said):
        return ""
    return _MEANT.sub("", said, count=1).strip(" 。!！~")


def with_number(text: str, meant: str) -> str:
    """Return a question with its one number of this measure replaced: 3个 in 2个社工多少钱; else ""."""
    number = _NUMBER.fullmatch(meant)
    if number is None:
        return ""
    said = [found for found in _NUMBER.finditer(text) if found["measure"] == number["measure"]]
    return text[: said[0].start()] + meant + text[said[0].end() :] if len(said) == 1 else ""


_SO_MANY = re.compile("(?:[0-9]+|[一二两三四五六七八九十百]+)[个名位人家]")


def with_count(text: str, meant: str) -> str:
    """Return a question about what is paid for each, for as many as are meant now: 5个 after 3个社工多少钱.

    "" where `meant` is more than a count, or the question counts several things or asks for each county.
    """
    if not _SO_MANY.fullmatch(meant) or "每" in text:
        return ""
    said = list(_SO_MANY.finditer(text))
    if len(said) > 1:
        return ""
    return text[: said[0].start()] + meant + text[said[0].end() :] if said else meant + text


def without_denial(text: str) -> str:
    """Return the question without what it says is not asked; all of it when nothing else is left."""
    kept = _DENIED.sub("", text, count=1)
    if kept == text:
        kept = _DENIED_AFTER.sub("", text, count=1)
    return kept if kept.strip() else text


def without_remark(text: str) -> str:
    """Return the question without whom it calls (机器人，…) and what is remarked after it (…吧，这么高)."""
    return _REMARK.sub("", _ADDRESS.sub("", text))


def doubts(text: str) -> bool:
    """True for 你确定吗, 依据呢 and the like: the answer before is to be checked again."""
    return (_DOUBT.match(text.strip()) or _BASIS.match(text.strip())) is not None


def objects(text: str) -> bool:
    """True for 你是不是搞错了, 不对吧 and the like: somebody says that the answer before is wrong."""
    return _OBJECTED.match(text.strip()) is not None


def only_talks(reading: Reading) -> bool:
    """True for 好的, 谢谢: an answer to the answer, no further question."""
    return reading.intent in TALK
