"""How a particular GeoReport server wants to be spoken to.

The default suits a strict server: standard parameters only, nothing empty. What a server can do beyond that comes from
its discovery (`with_extensions`) or from a preset of a known kind of server.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Profile:
    format: Literal["json", "xml"] = "json"
    suffix: bool = True
    """Whether paths end in `.json` or `.xml`."""
    discovery_path: str = "discovery"
    services_path: str = "services"
    service_path: str = "services/{}"
    requests_path: str = "requests"
    request_path: str = "requests/{}"
    token_path: str = "tokens/{}"  # noqa: S105  a path, not a secret
    updates_path: str = "servicerequestupdates"
    feedback_path: str = "requests/{}/feedback"

    location: Literal["both", "point", "address"] = "both"
    """What to send when we know both: some servers demand both, some keep only one and lose the other."""
    key_on_get: bool = False
    email: str = ""
    """Sent where the resident gave none, for servers that insist on one (a do-not-reply address of the city)."""
    description_limit: int = 4000
    multivalue: Literal["brackets", "plain"] = "brackets"
    """`attribute[code][]` as the standard says, or `attribute[code]` repeated."""
    media: Literal["url", "urls", "file"] = "url"
    """The first photo's URL, every photo's URL (`media_url` repeated), or the bytes (`media`)."""
    time_zone: str = "UTC"
    """Of times that come without one (IANA name)."""

    paging: bool = False
    first_page: int = 1
    page_size: int = 500
    """Large, because rows that change between two pages move others across the edge; servers cap it as they like."""
    ids_per_call: int = 50
    id_lists: bool | None = None
    """Whether `service_request_id=a,b` brings both, as the standard has it; None: found out by trying."""
    window_days: int = 90
    """The longest span of `start_date` to `end_date` the server answers for."""
    most_rows: int = 1000
    """Where an answer without paging is cut (the standard's figure): as many rows mean that there may be more."""
    updated_filter: str = ""
    """Name of the parameter for "changed since", where there is one."""
    shows_within: float = 300
    """Seconds between a change's own stamp and the moment it is listed: some servers gather changes for minutes."""
    extended: bool = False
    """Ask with `extensions=true`."""
    updates: bool = False
    capital_statuses: bool = False
    feedback: bool = False
    idempotent: bool = False
    """Keeps `Idempotency-Key`: the same filing sent again is not filed again."""
    shows_filed: bool = False
    """Answers a filing with the request as it is kept, so that nobody has to ask for it."""
    radius: bool = False
    """Lists requests around a point: `lat`, `long` and `radius` in metres."""
    keeps_channel: bool = False
    """Takes `channel` and `language` with a new request."""


PRESETS = MappingProxyType(
    {
        "standard": Profile(),
        "text311": Profile(
            paging=True,
            id_lists=True,
            updated_filter="updated_after",
            extended=True,
            updates=True,
            feedback=True,
            idempotent=True,
            shows_filed=True,
            shows_within=60,
            radius=True,
            keeps_channel=True,
        ),
        "fixmystreet": Profile(updates=True, capital_statuses=True, media="urls"),
        "chicago": Profile(paging=True, updated_filter="updated_after", extended=True),
        "boston": Profile(request_path="request/{}", key_on_get=True, location="point", paging=True),
        "ureport": Profile(paging=True, updated_filter="updated_after", media="file"),
        "6aika": Profile(location="both", updated_filter="updated_after", extended=True),
        "west_berkshire": Profile(format="xml", suffix=False, services_path="Services", requests_path="Requests"),
    }
)
"""Known kinds of servers, by the name a city file gives."""


def with_extensions(profile: Profile, extensions: Collection[str]) -> Profile:
    """The profile, and what the server's own discovery says it can do."""
    return replace(
        profile,
        paging=profile.paging or "paging" in extensions,
        updated_filter=profile.updated_filter or ("updated_after" if "updated_after" in extensions else ""),
        idempotent=profile.idempotent or "idempotency_key" in extensions,
        extended=profile.extended or "feedback" in extensions,
        shows_within=min(profile.shows_within, 60) if "feedback" in extensions else profile.shows_within,
        id_lists=True if "feedback" in extensions else profile.id_lists,
        updates=profile.updates or "servicerequestupdates" in extensions,
        feedback=profile.feedback or "feedback" in extensions,
        shows_filed=profile.shows_filed or "filed_request" in extensions,
        radius=profile.radius or "radius" in extensions,
        keeps_channel=profile.keeps_channel or "feedback" in extensions,
    )
