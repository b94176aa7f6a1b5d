"""Filing service requests and looking them up."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from sqlalchemy.exc import IntegrityError

from crm_server.crm import Crm, CrmDep
from crm_server.filing import NewServiceRequest, file_request, filed_before
from crm_server.forms import Form, FormDep
from crm_server.georeport.answers import Format, Row, answer
from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.intake import new_request
from crm_server.georeport.keys import ApiKeyChecked
from crm_server.georeport.listing import listing
from crm_server.georeport.photos import keep_photos
from crm_server.georeport.rows import request_row
from crm_server.georeport.times import stamp_or_none
from crm_server.georeport.updates import no_such_request
from crm_server.store import find_by_token, find_request, list_requests
from crm_server.tables import ServiceRequest

router = APIRouter()


@router.post("/requests.{format_}")
def file(
    format_: Format,
    crm: CrmDep,
    form: FormDep,
    _checked: ApiKeyChecked,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Response:
    with crm.database.reading() as session:
        earlier = filed_before(session, idempotency_key)
    request = earlier or _file(crm, form, new_request(form, crm.catalogue, idempotency_key))
    return answer(format_, "service_requests", [_filed(request, crm)], 201)


def _file(crm: Crm, form: Form, new: NewServiceRequest) -> ServiceRequest:
    photos = keep_photos(crm, form)
    new = _located(crm, new, photos)
    try:
        with crm.database.writing.begin() as session:
            return file_request(session, new, crm.catalogue, crm.clock())
    except IntegrityError:
        with crm.database.reading() as session:
            if earlier := filed_before(session, new.idempotency_key):
                return earlier
        raise


def _located(crm: Crm, new: NewServiceRequest, photos: list[str]) -> NewServiceRequest:
    area = new.area or crm.areas.name_at(new.lat, new.long)
    return replace(new, area=area, media_urls=(*new.media_urls, *photos))


def _filed(request: ServiceRequest, crm: Crm) -> Row:
    """Beyond the standard by when, and the request's place and kind: who filed need not ask how they were taken."""
    service = crm.catalogue.services.get(request.service_code)
    realtime = service is None or service.realtime
    return {
        **({"service_request_id": request.service_request_id} if realtime else {"token": request.token}),
        "service_notice": request.filed_notice or None,
        "account_id": request.reporter.get("account_id"),
        "expected_datetime": stamp_or_none(request.expected_datetime),
        "service_code": request.service_code,
        "address": request.address or None,
        "lat": request.lat,
        "long": request.long,
        "media_url": next(iter(request.media_urls), None),
    }


@router.get("/requests.{format_}")
def requests(format_: Format, http_request: Request, crm: CrmDep) -> Response:
    wanted = listing(http_request.query_params, crm.time_zone, crm.clock())
    with crm.database.reading() as session:
        rows = [request_row(found, crm.catalogue, extended=wanted.extended) for found in list_requests(session, wanted)]
    return answer(format_, "service_requests", rows)


@router.get("/requests/{service_request_id}.{format_}")
def request(service_request_id: str, format_: Format, crm: CrmDep, extensions: str = "") -> Response:
    with crm.database.reading() as session:
        found = find_request(session, service_request_id)
        if found is None:
            raise no_such_request(service_request_id)
        row = request_row(found, crm.catalogue, extended=extensions.lower() == "true")
    return answer(format_, "service_requests", [row])


@router.get("/tokens/{token}.{format_}")
def token(token: str, format_: Format, crm: CrmDep) -> Response:
    with crm.database.reading() as session:
        found = find_by_token(session, token)
    if found is None:
        raise GeoReportError(404, "There is no request with this token.")
    return answer(format_, "service_requests", [{"service_request_id": found.service_request_id, "token": token}])
