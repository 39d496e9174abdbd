"""References by number: 第19项, 附1-19, 第四个一, 提纲第19题, 附件4, 第三个行动, 三（四）2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .numbers import parse_number

# The whole numeral or nothing: 任务一百二十三 must never be read as 任务1.
_N = r"([0-9]++|[零〇一二三四五六七八九十两][零〇一二三四五六七八九十两百千万亿]*+)"


class Numbered(StrEnum):
    """What a number points at; the values are the features of intent templates."""

    TASK = "task_number"
    GROUP = "group_number"
    ONE = "one_number"
    QUESTION = "question_number"
    ANNEX = "annex_number"
    SECTION = "section_number"
    CLAUSE = "clause_number"
    LINE = "line_number"  # 第六个: what it numbers, the conversation tells


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered thing in the sentence; `clause` only for clauses, else `number`.

    `article`: 第十四条, where it may be the number of an article as well as of a task.
    """

    kind: Numbered
    number: int
    text: str
    start: int
    end: int
    clause: str = ""
    article: str = ""


_D = r"(?<!\d)([0-9]++)"
_PATTERNS: tuple[tuple[Numbered, re.Pattern[str]], ...] = (
    (Numbered.SECTION, re.compile(rf"(?:提纲|问卷)[^第]{{0,6}}第{_N}(?:个)?(?:部分|大块|方面|块)")),
    (Numbered.TASK, re.compile(rf"(?:附[件表]?1|附[件表]一)(?:的|里|中)?[-—第]{_N}(?:项|条|号)?")),
    (Numbered.TASK, re.compile(rf"(?<!问题)(?<!责任)清单(?:的|里|中|上|那|那个)?第?{_N}[项条号](?!任务)")),
    (Numbered.ANNEX, re.compile(rf"附[件表]第?{_N}(?![\d共起定])|第{_N}(?:个|份|号)?附[件表]")),
    (
        Numbered.QUESTION,
        re.compile(
            rf"(?:(?<=提纲)|(?<=提纲的)|(?<=提纲里))(?:第)?{_N}(?:道|个)?[题问](?!(?:目)?(?:吗|吧|嘛|对|是不|没错))|第{_N}(?:道|个)?(?:题|问(?!题))|{_D}题(?!目)|第{_N}个问题"
        ),
    ),
    (
        Numbered.ONE,
        re.compile(
            rf"第{_N}个[“\"]?一(?!起|样|般|次|年)|十个一[^第]{{0,4}}第{_N}(?:个|项|条)?|第{_N}个?十个一"
        ),
    ),
    (
        Numbered.GROUP,
        re.compile(
            rf"第{_N}(?:个|项|大)?(?:提升|专项)?(?:行动|方面|工程|板块|领域)|行动{_N}(?![个次项年月季场共])"
            r"|行动([一二三四五六七八九十])(?=一共)"
        ),
    ),
    (
        Numbered.TASK,
        re.compile(
            rf"第{_N}(?:个)?(?:项|条|号)?任务|(?<![法程划定])第{_N}(?:项|条|号)(?!任务)|任务第?{_N}(?![个项条年月元万亿共起定样般次直块])"
            rf"|(?<!第){_D}(?:号任务|项(?:任务)?(?:归|属|是|说|讲|的内容|要求|里))"
        ),
    ),
    (Numbered.LINE, re.compile(rf"第{_N}个")),
)
_HAN = "零一二三四五六七八九"
_PLACE = "[一二三四五六七八九十]++"
_CLAUSE = re.compile(
    rf"(?:第|(?<![{_HAN}十百千万两\d]))({_PLACE})(?:部分|大块|章)?(?:的)?[（(]({_PLACE})[)）]"
    rf"(?:(?:的)?第?([0-9]++(?![年月])|{_PLACE}(?!个一))(?:项|条|点)?)?"
    rf"|第{_N}(?:部分|大块|章)(?:的?第{_N}(?:条|节|点|项))?"
)
_SIGNS = re.compile("[第附题项（(]|清单|提纲|问卷|行动|任务|十个一")
"""Without one of these no pattern above fits, and most sentences have none."""
_OUTLINE = re.compile("提纲|问卷|附[件表]")


def find_references(text: str) -> list[Reference]:
    """Return the numbered references of a normalised sentence; the most specific reading of a span wins."""
    if _SIGNS.search(text) is None:
        return []
    found: list[Reference] = []
    for clause in () if _OUTLINE.search(text) else _CLAUSE.finditer(text):
        if all(parse_number(group) is not None for group in clause.groups() if group):
            name = _clause_name(clause)
            found.append(Reference(Numbered.CLAUSE, 0, clause[0], clause.start(), clause.end(), name))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            number = parse_number(next(group for group in match.groups() if group))
            if number is None or any(
                match.start() < other.end and other.start < match.end() for other in found
            ):
                continue
            article = f"第{_han(f'{int(number)}')}条" if match[0].endswith("条") else ""
            found.append(Reference(kind, int(number), match[0], match.start(), match.end(), article=article))
    return sorted(found, key=lambda reference: reference.start)


def _clause_name(match: re.Match[str]) -> str:
    part, section, item, other_part, other_section = match.groups()
    if part:
        return f"{part}({section}){parse_number(item) if item else ''}"
    return _han(other_part) + (f"({_han(other_section)})" if other_section else "")


def _han(text: str) -> str:
    """A numeral as clauses are printed: 3 is 三, 12 is 十二; past 99 it stays as it was typed."""
    if not text.isdigit() or int(text) > 99:
        return text
    tens, ones = divmod(int(text), 10)
    return (
        ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones or not tens else "")
    )
