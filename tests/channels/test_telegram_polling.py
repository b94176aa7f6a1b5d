"""Long polling forgets an update only when the message in it is safe."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web

from bot.channels.base import FetchFailed
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import Polling
from bot.messages import InboundMessage
from tests.fake_providers.recorder import Failure, serving
from tests.fake_providers.telegram import BROKEN, FakeTelegram


def update(number: int, text: str = "hello", **more: Any) -> dict[str, Any]:
    message = {"message_id": number, "date": 1772443000, "chat": {"id": 7001, "type": "private"}, "text": text}
    return {"update_id": number, "message": message, **more}


class Admitted:
    """An inbox that fails as often as told, and stops the polling when it has seen enough."""

    def __init__(self, enough: int, failures: int = 0) -> None:
        self.texts: list[str] = []
        self.first, self.stop = asyncio.Event(), asyncio.Event()
        self._enough, self._failures = enough, failures

    async def __call__(self, message: InboundMessage) -> bool:
        if self._failures:
            self._failures -= 1
            raise ConnectionError("the inbox is away")
        self.texts.append(message.text)
        self.first.set()
        if len(self.texts) == self._enough:
            self.stop.set()
        return True


class SetAside:
    """Where an operator finds what nobody can read; fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.kept: list[tuple[Any, str]] = []
        self._failures = failures

    async def __call__(self, body: str, reason: str) -> None:
        if self._failures:
            self._failures -= 1
            raise ConnectionError("the store is away")
        self.kept.append((json.loads(body), reason))


class Pauses:
    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def telegram(
    session: aiohttp.ClientSession, clock: Callable[[], float], new_id: Callable[[], str], fake: FakeTelegram
) -> Callable[[str], Telegram]:
    return lambda base: Telegram(session=session, bot_token=fake.bot_token, clock=clock, new_id=new_id, api_base=base)


async def test_updates_are_admitted_in_order_and_then_confirmed(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    admitted, pauses = Admitted(enough=3), Pauses()
    fake.arrive(update(5, "one"), update(6, "two"), {"update_id": 7, "telepathy": {}}, update(8, "three"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, SetAside(), pauses).run(admitted.stop)
    assert admitted.texts == ["one", "two", "three"]
    assert fake.webhook == ""
    assert fake.problems == []


async def test_an_update_is_asked_for_again_when_the_inbox_was_away(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    admitted, pauses = Admitted(enough=2, failures=2), Pauses()
    fake.arrive(update(5, "one"), update(6, "two"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, SetAside(), pauses).run(admitted.stop)
    assert admitted.texts == ["one", "two"]
    assert pauses.seconds == [1.0, 2.0]


async def test_offsets_move_past_what_was_admitted(telegram: Callable[[str], Telegram], fake: FakeTelegram) -> None:
    admitted, pauses = Admitted(enough=2), Pauses()
    fake.arrive(update(5, "one"))
    async with fake.serve() as base:
        running = asyncio.create_task(Polling(telegram(base), admitted, SetAside(), pauses).run(admitted.stop))
        await admitted.first.wait()
        fake.arrive(update(6, "two"))
        await running
    assert [fields["offset"] for fields in fake.sent("getUpdates")][:2] == [0, 6]
    assert admitted.texts == ["one", "two"]


UNREADABLE = update(6) | {"message": {"message_id": 6, "chat": "?"}}
WHO = {"id": 7001, "is_bot": False, "first_name": "A"}


async def test_what_nobody_can_read_is_set_aside_and_does_not_silence_the_channel(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    admitted, set_aside, pauses = Admitted(enough=2), SetAside(), Pauses()
    fake.arrive(update(5, "one"), UNREADABLE, update(7, "two"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, set_aside, pauses).run(admitted.stop)
    assert admitted.texts == ["one", "two"]
    assert set_aside.kept == [(UNREADABLE, "not an update: KeyError")]
    assert pauses.seconds == []


async def test_what_cannot_be_written_down_is_set_aside_too(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    class Writing(Admitted):
        async def __call__(self, message: InboundMessage) -> bool:
            msgspec.json.encode(message)  # as the inbox does
            return await super().__call__(message)

    half_an_emoji = update(6) | {"message": update(6)["message"] | {"from": {**WHO, "language_code": "\ud83d"}}}
    admitted, set_aside = Writing(enough=1), SetAside()
    fake.arrive(half_an_emoji, update(7, "two"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, set_aside, Pauses()).run(admitted.stop)
    assert admitted.texts == ["two"]
    assert set_aside.kept == [(half_an_emoji, "UnicodeEncodeError")]


async def test_an_update_is_not_forgotten_before_it_is_set_aside(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    admitted, set_aside, pauses = Admitted(enough=1), SetAside(failures=2), Pauses()
    fake.arrive(UNREADABLE, update(7, "two"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, set_aside, pauses).run(admitted.stop)
    assert (len(set_aside.kept), admitted.texts, pauses.seconds) == (1, ["two"], [1.0, 2.0])


async def test_a_telegram_in_trouble_is_asked_again_later(
    telegram: Callable[[str], Telegram], fake: FakeTelegram
) -> None:
    admitted, pauses = Admitted(enough=1), Pauses()
    fake.fail_next(BROKEN, BROKEN, BROKEN)
    fake.arrive(update(5, "one"))
    async with fake.serve() as base:
        await Polling(telegram(base), admitted, SetAside(), pauses).run(admitted.stop)
    assert admitted.texts == ["one"]
    assert pauses.seconds == [1.0, 2.0, 4.0]


async def test_a_wrong_token_is_said_at_once(telegram: Callable[[str], Telegram], fake: FakeTelegram) -> None:
    fake.fail_next(Failure(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))
    async with fake.serve() as base:
        with pytest.raises(FetchFailed) as caught:
            await Polling(telegram(base), Admitted(enough=1), SetAside(), Pauses()).run(asyncio.Event())
    assert caught.value.permanent


async def test_a_token_that_was_right_is_tried_again(telegram: Callable[[str], Telegram], fake: FakeTelegram) -> None:
    """Telegram's 401 is the 404 of a proxy that is being restarted, too."""
    admitted, pauses = Admitted(enough=2), Pauses()
    fake.arrive(update(5, "one"))
    async with fake.serve() as base:
        polling = asyncio.create_task(Polling(telegram(base), admitted, SetAside(), pauses).run(admitted.stop))
        await admitted.first.wait()
        fake.fail_next(*[Failure(404, "not found"), Failure(401, {"ok": False, "error_code": 401})] * 2)
        fake.arrive(update(6, "two"))
        await polling
    assert admitted.texts == ["one", "two"]
    assert len(pauses.seconds) >= 3


async def test_an_answer_that_trickles_for_ever_is_given_up(
    telegram: Callable[[str], Telegram], monkeypatch: pytest.MonkeyPatch
) -> None:
    trickling = asyncio.Event()

    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            trickling.set()
            await asyncio.sleep(0.005)

    monkeypatch.setattr("bot.channels.telegram.WHOLE_ANSWER_SECONDS", 0.2)
    app = web.Application()
    app.router.add_route("*", "/{call:.+}", trickle)
    async with serving(app) as base:
        for ask in (lambda: telegram(base).updates(0, 0), lambda: telegram(base).leave_webhook()):
            trickling.clear()
            with pytest.raises(FetchFailed, match="too slowly") as caught:
                await ask()
            assert trickling.is_set()
            assert not caught.value.permanent
