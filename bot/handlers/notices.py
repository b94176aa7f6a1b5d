"""What the city tells everybody for a while, or whoever reports something: `[[notices]]` of the city file."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.city_notices import Notice, current
from bot.conversation import Conversation, Draft
from bot.effects import Say
from bot.handlers.speaking import say


def told(city: City, conversation: Conversation, at: datetime) -> tuple[Conversation, tuple[Say, ...]]:
    """What is not said yet: to everybody once, and of a type once a report, for all the problems of one message."""
    holding = _holding(city, conversation, at)
    if not holding:
        return conversation, ()
    draft = conversation.draft
    heard = {*conversation.notices_told, *(draft.notices_told if draft else ())}
    new = [one for one in holding if one.key not in heard and _is_for(one, draft) and not one.instead]
    return _remembered(conversation, holding, new), tuple(_said(city, conversation, one) for one in new)


def in_place_of_filing(city: City, conversation: Conversation, at: datetime) -> Say | None:
    """Where to turn while such a report is not taken; None while it is, and beside a warning."""
    holding = _holding(city, conversation, at)
    notice = next((one for one in holding if one.instead and _is_for(one, conversation.draft)), None)
    if notice is None:
        return None
    key = "notice-instead" if notice.types else "notice"
    return say(conversation, key, notice=_text(city, conversation, notice))


def _holding(city: City, conversation: Conversation, at: datetime) -> list[Notice]:
    """None beside a warning, also where a place was still looked up before its turn went on."""
    warned = conversation.warned_at is not None and conversation.warned_at == conversation.last_message_at
    return [] if warned else list(current(city.notices, city.time_zone, at))


def _is_for(notice: Notice, draft: Draft | None) -> bool:
    return not notice.types or (draft is not None and draft.type_code in notice.types)


def _said(city: City, conversation: Conversation, notice: Notice) -> Say:
    return say(conversation, "notice", notice=_text(city, conversation, notice))


def _text(city: City, conversation: Conversation, notice: Notice) -> str:
    return notice.text_in(conversation.language, city.languages[0])[1]


def _remembered(conversation: Conversation, holding: Iterable[Notice], new: list[Notice]) -> Conversation:
    """What holds no longer is forgotten, so that this never grows."""
    for_all = tuple(one.key for one in holding if one.key in conversation.notices_told)
    for_all += tuple(one.key for one in new if not one.types)
    typed = tuple(one.key for one in new if one.types)
    conversation = replace(conversation, notices_told=for_all)
    if not typed:
        return conversation
    drafts = (*filter(None, (conversation.draft,)), *conversation.waiting)
    first, *rest = (replace(one, notices_told=one.notices_told + typed) for one in drafts)
    return replace(conversation, draft=first, waiting=tuple(rest))
