"""What `Open311Desk.nearby` asks a server for, and how often."""

import asyncio
from datetime import timedelta

import pytest

from bot.adapters.open311_desk import Open311Desk
from bot.messages import GeoPoint
from crm_client import Filters, Point, Profile, ServiceRequest

HERE = GeoPoint(41.6, -93.9)
A_DAY = 1_780_000_000.0


def hole(number, metres=0.0, status="open"):
    return ServiceRequest(number, status, service_code="POTHOLE", point=Point(41.6 + metres / 111_195, -93.9))


class Server:
    """Gives whatever it has, and remembers what it was asked for."""

    def __init__(self, profile, *requests):
        self._profile, self._requests = profile, requests
        self.asked: list[Filters] = []

    async def profile(self):
        return self._profile

    async def service_requests(self, filters):
        self.asked.append(filters)
        await asyncio.sleep(0)
        return self._requests


class Clock:
    at = A_DAY

    def __call__(self):
        return self.at


def numbers(found):
    return [one.service_request_id for one in found]


@pytest.mark.parametrize("profile", [Profile(), Profile(radius=True)])
async def test_open_ones_within_reach_the_nearest_first(profile):
    server = Server(
        profile,
        hole("far", 300),
        hole("near", 30),
        hole("here", 1),
        hole("done", 2, "closed"),
        ServiceRequest("lost", service_code="POTHOLE"),
    )
    assert numbers(await Open311Desk(server, Clock()).nearby("POTHOLE", HERE, 50)) == ["here", "near"]


async def test_a_server_that_lists_by_place_is_asked_for_the_place_alone():
    server = Server(Profile(radius=True), hole("here"))
    desk = Open311Desk(server, Clock())
    for _ in range(2):
        await desk.nearby("POTHOLE", HERE, 50)
    (asked, again) = server.asked
    assert asked == again
    assert (asked.near.lat, asked.near.long, asked.near.radius) == (41.6, -93.9, 50)
    assert (asked.status, asked.start, asked.most_pages, asked.extended) == ("open", None, 1, False)


async def test_any_other_is_asked_for_two_weeks_in_two_pages_every_two_minutes_per_service():
    server, clock = Server(Profile(), hole("here")), Clock()
    desk = Open311Desk(server, clock)
    await asyncio.gather(*(desk.nearby("POTHOLE", HERE, 50) for _ in range(5)))
    clock.at += 119
    assert numbers(await desk.nearby("POTHOLE", HERE, 50)) == ["here"]
    (asked,) = server.asked
    assert (asked.near, asked.status, asked.most_pages) == (None, "open", 2)
    assert asked.end - asked.start == timedelta(days=14)
    await desk.nearby("GRAFFITI", HERE, 50)
    clock.at += 1
    await desk.nearby("POTHOLE", HERE, 50)
    assert [asked.service_codes for asked in server.asked] == [("POTHOLE",), ("GRAFFITI",), ("POTHOLE",)]
