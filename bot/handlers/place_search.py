"""What a search for the place came to: one place, a choice, a question, or the words for staff after three answers."""

import re

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, Step
from bot.events import PlacesFound
from bot.handlers import asking
from bot.handlers.advancing import advance, ask_where, find_place
from bot.handlers.choosing_place import at_place
from bot.handlers.listening import LINK
from bot.handlers.speaking import first, say
from bot.handlers.whereabouts import LONGEST_WORDS
from bot.places.distance import metres
from bot.places.place import Place, PlaceSearch

MOST_TRIES = 3
DISAGREE = 150.0
"""Metres from which a pin is not what the words say."""


def places_found(city: City, conversation: Conversation, event: PlacesFound) -> Decision:
    draft = conversation.draft
    if draft is None:
        return Decision(conversation)
    if event.of == "photo":
        return _photo_taken(conversation, draft, event.search)
    if event.of == "pin":
        compared = _pin_and_words(city, conversation, draft, event)
    else:
        compared = _words_and_pin(city, conversation, draft, event) if draft.pin else None
    if compared:
        return compared
    looked = replace(draft, place_tries=draft.place_tries + 1)
    return _OUTCOMES[event.search.outcome](city, replace(conversation, draft=looked), looked, event)


def _photo_taken(conversation: Conversation, draft: Draft, search: PlaceSearch) -> Decision:
    """Only ever a suggestion: it may have been taken from home, or last year."""
    if search.outcome == "found" and search.places[0].address:
        return asking.photo_place(conversation, search.places[0])
    if draft.photo_point:  # it came while the question stands; that one is enough
        return Decision(replace(conversation, draft=replace(draft, photo_point=None)))
    return asking.place(conversation, draft)


def _pin_and_words(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision | None:
    """A pin, where words have named a place or still may. None: there is nothing to compare it with."""
    search, words = event.search, draft.unread if draft.unread and draft.unread.mentions else None
    if search.outcome == "found":
        if draft.place is None and words:
            return find_place(replace(conversation, draft=replace(draft, pin=search.places[0])), words)
        if draft.place and draft.place.precision != "pin" and _apart(draft.place, search.places[0]) > DISAGREE:
            return _asked_which(conversation, draft, search.places[0], (draft.place,))
    if search.outcome == "outside" and draft.place is None and words:
        return find_place(conversation, words)
    if search.outcome == "outside" and draft.place:
        kept = say(conversation, "place-outside-kept", city=city.name, address=draft.place.address)
        return first((kept,), advance(city, conversation, event.at))
    return None


def _words_and_pin(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    """The words that came with a pin: where they fit it, the pin says exactly where; else we ask."""
    assert draft.pin
    said = event.search.places if event.search.outcome in ("found", "ambiguous") else ()
    if not said or min(_apart(place, draft.pin) for place in said) <= DISAGREE:
        return at_place(city, conversation, draft.pin, event)
    return _asked_which(conversation, draft, draft.pin, said)


def _asked_which(conversation: Conversation, draft: Draft, pin: Place, said: tuple[Place, ...]) -> Decision:
    named = pin if pin.address else replace(pin, address=str(pin.point))
    asked = replace(conversation, draft=replace(draft, pin=named, unread=None))
    return asking.place_choices(asked, PlaceSearch("ambiguous", said[0].address, (named, *said)))


def _apart(one: Place, other: Place) -> float:
    return metres(one.point.lat, one.point.long, other.point.lat, other.point.long)


def _found(city: City, conversation: Conversation, _draft: Draft, event: PlacesFound) -> Decision:
    return at_place(city, conversation, event.search.places[0], event)


def _ambiguous(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    if draft.place_tries > MOST_TRIES:
        return _settle(city, conversation, draft, event, "place-for-staff")
    return asking.place_choices(conversation, event.search)


def _street_only(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    if draft.place_tries > MOST_TRIES:
        return _settle(city, conversation, draft, event, "place-for-staff")
    places = event.search.places
    street = event.search.suggestion or (places[0].address if places else event.search.mention)
    draft = replace(draft, street=street, place=None)
    key = "ask-place-no-number" if event.search.suggestion and event.search.mention[:1].isdigit() else "ask-place"
    key = "ask-place-last" if draft.place_tries == MOST_TRIES else key
    return ask_where(replace(conversation, draft=draft), draft, key)


def _failed(city: City, conversation: Conversation, draft: Draft, event: PlacesFound) -> Decision:
    """Every geocoder is down: the words are kept and staff look. Whoever has named no place is asked for it all the same."""
    if not draft.place_words:
        return ask_where(conversation, draft)
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
    search = event.search
    if draft.place is not None and not search.mention:
        if conversation.step is Step.CORRECTING:  # something is wrong, and this named no place
            return asking.corrections(conversation)
        return first((say(conversation, "added"),), advance(city, conversation, event.at))
    if draft.place is not None and search.suggestion:
        return asking.place_suggestion(conversation, search.mention, _with_number(search))
    if draft.place is not None:
        kept = say(conversation, "place-correction-not-found", words=search.mention or draft.place_words)
        return first((kept,), advance(city, conversation, event.at))
    if draft.place_tries >= MOST_TRIES:
        return _settle(city, conversation, draft, event, "place-for-staff")
    if conversation.places and not (search.suggestion or search.area or search.link):  # which of these, was asked
        again = asking.place_choices(conversation, PlaceSearch("ambiguous", places=conversation.places))
        return first((say(conversation, "pick-one"),), again)
    return _asked_again(conversation, draft, search)


def _asked_again(conversation: Conversation, draft: Draft, search: PlaceSearch) -> Decision:
    if not draft.place_words:  # nobody has been asked yet: that was no try
        draft = replace(draft, place_tries=0)
        conversation = replace(conversation, draft=draft)
    if search.link or LINK.search(draft.place_words):
        return asking.place(conversation, replace(draft, street=""), "ask-place-not-link")
    if search.area:
        return asking.place_in_area(conversation, search.area)
    if not draft.place_words:
        return ask_where(conversation, draft)
    if search.suggestion:
        return asking.place_suggestion(conversation, search.mention, _with_number(search))
    return ask_where(conversation, draft, "ask-place-last" if draft.place_tries > 1 else "ask-place-again")


def _with_number(search: PlaceSearch) -> str:
    """The nearest spelling is a street's; the house number that was said stays with it."""
    number = re.match(r"\d+\w*(?=\s)", search.mention)
    return f"{number[0]} {search.suggestion}" if number else search.suggestion


_OUTCOMES = {
    "found": _found,
    "ambiguous": _ambiguous,
    "street_only": _street_only,
    "not_found": _not_found,
    "outside": _outside,
    "failed": _failed,
}
