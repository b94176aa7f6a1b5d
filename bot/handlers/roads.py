"""Roads of another owner: who looks after this place for this kind of problem, and what follows from it."""

from msgspec.structs import replace

from bot.city import City, RoadOwner
from bot.conversation import Conversation, Decision, Draft
from bot.effects import Say
from bot.handlers import asking
from bot.handlers.speaking import say


def road_owner(city: City, draft: Draft) -> RoadOwner | None:
    """The first rule of the city file that holds; None where the place is the city's own, or not yet known."""
    if draft.place is None:
        return None
    here = [rule for rule in city.roads if rule.key in draft.place.roads]
    return next((rule for rule in here if not rule.types or draft.type_code in rule.types), None)


def service_of(city: City, draft: Draft) -> str:
    """The service it is filed under: that of the road's owner, where the desk takes it for them."""
    owner = road_owner(city, draft)
    if owner and owner.action == "route":
        return owner.service_code
    return city.service_code(draft.type_code)


def refused(conversation: Conversation, draft: Draft, owner: RoadOwner) -> Decision:
    """Not the city's to fix, and whose it is; a place that was understood wrongly can be put right."""
    assert draft.place
    anew = replace(draft, place=None, place_words="", place_tries=0, place_settled=False, street="", nearby=None)
    return asking.other_place(
        replace(conversation, draft=anew), draft.place, {"owner": owner.owner, "contact": owner.contact or "none"}
    )


def told_owner(city: City, conversation: Conversation) -> tuple[Conversation, tuple[Say, ...]]:
    """Said once a report, before it is read back."""
    draft = conversation.draft
    owner = road_owner(city, draft) if draft else None
    if draft is None or owner is None or owner.action != "tell" or draft.road_told == owner.key:
        return conversation, ()
    told = say(conversation, "road-told", owner=owner.owner, contact=owner.contact or "none", city=city.name)
    return replace(conversation, draft=replace(draft, road_told=owner.key)), (told,)
