"""Remote geocoders' answers and turns, shared by all workers: the same claims in memory and on a real store."""

import asyncio

import pytest

from bot.adapters.redis.geocodes import RedisGeocodes
from bot.messages import GeoPoint
from bot.places.chain import GeocoderBusy, GeocoderChain, GeocoderFailed
from bot.places.place import Place
from bot.places.remembering import REMEMBERED, REMEMBERED_NOTHING, MemoryGeocodes, Remembered
from bot.ports import StoreUnavailable
from tests.places.test_finder import Clock, Remote
from tests.spine.conftest import shared_server, store  # noqa: F401  # fixtures

FAR = Place("1 Far Rd", GeoPoint(41.61, -93.92), "address", 0.7, "remote", neighborhood="Eastgate", zip="50905")
BOUNDS = (41.5, -94.0, 41.7, -93.8)


@pytest.fixture(params=["memory", "redis"])
def geocodes(request):
    return MemoryGeocodes(Clock()) if request.param == "memory" else RedisGeocodes(request.getfixturevalue("store"))


def two_workers(geocodes, *answers, **how):
    remote = Remote(*answers)
    return remote, Remembered(remote, geocodes, **how), Remembered(remote, geocodes, **how)


async def test_what_one_worker_asked_no_other_asks_again(geocodes):
    remote, one, two = two_workers(geocodes, [FAR])
    assert await one.find("1 Far Road", BOUNDS, "en") == await two.find("1 FAR rd.", BOUNDS, "en") == [FAR]
    assert remote.asked == 1


async def test_that_there_is_nothing_is_remembered_too(geocodes):
    remote, one, two = two_workers(geocodes, [])
    assert await one.find("1 Far Rd", BOUNDS, "en") == await two.find("1 Far Rd", BOUNDS, "en") == []
    assert remote.asked == 1


async def test_other_words_bounds_and_languages_are_other_questions(geocodes):
    remote, one, _ = two_workers(geocodes, [FAR])
    for question in (("1 Far Rd", None, "en"), ("2 Far Rd", None, "en"), ("1 Far Rd", BOUNDS, "en")):
        await one.find(*question)
    await one.find("1 Far Rd", None, "es")
    assert remote.asked == 4


async def test_two_services_of_one_name_are_not_mixed_up(geocodes):
    remote = Remote([FAR])
    for scope in ("a.example", "b.example"):
        await Remembered(remote, geocodes, scope=scope).find("1 Far Rd", None, "en")
    assert remote.asked == 2


async def test_pins_close_together_are_described_once(geocodes):
    remote, one, two = two_workers(geocodes, FAR)
    assert await one.describe(GeoPoint(41.61001, -93.92001)) == await two.describe(GeoPoint(41.61, -93.92)) == FAR
    assert remote.asked == 1


async def test_a_failure_is_not_remembered(geocodes):
    remote, one, _ = two_workers(geocodes, GeocoderFailed("500"), [FAR])
    with pytest.raises(GeocoderFailed):
        await one.find("1 Far Rd", None, "en")
    assert await one.find("1 Far Rd", None, "en") == [FAR]
    assert remote.asked == 2


async def test_answers_run_out_and_nothing_runs_out_sooner(store):  # noqa: F811
    one = Remembered(Remote([FAR], []), RedisGeocodes(store))
    await one.find("1 Far Rd", None, "en")
    await one.find("2 Far Rd", None, "en")
    lives = sorted([await store.call("TTL", key) for key in await store.call("KEYS", "text311:geocode:*")])
    assert REMEMBERED_NOTHING - 60 < lives[0] <= REMEMBERED_NOTHING < REMEMBERED - 60 < lives[1] <= REMEMBERED


async def test_the_store_tells_nobody_what_was_asked(store):  # noqa: F811
    await Remembered(Remote([]), RedisGeocodes(store)).find("1 Far Rd", None, "en")
    assert not [key for key in await store.call("KEYS", "*") if b"ar" in key.lower()]


async def test_workers_of_one_application_ask_in_turn(geocodes):
    assert await geocodes.turn("nominatim", 1.0) == 0.0
    assert 0 < await geocodes.turn("nominatim", 1.0) <= 1.0
    assert await geocodes.turn("another", 1.0) == 0.0


async def test_who_has_no_turn_waits_for_it():
    clock, waits = Clock(), []

    async def sleep(seconds):
        waits.append(seconds)
        clock.now += seconds

    geocodes = MemoryGeocodes(clock)
    _, one, two = two_workers(geocodes, [FAR], per_second=1.0, sleep=sleep)
    for worker, number in ((one, 1), (two, 2), (one, 3)):
        await worker.find(f"{number} Far Rd", None, "en")
    assert waits == [1.0, 1.0]


async def test_real_workers_never_ask_twice_in_one_turn(store):  # noqa: F811
    """Twenty at once share one turn: one gets it, the others hear how long to wait."""
    turns = await asyncio.gather(*(RedisGeocodes(store).turn("nominatim", 60.0) for _ in range(20)))
    assert turns.count(0.0) == 1
    assert all(50 < wait <= 60 for wait in turns if wait)


async def test_a_turn_too_far_away_goes_to_the_next_source_and_blames_nobody():
    geocodes = MemoryGeocodes(Clock())
    await geocodes.turn("remote ", 60.0)
    slow = Remembered(Remote([FAR]), geocodes, per_second=1 / 60)
    chain = GeocoderChain([slow, Remote([FAR], name="two")], Clock())
    for _ in range(4):
        assert await chain.find("1 Far Rd", None, "en") == [FAR]
    assert not chain._sources[0][1].resting


class StoreAway:
    async def call(self, *_):
        raise StoreUnavailable("no Redis here")


async def test_without_the_store_everything_is_forgotten_and_no_turn_is_given():
    geocodes = RedisGeocodes(StoreAway())
    assert await Remembered(Remote([FAR]), geocodes).find("1 Far Rd", None, "en") == [FAR]
    with pytest.raises(GeocoderBusy):
        await geocodes.turn("nominatim", 1.0)


async def test_what_an_older_version_kept_is_asked_anew(store):  # noqa: F811
    remote, one, _ = two_workers(RedisGeocodes(store), [FAR])
    await one.find("1 Far Rd", None, "en")
    (key,) = await store.call("KEYS", "text311:geocode:*")
    await store.call("SET", key, b'[{"address": 7}]')
    assert await one.find("1 Far Rd", None, "en") == [FAR]
    assert remote.asked == 2
