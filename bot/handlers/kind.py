"""Which request type is it?"""

from msgspec.structs import replace

from bot.city import City
from bot.city_services import OWN
from bot.conversation import Conversation, Decision, Draft, PlaceWords
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.drafting import described_further, fetch_photos, read_into, with_photos
from bot.handlers.listening import is_bare, menu_number, only_place, picked_in_words, said_no, said_yes, tells_kind
from bot.handlers.speaking import first, not_on_the_list, say
from bot.nlu.understanding import RankedType, Understanding

MOST_TRIES = 2


def choosing_type(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    conversation = with_photos(conversation, event.message)
    return first(fetch_photos(event.message), _choosing(city, conversation, event))


def _choosing(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    assert draft is not None
    if not event.message.text.strip() and event.message.attachments:
        return asking.type_choices(city, conversation, draft)
    pick = picked_in_words(conversation, event.message, but=asking.NO_TYPE)
    if pick is None and said_no(event) and event.understanding.mentions:  # "no, Main St"
        named = PlaceWords(event.understanding.mentions[0].text)
        anew = replace(draft, unread=named, place=None, place_words=named.text)
        return asking.type_choices(city, replace(conversation, draft=anew), anew)
    if pick == asking.NO_TYPE or (pick is None and said_no(event) and not tells_kind(event)):
        return _none_of_these(city, conversation, draft, event)
    if pick is not None:
        return advance(city, replace(conversation, draft=chosen(draft, pick)), event.at)
    if menu_number(event.message) is not None or said_yes(event) or is_bare(event.message):
        again = asking.type_choices(city, conversation, draft)
        return first((not_on_the_list(conversation, event.message),), again)
    return _in_other_words(city, conversation, draft, event)


def chosen(draft: Draft, type_code: str) -> Draft:
    """The draft as this type: another type has other questions and other neighbours."""
    if draft.type_code == type_code:
        return draft
    return replace(draft, type_code=type_code, attributes=None, answers={}, nearby=None)


def names_own_service(read: Understanding) -> bool:
    """Words of a service of the city's own, which is always offered and never taken for granted."""
    return any(ranked.code.startswith(OWN) for ranked in read.types)


def _none_of_these(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    tried = replace(draft, types=(), type_code="", type_tries=draft.type_tries + 1)
    if tried.type_tries < MOST_TRIES:
        return asking.problem(replace(conversation, draft=tried), "ask-problem-other-words")
    if city.default_service:
        return advance(city, replace(conversation, draft=chosen(tried, "other")), event.at)
    lost = say(conversation, "lost", office=city.office.name, phone=city.office.phone)
    return first((lost,), advance(city, replace(conversation, draft=None), event.at))


def _in_other_words(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    """Instead of picking, the resident said more: what was said before still counts."""
    read = event.understanding
    more = read_into(described_further(draft, event.message.text), event.message.text, read)
    no_kind = only_place(event.message.text, read)
    sure = "" if no_kind else read.type_code
    types = read.types if sure else _together(draft.types, () if no_kind else read.types)
    tries = draft.type_tries + (not no_kind)  # where it is was no try at what it is
    told = replace(more, types=types, type_code=sure, type_tries=tries)
    if sure:
        return advance(city, replace(conversation, draft=told), event.at)
    asked = asking.type_choices(city, replace(conversation, draft=told), told)
    if told.type_tries < MOST_TRIES or no_kind:
        return asked
    return first((say(conversation, "lost", office=city.office.name, phone=city.office.phone),), asked)


def _together(before: tuple[RankedType, ...], now: tuple[RankedType, ...]) -> tuple[RankedType, ...]:
    """Both rankings as one: what either of them thinks likely, and most of all what both do."""
    confidence = {ranked.code: ranked.confidence for ranked in before}
    for ranked in now:
        confidence[ranked.code] = confidence.get(ranked.code, 0.0) + ranked.confidence
    together = sorted(confidence.items(), key=lambda item: -item[1])
    return tuple(RankedType(code, min(1.0, total)) for code, total in together)
