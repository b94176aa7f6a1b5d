"""Which request type is it?"""

from dataclasses import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.drafting import described_further, read_into
from bot.handlers.listening import menu_number, picked, said_no
from bot.handlers.speaking import first, say

MOST_TRIES = 2


def choosing_type(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    assert draft is not None
    pick = picked(conversation, event.message)
    if pick == asking.NONE_OF_THESE or (pick is None and said_no(event)):
        return _none_of_these(city, conversation, draft, event)
    if pick is not None:
        return advance(city, replace(conversation, draft=chosen(draft, pick)), event.at)
    if menu_number(event.message) is not None:
        again = asking.type_choices(city, conversation, draft)
        return first((say(conversation, "no-such-choice", most=len(conversation.choices)),), again)
    return _in_other_words(city, conversation, draft, event)


def chosen(draft: Draft, type_code: str) -> Draft:
    """The draft as this type: another type has other questions and other neighbours."""
    if draft.type_code == type_code:
        return draft
    return replace(draft, type_code=type_code, attributes=None, answers={}, nearby=None)


def _none_of_these(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    tried = replace(draft, types=(), type_code="", type_tries=draft.type_tries + 1)
    if tried.type_tries < MOST_TRIES:
        return asking.problem(replace(conversation, draft=tried), "ask-problem-other-words")
    if city.default_service:
        return advance(city, replace(conversation, draft=chosen(tried, "other")), event.at)
    lost = say(conversation, "lost", office=city.office.name, phone=city.office.phone)
    return first((lost,), advance(city, replace(conversation, draft=None), event.at))


def _in_other_words(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    """Instead of picking, the resident said more: read both together."""
    further = replace(described_further(draft, event.message.text), type_code="")
    more = read_into(further, event.message.text, event.understanding)
    tried = replace(more, type_tries=draft.type_tries + (0 if more.type_code else 1))
    if not tried.type_code and tried.type_tries >= MOST_TRIES and tried.types:
        return asking.type_choices(city, replace(conversation, draft=tried), tried)
    return advance(city, replace(conversation, draft=tried), event.at)
