"""Who liaises with a county, and which counties a unit, person or prefecture has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from knowledge import Cite, Liaison, Mention, Place, PlanBook

from ...phrases import say
from ...provinces import blanks
from ...reply import Outcome, Reply, SilenceKind
from ..answer import Answer
from ..question import Question, residue

_OFFERS = 6
_IN_GENERAL = re.compile("部门|部室|处室")
_OF_OTHERS = re.compile("[县市州区]总|[县市州省区]委|政府|厅|局")
_LONG_NAME, _ALIKE = 4, 72  # shorter names and less alike ones are not guessed
_OWN_PREFECTURE = re.compile("(?:我们?|咱们?|俺们?|本)[州市]")
_VISIT = "实地调研"
_LITTLE = 3  # characters beside the county and who: 在盯着; more are about something else: 银鱼馆子


def liaison_of_place(question: Question) -> Reply | None:
    """Answer who liaises with the counties that the question names, or with the asker's own."""
    places = question.reading.places.mentions
    sure = [mention for mention in places if mention.kind == "county" and mention.certainty != "offered"]
    if sure:
        if any(len(mention.candidates) > 1 for mention in sure):
            return _ask_place(question)
        return of_counties(question, [(mention.candidates[0], mention.text) for mention in sure])
    return _of_own(question) or _not_sure(question)


def of_counties(question: Question, counties: list[tuple[Place, str]]) -> Reply:
    """Answer for the given counties; the text beside each is what the person typed."""
    answer = Answer("liaison_of_place")
    silent = True
    for county, typed in counties:
        book = question.catalogue.of_province(county.province)
        if book is None:
            continue
        unit = book.linked.get(county.code)
        if unit is None:
            _say_unlisted(answer, book, county)
        else:
            silent = False
            _say_listed(answer, question, book, county, unit, typed)
    if silent:
        return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.STATED)
    if "contact" in question.reading.groups:
        answer.text(say("liaison.no_contact"))
    return answer.dated().reply()


def _say_listed(
    answer: Answer, question: Question, book: PlanBook, county: Place, unit: Liaison, typed: str
) -> None:
    name = full_name(unit)
    said = _said_units(question, book, unit)
    if said is None:
        answer.fact(say("liaison.listed", county=_full(county), unit=name))
    elif said == "":
        answer.fact(say("liaison.right", county=_full(county), unit=name))
    else:
        answer.fact(say("liaison.wrong", county=_full(county), unit=name, said=said))
    row = next(linked for linked in unit.counties if linked.place == county.code)
    others = [linked for linked in unit.counties if linked.place != county.code]
    if others:
        answer.text(say("liaison.also", counties="、".join(linked.printed for linked in others)))
    if county.name not in row.printed and county.short in row.printed:
        answer.notice(say("liaison.renamed", printed=row.printed))
    if typed and county.short not in typed and typed not in (*county.former, county.name):
        answer.notice(say("liaison.heard", county=county.name, typed=typed))
    answer.cite(book, *(Cite(clause=clause, quote=quote) for clause, quote in _rows(unit, row.quote)))
    if "other_one" in question.reading.groups:
        answer.cite(book, *(Cite(clause=clause, quote=quote) for clause, quote in _all_rows(unit)))
    answer.step(f"{unit.unit}还联系哪里", f"{book.plan.name}{unit.unit}联系哪些县")
    answer.step("对口联系要做什么", f"{book.plan.name}对口联系要做什么")
    if _VISIT in book.source:
        answer.step("一年要来调研几次", f"{book.plan.name}{_VISIT}不少于几次")
    else:
        answer.step("多久来一次", f"{book.plan.name}{book.plan.roles.liaison}多久来一次")


def _rows(unit: Liaison, quote: str) -> Iterable[tuple[str, str]]:
    """The county's own row; before it the unit's first row when the county's row leaves the name blank."""
    for linked in unit.counties:
        if linked.quote == quote or (unit.unit not in quote and linked is unit.counties[0]):
            yield f"{unit.clause.split('-')[0]}-{linked.row}", linked.quote


def _say_unlisted(answer: Answer, book: PlanBook, county: Place) -> None:
    coverage = book.liaisons.coverage
    answer.fact(
        say(
            "liaison.not_listed",
            county=_full(county),
            plan=book.plan.name,
            listed=coverage.listed,
            rule=coverage.rest_rule,
        )
    )
    answer.cite(book, coverage.rest_cite)
    prefecture = county.prefecture_name
    answer.step(f"{county.prefecture_short}哪些县列入了", f"{prefecture}有哪些县在名单里")


def _said_units(question: Question, book: PlanBook, unit: Liaison) -> str | None:
    """None: the question names no unit; "": it names the right one; else the wrong name it gives."""
    said = [
        bearer
        for mention in question.reading.names
        for bearer in mention.of("unit")
        if bearer.plan == book.id
    ]
    strangers = question.reading.strangers
    if not said:
        away = [one.text for one in question.reading.names if one.of("unit", "person")]
        claimed = "yes_no" in question.reading.groups
        return strangers[0].text if strangers else away[0] if away and claimed else None
    return "" if any(bearer.id == unit.slug for bearer in said) else said[0].name


def of_another_province(question: Question) -> Reply | None:
    """Say that a question about another province's plan is out of scope; None when it names one of ours."""
    mentions = question.reading.places.mentions
    away = [mention for mention in mentions if mention.kind == "foreign"]
    if not away or question.named or any(mention.candidates for mention in mentions):
        return None
    answer = Answer("foreign").fact(elsewhere(question, "foreign", away[0].text))
    return answer.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _of_own(question: Question) -> Reply | None:
    """Answer for the asker's own unit: who links the county, or which counties are linked."""
    unit = question.unit
    if unit is None or question.reading.places.mentions:
        return None
    county = question.catalogue.places.county(unit.code)
    if county is not None:
        return of_counties(question, [(county, "")])
    for book in question.books:
        if unit.id in book.units:
            return _units_reply([(book, book.units[unit.id])])
    return counties_of_prefecture(question)


def _ask_place(question: Question) -> Reply:
    answer = Answer("liaison_of_place")
    for mention in question.reading.places.mentions:
        if len(mention.candidates) > 1:
            answer.fact(say("liaison.ask_place", typed=mention.text))
            for place in mention.candidates:
                answer.text(f"· {_full(place)}")
                answer.step(_full(place), f"{place.name}谁联系")
    return answer.text(say("liaison.ask_place_end")).reply(Outcome.ASK_BACK)


def _not_sure(question: Question) -> Reply | None:
    for mention in question.reading.places.mentions:
        answer = Answer("liaison_of_place")
        if mention.certainty == "offered" and mention.candidates:
            places = mention.candidates[:_OFFERS]
            names = "、".join(_full(place) for place in places)
            answer.fact(say("liaison.no_place", typed=mention.text, names=names))
            for place in places:
                answer.step(_full(place), f"{place.name}谁联系")
            return answer.reply(Outcome.ASK_BACK)
        if mention.kind in ("foreign", "unknown"):
            key = "foreign" if mention.kind == "foreign" else "unknown_place"
            told = answer.fact(elsewhere(question, key, mention.text))
            return told.reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)
    return None


def elsewhere(question: Question, key: str, typed: str) -> str:
    """Return in words that a place is in none of the provinces: `foreign`, or an `unknown_place`."""
    counties = sum(book.plan.counties for book in question.catalogue.plans.values())
    return say(f"liaison.{key}", typed=typed, counties=counties, **blanks(question.catalogue))


def counties_of_unit(question: Question) -> Reply | None:
    """Answer which counties the named units or people have; several bearers of a name are asked back."""
    asked: list[tuple[Mention, list[tuple[PlanBook, Liaison]]]] = []
    for mention in question.reading.names:
        bearers = [
            (question.catalogue.plans[bearer.plan], bearer)
            for bearer in mention.of("unit")
            if question.in_focus(bearer.plan)
        ]
        units = [
            (book, unit) for book, bearer in bearers for unit in book.liaisons.units if unit.slug == bearer.id
        ]
        units = _of_level(question, units)
        if "national_word" in question.reading.groups and all(unit.kind != "national" for _, unit in units):
            return _national_elsewhere(question, mention)
        if units:
            asked.append((mention, units))
    if not asked:
        return None
    if any(len(units) > 1 for _, units in asked):
        return _ask_unit(asked)
    once = {(book.id, unit.slug): (book, unit) for _, ((book, unit), *_rest) in asked}
    return _units_reply(list(once.values()), mentions=[mention for mention, _ in asked])


def _national_elsewhere(question: Question, mention: Mention) -> Reply:
    """全总权益保障部 asked in a plan whose list has no unit of that level: said so, with who has it."""
    named = [
        (book, unit)
        for book in question.catalogue.plans.values()
        for bearer in mention.of("unit")
        for unit in book.liaisons.units
        if bearer.plan == book.id and unit.slug == bearer.id and unit.kind == "national"
    ]
    plans = "、".join(book.plan.name for book in question.books)
    none = say("liaison.no_national", plan=plans, name=mention.text)
    if named:
        return _units_reply(named, none)
    return Answer("counties_of_unit").fact(none).reply(Outcome.NOT_IN_PLAN, SilenceKind.NOT_FOUND)


def _units_reply(
    units: list[tuple[PlanBook, Liaison]], notice: str = "", mentions: Iterable[Mention] = ()
) -> Reply:
    answer = Answer("counties_of_unit")
    for heard in (mention for mention in mentions if mention.heard and mention.bearers):
        answer.notice(say("people.heard", name=heard.bearers[0].name, typed=heard.text))
    if notice:
        answer.notice(notice)
    for book, unit in units:
        counties = "、".join(linked.printed for linked in unit.counties)
        answer.fact(
            say("liaison.unit_counties", unit=full_name(unit), counties=counties, count=len(unit.counties))
        )
        answer.cite(book, *(Cite(clause=clause, quote=quote) for clause, quote in _all_rows(unit)))
        answer.step("对口联系要做什么", f"{book.plan.name}对口联系要做什么")
    return answer.dated().reply()


def _of_level(question: Question, units: list[tuple[PlanBook, Liaison]]) -> list[tuple[PlanBook, Liaison]]:
    """省总 or 全总 in the question settles a name that both levels bear."""
    groups = question.reading.groups
    for word, national in (("national_word", True), ("provincial_word", False)):
        chosen = [(book, unit) for book, unit in units if (unit.kind == "national") is national]
        if word in groups and chosen:
            return chosen
    return units


def _all_rows(unit: Liaison) -> Iterable[tuple[str, str]]:
    return dict.fromkeys(
        (f"{unit.clause.split('-')[0]}-{linked.row}", linked.quote) for linked in unit.counties
    )


def _ask_unit(asked: list[tuple[Mention, list[tuple[PlanBook, Liaison]]]]) -> Reply:
    answer = Answer("counties_of_unit")
    for mention, units in asked:
        if len(units) < 2:
            continue
        answer.fact(say("liaison.ask_unit", typed=mention.text))
        for book, unit in units:
            counties = "、".join(linked.printed for linked in unit.counties)
            name = f"{book.plan.name} {full_name(unit)}"
            answer.text("· " + say("liaison.ask_unit_row", unit=name, counties=counties))
            short = f"全总{unit.unit}" if unit.kind == "national" else unit.unit
            answer.step(name, f"{book.plan.name}{short}联系哪些县")
            answer.cite(book, *(Cite(clause=clause, quote=quote) for clause, quote in _all_rows(unit)))
    return answer.reply(Outcome.ASK_BACK)


def counties_of_prefecture(question: Question) -> Reply | None:
    """Answer which counties of the named (or own) prefecture are linked by the province, and which not."""
    mentions = [mention for mention in question.reading.places.mentions if mention.kind == "prefecture"]
    codes = [mention.candidates[0].code for mention in mentions if mention.candidates]
    if not codes and question.unit and question.unit.id.startswith("prefecture:"):
        codes = [question.unit.code]
    if not codes and (own := _prefecture_of_asker(question)):
        codes = [own]
    answer = Answer("counties_of_prefecture")
    for code in codes:
        book = question.catalogue.of_province(code[:2])
        prefecture = question.catalogue.places.prefecture(code)
        if book is not None and prefecture is not None:
            _say_prefecture(answer, question, book, prefecture)
    return answer.dated().reply() if codes else None


def _prefecture_of_asker(question: Question) -> str:
    """The prefecture of the asker's county, where the question only lists 我们州's counties; else ""."""
    words = frozenset({"county_count", "county_word", "county_noun", "in_list"})
    if residue(question.reading, groups=words) or not _OWN_PREFECTURE.search(question.text):
        return ""
    county = question.catalogue.places.county(question.unit.code) if question.unit else None
    return (county.prefecture or "") if county else ""


def _say_prefecture(answer: Answer, question: Question, book: PlanBook, prefecture: Place) -> None:
    counties = question.catalogue.places.counties_of(prefecture.code)
    linked = [(county, book.linked[county.code]) for county in counties if county.code in book.linked]
    rest = [county for county in counties if county.code not in book.linked]
    name = prefecture.name
    if linked:
        answer.fact(say("liaison.prefecture", prefecture=name, listed=len(linked), total=len(counties)))
    else:
        answer.fact(say("liaison.prefecture_none", prefecture=name))
    answer.table(
        ("县（市、区）", "对口联系单位"), [(county.name, full_name(unit)) for county, unit in linked]
    )
    for county, unit in linked:
        row = next(row for row in unit.counties if row.place == county.code)
        answer.cite(book, Cite(clause=f"{unit.clause.split('-')[0]}-{row.row}", quote=row.quote))
    if rest:
        coverage = book.liaisons.coverage
        names = "、".join(county.name for county in rest)
        left = say("liaison.prefecture_rest", count=len(rest), counties=names, rule=coverage.rest_rule)
        answer.text(left)
        answer.cite(book, coverage.rest_cite)


def liaison_maybe(question: Question) -> Reply | None:
    """Answer who liaises with a county when the question hardly says more than the county and who."""
    left_over = len(residue(question.reading))
    off_topic = "off_topic" in question.reading.groups
    return None if off_topic or left_over > _LITTLE else liaison_of_place(question)


def unit_maybe(question: Question) -> Reply | None:
    """Answer for a unit whose name is misspelt (机戒冶金工会), saying how it was understood.

    None where departments are spoken of in general (全总部门 is no misspelt 全总权益保障部), or another's:
    市总组织部 is none of the province's.
    """
    if _IN_GENERAL.search(question.text) or _OF_OTHERS.search(question.text):
        return None
    known = {
        name: (book, unit)
        for book in question.books
        for unit in book.liaisons.units
        for name in (unit.unit, *unit.names)
        if len(name) >= _LONG_NAME
    }
    best = process.extract(
        question.text, list(known), scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=2
    )
    units = {known[name][1].slug: known[name] for name, _, _ in best}
    if len(units) != 1:
        return None
    book, unit = next(iter(units.values()))
    return _units_reply([(book, unit)], say("liaison.heard_unit", unit=unit.unit))


def full_name(unit: Liaison) -> str:
    """Return the unit as people should read it; the all-China federation's rows say so."""
    if unit.unit.startswith("全总"):
        return unit.unit
    key = {"national": "national", "leader": "leader"}.get(unit.kind, "plain")
    if unit.kind == "department" and not unit.unit.startswith(("省", "职工")):
        key = "province"
    return say(f"liaison.{key}", unit=unit.unit)


def _full(place: Place) -> str:
    return f"{place.prefecture_name}{place.name}" if place.kind == "county" else place.name
