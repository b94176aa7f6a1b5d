"""The city file: everything that makes the bot this city's, read once from TOML and checked to the last key."""

import re
from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct, field


class CityFileError(Exception):
    """What is wrong, in which file, on which line, and how to mend it."""


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    number: str = "911"
    text: dict[str, str] = {}
    """Per language, shown before anything else; without an entry our own text is used. `{number}` stands for the number."""


class ServiceMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """How one request type is filed. `expected_hours` is told when the desk names no date of its own."""

    service_code: str
    expected_hours: int | None = None


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
    hours: str = ""


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
    """Request type -> service of the desk; every code of `bot/nlu/request_types.json` may stand here."""
    default_service: str = ""
    """Takes what has no service of its own; staff sort it. Empty: the resident is given the office's number."""
    gazetteer: str = ""
    """Addresses (CSV, GeoJSON or a built gazetteer), relative to the city file."""
    landmarks: str = ""
    duplicate_metres: int = 50
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

    def service_code(self, type_code: str) -> str:
        mapping = self.services.get(type_code)
        return mapping.service_code if mapping else self.default_service

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


def _line_of(text: str, complaint: str) -> int:
    """The line of the key a msgspec complaint speaks of: its path is like `$.survey.delay_minutes` or names a field."""
    where = re.search(r"at `\$(\S*)`", complaint)
    keys = re.findall(r"\.([\w-]+)", where[1]) if where else []
    unknown = re.search(r"unknown field `(.+?)`", complaint)
    if unknown:
        keys.append(unknown[1])
    lines = text.splitlines()
    table_line, table = 0, ".".join(keys[:-1])
    for number, line in enumerate(lines, 1):
        if table and re.match(rf"\s*\[+\s*{re.escape(table)}\s*\]+", line):
            table_line = number
    last = re.escape(keys[-1]) if keys else "$^"
    for number, line in enumerate(lines[table_line:], table_line + 1):
        if re.match(rf"\s*(\[+\s*([\w.-]+\.)?)?\"?{last}\"?\s*[=\].]", line):
            return number
    return max(table_line, 1)
