"""The questions of a report, each from the conversation alone, so that any of them can be asked again."""

from dataclasses import replace
from datetime import datetime

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, Step
from bot.effects import Say
from bot.handlers.phrases import translated_attribute
from bot.handlers.speaking import Values, choice, offer, say, type_name
from bot.messages import Choice
from bot.places.place import Place, PlaceSearch
from bot.service_requests import Attribute
from bot.texts import render
from bot.texts.dates import day

MOST_TYPES = 3
MOST_PLACES = 4
# A pressed button may be an old one: every question has ids of its own, or an old answer would answer a new question.
NO_TYPE = "no-type"
NO_PLACE = "no-place"
SUGGESTION = "suggestion"


def problem(conversation: Conversation, key: str = "ask-problem") -> Decision:
    asked = replace(conversation, step=Step.DESCRIBING, choices=())
    has_photo = conversation.draft is not None and bool(conversation.draft.media_ids) and key == "ask-problem"
    return Decision(asked, (say(asked, "ask-problem-of-photo" if has_photo else key),))


def type_choices(city: City, conversation: Conversation, draft: Draft) -> Decision:
    """At most three plain choices, likeliest first, of what this city takes."""
    codes = [ranked.code for ranked in draft.types if city.service_code(ranked.code)][:MOST_TYPES]
    if not codes:
        return problem(conversation, "ask-problem-again")
    choices = tuple(Choice(code, type_name(city, conversation, code)) for code in codes)
    none = choice(conversation, NO_TYPE, "choice-none")
    return offer(replace(conversation, step=Step.CHOOSING_TYPE), "ask-type", (*choices, none))


def place(conversation: Conversation, draft: Draft, key: str = "ask-place") -> Decision:
    asked = replace(conversation, step=Step.LOCATING, places=())
    if draft.street and key == "ask-place":
        return offer(asked, "ask-place-on-street", (), ask_location=True, street=draft.street)
    return offer(asked, key, (), ask_location=True)


def place_suggestion(conversation: Conversation, suggestion: str) -> Decision:
    """The nearest spelling: one tap, or the place in other words."""
    asked = replace(conversation, step=Step.LOCATING, places=())
    return offer(asked, "ask-place-suggestion", (Choice(SUGGESTION, suggestion),), ask_location=True)


def place_choices(conversation: Conversation, search: PlaceSearch) -> Decision:
    """Several places match: at most four, with what tells them apart."""
    places = search.places[:MOST_PLACES]
    asked = replace(conversation, step=Step.CHOOSING_PLACE, places=places)
    choices = tuple(Choice(f"place{number}", _told_apart(found)) for number, found in enumerate(places))
    none = choice(asked, NO_PLACE, "choice-none")
    key = "ask-which-place" if len(places) > 1 else "ask-this-place"
    return offer(asked, key, (*choices, none), mention=search.mention)


def _told_apart(found: Place) -> str:
    return f"{found.address} ({found.distinction})" if found.distinction else found.address


def next_attribute(draft: Draft) -> Attribute | None:
    """The first question of the definition that is still open and applies."""
    for asked in draft.attributes or ():
        if asked.variable and asked.code not in draft.answers and _applies(asked, draft):
            return asked
    return None


def _applies(asked: Attribute, draft: Draft) -> bool:
    if asked.depends_on is None:
        return True
    code, key = asked.depends_on
    return key in draft.answers.get(code, ())


def attribute(city: City, conversation: Conversation, asked: Attribute, key: str = "ask-attribute") -> Decision:
    asked = translated_attribute(city, conversation.language, asked)
    choices = tuple(Choice(f"{asked.code}={value.key}", value.name) for value in asked.values)
    if asked.datatype == "multivaluelist":
        key = "ask-attribute-several" if key == "ask-attribute" else key
    if not asked.required:
        skip = choice(conversation, f"{asked.code}=", "choice-skip")
        word = render("words-to-skip", conversation.language).split("|")[0]
        choices = (*choices, skip if asked.values else replace(skip, typed=word))
    hint = asked.datatype_description or render(f"hint-{asked.datatype}", conversation.language)
    return offer(replace(conversation, step=Step.ANSWERING), key, choices, question=asked.description, hint=hint)


def confirmation(
    city: City, conversation: Conversation, draft: Draft, at: datetime, key: str = "read-back"
) -> Decision:
    """The read-back: what, where, what else; a neighbour's open report is offered beside it."""
    asked = replace(conversation, step=Step.CONFIRMING, places=())
    values: Values = {
        "type": type_name(city, asked, draft.type_code),
        "place": _place_read_back(asked, draft),
        "photos": len(draft.media_ids),
        "details": _details(city, asked, draft) or "none",
    }
    choices = [choice(asked, "send", "choice-send"), choice(asked, "change", "choice-change")]
    if draft.nearby:
        known = draft.nearby[0]
        since = (
            day(known.requested_datetime, city.time_zone, asked.language, at) if known.requested_datetime else "none"
        )
        choices.insert(1, choice(asked, "follow", "choice-follow"))
        values |= {"neighbors": len(draft.nearby), "number": known.service_request_id, "since": since}
        key = "read-back-duplicate"
    return offer(asked, key, tuple(choices), values)


def _place_read_back(conversation: Conversation, draft: Draft) -> str:
    if draft.place is None:
        return render("place-in-words", conversation.language, {"words": draft.place_words})
    beside = draft.place.cross_street or draft.place.neighborhood
    values: Values = {"address": draft.place.address, "beside": beside}
    if draft.place.cross_street:
        return render("place-near-crossing", conversation.language, values)
    return render("place-in-area", conversation.language, values) if beside else draft.place.address


def _details(city: City, conversation: Conversation, draft: Draft) -> str:
    """The answers in words, for the read-back."""
    told = []
    for attribute in draft.attributes or ():
        asked = translated_attribute(city, conversation.language, attribute)
        names = {value.key: value.name for value in asked.values}
        answer = [names.get(key, key) for key in draft.answers.get(asked.code, ()) if key]
        told += [", ".join(answer)] if answer else []
    return "; ".join(told)


def corrections(conversation: Conversation) -> Decision:
    """What should be different?"""
    picks = [choice(conversation, f"change-{what}", f"choice-change-{what}") for what in ("type", "place", "words")]
    over = choice(conversation, "start-over", "choice-start-over")
    return offer(replace(conversation, step=Step.CORRECTING), "ask-correction", (*picks, over))


def after_emergency(conversation: Conversation, emergency: Say) -> Decision:
    choices = (choice(conversation, "go-on", "choice-not-emergency"), choice(conversation, "leave", "choice-leave"))
    asked = replace(conversation, step=Step.AFTER_EMERGENCY, choices=choices)
    question = say(asked, "ask-after-emergency")
    return Decision(asked, (emergency, Say(key=question.key, language=question.language, choices=choices)))
