"""The city file: everything that makes the bot this city's, read once from TOML and checked to the last key."""

import re
import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct, field

from bot.city_services import OWN, ServiceMapping, code_of, complaints
from bot.nlu.learnt import learnt_codes
from bot.toml_lines import line_of


class CityFileError(Exception):
    """What is wrong, in which file, on which line, and how to mend it."""


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    number: str = "911"
    text: dict[str, str] = {}
    """Per language, shown before anything else; without an entry our own text is used. `{number}` stands for the number."""


class QuietHours(Struct, frozen=True, forbid_unknown_fields=True):
    """Local wall-clock times between which the bot does not start a conversation. Equal times: never quiet."""

    start: time = time(21)
    end: time = time(8)


class SurveyPolicy(Struct, frozen=True, forbid_unknown_fields=True):
    enabled: bool = True
    delay_minutes: int = 60
    expires_days: int = 14


class Retention(Struct, frozen=True, forbid_unknown_fields=True):
    """How long things are kept."""

    conversation_days: int = 365
    draft_hours: int = 72
    transcript_days: int = 365
    media_days: int = 365
    requests_per_resident: int = 10


class Office(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    phone: str = ""
    hours: str | dict[str, str] = ""
    """When someone is there, in one text or one per language."""

    def hours_in(self, language: str) -> str:
        """In that language, else in the first one given."""
        if isinstance(self.hours, str):
            return self.hours
        return self.hours.get(language) or next(iter(self.hours.values()), "")


class Neighbor(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is responsible outside. `area` is a GeoJSON polygon file; without one it is named for everything outside."""

    name: str
    contact: str = ""
    area: str = ""


class Geocoder(Struct, frozen=True, forbid_unknown_fields=True, rename={"service": "class"}):
    """Asked, after Nominatim, for what the gazetteer does not know. `service` is a geocoder of geopy by its name
    (`photon`, `pelias` …) or a class as `package.module.Class`. An argument `"$TEXT311_GEOCODER_KEY"` is taken from
    the environment.
    """

    service: str
    arguments: dict[str, str | int | float | bool] = {}
    per_second: float = 0
    """How often all workers together may ask; 0 lifts the limit."""


class RoadOwner(Struct, frozen=True, forbid_unknown_fields=True):
    """A road or park that somebody else looks after: by the names of its `streets` (`*` for anything) or by `area`, a
    GeoJSON file of lines or polygons. `types` are the problems that are theirs; none named: all.
    """

    owner: str
    action: Literal["refuse", "route", "tell"]
    """`refuse`: the resident gets the contact. `route`: filed under `service_code`. `tell`: filed, and told whose it is."""
    contact: str = ""
    streets: tuple[str, ...] = ()
    area: str = ""
    types: tuple[str, ...] = ()
    service_code: str = ""

    @property
    def key(self) -> str:
        """What places remember of it."""
        return "/".join((self.owner, ",".join(self.streets), self.area))


class WhatsApp(Struct, frozen=True, forbid_unknown_fields=True):
    templates: dict[str, dict[str, str]] = {}
    """Approved templates: text key -> language -> ContentSid."""


class City(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    time_zone: str
    languages: tuple[str, ...]
    jurisdiction: str
    """GeoJSON file, relative to the city file."""
    services: dict[str, ServiceMapping]
    """Request type -> service of the desk. Beside the types of `bot/nlu/request_types.py`: codes of the city's own
    model, and `service:CODE` for services of no type."""
    default_service: str = ""
    """Takes what has no service of its own; staff sort it. Empty: the resident is given the office's number."""
    models: str = ""
    """The city's own models, a folder that `text311 train --history` wrote, relative to the city file. Empty: ours."""
    gazetteer: str = ""
    """Addresses (CSV, GeoJSON or a built gazetteer), relative to the city file."""
    landmarks: str = ""
    duplicate_metres: int = 50
    """Within which an open report of the same kind is offered to be followed; 0: the desk is not asked for any."""
    late_grace_hours: int = 12
    emergency: Emergency = field(default_factory=Emergency)
    office: Office = field(default_factory=lambda: Office(name="City Hall"))
    neighbors: tuple[Neighbor, ...] = ()
    geocoders: tuple[Geocoder, ...] = ()
    roads: tuple[RoadOwner, ...] = ()
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    survey: SurveyPolicy = field(default_factory=SurveyPolicy)
    retention: Retention = field(default_factory=Retention)
    whatsapp: WhatsApp = field(default_factory=WhatsApp)
    phrases: dict[str, dict[str, str]] = {}
    """Per language: what the CRM says, word for word, and how it is said there. What is missing stays as it is."""

    def service_code(self, type_code: str) -> str:
        mapping = self.services.get(type_code)
        return code_of(type_code, mapping) if mapping else self.default_service

    def service_codes(self) -> frozenset[str]:
        """Every service of the desk that something is filed under."""
        return frozenset(code_of(*one) for one in self.services.items()) | ({self.default_service} - {""})

    def type_of(self, service_code: str) -> str:
        """What is filed under that service; empty where that is nothing, or several things."""
        keys = [key for key, one in self.services.items() if code_of(key, one) == service_code]
        return keys[0] if len(keys) == 1 else ""

    def name_of(self, type_code: str, language: str) -> str:
        """The city's own name for it, in that language or else in its first; empty where it has none."""
        mapping = self.services.get(type_code)
        named = mapping.name if mapping else {}
        return next((named[one] for one in (language, *self.languages, *named) if one in named), "")

    def words_of_services(self) -> dict[str, tuple[str, ...]]:
        """What residents say when they want a service of no type we know, by its key."""
        return {key: one.words for key, one in self.services.items() if key.startswith(OWN) and one.words}

    def expected_hours(self, type_code: str) -> int | None:
        mapping = self.services.get(type_code)
        return mapping.expected_hours if mapping else None


def read_city(path: Path) -> City:
    """The city file at `path`. Raises `CityFileError` naming the line; a city with a mistake in its file starts nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CityFileError(
            f"{path}: cannot be read ({error.strerror}); TEXT311_CITY must name your city file."
        ) from error
    try:
        city = msgspec.toml.decode(text, type=City)
    except msgspec.ValidationError as error:
        raise CityFileError(f"{path}, line {_line_of(text, str(error))}: {error}") from error
    except ValueError as error:
        raise CityFileError(f"{path}: not valid TOML: {error}") from error
    _check(city, path)
    for keys, complaint in (*_models(city, path.parent), *_services(city, path.parent), *_phrases(city)):
        raise CityFileError(f"{path}, line {line_of(text, keys)}: {'.'.join(keys)}: {complaint}")
    return city


def _check(city: City, path: Path) -> None:
    try:
        ZoneInfo(city.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CityFileError(
            f'{path}: time_zone = "{city.time_zone}" is not a zone name like "America/Chicago".'
        ) from error
    if not city.languages:
        raise CityFileError(f'{path}: languages is empty; name at least one, for example ["en"].')
    for one in city.roads:
        if not (one.streets or one.area):
            raise CityFileError(
                f"{path}: the rule for roads of {one.owner} needs streets or an area, or nobody knows where it is."
            )
        if one.action == "route" and not one.service_code:
            raise CityFileError(
                f'{path}: the rule for roads of {one.owner} has action = "route" and no service_code to file under.'
            )
    areas = [*(one.area for one in city.neighbors), *(one.area for one in city.roads)]
    for name in filter(None, (city.jurisdiction, city.gazetteer, city.landmarks, *areas)):
        if not (path.parent / name).exists():
            raise CityFileError(f"{path}: the file {name} it names does not exist beside it.")


def _models(city: City, folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """(path of the key, what is wrong with it)."""
    lacking = [one for one in city.languages if not (folder / city.models / one / "meta.json").is_file()]
    if city.models and lacking:
        complaint = f"{city.models} holds no model for {', '.join(lacking)}: it is the folder `train --history` wrote."
        yield ("models",), f"{complaint} Without the line the shipped models are used."


def _services(city: City, folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    learnt = learnt_codes(folder / city.models, city.languages) if city.models else frozenset()
    for key, complaint in complaints(city.services, learnt, has_model=bool(city.models)):
        yield ("services", key), complaint


def _phrases(city: City) -> Iterator[tuple[tuple[str, ...], str]]:
    for language in city.phrases:
        if language not in city.languages:
            yield ("phrases", language), f"the city speaks {', '.join(city.languages)}; add it to languages."


def _line_of(text: str, complaint: str) -> int:
    """The line of the key a msgspec complaint speaks of: its path is like `$.survey.delay_minutes` or names a field."""
    where = re.search(r"at `\$(\S*)`", complaint)
    keys = tuple(re.findall(r"\.([\w-]+)", where[1])) if where else ()
    unknown = re.search(r"unknown field `(.+?)`", complaint)
    if "[...]" in complaint:  # msgspec does not say under which of a table's own keys
        kinds = {one.name: one.type for one in msgspec.structs.fields(City)}
        odd = tuple(_odd_ones(tomllib.loads(text)[keys[0]], kinds[keys[0]]))
        return line_of(text, (keys[0], *odd) if odd else keys)
    return line_of(text, (*keys, unknown[1]) if unknown else keys)


def _odd_ones(table: dict[str, Any], kind: Any) -> Iterator[str]:
    """The keys down to the first value that cannot be read."""
    if get_origin(kind) is not dict:
        return
    for key, value in table.items():
        try:
            msgspec.convert(value, get_args(kind)[1])
        except msgspec.ValidationError:
            yield key
            yield from _odd_ones(value, get_args(kind)[1])
            return
