"""Single fields, read the way servers really write them; nonsense becomes "not given", never an exception."""

from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

from crm_client.models import Point, Status

CLOSED = frozenset(
    {
        "closed", "fixed", "resolved", "completed", "complete", "done", "finished", "archived", "duplicate",
        "no_further_action", "not_councils_responsibility", "internal_referral", "cancelled", "canceled", "rejected", "invalid",
    }
)  # fmt: skip
"""Extended statuses after which nothing more will be done, so that plain `status` is closed."""


def text(value: Any) -> str:
    """Trimmed; empty for null, lists and objects (XML's empty elements arrive so)."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def yes(value: Any) -> bool:
    return text(value).lower() in {"true", "1", "yes", "y", "t"}


def integer(value: Any, default: int = 0) -> int:
    try:
        return int(float(text(value)))
    except (ValueError, OverflowError):
        return default


def words(value: Any) -> tuple[str, ...]:
    """A comma list, or a list, of non-empty texts."""
    parts = value if isinstance(value, list) else text(value).split(",")
    return tuple(word for word in map(text, parts) if word)


def point(lat: Any, long: Any) -> Point | None:
    """None when missing, out of range, or 0/0, which servers send for "no point"."""
    if lat is None or long is None:
        return None
    try:
        north, east = float(text(lat)), float(text(long))
    except ValueError:
        return None
    inside = -90 <= north <= 90 and -180 <= east <= 180
    return Point(north, east) if inside and (north or east) else None


def moment(value: Any, zone: tzinfo) -> datetime | None:
    """ISO 8601 in its many spellings, RFC 2822, or epoch milliseconds; without a zone it is in `zone`. Always UTC."""
    if not (written := text(value)):
        return None
    found: datetime | None
    try:
        if written.isdecimal() and len(written) > 8:
            return datetime.fromtimestamp(int(written) / (1000 if len(written) > 11 else 1), UTC)
        found = datetime.fromisoformat(written)
    except (ValueError, OverflowError, OSError):
        found = _rfc2822(written)
    if found is None:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _rfc2822(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError):
        return None


def media_urls(value: Any) -> tuple[str, ...]:
    """A URL, a list of them, a list of objects with `url` or `media_url`, or null."""
    if not value:
        return ()
    items = value if isinstance(value, list) else [value]
    found = (text(item.get("url") or item.get("media_url")) if isinstance(item, dict) else text(item) for item in items)
    return tuple(dict.fromkeys(url for url in found if url))


def statuses(status: Any, extended: Any = None) -> tuple[Status, str]:
    """(open or closed, what lies behind it): "In Progress" is ("open", "in_progress"), "FIXED" ("closed", "fixed")."""
    return _statuses(text(status), text(extended))


@lru_cache(maxsize=1024)
def _statuses(status: str, extended: str) -> tuple[Status, str]:
    word, behind = _status(status), _status(extended)
    plain: Status = "closed" if word in CLOSED or word.startswith("closed") else "open"
    if not behind and word not in {"open", "closed"}:
        behind = word
    if not word and behind in CLOSED:
        plain = "closed"
    return plain, behind


def _status(written: str) -> str:
    return "_".join(written.lower().replace("-", " ").split())
