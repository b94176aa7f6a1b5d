"""The client over real HTTP, against servers that behave and servers that do not."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from crm_client import (
    Feedback,
    Filed,
    Filters,
    MediaFile,
    Misconfigured,
    NewServiceRequest,
    NewUpdate,
    NotFound,
    OutcomeUnknown,
    Point,
    Profile,
    Refused,
    Timeouts,
    TryLater,
)
from crm_client.transport import SUBMITS_AT_ONCE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REPORT = NewServiceRequest("POTHOLE", "Deep hole by the bus stop.", Point(42.36, -71.06), "12 Elm St", channel="sms")


def json(data, status=200, **headers):
    response = web.json_response(data, status=status)
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


async def hang_up(request):
    request.transport.close()
    return web.Response()


def test_the_key_never_reaches_an_error_text():
    from yarl import URL

    from crm_client.answers import place_of

    assert "secret" not in place_of(URL("https://user:secret@city.example/v2/requests.json?api_key=secret"))


async def test_a_strict_server_gets_the_standard_s_fields_and_nothing_else(city, client_of):
    city.answers("POST", "requests.json", json([{"service_request_id": 0, "service_notice": "Thanks"}]))
    filed = await client_of(city.url, api_key="k", jurisdiction_id="city.example").submit(REPORT, "key-1")
    assert filed == Filed("0", service_notice="Thanks")
    (fields,) = city.asked_for("requests.json")
    assert dict(fields) == {
        "jurisdiction_id": "city.example",
        "api_key": "k",
        "service_code": "POTHOLE",
        "lat": "42.36",
        "long": "-71.06",
        "address_string": "12 Elm St",
        "description": "Deep hole by the bus stop.",
    }
    assert city.headers[-1]["idempotency-key"] == "key-1"
    assert city.headers[-1]["content-type"].startswith("application/x-www-form-urlencoded")


@pytest.mark.parametrize("extensions", [["filed_request"], []])
async def test_only_who_says_so_shows_what_it_keeps_in_the_answer_to_a_filing(city, client_of, extensions):
    kept = {"service_request_id": 7, "address": "14 Elm St", "lat": 42.36, "long": -71.06}
    city.answers("GET", "discovery.json", json({"extensions": extensions}))
    city.answers("POST", "requests.json", json([kept], status=201))
    filed = await client_of(city.url).submit(REPORT)
    assert filed.service_request_id == "7"
    assert (filed.request.address if filed.request else None) == ("14 Elm St" if extensions else None)


async def test_a_server_that_says_what_it_can_gets_more(city, client_of):
    city.answers(
        "GET", "discovery.json", json({"extensions": ["paging", "feedback", "updated_after", "servicerequestupdates"]})
    )
    city.answers("POST", "requests.json", json([{"service_request_id": "a-1"}], status=201))
    city.answers("GET", "requests/a-1.json", json([{"service_request_id": "a-1"}]))
    client = client_of(city.url)
    await client.submit(REPORT)
    await client.service_request("a-1")
    assert ("channel", "sms") in city.asked_for("requests.json")[0]
    assert city.asked_for("requests/a-1.json") == [[("extensions", "true")]]
    assert len(city.asked_for("discovery.json")) == 1
    assert (await client.profile()).updates


async def test_the_6aika_way_a_whole_object_with_201(city, client_of):
    city.answers("POST", "requests.json", json({"service_request_id": "kx29", "status": "open"}, status=201))
    assert (await client_of(city.url).submit(REPORT)).service_request_id == "kx29"


async def test_a_blackbox_service_gives_nothing_to_track(city, client_of):
    city.answers("POST", "requests.json", json([{"service_notice": "We have it."}]))
    filed = await client_of(city.url).submit(REPORT)
    assert (filed.service_request_id, filed.token) == ("", "")


async def test_tokens_over_days(city, client_of):
    city.answers("POST", "requests.json", json([{"token": "t 1/2"}]))
    city.answers(
        "GET", "tokens/t 1/2.json", json([{"token": "t 1/2"}]), json([{"token": "t 1/2", "service_request_id": 12}])
    )
    client = client_of(city.url)
    filed = await client.submit(REPORT)
    assert await client.request_id_for(filed.token) == ""
    assert await client.request_id_for(filed.token) == "12"


OUTCOMES = {
    "refused": ([json([{"code": 400, "description": "We need a place."}], status=400)], Refused),
    "key": ([json([{"code": 403, "description": "Key."}], status=403)], Misconfigured),
    "moved": ([web.Response(status=301, headers={"Location": "https://city.example/v2/requests.json"})], Misconfigured),
    "busy": ([web.Response(status=503, headers={"Retry-After": "9"})], TryLater),
    "crashed": ([web.Response(status=500, text="Traceback")], OutcomeUnknown),
    "HTML in a 200": (
        [web.Response(text="<html><body>Welcome</body></html>", content_type="text/html")],
        OutcomeUnknown,
    ),
    "hung up": ([hang_up], OutcomeUnknown),
}


@pytest.mark.parametrize(("answers", "error"), OUTCOMES.values(), ids=OUTCOMES)
async def test_how_filing_can_end(city, client_of, answers, error):
    city.answers("POST", "requests.json", *answers)
    with pytest.raises(error) as caught:
        await client_of(city.url, api_key="hush").submit(REPORT)
    assert type(caught.value) is error
    assert "hush" not in str(caught.value)
    assert len(city.asked_for("requests.json")) == 1, "a report is never sent twice by itself"


async def test_a_server_that_keeps_silent(city, client_of):
    from crm_client import Timeouts

    release = asyncio.Event()

    async def silent(request):
        await release.wait()
        return web.Response()

    city.answers("POST", "requests.json", silent)
    city.answers("GET", "services.json", silent)
    client = client_of(city.url, timeouts=Timeouts(connect=2, read=0.05, submit=0.05))
    with pytest.raises(OutcomeUnknown):
        await client.submit(REPORT)
    with pytest.raises(TryLater):
        await client.services()
    release.set()


async def test_a_server_that_is_not_there_certainly_did_nothing(client_of, unused_tcp_port):
    client = client_of(f"http://127.0.0.1:{unused_tcp_port}/v2")
    with pytest.raises(TryLater):
        await client.submit(REPORT)
    with pytest.raises(TryLater):
        await client.services()


async def test_who_asks_is_led_on_and_who_files_is_not(city, client_of):
    moved = web.Response(status=307, headers={"Location": "/v2/elsewhere.json"})
    city.answers("GET", "services.json", moved)
    city.answers("GET", "elsewhere.json", json([{"service_code": "POTHOLE", "service_name": "Pothole"}]))
    city.answers("POST", "requests.json", moved)
    client = client_of(city.url)
    assert [service.service_code for service in await client.services()] == ["POTHOLE"]
    with pytest.raises(Misconfigured, match="moved to /v2/elsewhere"):
        await client.submit(REPORT)
    assert not [path for method, path, _ in city.asked if method == "POST" and path != "requests.json"]


async def test_packed_answers(city, client_of):
    async def packed(request):
        assert "gzip" in request.headers["Accept-Encoding"]
        response = json([{"service_request_id": "26-1"}] if request.method == "POST" else [])
        response.enable_compression(web.ContentCoding.gzip)
        return response

    city.answers("GET", "services.json", packed)
    city.answers("POST", "requests.json", packed)
    assert await client_of(city.url).services() == ()
    assert (await client_of(city.url).submit(REPORT)).service_request_id == "26-1"


@pytest.mark.parametrize("address", ["", "city.example/v2", "ftp://city.example", "http://"])
async def test_an_address_that_is_none_is_told_at_once(client_of, address):
    with pytest.raises(Misconfigured, match="https://"):
        client_of(address)


async def test_services_at_a_wrong_path(city, client_of):
    with pytest.raises(Misconfigured, match="no GeoReport"):
        await client_of(city.url).services()


async def test_services_and_definitions_in_xml(city, client_of):
    listed = "<services><service><service_code>a/b</service_code><metadata>true</metadata></service></services>"
    defined = (
        "<service_definition><service_code>a/b</service_code><attributes><attribute><variable>true</variable><code>q</code>"
        "<datatype>string</datatype><required>true</required></attribute></attributes></service_definition>"
    )
    city.answers("GET", "services.xml", web.Response(text=listed, content_type="text/xml"))
    city.answers("GET", "services/a/b.xml", web.Response(text=defined, content_type="text/xml"))
    client = client_of(city.url, profile=Profile(format="xml"))
    (service,) = await client.services()
    definition = await client.service_definition(service.service_code)
    assert definition.attributes[0].required


async def test_paths_keys_and_jurisdiction_of_an_unusual_server(city, client_of):
    profile = Profile(request_path="request/{}", key_on_get=True, suffix=False, services_path="Services")
    city.answers("GET", "request/7", json([{"service_request_id": 7}]))
    city.answers("GET", "Services", json([]))
    client = client_of(city.url, api_key="k", jurisdiction_id="j", profile=profile)
    assert (await client.service_request("7")).service_request_id == "7"
    assert await client.services() == ()
    assert city.asked_for("Services") == [[("jurisdiction_id", "j"), ("api_key", "k")]]


async def test_an_empty_answer_for_one_request_is_not_found(city, client_of):
    city.answers("GET", "requests/7.json", json([]))
    with pytest.raises(NotFound):
        await client_of(city.url).service_request("7")


def page(*ids):
    return json([{"service_request_id": one} for one in ids])


PAGES = {
    "ends with an empty page": [page(1, 2), page(3), page()],
    "repeats the last page": [page(1, 2), page(2, 3), page(3)],
    "answers 404 past the end": [page(1, 2), page(3), json({"code": 404, "detail": "Invalid page."}, status=404)],
    "counts from another number": [page(1, 2), page(1, 2, 3), page()],
}


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES)
async def test_pages_come_whole_and_once(city, client_of, pages):
    city.answers("GET", "requests.json", *pages)
    found = await client_of(city.url, profile=Profile(paging=True)).service_requests()
    assert [one.service_request_id for one in found] == ["1", "2", "3"]


async def test_a_failing_second_page_is_an_error_not_a_short_list(city, client_of):
    city.answers("GET", "requests.json", page(1, 2), web.Response(status=500))
    with pytest.raises(TryLater):
        await client_of(city.url, profile=Profile(paging=True)).service_requests()


async def test_without_paging_one_call_unless_the_server_points_to_the_next(city, client_of):
    city.answers("GET", "requests.json", page(1, 2))
    await client_of(city.url).service_requests()
    assert city.asked_for("requests.json") == [[]]
    city.answers("GET", "requests.json", json([{"service_request_id": 1}], X_Next_Page_URL="next"), page(2))
    assert len(await client_of(city.url).service_requests()) == 2


async def test_a_look_takes_no_more_pages_than_it_may(city, client_of):
    city.answers("GET", "requests.json", page(1, 2), page(3, 4), page(5, 6))
    found = await client_of(city.url, profile=Profile(paging=True)).service_requests(Filters(most_pages=2))
    assert [one.service_request_id for one in found] == ["1", "2", "3", "4"]
    city.answers("GET", "requests.json", page(1, 2))
    span = Filters(start=NOON, end=NOON + timedelta(days=1), most_pages=2)
    assert len(await client_of(city.url, profile=Profile(most_rows=2)).service_requests(span)) == 2
    assert len(city.asked_for("requests.json")) == 3, "an answer that was cut stays cut"


async def test_an_answer_that_was_cut_is_asked_for_in_halves(city, client_of):
    every = {number: NOON + timedelta(hours=number) for number in range(10)}

    async def at_most_four(request):
        start, end = (datetime.fromisoformat(request.query[name]) for name in ("start_date", "end_date"))
        inside = [number for number, at in every.items() if start <= at <= end]
        return page(*inside[:4])

    city.answers("GET", "requests.json", at_most_four)
    client = client_of(city.url, profile=Profile(most_rows=4))
    found = await client.service_requests(Filters(start=NOON, end=NOON + timedelta(days=1)))
    assert sorted(int(one.service_request_id) for one in found) == list(every)


async def test_one_lost_id_does_not_hide_the_others(city, client_of):
    city.answers("GET", "requests.json", json([{"code": 404, "description": "unknown id"}], status=404))
    city.answers("GET", "requests/1.json", page(1))
    city.answers("GET", "requests/2.json", json([{"code": 404, "description": "unknown id"}], status=404))
    city.answers("GET", "requests/3.json", page(3))
    found = await client_of(city.url).service_requests(Filters(service_request_ids=("1", "2", "3")))
    assert [one.service_request_id for one in found] == ["1", "3"]


async def first_alone(request):
    return page(request.query["service_request_id"].split(",")[0])


async def heedless(_request):
    return page(7, 8, 9)


async def at_a_loss(_request):
    return json([{"code": 400, "description": "not a number"}], status=400)


@pytest.mark.parametrize("answer", [first_alone, heedless, at_a_loss])
async def test_a_server_that_does_not_heed_lists_of_ids_is_asked_one_by_one(city, client_of, answer):
    city.answers("GET", "discovery.json", json({}))
    city.answers("GET", "requests.json", answer)
    for number in (1, 2, 3):
        city.answers("GET", f"requests/{number}.json", page(number))
    client = client_of(city.url)
    for _ in range(2):
        found = await client.service_requests(Filters(service_request_ids=("3", "1", "2")))
        assert [one.service_request_id for one in found] == ["3", "1", "2"]
    assert len(city.asked_for("requests.json")) == 1, "what was learnt is kept"


async def test_a_server_that_heeds_lists_of_ids_is_asked_no_more(city, client_of):
    async def listed(request):
        return page(*[one for one in request.query["service_request_id"].split(",") if one != "4"])

    city.answers("GET", "discovery.json", json({}))
    city.answers("GET", "requests.json", listed)
    city.answers("GET", "requests/4.json", json([{"code": 404, "description": "lost"}], status=404))
    client = client_of(city.url, profile=Profile(ids_per_call=2))
    found = await client.service_requests(Filters(service_request_ids=("2", "1", "2", "", "3", "4")))
    assert [one.service_request_id for one in found] == ["2", "1", "3"]
    assert [dict(fields)["service_request_id"] for fields in city.asked_for("requests.json")] == ["2,1", "3,4"]
    assert not city.asked_for("requests/4.json"), "what a list does not bring is not there"


async def test_updates_reopen_and_feedback(city, client_of):
    city.answers(
        "GET", "servicerequestupdates.json", json([{"update_id": 1, "service_request_id": 7, "status": "fixed"}])
    )
    city.answers("POST", "servicerequestupdates.json", json([{"update_id": 5}]))
    city.answers("POST", "requests/7/feedback.json", json([{"update_id": "f1"}]))
    client = client_of(city.url, api_key="k", profile=Profile(capital_statuses=True))
    (update,) = await client.updates(NOON, NOON)
    assert (update.status, update.extended_status) == ("closed", "fixed")
    assert await client.post_update(NewUpdate("7", "u1", "reopen", "Still there.", NOON)) == "5"
    await client.post_feedback(Feedback("7", "f1", fixed="no", rating=1))
    assert ("status", "REOPEN") in city.asked_for("servicerequestupdates.json")[1]
    assert city.asked_for("requests/7/feedback.json") == [
        [("api_key", "k"), ("update_id", "f1"), ("fixed", "no"), ("rating", "1")]
    ]


async def test_photos_go_as_bytes_where_the_server_takes_files(city, client_of):
    city.answers("POST", "requests.json", page(1))
    report = NewServiceRequest("POTHOLE", point=Point(1, 2), media=(MediaFile("hole.jpg", "image/jpeg", b"jpeg"),))
    await client_of(city.url, profile=Profile(media="file")).submit(report)
    assert city.headers[-1]["content-type"].startswith("multipart/form-data")
    assert ("media", "hole.jpg") in city.asked_for("requests.json")[0]


async def test_after_an_unknown_outcome_our_report_is_found_again(city, client_of):
    ours = {
        "service_request_id": 8,
        "service_code": "POTHOLE",
        "description": REPORT.description,
        "lat": 42.36,
        "long": -71.06,
        "requested_datetime": "2026-03-02T12:00:05Z",
    }
    last_week = {**ours, "service_request_id": 3, "requested_datetime": "2026-02-23T12:00:00Z"}
    city.answers("GET", "requests.json", json([last_week, ours]), json([last_week]))
    client = client_of(city.url)
    found = await client.find_filed(REPORT, NOON, NOON)
    assert found
    assert (found.service_request_id, found.request.point) == ("8", REPORT.point)
    assert await client.find_filed(REPORT, NOON, NOON) is None
    assert dict(city.asked_for("requests.json")[0]) == {
        "service_code": "POTHOLE",
        "start_date": "2026-03-02T11:45:00Z",
        "end_date": "2026-03-02T12:15:00Z",
    }


async def test_a_server_s_abilities_are_asked_again_after_an_hour_and_kept_while_it_is_down(city, client_of):
    now = [0.0]
    city.answers(
        "GET", "discovery.json", json({"extensions": ["paging"]}), web.Response(status=503), json({"extensions": []})
    )
    client = client_of(city.url, monotonic=lambda: now[0])
    assert (await client.profile()).paging
    now[0] = 7200
    assert (await client.profile()).paging, "down: what was known still holds"
    assert not (await client.profile()).paging


async def test_a_server_that_hangs_gets_no_more_and_is_still_read(city, client_of):
    hanging, done = asyncio.Semaphore(0), asyncio.Event()

    async def hangs(_request):
        hanging.release()
        await done.wait()
        return json([{"service_request_id": "26-1"}])

    city.answers("POST", "requests.json", hangs)
    city.answers("GET", "services.json", json([{"service_code": "POTHOLE", "service_name": "Pothole"}]))
    client = client_of(city.url, timeouts=Timeouts(connect=0.2, read=20, submit=20))
    filings = [asyncio.create_task(client.submit(REPORT)) for _ in range(SUBMITS_AT_ONCE)]
    for _ in filings:
        await hanging.acquire()
    with pytest.raises(TryLater, match=f"still works on {SUBMITS_AT_ONCE}"):
        await client.submit(REPORT)
    assert [service.service_code for service in await client.services()] == ["POTHOLE"]
    done.set()
    assert {filed.service_request_id for filed in await asyncio.gather(*filings)} == {"26-1"}
    assert (await client.submit(REPORT)).service_request_id == "26-1"
