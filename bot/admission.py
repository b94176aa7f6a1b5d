"""The one door into the inbox for what residents say, whichever process it came in by."""

from collections.abc import Awaitable, Callable

from bot.events import MessageArrived
from bot.messages import InboundMessage
from bot.ports import Inbox

Admit = Callable[[InboundMessage], Awaitable[bool]]
"""False when the message came before. Durable when it returns; raises when the inbox is out of reach."""


def admission(inbox: Inbox) -> Admit:
    async def admit(message: InboundMessage) -> bool:
        once = f"{message.contact.channel}:{message.message_id}"
        return await inbox.admit(message.contact, MessageArrived(at=message.at, message=message), once)

    return admit
