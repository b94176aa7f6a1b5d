"""A person on request: the conversation goes to staff and comes back without loss."""

from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import CallStaff, Order, Say
from bot.events import MessageReceived, StaffReplied
from bot.handlers import survey
from bot.handlers.advancing import advance
from bot.handlers.drafting import fetch_photos, with_photos
from bot.handlers.listening import picked, plain
from bot.handlers.speaking import choice, first, offer, say
from bot.texts import render, word_list


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
    if goes_back(conversation, event):
        return come_back(city, conversation, event)
    back = choice(conversation, "back-to-bot", "choice-back-to-bot")
    told = with_photos(conversation, event.message)
    return first(passed_on(city, event), offer(told, "person-told", (back,)))


def goes_back(conversation: Conversation, event: MessageReceived) -> bool:
    says_so = plain(event.message.text) in word_list("words-back-to-bot", conversation.language)
    return says_so or picked(conversation, event.message) == "back-to-bot"


def passed_on(city: City, event: MessageReceived) -> tuple[Order, ...]:
    """Their words and where they are; photos follow when they are kept."""
    message = event.message
    pin = render("pin-note", city.languages[0], {"address": str(message.point)}) if message.point else ""
    words = " ".join(filter(None, (message.text.strip(), pin)))
    photos = fetch_photos(message)
    return photos if photos and not words else (*photos, CallStaff("more", words))


def come_back(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The resident prefers the bot; staff see that nobody waits any more."""
    return first((CallStaff("left", event.message.text),), _taken_up(city, conversation, event.at))


def _taken_up(city: City, conversation: Conversation, at: datetime) -> Decision:
    """Back with the bot, at whatever was open before."""
    back = replace(conversation, step=Step.IDLE, choices=())
    told = (say(back, "person-left"),)
    if back.draft:
        return first(told, advance(city, back, at))
    return first(told, survey.taken_up(city, back))


def staff_replied(city: City, conversation: Conversation, event: StaffReplied) -> Decision:
    """Their words reach the resident wherever the conversation stands; only one that is with them is given back."""
    conversation = replace(conversation, staff_wrote_at=event.at)
    said = Say(key="person-says", language=conversation.language, values={"text": event.text})
    noted = CallStaff("finished" if event.finished else "answered", event.text)
    orders: tuple[Order, ...] = (said, noted) if event.text.strip() else (noted,)
    if conversation.step is not Step.WITH_PERSON and not conversation.updates_allowed and event.text.strip():
        orders = (CallStaff("stopped", event.text),)  # they have said STOP since
    if not event.finished or conversation.step is not Step.WITH_PERSON:
        return Decision(conversation, orders)
    return first(orders, _taken_up(city, conversation, event.at))
