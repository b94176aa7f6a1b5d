"""Which questions to ask so that a long list comes whole: ids in chunks, times in windows, pages until they end. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from crm_client.forms import Fields, degrees, filled, stamp
from crm_client.models import Circle, Status
from crm_client.profile import Profile

MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Of GET requests. Ids, where given, override all else; times are aware; `updated_after` needs a server that has it."""

    service_request_ids: tuple[str, ...] = ()
    service_codes: tuple[str, ...] = ()
    status: Status | None = None
    start: datetime | None = None
    """On requested_datetime."""
    end: datetime | None = None
    updated_after: datetime | None = None
    near: Circle | None = None
    """Narrows the answer only where the server knows `radius`; look at the distances of what comes."""
    most_pages: int = MOST_PAGES
    """Of each span of time. Below the default an answer that was cut stays cut: a look, not the whole list."""
    page_size: int = 0
    """0: the profile's."""
    extended: bool = True
    """With what the server knows beyond the standard (notes, photos of the crew), which is dear to gather."""


def queries(filters: Filters, profile: Profile) -> Iterator[Fields]:
    """The parameters of each call, without ids and paging."""
    base = filled([("service_code", ",".join(filters.service_codes)), ("status", filters.status or "")])
    if filters.updated_after and profile.updated_filter:
        base = [*base, (profile.updated_filter, stamp(filters.updated_after))]
    if filters.near and profile.radius:
        base = [*base, *_around(filters.near)]
    for start, end in windows(filters.start, filters.end, timedelta(days=profile.window_days)):
        yield [*base, *([("start_date", stamp(start))] if start else []), *([("end_date", stamp(end))] if end else [])]


def _around(near: Circle) -> Fields:
    return [("lat", degrees(near.lat)), ("long", degrees(near.long)), ("radius", str(ceil(near.radius)))]


def windows(
    start: datetime | None, end: datetime | None, longest: timedelta
) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Spans no longer than the server answers for, latest first; an open end cannot be cut without a clock."""
    if start is None or end is None:
        yield start, end
        return
    while end - start > longest:
        yield end - longest, end
        end -= longest
    yield start, end


def halved(query: Fields) -> tuple[Fields, ...]:
    """The same question about each half of its span of time; nothing where it has none, or less than two minutes."""
    asked = dict(query)
    if "start_date" not in asked or "end_date" not in asked:
        return ()
    start, end = (datetime.fromisoformat(asked[name]) for name in ("start_date", "end_date"))
    middle = start + (end - start) / 2
    if end - start < timedelta(minutes=2):
        return ()
    return tuple(
        [*({**asked, **span}).items()] for span in ({"end_date": stamp(middle)}, {"start_date": stamp(middle)})
    )


def heeds_lists(asked: Collection[str], listed: Collection[str] | None, alone: Collection[str]) -> bool | None:
    """Whether a server heeds a list of ids, judged by one answer; None: this one does not tell.

    `listed` were in the answer to the list (None: it was refused), `alone` were found only when asked for alone. A
    refusal may be for the one id that the server has lost, and of two that it has lost nobody can tell.
    """
    if listed is None:
        return False if len(alone) == len(asked) else None
    if alone or not set(asked).issuperset(listed):
        return False
    return True if len(listed) > 1 else None


def chunks(ids: Iterable[str], size: int) -> Iterator[Sequence[str]]:
    every = [one for one in ids if one]
    return (every[at : at + size] for at in range(0, len(every), size))
