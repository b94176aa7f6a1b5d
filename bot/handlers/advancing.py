"""What a draft still needs, in the order it is asked; one thing at a time."""

from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords, Step
from bot.effects import DescribePoint, DescribeService, FindNearby, FindPlaces, Say
from bot.handlers import asking, notices
from bot.handlers.roads import refused, road_owner, service_of, told_owner
from bot.handlers.speaking import first, say


def advance(city: City, conversation: Conversation, at: datetime) -> Decision:
    """Ask for the first thing that is missing, or read the whole report back; first what the city tells everybody."""
    if conversation.draft is None:
        return take_up_waiting(city, conversation, at)
    conversation, told = notices.told(city, conversation, at)
    return first(told, _next_step(city, conversation, at))


def _next_step(city: City, conversation: Conversation, at: datetime) -> Decision:
    draft = conversation.draft
    assert draft is not None
    if instead := notices.in_place_of_filing(city, conversation, at):
        return _not_taken(city, conversation, at, instead)
    if not draft.type_code:
        return _ask_type(city, conversation, draft)
    if not city.service_code(draft.type_code):
        office = say(conversation, "type-not-taken", office=city.office.name, phone=city.office.phone)
        return _not_taken(city, conversation, at, office)
    return _ask_place_or_more(city, conversation, draft, at)


def _ask_type(city: City, conversation: Conversation, draft: Draft) -> Decision:
    if not draft.description:
        return asking.problem(conversation)
    return asking.type_choices(city, conversation, draft)


def _ask_place_or_more(city: City, conversation: Conversation, draft: Draft, at: datetime) -> Decision:
    if draft.place is None and not draft.place_settled:
        return find_place(conversation, draft.unread) if draft.unread else ask_where(conversation, draft)
    owner = road_owner(city, draft)
    if owner and owner.action == "refuse":
        return refused(conversation, draft, owner)
    if draft.attributes is None:
        return Decision(conversation, question=DescribeService(service_of(city, draft)))
    attribute = asking.next_attribute(draft)
    if attribute is not None:
        return asking.attribute(city, conversation, attribute)
    if draft.nearby is None and draft.place is not None and city.duplicate_metres > 0:
        return Decision(conversation, question=FindNearby(service_of(city, draft), draft.place.point))
    conversation, told = told_owner(city, conversation)
    return first(told, asking.confirmation(city, conversation, draft, at))


def ask_where(conversation: Conversation, draft: Draft, key: str = "ask-place") -> Decision:
    """Whether it is where a photo was taken, if one says; else the open question."""
    if draft.photo_point is None:
        return asking.place(conversation, draft, key)
    asked = replace(conversation, draft=replace(draft, photo_point=None), step=Step.LOCATING, choices=())
    return Decision(asked, question=DescribePoint(draft.photo_point, "photo"))


def find_place(conversation: Conversation, words: PlaceWords) -> Decision:
    """Look the words up; the answer comes back as `PlacesFound`."""
    draft = conversation.draft
    assert draft is not None
    looking = replace(conversation, draft=replace(draft, unread=None))
    near = draft.pin.point if draft.pin else None
    return Decision(looking, question=FindPlaces(words.text, words.mentions, near, conversation.language))


def take_up_waiting(city: City, conversation: Conversation, at: datetime) -> Decision:
    """The next problem of a message that held several, or rest."""
    if not conversation.waiting:
        return Decision(replace(conversation, step=Step.IDLE, draft=None, choices=(), places=()))
    draft, *rest = conversation.waiting
    taken = replace(conversation, draft=draft, waiting=tuple(rest), choices=(), places=())
    said = say(taken, "next-problem", words=draft.description)
    return first((said,), advance(city, taken, at))


def _not_taken(city: City, conversation: Conversation, at: datetime, told: Say) -> Decision:
    return first((told,), take_up_waiting(city, replace(conversation, draft=None), at))
