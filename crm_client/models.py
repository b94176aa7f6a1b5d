"""What GeoReport v2 speaks of, in its own words.

Source: the specification at open311.org (GeoReport v2) and the extensions real servers add. Every id, code and zip is
text: servers send `001`, `1` and `"001"` for the same thing, and only text keeps the zeros.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import Struct

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
Status = Literal["open", "closed"]
ServiceType = Literal["realtime", "batch", "blackbox"]


class Point(Struct, frozen=True):
    """WGS 84 degrees."""

    lat: float
    long: float


@dataclass(frozen=True, slots=True)
class Circle:
    """Around a point in WGS 84 degrees; `radius` in whole metres."""

    lat: float
    long: float
    radius: float


@dataclass(frozen=True, slots=True)
class Endpoint:
    url: str
    specification: str = ""
    type: str = "production"
    """`production` or `test`."""
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a server says of itself. A `changeset` newer than the last one means: fetch the services again."""

    changeset: str = ""
    contact: str = ""
    key_service: str = ""
    endpoints: tuple[Endpoint, ...] = ()
    extensions: frozenset[str] = frozenset()
    """Names of what a server can do beyond the standard; only text311's own server lists any."""


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of problem the city takes. `metadata` says whether it has a definition with questions."""

    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False
    type: ServiceType = "realtime"
    keywords: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeValue:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One question of a service definition, or a notice to show (`variable` false)."""

    code: str
    datatype: Datatype
    description: str = ""
    datatype_description: str = ""
    required: bool = False
    variable: bool = True
    order: int = 0
    values: tuple[AttributeValue, ...] = ()
    depends_on: tuple[str, str] | None = None
    """Ask only when attribute [0] was answered with value key [1]."""
    automated: bool = False
    """mySociety: the client or the server fills it in; never ask a resident."""


@dataclass(frozen=True, slots=True)
class ServiceDefinition:
    service_code: str
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """Bytes to send along where the server takes files (draft 2.1's `media`)."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewServiceRequest:
    """What a resident reports. At least one of `point`, `address_string` and `address_id` is needed."""

    service_code: str
    description: str = ""
    point: Point | None = None
    address_string: str = ""
    address_id: str = ""
    attributes: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    """(code, answer): a value key for lists, ISO 8601 for datetime; a tuple of keys for multivaluelist."""
    media_urls: tuple[str, ...] = ()
    media: tuple[MediaFile, ...] = ()
    email: str = ""
    device_id: str = ""
    account_id: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    channel: str = ""
    """Sent only to a server that says it keeps channels and languages."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """The answer to a new request: an id, or a token to ask later with, or (blackbox services) neither."""

    service_request_id: str = ""
    token: str = ""
    service_notice: str = ""
    account_id: str = ""
    expected_datetime: datetime | None = None
    """Where the server names it at once, as text311's does; the standard has it in the request alone."""
    request: "ServiceRequest | None" = None
    """The request as the server keeps it, where it was shown at once."""


class ServiceRequest(Struct, frozen=True):
    """A request as the server tells it. `updated_datetime` of a closed one is when it was closed."""

    service_request_id: str
    status: Status = "open"
    extended_status: str = ""
    """What lies behind open or closed, lower case with underscores: `in_progress`, `duplicate`; empty if unknown."""
    status_notes: str = ""
    service_code: str = ""
    service_name: str = ""
    description: str = ""
    agency_responsible: str = ""
    service_notice: str = ""
    requested_datetime: datetime | None = None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    point: Point | None = None
    media_urls: tuple[str, ...] = ()
    crew_media_urls: tuple[str, ...] = ()
    """Photos of the work, where the server tells them from the resident's."""
    account_id: str = ""
    token: str = ""
    duplicate_of: str = ""
    closed_datetime: datetime | None = None
    """Where the server tells it apart from the last change; like the next three, text311's own does."""
    channel: str = ""
    language: str = ""
    area: str = ""

    @property
    def media_url(self) -> str:
        return next(iter(self.media_urls), "")


@dataclass(frozen=True, slots=True)
class ServiceRequestUpdate:
    """One step in a request's history (mySociety's `servicerequestupdates`)."""

    update_id: str
    service_request_id: str
    status: Status = "open"
    extended_status: str = ""
    description: str = ""
    updated_datetime: datetime | None = None
    media_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """What a resident adds to a request. `update_id` is ours: sending it twice adds it once."""

    service_request_id: str
    update_id: str
    status: str
    """`open`, `closed`, `reopen` or another of mySociety's extended statuses."""
    description: str
    updated_datetime: datetime
    media_urls: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """How the resident found it. Either half may come first and be completed under the same `update_id`."""

    service_request_id: str
    update_id: str
    fixed: Literal["yes", "partly", "no", ""] = ""
    rating: int | None = None
    """1 to 5."""
    comment: str = ""
    channel: str = ""
    language: str = ""
