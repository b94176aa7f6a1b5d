"""By when a filing will be done, if the answer to it says so; the look into the CRM after every filing tells it else."""

from datetime import UTC, datetime

import pytest

from bot.adapters.open311_desk import Open311Desk
from bot.effects import FileRequest
from bot.messages import GeoPoint
from crm_client import Filed

WEDNESDAY = datetime(2026, 6, 3, 20, 30, tzinfo=UTC)
ORDER = FileRequest("k-1", "POTHOLE", "deep", "12 Elm St", GeoPoint(41.6, -93.9))


class Server:
    """Answers a filing with `filed`, and nothing else: a filing is one call."""

    def __init__(self, filed):
        self._filed = filed

    async def submit(self, request, key):
        return self._filed


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Filed("7", expected_datetime=WEDNESDAY), WEDNESDAY),
        (Filed("7"), None),
        (Filed("", token="t"), None),
    ],
    ids=["the answer says it", "it does not", "only a token"],
)
async def test_by_when(answer, expected):
    filed = await Open311Desk(Server(answer), lambda: 0.0).file(ORDER, (), "sms")
    assert filed.expected_datetime == expected
