"""What the bot knows of services and service requests, in GeoReport v2's words."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.messages import GeoPoint

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]


class AttributeValue(Struct, frozen=True):
    key: str
    name: str


class Attribute(Struct, frozen=True):
    """A question the service definition wants asked (`variable` true) or a notice it wants shown (false)."""

    code: str
    datatype: Datatype
    description: str
    required: bool = False
    variable: bool = True
    datatype_description: str = ""
    values: tuple[AttributeValue, ...] = ()
    depends_on: tuple[str, str] | None = None
    """Ask only when attribute [0] was answered with value key [1]."""


class ServiceRequest(Struct, frozen=True, omit_defaults=True):
    """A service request as the desk tells it. `updated_datetime` of a closed one is when it was closed.

    What a follower was last told is kept for every request: without the empty fields in half the memory.
    """

    service_request_id: str
    status: Literal["open", "closed"]
    service_code: str = ""
    service_name: str = ""
    status_notes: str = ""
    """The crew's own words to the resident."""
    extended_status: str = ""
    """What mySociety's extension adds: in_progress, duplicate, fixed … ; empty where the desk has none."""
    address: str = ""
    point: GeoPoint | None = None
    requested_datetime: datetime | None = None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    media_url: str = ""
    """The crew's photo."""
    photos: int = 0
    """How many photos of the resident's it shows."""


class Service(Struct, frozen=True):
    """An entry of the city's service list."""

    service_code: str
    service_name: str
    metadata: bool = False
    """Whether it has a definition with questions."""
    description: str = ""
    group: str = ""
    keywords: tuple[str, ...] = ()
