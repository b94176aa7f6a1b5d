"""Quiet hours: when the bot may speak first. A reply is never held back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.city import City


def opening(city: City, at: datetime) -> datetime | None:
    """When the quiet hours round `at` end, or None outside them. Wall-clock times of the city, so DST is right."""
    zone = ZoneInfo(city.time_zone)
    local = at.astimezone(zone)
    start, end = city.quiet_hours.start, city.quiet_hours.end
    now = local.time()
    if start == end or not (start <= now < end if start < end else now >= start or now < end):
        return None
    opens = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    if opens <= local:
        opens += timedelta(days=1)
    return opens.astimezone(at.tzinfo)


def after_quiet(city: City, at: datetime) -> datetime:
    """The first moment from `at` on at which the bot may speak first."""
    return opening(city, at) or at
