"""A message that nobody could read: who wrote it is asked for it in words."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision
from bot.events import MessageUnreadable
from bot.handlers.speaking import say


def message_unreadable(city: City, conversation: Conversation, event: MessageUnreadable) -> Decision:
    """Whatever was asked stays asked. Who writes for the first time has no language yet."""
    language = conversation.language if conversation.last_message_at else city.languages[0]
    heard = replace(conversation, language=language, last_message_at=event.at)
    return Decision(heard, (say(heard, "sorry-lost"),))
