"""Filing service requests and looking them up."""

import asyncio
from dataclasses import replace
from functools import partial

from sqlalchemy.exc import IntegrityError

from crm_server.crm import Crm
from crm_server.filing import FiledRequest, NewServiceRequest, file_request, filed_before
from crm_server.georeport.answers import Answer, Row, answer
from crm_server.georeport.call import Call
from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.intake import new_request
from crm_server.georeport.listing import listing
from crm_server.georeport.photos import keep_photos
from crm_server.georeport.rows import extended_row, request_row
from crm_server.georeport.times import stamp_or_none
from crm_server.georeport.updates import no_such_request
from crm_server.lookup import find_by_token, list_requests, tell_request
from crm_server.tables import number


async def file(call: Call) -> Answer:
    try:
        filed = await _file(call, new_request(call.form, call.crm.catalogue, call.idempotency_key))
    except GeoReportError:  # what was taken once is answered as it was then, also when the services have changed since
        earlier = await _filed_before(call)
        if earlier is None:
            raise
        filed = earlier
    return answer(call.format, "service_requests", [_filed(filed, call.crm)], 201)


async def _file(call: Call, new: NewServiceRequest) -> FiledRequest:
    crm, photos = call.crm, list[str]()
    if call.form.files:
        if earlier := await _filed_before(call):
            return earlier
        photos = await asyncio.to_thread(keep_photos, crm, call.form)
    new = _located(crm, new, photos)
    try:
        return await crm.database.write(lambda connection: file_request(connection, new, crm.catalogue, crm.clock()))
    except IntegrityError:
        if earlier := await _filed_before(call):
            return earlier
        raise


async def _filed_before(call: Call) -> FiledRequest | None:
    return await call.crm.database.look(partial(filed_before, idempotency_key=call.idempotency_key))


def _located(crm: Crm, new: NewServiceRequest, photos: list[str]) -> NewServiceRequest:
    area = new.area or crm.areas.name_at(new.lat, new.long)
    return replace(new, area=area, media_urls=(*new.media_urls, *photos))


def _filed(filed: FiledRequest, crm: Crm) -> Row:
    """Beyond the standard by when, and the request's place and kind: who filed need not ask how they were taken."""
    service = crm.catalogue.services.get(filed.service_code)
    realtime = service is None or service.realtime
    return {
        **({"service_request_id": number(filed.id)} if realtime else {"token": filed.token}),
        "service_notice": filed.filed_notice or None,
        "account_id": filed.reporter.get("account_id"),
        "expected_datetime": stamp_or_none(filed.expected_datetime),
        "service_code": filed.service_code,
        "address": filed.address or None,
        "lat": filed.lat,
        "long": filed.long,
        "media_url": next(iter(filed.media_urls), None),
    }


async def requests(call: Call) -> Answer:
    crm = call.crm
    wanted = listing(call.query, crm.time_zone, crm.clock())
    found, notes = await crm.database.look(partial(list_requests, wanted=wanted), short=wanted.short)
    rows = [
        extended_row(one, notes.get(one.id, ()), crm.catalogue) if wanted.extended else request_row(one, crm.catalogue)
        for one in found
    ]
    return answer(call.format, "service_requests", rows)


async def request(call: Call) -> Answer:
    extended = call.query.get("extensions", "").lower() == "true"
    found = await call.crm.database.look(partial(tell_request, service_request_id=call.named, extended=extended))
    if found is None:
        raise no_such_request(call.named)
    one, notes = found
    catalogue = call.crm.catalogue
    row = extended_row(one, notes, catalogue) if extended else request_row(one, catalogue)
    return answer(call.format, "service_requests", [row])


async def token(call: Call) -> Answer:
    row = await call.crm.database.look(partial(find_by_token, token=call.named))
    if row is None:
        raise GeoReportError(404, "There is no request with this token.")
    return answer(call.format, "service_requests", [{"service_request_id": number(row), "token": call.named}])
