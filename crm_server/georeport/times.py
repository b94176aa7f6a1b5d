"""Times as GeoReport writes them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def stamp(at: datetime) -> str:
    """Whole seconds in UTC, marked Z."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


def stamp_or_none(at: datetime | None) -> str | None:
    return stamp(at) if at else None


def moment(text: str, time_zone: ZoneInfo) -> datetime:
    """ISO 8601; a day alone is its midnight, and a time without a zone is the city's. Raises ValueError."""
    # In a query a + that was not escaped arrives as a space.
    at = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text.strip())
    return at if at.tzinfo else at.replace(tzinfo=time_zone)
