"""The numbers of a line that a careful clerk would note: with unit, corrected, totals marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ..schema.task import Target
from ..understanding.blanking import blanked
from ..understanding.numbers import Number, Value, find_numbers, parse_number
from .alike import PERSONS_OR_ANY
from .bare import BareReader, named_only
from .beside import BesideReader, of_targets
from .corrected import corrected, counted_alike
from .files import Counting, RunningTotals
from .found import Found, touches
from .line import Quantity, Share, TaskChoice
from .listing import by_work, how_many, lists, risen, same, summed, without_all, without_stock
from .loose import find_loose
from .ranges import NUMERAL, RANGE, both_ends, ends_of
from .repeats import told_once

Span = tuple[int, int]

_WAN, _THOUSAND = 10_000, 1_000
_ALONE = re.compile(r"(?:块钱?|钱)?(?:$|[,。;!、~])")
"""A sum without a unit stands alone: 发了四万六, 四万六千块."""
_THOUSANDS = re.compile(r"[1-9一二三四五六七八九](?=(?:块钱?|钱)?(?:$|[,。;!、~]))")
"""The thousands that people say as one digit: 3万5."""
_SPAN = re.compile(r"多?(?:月|星期|礼拜|小时|钟头|学期)")
"""磨了一个多月 counts no things."""
_ABOUT = re.compile("[多余来几]")
_ENDS = re.compile(r"$|[,。;!、第]")
_SHORT = 6
_OF_THEM = ("其中", "这里面", "里面", "里头", "里边", "当中")
_STOPS = re.compile("[,。;、]")
_FEW = 2
"""Fewer numbers tell nothing twice."""
_RECEIVING = frozenset({"户", "人", "名"})
_SUM = re.compile(rf"{NUMERAL}(?:元|块|$|[,。;])")
"""What follows 一户 where each gets so much: 一户500."""
_RECEIVERS = re.compile(rf"{NUMERAL}[多余来几]?(?:[户人名位]|个(?:困难|家庭|职工|会员|人|户))")
_IN_ALL = re.compile("共|合计|总")
_THRESHOLD = re.compile(rf"{NUMERAL}人?(?:及|或)?以[上下]")
_NAMES_PEOPLE = re.compile(
    r"(?:农民工|产业工人|女职工|男职工|女工|职工|党员|骑手|会员|学生|干部|[男女])(?!会|培训|入会)"
)
"""What the next part of a number begins with: 其中农民工80人，产业工人40人."""
_OF_A_KIND = re.compile(r"[^,。;!、\d]{2,12}的")
"""The same of things: 其中25人以上的2家，新就业形态的1家."""


class Counter:
    """Reads the quantities of lines. Holds no state between lines."""

    def __init__(self, counting: Counting, totals: RunningTotals, corrections: re.Pattern[str]) -> None:
        """Compile the patterns of quantities.yaml and of running totals."""
        self._kept = {said: kept for kept, ways in counting.units.items() for said in ways}
        extra = "|".join(f"(?P<u{n}>{pattern})" for n, pattern in enumerate(counting.report_units.values()))
        self._extra_units = tuple(counting.report_units)
        self._extra = re.compile(rf"(?P<value>{NUMERAL}{RANGE})[多余来几]?(?:{extra})")
        self._counted = dict(counting.counted)
        labels = "|".join(sorted(self._counted, key=len, reverse=True))
        self._labelled = re.compile(
            rf"(?P<label>{labels})[^\d,。;零一二三四五六七八九十两百千]{{0,4}}(?P<value>{NUMERAL}{RANGE})(?P<about>[多余几])?(?:(?![\w%])|(?={labels}))"
        )
        self._people = re.compile(
            rf"(?:{counting.people})(?:[约共有达近了:]|大概|大约|一共|总共){{0,2}}(?P<value>{NUMERAL}{RANGE})(?P<about>[多余几]|左右|上下)?(?![\w%.\-/~])"
        )
        self._places = re.compile(counting.places)
        self._ranks = re.compile(counting.ranks)
        self._one = re.compile(counting.one)
        self._some = re.compile(counting.some)
        self._open = re.compile(counting.open)
        self._ahead = re.compile(counting.ahead)
        self._done = re.compile(counting.done)
        self._outcomes = re.compile(counting.outcomes)
        self._sums = re.compile(counting.sums)
        # A threshold may stand before what is a part: 其中25人以上的1家.
        self._shares = re.compile(
            f"(?:{counting.shares})(?:[^,。;\\d]{{0,8}}|[^,。;\\d]{{0,4}}\\d+[人名]?(?:及|或)?以[上下][^,。;\\d]{{0,8}})$"
        )
        self._this_year = re.compile(counting.this_year)
        self._new_this_year = re.compile(rf"(?:{counting.this_year})新[^,。;\d]{{0,6}}$")
        self._names = re.compile("|".join(map(re.escape, sorted(counting.names, key=len, reverse=True))))
        self._persons = re.compile(counting.persons)
        self._persons_before = re.compile(counting.persons_before)
        self._aims = re.compile(counting.aims)
        self._thresholds = re.compile(counting.thresholds)
        self._totals = dict.fromkeys(totals.sure, "sure") | dict.fromkeys(totals.doubt, "doubt")
        self._totals |= dict.fromkeys(totals.ends, "end")
        words = sorted(self._totals, key=len, reverse=True)
        self._total = re.compile("|".join(map(re.escape, words)))
        self._corrections = corrections
        self._bare = BareReader(counting.bare)
        self._beside = BesideReader(counting)

    def find(self, text: str, skip: Sequence[Span]) -> list[Found]:
        """Return every number of `text` with its unit; nothing is read inside `skip` (dates)."""
        blocked = list(skip)
        for pattern in (self._names, self._places, self._some):
            blocked += [match.span() for match in pattern.finditer(text)]
        found = find_loose(text, blocked)
        blocked += [(one.start, one.end) for one in found]
        found += self._bare.find(text, blocked)
        blocked += [(one.start, one.end) for one in found]
        found += [one for number in find_numbers(text, blocked) if (one := self._keep(text, number))]
        taken = blocked + [(one.start, one.end) for one in found]
        found += [one for one in self._further(text) if not touches((one.start, one.end), taken)]
        found += named_only(text, blocked, found)
        return sorted(found, key=lambda one: one.start)

    def settled(
        self, text: str, every: Sequence[Found], days: Sequence[Span], borders: Sequence[int] = ()
    ) -> list[Found]:
        """Return the quantities that the numbers of `text` come to, the denied ones marked.

        A day that is corrected (不对,是4月7日) corrects no number. At `borders` it goes over to another
        work: what is told of one is no part of the other.
        """
        found: list[Found] = []
        for told in by_work(every, borders):
            if len(told) >= _FEW:
                told = without_stock(text, without_all(text, told_once(text, told)))
                told = summed(how_many(text, told))
            found += told
        if not found:
            return []
        found = risen(text, self._with_totals(text, corrected(blanked(text, days), found, self._corrections)))
        if not borders:
            return self._beside.marked(text, self._with_shares(text, found))
        ends = [*borders, len(text)]
        works = zip(ends, by_work(found, borders), strict=True)
        shared = (self._with_shares(text[:end], group) for end, group in works)
        return self._beside.marked(text, [one for group in shared for one in group])

    def measured(
        self, found: Sequence[Found], targets: Sequence[Target], choice: TaskChoice | None
    ) -> list[Quantity]:
        """Return the quantities, one without a unit in that of the targets meant; "" where it is open."""
        meant = choice.targets if choice is not None else None
        counting = [target for target in targets if meant is None or target.id in meant]
        return [self._bare.measured(of_targets(one, counting), targets, meant) for one in found]

    def rates(self, text: str, skip: Sequence[Span]) -> list[Found]:
        """Return the numbers that stand right after 每: 1场 in 每个乡镇1场. They are not among `find`'s."""
        told = (replace(number, each=False) for number in find_numbers(text, skip) if number.each)
        return [one for number in told if (one := self._keep(text, number))]

    def _keep(self, text: str, number: Number) -> Found | None:
        """The quantity that a number is, or None for a rank, a rate, an aim or a threshold."""
        before = max(0, number.start - _SHORT), number.start
        if number.ordinal or number.each or self._aims.search(text, 0, number.start):
            return None
        if number.unit in PERSONS_OR_ANY and self._ranks.search(text, *before):
            return None
        if self._thresholds.match(text, number.end) or _SPAN.match(text, number.end):
            return None
        if number.unit == "人" and text.startswith("数", number.end):
            return None
        if number.unit in _RECEIVING and number.text[0] == "一" and _is_rate(text, number):
            return None
        value, unit = number.value, number.unit
        if unit is None:
            if "万" not in number.text or not (number.text.endswith("万") or _ALONE.match(text, number.end)):
                return None
            if self._extra.match(text, number.start):
                return None
            tail = _THOUSANDS.match(text, number.end) if number.text.endswith("万") else None
            value = (value + _THOUSAND * int(parse_number(tail[0]) or 0 if tail else 0)) / _WAN
            unit = "万元"
        kept = self._kept.get(unit)
        if kept is None:
            return None
        approx = number.approx or _is_less(text, number.start)
        quantity = _quantity(value, kept, number.text, approx=approx)
        if number.upto is not None:
            quantity = replace(quantity, **ends_of(text, number, number.upto))
        if kept == "个" and self._are_people(text, number):
            quantity = replace(quantity, people=True)
        return Found(quantity, number.start, number.end)

    def _are_people(self, text: str, number: Number) -> bool:
        if self._persons.match(text, number.end) is not None:
            return True
        alone = _ENDS.match(text, number.end) is not None
        return alone and self._persons_before.search(text, 0, number.start) is not None

    def _further(self, text: str) -> list[Found]:
        """Numbers that find_numbers leaves: 3起, 一宗, 参加人数86."""
        found = []
        for match in self._extra.finditer(text):
            unit = next(name for n, name in enumerate(self._extra_units) if match[f"u{n}"] is not None)
            about = _ABOUT.search(match[0]) is not None
            if not text.endswith("第", 0, match.start()):
                found += _read(match, unit, match.span(), about=about)
        for match in self._one.finditer(text):
            unit = match["unit"] or match["thing"]
            found.append(Found(_quantity(1, unit, unit), *match.span()))
        for match in self._labelled.finditer(text):
            unit = self._counted[match["label"]]
            found += _read(match, unit, match.span("value"), about=match["about"] is not None)
        for match in self._people.finditer(text):
            found += _read(match, "人", match.span("value"), about=match["about"] is not None)
        return found

    def _with_shares(self, text: str, found: list[Found]) -> list[Found]:
        """Each quantity with what it is beside the others; see Share."""
        result: list[Found] = []
        done = found
        begins = [0, *(sign.end() for sign in _STOPS.finditer(text))]
        for one in found:
            begin = begins[bisect_right(begins, one.start) - 1]
            alike = [two for two in result if counted_alike(two, one)]
            whole = next((two for two in reversed(alike) if two.quantity.share is not Share.PART), None)
            part = self._part(text, begin, one, result) if whole is not None else ""
            # A part that is more than its whole is a slip, of which the card tells; it is no further work.
            slip = bool(part) and whole is not None and part.startswith(_OF_THEM)
            ahead = self._ahead.search(text, begin, one.start) is not None
            share = Share.OPEN if ahead or self._is_open(text, begin, one, whole) else Share.WHOLE
            if part and whole is not None and whole.quantity.value >= one.quantity.value:
                share = Share.PART
                if self._this_year.search(part):
                    share = Share.OF_YEAR
                    changed = replace(whole, quantity=replace(whole.quantity, share=Share.ALL_YEARS))
                    result[result.index(whole)] = changed
            elif slip or lists(done, one) or self._sums_up(text, found, one):
                share = Share.PART
            if share is Share.WHOLE:
                result.append(one)
                continue
            if share is Share.OPEN:
                # What is only meant lists nothing (计划建3个，建成1个，2个在谈).
                done = [two for two in done if two is not one]
            quantity = replace(one.quantity, share=share)
            if share is Share.OF_YEAR and whole is not None:
                quantity = replace(quantity, so_far=whole.quantity.so_far, doubt=whole.quantity.doubt)
            result.append(replace(one, quantity=quantity, ahead=ahead))
        return result

    def _part(self, text: str, begin: int, one: Found, before: Sequence[Found]) -> str:
        """The words that make a number a part of the one before it; "" where none do."""
        told = self._shares.search(text, begin, one.start) or self._outcomes.search(text, begin, one.start)
        if told is not None:
            return told[0]
        alike = [two for two in before if counted_alike(two, one)]
        whole = next((two for two in reversed(alike) if two.quantity.share is not Share.PART), None)
        if whole is None:
            return ""
        threshold = _THRESHOLD.match(text, begin)
        if threshold is not None and threshold.end() <= one.start:
            return threshold[0]
        parts = [two for two in before if two.quantity.share is Share.PART and two.start > whole.start]
        kind = _NAMES_PEOPLE.match(text, begin) or _OF_A_KIND.fullmatch(text, begin, one.start)
        if parts and whole.quantity.share is Share.WHOLE and kind:
            together = sum(two.quantity.value for two in parts) + one.quantity.value
            return text[begin : one.start] if together <= whole.quantity.value else ""
        bracket = text.rfind("(", whole.end, one.start)
        if bracket >= 0 and text.find(")", bracket, one.start) < 0:
            return text[bracket : one.start]
        year = self._new_this_year.search(text, begin, one.start)
        return year[0] if year is not None and whole.quantity.so_far else ""

    def _is_open(self, text: str, begin: int, one: Found, whole: Found | None) -> bool:
        """True for a number of things that are not done yet."""
        if self._open.match(text, one.end) is None:
            return False
        return whole is not None or self._done.search(text, begin, one.start) is None

    def _sums_up(self, text: str, found: list[Found], one: Found) -> bool:
        """True for a number that is the sum of those before it: 昨天1场今天1场一共2场."""
        before = [two.quantity.value for two in found if two.start < one.start and same(two, one)]
        summed = len(before) > 1 and sum(before) == one.quantity.value
        return summed and self._sums.search(text, 0, one.start) is not None

    def _with_totals(self, text: str, found: list[Found]) -> list[Found]:
        """Each quantity with whether a running total was said before it."""
        marks = [(match.start(), self._totals[match[0]]) for match in self._total.finditer(text)]
        if not marks:
            return found
        result = []
        for one in found:
            mark = next((kind for start, kind in reversed(marks) if start <= one.start), "end")
            if mark != "end":
                quantity = replace(one.quantity, so_far=True, doubt=mark == "doubt")
                one = replace(one, quantity=quantity)
            result.append(one)
        return result


def aim(
    quantities: Sequence[Quantity], targets: Sequence[Target], choice: TaskChoice | None
) -> tuple[Quantity, ...]:
    """The quantities, each with the target that counts it: of those meant the only one for its unit.

    People who took part never count toward 场: a target takes only the units that it accepts.
    """
    aimed = ((one, _target(one, targets, choice)) for one in quantities)
    return tuple(replace(one, target=target) if target is not None else one for one, target in aimed)


def _target(one: Quantity, targets: Sequence[Target], choice: TaskChoice | None) -> str | None:
    meant = choice.targets if choice is not None else None
    taking = [
        target.id
        for target in targets
        if _takes(target, one) and (meant is None or target.id in meant) and one.share.counts_for(target)
    ]
    if choice is not None and choice.target in taking:
        return choice.target
    return taking[0] if len(taking) == 1 else None


def _takes(target: Target, one: Quantity) -> bool:
    """People said with 个 count only where people are counted: 会员45个 are no 工会."""
    if not one.people:
        return one.unit in target.accepts
    return "人" in target.accepts and target.unit in PERSONS_OR_ANY


def _is_less(text: str, start: int) -> bool:
    """True for a little less: 小两百人."""
    return text.endswith("小", 0, start) and not text.endswith(("中小", "大小"), 0, start)


def _read(match: re.Match[str], unit: str, span: Span, *, about: bool) -> list[Found]:
    """The quantity that a numeral without a measure of its own tells, if it is one."""
    ends = both_ends(match["value"])
    if ends is None:
        return []
    value, upto = ends
    quantity = _quantity(value, unit, match[0], approx=about or upto is not None)
    return [Found(replace(quantity, upto=upto), *span)]


def _quantity(value: Value, unit: str, text: str, *, approx: bool = False) -> Quantity:
    whole = int(value) if value == int(value) else round(value, 6)
    return Quantity(whole, unit, approx=approx, text=text)


def _is_rate(text: str, number: Number) -> bool:
    """True for 一户500 beside those who each get so much, or all of it; one alone is told of as one."""
    if not _SUM.match(text, number.end):
        return False
    one = text[number.start : number.end]
    several = any(match[0] != one for match in _RECEIVERS.finditer(text))
    return several or _IN_ALL.search(text, number.end) is not None
