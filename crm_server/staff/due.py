"""How late or how soon something is due, in a few words. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm_server.tables import ServiceRequest


def plain_due(request: ServiceRequest, now: datetime, time_zone: ZoneInfo) -> str:
    if request.status == "closed":
        return f"Closed {_day(request.closed_datetime, now, time_zone)}" if request.closed_datetime else "Closed"
    if request.expected_datetime is None:
        return "No date promised"
    if now > request.expected_datetime:
        return f"Late by {_span(now - request.expected_datetime)}"
    return f"Due {_day(request.expected_datetime, now, time_zone)}"


def _day(at: datetime, now: datetime, time_zone: ZoneInfo) -> str:
    at, now = at.astimezone(time_zone), now.astimezone(time_zone)
    days = (at.date() - now.date()).days
    name = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"{at:%a, %b} {at.day}")
    return f"{name}, {at:%I:%M %p}".replace(", 0", ", ")


def _span(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    if hours < 48:
        return "1 hour" if hours == 1 else f"{hours} hours"
    return f"{hours // 24} days"
