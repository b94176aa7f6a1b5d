"""Not fixed after all: the desk looks again, or takes a new request that is linked to the old one."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, FollowedRequest
from bot.effects import FileRequest, Reopen
from bot.events import ReopeningFailed, RequestReopened
from bot.handlers.filing import request_by_id, with_request
from bot.handlers.speaking import say
from bot.texts import render


def reopen(
    city: City, conversation: Conversation, number: str, known: FollowedRequest | None, words: str, key: str
) -> Reopen:
    """`key` is this closing's own, the same on every try; without `known` nothing can be filed in its place."""
    refile = None
    if known is not None and (known.service_code or known.type_code):
        refile = FileRequest(
            filing_key=f"{key}-again",
            service_code=known.service_code or city.service_code(known.type_code),
            description=render("reopened-description", "en", {"number": known.service_request_id, "words": words}),
            address_string=known.address,
            point=known.point,
            language=conversation.language,
            reopens=known.service_request_id,
        )
    return Reopen(number, words, key, refile)


def request_reopened(_city: City, conversation: Conversation, event: RequestReopened) -> Decision:
    known = request_by_id(conversation, event.service_request_id)
    if known is None:
        return Decision(conversation)
    number = event.new_request_id or event.service_request_id
    again = replace(known, service_request_id=number, status="open", closed_at=None)
    conversation = with_request(conversation, again)
    return Decision(conversation, (say(conversation, "request-reopened", number=number),))


def reopening_failed(city: City, conversation: Conversation, event: ReopeningFailed) -> Decision:
    told = say(
        conversation,
        "reopening-failed",
        number=event.service_request_id,
        office=city.office.name,
        phone=city.office.phone,
    )
    return Decision(conversation, (told,))
