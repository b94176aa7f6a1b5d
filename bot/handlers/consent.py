"""STOP, START and what they mean, per purpose; kept for good."""

from datetime import datetime
from typing import Literal

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import CallStaff, Order, RecordConsent
from bot.events import MessageReceived
from bot.handlers.listening import plain
from bot.handlers.speaking import first, say
from bot.texts import word_list

CARRIER_STOPS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
CARRIER_STARTS = frozenset({"start", "unstop"})
"""Single words Twilio acts on by itself, before we see them: https://www.twilio.com/docs/messaging/guides/opt-out."""


def carrier_stopped(event: MessageReceived) -> bool:
    """On SMS Twilio has already blocked us after these very words; a confirmation would only bounce (21610)."""
    if event.message.opt_out_type == "STOP":
        return True
    return event.message.contact.channel == "sms" and plain(event.message.text) in CARRIER_STOPS


def only_starts_over(event: MessageReceived) -> bool:
    """Off SMS nobody blocks us for these words, and in a report they are meant for the report."""
    return event.message.contact.channel != "sms" and plain(event.message.text) in {"cancel", "end"}


def stopped(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    if carrier_stopped(event):
        return withdrawn(conversation, "carrier", event.at)
    if set(plain(event.message.text).split()) & set(word_list("words-surveys", conversation.language)):
        return _no_more_surveys(conversation, event)
    decision = withdrawn(conversation, "words", event.at)
    return first((say(conversation, "stopped", city=city.name),), decision)


def _no_more_surveys(conversation: Conversation, event: MessageReceived) -> Decision:
    """As in "no more surveys please": the news of their reports still come."""
    asking = conversation.step in (Step.SURVEY_FIXED, Step.SURVEY_RATING, Step.SURVEY_WORDS)
    spared = replace(conversation, surveys_allowed=False, survey=None)
    spared = replace(spared, step=Step.IDLE, choices=()) if asking else spared
    recorded = RecordConsent(purpose="surveys", granted=False, source="words", at=event.at)
    return Decision(spared, (recorded, say(spared, "stopped-surveys")))


def withdrawn(conversation: Conversation, source: Literal["words", "carrier", "blocked"], at: datetime) -> Decision:
    """Everything pending is dropped; what was filed stays filed."""
    silent = replace(
        conversation,
        updates_allowed=False,
        surveys_allowed=False,
        step=Step.IDLE,
        draft=None,
        waiting=(),
        survey=None,
        choices=(),
        places=(),
    )
    orders: tuple[Order, ...] = (RecordConsent(purpose="all", granted=False, source=source, at=at),)
    if conversation.step is Step.WITH_PERSON:
        orders += (CallStaff("left", ""),)
    return Decision(silent, orders)


def asks_to_start(conversation: Conversation, event: MessageReceived) -> bool:
    if event.message.opt_out_type == "START":
        return True
    read = event.understanding
    # "keep me posted" at the end of a report or a cry for help belongs to it
    asked = read.opt_in and not read.mentions and read.emergency is None
    return (asked or plain(event.message.text) in CARRIER_STARTS) and not (
        conversation.updates_allowed and conversation.surveys_allowed
    )


def started(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    source: Literal["words", "carrier"] = "carrier" if event.message.opt_out_type == "START" else "words"
    again = replace(conversation, updates_allowed=True, surveys_allowed=True)
    recorded = RecordConsent(purpose="all", granted=True, source=source, at=event.at)
    told = () if source == "carrier" else (say(again, "started", city=city.name),)
    return Decision(again, (recorded, *told))
