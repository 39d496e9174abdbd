"""One update from arrival to answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import structlog
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.render.telegram import Outgoing, to_messages
from handlers import Attachment, ChatEvent, PersonError, Reply, Request, Services, take_note
from storage import DatabaseBusy, StorageError

from .answered import Answered
from .calling import PacedBot
from .desk import Desk
from .errors import is_gone, is_ignorable, kinds, sorry
from .events import event_of
from .incoming import CHANNEL, Me, read
from .inline import answer_inline
from .late import Late, ended
from .menu import Command
from .outgoing import Target, acknowledge, deliver, target_of
from .pacing import StoodDown, seconds_of
from .postbox import Postbox
from .reporting import Reporter
from .standings import with_standing
from .updates import Update

log = structlog.get_logger(__name__)

Dispatch = Callable[[Request, Services], Reply]

PATIENCE = 2.0
"""Seconds; a reply that has not left by then stands in the outbox, and the person's next message is heard.

So long one reply may hold up what Telegram gives: behind it come 99 more updates, which is more than may be
answered in the time.
"""
GRACE = 8.0
"""Seconds that it gets to arrive then: sent again at once it would often be there twice, sent again later a
person whose connection swallowed it would wait too long.
"""
FILE_GRACE = 20.0
"""Seconds; the same for a reply with a file, which takes longer to upload."""
AGAIN = 2.0
"""Seconds until the next try for a reply that did not get through."""

WAITS = 1.0
"""Seconds that a reply may wait for Telegram to allow another message; for longer it waits in the outbox, for
whoever is in the same batch waits with it."""

QUICK = 1.0
"""Seconds that a pressed button may show its waiting sign; Telegram forgets the press after about fifteen."""


@dataclass(frozen=True, slots=True)
class Made:
    """A reply and the messages that it becomes."""

    reply: Reply
    messages: tuple[Outgoing, ...]


class Channel:
    """Hands what is said to the bot to `dispatch` and sends back what comes out."""

    def __init__(
        self,
        dispatch: Dispatch,
        services: Services,
        commands: Iterable[Command],
        postbox: Postbox | None = None,
        reporter: Reporter | None = None,
    ) -> None:
        self._dispatch = dispatch
        self._services = services
        self._commands = frozenset(command.name for command in commands)
        self._postbox = postbox or Postbox(services)
        self._answered = Answered()
        self._reporter = reporter or Reporter(services)
        self._late = Late()
        self._desk = Desk(self._made, services.storage)

    async def handle(self, update: Update, bot: PacedBot) -> None:
        """Answer one update: when this returns, what it changed is stored and its reply is sent or stored.

        Raises only when neither can be done (no database, no Telegram); the update has to come again then.
        """
        try:
            await self._handle(update, bot)
        except (DatabaseBusy, StoodDown):
            raise
        except StorageError as error:
            if not await asyncio.to_thread(self._database_is_there):
                raise
            await asyncio.to_thread(self._pass_over, update, error)
        except Exception as error:
            await asyncio.to_thread(self._pass_over, update, error)

    def _pass_over(self, update: Update, error: Exception) -> None:
        """Note a fault of ours: the update would fail however often it came, and keep others waiting."""
        self._reporter.note(error, "update_passed_over", update=update.number)

    def _database_is_there(self) -> bool:
        if self._services.storage is None:
            return True
        try:
            self._services.storage.is_current()
        except StorageError:
            return False
        return True

    async def _handle(self, update: Update, bot: PacedBot) -> None:
        me = Me(bot.id, bot.username, self._commands)
        if update.typing is not None:
            await answer_inline(bot, update.typing, self._services)
        elif (event := event_of(update, me)) is not None:
            await self._take_note(bot, event)
        else:
            await self._hear(bot, update, me)

    async def _hear(self, bot: PacedBot, update: Update, me: Me) -> None:
        query, request = update.press, read(update, me, self._services.clock())
        if request is None:
            if query is not None:
                await acknowledge(bot, query.id)
            return
        request = await with_standing(bot, request)
        if query is None:
            await self._deliver(bot, request, await self._served(request))
            return
        making = asyncio.ensure_future(self._served(request))
        # With the reply's toast, or without one if the reply takes long.
        done, _ = await asyncio.wait({making}, timeout=QUICK)
        toast = making.result().reply.toast if done else ""
        acknowledging = asyncio.create_task(acknowledge(bot, query.id, toast))
        # The acknowledgement goes first, but nobody waits for its coming back.
        await asyncio.sleep(0)
        try:
            await self._deliver(bot, request, await making)
        finally:
            await acknowledging

    async def _served(self, request: Request) -> Made:
        """What to send: whatever fails on the way to an answer, the person gets a number at least."""
        try:
            return await self._desk.served(request)
        except StorageError:
            raise
        except Exception as error:
            return await asyncio.to_thread(self._instead, error, request)

    async def _deliver(self, bot: PacedBot, request: Request, made: Made) -> None:
        refused = await self._send(bot, request, made)
        if refused:
            # Telegram does not take what we wrote: our fault, so the person gets a number here, too.
            await self._send(bot, request, await asyncio.to_thread(self._instead, refused, request))

    async def _take_note(self, bot: PacedBot, event: ChatEvent) -> None:
        """Store what happened to a chat. The few words for it are no promise: refused, they are left out."""
        reply = await asyncio.to_thread(take_note, event, self._services)
        if reply is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await deliver(bot, Target(event.chat.id, silent=True), to_messages(reply), [])
        except StoodDown:
            raise
        except (TelegramError, TimeoutError) as error:
            log.info("greeting_not_sent", kind=kinds(error))

    def _made(self, request: Request) -> Made:
        """The reply, ready to be sent; what may take long of it is done beside the loop."""
        try:
            reply = self._dispatch(request, self._services)
            return Made(reply, to_messages(reply))
        except Exception as error:
            return self._instead(error, request)

    def _instead(self, error: Exception, request: Request) -> Made:
        reply = self._sorry(error, request)
        return Made(reply, to_messages(reply))

    def _sorry(self, error: Exception, request: Request) -> Reply:
        if isinstance(error, PersonError):
            log.info("not_answered", key=request.key, code=error.code)
            return sorry(error, "")
        return sorry(error, self._reporter.note(error, "unexpected_error", key=request.key))

    async def _send(self, bot: PacedBot, request: Request, made: Made) -> BadRequest | None:
        """Send or store; return the error if Telegram refused the contents."""
        arrived: list[str] = []
        reply = made.reply
        if (wait := bot.wait_for(int(request.chat.id))) > WAITS:
            await self._keep(request, reply, arrived, wait)
            return None
        target = target_of(request, reply, self._answered.earlier(request))
        sending = asyncio.ensure_future(deliver(bot, target, made.messages, arrived))
        try:
            if not await ended(sending, PATIENCE):
                await self._leave(request, reply, arrived, sending)
                return None
            sending.result()
            self._answered.remember(request, arrived)
        except TelegramError as error:
            return await self._failed(bot, request, made, arrived, error)
        return None

    async def _failed(
        self, bot: PacedBot, request: Request, made: Made, arrived: list[str], error: TelegramError
    ) -> BadRequest | None:
        reply = made.reply
        match error:
            case ChatMigrated():
                to = str(error.new_chat_id)
                await asyncio.to_thread(self._postbox.moved, CHANNEL, request.chat.id, to)
                there = replace(request, chat=replace(request.chat, id=to), source=None)
                return await self._send(bot, there, made)
            case RetryAfter():
                await self._keep(request, reply, arrived, seconds_of(error))
            case StoodDown():
                # The update is not confirmed, so it comes again to the process that took over.
                raise error
            case _ if is_ignorable(error):
                log.info("nobody_to_answer", key=request.key, kind=type(error).__name__)
                if is_gone(error):
                    await asyncio.to_thread(self._postbox.gone, CHANNEL, request.chat.id, str(error))
            case BadRequest():
                log.error("not_delivered", key=request.key, kind=type(error).__name__)
                return error
            case _:
                log.warning("not_delivered_yet", key=request.key, kind=kinds(error))
                await self._keep(request, reply, arrived, AGAIN)
        return None

    async def _leave(
        self, request: Request, reply: Reply, arrived: list[str], sending: asyncio.Future[None]
    ) -> None:
        """Put into the outbox what is still being sent; it is sent from there if it does not arrive."""

        async def settle(there: bool) -> None:
            if there:
                self._answered.remember(request, arrived)
                await asyncio.to_thread(self._postbox.came, request, arrived)
            else:
                await asyncio.to_thread(self._postbox.again, request, reply, len(arrived))

        grace = FILE_GRACE if any(isinstance(block, Attachment) for block in reply.blocks) else GRACE
        try:
            await self._keep(request, reply, arrived, 2 * grace)
        except BaseException:
            sending.cancel()
            raise
        self._late.follow(sending, grace, settle)

    async def end(self) -> None:
        """Wait some seconds for the replies that are still on their way."""
        await self._late.end()

    async def _keep(self, request: Request, reply: Reply, arrived: list[str], wait: float) -> None:
        kept = await asyncio.to_thread(self._postbox.keep, request, reply, len(arrived), wait)
        if not kept:
            log.error("not_delivered", key=request.key, kind="no database")
