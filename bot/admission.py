"""The one door into the inbox for what residents write, whichever process it came in by, and whether it can be read or not."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.unread import to_answer
from bot.events import MessageArrived, MessageUnreadable
from bot.messages import InboundMessage
from bot.ports import Inbox

Admit = Callable[[InboundMessage], Awaitable[bool]]
"""False when the message came before. Durable when it returns; raises when the inbox is out of reach."""
KeepUnread = Callable[[str, str, str], Awaitable[None]]
"""Source, what is written down, and why nobody can read it. Durable when it returns, or raises."""


def admission(inbox: Inbox) -> Admit:
    async def admit(message: InboundMessage) -> bool:
        once = f"{message.contact.channel}:{message.message_id}"
        return await inbox.admit(message.contact, MessageArrived(at=message.at, message=message), once)

    return admit


def setting_aside(keep: KeepUnread, inbox: Inbox, clock: Callable[[], datetime]) -> KeepUnread:
    """What nobody can read is kept, and whoever wrote it will be asked for it in words: once a contact for as long as the
    inbox knows a thing again, as after a provider has changed its format that may be every message.
    """

    async def set_aside(source: str, written: str, reason: str) -> None:
        await keep(source, written, reason)
        if contact := to_answer(written):
            await inbox.admit(contact, MessageUnreadable(clock()), f"unreadable:{contact}")

    return set_aside
