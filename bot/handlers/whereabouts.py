"""Where is it? From words, a pin or a choice to one place, or filed with the words after three tries."""

import re
from dataclasses import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords, Step
from bot.effects import DescribePoint
from bot.events import MessageReceived, PlacesFound
from bot.handlers import asking
from bot.handlers.advancing import advance, find_place
from bot.handlers.drafting import described_further, fetch_photos, read_into, told_place, with_photos
from bot.handlers.listening import is_bare, menu_number, picked, plain, said_no, said_yes, word_count
from bot.handlers.next_problem import is_another_problem, noted_for_later
from bot.handlers.speaking import first, say
from bot.places.place import Place, PlaceSearch
from bot.texts import render

MOST_TRIES = 3
_SMALL_TALK = 3
LONGEST_WORDS = 250
SHORT_ANSWER = 80
"""Characters up to which an answer is kept as it is: beside the name there may be a number only it has."""
_LEAD = re.compile(r"^(near|at|by|and|con|y|cerca de|esquina)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:n[oº°.]*|number|numero|número|#|at|near)?\s*\d+\s*[a-z]?\s*", re.IGNORECASE)


def locating(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """An answer to "where is it?"."""
    message = event.message
    conversation = with_photos(conversation, message)
    draft = conversation.draft
    assert draft is not None
    photos = fetch_photos(message)
    if message.point is not None:
        return Decision(conversation, photos, DescribePoint(message.point))
    if is_another_problem(conversation, event):
        return first(photos, noted_for_later(city, conversation, event))
    if picked(conversation, message) == asking.SUGGESTION or (conversation.choices and said_yes(event)):
        return find_place(conversation, PlaceWords(conversation.choices[0].label))
    if is_bare(message) or (message.attachments and not message.text.strip()):
        return first(photos, asking.place(conversation, draft))
    if not draft.type_code and _tells_kind(event):
        told = read_into(described_further(draft, message.text), "", event.understanding)
        return first(photos, advance(city, replace(conversation, draft=told), event.at))
    if _does_not_know(conversation, event):
        return first(photos, settle_with_words(city, conversation, event))
    answered = replace(conversation, draft=with_place_words(draft, event), choices=())
    return first(photos, find_place(answered, completed(draft, event)))


def _tells_kind(event: MessageReceived) -> bool:
    read = event.understanding
    return bool(read.types) and not read.abstain and not read.mentions


def with_place_words(draft: Draft, event: MessageReceived) -> Draft:
    """Everything that was said of the place, for the staff who may have to find it."""
    text = event.message.text.strip()
    said = text if len(text) <= SHORT_ANSWER else told_place(event.understanding.mentions) or text
    if said in draft.place_words or not could_be_place(event):
        return draft
    told = "; ".join(filter(None, (draft.place_words, said)))
    return replace(draft, place_words=told[:LONGEST_WORDS])


def could_be_place(event: MessageReceived) -> bool:
    """A "yes", a "thanks" or the number of a menu that is not there is no place staff could look for."""
    read, text = event.understanding, event.message.text
    if read.mentions:
        return True
    talk = read.intent in ("yes", "no", "thanks", "greeting", "cancel") and word_count(text) <= _SMALL_TALK
    return not talk and menu_number(event.message) is None and bool(plain(text))


def completed(draft: Draft, event: MessageReceived) -> PlaceWords:
    """A bare number or a cross street belongs to the street we asked about."""
    answer = event.message.text.strip()
    if draft.street and _NUMBER.fullmatch(answer):
        return PlaceWords(f"{answer} {draft.street}")
    if draft.street and not re.match(r"\s*\d", answer) and plain(draft.street) not in plain(answer):
        return PlaceWords(f"{draft.street} & {_LEAD.sub('', answer)}")
    return PlaceWords(event.message.text, event.understanding.mentions)


def _does_not_know(conversation: Conversation, event: MessageReceived) -> bool:
    if event.understanding.mentions:
        return False
    skips = render("words-to-skip", conversation.language).split("|")
    return said_no(event) or plain(event.message.text) in skips


def settle_with_words(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Enough was asked: file what the resident said and let staff find it."""
    draft = conversation.draft
    assert draft is not None
    words = draft.place_words or draft.description[:LONGEST_WORDS]
    if not words:
        gone = say(conversation, "no-place-no-report", office=city.office.name, phone=city.office.phone)
        return first((gone,), advance(city, replace(conversation, draft=None), event.at))
    settled = replace(draft, place_words=words, place_settled=True)
    return first((say(conversation, "place-for-staff"),), advance(city, replace(conversation, draft=settled), event.at))


def choosing_place(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    assert draft is not None
    pick = picked(conversation, event.message)
    if pick == asking.NO_PLACE or (pick is None and said_no(event) and not event.understanding.mentions):
        return asking.place(replace(conversation, draft=replace(draft, street="")), draft, "ask-place-again")
    if pick is None and said_yes(event):
        pick = "place0" if len(conversation.places) == 1 else None
    if pick is not None:
        place = conversation.places[int(pick.removeprefix("place"))]
        return at_place(city, conversation, place, event)
    if menu_number(event.message) is not None or said_yes(event):
        search = PlaceSearch("ambiguous", conversation.places[0].address, conversation.places)
        again = asking.place_choices(conversation, search)
        return first((say(conversation, "no-such-choice", most=len(conversation.choices)),), again)
    anew = replace(conversation, draft=replace(draft, street=""), step=Step.LOCATING, choices=())
    return locating(city, anew, event)


def at_place(city: City, conversation: Conversation, place: Place, event: MessageReceived | PlacesFound) -> Decision:
    draft = conversation.draft
    assert draft is not None
    placed = replace(draft, place=place, place_settled=True, street="", nearby=None)
    return advance(city, replace(conversation, draft=placed, places=(), misunderstood=0), event.at)


def places_found(city: City, conversation: Conversation, event: PlacesFound) -> Decision:
    """What the search came to."""
    if conversation.draft is None:
        return Decision(conversation)
    looked = replace(conversation.draft, place_tries=conversation.draft.place_tries + 1)
    return _OUTCOMES[event.search.outcome](city, replace(conversation, draft=looked), looked, event)


def _found(city: City, conversation: Conversation, _draft: Draft, event: PlacesFound) -> Decision:
    return at_place(city, conversation, event.search.places[0], event)


def _ambiguous(_city: City, conversation: Conversation, _draft: Draft, event: PlacesFound) -> Decision:
    return asking.place_choices(conversation, event.search)


def _street_only(_city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    places = event.search.places
    draft = replace(draft, street=places[0].address if places else event.search.mention, place=None)
    return asking.place(replace(conversation, draft=draft), draft)


def _failed(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    """Every geocoder is down: the words are kept and staff look."""
    return _settle(city, conversation, draft, event, "place-unchecked")


def _settle(city: City, conversation: Conversation, draft: Draft, event: PlacesFound, key: str) -> Decision:
    words = draft.place_words or draft.description[:LONGEST_WORDS]
    settled = replace(conversation, draft=replace(draft, place_words=words, place_settled=True))
    return first((say(conversation, key),), advance(city, settled, event.at))


def _outside(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    """Refused kindly; a wrong pin may be put right."""
    key = "place-outside-neighbor" if event.search.neighbor else "place-outside"
    told = say(conversation, key, city=city.name, neighbor=event.search.neighbor)
    if draft.place_tries >= MOST_TRIES:
        return first((told,), advance(city, replace(conversation, draft=None), event.at))
    elsewhere = replace(draft, place=None, place_words="", street="", place_settled=False)
    return first((told,), asking.place(replace(conversation, draft=elsewhere), elsewhere, "ask-place-inside"))


def _not_found(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    if draft.place is not None and not event.search.mention:
        return advance(city, conversation, event.at)
    if draft.place is not None:
        kept = say(conversation, "place-correction-not-found", words=event.search.mention or draft.place_words)
        return first((kept,), advance(city, conversation, event.at))
    if draft.place_tries >= MOST_TRIES:
        return _settle(city, conversation, draft, event, "place-for-staff")
    if not draft.place_words:
        return asking.place(conversation, replace(draft, place_tries=0))
    if event.search.suggestion:
        return asking.place_suggestion(conversation, event.search.suggestion)
    return asking.place(conversation, draft, "ask-place-again")


_OUTCOMES = {
    "found": _found,
    "ambiguous": _ambiguous,
    "street_only": _street_only,
    "not_found": _not_found,
    "outside": _outside,
    "failed": _failed,
}
