"""The engine: what a conversation becomes, and what is wanted, when something happens. Pure."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision
from bot.events import Event, MessageReceived
from bot.handlers import EVENT_HANDLERS, STEP_HANDLERS
from bot.handlers.bounds import bounded
from bot.handlers.interrupts import interrupt
from bot.handlers.lapsing import timed
from bot.handlers.listening import heard
from bot.handlers.silent_staff import without_staff
from bot.handlers.speaking import marked_for_templates


def decide(city: City, conversation: Conversation, event: Event) -> Decision:
    """One step of a turn. With a question in the decision, the turn asks it and decides again on the answer."""
    if isinstance(event, MessageReceived):
        decision = _decide_message(city, conversation, event)
    else:
        decision = EVENT_HANDLERS[type(event)](city, conversation, event)
    decision = timed(city, conversation, decision, event.at)
    decision = replace(decision, conversation=bounded(decision.conversation))
    return marked_for_templates(decision, event.at)


def _decide_message(city: City, before: Conversation, event: MessageReceived) -> Decision:
    conversation = heard(city, before, event)
    return (
        without_staff(city, before, conversation, event)
        or interrupt(city, conversation, event)
        or STEP_HANDLERS[conversation.step](city, conversation, event)
    )
