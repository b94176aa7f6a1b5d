"""What about my report? Told by number, by kind, or simply the latest."""

import re

from msgspec.structs import replace

from bot.city import City
from bot.city_services import OWN
from bot.conversation import Conversation, Decision, FollowedRequest, Step
from bot.effects import LookUpRequests, Say
from bot.events import MessageReceived, RequestsLookedUp
from bot.handlers.filing import numbered, request_by_id, with_request
from bot.handlers.listening import LEAST_LETTERS, plain
from bot.handlers.phrases import translated
from bot.handlers.reminding import remind
from bot.handlers.speaking import first, say, what
from bot.handlers.staff_corrections import has_other_service
from bot.service_requests import ServiceRequest
from bot.texts.dates import day

MOST_TOLD = 3
_SHORT_NUMBER, _LONG_NUMBER = 2, 4
"""Figures from which a number is a ticket's, in "status of 88" and in a longer question."""
_JUST_THE_NUMBER = 4
_QUESTIONS_WITHOUT_NUMBERS = (Step.IDLE, Step.DESCRIBING, Step.CONFIRMING)


def asked_status(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    numbers = event.understanding.references or _numbers(conversation, event) or _meant(conversation, event)
    if numbers:
        return Decision(conversation, question=LookUpRequests(tuple(numbers)))
    filing = any(known.status == "filing" for known in conversation.requests)
    unsent = "status-not-sent" if conversation.draft else "status-nothing"
    told = say(conversation, "status-still-filing" if filing else unsent)
    return first((told,), remind(city, conversation, event.at))


def names_request(conversation: Conversation, event: MessageReceived) -> bool:
    """A number we gave out, or one the resident calls a ticket, is asked about, whatever else is going on."""
    known = {one.service_request_id for one in conversation.requests if one.service_request_id}
    return bool(known & _words(event.message.text)) or (
        conversation.step in _QUESTIONS_WITHOUT_NUMBERS and bool(event.understanding.references)
    )


def _numbers(conversation: Conversation, event: MessageReceived) -> tuple[str, ...]:
    """One we gave out; in a status question also another long one, unless it stands in an address."""
    text = event.message.text
    if known := [one.service_request_id for one in numbered(conversation) if one.service_request_id in _words(text)]:
        return tuple(known)
    for mention in event.understanding.mentions:
        text = text.replace(mention.text, " ")
    least = _SHORT_NUMBER if len(text.split()) <= _JUST_THE_NUMBER else _LONG_NUMBER
    return tuple(number for number in re.findall(r"\b\d{1,12}\b", text) if len(number) >= least)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


def _meant(conversation: Conversation, event: MessageReceived) -> tuple[str, ...]:
    """The requests of the kind or the place that was named, else those still open, else the latest ones."""
    filed = [known for known in conversation.requests if known.service_request_id]
    read = event.understanding
    kinds = {read.type_code} - {""}
    kinds |= {ranked.code for ranked in read.types if ranked.code.startswith(OWN)}
    of_kind = [known for known in filed if known.type_code in kinds]
    still_open = [known for known in filed if known.status == "open"]
    alike = at_place(of_kind or filed, event) or of_kind or still_open or filed
    return tuple(known.service_request_id for known in alike[:MOST_TOLD])


def at_place(filed: list[FollowedRequest], event: MessageReceived) -> list[FollowedRequest]:
    """As in "the one on Oak": something is said that stands in their address and not in all the others'."""
    addresses = [set(plain(known.address).split()) for known in filed]
    said = {word for word in plain(event.message.text).split() if len(word) >= LEAST_LETTERS - 1}
    told = said - set[str].intersection(*addresses) if addresses else set()
    return [known for known, address in zip(filed, addresses, strict=True) if told & address]


def requests_looked_up(city: City, conversation: Conversation, event: RequestsLookedUp) -> Decision:
    if event.failed:
        return first((say(conversation, "status-desk-down"),), remind(city, conversation, event.at))
    orders = [_told(city, conversation, request) for request in event.requests]
    orders += [say(conversation, "status-unknown-number", number=number) for number in event.missing]
    told = {request.service_request_id for request in event.requests}
    more = [one for one in numbered(conversation) if one.status == "open" and one.service_request_id not in told]
    orders += [say(conversation, "status-more", most=len(more))] if more and len(told) == MOST_TOLD else []
    for request in event.requests:
        conversation = _remembered(conversation, request)
    return first(tuple(orders), remind(city, conversation, event.at))


def _told(city: City, conversation: Conversation, request: ServiceRequest) -> Say:
    known = request_by_id(conversation, request.service_request_id)
    note = translated(city, conversation.language, request.status_notes)
    when = request.updated_datetime if request.status == "closed" else request.expected_datetime
    return say(
        conversation,
        f"status-{request.status}{'-with-date' if when else ''}",
        number=request.service_request_id,
        type=_what(city, conversation, request, known),
        place=_place_of(known, request),
        when=day(when, city.time_zone, conversation.language) if when else "",
        note=note,
        has_note="yes" if note else "no" if conversation.updates_allowed else "stopped",
    )


def _what(city: City, conversation: Conversation, request: ServiceRequest, known: FollowedRequest | None) -> str:
    """Staff may have corrected it: the desk's word counts, ours only where that is the same or it has none."""
    if known and not has_other_service(city, known, request):
        return what(city, conversation, known)
    of_desk = FollowedRequest("", type_code=city.type_of(request.service_code), service_name=request.service_name)
    return what(city, conversation, of_desk)


def _place_of(known: FollowedRequest | None, request: ServiceRequest) -> str:
    """What the resident confirmed, unless staff have put it elsewhere since."""
    if known and known.address and request.address in ("", known.desk_address):
        return known.address
    return request.address or (known.address if known else "")


def _remembered(conversation: Conversation, request: ServiceRequest) -> Conversation:
    """A request that was already known keeps its standing; the watcher tells changes, so the status stays as told."""
    known = request_by_id(conversation, request.service_request_id)
    if known is None:
        return conversation
    updated: FollowedRequest = replace(known, expected_at=request.expected_datetime or known.expected_at)
    return with_request(conversation, updated)
