"""The service definition's own questions, one at a time, in all six GeoReport datatypes."""

import re
from collections import Counter
from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision
from bot.events import MessageReceived, ServiceDescribed
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.drafting import fetch_photos, with_photos
from bot.handlers.listening import picked, plain
from bot.handlers.next_problem import is_another_problem, noted_for_later
from bot.handlers.phrases import translated_attribute
from bot.handlers.speaking import first, say
from bot.handlers.times_said import time_said
from bot.service_requests import Attribute
from bot.texts import render

Answer = tuple[str, ...]
SKIPPED: Answer = ()
LEAST_LETTERS = 4
"""Of a word that can stand for a whole choice; one less where little else was said, as in "a car"."""
BARELY_SAID = 2


def service_described(city: City, conversation: Conversation, event: ServiceDescribed) -> Decision:
    draft = conversation.draft
    if draft is None:
        return Decision(conversation)
    here = tuple(translated_attribute(city, conversation.language, asked) for asked in event.attributes)
    answers = _from_hints(event.attributes, draft.hints) | _from_hints(here, draft.hints)
    known = replace(draft, attributes=event.attributes, answers=answers)
    notices = [asked.description for asked in here if not asked.variable and asked.description]
    orders = tuple(say(conversation, "notice", notice=notice) for notice in notices)
    return first(orders, advance(city, replace(conversation, draft=known), event.at))


def _from_hints(attributes: tuple[Attribute, ...], hints: dict[str, str]) -> dict[str, Answer]:
    """What the resident has already said need not be asked: only where a listed value is named."""
    return {
        asked.code: (value.key,)
        for asked in attributes
        if asked.datatype == "singlevaluelist"
        for value in asked.values
        if plain(value.name) in {plain(hint) for hint in hints.values()}
    }


def answering(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    conversation = with_photos(conversation, event.message)
    photos = fetch_photos(event.message)
    draft = conversation.draft
    assert draft is not None
    asked = asking.next_attribute(draft)
    if asked is None or (photos and not event.message.text.strip()):
        return first(photos, advance(city, conversation, event.at))
    if is_another_problem(conversation, event):
        return first(photos, noted_for_later(city, conversation, event))
    here = translated_attribute(city, conversation.language, asked)
    answer = answer_to(here, conversation, event)
    if answer is None:
        missed = replace(conversation, misunderstood=conversation.misunderstood + 1)
        return first(photos, asking.attribute(city, missed, asked, "ask-attribute-again"))
    answered = replace(draft, answers=draft.answers | {asked.code: answer})
    return first(photos, advance(city, replace(conversation, draft=answered, misunderstood=0), event.at))


def answer_to(asked: Attribute, conversation: Conversation, event: MessageReceived) -> Answer | None:
    """The answer in the desk's form; `SKIPPED` when it may be and was; None when it is not one."""
    text = event.message.text.strip()
    chosen = picked(conversation, event.message)
    pick = chosen.removeprefix(f"{asked.code}=") if chosen is not None else None
    skips = set(render("words-to-skip", conversation.language).split("|"))
    if not asked.required and (pick == "" or plain(text) in skips):
        return SKIPPED
    match asked.datatype:
        case "string" | "text":
            return (text,) if text else None
        case "number":
            return _number(text)
        case "datetime":
            return _datetime(text, conversation.language, event.at)
        case "singlevaluelist":
            return (pick,) if pick else _named(asked, text)[:1] or None
        case "multivaluelist":
            return _several(asked, text) or ((pick,) if pick else None)


def _number(text: str) -> Answer | None:
    match = re.search(r"-?\d+(?:[.,]\d+)?", text)
    return (match[0].replace(",", "."),) if match else None


def _datetime(text: str, language: str, at: datetime) -> Answer | None:
    said = time_said(text, language, at)
    return (said.isoformat(timespec="seconds"),) if said else None


def _named(asked: Attribute, text: str) -> Answer:
    """The listed values whose names stand in the text, else the one value that a word of the text belongs to."""
    said, names = f" {plain(text)} ", {value.key: f" {plain(value.name)} " for value in asked.values}
    whole = tuple(key for key, name in names.items() if name in said)
    return whole or _meant(said.split(), {key: name.split() for key, name in names.items()})


def _meant(said: list[str], names: dict[str, list[str]]) -> Answer:
    """So "a wall" means "A building or wall" where no other value speaks of walls."""
    used = Counter(word for name in names.values() for word in set(name))
    least = LEAST_LETTERS - (len(said) <= BARELY_SAID)
    own = {word for word in said if len(word) >= least and used[word] == 1}
    meant = tuple(key for key, name in names.items() if own & set(name))
    return meant if len(meant) == 1 else ()


def _several(asked: Attribute, text: str) -> Answer:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if numbers and all(1 <= number <= len(asked.values) for number in numbers):
        return tuple(dict.fromkeys(asked.values[number - 1].key for number in numbers))
    return _named(asked, text)
