"""What the page sends, checked: anything else is refused with a sentence that says what to do."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from handlers import FIRST_DAY, LAST_DAY, PlaceKind

from .refusals import Refusal

TEXT_LENGTH = 4000
"""The most characters of one message."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Role(StrEnum):
    """As whom one tries the page."""

    VISITOR = "visitor"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    LIAISON = "liaison"
    PROVINCE = "province"
    ADMINISTRATOR = "administrator"

    @property
    def has_unit(self) -> bool:
        """True when one speaks for a unit."""
        return self not in (Role.VISITOR, Role.ADMINISTRATOR)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Who(_Strict):
    """Whom the person plays: the role and, unless visitor or administrator, the unit's id."""

    role: Role
    unit: str | None = Field(None, max_length=80)

    @model_validator(mode="after")
    def _unit_fits_role(self) -> Who:
        fits = self.unit is not None and self.unit.startswith(f"{self.role}:")
        if fits if self.role.has_unit else self.unit is None:
            return self
        raise ValueError("the unit does not belong to the role")

    @property
    def sender(self) -> str:
        """The id of the person, unique on the page."""
        return ":".join(part for part in ("web", self.role, self.unit) if part)


class TrialMessage(_Strict):
    """One message of the page; exactly one of `text` and `button` is set, `key` is its UUID."""

    key: UUID
    chat: PlaceKind
    text: str | None = Field(None, max_length=TEXT_LENGTH)
    button: str | None = Field(None, min_length=1, max_length=64)
    who: Who
    today: date

    @field_validator("today", mode="before")
    @classmethod
    def _plain_day(cls, value: object) -> object:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return value
        raise ValueError("not YYYY-MM-DD")

    @field_validator("today")
    @classmethod
    def _within_reason(cls, value: date) -> date:
        if FIRST_DAY <= value <= LAST_DAY:
            return value
        raise ValueError("too far away")

    @model_validator(mode="after")
    def _text_or_button(self) -> TrialMessage:
        if (self.text is None) == (self.button is None):
            raise ValueError("either text or button")
        return self


_WORDS = {
    "json": ("bad_json", "这条消息没有传完整，请再发一次。"),
    "key": ("bad_key", "这条消息的编号不对，请刷新页面再发。"),
    "chat": ("bad_chat", "没有这个对话，请刷新页面，选私聊或群聊再发。"),
    "text": ("text_too_long", f"一条消息最多 {TEXT_LENGTH} 个字，请分几次发。"),
    "button": ("bad_button", "这个按钮已经不能用了，请直接用文字问。"),
    "who": ("bad_who", "没有认出你选的身份，请在“我是”里重新选一次。"),
    "today": (
        "bad_date",
        "日期要写成 2023-04-10 这样的年-月-日，确有这一天，"
        f"并在 {FIRST_DAY.year} 到 {LAST_DAY.year} 年之间。",
    ),
    "": ("bad_request", "每条消息要么是文字，要么是一个按钮，请再发一次。"),
}


def read_day(text: str) -> date:
    """Return a day written YYYY-MM-DD within reason. Raises Refusal."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day < LAST_DAY:
        code, sentence = _WORDS["today"]
        raise Refusal(422, code, sentence)
    return day


def read_message(body: bytes) -> TrialMessage:
    """Return the checked message. Raises Refusal with a sentence about the first thing that is wrong."""
    try:
        return TrialMessage.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = "json" if first["type"] == "json_invalid" else str(first["loc"][0]) if first["loc"] else ""
        code, sentence = _WORDS.get(field, _WORDS[""])
        # The error holds the person's words; they must not reach a log.
        raise Refusal(422, code, sentence) from None
