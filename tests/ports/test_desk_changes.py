"""What `Open311Desk.changed_since` asks a server for, and when it needs to know which requests are followed."""

from datetime import UTC, datetime

import pytest

from bot.adapters.open311_desk import Open311Desk
from crm_client import Filters, Profile, ServiceRequest, ServiceRequestUpdate

SINCE = datetime(2026, 6, 1, tzinfo=UTC)


class Server:
    def __init__(self, profile, updated=()):
        self._profile, self._updated = profile, updated
        self.asked: list[Filters] = []

    async def profile(self):
        return self._profile

    async def updates(self, start, end):
        return tuple(ServiceRequestUpdate(f"u{number}", number) for number in self._updated)

    async def service_requests(self, filters):
        self.asked.append(filters)
        return tuple(ServiceRequest(number, "closed") for number in filters.service_request_ids or ("5", "9"))


class Followed:
    def __init__(self, *ids):
        self._ids, self.times = ids, 0

    async def __call__(self):
        self.times += 1
        return self._ids


@pytest.mark.parametrize(
    ("profile", "updated", "followed", "found", "times"),
    [
        (Profile(updated_filter="updated_after"), (), ("9",), ["5", "9"], 0),
        (Profile(updated_filter="updated_after", updates=True), (), ("9",), ["5", "9"], 0),
        (Profile(updates=True), (), ("9",), [], 0),
        (Profile(updates=True), ("9", "7"), ("9", "8"), ["9"], 1),
        (Profile(), (), ("8", "9"), ["8", "9"], 1),
        (Profile(), (), (), [], 1),
    ],
)
async def test_only_a_desk_that_cannot_tell_what_changed_is_told_what_is_followed(
    profile, updated, followed, found, times
):
    server, followed_ids = Server(profile, updated), Followed(*followed)
    changed = await Open311Desk(server, SINCE.timestamp).changed_since(SINCE, followed_ids)
    assert [one.service_request_id for one in changed] == found
    assert followed_ids.times == times
    assert len(server.asked) == bool(found)
