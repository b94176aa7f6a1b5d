"""The read-back: sent as it is, or any earlier answer corrected in the same breath."""

import hashlib

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, FollowedRequest
from bot.effects import AddWords, DescribePoint, FileRequest, Follow
from bot.events import MessageReceived, NearbyFound
from bot.handlers import asking, notices
from bot.handlers.advancing import advance, take_up_waiting
from bot.handlers.asking import own_report
from bot.handlers.bounds import MOST_DESCRIPTION
from bot.handlers.correcting import JUST_NO, corrected, objects_to, other_type
from bot.handlers.drafting import described_further, fetch_photos, with_photos
from bot.handlers.listening import (
    YES,
    asks_something,
    is_bare,
    menu_number,
    picked_in_words,
    plain,
    said_no,
    said_yes,
    word_count,
)
from bot.handlers.roads import service_of
from bot.handlers.speaking import first, say
from bot.messages import Contact
from bot.texts import render, word_list


def nearby_found(city: City, conversation: Conversation, event: NearbyFound) -> Decision:
    """Open reports of the same kind near there; the resident's own are known without asking."""
    draft = conversation.draft
    if draft is None:
        return Decision(conversation)
    own = {request.service_request_id for request in conversation.requests}
    others = tuple(near for near in event.requests if near.service_request_id not in own)
    known = replace(draft, nearby=others[:1], neighbors=len(others))
    return advance(city, replace(conversation, draft=known), event.at)


def confirming(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    conversation = with_photos(conversation, event.message)
    photos = fetch_photos(event.message)
    return first(photos, _confirming(city, conversation, event))


def _confirming(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    message, pick = event.message, picked_in_words(conversation, event.message)
    if message.point is not None:
        return Decision(conversation, question=DescribePoint(message.point))
    if accepted := _accepted(city, conversation, event, pick):
        return accepted
    if pick == "change" or (pick is None and said_no(event) and word_count(message.text) <= JUST_NO):
        return asking.corrections(conversation)
    if menu_number(message) is not None:
        again = advance(city, conversation, event.at)
        return first((say(conversation, "no-such-choice", most=len(conversation.choices)),), again)
    only_polite = event.understanding.intent in ("thanks", "greeting") and not _says_more(event)
    if is_bare(message) or not message.text.strip() or only_polite:
        return advance(city, conversation, event.at)
    return corrected(city, conversation, event, objects=objects_to(conversation, message.text) or said_no(event))


def _accepted(city: City, conversation: Conversation, event: MessageReceived, pick: str | None) -> Decision | None:
    """As it was read back: sent, added to the resident's own, or the neighbour's followed instead."""
    if pick == "follow":
        return follow(city, conversation, event)
    agreed = pick is None and said_yes(event) and not _says_more(event)
    if pick is None and not agreed and _agrees_and_adds(conversation, event):
        assert conversation.draft is not None
        told = described_further(conversation.draft, event.message.text)
        agreed, conversation = True, replace(conversation, draft=told)
    own = own_report(city, conversation)
    if own and (pick == "add" or agreed):
        return add_to(city, conversation, event, own)
    return send(city, conversation, event) if pick == "send" or agreed else None


def _says_more(event: MessageReceived) -> bool:
    return bool(event.understanding.mentions) or len(event.message.text.split()) > 4


def _agrees_and_adds(conversation: Conversation, event: MessageReceived) -> bool:
    """As in "yes, and it has been there for weeks": nothing in it asks for anything else than what was read back."""
    said = plain(event.message.text).split()
    but, also = (set(word_list(f"words-{which}", conversation.language)) for which in ("but", "also"))
    yes = YES | set(word_list("words-yes", conversation.language))
    thanks = event.understanding.intent == "thanks" and bool(yes & set(said))  # "that is correct, thank you dear"
    thanks &= not asks_something(conversation, event.message.text)
    agreed = said_yes(event) or thanks or (bool(said) and said[0] in yes)
    another = other_type(conversation, event) and also & set(said[1:2])
    return agreed and not (but & set(said) or another or event.understanding.mentions)


MOST_WORDS_KEPT = 1000
"""Characters of a report that are remembered with it."""


def send(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """File it. The resident hears its number when the desk has taken it."""
    draft = conversation.draft
    assert draft is not None
    if not service_of(city, draft) or notices.in_place_of_filing(city, conversation, event.at):
        return advance(city, conversation, event.at)  # since it was read back, the city takes it no more
    key = filing_key(conversation.contact, draft.draft_id)
    followed = FollowedRequest(
        filing_key=key,
        type_code=draft.type_code,
        service_code=service_of(city, draft),
        words=draft.description[:MOST_WORDS_KEPT],
        address=asking.place_name(draft.place, conversation.language) if draft.place else draft.place_words,
        point=draft.place.point if draft.place else None,
        filed_at=event.at,
    )
    sent = replace(conversation, draft=None, requests=_kept(city, (followed, *conversation.requests)))
    return first((_order(city, conversation, draft, key),), take_up_waiting(city, sent, event.at))


def _order(city: City, conversation: Conversation, draft: Draft, key: str) -> FileRequest:
    place, language = draft.place, city.languages[0]
    return FileRequest(
        filing_key=key,
        service_code=service_of(city, draft),
        description=_with_note(draft, language),
        address_string=asking.address_string(place, language) if place else draft.place_words,
        point=place.point if place else None,
        attributes=_answers(draft),
        media_ids=draft.media_ids,
        language=conversation.language,
        place_precision=place.precision if place else "none",
        place_source=place.source if place else "",
        place_mention=draft.place_words,
        place_confirmed_by=draft.place_confirmed_by if place else "nobody",
    )


_NOTED = ("interpolated", "landmark", "street", "area", "none")
"""What a crew must know of a point before it drives there; an address, a crossing and a pin speak for themselves."""


def _with_note(draft: Draft, language: str) -> str:
    """In the city's own language, as it is for staff; GeoReport has no place for how a point was come by."""
    precision = draft.place.precision if draft.place else "none"
    if precision not in _NOTED:
        return draft.description
    note = render(f"place-note-{precision}", language, {"words": draft.place_words or draft.description[:_SHORT]})
    return f"{draft.description[: MOST_DESCRIPTION - len(note) - 1]}\n{note}"


_SHORT = 80


def _answers(draft: Draft) -> dict[str, str | tuple[str, ...]]:
    several = {asked.code for asked in draft.attributes or () if asked.datatype == "multivaluelist"}
    return {code: answer if code in several else answer[0] for code, answer in draft.answers.items() if answer}


def filing_key(contact: Contact, draft_id: str) -> str:
    """The report's own key, the same on every try, telling nobody who filed it."""
    return hashlib.sha256(f"{contact}/{draft_id}".encode()).hexdigest()[:24]


def _kept(city: City, requests: tuple[FollowedRequest, ...]) -> tuple[FollowedRequest, ...]:
    return requests[: city.retention.requests_per_resident]


def add_to(city: City, conversation: Conversation, event: MessageReceived, own: FollowedRequest) -> Decision:
    """The resident has told of this before: one request, with more to it."""
    draft = conversation.draft
    assert draft is not None
    key = filing_key(conversation.contact, draft.draft_id)
    added = replace(conversation, draft=None)
    told = say(added, "added-to-request", number=own.service_request_id)
    orders = (
        AddWords(own.service_request_id, draft.description, key, draft.media_ids),
        told,
    )
    return first(orders, take_up_waiting(city, added, event.at))


def follow(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """A neighbour has reported it: this resident hears everything the reporter hears, and nothing is filed twice."""
    draft = conversation.draft
    assert draft is not None
    assert draft.nearby
    known = draft.nearby[0]
    followed = FollowedRequest(
        filing_key="",
        service_request_id=known.service_request_id,
        type_code=draft.type_code,
        service_code=known.service_code,
        service_name=known.service_name,
        address=known.address or (draft.place.address if draft.place else ""),
        point=known.point,
        status="open",
        mine=False,
        told_at=event.at,
    )
    following = replace(conversation, draft=None, requests=_kept(city, (followed, *conversation.requests)))
    told = say(following, "following", number=known.service_request_id)
    orders = (Follow(known.service_request_id), told)
    return first(orders, take_up_waiting(city, following, event.at))
