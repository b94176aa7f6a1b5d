"""The questions of a report, each from the conversation alone, so that any of them can be asked again."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, FollowedRequest, Step
from bot.effects import Say
from bot.handlers.listening import plain
from bot.handlers.phrases import translated_attribute
from bot.handlers.speaking import Values, choice, offer, say, type_name, what
from bot.messages import Choice
from bot.nlu.understanding import RankedType
from bot.places.distance import metres
from bot.places.place import Place, PlaceSearch
from bot.service_requests import Attribute
from bot.texts import render, word_list
from bot.texts.dates import day

MOST_TYPES = 3
MOST_PLACES = 4
LEAST_LIKELY = 0.4
"""Confidence of the best three types together below which a choice of them would be guessing."""
# A pressed button may be an old one: every question has ids of its own, or an old answer would answer a new question.
NO_TYPE = "no-type"
NO_PLACE = "no-place"
SUGGESTION = "suggestion"
ELSEWHERE = "elsewhere"
NOTHING_MORE = "nothing-more"
OWN_WORDS = "own-words"
GO_ON = "go-on"
LEAVE = "leave"


def problem(conversation: Conversation, key: str = "ask-problem") -> Decision:
    asked, draft = replace(conversation, step=Step.DESCRIBING, choices=()), conversation.draft
    if draft is not None and key == "ask-problem":
        where = draft.place or draft.unread
        key = "ask-problem-there" if where else "ask-problem-of-photo" if draft.media_ids else key
    return Decision(asked, (say(asked, key),))


def likely(types: Sequence[RankedType]) -> bool:
    """Whether one of the first is worth offering; else other words are asked for first."""
    return sum(ranked.confidence for ranked in types[:MOST_TYPES]) >= LEAST_LIKELY


def type_choices(city: City, conversation: Conversation, draft: Draft) -> Decision:
    """At most three plain choices, likeliest first, of what this city takes."""
    taken = [ranked for ranked in draft.types if city.service_code(ranked.code)][:MOST_TYPES]
    if not taken or (draft.type_tries == 0 and not likely(taken)):
        tried = replace(draft, type_tries=draft.type_tries + 1)
        return problem(replace(conversation, draft=tried), "ask-problem-again")
    codes = [ranked.code for ranked in taken]
    choices = tuple(Choice(code, type_name(city, conversation, code)) for code in codes)
    none = choice(conversation, NO_TYPE, "choice-none")
    return offer(replace(conversation, step=Step.CHOOSING_TYPE), "ask-type", (*choices, none))


def place(conversation: Conversation, draft: Draft, key: str = "ask-place") -> Decision:
    asked = replace(conversation, step=Step.LOCATING, places=())
    if draft.street and key == "ask-place":
        return offer(asked, "ask-place-on-street", (), ask_location=True, street=draft.street)
    if key == "ask-place-last":
        word = word_list("words-to-skip", conversation.language)[0]
        own = replace(choice(asked, OWN_WORDS, "choice-own-words"), typed=word)
        return offer(asked, key, (own,), ask_location=True)
    if key == "ask-place-no-number":
        return offer(asked, key, (), ask_location=True, street=draft.street)
    return offer(asked, key, (), ask_location=True)


def place_in_area(conversation: Conversation, area: str) -> Decision:
    """Only a neighbourhood or a ZIP was named."""
    asked = replace(conversation, step=Step.LOCATING, places=())
    return offer(asked, "ask-place-in-area", (), ask_location=True, area=area)


def place_suggestion(conversation: Conversation, mention: str, suggestion: str) -> Decision:
    """The nearest spelling: one tap, or the place in other words."""
    asked = replace(conversation, step=Step.LOCATING, places=())
    picks = (Choice(SUGGESTION, suggestion),)
    return offer(asked, "ask-place-suggestion", picks, ask_location=True, mention=mention, street=suggestion)


def place_choices(conversation: Conversation, search: PlaceSearch) -> Decision:
    """Several places match, or a pin and the words do not: at most four, with what tells them apart."""
    places = search.places[:MOST_PLACES]
    asked = replace(conversation, step=Step.CHOOSING_PLACE, places=places)
    language = conversation.language
    names = [_told_apart(found, language) for found in places]
    none = choice(asked, NO_PLACE, "choice-none")
    if conversation.draft and conversation.draft.pin:
        key, values = "ask-pin-or-words", {"address": names[0], "words": places[1].address}
        answers = ["choice-here-yes", *["choice-here-no"] * (len(names) - 1)]
        names = [render(one, language, {"address": name}) for one, name in zip(answers, names, strict=True)]
    else:
        key = "ask-which-place" if _alike(places, search.mention) else "ask-which-of-places"
        key, values = key if len(places) > 1 else "ask-this-place", {"mention": search.mention}
    choices = tuple(Choice(f"place{number}", name) for number, name in enumerate(names))
    return offer(asked, key, (*choices, none), {**values})


def _alike(places: tuple[Place, ...], mention: str) -> bool:
    """Whether they are several of what was said, and not several things that were said."""
    named = next((word for word in plain(mention).split() if not word.isdecimal()), None)
    return named is not None and all(
        any(word.startswith(named) for word in plain(place.address).split()) for place in places
    )


def other_place(conversation: Conversation, refused: Place, values: Values) -> Decision:
    """That place is not the city's; is it another one, or is that all?"""
    asked = replace(conversation, step=Step.LOCATING, places=())
    leave = choice(asked, NOTHING_MORE, "choice-nothing-more")
    return offer(
        asked, "road-refused", (leave,), values, ask_location=True, address=place_name(refused, asked.language)
    )


def photo_place(conversation: Conversation, taken_at: Place) -> Decision:
    """Where a photo was taken, which need not be where the problem is."""
    asked = replace(conversation, step=Step.CHOOSING_PLACE, places=(taken_at,))
    if asked.draft:
        asked = replace(asked, draft=replace(asked.draft, photo_point=None))
    there = Choice("place0", _told_apart(taken_at, asked.language))
    elsewhere = choice(asked, ELSEWHERE, "choice-elsewhere")
    return offer(asked, "ask-photo-place", (there, elsewhere), address=there.label)


def place_name(found: Place, language: str) -> str:
    """As it is read out: what is only near a house says so in the resident's language."""
    if found.address == str(found.point):
        return render("place-of-pin", language, {"address": found.address})
    beside = found.address.removeprefix("near ")
    return found.address if beside == found.address else render("place-beside", language, {"address": beside})


def address_string(found: Place, language: str) -> str:
    """As the desk gets it, in the city's language."""
    return found.address if found.address == str(found.point) else place_name(found, language)


def _told_apart(found: Place, language: str) -> str:
    name, mark = place_name(found, language), found.distinction.removeprefix("near ")
    if mark != found.distinction:
        mark = render("place-beside", language, {"address": mark})
    return f"{name} ({mark})" if mark else name


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
        word = word_list("words-to-skip", conversation.language)[0]
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
        "at": "beside" if draft.place and draft.place.address.startswith("near ") else "at",
        "photos": len(draft.media_ids),
        "details": _details(city, asked, draft) or "none",
    }
    choices = [choice(asked, "send", "choice-send"), choice(asked, "change", "choice-change")]
    if own := own_report(city, asked):
        choices.insert(0, Choice("add", render("choice-add", asked.language, {"number": own.service_request_id})))
        choices[1] = choice(asked, "send", "choice-send-new")
        values |= {"number": own.service_request_id}
        key = "read-back-own"
    elif draft.nearby:
        known = draft.nearby[0]
        since = (
            day(known.requested_datetime, city.time_zone, asked.language, at) if known.requested_datetime else "none"
        )
        choices.insert(1, choice(asked, "follow", "choice-follow"))
        values |= {
            "neighbors": draft.neighbors or len(draft.nearby),
            "number": known.service_request_id,
            "since": since,
        }
        key = "read-back-duplicate"
    return offer(asked, key, tuple(choices), values, point=draft.place.point if draft.place else None)


def own_report(city: City, conversation: Conversation) -> FollowedRequest | None:
    """An open request of the same kind at this place that the resident has filed or follows."""
    draft = conversation.draft
    if draft is None or draft.place is None:
        return None
    at = draft.place.point
    for known in conversation.requests:
        near = known.point and metres(known.point.lat, known.point.long, at.lat, at.long) <= city.duplicate_metres
        if near and known.status == "open" and known.service_request_id and known.type_code == draft.type_code:
            return known
    return None


def _place_read_back(conversation: Conversation, draft: Draft) -> str:
    if draft.place is None:
        return render("place-in-words", conversation.language, {"words": draft.place_words})
    name, crossing, area = (
        place_name(draft.place, conversation.language),
        draft.place.cross_street,
        draft.place.neighborhood,
    )
    values: Values = {"address": name, "beside": crossing, "area": area}
    if crossing and area:
        return render("place-near-crossing-in-area", conversation.language, values)
    if crossing:
        return render("place-near-crossing", conversation.language, values)
    return render("place-in-area", conversation.language, values) if area else name


def _details(city: City, conversation: Conversation, draft: Draft) -> str:
    """The answers in words, for the read-back."""
    told = []
    for attribute in draft.attributes or ():
        asked = translated_attribute(city, conversation.language, attribute)
        names = {value.key: value.name for value in asked.values}
        answer = [names.get(key, key) for key in draft.answers.get(asked.code, ()) if key]
        if asked.datatype == "datetime":
            answer = [day(datetime.fromisoformat(said), city.time_zone, conversation.language) for said in answer]
        told += [", ".join(answer)] if answer else []
    return "; ".join(told)


def corrections(conversation: Conversation) -> Decision:
    """What should be different?"""
    picks = [choice(conversation, f"change-{what}", f"choice-change-{what}") for what in ("type", "place", "words")]
    over = choice(conversation, "start-over", "choice-start-over")
    return offer(replace(conversation, step=Step.CORRECTING), "ask-correction", (*picks, over))


def survey_fixed(city: City, conversation: Conversation, known: FollowedRequest) -> Decision:
    asked = replace(conversation, step=Step.SURVEY_FIXED)
    picks = tuple(choice(asked, f"fixed-{fixed}", f"choice-fixed-{fixed}") for fixed in ("yes", "partly", "no"))
    values: Values = {"type": what(city, asked, known), "place": known.address, "number": known.service_request_id}
    return offer(asked, "survey-fixed", picks, values)


def may_go_on(conversation: Conversation) -> bool:
    """After a danger: not any more where it was no work for crews, and only asked whether something else is."""
    return GO_ON in [one.id for one in conversation.choices]


def what_crews_can_do(conversation: Conversation) -> Decision:
    """After a danger that is no work of theirs: is there something else?"""
    asked = replace(conversation, step=Step.AFTER_EMERGENCY)
    return offer(asked, "ask-what-else-there", (choice(asked, LEAVE, "choice-leave"),))


def after_emergency(conversation: Conversation, warning: tuple[Say, ...]) -> Decision:
    choices = (choice(conversation, GO_ON, "choice-not-emergency"), choice(conversation, LEAVE, "choice-leave"))
    asked = replace(conversation, step=Step.AFTER_EMERGENCY, choices=choices)
    question = say(asked, "ask-after-emergency")
    return Decision(asked, (*warning, Say(key=question.key, language=question.language, choices=choices)))
