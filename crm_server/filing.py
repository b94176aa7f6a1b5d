"""A new service request, once it is known to be sound."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm_server.catalogue import Catalogue
from crm_server.history import Author, append
from crm_server.tables import ServiceRequest


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


def file_request(session: Session, new: NewServiceRequest, catalogue: Catalogue, at: datetime) -> ServiceRequest:
    """The request, and for a key that was used before the request that was filed then.

    PostgreSQL lets two filings with one key run side by side: the second then ends in `IntegrityError`, and finds the
    first's row when it looks anew.
    """
    if earlier := filed_before(session, new.idempotency_key):
        return earlier
    request = _request(new, catalogue.expected(new.service_code, at), at)
    request.filed_notice = catalogue.notice(new.service_code)
    session.add(request)
    session.flush()  # for its number
    append(session, request, Author("resident", at), "filed", note=new.description, prompt=False)
    return request


def filed_before(session: Session, idempotency_key: str | None) -> ServiceRequest | None:
    if not idempotency_key:
        return None
    return session.scalar(select(ServiceRequest).where(ServiceRequest.idempotency_key == idempotency_key))


def _request(new: NewServiceRequest, expected: datetime | None, at: datetime) -> ServiceRequest:
    return ServiceRequest(
        token=secrets.token_hex(16),
        idempotency_key=new.idempotency_key,
        service_code=new.service_code,
        status="open",
        extended_status="open",
        description=new.description,
        lat=new.lat,
        long=new.long,
        address=new.address,
        address_id=new.address_id,
        zipcode=new.zipcode,
        area=new.area,
        attributes=new.attributes,
        media_urls=list(new.media_urls),
        requested_datetime=at,
        updated_datetime=at,
        expected_datetime=expected,
        target_datetime=expected,
        channel=new.channel,
        language=new.language,
        reporter=new.reporter,
    )
