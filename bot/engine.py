"""The engine: what a conversation becomes, and what is wanted, when something happens. Pure."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.events import Event, MessageReceived
from bot.handlers import EVENT_HANDLERS, STEP_HANDLERS, person
from bot.handlers.bounds import bounded
from bot.handlers.interrupts import interrupt
from bot.handlers.listening import heard
from bot.handlers.speaking import first, marked_for_templates
from bot.handlers.welcome import idle


def decide(city: City, conversation: Conversation, event: Event) -> Decision:
    """One step of a turn. With a question in the decision, the turn asks it and decides again on the answer."""
    if isinstance(event, MessageReceived):
        decision = _decide_message(city, conversation, event)
    else:
        decision = EVENT_HANDLERS[type(event)](city, conversation, event)
    decision = replace(decision, conversation=bounded(decision.conversation))
    return marked_for_templates(decision, event.at)


def _decide_message(city: City, before: Conversation, event: MessageReceived) -> Decision:
    conversation = heard(city, before, event)
    if person.without_staff(before, event):
        return _without_staff(city, replace(conversation, step=Step.IDLE, choices=()), event)
    return interrupt(city, conversation, event) or STEP_HANDLERS[conversation.step](city, conversation, event)


def _without_staff(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    decision = interrupt(city, conversation, event) or person.go_on_without(city, conversation, event)
    return first(person.told_who_answers(conversation, event), decision or idle(city, conversation, event))
