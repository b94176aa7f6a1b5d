"""After filing, over a real GeoReport server: the place comes back as it was sent, and more can be added to it."""

import aiohttp
import msgspec
import pytest

from bot.adapters.open311_desk import Open311Desk
from bot.effects import FileRequest
from bot.filed_place import filed_place
from bot.messages import GeoPoint
from bot.ports import Filed
from crm_client import GeoReportClient, Profile
from tests.crm_client.test_our_server import NOW, our_server  # noqa: F401  # a fixture

ORDER = FileRequest("key-after", "POTHOLE", "a hole", "12 Elm St", GeoPoint(41.610086, -93.923502))


@pytest.fixture
async def desk(our_server):  # noqa: F811
    async with aiohttp.ClientSession() as session:
        yield Open311Desk(GeoReportClient(our_server, session, profile=Profile()), NOW.timestamp)


async def filed(desk, order):
    outcome = await desk.file(order, (), "sms")
    assert isinstance(outcome, Filed)
    (seen,) = await desk.look_up((outcome.service_request_id,))
    return outcome.service_request_id, seen


async def test_the_place_comes_back_as_it_was_sent(desk):
    number, seen = await filed(desk, ORDER)
    place = filed_place(ORDER, number, seen)
    assert (place.differences, place.moved_metres, place.desk_address) == ((), 0.0, "12 Elm St")


async def test_our_own_crm_shows_it_in_its_answer(our_server):  # noqa: F811
    async with aiohttp.ClientSession() as session:
        desk = Open311Desk(GeoReportClient(our_server, session), NOW.timestamp)
        outcome = await desk.file(msgspec.structs.replace(ORDER, filing_key="key-shown"), (), "sms")
        (looked,) = await desk.look_up((outcome.service_request_id,))
        seen = outcome.seen
        assert (seen.address, seen.point, seen.service_code) == (looked.address, looked.point, looked.service_code)
        assert (seen.expected_datetime, seen.photos) == (looked.expected_datetime, looked.photos)


async def test_words_alone_come_back_too(desk):
    order = msgspec.structs.replace(ORDER, filing_key="key-words", address_string="behind the mill", point=None)
    number, seen = await filed(desk, order)
    assert filed_place(order, number, seen).differences == ()


async def test_more_words_are_added_once(our_server, desk):  # noqa: F811
    number, _ = await filed(desk, msgspec.structs.replace(ORDER, filing_key="key-more"))
    async with aiohttp.ClientSession() as session:
        full = Open311Desk(GeoReportClient(our_server, session), NOW.timestamp)
        for _ in range(2):
            assert await full.add_words(number, "it is getting worse", (), "key-more")
        async with session.get(f"{our_server}/requests/{number}.json?extensions=true") as answer:
            notes = [note["description"] for note in (await answer.json())[0]["notes"]]
    assert notes.count("it is getting worse") == 1


async def test_a_desk_that_takes_nothing_further_says_so(our_server):  # noqa: F811
    async with aiohttp.ClientSession() as session:
        plain = Open311Desk(GeoReportClient(our_server, session, profile=Profile(updates=False)), NOW.timestamp)
        assert not await plain.add_words("1", "more", (), "k")
