"""Which requests were asked for: the filters of GET requests, read from the query. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.times import moment

LONGEST_SPAN = timedelta(days=90)
MOST_ROWS = 1000
FURTHEST_PAGE = 1_000_000
STATUSES = ("open", "closed")


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
    page: int = 1
    page_size: int = MOST_ROWS
    extended: bool = False


def listing(query: Mapping[str, str], time_zone: ZoneInfo, now: datetime) -> Listing:
    """Raises GeoReportError on what cannot be read. Empty parameters count as not sent."""
    times = {
        name: _moment(query, name, time_zone) for name in ("start_date", "end_date", "updated_after", "updated_before")
    }
    statuses = _words(query, "status")
    if not set(statuses) <= set(STATUSES):
        raise GeoReportError(400, "status is open, closed, or both with a comma between.")
    changed = bool(times["updated_after"] or times["updated_before"])
    start, end = _span(times["start_date"], times["end_date"], now, changed=changed)
    return Listing(
        service_request_ids=_words(query, "service_request_id"),
        service_codes=_words(query, "service_code"),
        statuses=statuses,
        start=start,
        end=end,
        updated_after=times["updated_after"],
        updated_before=times["updated_before"],
        page=_number(query, "page", 1, FURTHEST_PAGE),
        page_size=_number(query, "page_size", MOST_ROWS, MOST_ROWS),
        extended=query.get("extensions", "").lower() == "true",
    )


def _span(
    start: datetime | None, end: datetime | None, now: datetime, *, changed: bool
) -> tuple[datetime | None, datetime | None]:
    """90 days at most, up to now where nothing is said; who asks what changed is not limited by when it was filed."""
    if start and end and end < start:
        raise GeoReportError(400, "end_date is before start_date.")
    if start and end and end - start > LONGEST_SPAN:
        raise GeoReportError(400, f"start_date and end_date may be at most {LONGEST_SPAN.days} days apart.")
    if start:
        return start, end or start + LONGEST_SPAN
    if end:
        return end - LONGEST_SPAN, end
    return (None, None) if changed else (now - LONGEST_SPAN, None)


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
