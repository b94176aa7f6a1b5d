"""From a server's rows to our models: tolerant of what real servers send, silent about what they leave out."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from crm_client.definitions import attributes_from
from crm_client.errors import Complaint
from crm_client.models import (
    Discovery,
    Endpoint,
    Filed,
    Service,
    ServiceDefinition,
    ServiceRequest,
    ServiceRequestUpdate,
    ServiceType,
)
from crm_client.payloads import Row
from crm_client.values import media_urls, moment, point, statuses, text, words, yes


def discovery_from(row: Row) -> Discovery:
    return Discovery(
        changeset=text(row.get("changeset")),
        contact=text(row.get("contact")),
        key_service=text(row.get("key_service")),
        endpoints=tuple(_endpoint(entry) for entry in _rows(row.get("endpoints"))),
        extensions=frozenset(words(row.get("extensions"))),
    )


def _endpoint(row: Row) -> Endpoint:
    return Endpoint(
        url=text(row.get("url")),
        specification=text(row.get("specification")),
        type=text(row.get("type")) or "production",
        formats=words(row.get("formats")),
    )


def services_from(rows: Iterable[Row]) -> tuple[Service, ...]:
    """In the server's order; entries without a code cannot be filed and are left out, the first of a code wins."""
    found: dict[str, Service] = {}
    for row in rows:
        service = _service(row)
        if service.service_code:
            found.setdefault(service.service_code, service)
    return tuple(found.values())


def _service(row: Row) -> Service:
    code = text(row.get("service_code"))
    kind = text(row.get("type")).lower()
    service_type: ServiceType = "batch" if kind == "batch" else "blackbox" if kind == "blackbox" else "realtime"
    return Service(
        service_code=code,
        service_name=text(row.get("service_name")) or code,
        description=text(row.get("description")),
        metadata=yes(row.get("metadata")),
        type=service_type,
        keywords=words(row.get("keywords")),
        groups=words(row.get("groups")) or tuple(filter(None, (text(row.get("group")),))),
    )


def definition_from(service_code: str, rows: Iterable[Row]) -> ServiceDefinition:
    """An empty answer is a definition without questions: servers say `metadata=true` and then have none."""
    row: Row = next(iter(rows), {})
    given = row.get("attributes") if "attributes" in row else [row] if "datatype" in row else []
    return ServiceDefinition(text(row.get("service_code")) or service_code, attributes_from(_rows(given)))


def filed_from(row: Row, zone: tzinfo = UTC) -> Filed:
    return Filed(
        service_request_id=text(row.get("service_request_id")),
        token=text(row.get("token")),
        service_notice=text(row.get("service_notice")),
        account_id=text(row.get("account_id")),
        expected_datetime=moment(row.get("expected_datetime"), zone),
    )


def requests_from(rows: Iterable[Row], zone: tzinfo) -> Iterator[ServiceRequest]:
    """Rows that name neither an id nor a token are not yet requests (they wait in a batch) and are left out."""
    for row in rows:
        request = _request(row, zone)
        if request.service_request_id or request.token:
            yield request


def _request(row: Row, zone: tzinfo) -> ServiceRequest:
    more = _first_row(row["extended_attributes"]) if row.get("extended_attributes") else {}
    status, behind = statuses(row.get("status"), row.get("extended_status") or more.get("extended_status"))
    requested = moment(row.get("requested_datetime"), zone)
    return ServiceRequest(
        service_request_id=text(row.get("service_request_id")),
        status=status,
        extended_status=behind,
        status_notes=text(row.get("status_notes")) or (_closing_note(row.get("notes")) if status == "closed" else ""),
        service_code=text(row.get("service_code")),
        service_name=text(row.get("service_name")),
        description=text(row.get("description")),
        agency_responsible=text(row.get("agency_responsible")),
        service_notice=text(row.get("service_notice")),
        requested_datetime=requested,
        updated_datetime=_not_before(requested, moment(row.get("updated_datetime"), zone)),
        expected_datetime=moment(row.get("expected_datetime"), zone),
        address=text(row.get("address")),
        address_id=text(row.get("address_id")),
        zipcode=text(row.get("zipcode")),
        point=point(row.get("lat"), row.get("long")),
        media_urls=media_urls(row.get("media_url")),
        crew_media_urls=media_urls(more.get("crew_media_url")),
        account_id=text(row.get("account_id")),
        token=text(row.get("token")),
        duplicate_of=text(more.get("parent_service_request_id")),
        closed_datetime=moment(more.get("closed_datetime") or row.get("closed_datetime"), zone),
        channel=text(more.get("channel")),
        language=text(more.get("language")),
        area=text(more.get("area")),
    )


def _closing_note(notes: Any) -> str:
    """Chicago and others keep the crew's words in `notes`, each with a type."""
    closing = [text(note.get("description")) for note in _rows(notes) if text(note.get("type")).lower() == "closed"]
    return closing[-1] if closing else ""


def _not_before(requested: datetime | None, updated: datetime | None) -> datetime | None:
    """Servers in another time zone than they say report changes from before the report."""
    return max(requested, updated) if requested and updated else updated


def updates_from(rows: Iterable[Row], zone: tzinfo) -> tuple[ServiceRequestUpdate, ...]:
    """Each once, oldest first as far as the times tell; the same id with new words or status is a new update."""
    found: dict[tuple[str, ...], ServiceRequestUpdate] = {}
    for row in rows:
        update = _update(row, zone)
        if update.service_request_id:
            key = (
                update.service_request_id,
                update.update_id,
                update.extended_status,
                update.status,
                update.description,
            )
            found.setdefault(key, update)
    return tuple(
        sorted(found.values(), key=lambda update: update.updated_datetime.timestamp() if update.updated_datetime else 0)
    )


def _update(row: Row, zone: tzinfo) -> ServiceRequestUpdate:
    status, behind = statuses(row.get("status"), row.get("extended_status"))
    return ServiceRequestUpdate(
        update_id=text(row.get("update_id")),
        service_request_id=text(row.get("service_request_id")),
        status=status,
        extended_status=behind,
        description=text(row.get("description")),
        updated_datetime=moment(row.get("updated_datetime"), zone),
        media_urls=media_urls(row.get("media_url")),
    )


def complaints_from(rows: Iterable[Row]) -> tuple[Complaint, ...]:
    """GeoReport's errors array, and its cousins that say `detail`, `message` or `error` instead."""
    found = (Complaint(text(row.get("code")), _said(row)) for row in rows if not _is_answer(row))
    return tuple(complaint for complaint in found if complaint.code or complaint.description)


def _is_answer(row: Row) -> bool:
    return any(text(row.get(key)) for key in ("service_request_id", "token", "service_code", "update_id"))


def _said(row: Row) -> str:
    keys = ("description", "detail", "message", "error", "error_message")
    return next((said for said in (_flat(row.get(key)) for key in keys) if said), "")


def _flat(value: Any) -> str:
    """`{"lat": ["is needed"]}` becomes `lat: is needed`."""
    if isinstance(value, dict):
        parts = (
            _flat(inner) if key == "non_field_errors" else f"{key}: {_flat(inner)}" for key, inner in value.items()
        )
        return "; ".join(parts)
    return "; ".join(map(_flat, value)) if isinstance(value, list) else text(value)


def _rows(value: Any) -> list[Row]:
    """A list of rows from a list, one row, or XML's `{"attribute": [...]}`."""
    if isinstance(value, list):
        return [row for row in value if isinstance(row, dict)]
    if not isinstance(value, dict):
        return []
    inner = [entry for entry in value.values() if isinstance(entry, list | dict)]
    return _rows(inner[0]) if len(value) == len(inner) == 1 else [value]


def _first_row(value: Any) -> Row:
    return next(iter(_rows(value)), {})
