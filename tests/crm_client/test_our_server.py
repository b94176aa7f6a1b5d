"""The client against the embedded CRM, over HTTP, in both formats: what one says the other must understand."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn

from crm_client import (
    PRESETS,
    Circle,
    Feedback,
    Filters,
    MediaFile,
    NewServiceRequest,
    NewUpdate,
    NotFound,
    Point,
    Profile,
    Refused,
)
from crm_server.app import create_app
from crm_server.settings import Settings

NOW = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)
HOLE = NewServiceRequest(
    "POTHOLE", "Deep hole, two feet wide.", Point(41.6, -93.9), "12 Elm St", channel="sms", language="es"
)


class Server(uvicorn.Server):
    """In a thread of its own, told to listen on a socket that is already open."""

    def __init__(self, app: object) -> None:
        super().__init__(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@pytest.fixture(scope="module")
def our_server(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("crm")
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = Settings(
        database_url=f"sqlite:///{folder / 'crm.sqlite'}",
        staff_password="",
        services_file=None,
        media_dir=folder / "media",
        public_url=url,
        city_name="Testville",
        time_zone="America/New_York",
        push_url=None,
        push_secret=None,
    )
    ticks = iter(range(1_000_000))
    server = Server(create_app(settings, lambda: NOW + timedelta(seconds=next(ticks))))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
    thread.start()
    assert server.up.wait(20), "the CRM did not start"
    yield f"{url}/open311/v2"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(params=["json", "xml"])
def client(request, our_server, client_of):
    return client_of(our_server, profile=Profile(format=request.param))


async def test_discovery_tells_what_our_server_can(client):
    profile = await client.profile()
    assert replace(profile, format="json") == PRESETS["text311"]


async def test_services_and_their_questions(client):
    services = {service.service_code: service for service in await client.services()}
    assert not services["POTHOLE"].metadata, "potholes ask no questions"
    asking = [code for code, service in services.items() if service.metadata]
    definitions = [await client.service_definition(code) for code in asking]
    assert {one.datatype for definition in definitions for one in definition.attributes} == {
        "string", "number", "datetime", "text", "singlevaluelist", "multivaluelist",
    }  # fmt: skip
    assert any(one.depends_on for definition in definitions for one in definition.attributes)


async def test_filed_once_under_one_key_and_read_back(client, request):
    key = f"key-{request.node.name}"
    first, second = await client.submit(HOLE, key), await client.submit(HOLE, key)
    assert first.service_request_id == second.service_request_id != ""
    told = await client.service_request(first.service_request_id)
    assert (told.status, told.service_code, told.description) == ("open", "POTHOLE", HOLE.description)
    assert told.point == HOLE.point
    assert told.address == "12 Elm St"
    assert told.expected_datetime > told.requested_datetime


async def test_a_request_with_every_answer_its_service_asks_for(client):
    services = [service for service in await client.services() if service.metadata]
    for service in services:
        definition = await client.service_definition(service.service_code)
        answers = tuple(
            (one.code, _an_answer(one)) for one in definition.attributes if one.variable and not one.depends_on
        )
        filed = await client.submit(NewServiceRequest(service.service_code, "Please.", HOLE.point, attributes=answers))
        assert filed.service_request_id


def _an_answer(attribute) -> str | tuple[str, ...]:
    match attribute.datatype:
        case "number":
            return "3"
        case "datetime":
            return "2026-05-30T08:00:00Z"
        case "singlevaluelist":
            return attribute.values[0].key
        case "multivaluelist":
            return tuple(value.key for value in attribute.values)
        case _:
            return "B-17"


async def test_refusals_come_with_the_server_s_words(client):
    with pytest.raises(Refused) as nowhere:
        await client.submit(NewServiceRequest("POTHOLE", "No place given."))
    assert nowhere.value.description
    with pytest.raises(NotFound):
        await client.submit(NewServiceRequest("NO_SUCH_SERVICE", "x", HOLE.point))
    with pytest.raises(NotFound):
        await client.service_request("999999")
    with pytest.raises(NotFound):
        await client.service_definition("NO_SUCH_SERVICE")


async def test_lists_page_filter_and_survive_unknown_ids(client, our_server, client_of):
    filed = [(await client.submit(replace(HOLE, service_code="SIDEWALK"))).service_request_id for _ in range(5)]
    small = client_of(our_server, profile=Profile(page_size=2, ids_per_call=2))
    found = await small.service_requests(Filters(service_request_ids=(*filed, "999999")))
    assert sorted(one.service_request_id for one in found) == sorted(filed)
    walks = await small.service_requests(Filters(service_codes=("SIDEWALK",), status="open"))
    assert {*filed} <= {one.service_request_id for one in walks}
    assert len({one.service_request_id for one in walks}) == len(walks)
    since = (await small.service_request(filed[3])).updated_datetime
    changed = {one.service_request_id for one in await small.service_requests(Filters(updated_after=since))}
    assert {filed[3], filed[4]} <= changed
    assert filed[0] not in changed


async def test_reopening_says_so_in_the_updates(client, request):
    filed = await client.submit(HOLE)
    update = NewUpdate(filed.service_request_id, f"u-{request.node.name}", "reopen", "It is back.", NOW)
    assert await client.post_update(update) == await client.post_update(update)
    told = [one for one in await client.updates() if one.service_request_id == filed.service_request_id]
    assert all(one.updated_datetime for one in told)


async def test_feedback_is_completed_under_one_id(client, request):
    filed = await client.submit(HOLE)
    key = f"f-{request.node.name}"
    await client.post_feedback(Feedback(filed.service_request_id, key, fixed="partly", channel="sms", language="en"))
    await client.post_feedback(Feedback(filed.service_request_id, key, rating=4, comment="Better now."))
    with pytest.raises(Refused):
        await client.post_feedback(Feedback(filed.service_request_id, key + "x", rating=9))


async def test_an_unknown_outcome_is_found_again(client, request):
    ours = replace(HOLE, description=f"The hole of {request.node.name} at the corner.")
    filed = await client.submit(ours)
    told = await client.service_request(filed.service_request_id)
    found = await client.find_filed(ours, told.requested_datetime, told.requested_datetime)
    assert found is not None
    assert found.service_request_id == filed.service_request_id
    other = replace(ours, description="Something quite different here.")
    assert await client.find_filed(other, told.requested_datetime, told.requested_datetime) is None


async def test_a_photo_goes_as_bytes(our_server, client_of):
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(picture, "JPEG")
    report = replace(HOLE, media=(MediaFile("hole.jpg", "image/jpeg", picture.getvalue()),))
    client = client_of(our_server, profile=Profile(media="file"))
    told = await client.service_request((await client.submit(report)).service_request_id)
    assert told.media_url.startswith("http")


async def test_around_a_point(client):
    near = replace(HOLE, service_code="PARK", point=Point(41.7, -93.7))
    filed = await client.submit(near)
    await client.submit(replace(near, point=Point(41.71, -93.7)))
    found = await client.service_requests(Filters(service_codes=("PARK",), near=Circle(41.7, -93.7003, 50)))
    assert filed.service_request_id in {one.service_request_id for one in found}
    assert {one.point for one in found} == {near.point}
