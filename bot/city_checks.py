"""What no type can say about a city file: the key that is wrong and how to mend it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.city import City, RoadOwner
from bot.city_notices import complaints as about_notices
from bot.city_services import complaints as about_services
from bot.nlu.learnt import learnt_codes
from bot.nlu.request_types import REQUEST_TYPES
from bot.texts import FALLBACK, LONGEST_VALUE, languages_known
from bot.texts import keys as text_keys
from bot.toml_lines import Keys, nearest

Complaint = tuple[Keys, str]
"""The path of the key, and what is wrong with it in words that end with what to do."""
WITHOUT_SUMMER = ("EST", "MST", "HST")
PLACEHOLDER = re.compile(r"\{[^}]*\}?")


def complaints(city: City, folder: Path) -> Iterator[Complaint]:
    """`folder` is the city file's."""
    learnt = learnt_codes(folder / city.models, city.languages) if city.models else frozenset()
    yield from _time_zone(city.time_zone)
    yield from _languages(city)
    yield from _files(city, folder)
    yield from _emergency(city)
    yield from _models(city, folder)
    for key, complaint in about_services(city.services, learnt, has_model=bool(city.models)):
        yield ("services", key), complaint
    types = {*REQUEST_TYPES, *learnt, *city.services}
    for number, road in enumerate(city.roads):
        yield from _road(road, ("roads", number), types)
    yield from about_notices(city.notices, types, city.languages[0], LONGEST_VALUE)
    yield from _templates(city)


def _time_zone(name: str) -> Iterator[Complaint]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, such as "America"
        yield ("time_zone",), f'"{name}" is not a zone name like "America/Chicago".'
    else:
        if name in WITHOUT_SUMMER:
            yield ("time_zone",), f'"{name}" knows no summer time; write a place, like "America/New_York".'


def _languages(city: City) -> Iterator[Complaint]:
    known = ", ".join(sorted(languages_known()))
    if len(set(city.languages)) < len(city.languages):
        yield ("languages",), "one of them stands there twice."
    for one in city.languages:
        if one not in languages_known():
            yield ("languages",), f'no texts in "{one}"; there are {known}. Or add bot/texts/{one}.ftl and train it.'
    spoken: dict[Keys, Mapping[str, object]] = {
        ("emergency", "text"): city.emergency.text,
        ("office", "hours"): {} if isinstance(city.office.hours, str) else city.office.hours,
    }
    spoken |= {("services", key, "name"): one.name for key, one in city.services.items()}
    spoken |= {("whatsapp", "templates", key): sids for key, sids in city.whatsapp.templates.items()}
    spoken |= {("notices", number, "text"): one.text for number, one in enumerate(city.notices)}
    for keys, table in spoken.items():
        for language in table:
            if language not in (*city.languages, *languages_known()):
                yield (
                    (*keys, language),
                    f'there is no language "{language}"; the city speaks {", ".join(city.languages)}.',
                )
    for language in city.phrases:
        if language not in city.languages:
            yield ("phrases", language), f"the city speaks {', '.join(city.languages)}; add it to languages."


def _files(city: City, folder: Path) -> Iterator[Complaint]:
    named: list[tuple[Keys, str]] = [
        (("jurisdiction",), city.jurisdiction),
        (("gazetteer",), city.gazetteer),
        (("landmarks",), city.landmarks),
        *((("neighbors", number, "area"), one.area) for number, one in enumerate(city.neighbors)),
        *((("roads", number, "area"), one.area) for number, one in enumerate(city.roads)),
    ]
    for keys, name in named:
        if name and not (folder / name).is_file():
            yield keys, f"the file {name} it names does not exist beside the city file."


def _emergency(city: City) -> Iterator[Complaint]:
    for language, text in city.emergency.text.items():
        keys = ("emergency", "text", language)
        if odd := [one for one in PLACEHOLDER.findall(text) if one != "{number}"]:
            yield keys, f"residents would read {odd[0]} as it stands; only {{number}} is filled in."
        elif not odd and "{number}" not in text and not re.search(r"\d", text):
            yield keys, "it does not say which number to call; write {number} where it belongs."


def _models(city: City, folder: Path) -> Iterator[Complaint]:
    lacking = [one for one in city.languages if not (folder / city.models / one / "meta.json").is_file()]
    if city.models and lacking:
        complaint = f"{city.models} holds no model for {', '.join(lacking)}: it is the folder `train --history` wrote."
        yield ("models",), f"{complaint} Without the line the shipped models are used."


def _road(road: RoadOwner, keys: Keys, types: set[str]) -> Iterator[Complaint]:
    if not (road.streets or road.area):
        yield keys, f"the rule for roads of {road.owner} needs streets or an area, or nobody knows where it is."
    if road.action == "route" and not road.service_code:
        yield keys, f'the rule for roads of {road.owner} has action = "route" and no service_code to file under.'
    for one in road.types:
        if one not in types:
            yield (*keys, "types"), f'no such request type as "{one}"{nearest(one, types)}'


def _templates(city: City) -> Iterator[Complaint]:
    known = text_keys(FALLBACK)
    for key, sids in city.whatsapp.templates.items():
        keys = ("whatsapp", "templates", key)
        if key not in known:
            yield keys, f"the bot says nothing of that name{nearest(key, known)} (docs/go-live-twilio.md has a list)"
        for language, sid in sids.items():
            if not sid.startswith("HX"):
                yield (*keys, language), f'"{sid}" is no ContentSid; Twilio\'s begin with HX.'
