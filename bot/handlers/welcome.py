"""Nothing is going on: what does this message want?"""

from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords, Step
from bot.effects import DescribePoint
from bot.events import MessageReceived
from bot.handlers import asking, notices
from bot.handlers.advancing import advance
from bot.handlers.drafting import begin, fetch_photos, read_together
from bot.handlers.earlier import about_earlier
from bot.handlers.filing import address_as_before, last_told
from bot.handlers.listening import (
    asks_something,
    is_bare,
    menu_number,
    one_more,
    only_place,
    plain,
    reports_something,
    said_no,
    said_yes,
    surely_other,
    word_count,
)
from bot.handlers.reminding import remind
from bot.handlers.speaking import first, say
from bot.texts import word_list

LOST_AFTER = 3
"""Misunderstood turns in a row after which a person is offered."""
_FEW_WORDS = 3


def idle(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    message, read = event.message, event.understanding
    if message.edited:
        return Decision(conversation, (say(conversation, "edit-too-late"),))
    if asks_to_begin(conversation, message.text):
        return asking.problem(replace(conversation, greeted=True, misunderstood=0))
    one_like_it = one_like_the_last(conversation, event)
    if not one_like_it and (asked := about_earlier(city, conversation, event)):
        return asked
    begins = (
        one_like_it
        or message.point
        or message.attachments
        or reports_something(event)
        or only_place(message.text, read)
    )
    if begins or address_as_before(conversation, message.text):
        return start_report(city, conversation, event)
    if read.intent == "greeting" or is_bare(message):
        return greet(city, conversation, event.at)
    if read.intent == "thanks":
        return Decision(conversation, (say(conversation, "welcome-thanks"),))
    if read.intent in ("cancel", "yes", "no") or menu_number(message) is not None or message.choice is not None:
        return nothing_asked(city, conversation, event)
    return not_understood(city, conversation, event)


def nothing_asked(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """An answer where nothing was asked: most likely to what was told last."""
    told = last_told(conversation, event.at)
    if told and told.status == "open" and conversation.updates_allowed:
        return Decision(conversation, (say(conversation, "report-with-city", number=told.service_request_id),))
    if any(one.status == "filing" for one in conversation.requests):
        return Decision(conversation, (say(conversation, "status-still-filing"),))
    if conversation.lapsed:
        return Decision(replace(conversation, lapsed=False), (say(conversation, "report-lapsed"),))
    if event.understanding.intent == "cancel":
        return Decision(replace(conversation, step=Step.IDLE), (say(conversation, "all-right"),))
    if conversation.step is Step.DESCRIBING:
        return not_understood(city, conversation, event)
    if not conversation.greeted:
        return greet(city, conversation, event.at)
    return Decision(conversation, (say(conversation, "nothing-asked"),))


def asks_to_begin(conversation: Conversation, text: str) -> bool:
    """As in "new report", "I have another problem": whatever it is comes next."""
    return plain(text) in word_list("words-begin", conversation.language)


def one_like_the_last(conversation: Conversation, event: MessageReceived) -> str:
    """The type of the report they heard of last, where they have one more of it: "same thing at 40 Oak St"; else empty."""
    told = last_told(conversation, event.at)
    return told.type_code if told and one_more(conversation, event) else ""


def describing(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The resident was asked what the problem is: whatever is said now describes it."""
    message, read = event.message, event.understanding
    useful = message.point or message.attachments or reports_something(event) or only_place(message.text, read)
    useful = useful or _names_kind(event)
    told = word_count(message.text) >= _FEW_WORDS
    if conversation.draft is None:
        talk = surely_other(event) or read.intent in ("cancel", "thanks", "greeting")
        begins = (told or useful) and not talk
        return start_report(city, conversation, event) if begins else idle(city, conversation, event)
    return described(city, conversation, event) if useful or told else not_understood(city, conversation, event)


def _names_kind(event: MessageReceived) -> bool:
    """A word or two about a problem that was asked for, and no yes or no."""
    read = event.understanding
    return bool(read.type_code) or (asking.likely(read.types) and not said_yes(event) and not said_no(event))


def described(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Words for a draft that began with a photo, a pin or words we could not place."""
    begun = conversation.draft
    assert begun is not None
    told = begin(replace(conversation, draft=None), event).draft
    assert told is not None
    compared = bool(begun.place and told.unread and told.unread.mentions)  # the pin came first, the words may differ
    joined = replace(
        told,
        draft_id=begun.draft_id,
        begun_at=begun.begun_at,
        description="\n".join(filter(None, (begun.description, told.description))),
        types=told.types or begun.types,
        place=None if compared else begun.place,
        pin=begun.place if compared else None,
        place_words=told.place_words or begun.place_words,
        unread=_unread(begun, told, compared=compared),
        place_tries=begun.place_tries,
        photo_point=begun.photo_point,
        media_ids=begun.media_ids + told.media_ids,
        type_tries=begun.type_tries,
    )
    decision = _located(city, replace(conversation, draft=joined, misunderstood=0), event)
    return first(fetch_photos(event.message), decision)


def _unread(begun: Draft, told: Draft, *, compared: bool) -> PlaceWords | None:
    if begun.place:
        return told.unread if compared else None
    return read_together(begun.unread, told.unread)


def start_report(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    begun = begin(conversation, event)
    draft = begun.draft
    assert draft is not None
    if same := one_like_the_last(conversation, event):
        begun = replace(begun, draft=replace(draft, type_code=same, types=()))
    known = replace(_where_the_last_one_was(conversation, begun, event), lapsed=False, greeted=True)
    return first(fetch_photos(event.message), _located(city, known, event))


def _where_the_last_one_was(conversation: Conversation, begun: Conversation, event: MessageReceived) -> Conversation:
    """As in "same as last time", or "out there too" while it is fresh: until the read-back is denied."""
    draft, text = begun.draft, event.message.text
    if draft is None or draft.place_words or event.message.point:
        return begun
    address = address_as_before(conversation, text) or _there(conversation, event)
    return replace(begun, draft=replace(draft, unread=PlaceWords(address))) if address else begun


def _there(conversation: Conversation, event: MessageReceived) -> str:
    told, said = last_told(conversation, event.at), f" {plain(event.message.text)} "
    same = any(f" {words} " in said for words in word_list("words-same-place", conversation.language))
    return told.address if told and same else ""


def _located(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """A pin beats words that fit it: the map says exactly where."""
    draft = conversation.draft
    assert draft is not None
    if event.message.point is not None:
        return Decision(conversation, question=DescribePoint(event.message.point))
    return advance(city, conversation, event.at)


def greet(city: City, conversation: Conversation, at: datetime) -> Decision:
    key = "greeting-again" if conversation.greeted else "greeting"
    greeted = replace(conversation, greeted=True, step=Step.DESCRIBING, misunderstood=0, choices=())
    if instead := notices.in_place_of_filing(city, greeted, at):
        return Decision(replace(greeted, step=Step.IDLE), (instead,))
    greeted, told = notices.told(city, greeted, at)
    return Decision(greeted, (*told, say(greeted, key, city=city.name)))


def hailed(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The start button of a chat, or START where nothing was stopped: whatever is open, else hello."""
    open_one = remind(city, conversation, event.at)
    return open_one if open_one.orders or open_one.question else greet(city, conversation, event.at)


def not_understood(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Never the same sentence twice in a row without a way out."""
    missed = replace(conversation, misunderstood=conversation.misunderstood + 1)
    asks = surely_other(event) or asks_something(conversation, event.message.text)
    if asks and word_count(event.message.text) >= _FEW_WORDS:
        asked = replace(missed, step=Step.DESCRIBING, choices=(), greeted=True)
        office, hours = city.office, city.office.hours_in(conversation.language) or "none"
        told = say(asked, "other-question", city=city.name, office=office.name, phone=office.phone, hours=hours)
        return Decision(asked, (told,))
    last = last_told(conversation, event.at)
    if missed.misunderstood == 1 and last and last.status == "open" and word_count(event.message.text) <= _FEW_WORDS:
        return Decision(missed, (say(missed, "report-with-city", number=last.service_request_id),))
    if missed.misunderstood >= LOST_AFTER:
        return Decision(missed, (say(missed, "lost", office=city.office.name, phone=city.office.phone),))
    if not missed.greeted and missed.misunderstood == 1 and missed.draft is None:
        return greet(city, replace(missed, misunderstood=1), event.at)
    return asking.problem(missed, "ask-problem-again")
