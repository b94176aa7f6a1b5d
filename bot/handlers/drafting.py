"""How a message becomes a draft, and how later ones add to it."""

import re

from msgspec.structs import replace

from bot.conversation import Conversation, Draft, PlaceWords
from bot.effects import FetchPhoto
from bot.events import MessageReceived
from bot.handlers.bounds import MOST_DESCRIPTION, MOST_UNREAD
from bot.handlers.listening import only_place, plain
from bot.messages import InboundMessage
from bot.nlu.understanding import Mention, Problem, Understanding

_JOINED = re.compile(r"^(?:and|also|plus|y|e|tambi[eé]n)\s+", re.IGNORECASE)

_NEVER_A_PHOTO = ("video/", "audio/", "text/", "application/pdf")
"""Types of content as providers give them. Others are photos, or may turn out to be."""


def begin(conversation: Conversation, event: MessageReceived) -> Conversation:
    """A draft of everything the message says; a second problem in it waits its turn."""
    parts = _parts(event)
    first, *rest = parts
    first = replace(first, media_ids=media_ids(event.message))
    return replace(conversation, draft=first, waiting=conversation.waiting + tuple(rest), misunderstood=0)


def _parts(event: MessageReceived) -> tuple[Draft, ...]:
    message, read = event.message, event.understanding
    if len(read.problems) < 2:
        return (_whole(message, event),)
    elsewhere = next((problem.mentions for problem in read.problems if problem.mentions), ())
    return tuple(
        Draft(
            draft_id=f"{message.message_id}-{number}" if number else message.message_id,
            begun_at=event.at,
            description=_JOINED.sub("", message.text[problem.start : problem.end].strip(" ,.;"))[:MOST_DESCRIPTION],
            types=problem.types,
            type_code=problem.types[0].code if problem.types else "",
            place_words=told_place(problem.mentions or elsewhere),
            unread=_place_of_part(message.text, problem, elsewhere),
        )
        for number, problem in enumerate(read.problems)
    )


def _whole(message: InboundMessage, event: MessageReceived) -> Draft:
    """One problem, or only the place of one: that describes nothing yet."""
    read, begun = event.understanding, Draft(draft_id=message.message_id, begun_at=event.at)
    if only_place(message.text, read) and not read.type_code:
        return replace(read_into(begun, message.text, read), types=())
    described = replace(begun, description=message.text.strip()[:MOST_DESCRIPTION])
    return read_into(described, message.text, read)


def _place_of_part(text: str, problem: Problem, elsewhere: tuple[Mention, ...]) -> PlaceWords | None:
    """Its own words where it names a place, else the place the other part named."""
    if problem.mentions:
        begun = problem.start
        own = tuple(Mention(one.start - begun, one.end - begun, one.text, one.kind) for one in problem.mentions)
        return PlaceWords(text[begun : problem.end], own)
    return PlaceWords(told_place(elsewhere)) if elsewhere else None


def read_into(draft: Draft, text: str, read: Understanding) -> Draft:
    """What was understood, put where the draft has nothing yet."""
    return replace(
        draft,
        types=read.types or draft.types,
        type_code=draft.type_code or read.type_code,
        place_words=draft.place_words or told_place(read.mentions),
        unread=_still_to_read(draft, text, read),
        hints=draft.hints | read.hints,
    )


def _still_to_read(draft: Draft, text: str, read: Understanding) -> PlaceWords | None:
    """The newest words that name a place; words that name none are read together with the earlier ones."""
    if draft.place is not None or not text.strip():
        return draft.unread
    return read_together(draft.unread, PlaceWords(text, read.mentions))


def read_together(before: PlaceWords | None, now: PlaceWords | None) -> PlaceWords | None:
    """Words that name a place stand for themselves; others add to what was said before."""
    if before is None or now is None or now.mentions:
        return now or before
    return PlaceWords(f"{before.text}\n{now.text}"[:MOST_UNREAD], before.mentions)


def told_place(mentions: tuple[Mention, ...]) -> str:
    """What the mentions say, the most telling kind alone: an address beats the street it stands on."""
    for kind in ("address", "intersection", "landmark", "street"):
        told = [mention.text for mention in mentions if mention.kind == kind]
        if told:
            return told[0]
    return ""


def described_further(draft: Draft, text: str) -> Draft:
    """The same draft with more of the resident's words."""
    words = text.strip()
    if len(plain(words)) <= 1 or words in draft.description:
        return draft
    joined = f"{draft.description}\n{words}" if draft.description else words
    return replace(draft, description=joined[:MOST_DESCRIPTION])


def with_photos(conversation: Conversation, message: InboundMessage) -> Conversation:
    draft = conversation.draft
    if draft is None or not message.attachments:
        return conversation
    return replace(conversation, draft=replace(draft, media_ids=draft.media_ids + media_ids(message)))


def media_ids(message: InboundMessage) -> tuple[str, ...]:
    """What may be photos: nobody is thanked for one, or asked about one, that is sure to be refused."""
    return tuple(one.media_id for one in message.attachments if not one.content_type.startswith(_NEVER_A_PHOTO))


def fetch_photos(message: InboundMessage) -> tuple[FetchPhoto, ...]:
    """All files: why one is not taken is told when it has been looked at."""
    return tuple(FetchPhoto(attachment) for attachment in message.attachments)
