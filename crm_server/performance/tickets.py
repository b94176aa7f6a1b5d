"""A city's own ticket table (CSV, also gzipped) as cases."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crm_server.performance.cases import Case
from crm_server.performance.dates import Reader, reader_for
from crm_server.performance.headers import columns

ON_TIME = {"ontime": True, "on_time": True, "yes": True, "true": True, "y": True, "1": True}
LATE = {"overdue": False, "late": False, "no": False, "false": False, "n": False, "0": False}
SAMPLE = 2000
"""Written times looked at before deciding how a column writes them."""


@dataclass(frozen=True, slots=True)
class Tickets:
    cases: tuple[Case, ...]
    skipped: int
    """Rows without a readable opening time."""
    columns: Mapping[str, str]
    """Our field to the header it was read from."""


def last_known(cases: Iterable[Case]) -> datetime:
    """The last thing a table knows of: its open cases were open at least until then."""
    return max(max(case.opened, case.closed or case.opened) for case in cases)


def read_tickets(path: Path) -> Tickets:
    """Raises ValueError with a sentence that says what to mend, OSError where there is no such file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return tickets_from(_decoded(raw))


def tickets_from(table: str) -> Tickets:
    rows = csv.DictReader(io.StringIO(table, newline=""), delimiter=_delimiter(table))
    found = columns(rows.fieldnames or [])
    every = list(rows)
    readers = _readers(every, found)
    read = [_case(row, found, readers) for row in every]
    cases = tuple(case for case in read if case is not None)
    if not cases:
        raise ValueError("the table has no row with a time of opening")
    return Tickets(cases, len(read) - len(cases), found)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimiter(table: str) -> str:
    head = table.split("\n", 1)[0]
    return max(",;\t|", key=head.count)


def _readers(rows: Iterable[Mapping[str, str]], found: Mapping[str, str]) -> dict[str, Reader]:
    """Each column of times has its own way of writing them."""
    every = list(rows)
    return {
        field: reader_for(_spread([row[found[field]] or "" for row in every]))
        for field in ("opened", "closed", "target")
        if field in found
    }


def _spread(written: list[str]) -> Iterator[str]:
    filled = [text for text in written if text.strip()]
    yield from filled[:: max(len(filled) // SAMPLE, 1)]


def _case(row: Mapping[str, str | None], found: Mapping[str, str], readers: Mapping[str, Reader]) -> Case | None:
    def given(field: str) -> str:
        return (row.get(found.get(field, "")) or "").strip()

    def moment(field: str) -> datetime | None:
        try:
            return readers[field](given(field)) if field in readers and given(field) else None
        except ValueError:
            return None

    opened, closed = moment("opened"), moment("closed")
    if opened is None:
        return None
    return Case(
        service=given("service"),
        opened=opened,
        closed=None if given("status").lower() in {"open", "reopened", "in progress"} else closed,
        target=moment("target"),
        on_time_flag={**ON_TIME, **LATE}.get(given("on_time").lower().replace(" ", "")),
        service_code=given("service_code"),
        area=given("area"),
        channel=given("channel"),
        language=given("language"),
        closes=(closed,) if closed else (),
        reopens=tuple([opened] * _count(given("reopens"))) if "reopens" in found else None,
        outcome=given("outcome").lower(),
        asked=closed is not None and not found.keys().isdisjoint({"rating", "fixed"}),
        fixed=given("fixed").lower() if given("fixed").lower() in {"yes", "partly", "no"} else "",
        rating=_count(given("rating")) if given("rating") in set("12345") else None,
    )


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0
