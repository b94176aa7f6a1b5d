"""The services a city offers, read from its services file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from crm_server.working_hours import WorkingHours, parse_working_hours

OUR_SERVICES = Path(__file__).parent / "services.toml"

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
LevelUnit = Literal["working hours", "working days", "hours", "days"]


class CatalogueError(ValueError):
    """The services file cannot be used; the text says where and why."""


class AttributeValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str


class Attribute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question of a service definition (`variable`) or a notice it shows (not `variable`)."""

    code: str
    datatype: Datatype
    description: str
    required: bool = False
    variable: bool = True
    datatype_description: str = ""
    values: tuple[AttributeValue, ...] = ()
    depends_on: tuple[str, str] | None = None
    """Asked only when attribute [0] was answered with value key [1]."""

    @property
    def is_list(self) -> bool:
        return self.datatype in ("singlevaluelist", "multivaluelist")


class ServiceLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the city promises: so many working hours, working days, or hours and days round the clock."""

    within: int
    unit: LevelUnit

    def __str__(self) -> str:
        return f"{self.within} {self.unit.removesuffix('s') if self.within == 1 else self.unit}"


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    service_code: str
    service_name: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    group: str = ""
    department: str = ""
    notice: str = ""
    """Told to whoever has reported. The expected date is told anyway."""
    type: str = ""
    """Code of the request type it answers, for a bot's service map; ours alone, not GeoReport's `type`."""
    realtime: bool = True
    """False: a filed request is answered with a token first, as a city with a nightly batch does."""
    service_level: ServiceLevel | None = None
    attributes: tuple[Attribute, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    services: tuple[Service, ...]
    working_hours: dict[str, str]
    holidays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    services: Mapping[str, Service]
    working_hours: WorkingHours
    changed_at: float
    """Seconds since 1970: when the services file was last written."""
    retired_names: dict[str, str] = field(default_factory=dict)
    """By service_code: what is offered no more but still stands in old requests. Filled from the database at start."""

    @cached_property
    def in_order(self) -> list[Service]:
        return sorted(self.services.values(), key=lambda service: (service.group, service.service_name))

    def name(self, service_code: str) -> str:
        service = self.services.get(service_code)
        return service.service_name if service else self.retired_names.get(service_code, service_code)

    def expected(self, service_code: str, start: datetime) -> datetime | None:
        """When a request of this service that starts its clock at `start` should be dealt with."""
        service = self.services.get(service_code)
        level = service.service_level if service else None
        match level:
            case None:
                return None
            case ServiceLevel(within=within, unit="working hours"):
                return self.working_hours.after_hours(start, within)
            case ServiceLevel(within=within, unit="working days"):
                return self.working_hours.after_days(start, within)
            case ServiceLevel(within=within, unit="hours"):
                return start + timedelta(hours=within)
            case ServiceLevel(within=within):
                return start + timedelta(days=within)

    def notice(self, service_code: str) -> str:
        """What the service has to say to whoever reports, beside the date; usually nothing."""
        service = self.services.get(service_code)
        return service.notice if service else ""


def read_catalogue(path: Path | None, time_zone: str) -> Catalogue:
    """Raises CatalogueError with the place in the file and what is wrong there."""
    path = path or OUR_SERVICES
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
        catalogue = Catalogue(
            {service.service_code: service for service in file.services},
            parse_working_hours(time_zone, file.working_hours, file.holidays),
            path.stat().st_mtime,
        )
        _check(file.services)
    except (OSError, ValueError) as error:  # msgspec's and tomllib's errors are ValueErrors
        raise CatalogueError(f"{path.name}: {error}") from error
    return catalogue


def _check(services: tuple[Service, ...]) -> None:
    codes = [service.service_code for service in services]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise CatalogueError(
            f"service_code {', '.join(sorted(twice))} stands there twice; every service needs its own."
        )
    for service in services:
        _check_attributes(service)


def _check_attributes(service: Service) -> None:
    by_code = {attribute.code: attribute for attribute in service.attributes}
    if len(by_code) < len(service.attributes):
        raise CatalogueError(f"service {service.service_code} has two attributes with one code.")
    for attribute in service.attributes:
        if attribute.is_list != bool(attribute.values):
            raise CatalogueError(
                f"service {service.service_code}, attribute {attribute.code}: lists need values, other datatypes have none."
            )
        if attribute.depends_on and not _has_value(by_code.get(attribute.depends_on[0]), attribute.depends_on[1]):
            raise CatalogueError(
                f"service {service.service_code}, attribute {attribute.code} depends on a question or value that is not there."
            )


def _has_value(attribute: Attribute | None, key: str) -> bool:
    return attribute is not None and any(value.key == key for value in attribute.values)
