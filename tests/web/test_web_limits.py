"""Photos, drawings and pin pages by address: nobody is kept out by another, and nobody fills the disk."""

import aiohttp
import pytest
from starlette.requests import HTTPConnection

from bot import web_limits
from bot.channels.web import SESSION_HEADER
from bot.web_limits import Limit
from tests.web.conftest import City


def caller(host: str) -> HTTPConnection:
    return HTTPConnection({"type": "http", "client": (host, 1), "headers": []})


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_a_trickle() -> None:
    clock = Clock()
    limit, me = Limit(3, 10, clock), caller("192.0.2.1")
    assert [limit.takes(me) for _ in range(5)] == [True] * 3 + [False] * 2
    clock.now += 10
    assert [limit.takes(me) for _ in range(2)] == [True, False]
    clock.now += 1000
    assert [limit.takes(me) for _ in range(4)] == [True] * 3 + [False]


@pytest.mark.parametrize(
    ("host", "other", "one"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("a unix socket", "", False),
    ],
)
def test_who_is_one_caller(host: str, other: str, *, one: bool) -> None:
    limit = Limit(1, 10, Clock())
    assert limit.takes(caller(host))
    assert limit.takes(caller(other)) is not one


def test_its_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_limits, "MOST_ADDRESSES", 5)
    limit = Limit(1, 10, Clock())
    assert all(limit.takes(caller(f"192.0.2.{last}")) for last in range(50))
    assert len(limit._full_at) == 5
    assert not limit.takes(caller("192.0.2.49"))


async def test_photos_beyond_it_are_refused_and_not_kept(city: City, session: aiohttp.ClientSession) -> None:
    token = city.chat().new_session()
    sent = []
    for _ in range(web_limits.photos().burst + 1):
        answer = await session.post(
            f"{city.base}/channels/web/photos", data=b"a photo", headers={SESSION_HEADER: token}
        )
        sent.append(answer.status)
    assert sent == [201] * web_limits.photos().burst + [429]
    assert len(city.media.kept) == web_limits.photos().burst
