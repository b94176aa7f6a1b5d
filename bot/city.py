"""Everything that makes the bot this city's, as the city file says it (`bot/city_file.py` reads it)."""

from datetime import time
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from bot.city_notices import Notice
from bot.city_services import OWN, ServiceMapping, code_of

Text = Annotated[str, Meta(min_length=1)]
Days = Annotated[int, Meta(ge=1, le=36500)]
ThisMany = Annotated[int, Meta(ge=0)]


class CityFileError(Exception):
    """What is wrong, in which file, on which line, and how to mend it."""


class Emergency(Struct, frozen=True, forbid_unknown_fields=True):
    number: Text = "911"
    text: dict[str, str] = {}
    """Per language, shown before anything else; without an entry our own text is used. `{number}` stands for the number."""


class QuietHours(Struct, frozen=True, forbid_unknown_fields=True):
    """Local wall-clock times between which the bot does not start a conversation. Equal times: never quiet."""

    start: time = time(21)
    end: time = time(8)


class SurveyPolicy(Struct, frozen=True, forbid_unknown_fields=True):
    enabled: bool = True
    delay_minutes: Annotated[int, Meta(ge=0, le=20160)] = 60
    expires_days: Days = 14


class Retention(Struct, frozen=True, forbid_unknown_fields=True):
    """How long things are kept: at least a day, as a conversation needs its own last sentence."""

    conversation_days: Days = 365
    draft_hours: Annotated[int, Meta(ge=1, le=8760)] = 72
    transcript_days: Days = 365
    media_days: Days = 365
    requests_per_resident: Annotated[int, Meta(ge=1, le=1000)] = 10


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
    per_second: Annotated[float, Meta(ge=0)] = 0
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
    name: Text
    time_zone: str
    languages: Annotated[tuple[str, ...], Meta(min_length=1)]
    jurisdiction: Text
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
    duplicate_metres: Annotated[int, Meta(ge=0, le=1000)] = 50
    """Within which an open report of the same kind is offered to be followed; 0: the desk is not asked for any."""
    late_grace_hours: ThisMany = 12
    emergency: Emergency = field(default_factory=Emergency)
    office: Office = field(default_factory=lambda: Office(name="City Hall"))
    neighbors: tuple[Neighbor, ...] = ()
    geocoders: tuple[Geocoder, ...] = ()
    roads: tuple[RoadOwner, ...] = ()
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    survey: SurveyPolicy = field(default_factory=SurveyPolicy)
    retention: Retention = field(default_factory=Retention)
    whatsapp: WhatsApp = field(default_factory=WhatsApp)
    notices: tuple[Notice, ...] = ()
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
