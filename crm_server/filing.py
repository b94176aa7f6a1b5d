"""A new service request, once it is known to be sound."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from crm_server.catalogue import Catalogue
from crm_server.tables import Change, ServiceRequest


@dataclass(frozen=True, slots=True)
class NewServiceRequest:
    """What was asked for, checked; empty text and None where nothing was said."""

    service_code: str
    description: str = ""
    lat: float | None = None
    long: float | None = None
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    area: str = ""
    attributes: dict[str, list[str]] = field(default_factory=dict)
    media_urls: tuple[str, ...] = ()
    reporter: dict[str, str] = field(default_factory=dict)
    channel: str = ""
    language: str = ""
    idempotency_key: str | None = None


class FiledRequest(NamedTuple):
    """What whoever files is told: its number's row, and how it was taken."""

    id: int
    token: str
    service_code: str
    filed_notice: str
    reporter: dict[str, str]
    expected_datetime: datetime | None
    address: str
    lat: float | None
    long: float | None
    media_urls: list[str]


def file_request(connection: Connection, new: NewServiceRequest, catalogue: Catalogue, at: datetime) -> FiledRequest:
    """The request, and for a key that was used before the request that was filed then.

    PostgreSQL lets two filings with one key run side by side: the second then ends in `IntegrityError`, and finds the
    first's row when it looks anew.
    """
    if earlier := filed_before(connection, new.idempotency_key):
        return earlier
    row = _row(new, catalogue, at)
    (number,) = connection.execute(INSERT, row).inserted_primary_key or (0,)
    connection.execute(APPEND, _line(number, new, at))
    return FiledRequest(number, *(row[name] for name in FiledRequest._fields[1:]))


INSERT, APPEND = insert(ServiceRequest), insert(Change)
BY_KEY = select(*(ServiceRequest.__table__.c[name] for name in FiledRequest._fields)).where(
    ServiceRequest.idempotency_key == bindparam("key")
)


def filed_before(connection: Connection, idempotency_key: str | None) -> FiledRequest | None:
    if not idempotency_key:
        return None
    found = connection.execute(BY_KEY, {"key": idempotency_key}).first()
    return FiledRequest(*found) if found else None


def _row(new: NewServiceRequest, catalogue: Catalogue, at: datetime) -> dict[str, Any]:
    expected = catalogue.expected(new.service_code, at)
    return {
        "token": secrets.token_hex(16),
        "idempotency_key": new.idempotency_key,
        "service_code": new.service_code,
        "status": "open",
        "extended_status": "open",
        "description": new.description,
        "lat": new.lat,
        "long": new.long,
        "address": new.address,
        "address_id": new.address_id,
        "zipcode": new.zipcode,
        "area": new.area,
        "attributes": new.attributes,
        "media_urls": list(new.media_urls),
        "requested_datetime": at,
        "updated_datetime": at,
        "expected_datetime": expected,
        "target_datetime": expected,
        "filed_notice": catalogue.notice(new.service_code),
        "channel": new.channel,
        "language": new.language,
        "reporter": new.reporter,
        "version": 1,
    }


def _line(number: int, new: NewServiceRequest, at: datetime) -> dict[str, Any]:
    """The first of its history. Nobody is prompted: who files knows."""
    return {
        "request_id": number,
        "at": at,
        "who": "resident",
        "what": "filed",
        "note": new.description,
        "status": "open",
        "extended_status": "open",
        "public": True,
    }
