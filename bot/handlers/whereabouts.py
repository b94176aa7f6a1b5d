"""Where is it? What a resident answers: words, a pin, "no idea"."""

import re

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords
from bot.effects import DescribePoint
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance, find_place
from bot.handlers.drafting import described_further, fetch_photos, read_into, told_place, with_photos
from bot.handlers.filing import address_as_before
from bot.handlers.listening import is_bare, menu_number, picked, plain, said_no, said_yes, word_count
from bot.handlers.next_problem import is_another_problem, noted_for_later
from bot.handlers.speaking import first, say
from bot.places.street_names import SUFFIX_KINDS
from bot.places.words import key_of
from bot.texts import word_list

_SMALL_TALK = 3
_FEW_WORDS = 3
_SURELY_TALK = 0.75
_ASKED_OFTEN = 3
LONGEST_WORDS = 250
SHORT_ANSWER = 80
"""Characters up to which an answer is kept as it is: beside the name there may be a number only it has."""
_LEAD = re.compile(r"^(near|at|on|by|and|con|y|cerca de|esquina)\s+", re.IGNORECASE)
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
    if answered := _to_an_offer(city, conversation, draft, event):
        return answered
    if is_bare(message) or (message.attachments and not message.text.strip()):
        return first(photos, asking.place(conversation, draft))
    if not draft.type_code and _tells_kind(event):
        more = read_into(described_further(draft, message.text), "", event.understanding)
        return first(photos, advance(city, replace(conversation, draft=more), event.at))
    if _does_not_know(conversation, event):
        return first(photos, _without_knowing(city, conversation, draft, event))
    if not could_be_place(event) and not _NUMBER.fullmatch(message.text):
        return first(photos, _asked_again(conversation, draft))
    told = replace(conversation, draft=with_place_words(draft, event), choices=())
    return first(photos, find_place(told, _completed(conversation, draft, event)))


def _asked_again(conversation: Conversation, draft: Draft) -> Decision:
    """To a "yes" or a "thanks": that was no try, and nobody is asked for ever."""
    missed = replace(conversation, misunderstood=conversation.misunderstood + 1)
    last = draft.place_tries > 1 or missed.misunderstood >= _ASKED_OFTEN
    return asking.place(missed, draft, "ask-place-last" if last else "ask-place")


def _to_an_offer(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision | None:
    """An answer to what was offered beside the question: the nearest spelling, or to leave it at that."""
    offered = {one.id: one.label for one in conversation.choices}
    if asking.NOTHING_MORE in offered and _wants_nothing_more(conversation, event):
        return first((say(conversation, "all-right"),), advance(city, replace(conversation, draft=None), event.at))
    if asking.SUGGESTION not in offered:
        return None
    if _NUMBER.fullmatch(event.message.text) and menu_number(event.message) != 1:
        return find_place(conversation, PlaceWords(f"{event.message.text.strip()} {offered[asking.SUGGESTION]}"))
    suggested, said = set(plain(offered[asking.SUGGESTION]).split()), set(plain(event.message.text).split())
    if picked(conversation, event.message) == asking.SUGGESTION or said_yes(event) or (said and said <= suggested):
        return find_place(conversation, PlaceWords(offered[asking.SUGGESTION]))
    if said_no(event) and not event.understanding.mentions:
        return asking.place(conversation, draft, "ask-place-again")
    return None


def _wants_nothing_more(conversation: Conversation, event: MessageReceived) -> bool:
    polite = event.understanding.intent in ("no", "thanks", "yes") and not event.understanding.mentions
    return picked(conversation, event.message) == asking.NOTHING_MORE or polite


def _tells_kind(event: MessageReceived) -> bool:
    read = event.understanding
    return bool(read.type_code) and not read.mentions


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
    small = read.intent in ("yes", "no", "thanks", "greeting", "cancel") and read.intent_confidence >= _SURELY_TALK
    talk = small and word_count(text) <= _SMALL_TALK
    return not talk and menu_number(event.message) is None and bool(plain(text))


def words_of_where(draft: Draft, language: str) -> str:
    """What the report itself says, where that may help staff to find it: "pothole by the old mill", but not "big pothole"."""
    tells = set(plain(draft.description).split()) & set(word_list("words-before-place", language))
    return draft.description[:LONGEST_WORDS] if tells else ""


def _completed(conversation: Conversation, draft: Draft, event: MessageReceived) -> PlaceWords:
    """A bare number or a cross street belongs to the street we asked about, "the same address" to the last report."""
    answer = event.message.text.strip()
    if known := address_as_before(conversation, answer):
        return PlaceWords(known)
    if draft.street and _NUMBER.fullmatch(answer):
        return PlaceWords(f"{answer} {draft.street}")
    said, street = set(key_of(answer).split()), set(key_of(draft.street).split())
    if draft.street and said <= street | SUFFIX_KINDS:  # the same again, or only its kind: "st"
        return PlaceWords(draft.street if said <= street else f"{draft.street} {answer}")
    if draft.street and not re.match(r"\s*\d", answer) and plain(draft.street) not in plain(answer):
        return PlaceWords(f"{draft.street} & {_LEAD.sub('', answer)}")
    if not event.understanding.mentions and word_count(answer) <= _FEW_WORDS:
        return PlaceWords(_LEAD.sub("", answer))
    return PlaceWords(event.message.text, event.understanding.mentions)


def _does_not_know(conversation: Conversation, event: MessageReceived) -> bool:
    if picked(conversation, event.message) == asking.OWN_WORDS:
        return True
    if event.understanding.mentions or address_as_before(conversation, event.message.text):
        return False
    skips = word_list("words-to-skip", conversation.language)
    return said_no(event) or plain(event.message.text) in skips


def _without_knowing(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    """Who has named no place yet is asked once more, for anything near it: "pothole" is no place that staff could look for."""
    if not draft.place_words and not draft.place_tries and picked(conversation, event.message) != asking.OWN_WORDS:
        asked = replace(draft, place_tries=1)
        return asking.place(replace(conversation, draft=asked), asked, "ask-place-roughly")
    return settle_with_words(city, conversation, event)


def settle_with_words(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Enough was asked: file what the resident said and let staff find it, unless it says nothing of where."""
    draft = conversation.draft
    assert draft is not None
    words = draft.place_words or words_of_where(draft, conversation.language)
    if not words:
        gone = say(conversation, "no-place-no-report", office=city.office.name, phone=city.office.phone)
        return first((gone,), advance(city, replace(conversation, draft=None), event.at))
    settled = replace(draft, place_words=words, place_settled=True)
    return first((say(conversation, "place-for-staff"),), advance(city, replace(conversation, draft=settled), event.at))
