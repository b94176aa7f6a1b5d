"""Prompts to who listens: signed, in order, kept until delivered."""

import hashlib
import hmac
import json
from dataclasses import replace

import pytest
from aiohttp import ClientSession, web

from crm_server import changes
from crm_server.crm import make_crm
from crm_server.filing import NewServiceRequest, file_request
from crm_server.history import Author
from crm_server.push import GIVE_UP_AFTER, Pusher, wait_after
from crm_server.tables import ServiceRequest


@pytest.fixture
async def receiver():
    """Answers with the statuses it is told to, and keeps what it got."""
    got, statuses = [], []

    async def receive(http_request: web.Request) -> web.Response:
        got.append((await http_request.read(), http_request.headers["X-Text311-Signature"]))
        return web.Response(status=statuses.pop(0) if statuses else 204)

    app = web.Application()
    app.router.add_post("/crm/events", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}/crm/events", got, statuses
    await runner.cleanup()


@pytest.fixture
def crm(world):
    crm = make_crm(replace(world.settings, push_url="http://listener.test", push_secret="s3cret"), world.clock)
    crm.prepare()
    yield crm
    crm.database.dispose()


def close_one(crm):
    at = crm.clock()
    with crm.database.writing.begin() as session:
        new = NewServiceRequest("POTHOLE", address="12 Elm Street")
        filed = file_request(session.connection(), new, crm.catalogue, at)
        request = session.get_one(ServiceRequest, filed.id)
        changes.close(session, request, Author("Sam", at), "fixed", note="Filled.")
        changes.staff_note(session, request, Author("Sam", at), "only for us")
        changes.reopen(session, request, Author("resident", at), "still there", None)
        return request.service_request_id


async def test_public_changes_are_pushed_signed_and_in_order(crm, receiver):
    url, got, _ = receiver
    number = close_one(crm)
    pusher = Pusher(crm.database, url, "s3cret", crm.clock)
    async with ClientSession() as http:
        assert await pusher.push_due(http) == 2
        assert await pusher.push_due(http) == 0
    assert [json.loads(body) for body, _ in got] == [
        {"service_request_id": number, "status": "closed", "status_notes": "It is fixed. Filled."},
        {"service_request_id": number, "status": "open", "status_notes": ""},
    ]
    for body, signature in got:
        assert signature == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()


async def test_a_push_is_kept_until_it_is_taken(crm, receiver, world):
    url, got, statuses = receiver
    statuses += [503, 500]
    close_one(crm)
    pusher = Pusher(crm.database, url, "s3cret", crm.clock)
    async with ClientSession() as http:
        assert await pusher.push_due(http) == 2
        assert await pusher.push_due(http) == 0  # not before its time
        world.clock.passes(seconds=wait_after(1).total_seconds())
        assert await pusher.push_due(http) == 2
        world.clock.passes(days=1)
        assert await pusher.push_due(http) == 0
    assert len(got) == 4


async def test_nobody_listens_for_ever(crm, world):
    close_one(crm)
    pusher = Pusher(crm.database, "http://127.0.0.1:9/crm/events", "s3cret", crm.clock)
    async with ClientSession() as http:
        assert await pusher.push_due(http) == 2
        world.clock.passes(seconds=GIVE_UP_AFTER.total_seconds())
        assert await pusher.push_due(http) == 2
        world.clock.passes(days=30)
        assert await pusher.push_due(http) == 0
