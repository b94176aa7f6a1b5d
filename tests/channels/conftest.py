"""What every channel's test needs: a session, a clock that stands still, ids that count."""

import itertools
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio

SID, TOKEN = "AC0123456789abcdef0123456789abcdef", "a-token-of-the-tests"
SECRET = "a-webhook-secret_of-the-tests"
MakeTwilio = Callable[..., Twilio]
MakeTelegram = Callable[..., Telegram]
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Callable[[], float]:
    return AT.timestamp


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"id-{next(numbers):016d}"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def fake_twilio() -> FakeTwilio:
    return FakeTwilio(SID, TOKEN)


@pytest.fixture
def make_twilio(session: aiohttp.ClientSession, clock: Callable[[], float], new_id: Callable[[], str]) -> MakeTwilio:
    def make(**settings: Any) -> Twilio:
        given = {"sms_from": "+13115550100", "whatsapp_from": "+13115550199", **settings}
        return Twilio(session=session, account_sid=SID, auth_token=TOKEN, clock=clock, new_id=new_id, **given)

    return make


@pytest.fixture
def fake_telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def make_telegram(
    session: aiohttp.ClientSession, clock: Callable[[], float], new_id: Callable[[], str], fake_telegram: FakeTelegram
) -> MakeTelegram:
    def make(**settings: Any) -> Telegram:
        given = {"webhook_secret": SECRET, **settings}
        return Telegram(session=session, bot_token=fake_telegram.bot_token, clock=clock, new_id=new_id, **given)

    return make
