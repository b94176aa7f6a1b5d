"""Emergencies come before anything else, at any step, and are never filed in silence."""

from dataclasses import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import Say
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.drafting import begin, described_further, fetch_photos
from bot.handlers.listening import picked, said_no, said_yes
from bot.handlers.speaking import first, say
from bot.handlers.welcome import idle


def emergency(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The city's own words first; whether it becomes a report as well is the resident's next answer."""
    kind = event.understanding.emergency
    assert kind is not None
    text = city.emergency.text.get(conversation.language, "")
    warning = (
        Say(
            key="literal",
            language=conversation.language,
            values={"text": text.replace("{number}", city.emergency.number)},
        )
        if text
        else say(conversation, f"emergency-{kind}", number=city.emergency.number)
    )
    held = conversation
    if conversation.draft is None:
        held = begin(conversation, event)
    else:
        held = replace(conversation, draft=described_further(conversation.draft, event.message.text))
    return first(fetch_photos(event.message), asking.after_emergency(held, warning))


def after_emergency(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Go on with the report, leave it, or simply say more."""
    pick = picked(conversation, event.message)
    if pick == "go-on" or (pick is None and said_yes(event)):
        return advance(city, replace(conversation, choices=()), event.at)
    dropped = replace(conversation, draft=None, waiting=(), step=Step.IDLE, choices=())
    if pick == "leave" or (pick is None and said_no(event)):
        return Decision(dropped, (say(dropped, "emergency-left"),))
    return idle(city, dropped, event)
