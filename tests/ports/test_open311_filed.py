"""By when a filing will be done: from the answer to it, or else from the request itself."""

from datetime import UTC, datetime

import pytest

from bot.adapters.open311_desk import Open311Desk
from bot.effects import FileRequest
from bot.messages import GeoPoint
from crm_client import Filed, ServiceRequest, TryLater

WEDNESDAY = datetime(2026, 6, 3, 20, 30, tzinfo=UTC)
ORDER = FileRequest("k-1", "POTHOLE", "deep", "12 Elm St", GeoPoint(41.6, -93.9))


class Server:
    """Answers a filing with `filed`; `looked_up` are the numbers it was asked about afterwards."""

    def __init__(self, filed, request=None):
        self._filed, self._request = filed, request
        self.looked_up: list[str] = []

    async def submit(self, request, key):
        return self._filed

    async def service_request(self, number):
        self.looked_up.append(number)
        if self._request is None:
            raise TryLater("not now")
        return self._request


@pytest.mark.parametrize(
    ("server", "expected", "looked_up"),
    [
        (Server(Filed("7", expected_datetime=WEDNESDAY)), WEDNESDAY, []),
        (Server(Filed("7"), ServiceRequest("7", expected_datetime=WEDNESDAY)), WEDNESDAY, ["7"]),
        (Server(Filed("7")), None, ["7"]),
        (Server(Filed("", token="t")), None, []),
    ],
    ids=["the answer says it", "the request says it", "the request cannot be had", "only a token"],
)
async def test_by_when(server, expected, looked_up):
    filed = await Open311Desk(server, lambda: 0.0).file(ORDER, (), "sms")
    assert (filed.expected_datetime, server.looked_up) == (expected, looked_up)
