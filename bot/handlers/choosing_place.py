"""Which of these places is it? By number or button, by what tells them apart, or by other words."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.events import MessageReceived, PlacesFound
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.drafting import described_further, fetch_photos, with_photos
from bot.handlers.listening import menu_number, picked, plain, said_no, said_yes
from bot.handlers.speaking import first, not_on_the_list, say
from bot.handlers.whereabouts import locating
from bot.places.place import Place, PlaceSearch
from bot.texts import word_list

_NONE = (asking.NO_PLACE, asking.ELSEWHERE)
PIN, WORDS = "place0", "place1"
"""The order in which a pin and the words that disagree with it are offered."""


def choosing_place(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """A photo goes with the report, and answers nothing."""
    conversation, photos = with_photos(conversation, event.message), fetch_photos(event.message)
    if photos and not event.message.text.strip() and event.message.point is None:
        return first(photos, asking.place_choices(conversation, PlaceSearch("ambiguous", places=conversation.places)))
    bare = replace(event, message=replace(event.message, attachments=()))
    return first(photos, _choosing(city, conversation, bare))


def _choosing(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    assert draft is not None
    pick = picked(conversation, event.message) or _picked_in_words(conversation, event)
    if pick in _NONE or (pick is None and said_no(event) and not event.understanding.mentions):
        anew = replace(draft, street="", pin=None)
        of_photo = conversation.choices[-1].id == asking.ELSEWHERE
        return asking.place(replace(conversation, draft=anew), anew, "ask-place" if of_photo else "ask-place-again")
    if pick is not None:
        chosen = conversation.places[int(pick.removeprefix("place"))]
        return at_place(city, conversation, chosen, event, "resident_choice")
    if menu_number(event.message) is not None or said_yes(event):
        search = PlaceSearch("ambiguous", places=conversation.places)
        again = asking.place_choices(conversation, search)
        return first((not_on_the_list(conversation, event.message),), again)
    if draft.place and not event.understanding.mentions and event.message.point is None:
        told = replace(conversation, draft=described_further(draft, event.message.text))
        return asking.place_choices(told, PlaceSearch("ambiguous", places=conversation.places))
    anew = replace(draft, street="", pin=None, place=None)  # a place that was contested is not gone back to in silence
    other = replace(conversation, draft=anew, step=Step.LOCATING, choices=())
    return locating(city, other, event)


def at_place(
    city: City,
    conversation: Conversation,
    place: Place,
    event: MessageReceived | PlacesFound,
    confirmed_by: str = "resident",
) -> Decision:
    """A pin nobody has an address for is called by its degrees."""
    draft = conversation.draft
    assert draft is not None
    named = place if place.address else replace(place, address=str(place.point))
    placed = replace(
        draft,
        place=named,
        place_confirmed_by="resident_pin" if place.precision == "pin" else confirmed_by,
        place_settled=True,
        street="",
        pin=None,
        photo_point=None,
        nearby=None,
    )
    moved = draft.place is not None and conversation.step is Step.ANSWERING  # whose question says nothing of the place
    noted = (
        (say(conversation, "place-changed", address=asking.place_name(named, conversation.language)),) if moved else ()
    )
    return first(noted, advance(city, replace(conversation, draft=placed, places=(), misunderstood=0), event.at))


def _picked_in_words(conversation: Conversation, event: MessageReceived) -> str | None:
    """As in "yes" to a single place, "no" to "are you there now?", "the second one", "the one in Eastgate"."""
    places, draft = conversation.places, conversation.draft
    about_pin = draft is not None and draft.pin is not None and len(places) == len((PIN, WORDS))
    if said_yes(event) and (about_pin or len(places) == 1):
        return PIN
    if said_no(event) and about_pin and not event.understanding.mentions:
        return WORDS
    told = [number for number in range(len(places)) if _is_told_apart(number, conversation, event)]
    return f"place{told[0]}" if len(told) == 1 else None


def _is_told_apart(number: int, conversation: Conversation, event: MessageReceived) -> bool:
    """Something is said that only this place has, and no number or street that it has not."""
    said = set(plain(event.message.text).split())
    known = [_words_of(place) for place in conversation.places]
    others = set[str]().union(*(words for other, words in enumerate(known) if other != number))
    named = [one.text for one in event.understanding.mentions if one.kind != "landmark"]
    foreign = {word for word in said if word.isdecimal()} | set(plain(" ".join(named)).split())
    ordinals = set(word_list("words-ordinals", conversation.language)[number].split())
    own = (known[number] - others) | ordinals
    return bool(said & own) and foreign <= known[number] | ordinals


def _words_of(place: Place) -> set[str]:
    return set(plain(f"{place.address} {place.distinction} {place.neighborhood} {place.zip}").split())
