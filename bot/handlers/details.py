"""The service definition's own questions, one at a time, in all six GeoReport datatypes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision
from bot.events import MessageReceived, ServiceDescribed
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.correcting import JUST_NO, corrected, objects_to, other_type
from bot.handlers.drafting import fetch_photos, with_photos
from bot.handlers.listening import meant, menu_number, only_place, picked, plain, said_no, said_yes, word_count
from bot.handlers.next_problem import is_another_problem, noted_for_later
from bot.handlers.phrases import translated_attribute
from bot.handlers.speaking import first, say
from bot.handlers.times_said import time_said
from bot.nlu.faults import faults
from bot.service_requests import Attribute, AttributeValue
from bot.texts import word_list

Answer = tuple[str, ...]
SKIPPED: Answer = ()


def service_described(city: City, conversation: Conversation, event: ServiceDescribed) -> Decision:
    draft = conversation.draft
    if draft is None:
        return Decision(conversation)
    here = tuple(translated_attribute(city, conversation.language, asked) for asked in event.attributes)
    told = draft.description.replace(draft.place_words, " ") if draft.place_words else draft.description
    answers = _told_already(event.attributes, told, draft.hints) | _told_already(here, told, draft.hints)
    known = replace(draft, attributes=event.attributes, answers=answers)
    notices = [asked.description for asked in here if not asked.variable and asked.description]
    orders = tuple(say(conversation, "notice", notice=notice) for notice in notices)
    return first(orders, advance(city, replace(conversation, draft=known), event.at))


def _told_already(attributes: tuple[Attribute, ...], told: str, hints: dict[str, str]) -> dict[str, Answer]:
    """What the resident has said need not be asked: where one listed value, and no other, is it."""
    wrong, named = faults(told), {plain(hint) for hint in hints.values()}
    answers: dict[str, Answer] = {}
    for asked in attributes:
        if asked.datatype == "singlevaluelist":
            said = [
                one.key for one in asked.values if plain(one.name) in named or (wrong and faults(one.name) == wrong)
            ]
            answers |= {asked.code: (said[0],)} if len(said) == 1 else {}
    return answers


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
    if _corrects_place(conversation, here, event):
        return first(photos, corrected(city, conversation, event, objects=True))
    local = replace(event, at=event.at.astimezone(ZoneInfo(city.time_zone)))  # whose yesterday is meant
    answer = answer_to(here, conversation, local)
    if answer is None:
        return first(photos, _not_an_answer(city, conversation, event, asked))
    answered = replace(draft, answers=draft.answers | {asked.code: answer})
    return first(photos, advance(city, replace(conversation, draft=answered, misunderstood=0), event.at))


def _corrects_place(conversation: Conversation, asked: Attribute, event: MessageReceived) -> bool:
    """As in "no wait, it's Oak St": what was said before is put right, whatever is asked now."""
    if not any(mention.kind != "landmark" for mention in event.understanding.mentions):
        return False
    if objects_to(conversation, event.message.text) or said_no(event):
        return True
    return asked.datatype not in _OWN_WORDS and only_place(event.message.text, event.understanding)


def _not_an_answer(city: City, conversation: Conversation, event: MessageReceived, asked: Attribute) -> Decision:
    """Another type, small talk, or nothing we know: the question is asked again, and never for ever without a way out."""
    read = event.understanding
    if objects_to(conversation, event.message.text) and other_type(conversation, event):
        return corrected(city, conversation, event, objects=True)
    if read.intent in ("greeting", "thanks"):
        return asking.attribute(city, conversation, asked)
    missed = replace(conversation, misunderstood=conversation.misunderstood + 1)
    if missed.misunderstood >= LOST_AFTER and (other := _as_other(city, missed, event, asked)):
        return other
    again = asking.attribute(city, missed, asked, "ask-attribute-again")
    if missed.misunderstood < LOST_AFTER:
        return again
    lost = say(conversation, "lost", office=city.office.name, phone=city.office.phone)
    return first((lost,), asking.attribute(city, missed, asked))


def _as_other(city: City, conversation: Conversation, event: MessageReceived, asked: Attribute) -> Decision | None:
    """Whoever has none of the choices is not asked for ever: "something else", in their words, read back as such."""
    draft, words = conversation.draft, event.message.text.strip()
    others = [value.key for value in asked.values if _is_other(value, conversation.language)]
    answers = said_yes(event) or said_no(event) or menu_number(event.message) is not None
    if draft is None or len(others) != 1 or answers or not plain(words) or words.endswith("?"):
        return None
    answered = draft.answers | {asked.code: (others[0],)}
    which = (asked.code, others[0])
    told = [one.code for one in draft.attributes or () if one.depends_on == which and one.datatype in _OWN_WORDS]
    answered |= dict.fromkeys(told[:1], (words,))
    return advance(city, replace(conversation, draft=replace(draft, answers=answered), misunderstood=0), event.at)


def _is_other(value: AttributeValue, language: str) -> bool:
    others = word_list("words-other", language)
    return plain(value.key) in others or plain(value.name) in others


_OWN_WORDS = ("string", "text")
"""Datatypes that take whatever is said, but for a question."""
LOST_AFTER = 2


def answer_to(asked: Attribute, conversation: Conversation, event: MessageReceived) -> Answer | None:
    """The answer in the desk's form; `SKIPPED` when it may be and was; None when it is not one."""
    text = event.message.text.strip()
    chosen = picked(conversation, event.message)
    pick = chosen.removeprefix(f"{asked.code}=") if chosen is not None else None
    skips = set(word_list("words-to-skip", conversation.language))
    if not asked.required and (pick == "" or plain(text) in skips or _just_no(asked, event)):
        return SKIPPED
    match asked.datatype:
        case "string" | "text":
            return (text,) if text and not text.endswith("?") else None
        case "number":
            return _days(asked, text, conversation.language, event.at) or _number(text, conversation.language)
        case "datetime":
            return _datetime(text, conversation.language, event.at)
        case "singlevaluelist":
            return (pick,) if pick else _named(asked, text)[:1] or None
        case "multivaluelist":
            return _several(asked, text) or ((pick,) if pick else None)


def _just_no(asked: Attribute, event: MessageReceived) -> bool:
    """To what may be left out, where no value is called so."""
    return said_no(event) and word_count(event.message.text) <= JUST_NO and not _named(asked, event.message.text)


def _number(text: str, language: str) -> Answer | None:
    if match := re.search(r"-?\d+(?:[.,]\d+)?", text):
        return (match[0].replace(",", "."),)
    numbers = word_list("words-numbers", language)
    said = [str(number) for number, word in enumerate(numbers, 1) if word in plain(text).split()]
    return (said[0],) if len(said) == 1 else None


_DAYS = frozenset({"days", "dias", "jou"})


def _days(asked: Attribute, text: str, language: str, at: datetime) -> Answer | None:
    """As in "about two weeks", "since Monday", where the question is for how many days."""
    figure = text.isdecimal() or plain(text) in word_list("words-numbers", language)
    if figure or not _DAYS & set(plain(asked.description).split()):
        return None
    since = time_said(text, language, at)
    return (str((at - since).days),) if since and since <= at else None


def _datetime(text: str, language: str, at: datetime) -> Answer | None:
    said = time_said(text, language, at)
    return (said.isoformat(timespec="seconds"),) if said else None


def _named(asked: Attribute, text: str) -> Answer:
    """The listed values whose names stand in the text, else the one value that a word of the text belongs to."""
    said, names = f" {plain(text)} ", {value.key: value.name for value in asked.values}
    whole = tuple(key for key, name in names.items() if f" {plain(name)} " in said)
    one = None if whole else meant(said.split(), names)
    return (one,) if one else whole


def _several(asked: Attribute, text: str) -> Answer:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if numbers and all(1 <= number <= len(asked.values) for number in numbers):
        return tuple(dict.fromkeys(asked.values[number - 1].key for number in numbers))
    return _named(asked, text)
