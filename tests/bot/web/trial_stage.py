"""What the trial page plays in tests: a fixed moment, two small plans, a dispatch with every kind of block."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from handlers import (
    Attachment,
    Choice,
    Choices,
    EmptyQuestion,
    Facts,
    Notice,
    Outcome,
    Quote,
    Reply,
    Request,
    Services,
    Table,
    Text,
)

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
HOME = "http://127.0.0.1:8000"
QUOTE = "每个县级工会补助10万元，\n分两次拨付。"
MARKUP = '<img src=x onerror="window.hurt=1"><b>粗</b>'


def liaison(slug: str, name: str, kind: str, counties: int) -> SimpleNamespace:
    return SimpleNamespace(slug=slug, unit=name, names=(), kind=kind, counties=("",) * counties)


def book(plan: str, province: str, office: str, *liaisons: SimpleNamespace) -> SimpleNamespace:
    units = {f"liaison:{plan}/{one.slug}": one for one in liaisons}
    roles = SimpleNamespace(province=office)
    return SimpleNamespace(id=plan, plan=SimpleNamespace(province=province, roles=roles), units=units)


class Stage:
    """A dispatch that keeps what it was asked and plays one reply for each word in the question."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.answers: dict[str, Reply] = {}
        """What is answered to these very words, before anything else."""

    def __call__(self, request: Request, services: Services) -> Reply:
        self.requests.append(request)
        asked = request.text if request.button is None else request.button
        assert asked is not None
        if not asked:
            raise EmptyQuestion
        if asked in self.answers:
            return self.answers[asked]
        if "出错" in asked:
            raise RuntimeError(f"broke on {asked}")
        for word, reply in self.replies().items():
            if word in asked:
                return reply
        return Reply((Text(f"你说的是：{asked}"),), Outcome.SMALL_TALK)

    @staticmethod
    def replies() -> dict[str, Reply]:
        quote = Quote("yunnan-2022", "五(四)", QUOTE, "滇 五（四）")
        return {
            "补助": Reply(
                (
                    Text("每个县级工会补助 10 万元。", strong=True),
                    Facts((("一共", "10万元"), ("怎么给", "分两次：先拨一半，验收合格后再拨一半"), ("谁出", "省总工会"))),
                    quote,
                    Quote("yunnan-2022", "附1-23", "按每人每年2万元的标准给予补助", "滇 附1-23"),
                    Notice("方案的日期已经过去，这里按原文回答。", "warning"),
                    Choices((Choice("分几次发", "q:分几次发"), Choice("谁来验收", "q:谁来验收"))),
                )
            ),
            "哪些县": Reply(
                (
                    Text("一共联系 6 个县。", strong=True),
                    Table(
                        ("联系单位", "县（市、区）", "所在州（市）", "方案里的行号"),
                        tuple(("省煤电化工工会", name, "西双版纳傣族自治州", str(row)) for row, name in enumerate(
                            ["勐海县", "勐腊县", "景洪市", "双江拉祜族佤族布朗族傣族自治县", "泸水市", "芒市"], 1
                        )),
                        "对口联系",
                    ),
                    quote,
                )
            ),
            "谁联系": Reply(
                (Text("你问的是哪一个？"), Choices((Choice("宜良县", "pick:530125"), Choice("彝良县", "pick:530628")), 2)),
                Outcome.ASK_BACK,
            ),
            "pick:530628": Reply((Text("彝良县由省煤电化工工会联系。", strong=True),)),
            "pick:530125": Reply((Text("宜良县由省财贸工会联系。", strong=True),)),
            "文件": Reply((Text("给你。"), Attachment("进展.txt", "text/plain", "一行进展\n".encode()))),
            "标记": Reply(
                (
                    Text(MARKUP, strong=True),
                    Facts(((MARKUP, MARKUP),), MARKUP),
                    Quote("yunnan-2022", MARKUP, MARKUP, MARKUP),
                    Table((MARKUP,), ((MARKUP,),), MARKUP),
                    Choices((Choice(MARKUP, "q:x"),)),
                    Notice(MARKUP),
                )
            ),
        }  # fmt: skip
