"""Staff gave a report another type or another date: the resident hears of it, and the records learn from it."""

from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, FollowedRequest
from bot.effects import Order, RecordCorrection, Say
from bot.events import RequestChanged
from bot.handlers.filing import promised_by_us, watched_for_lateness
from bot.handlers.speaking import Values, say, what
from bot.service_requests import ServiceRequest
from bot.texts.dates import day


def filed_as(city: City, known: FollowedRequest) -> str:
    """The service it had when it was last told; empty where nobody knows."""
    return known.service_code or (city.service_code(known.type_code) if known.type_code else "")


def has_other_service(city: City, known: FollowedRequest, request: ServiceRequest) -> bool:
    filed = filed_as(city, known)
    return bool(filed and request.service_code) and filed.casefold() != request.service_code.casefold()


def as_corrected(city: City, known: FollowedRequest, request: ServiceRequest, at: datetime) -> FollowedRequest:
    """What it is and when it is promised, as the desk has it now."""
    now = replace(
        known,
        service_code=request.service_code or known.service_code,
        service_name=request.service_name or known.service_name,
        expected_at=request.expected_datetime or known.expected_at,
    )
    if not has_other_service(city, known, request):
        return now
    other = replace(now, type_code=city.type_of(request.service_code))
    return replace(other, expected_at=request.expected_datetime or promised_by_us(city, other, at))


def told(
    city: City, conversation: Conversation, known: FollowedRequest, changed: FollowedRequest, event: RequestChanged
) -> tuple[Say, ...]:
    """In one message; nothing where it is closed anyway, or the day stays the same."""
    if event.request.status == "closed":
        return ()
    before, when = (_day(city, conversation, one, event.at) for one in (known, changed))
    if has_other_service(city, known, event.request):
        key = "request-corrected-with-date" if when and when != before else "request-corrected"
    elif before and when != before:
        key = "request-new-date"
    else:
        return ()
    values: Values = {
        "number": changed.service_request_id,
        "type": what(city, conversation, changed),
        "before": what(city, conversation, known),
        "place": changed.address,
        "when": when,
    }
    return (say(conversation, key, values, bulk=True),)


def _day(city: City, conversation: Conversation, request: FollowedRequest, at: datetime) -> str:
    return day(request.expected_at, city.time_zone, conversation.language, at) if request.expected_at else ""


def recorded(city: City, conversation: Conversation, known: FollowedRequest, event: RequestChanged) -> list[Order]:
    """What these words should have been taken for, from the one who wrote them."""
    if not (known.mine and known.words and has_other_service(city, known, event.request)):
        return []
    filed, given = filed_as(city, known), event.request.service_code
    return [RecordCorrection(known.service_request_id, known.words, conversation.language, filed, given)]


def new_deadline(city: City, known: FollowedRequest, changed: FollowedRequest) -> list[Order]:
    """Who was told one date is not to hear at that one that it is late."""
    if not known.mine or changed.status == "closed" or changed.expected_at == known.expected_at:
        return []
    return watched_for_lateness(city, changed)
