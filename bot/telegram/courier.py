"""Sends what waits in the outbox, and writes down what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from telegram.error import TelegramError

from bot.render.telegram import to_messages
from handlers import Services, decode
from storage import Lease, LeaseLost, Message, MessageKind, StorageError

from .calling import PacedBot
from .editing import There, found
from .errors import kinds
from .fates import backoff, verdict
from .incoming import CHANNEL
from .outgoing import Target, deliver
from .pacing import Pacer, Urgency
from .reporting import Reporter
from .settling import Settling

log = structlog.get_logger(__name__)

AT_ONCE = 24
"""So many messages may be on their way at once."""
AHEAD = 5
"""So many are claimed before their turn. A crash leaves these and those on their way in doubt."""
ENOUGH = 2
"""While more wait for their turn nothing is claimed: a few together cost hardly more than one."""
STEP = 0.03
"""Seconds between two claims while messages go out: about the pace itself."""
SHORT = 500
"""Fewer waiting messages leave room for answers from the first one on; it delays the last by some seconds."""
ROOM = 11
"""So many of every second, left evenly; thirty a second who begin to ask then wait for no planned message."""
COUNT_EVERY = 10.0
"""Seconds after which it is looked again whether there are many by now, and after which few may be few."""
THREADS = 4
"""Of its own: what is sent does not wait in line behind what people ask."""
CLAIMED = timedelta(seconds=60)
"""After this long a message that nobody has in hand any more, though it was being sent, is in doubt."""
LOOK_EVERY = 0.5
"""Seconds between two looks for what other parts of the program have planned."""
TOO_LONG = 2.0
"""Seconds; a message whose chat may not be written to for longer lets others go first."""
CHAT_SPACING = 1.1
GROUP_SPACING = 3.1
"""Seconds between two messages to one chat where many wait for it."""
LAST_CALLS = 10.0
"""Seconds that the calls on their way get when the courier stops."""
_BEFORE = timedelta(seconds=2)
"""Until an earlier message, which this one edits, is looked at again."""


class Courier:
    """Sends the outbox under a lease. `wake` may be called from any thread when something new waits."""

    def __init__(self, bot: PacedBot, pacer: Pacer, services: Services, reporter: Reporter) -> None:
        if services.storage is None:
            raise ValueError("without a database there is no outbox")
        self._bot = bot
        self._pacer = pacer
        self._storage = services.storage
        self._clock = services.clock
        self._reporter = reporter
        self._something = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._going: dict[asyncio.Task[None], int] = {}
        self._away = 0
        self._busy: set[int] = set()
        self._lines: dict[int, float] = {}
        self._threads = ThreadPoolExecutor(THREADS, "outbox")
        self._counted = self._last = float("-inf")
        self._many = False
        self.stopping = False
        """True while it ends: nothing new is called; what waits for its turn is put back."""

    def wake(self) -> None:
        """Look for messages now."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._something.set)

    async def run(self, lease: Lease) -> None:
        """Send until cancelled; then let the calls on their way end. Raises LeaseLost when taken over."""
        self._loop = asyncio.get_running_loop()
        self.stopping = False
        settling = Settling(self._storage, self._clock, lease, self._threads)
        try:
            await settling.recover(list(self._going.values()))
            while True:
                self._something.clear()
                if not await self._claim(settling):
                    await self._rest()
        finally:
            self.stopping = True
            if self._going:
                await asyncio.wait(self._going, timeout=LAST_CALLS)

    async def _claim(self, settling: Settling) -> bool:
        """Begin to send what is due, as far as there is room; return whether there was anything."""
        waiting = self._pacer.waiting
        room = min(AT_ONCE - len(self._going), AHEAD - waiting)
        if room <= 0 or waiting > ENOUGH:
            return False
        try:
            claimed = await self._claimed(room, settling)
        except LeaseLost:
            raise
        except StorageError as error:
            log.warning("outbox_not_read", kind=kinds(error))
            return False
        self._begin(claimed, settling)
        if claimed:
            await self._make_room(settling)
        return bool(claimed)

    async def _claimed(self, room: int, settling: Settling) -> Sequence[Message]:
        claiming = asyncio.ensure_future(settling.claim(room, CLAIMED, list(self._going.values())))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            # The thread goes on; what it marks as being sent is begun and so put back, not left in doubt.
            await asyncio.wait({claiming})
            if claiming.exception() is None:
                self._begin(claiming.result(), settling)
            raise

    def _begin(self, claimed: Sequence[Message], settling: Settling) -> None:
        for message in claimed:
            task = asyncio.create_task(self._send(message, settling))
            self._going[task] = message.id
            task.add_done_callback(self._gone)

    async def _make_room(self, settling: Settling) -> None:
        """Send a short row of messages slowly enough for answers; a long one goes at full pace to its end."""
        now = asyncio.get_running_loop().time()
        anew, self._last = now - self._last > COUNT_EVERY, now
        if not anew and (self._many or now - self._counted < COUNT_EVERY):
            return
        self._counted = now
        try:
            self._many = await settling.waiting() >= SHORT
        except StorageError as error:
            log.warning("outbox_not_read", kind=kinds(error))
        self._pacer.leave_room(0 if self._many else ROOM)

    async def _rest(self) -> None:
        """Until something ends or is planned, or it is time to look; longer while Telegram is away."""
        pause = STEP if self._going else LOOK_EVERY
        if self._away:
            pause = min(backoff(self._away), 30.0)
        try:
            async with asyncio.timeout(pause):
                await self._something.wait()
                if self._away:
                    await asyncio.sleep(pause)
        except TimeoutError:
            return

    def _gone(self, task: asyncio.Task[None]) -> None:
        self._going.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The message stays `sending`; its lease settles it. What went wrong must not go unseen.
            log.error("message_not_settled", kind=kinds(error))

    async def _send(self, message: Message, settling: Settling) -> None:
        if message.place.channel != CHANNEL:
            await settling.give_up(message, f"nothing sends to the channel {message.place.channel}")
            return
        chat = int(message.place.chat)
        wait = self._pacer.wait_for(chat, _urgency(message))
        if chat in self._busy or wait > TOO_LONG:
            await settling.postpone(message, self._place_in_line(chat, wait), "others to this chat go first")
            return
        self._busy.add(chat)
        try:
            await self._deliver(message, settling)
        finally:
            self._busy.discard(chat)

    def _place_in_line(self, chat: int, wait: float) -> float:
        """Return the seconds after which a chat's next message may go, one place further at each call.

        Messages to a chat that has its share would otherwise keep others from being claimed.
        """
        now = asyncio.get_running_loop().time()
        self._lines = {one: last for one, last in self._lines.items() if last > now}
        spacing = GROUP_SPACING if chat < 0 else CHAT_SPACING
        self._lines[chat] = max(self._lines.get(chat, 0.0), now + wait) + spacing
        return self._lines[chat] - now

    async def _deliver(self, message: Message, settling: Settling) -> None:
        there, edits = await self._edited(message)
        if there is There.WAIT:
            await settling.postpone(message, _BEFORE.total_seconds(), "an earlier message is on its way")
            return
        if there is There.DOUBT:
            await settling.give_up(message, "the message that it changes may or may not stand there")
            return
        arrived: list[str] = []
        try:
            await self._deliver_parts(message, edits, arrived, settling)
        except TelegramError as error:
            ruling = verdict(error, message.tries)
            self._away = self._away + 1 if ruling.away else 0
            await settling.failed(message, ruling, len(arrived))
        except (StorageError, asyncio.CancelledError):
            raise
        except Exception as error:
            # Ours to mend: left as it is, it would be tried, and perhaps go out, again and again.
            await asyncio.to_thread(self._reporter.note, error, "message_not_made", row=message.id)
            await settling.give_up(message, f"not sent: {kinds(error)}")
        else:
            self._away = 0
            await settling.sent(message, arrived)

    async def _deliver_parts(
        self, message: Message, edits: str | None, arrived: list[str], settling: Settling
    ) -> None:
        parts = to_messages(decode(message.reply))[message.parts_sent :]
        for number, part in enumerate(parts):
            if number:
                await settling.note_parts(message, number)
            target = _target(message, edits, message.parts_sent + number)
            await deliver(self._bot, target, [part], arrived, _urgency(message))

    async def _edited(self, message: Message) -> tuple[There, str | None]:
        """What stands where the message is to go, and the channel's id of the one to be edited."""
        if message.edits is None:
            return There.NOTHING, None

        def look() -> tuple[There, str | None]:
            with self._storage.read() as store:
                return found(store, message)

        return await asyncio.get_running_loop().run_in_executor(self._threads, look)


def _target(message: Message, edits: str | None, part: int) -> Target:
    first = part == 0
    return Target(
        message.place.chat,
        message.place.topic,
        # Groups are never rung up; their ids are negative.
        silent=message.place.chat.startswith("-"),
        answers=message.answers if first else None,
        edits=edits if first else None,
    )


def _urgency(message: Message) -> Urgency:
    if message.kind.at_least_once:
        return Urgency.ANSWER
    return Urgency.BROADCAST if message.kind is MessageKind.BROADCAST else Urgency.PLANNED
