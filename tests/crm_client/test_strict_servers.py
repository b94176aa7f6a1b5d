"""The default profile against two kinds of foreign servers, played after their public behaviour.

One is like mySociety's adapter: unknown parameters are refused on POST and GET alike, times only in whole seconds, an
api_key is a must, ids are numbers from 0, there is no discovery and the answer to a filing is 200.
The other is like 6aika's: 201 and a whole object, text ids, `{code, detail}`, a point is a must.
"""

import re
from datetime import UTC, datetime

import pytest
from aiohttp import web

from crm_client import Filters, NewServiceRequest, Point, Profile, Refused

WHOLE_SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
POST_FIELDS = {
    "api_key", "jurisdiction_id", "service_code", "lat", "long", "address_string", "address_id", "email", "device_id", "account_id",
    "first_name", "last_name", "phone", "description", "media_url", "attribute[depth]",
}  # fmt: skip
LIST_FIELDS = {"jurisdiction_id", "service_request_id", "service_code", "start_date", "end_date", "status"}
REPORT = NewServiceRequest(
    "POT",
    "Deep hole.",
    Point(51.5, -0.00001),
    "12 Elm St",
    attributes=(("depth", "12"), ("shape", "")),
    channel="sms",
    language="en",
    media_urls=("https://a.example/1", "https://a.example/2"),
)
AT = datetime(2026, 3, 2, 12, 0, 0, 987654, tzinfo=UTC)


def refusal(why):
    return web.json_response([{"code": 400, "description": why}], status=400)


class StrictAdapter:
    def __init__(self):
        self.requests = []

    async def file(self, request):
        form = await request.post()
        wrong = [name for name in form if name not in POST_FIELDS or not form[name]]
        if wrong or form.get("api_key") != "test" or len(form.getall("media_url", [])) > 1:
            return refusal(f"unexpected {wrong}")
        if not all(PLAIN_NUMBER.fullmatch(form[name]) for name in ("lat", "long") if name in form):
            return refusal("not a number")
        row = {name: form[name] for name in ("service_code", "description", "lat", "long")}
        row |= {"service_request_id": len(self.requests), "status": "open", "address_id": "", "media_url": ""}
        self.requests.append(
            row | {"requested_datetime": "2026-03-02T12:00:00Z", "updated_datetime": "2026-03-02T12:00:00Z"}
        )
        return web.json_response([{"service_request_id": row["service_request_id"], "service_notice": "Thank you"}])

    async def list(self, request):
        times = [request.query[name] for name in ("start_date", "end_date") if name in request.query]
        if set(request.query) - LIST_FIELDS or not all(WHOLE_SECONDS.fullmatch(time) for time in times):
            return refusal("unexpected parameter")
        return web.json_response(self.requests)

    async def one(self, request):
        if request.query:
            return refusal("unexpected parameter")
        return web.json_response(self.requests[:1])


async def test_a_strict_adapter(city, client_of):
    adapter = StrictAdapter()
    city.answers("POST", "requests.json", adapter.file)
    city.answers("GET", "requests.json", adapter.list)
    city.answers("GET", "requests/0.json", adapter.one)
    client = client_of(city.url, api_key="test")
    filed = await client.submit(REPORT, "key-1")
    assert filed.service_request_id == "0"
    assert (await client.service_request("0")).status == "open"
    assert len(await client.service_requests(Filters(start=AT, end=AT, status="open"))) == 1
    assert (await client.find_filed(REPORT, AT, AT)).service_request_id == "0"
    assert not (await client.profile()).updates


async def test_a_strict_adapter_without_the_key(city, client_of):
    city.answers("POST", "requests.json", StrictAdapter().file)
    with pytest.raises(Refused):
        await client_of(city.url).submit(REPORT)


async def whole_object(request):
    form = await request.post()
    if "lat" not in form:
        return web.json_response({"code": 400, "detail": {"non_field_errors": ["A point is needed."]}}, status=400)
    return web.json_response(
        {"service_request_id": "kx29ab", "service_code": form["service_code"], "status": "open"}, status=201
    )


async def test_a_server_that_answers_with_the_whole_object(city, client_of):
    city.answers("POST", "requests.json", whole_object)
    city.answers("GET", "requests/kx29ab.json", web.json_response({"service_request_id": "kx29ab", "status": "open"}))
    client = client_of(city.url)
    assert (await client.submit(REPORT)).service_request_id == "kx29ab"
    assert (await client.service_request("kx29ab")).service_request_id == "kx29ab"
    with pytest.raises(Refused) as nowhere:
        await client.submit(NewServiceRequest("180", "Lamp out", address_string="Elm St 12"))
    assert nowhere.value.description == "A point is needed."


async def test_a_server_that_keeps_only_one_location_gets_one(city, client_of):
    city.answers("POST", "requests.json", whole_object)
    await client_of(city.url, profile=Profile(location="point")).submit(REPORT)
    assert "address_string" not in dict(city.asked_for("requests.json")[0])
