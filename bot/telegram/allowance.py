"""What Telegram allows, counted: per second over all, per second a chat, per minute a group."""

from __future__ import annotations

from collections import deque

RATE = 29.5
"""Messages a second. At 30.0 Telegram's own count already objects, at 29.5 never."""

_WINDOW = 1.01
"""Seconds; a little more than Telegram's, because calls do not take the same time on their way."""
_CATCH_UP = 0.2
"""Seconds by which lateness may be made good, so that it does not add up; the window still holds."""
_CHAT = 1.02
"""Seconds between two messages to one chat."""
_GROUP_MESSAGES = 20
_GROUP_WINDOW = 60.5
_WARY = 60.0
"""Seconds for which answers too keep to the limits after Telegram objected."""
_QUIET = 5.0
"""Seconds after the last answer for which planned messages leave room for the next."""
_LEAST_ROOM = 4
_CALLS = 50
"""So many calls tell how long one takes when nothing holds it up."""
_LOOK_AGAIN = 0.02
"""Seconds until the next look when only calls on their way stand in between."""
_REMEMBERED = 10_000
"""So many chats are remembered before the old ones are looked for and dropped."""


class _Chat:
    """One chat's last messages."""

    __slots__ = ("closed_until", "minute", "next_at", "wary_until")

    def __init__(self) -> None:
        self.next_at = 0.0
        self.closed_until = 0.0
        self.wary_until = 0.0
        self.minute: deque[float] = deque(maxlen=_GROUP_MESSAGES)

    def keeps(self, now: float) -> bool:
        """Whether anything of it still matters."""
        last = self.minute[-1] + _GROUP_WINDOW if self.minute else 0.0
        return max(self.next_at, self.closed_until, self.wary_until, last) > now


class Allowance:
    """Says when a message may go, and counts those that go. Times are those of one clock, in seconds.

    Planned messages keep to every limit, evenly spaced: under a sliding, a fixed and a bucket count of 30 a
    second they are never objected to. Answers to people come in bursts, which Telegram allows: they go at
    once as long as it does not object, and from an objection on they keep to the limits too, for a minute.
    While planned messages are going out, an answer fits in between: planned ones make room for those that
    come after the first.

    `rate` 0 means that there is no limit over all and none a chat (a server of one's own, measurements).
    """

    def __init__(self, rate: float = RATE) -> None:
        self._rate = rate
        self._most = int(rate) + 1
        self._unlimited = rate == 0
        self.reserve = 0
        """So many messages of every second planned ones leave to answers, even while nobody asks."""
        self.chat_seconds = 0.0 if self._unlimited else _CHAT
        self._slot = 0.0
        self._sent: deque[float] = deque()
        self._flying = 0
        self._usual = deque[float](maxlen=_CALLS)
        self._answers: deque[float] = deque()
        self._last_planned = self._last_answer = float("-inf")
        self._closed_until = self._wary_until = 0.0
        self._chats: dict[int, _Chat] = {}
        self._prune_at = _REMEMBERED

    def free_at(self, chat: int | None, answer: bool, now: float) -> float:
        """Return when a message to the chat may go; not after `now`: it may go."""
        return max(self._over_all(answer, now), self.chat_free_at(chat, answer))

    def chat_free_at(self, chat: int | None, answer: bool) -> float:
        """Return when the chat itself may be written to, whatever the limit over all."""
        known = self._chats.get(chat) if chat is not None else None
        if known is None or self._unlimited:
            return known.closed_until if known is not None else 0.0
        if answer and known.wary_until == 0.0:
            return 0.0
        free = max(known.next_at, known.closed_until)
        if len(known.minute) == _GROUP_MESSAGES:
            free = max(free, known.minute[0] + _GROUP_WINDOW)
        return free

    def take(self, chat: int | None, answer: bool, now: float) -> None:
        """Count a message that goes now; `arrived` is to be told when its call has ended."""
        self._flying += 1
        # A burst of answers holds planned messages up for a second at most: then it no longer counts.
        self._slot = min(max(self._slot, now - _CATCH_UP) + self._spacing(answer), now + 1.0)
        if answer:
            self._answers.append(now)
            self._last_answer = now
        else:
            self._last_planned = now
        if chat is not None and not self._unlimited:
            self._count_chat(chat, now)

    def arrived(self, since: float, now: float) -> None:
        """A call that was begun at `since` has ended: from here on it counts for a second.

        Telegram counts when it reads the message, and that is later than we began where computer or
        network are slow. So the moment is reckoned from the end, less what a call usually takes.
        """
        self._flying -= 1
        self._usual.append(now - since)
        reckoned = max(since, now - min(self._usual))
        self._sent.append(max(reckoned, self._sent[-1] if self._sent else reckoned))

    def object(self, chat: int | None, seconds: float, now: float) -> None:
        """Telegram objected and asks to wait: the chat if the bot as a whole was far from its limit."""
        self._forget(now)
        far = self._unlimited or self._flying + len(self._sent) < self._most * 0.8
        if chat is not None and far:
            known = self._chats.setdefault(chat, _Chat())
            known.closed_until = max(known.closed_until, now + seconds)
            known.wary_until = known.closed_until + _WARY
            return
        self._closed_until = max(self._closed_until, now + seconds)
        self._wary_until = self._closed_until + _WARY

    def _spacing(self, answer: bool) -> float:
        """Seconds to the next message. Planned ones leave their room evenly: it is there at every moment."""
        if self._unlimited:
            return 0.0
        return 1.0 / (self._rate if answer else max(1.0, self._rate - self.reserve))

    def _over_all(self, answer: bool, now: float) -> float:
        if now < self._closed_until:
            return self._closed_until
        if self._unlimited:
            return now
        self._forget(now)
        if not answer:
            return self._planned_at(now)
        if now < self._wary_until:
            return max(self._slot, self._room_at(1, now))
        if now - self._last_planned > _WINDOW:
            return now
        return self._room_at(1, now)

    def _planned_at(self, now: float) -> float:
        room = 1 + self.reserve
        if now - self._last_answer < _QUIET:
            room = max(room, 1 + max(_LEAST_ROOM, 2 * len(self._answers)))
        return max(self._slot, self._room_at(min(room, self._most), now))

    def _room_at(self, places: int, now: float) -> float:
        """Return when so many more messages fit into the window."""
        over = self._flying + len(self._sent) + places - self._most
        if over <= 0:
            return 0.0
        # Of a call on its way nobody knows when it will have counted.
        return self._sent[over - 1] + _WINDOW if over <= len(self._sent) else now + _LOOK_AGAIN

    def _forget(self, now: float) -> None:
        for times in (self._sent, self._answers):
            while times and times[0] <= now - _WINDOW:
                times.popleft()

    def _count_chat(self, chat: int, now: float) -> None:
        known = self._chats.get(chat)
        if known is None:
            self._prune(now)
            known = self._chats[chat] = _Chat()
        known.next_at = now + _CHAT
        if 0.0 < known.wary_until <= now:
            known.wary_until = 0.0
        if chat < 0:
            known.minute.append(now)

    def _prune(self, now: float) -> None:
        if len(self._chats) < self._prune_at:
            return
        self._chats = {chat: known for chat, known in self._chats.items() if known.keeps(now)}
        self._prune_at = max(_REMEMBERED, 2 * len(self._chats))
