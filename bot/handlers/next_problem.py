"""Another problem while one is still being written down: it waits, and neither is taken for the other."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords
from bot.events import MessageReceived
from bot.handlers.advancing import advance
from bot.handlers.bounds import MOST_WAITING
from bot.handlers.drafting import begin
from bot.handlers.listening import one_more, plain, word_count
from bot.handlers.speaking import first, say
from bot.texts import word_list


def is_another_problem(conversation: Conversation, event: MessageReceived) -> bool:
    """Surely of another kind, and with a place of its own and more than that place, or told as one more; or one more of
    the same kind elsewhere.
    """
    draft, read = conversation.draft, event.understanding
    if draft is None or not draft.type_code:
        return False
    if draft.place is not None and one_more(conversation, event):
        return True
    if read.type_code in ("", draft.type_code):
        return False
    placed = [mention for mention in read.mentions if mention.kind in ("address", "intersection")]
    named = sum(word_count(mention.text) for mention in placed)
    if placed:
        return word_count(event.message.text) - named >= OWN_WORDS
    said, also = plain(event.message.text).split(), word_list("words-also", conversation.language)
    return len(said) >= OWN_WORDS and said[0] in also and read.types[0].confidence >= SURELY_ANOTHER


OWN_WORDS = 2
"""What a message must say beside its place to be a report of its own."""
SURELY_ANOTHER = 0.8
"""How sure the kind of a problem without a place must be: "also there is water in it" is part of the first one."""


def noted_for_later(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """It waits until the first one is sent; the first one's question is asked again."""
    if len(conversation.waiting) >= MOST_WAITING:
        return first((say(conversation, "enough-noted"),), advance(city, conversation, event.at))
    second = begin(replace(conversation, draft=None, waiting=()), event)
    assert second.draft is not None
    noted = _placed(conversation, second.draft)
    if conversation.draft and one_more(conversation, event):
        noted = replace(noted, type_code=conversation.draft.type_code, types=())
    queued = replace(conversation, waiting=(*conversation.waiting, noted, *second.waiting))
    return first((say(queued, "noted-for-later"),), advance(city, queued, event.at))


def _placed(conversation: Conversation, second: Draft) -> Draft:
    """Told without a place, it is where the first one is, until the read-back is denied."""
    draft = conversation.draft
    if second.place_words or draft is None or draft.place is None:
        return second
    return replace(second, unread=PlaceWords(draft.place.address))
