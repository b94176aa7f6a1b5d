"""Files to download: figures and cases as CSV, and GeoReport Bulk open data.

Free text of residents, their ratings and their languages are in none of them: a row can be led back to a door.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from crm_server.performance.cases import Case
from crm_server.performance.figures import Figures
from crm_server.performance.figures_json import as_json
from crm_server.tables import number

CASE_FIELDS = (
    "service_code",
    "service_name",
    "area",
    "channel",
    "requested_datetime",
    "target_datetime",
    "closed_datetime",
    "extended_status",
    "reopens",
)
BULK_FIELDS = (
    "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description", "status_notes", "source",
    "service_name", "service_subtype", "description", "agency_responsible", "address", "lat", "long",
)  # fmt: skip
"""In the order of the GeoReport Bulk proposal; the optional description stays empty."""


def figures_csv(table: Iterable[Figures], by: str) -> Iterator[str]:
    rows = [_flat(as_json(figures, by)) for figures in table]
    return csv_lines(list(rows[0]) if rows else [], rows)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in row.items() if name not in {"computed_over", "satisfied_interval"}}
    low, high = row["satisfied_interval"] or (None, None)
    over = {
        f"{name}_over": about["n"] for name, about in row["computed_over"].items() if name.endswith(("_share", "_rate"))
    }
    return {**flat, "satisfied_low": low, "satisfied_high": high, **over}


def case_row(case: Case) -> dict[str, Any]:
    return {
        "service_code": case.service_code,
        "service_name": case.service,
        "area": case.area,
        "channel": case.channel,
        "requested_datetime": stamp(case.opened),
        "target_datetime": stamp(case.target),
        "closed_datetime": stamp(case.closed),
        "extended_status": case.outcome,
        "reopens": len(case.reopens or ()),
    }


def bulk_row(request: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """`request` has the columns of a `ServiceRequest` that are named here."""
    return {
        "service_request_id": number(request.id),
        "requested_datetime": stamp(request.requested_datetime),
        "updated_datetime": stamp(request.updated_datetime),
        "closed_date": stamp(request.closed_datetime),
        "status_description": request.extended_status or request.status,
        "status_notes": request.status_notes,
        "source": request.channel,
        "service_name": names.get(request.service_code, request.service_code),
        "service_subtype": "",
        "description": "",
        "agency_responsible": "",
        "address": request.address,
        "lat": request.lat,
        "long": request.long,
    }


def csv_lines(fields: Sequence[str], rows: Iterable[Mapping[str, Any]], *, header: bool = True) -> Iterator[str]:
    """RFC 4180."""
    line = io.StringIO(newline="")
    writer = csv.DictWriter(line, fields, lineterminator="\r\n")
    if header:
        writer.writeheader()
        yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow({name: harmless(value) for name, value in row.items()})
        yield line.getvalue()


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def stamp(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
