"""A person on request: the conversation goes to staff and comes back without loss."""

from dataclasses import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import CallStaff, Say
from bot.events import MessageReceived, StaffReplied
from bot.handlers.advancing import advance
from bot.handlers.listening import picked
from bot.handlers.speaking import choice, first, offer, say


def call_person(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    waiting = replace(conversation, step=Step.WITH_PERSON)
    back = choice(waiting, "back-to-bot", "choice-back-to-bot")
    asked = offer(
        waiting,
        "person-called",
        (back,),
        office=city.office.name,
        phone=city.office.phone,
        hours=city.office.hours_in(conversation.language) or "none",
    )
    return first((CallStaff("asked", event.message.text),), asked)


def with_person(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """What is said now is for the person; the bot only listens for the way back."""
    if picked(conversation, event.message) == "back-to-bot":
        return come_back(city, conversation, event)
    back = choice(conversation, "back-to-bot", "choice-back-to-bot")
    return first((CallStaff("more", event.message.text),), offer(conversation, "person-told", (back,)))


def come_back(city: City, conversation: Conversation, event: MessageReceived | StaffReplied) -> Decision:
    back = replace(conversation, step=Step.IDLE, choices=())
    told = (say(back, "person-left"),)
    return first(told, advance(city, back, event.at)) if back.draft else Decision(back, told)


def staff_replied(city: City, conversation: Conversation, event: StaffReplied) -> Decision:
    said = Say(key="person-says", language=conversation.language, values={"text": event.text})
    if not event.finished:
        return Decision(conversation, (said,))
    return first((said,), come_back(city, conversation, event))
