"""A typed line in its plain form: where people put a space or an emoji, a comma stands.

In a report a space parts one statement from the next, unless it only sets a number off from its unit or a
phone put one between all characters.
"""

from __future__ import annotations

import re

from ..understanding.normalise import normalise

_NUMERAL = "0-9０-９零一二三四五六七八九十百千万亿两"
_UNIT = "年月日号场次个人名位家期项户支件份天条篇%％元块万千百多余来点处座所届轮回趟度季"
_GLUED = (
    re.compile(rf"(?<=[{_NUMERAL}])\s+(?=[{_UNIT}](?!数))"),
    re.compile(r"(?<=月)\s+(?=[0-9０-９]{1,2}\s*[日号])"),
    re.compile(r"(?<=年)\s+(?=[0-9０-９]{1,2}\s*月)"),
    re.compile(r"(?<=[第约共近])\s+(?=[0-9０-９])"),
    re.compile(r"(?<=[0-9０-９])\s+(?=[%％])"),
    re.compile(rf"(?<=[人场次户家]数)\s+(?=[{_NUMERAL}])"),
    re.compile(rf"(?<=场次|人次)\s+(?=[{_NUMERAL}])"),
)
_GAP = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+"
)
_LABELS = re.compile("[\u2460-\u249b\u24ea-\u24ff]")
"""① ⑵ ⒊ in front of each thing of a list."""
_SIGNS = re.compile(f"{_PICTURES.pattern}|{_LABELS.pattern}")
_HEADS = re.compile(rf"(?<=[{_NUMERAL}多来几余])\s*(?:号人|口人|口子(?:人)?)")
_HEADCOUNT = re.compile(rf"(?<=[{_NUMERAL}多来几余])\s*个人次")
_SPACE = re.compile(r"\s")
_SPREAD = 0.6
_EDGE = ",，、;；。.!！~ "
_MASKED = re.compile(r"〔([\u3400-\u9fff]+)已遮住〕")


def prepare(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the plain form of `text` and what had been masked in it."""
    masked = tuple(dict.fromkeys(_MASKED.findall(text)))
    text = _MASKED.sub(" ", text)
    text = (_PICTURES.sub(" ", _LABELS.sub(" ", text)) if _SIGNS.search(text) else text).strip()
    if _spread_out(text):
        text = re.sub(r"\s+", "", text)
    if _SPACE.search(text):
        # Nothing of it is found in a line typed without spaces, as most are.
        for pattern in _GLUED:
            text = pattern.sub("", text)
        text = _GAP.sub("，", _heads(text))
        return normalise(text).text.strip(_EDGE), masked
    text = normalise(_heads(text)).text
    return text.strip(_EDGE), masked


def _heads(text: str) -> str:
    """The text with 号人 and 个人次 as 人 and 人次."""
    if "号" in text or "口" in text:
        text = _HEADS.sub("人", text)
    return _HEADCOUNT.sub("人次", text) if "个人次" in text else text


def _spread_out(text: str) -> bool:
    """True when a phone put a space between nearly all characters."""
    words = text.split()
    single = sum(1 for word in words if len(word) == 1)
    return len(words) >= 6 and single >= _SPREAD * len(words)
