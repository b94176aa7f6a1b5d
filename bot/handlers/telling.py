"""Words of the city's staff to everybody who follows some requests: once each, outside the quiet hours."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, FollowedRequest
from bot.effects import Say, Schedule
from bot.events import FollowersTold
from bot.handlers.forgetting import is_of_before
from bot.handlers.quiet import opening
from bot.handlers.speaking import say, what

MOST_REMEMBERED = 20
"""Keys of words this contact was told."""
MOST_NAMED = 5
"""Numbers of requests that are named in one message."""


def followers_told(city: City, conversation: Conversation, event: FollowersTold) -> Decision:
    known = [one for one in conversation.requests if one.service_request_id in event.service_request_ids]
    over = {one.service_request_id for one in known if one.status == "closed"}
    numbers = tuple(number for number in event.service_request_ids if number not in over)
    if event.key in conversation.words_told or not (conversation.updates_allowed and numbers):
        return Decision(conversation)
    if not known and is_of_before(conversation, event.at):
        return Decision(conversation)
    if opens := opening(city, event.at):
        return Decision(conversation, (Schedule(f"words:{event.key}", opens, replace(event, at=opens)),))
    requests = tuple(replace(one, told_at=event.at) if one in known else one for one in conversation.requests)
    keys = (event.key, *conversation.words_told)[:MOST_REMEMBERED]
    told = replace(conversation, requests=requests, words_told=keys)
    still_open = [one for one in known if one.service_request_id in numbers]
    return Decision(told, (_said(city, conversation, still_open, numbers, event.texts),))


def _said(
    city: City,
    conversation: Conversation,
    known: list[FollowedRequest],
    numbers: tuple[str, ...],
    texts: Mapping[str, str],
) -> Say:
    """With the report it is about: it comes out of the blue."""
    text = texts.get(conversation.language) or texts.get(city.languages[0]) or next(iter(texts.values()))
    if len(numbers) == 1 and known and known[0].address:
        about = {"number": numbers[0], "type": what(city, conversation, known[0]), "place": known[0].address}
        return say(conversation, "staff-words", {**about, "text": text}, bulk=True)
    named = ", ".join(numbers[:MOST_NAMED]) + (" ..." if len(numbers) > MOST_NAMED else "")
    return say(conversation, "staff-words-several", bulk=True, count=len(numbers), numbers=named, text=text)
