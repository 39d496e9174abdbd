"""What somebody who goes would leave behind: lines not saved, groups that they bound, an empty unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storage import KnownChat, Membership, Role, UnitOfWork

from ..phrases import cut, say
from ..turn import Turn
from .naming import unit_name

_WORDS = 20
"""So many characters of an unsaved line are repeated."""
_NAMED = 3
"""So many groups are named."""


def warnings(turn: Turn, memberships: Sequence[Membership]) -> tuple[str, ...]:
    """Return a sentence for each thing that ends unseen with these memberships of the person; () for none."""
    found = [unsaved(turn), *(_last(turn, one) for one in memberships)]
    found.append(groups_words(bound_by(turn.store, memberships)))
    return tuple(sentence for sentence in found if sentence)


def unsaved(turn: Turn) -> str:
    """Say how many lines are not saved here and how the first one begins; "" where all are."""
    # Only here: drafts rest on what is said about people, so they cannot be read before it.
    from ..checkin.content import from_json

    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    if draft is None:
        return ""
    content = from_json(draft.payload)
    words = next((piece.text for piece in content.pieces if piece.text), "")
    quoted = say("membership.unsaved_words", text=cut(words, _WORDS)) if words else ""
    return say("membership.unsaved", count=1 + len(content.waiting), words=quoted)


def bound_by(store: UnitOfWork, memberships: Iterable[Membership]) -> list[KnownChat]:
    """Return the groups whose binding rests on one of the memberships."""
    numbers = {one.id for one in memberships}
    return [chat for chat in store.chats.all_bound() if chat.bound_by in numbers]


def groups_words(chats: Sequence[KnownChat], phrase: str = "membership.unbinds") -> str:
    """Say which groups lose their unit; "" without any."""
    if not chats:
        return ""
    titles = "、".join(say("membership.group_title", title=chat.title) for chat in chats[:_NAMED])
    return say(phrase, titles=titles, count=len(chats))


def _last(turn: Turn, membership: Membership) -> str:
    if len(turn.store.memberships.of_unit(membership.unit)) != 1:
        return ""
    last = "last_administrator" if membership.role is Role.ADMINISTRATOR else "last_member"
    return say(f"membership.{last}", unit=unit_name(membership.unit, turn.catalogue))
