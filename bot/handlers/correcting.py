"""What is not right in a report: another place, another kind, other words, or only that something is wrong."""

import re

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, PlaceWords, Step
from bot.effects import DescribePoint
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance, find_place, take_up_waiting
from bot.handlers.drafting import described_further, fetch_photos, with_photos
from bot.handlers.kind import chosen, names_own_service
from bot.handlers.listening import (
    is_bare,
    menu_number,
    picked,
    plain,
    said_no,
    said_yes,
    surely_other,
    word_count,
)
from bot.handlers.next_problem import is_another_problem, noted_for_later
from bot.handlers.speaking import first, say
from bot.nlu.understanding import Mention, Understanding
from bot.texts import languages, render, word_list

_ADDRESS = re.compile(r"\d+\w?(?:\s+[^\W\d]\S*){1,4}")
_AND = "|".join(render("words-and", language) for language in languages())
"""Of all languages: streets keep their names, and are often joined in another one than the rest is said in."""
_CROSSING = re.compile(rf"\w\s*&\s*\w|\bst(?:reet)? (?:{_AND}) \w", re.IGNORECASE)
_LEADING_NO = re.compile(r"^\s*(?:no|nope|nao|não|non)\b[\s,.:;]*", re.IGNORECASE)
JUST_NO = 2
"""Words up to which a no says nothing of what should be different."""
PURELY_NO = 0.97
SHORT_NO = 6
"""Words up to which an objection is nothing else, or names the part of the report that is meant."""


def other_type(conversation: Conversation, event: MessageReceived) -> str:
    """The type the words are surely of, where it is not the draft's; else empty. "It is knee deep" is of no type."""
    read, draft = event.understanding, conversation.draft
    return read.type_code if draft and read.type_code != draft.type_code and not surely_other(event) else ""


def corrected(city: City, conversation: Conversation, event: MessageReceived, *, objects: bool) -> Decision:
    """Words instead of yes or no: another place, another type, another problem, or simply more of the story.
    `objects`: the resident said that something is wrong, so what is named replaces what was read back.
    """
    draft = conversation.draft
    assert draft is not None
    exact, another = _place_named(draft, event.understanding, objects=objects), other_type(conversation, event)
    if not objects and ((exact and another) or is_another_problem(conversation, event)):
        return noted_for_later(city, conversation, event)
    if exact:
        return find_place(conversation, _place_instead(draft, exact, event))
    if objects and _CROSSING.search(event.message.text):
        return find_place(conversation, PlaceWords(_LEADING_NO.sub("", event.message.text)))
    return _objected(city, conversation, event) if objects else _told_more(city, conversation, draft, event)


def _told_more(city: City, conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    """More of the story, unless it is a remark or a question."""
    text = event.message.text.strip()
    if surely_other(event):
        return advance(city, conversation, event.at)
    if text.endswith("?"):
        return first((say(conversation, "help-in-report"),), advance(city, conversation, event.at))
    more = described_further(draft, text)
    if _ADDRESS.fullmatch(text):  # which not every language's reading knows for one
        return find_place(replace(conversation, draft=more, step=Step.CONFIRMING), PlaceWords(text))
    noted = (say(conversation, "added"),) if more != draft else ()
    return first(noted, advance(city, replace(conversation, draft=more), event.at))


def _place_named(draft: Draft, read: Understanding, *, objects: bool) -> Mention | None:
    """Of several, one that was not read back: "not Elm St, Oak St"."""
    named = [mention for mention in read.mentions if objects or mention.kind in ("address", "intersection")]
    here = plain(draft.place.address if draft.place else "")
    return next((mention for mention in named if plain(mention.text) not in here), named[0] if named else None)


def _objected(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Another kind, else something is wrong, and nothing we know was named in its place."""
    draft, read, text = conversation.draft, event.understanding, event.message.text
    assert draft is not None
    another = other_type(conversation, event)
    if another and city.service_code(another):
        changed = described_further(chosen(draft, another), text)
        return advance(city, replace(conversation, draft=changed), event.at)
    if names_own_service(read):
        anew = replace(described_further(draft, text), types=read.types, type_code="")
        return asking.type_choices(city, replace(conversation, draft=anew), anew)
    return _only_wrong(conversation, draft, event)


def _only_wrong(conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    text = event.message.text
    if set(plain(text).split()) & set(word_list("words-change-place", conversation.language)):
        return _place_anew(conversation, draft)
    place, told = PlaceWords(text, event.understanding.mentions), described_further(draft, text)
    objects = said_no(event) or _begins_with("words-of-correction", conversation, text)
    if conversation.step is Step.CORRECTING or not objects:  # asked for already, or "it is really deep"
        return find_place(replace(conversation, draft=told, step=Step.CONFIRMING), place)
    if word_count(text) <= JUST_NO:
        return asking.corrections(conversation)
    kept = draft if _only_objects(event) else told
    return find_place(replace(conversation, draft=kept, step=Step.CORRECTING), place)


def _only_objects(event: MessageReceived) -> bool:
    """As in "no that's not right": nothing a crew would want to know."""
    read = event.understanding
    return read.intent == "no" and read.intent_confidence >= PURELY_NO and word_count(event.message.text) <= SHORT_NO


def objects_to(conversation: Conversation, text: str) -> bool:
    """Whether it begins as corrections do, and sometimes more of the story: "it is"."""
    return any(_begins_with(words, conversation, text) for words in ("words-of-correction", "words-it-is"))


def _begins_with(key: str, conversation: Conversation, text: str) -> bool:
    said = plain(text)
    return any(said == word or said.startswith(f"{word} ") for word in word_list(key, conversation.language))


def _place_instead(draft: Draft, named: Mention, event: MessageReceived) -> PlaceWords:
    """So "no, Elm Ave" keeps the house number it corrects, and "Oak St & Main St" does not."""
    number = re.match(r"\d+\S*", draft.place.address) if draft.place else None
    if number is None or named.kind != "street":
        return PlaceWords(named.text)
    here = plain(draft.place.address if draft.place else "")
    streets = [one for one in event.understanding.mentions if one.kind == "street" and plain(one.text) not in here]
    if len(streets) > 1 or _CROSSING.search(event.message.text):
        return PlaceWords(event.message.text)
    return PlaceWords(f"{number[0]} {named.text}")


def correcting(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """An answer to "what should be different?"."""
    conversation = with_photos(conversation, event.message)
    return first(fetch_photos(event.message), _correcting(city, conversation, event))


def _correcting(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    assert draft is not None
    match picked(conversation, event.message) or _part_named(conversation, event):
        case "change-nothing":
            return advance(city, conversation, event.at)
        case "change-type":
            return asking.problem(
                replace(
                    conversation, draft=replace(draft, type_code="", types=(), attributes=None, answers={}, nearby=None)
                ),
                "ask-problem-other-words",
            )
        case "change-place":
            return _place_anew(conversation, draft)
        case "change-words":
            return asking.problem(replace(conversation, draft=replace(draft, description="")), "ask-words")
        case "start-over":
            return start_over(city, conversation, event)
    if menu_number(event.message) is not None or is_bare(event.message):
        return asking.corrections(conversation)
    if event.message.point is not None:
        return Decision(conversation, question=DescribePoint(event.message.point))
    return corrected(city, conversation, event, objects=True)


def _place_anew(conversation: Conversation, draft: Draft) -> Decision:
    anew = replace(
        draft,
        place=None,
        unread=None,
        place_words="",
        street="",
        place_tries=0,
        place_settled=False,
        nearby=None,
    )
    return asking.place(replace(conversation, draft=anew), anew)


def _part_named(conversation: Conversation, event: MessageReceived) -> str | None:
    """As in "the address", "the description please", "nothing"."""
    said = plain(event.message.text)
    if event.understanding.mentions or word_count(said) > SHORT_NO:
        return None
    if changes_nothing(conversation, said) or said_yes(event):
        return "change-nothing"
    for part in ("place", "type", "words"):
        if set(said.split()) & set(word_list(f"words-change-{part}", conversation.language)):
            return f"change-{part}"
    return None


def changes_nothing(conversation: Conversation, said: str) -> bool:
    return said in word_list("words-change-nothing", conversation.language)


def start_over(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The draft is dropped; what waited behind it comes up."""
    dropped = replace(conversation, draft=None, step=Step.IDLE, choices=(), places=(), misunderstood=0)
    return first((say(dropped, "started-over"),), take_up_waiting(city, dropped, event.at))
