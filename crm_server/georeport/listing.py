"""Which requests were asked for: the filters of GET requests, read from the query. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_server.circle import Circle
from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.times import moment

LONGEST_SPAN = timedelta(days=90)
MOST_ROWS = 1000
FURTHEST_PAGE = 1_000_000
STATUSES = ("open", "closed")
LARGEST_RADIUS = 50_000
CORNER, FEW = 500, 50
"""Metres, and rows."""


@dataclass(frozen=True, slots=True)
class Listing:
    """None or empty means: not limited by that."""

    service_request_ids: tuple[str, ...] = ()
    """When there are any, nothing else limits the answer."""
    service_codes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    near: Circle | None = None
    page: int = 1
    page_size: int = MOST_ROWS
    extended: bool = False

    @property
    def short(self) -> bool:
        """Whether an index leads to a few rows: what is around a corner, as it is asked before every report."""
        return self.near is not None and self.near.radius <= CORNER and self.page * self.page_size <= FEW


def listing(query: Mapping[str, str], time_zone: ZoneInfo, now: datetime) -> Listing:
    """Raises GeoReportError on what cannot be read. Empty parameters count as not sent."""
    times = {
        name: _moment(query, name, time_zone) for name in ("start_date", "end_date", "updated_after", "updated_before")
    }
    statuses = _words(query, "status")
    if not set(statuses) <= set(STATUSES):
        raise GeoReportError(400, "status is open, closed, or both with a comma between.")
    changed = bool(times["updated_after"] or times["updated_before"])
    near = _near(query)
    start, end = _span(times["start_date"], times["end_date"], now, bounded=changed or near is not None)
    return Listing(
        service_request_ids=_words(query, "service_request_id"),
        service_codes=_words(query, "service_code"),
        # Both named where neither was, because the index on places begins with the status.
        statuses=statuses or (STATUSES if near else ()),
        start=start,
        end=end,
        updated_after=times["updated_after"],
        updated_before=times["updated_before"],
        near=near,
        page=_number(query, "page", 1, FURTHEST_PAGE),
        page_size=_number(query, "page_size", MOST_ROWS, MOST_ROWS),
        extended=query.get("extensions", "").lower() == "true",
    )


def _span(
    start: datetime | None, end: datetime | None, now: datetime, *, bounded: bool
) -> tuple[datetime | None, datetime | None]:
    """90 days at most, up to now where nothing is said; who asks what changed, or around a point, is not limited by when it was filed."""
    if start and end and end < start:
        raise GeoReportError(400, "end_date is before start_date.")
    if start and end and end - start > LONGEST_SPAN:
        raise GeoReportError(400, f"start_date and end_date may be at most {LONGEST_SPAN.days} days apart.")
    if start:
        return start, end or start + LONGEST_SPAN
    if end:
        return end - LONGEST_SPAN, end
    return (None, None) if bounded else (now - LONGEST_SPAN, None)


def _near(query: Mapping[str, str]) -> Circle | None:
    """`lat`, `long` and `radius` in metres together; without a radius a list has no place."""
    if not query.get("radius", "").strip():
        return None
    lat, long, radius = (_decimal(query, name) for name in ("lat", "long", "radius"))
    if abs(lat) > 90 or abs(long) > 180:
        raise GeoReportError(400, "lat and long should be degrees, such as 42.36 and -71.06.")
    if not 0 < radius <= LARGEST_RADIUS:
        raise GeoReportError(400, f"radius is in metres, above 0 and at most {LARGEST_RADIUS}.")
    return Circle(lat, long, radius)


def _decimal(query: Mapping[str, str], name: str) -> float:
    try:
        value = float(query.get(name, ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise GeoReportError(400, f"{name} should be a number; with a radius go lat and long, both in degrees.")
    return value


def _words(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    words = (word.strip() for word in query.get(name, "").split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def _moment(query: Mapping[str, str], name: str, time_zone: ZoneInfo) -> datetime | None:
    if not (text := query.get(name, "").strip()):
        return None
    try:
        return moment(text, time_zone)
    except ValueError as error:
        raise GeoReportError(400, f"{name} should be a time like 2026-05-01T09:30:00Z; it is {text[:40]!r}.") from error


def _number(query: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not (int(text[:9]) >= 1 and len(text) <= 9):
        raise GeoReportError(400, f"{name} should be a number from 1 on; it is {text[:20]!r}.")
    return min(int(text), most)
