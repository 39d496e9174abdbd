"""What units and roles are called in front of people."""

from __future__ import annotations

from knowledge import Catalogue
from storage import SYSTEM_UNIT, Role

from ..errors import UnknownUnit
from ..phrases import say
from ..units import unit_of

_LISTED = 9
"""Characters of a place's name that stand whole on half the width of a small phone."""
_LEVELS = ("自治县", "自治州", "县", "市", "区")
_KINDS = {role.value: role for role in Role if role is not Role.ADMINISTRATOR}


def unit_name(unit: str, catalogue: Catalogue) -> str:
    """Return the unit's full name: 广德市总工会, 省总组织部 (安徽), 安徽省总工作专班, 系统.

    A unit that the plans no longer have is called by its id, so that old rows can still be shown.
    """
    if unit == SYSTEM_UNIT:
        return say("membership.system")
    try:
        known = unit_of(unit, catalogue)
    except UnknownUnit:
        return unit
    if known.code:
        return say("membership.union", place=known.name)
    province = catalogue.plans[known.plan].plan.name
    key = "province_unit" if unit.startswith("province:") else "liaison_unit"
    return say(f"membership.{key}", province=province, name=known.name)


def listed_name(unit: str, catalogue: Catalogue) -> str:
    """Return a place's name as a list has it, where a long one would be cut: 双江自治县, 广德市.

    Units that are no places have their full names.
    """
    place = catalogue.places.by_unit(unit)
    if place is None:
        return unit_name(unit, catalogue)
    if len(place.name) <= _LISTED:
        return place.name
    level = next((one for one in _LEVELS if place.name.endswith(one)), "")
    return f"{place.short}{level}"


def short_name(unit: str, catalogue: Catalogue) -> str:
    """Return the unit's name as people type it: 广德市, a liaison unit's own name."""
    try:
        return unit_of(unit, catalogue).name if unit != SYSTEM_UNIT else unit_name(unit, catalogue)
    except UnknownUnit:
        return unit


def role_name(role: Role, unit: str, catalogue: Catalogue) -> str:
    """Return what the unit's province calls the role (市总工会 in one, 州（市）总工会 in the other).

    For a unit that the plans no longer have it is the role's general name.
    """
    if role is Role.ADMINISTRATOR or unit == SYSTEM_UNIT:
        return say("membership.administrator")
    try:
        plan = catalogue.plans[unit_of(unit, catalogue).plan].plan
    except UnknownUnit:
        return say(f"membership.role_{role.value}")
    names = {
        Role.COUNTY: plan.roles.county,
        Role.PREFECTURE: plan.roles.prefecture,
        Role.LIAISON: plan.roles.liaison,
        Role.PROVINCE: plan.roles.province,
    }
    return names[role]


def role_of_unit(unit: str) -> Role:
    """Return the role that goes with a unit. Raises UnknownUnit for what is no unit's id."""
    if unit == SYSTEM_UNIT:
        return Role.ADMINISTRATOR
    kind = unit.partition(":")[0]
    if kind not in _KINDS:
        raise UnknownUnit(unit, sentence=say("errors.no_such_unit", name=unit))
    return _KINDS[kind]
