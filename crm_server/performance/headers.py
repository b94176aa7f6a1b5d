"""Which column of a ticket table holds what, guessed from its headers. Pure."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

KNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "opened": (
            "requested_datetime", "open_dt", "open_date", "opened_date", "date_opened", "opened", "created_date", "date_created",
            "created_at", "created", "creation_date", "sr_creation_date", "date_time_opened", "request_date", "date_requested",
            "requested", "reported_date", "date_reported", "submitted", "date_received", "received_date", "fecha_alta", "fecha",
        ),
        "closed": (
            "closed_datetime", "closed_dt", "close_dt", "closed_date", "close_date", "date_closed", "date_time_closed", "closed_at",
            "closed", "completion_date", "completed_date", "date_completed", "completed", "resolution_date", "resolved_date",
            "resolved_at", "resolved", "sr_completion_date", "fecha_cierre", "fixed_date",
        ),
        "target": (
            "target_datetime", "expected_datetime", "target_dt", "sla_target_dt", "sla_date", "sla_due_date", "due_date", "date_due", "due_dt",
            "due", "target_date", "expected_date", "expected_resolution", "goal_date",
        ),
        "service": (
            "service_name", "type", "request_type", "service_request_type", "sr_type", "complaint_type", "issue_type", "problem_type",
            "case_type", "category", "service_type", "service", "case_title", "request_category", "subject", "seccion", "service_code",
        ),
        "service_code": ("service_code", "type_code", "sr_type_code", "code"),
        "area": ("area", "neighborhood", "neighbourhood", "district", "ward", "borough", "council_district", "distrito", "community_area"),
        "channel": ("channel", "source", "method_received", "open_data_channel_type", "origin", "intake_channel", "case_source"),
        "language": ("language", "lang", "idioma"),
        "status": ("status", "case_status", "request_status", "sr_status", "estado"),
        "on_time": ("on_time", "ontime", "met_sla", "sla_met"),
        "outcome": ("outcome", "extended_status"),
        "reopens": ("reopens", "times_reopened"),
        "fixed": ("fixed", "verified_fixed"),
        "rating": ("rating", "satisfaction", "csat"),
    }
)  # fmt: skip
"""Our field, and what tables call it, the surest first."""


def columns(headers: Iterable[str]) -> dict[str, str]:
    """Our field to the table's header. Raises ValueError, naming what was looked for, where opening or service is missing."""
    written = {_plain(header): header for header in reversed(list(headers))}
    found = {field: written[name] for field, names in KNOWN.items() for name in [_first(names, written)] if name}
    for field in ("opened", "service"):
        if field not in found:
            raise ValueError(
                f"no column tells {field!r}: name one {', '.join(KNOWN[field][:5])} … (there are: {', '.join(written.values())})"
            )
    return found


def _first(names: Iterable[str], written: Mapping[str, str]) -> str:
    return next((name for name in names if name in written), "")


def _plain(header: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", header.strip().lstrip("\ufeff"))
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
