"""A remote geocoder on a bad day, through geopy, the chain and the finder: the words are kept, or the next one helps."""

import asyncio

import pytest
from aiohttp import ClientSession, web

from bot.places.chain import GeocoderChain
from bot.places.finder import PlaceFinder
from bot.places.geocoders import make_geocoder
from bot.places.jurisdiction import Jurisdiction
from tests.places.test_finder import DEMO, Clock

HERE, PARIS = ("41.61", "-93.92"), ("48.85", "2.35")


def answer(lat, lon):
    return {
        "lat": lat, "lon": lon, "display_name": "1 Far Road, Lindale", "category": "building",
        "address": {"house_number": "1", "road": "Far Road"},
    }  # fmt: skip


async def refuses(_):
    return web.json_response({"error": "Bandwidth limit exceeded"}, status=429, headers={"Retry-After": "30"})


async def breaks(_):
    return web.Response(status=500, text="Internal Server Error")


async def talks_nonsense(_):
    return web.Response(text="<html><h1>It works!</h1>")


async def lists_nonsense(_):
    return web.json_response([{"lat": "north", "lon": None}, 7])


async def is_no_number(_):
    return web.json_response([answer("nan", "inf")])


OVER = web.AppKey("over", asyncio.Event)


async def takes_a_minute(request):
    await request.app[OVER].wait()
    return web.json_response([answer(*HERE)])


async def hangs_up(request):
    request.transport.close()
    return web.Response()


async def is_on_another_continent(_):
    return web.json_response([answer(*PARIS)])


async def knows_it(_):
    return web.json_response([answer(*HERE)])


@pytest.fixture
async def finder():
    """Makes a finder over servers that behave as told; each gets a port of its own."""
    runners, over = [], asyncio.Event()
    async with ClientSession() as session:

        async def made(*behaviours, clock=None, patience=2.0):
            sources = []
            for behaviour in behaviours:
                app = web.Application()
                app[OVER] = over
                app.router.add_get("/search", behaviour)
                runners.append(web.AppRunner(app, shutdown_timeout=0))
                await runners[-1].setup()
                await web.TCPSite(runners[-1], "127.0.0.1", 0).start()
                domain = f"127.0.0.1:{runners[-1].addresses[0][1]}"
                sources.append(make_geocoder("nominatim", session, {"domain": domain, "scheme": "http"}))
            chain = GeocoderChain(sources, clock or Clock(), patience)
            return PlaceFinder(None, chain, Jurisdiction(DEMO / "jurisdiction.geojson"))

        yield made
    over.set()
    for runner in runners:
        await runner.cleanup()


BAD = [refuses, breaks, talks_nonsense, lists_nonsense, is_no_number, hangs_up]


@pytest.mark.parametrize("behaviour", BAD, ids=lambda one: one.__name__)
async def test_alone_it_fails_and_the_words_are_kept(finder, behaviour):
    search = await (await finder(behaviour)).find("1 Far Road", ())
    assert (search.outcome, search.mention, search.places) == ("failed", "1 Far Road", ())


@pytest.mark.parametrize("behaviour", BAD, ids=lambda one: one.__name__)
async def test_with_another_behind_it_the_place_is_found(finder, behaviour):
    search = await (await finder(behaviour, knows_it)).find("1 Far Road", ())
    assert (search.outcome, search.places[0].address) == ("found", "1 Far Road")


async def test_one_that_takes_a_minute_is_not_waited_for(finder):
    search = await (await finder(takes_a_minute, patience=0.2)).find("1 Far Road", ())
    assert search.outcome == "failed"


async def test_one_that_takes_a_minute_leaves_time_for_the_next(finder):
    search = await (await finder(takes_a_minute, knows_it)).find("1 Far Road", ())
    assert search.outcome == "found"


async def test_a_point_on_another_continent_is_nobodys_answer(finder):
    """It is neither filed nor told to be outside the city: a street of that name elsewhere was not meant."""
    search = await (await finder(is_on_another_continent)).find("1 Far Road", ())
    assert (search.outcome, search.places) == ("not_found", ())


async def test_behind_a_point_on_another_continent_the_next_is_asked(finder):
    search = await (await finder(is_on_another_continent, knows_it)).find("1 Far Road", ())
    assert search.outcome == "found"


async def test_one_that_says_429_is_left_alone_as_long_as_it_wants(finder):
    clock, asked = Clock(), []

    async def refuses_once(request):
        asked.append(request)
        return await (refuses if len(asked) == 1 else knows_it)(request)

    place = await finder(refuses_once, clock=clock)
    assert [(await place.find("1 Far Road", ())).outcome for _ in range(3)] == ["failed"] * 3
    assert len(asked) == 1
    clock.now += 31
    assert (await place.find("1 Far Road", ())).outcome == "found"
