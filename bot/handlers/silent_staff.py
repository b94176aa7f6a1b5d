"""Staff have the conversation, and neither they nor the resident wrote for half a day: the bot listens again."""

from datetime import timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import Say
from bot.events import MessageReceived
from bot.handlers.advancing import advance
from bot.handlers.consent import carrier_stopped
from bot.handlers.drafting import fetch_photos, with_photos
from bot.handlers.interrupts import interrupt
from bot.handlers.listening import reports_something
from bot.handlers.next_problem import noted_for_later
from bot.handlers.person import goes_back
from bot.handlers.speaking import first, say
from bot.handlers.welcome import idle

STAFF_SILENT = timedelta(hours=12)


def without_staff(
    city: City, before: Conversation, conversation: Conversation, event: MessageReceived
) -> Decision | None:
    """None where staff are there, or never were. `before`: the conversation as it was before the message was heard."""
    if not _are_silent(before, event):
        return None
    alone = replace(conversation, step=Step.IDLE, choices=())
    decision = interrupt(city, alone, event) or _go_on(city, alone, event) or idle(city, alone, event)
    return first(_told_who_answers(alone, event), decision)


def _are_silent(before: Conversation, event: MessageReceived) -> bool:
    wrote = [at for at in (before.last_message_at, before.staff_wrote_at) if at]
    silent = before.step is Step.WITH_PERSON and bool(wrote) and event.at - max(wrote) > STAFF_SILENT
    return silent and not goes_back(before, event)


def _told_who_answers(conversation: Conversation, event: MessageReceived) -> tuple[Say, ...]:
    """Danger comes first, and STOP wants no words."""
    read = event.understanding
    urgent = read.emergency is not None or read.opt_out or carrier_stopped(event)
    return () if urgent else (say(conversation, "person-silent"),)


def _go_on(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """The report that was open when a person was asked for. None: there is none, and the message is like any other."""
    if conversation.draft is None:
        return None
    if reports_something(event):
        return noted_for_later(city, conversation, event)
    return first(fetch_photos(event.message), advance(city, with_photos(conversation, event.message), event.at))
