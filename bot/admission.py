"""The one door into the inbox for what residents say, whichever process it came in by."""

from collections.abc import Awaitable, Callable
from functools import cache

from prometheus_client import Counter

from bot.events import MessageArrived
from bot.messages import InboundMessage
from bot.ports import Inbox

MESSAGES = Counter("text311_messages_total", "Messages by channel, new ones and repeats.", ["channel", "outcome"])

Admit = Callable[[InboundMessage], Awaitable[bool]]
"""False when the message came before. Durable when it returns; raises when the inbox is out of reach."""


_counter = cache(MESSAGES.labels)


def admission(inbox: Inbox) -> Admit:
    async def admit(message: InboundMessage) -> bool:
        once = f"{message.contact.channel}:{message.message_id}"
        new = await inbox.admit(message.contact, MessageArrived(at=message.at, message=message), once)
        _counter(message.contact.channel, "new" if new else "repeated").inc()
        return new

    return admit
